<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Demo</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Press to go down to its bytes</source>
        <translation>Нажмите, чтобы спуститься к байтам</translation>
    </message>
    <message>
        <source>They lie in the kernel: %1 has not called recv yet, so there is nothing in the window.</source>
        <translation>Они лежат в ядре: %1 ещё не вызывает recv, поэтому в окне их нет.</translation>
    </message>
    <message>
        <source>Chat of %1</source>
        <translation>Чат: %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Write for %1</source>
        <translation>Написать за %1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>#class</source>
        <translation>#класс</translation>
    </message>
    <message>
        <source>Is anybody here?</source>
        <translation>Есть кто?</translation>
    </message>
    <message>
        <source>I am</source>
        <translation>Я тут</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>Привет</translation>
    </message>
    <message>
        <source>Hello, Anna! How did this get to me?</source>
        <translation>Привет, Анна! А как оно ко мне попало?</translation>
    </message>
    <message>
        <source>Look to the right: follow its colour</source>
        <translation>Смотри справа: следи за цветом</translation>
    </message>
    <message>
        <source>The show has ended: %1 Close it and open it again.</source>
        <translation>Показ прерван: %1 Закройте его и откройте снова.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показ</translation>
    </message>
    <message>
        <source>how a message goes through sockets: a real server and two clients</source>
        <translation>как сообщение идёт через сокеты: настоящий сервер и два клиента</translation>
    </message>
    <message>
        <source>Plain IRC on %1: no TLS, no tags</source>
        <translation>Простой IRC на %1: без TLS и тегов</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
    <message>
        <source>End the show</source>
        <translation>Закончить показ</translation>
    </message>
    <message>
        <source>Show · Besedka</source>
        <translation>Показ · Беседка</translation>
    </message>
    <message>
        <source>accepting</source>
        <translation>приём</translation>
    </message>
    <message>
        <source>sending to all</source>
        <translation>рассылка</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>чтение %1</translation>
    </message>
    <message>
        <source>writing to %1</source>
        <translation>отправка %1</translation>
    </message>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>Threads of the server</source>
        <translation>Потоки сервера</translation>
    </message>
</context>
<context>
    <name>DemoCounts</name>
    <message numerus="yes">
        <source>%n bytes have come already</source>
        <translation>
            <numerusform>%n байт уже пришёл</numerusform>
            <numerusform>%n байта уже пришли</numerusform>
            <numerusform>%n байт уже пришли</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n поток</numerusform>
            <numerusform>%n потока</numerusform>
            <numerusform>%n потоков</numerusform>
        </translation>
    </message>
</context>
</TS>
