<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Launcher</name>
    <message>
        <source>The settings could not be read; these are new ones. The old file is now %1.</source>
        <translation>Прочесть настройки не удалось, поэтому они новые. Старый файл теперь называется %1.</translation>
    </message>
    <message>
        <source>the disk is full.</source>
        <translation>диск заполнен.</translation>
    </message>
    <message>
        <source>nothing may be written to the folder %1.</source>
        <translation>в папку %1 нельзя записывать.</translation>
    </message>
    <message>
        <source>The settings cannot be saved: %1</source>
        <translation>Настройки не сохраняются: %1</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
</context>
<context>
    <name>LauncherActions</name>
    <message>
        <source>Server&apos;s address</source>
        <translation>Адрес сервера</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Who you are there</source>
        <translation>Кто вы там</translation>
    </message>
    <message>
        <source>Your nickname above</source>
        <translation>Ник, что указан выше</translation>
    </message>
    <message>
        <source>Start a server here</source>
        <translation>Запустить сервер здесь</translation>
    </message>
    <message>
        <source>The others join by its address</source>
        <translation>Другие войдут по его адресу</translation>
    </message>
    <message>
        <source>Open your server</source>
        <translation>Открыть свой сервер</translation>
    </message>
    <message>
        <source>It runs at %1</source>
        <translation>Работает по адресу %1</translation>
    </message>
    <message>
        <source>Join by address…</source>
        <translation>Подключиться по адресу…</translation>
    </message>
    <message>
        <source>IP and port, a name, or an irc:// link</source>
        <translation>IP и порт, имя или ссылка irc://</translation>
    </message>
    <message>
        <source>Saved servers…</source>
        <translation>Сохранённые серверы…</translation>
    </message>
</context>
<context>
    <name>LauncherFooter</name>
    <message>
        <source>This computer:</source>
        <translation>Этот компьютер:</translation>
    </message>
    <message>
        <source>This computer is in no network: nobody else can reach it.</source>
        <translation>Компьютер не в сети: другим до него не добраться.</translation>
    </message>
</context>
<context>
    <name>LauncherHeader</name>
    <message>
        <source>Light colours</source>
        <translation>Светлые цвета</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Тёмные цвета</translation>
    </message>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
    <message>
        <source>Nick</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Your nickname</source>
        <translation>Ваш ник</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>LauncherInside</name>
    <message>
        <source>Look inside</source>
        <translation>Заглянуть внутрь</translation>
    </message>
    <message>
        <source>Show me how it works</source>
        <translation>Показать, как это устроено</translation>
    </message>
    <message>
        <source>In two minutes: a server, two clients and all their bytes</source>
        <translation>За две минуты: сервер, два клиента и все их байты</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>the show, where there is little room</comment>
        <translation>Показ</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Уроки</translation>
    </message>
    <message>
        <source>A few minutes each, on real sockets</source>
        <translation>По нескольку минут, на настоящих сокетах</translation>
    </message>
    <message>
        <source>Socket lab</source>
        <translation>Лаборатория сокетов</translation>
    </message>
    <message>
        <source>Make sockets by hand: bind, listen, accept, connect</source>
        <translation>Сокеты своими руками: bind, listen, accept, connect</translation>
    </message>
    <message>
        <source>Lab</source>
        <comment>where there is little room</comment>
        <translation>Лаборатория</translation>
    </message>
</context>
<context>
    <name>OwnServer</name>
    <message>
        <source>Your server “%1” is running</source>
        <translation>Ваш сервер «%1» работает</translation>
    </message>
    <message>
        <source>Your server is running</source>
        <translation>Ваш сервер работает</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Open the window of your server</source>
        <translation>Открыть окно своего сервера</translation>
    </message>
    <message>
        <source>Join your server</source>
        <translation>Войти на свой сервер</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>Войти: %1</translation>
    </message>
    <message>
        <source>Enter joins, Delete removes it from the list.</source>
        <translation>Enter — войти, Delete — убрать из списка.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Копировать адрес</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>No servers yet</source>
        <translation>Серверов пока нет</translation>
    </message>
    <message>
        <source>The servers that you join will be listed here.</source>
        <translation>Здесь будут серверы, на которые вы входили.</translation>
    </message>
    <message>
        <source>Nobody has started a server</source>
        <translation>Сервер ещё никто не запустил</translation>
    </message>
    <message>
        <source>Be the first, and tell the others the address.</source>
        <translation>Начните вы — и скажите адрес остальным.</translation>
    </message>
    <message>
        <source>Start one here</source>
        <translation>Запустить здесь</translation>
    </message>
    <message>
        <source>Somebody runs one already</source>
        <translation>Сервер уже у кого-то есть</translation>
    </message>
    <message>
        <source>Ask for its address: it is in the server&apos;s window.</source>
        <translation>Спросите адрес: он написан в окне сервера.</translation>
    </message>
    <message>
        <source>Enter address…</source>
        <translation>Ввести адрес…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
</context>
<context>
    <name>Saved</name>
    <message>
        <source>Saved servers</source>
        <translation>Сохранённые серверы</translation>
    </message>
    <message>
        <source>Name, address or channel</source>
        <translation>Имя, адрес или канал</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
</context>
<context>
    <name>When</name>
    <message>
        <source>today, %1</source>
        <translation>сегодня, %1</translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation>вчера, %1</translation>
    </message>
    <message>
        <source>on Monday</source>
        <translation>в понедельник</translation>
    </message>
    <message>
        <source>on Tuesday</source>
        <translation>во вторник</translation>
    </message>
    <message>
        <source>on Wednesday</source>
        <translation>в среду</translation>
    </message>
    <message>
        <source>on Thursday</source>
        <translation>в четверг</translation>
    </message>
    <message>
        <source>on Friday</source>
        <translation>в пятницу</translation>
    </message>
    <message>
        <source>on Saturday</source>
        <translation>в субботу</translation>
    </message>
    <message>
        <source>on Sunday</source>
        <translation>в воскресенье</translation>
    </message>
</context>
</TS>
