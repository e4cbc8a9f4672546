<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>CallArea</name>
    <message>
        <source>has not returned, in the kernel</source>
        <translation>не вернулся, в ядре</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>меньше</translation>
    </message>
    <message>
        <source>Fewer calls of %1</source>
        <translation>Меньше вызовов %1</translation>
    </message>
    <message>
        <source>All calls of %1</source>
        <translation>Все вызовы %1</translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation>Всё равно вызвать</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>Не вызывать</translation>
    </message>
</context>
<context>
    <name>CallForm</name>
    <message>
        <source>text, UTF-8</source>
        <translation>текст, UTF-8</translation>
    </message>
    <message>
        <source>Python: b&apos;…&apos;</source>
        <translation>Python: b&apos;…&apos;</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>hex</translation>
    </message>
    <message>
        <source>as str, not encoded</source>
        <translation>как str, без encode</translation>
    </message>
    <message>
        <source>no ending</source>
        <translation>без конца строки</translation>
    </message>
    <message>
        <source>how the data is written</source>
        <translation>как записаны данные</translation>
    </message>
    <message>
        <source>what is appended</source>
        <translation>что добавить в конец</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>Вызвать %1</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>Не вызывать</translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation>Всё равно вызвать</translation>
    </message>
    <message>
        <source>Take the address of %1: %2</source>
        <translation>Взять адрес %1: %2</translation>
    </message>
</context>
<context>
    <name>CardsView</name>
    <message>
        <source>Make your first socket</source>
        <translation>Создайте первый сокет</translation>
    </message>
    <message>
        <source>Choose what it is made of at the left. Then press its calls one by one: they are real, and the system answers below.</source>
        <translation>Выберите слева, из чего он сделан. Потом нажимайте его вызовы один за другим: они настоящие, а система отвечает внизу.</translation>
    </message>
    <message>
        <source>Create the socket</source>
        <translation>Создать сокет</translation>
    </message>
    <message>
        <source>First server and client</source>
        <translation>Первый сервер и клиент</translation>
    </message>
</context>
<context>
    <name>Lab</name>
    <message>
        <source>our chat server</source>
        <translation>наш чат-сервер</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
    <message>
        <source>New socket</source>
        <translation>Новый сокет</translation>
    </message>
    <message>
        <source>Sockets and answers</source>
        <translation>Сокеты и ответы</translation>
    </message>
    <message>
        <source>The same Python</source>
        <translation>Тот же Python</translation>
    </message>
    <message>
        <source>Socket lab · Besedka</source>
        <translation>Лаборатория сокетов · Беседка</translation>
    </message>
    <message>
        <source>Socket lab</source>
        <translation>Лаборатория</translation>
    </message>
</context>
<context>
    <name>LabCalls</name>
    <message>
        <source>%1 will not work: %2 is closed.</source>
        <translation>%1 не сработает: %2 закрыт.</translation>
    </message>
    <message>
        <source>%2 is closed already.</source>
        <translation>%2 уже закрыт.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 has an address already.</source>
        <translation>%1 не сработает: у %2 уже есть адрес.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 is connected already.</source>
        <translation>%1 не сработает: %2 уже соединён.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 only listens, data goes through what accept returns.</source>
        <translation>%1 не сработает: %2 только слушает, данные идут через то, что вернёт accept.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 does not listen yet.</source>
        <translation>%1 не сработает: %2 ещё не слушает.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 is not connected.</source>
        <translation>%1 не сработает: %2 не соединён.</translation>
    </message>
    <message>
        <source>%1 will not work: where to? Use sendto, or connect first.</source>
        <translation>%1 не сработает: куда слать? Возьмите sendto или сначала connect.</translation>
    </message>
    <message>
        <source>%1 would wait in vain: %2 has no address, nobody can send to it.</source>
        <translation>%1 ждал бы зря: у %2 нет адреса, послать ему никто не может.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 has no path yet, bind first.</source>
        <translation>%1 не сработает: у %2 ещё нет пути, сначала bind.</translation>
    </message>
    <message>
        <source>%1 will not work: datagrams have no connections to wait for.</source>
        <translation>%1 не сработает: у датаграмм нет соединений, ждать нечего.</translation>
    </message>
    <message>
        <source>%1 brings nothing: %2 said it reads no more.</source>
        <translation>%1 ничего не принесёт: %2 объявил, что больше не читает.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 said it sends no more.</source>
        <translation>%1 не сработает: %2 объявил, что больше не пишет.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 was shut down.</source>
        <translation>%1 не сработает: для %2 был вызван shutdown.</translation>
    </message>
    <message>
        <source>%1 needs no address here: %2 is a stream, use send.</source>
        <translation>%1 здесь не нужен: %2 — поток, хватит send.</translation>
    </message>
    <message>
        <source>%1 will not work: %2 only listens, data goes through %3.</source>
        <translation>%1 не сработает: %2 только слушает, данные идут через %3.</translation>
    </message>
    <message>
        <source>The system will answer: %1</source>
        <translation>Система ответит: %1</translation>
    </message>
    <message>
        <source>Nothing will happen: Python lets you.</source>
        <translation>Ничего не случится: Python это разрешает.</translation>
    </message>
    <message>
        <source>The answer will be b&apos;&apos; at once.</source>
        <translation>Ответом сразу будет b&apos;&apos;.</translation>
    </message>
    <message>
        <source>The system will ignore the address.</source>
        <translation>Адрес система не заметит.</translation>
    </message>
    <message>
        <source>It will stay in the kernel until something wakes it.</source>
        <translation>Он останется в ядре, пока что-нибудь его не разбудит.</translation>
    </message>
    <message>
        <source>parked before the call</source>
        <translation>стоит перед вызовом</translation>
    </message>
    <message>
        <source>looking the name up</source>
        <translation>ищет имя</translation>
    </message>
    <message>
        <source>has not returned, in the kernel</source>
        <translation>не вернулся, в ядре</translation>
    </message>
    <message>
        <source>It came %1.</source>
        <translation>Ответ пришёл %1.</translation>
    </message>
    <message>
        <source>the accept queue is open</source>
        <translation>очередь приёма открыта</translation>
    </message>
    <message>
        <source>the address is its own now</source>
        <translation>адрес теперь его</translation>
    </message>
    <message>
        <source>connected even before accept</source>
        <translation>соединились ещё до accept</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединились</translation>
    </message>
    <message>
        <source>the other side will read b&apos;&apos; at the end</source>
        <translation>другая сторона прочтёт в конце b&apos;&apos;</translation>
    </message>
    <message>
        <source>the descriptor is given back</source>
        <translation>дескриптор возвращён</translation>
    </message>
    <message>
        <source>its own address</source>
        <translation>собственный адрес</translation>
    </message>
    <message>
        <source>the address of the other end</source>
        <translation>адрес другого конца</translation>
    </message>
    <message>
        <source>what this computer calls itself</source>
        <translation>как зовут этот компьютер</translation>
    </message>
    <message>
        <source>set</source>
        <translation>задано</translation>
    </message>
    <message>
        <source>its recv finds the end from now on</source>
        <translation>его recv теперь сразу видит конец</translation>
    </message>
    <message>
        <source>both directions are over, what waited is woken</source>
        <translation>кончились оба направления, кто ждал — разбужен</translation>
    </message>
    <message>
        <source>nothing was asked for</source>
        <translation>ничего и не просили</translation>
    </message>
    <message>
        <source>the end: the other side sends no more</source>
        <translation>конец: другая сторона больше не пишет</translation>
    </message>
    <message>
        <source>its calls wait as long as it takes</source>
        <translation>его вызовы ждут сколько угодно</translation>
    </message>
    <message>
        <source>its calls never wait</source>
        <translation>его вызовы не ждут</translation>
    </message>
    <message>
        <source>its calls wait %1 at most</source>
        <translation>его вызовы ждут не дольше %1</translation>
    </message>
    <message>
        <source>host</source>
        <translation>узел</translation>
    </message>
    <message>
        <source>port</source>
        <translation>порт</translation>
    </message>
    <message>
        <source>path</source>
        <translation>путь</translation>
    </message>
    <message>
        <source>data</source>
        <translation>данные</translation>
    </message>
    <message>
        <source>bytes at most</source>
        <translation>не больше байт</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>флаги</translation>
    </message>
    <message>
        <source>backlog</source>
        <translation>длина очереди</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>направление</translation>
    </message>
    <message>
        <source>option</source>
        <translation>параметр</translation>
    </message>
    <message>
        <source>value</source>
        <translation>значение</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>секунды</translation>
    </message>
    <message>
        <source>read no more</source>
        <translation>больше не читать</translation>
    </message>
    <message>
        <source>send no more</source>
        <translation>больше не писать</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>ни то ни другое</translation>
    </message>
</context>
<context>
    <name>LabCounts</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n байт</numerusform>
            <numerusform>%n байта</numerusform>
            <numerusform>%n байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes handed to the kernel</source>
        <translation>
            <numerusform>%n байт отдан ядру</numerusform>
            <numerusform>%n байта отданы ядру</numerusform>
            <numerusform>%n байт отданы ядру</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the kernel took only %1 of %n bytes</source>
        <translation>
            <numerusform>ядро взяло только %1 из %n байта</numerusform>
            <numerusform>ядро взяло только %1 из %n байт</numerusform>
            <numerusform>ядро взяло только %1 из %n байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes wait to be read</source>
        <translation>
            <numerusform>%n байт ждёт чтения</numerusform>
            <numerusform>%n байта ждут чтения</numerusform>
            <numerusform>%n байт ждут чтения</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 waiting for accept</source>
        <translation>
            <numerusform>ждёт приёма: %n из %1</numerusform>
            <numerusform>ждут приёма: %n из %1</numerusform>
            <numerusform>ждут приёма: %n из %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for accept</source>
        <translation>
            <numerusform>ждёт приёма: %n</numerusform>
            <numerusform>ждут приёма: %n</numerusform>
            <numerusform>ждут приёма: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier calls are no longer shown</source>
        <translation>
            <numerusform>%n прежний вызов больше не показан</numerusform>
            <numerusform>%n прежних вызова больше не показаны</numerusform>
            <numerusform>%n прежних вызовов больше не показаны</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls are still in the kernel: close does not wake them</source>
        <translation>
            <numerusform>%n вызов всё ещё в ядре: close его не будит</numerusform>
            <numerusform>%n вызова всё ещё в ядре: close их не будит</numerusform>
            <numerusform>%n вызовов всё ещё в ядре: close их не будит</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n µs</source>
        <translation>
            <numerusform>меньше чем за %n мкс</numerusform>
            <numerusform>меньше чем за %n мкс</numerusform>
            <numerusform>меньше чем за %n мкс</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n ms</source>
        <translation>
            <numerusform>меньше чем за %n мс</numerusform>
            <numerusform>меньше чем за %n мс</numerusform>
            <numerusform>меньше чем за %n мс</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n addresses found</source>
        <translation>
            <numerusform>найден %n адрес</numerusform>
            <numerusform>найдено %n адреса</numerusform>
            <numerusform>найдено %n адресов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabFaults</name>
    <message>
        <source>This cannot be read (%1).</source>
        <translation>Этого не понять (%1).</translation>
    </message>
    <message>
        <source>A host name has no spaces. Write it in one piece.</source>
        <translation>В имени узла нет пробелов. Напишите его слитно.</translation>
    </message>
    <message>
        <source>Too long for a host name: 253 letters at most, and 63 between two dots.</source>
        <translation>Слишком длинно для имени узла: не больше 253 букв, а между точками не больше 63.</translation>
    </message>
    <message>
        <source>This is no IPv4 address: it is four numbers from 0 to 255 with dots between.</source>
        <translation>Это не адрес IPv4: в нём четыре числа от 0 до 255 через точку.</translation>
    </message>
    <message>
        <source>This is no IPv6 address. One is written like ::1.</source>
        <translation>Это не адрес IPv6. Он пишется, например, так: ::1.</translation>
    </message>
    <message>
        <source>As a binary address a number from 0 to %1 will do.</source>
        <translation>Двоичным адресом может быть число от 0 до %1.</translation>
    </message>
    <message>
        <source>This address belongs to another domain. Take an address for %1, or another domain.</source>
        <translation>Это адрес из другого домена. Возьмите адрес для %1 или другой домен.</translation>
    </message>
    <message>
        <source>&lt;broadcast&gt; is for IPv4 datagrams only (AF_INET, SOCK_DGRAM): a connection has one peer.</source>
        <translation>&lt;broadcast&gt; годится только для датаграмм IPv4 (AF_INET, SOCK_DGRAM): у соединения один собеседник.</translation>
    </message>
    <message>
        <source>No computer can be called this. Check the name, or give an address.</source>
        <translation>Так компьютер называться не может. Проверьте имя или дайте адрес.</translation>
    </message>
    <message>
        <source>A port is missing: a number, or a service name such as http.</source>
        <translation>Не указан порт: нужно число или имя службы, например http.</translation>
    </message>
    <message>
        <source>There is no port %1: a port is a number of 16 bits, from 0 to 65535. Python answers with OverflowError.</source>
        <translation>Порта %1 не бывает: порт — 16-битное число, от 0 до 65535. Python ответит OverflowError.</translation>
    </message>
    <message>
        <source>This system knows no service “%1” for %2. Give a number from 0 to 65535.</source>
        <translation>Службы «%1» для %2 эта система не знает. Укажите число от 0 до 65535.</translation>
    </message>
    <message>
        <source>“%1” is a service of %3, not of %2. It has port %4 there: type the number.</source>
        <translation>Служба «%1» есть у %3, а не у %2. Там у неё порт %4: впишите число.</translation>
    </message>
    <message>
        <source>A path is missing: AF_UNIX sockets live in a file, /tmp/lab.sock say.</source>
        <translation>Не указан путь: сокеты AF_UNIX живут в файле, например /tmp/lab.sock.</translation>
    </message>
    <message>
        <source>The path has %1 bytes; a socket&apos;s address has room for %2.</source>
        <translation>В пути %1 байт, а в адрес сокета помещается %2.</translation>
    </message>
    <message>
        <source>A path has no zero byte inside.</source>
        <translation>Нулевого байта внутри пути быть не может.</translation>
    </message>
    <message>
        <source>This cannot be the name of a file here.</source>
        <translation>Такого имени файла здесь быть не может.</translation>
    </message>
    <message>
        <source>Python knows no encoding “%1”. The usual one is utf-8.</source>
        <translation>Кодировки «%1» Python не знает. Обычная — utf-8.</translation>
    </message>
    <message>
        <source>The letter “%2” does not exist in %1. Take utf-8: it has all.</source>
        <translation>Буквы «%2» в %1 нет. Возьмите utf-8: там есть все.</translation>
    </message>
    <message>
        <source>“%1” is no hexadecimal digit: 0 to 9 and a to f are.</source>
        <translation>«%1» — не шестнадцатеричная цифра: годятся 0–9 и a–f.</translation>
    </message>
    <message>
        <source>A digit is missing: each byte is two of them.</source>
        <translation>Не хватает цифры: на каждый байт их две.</translation>
    </message>
    <message>
        <source>This is no Python literal. Write b&apos;hello\n&apos;, say.</source>
        <translation>Это не литерал Python. Напишите, например, b&apos;hello\n&apos;.</translation>
    </message>
    <message>
        <source>b&apos;…&apos; may have Latin letters only: in Python this is a SyntaxError. Write &apos;Привет&apos;.encode(), or choose “text”.</source>
        <translation>В b&apos;…&apos; бывают только латинские буквы: в Python это SyntaxError. Напишите &apos;Привет&apos;.encode() или выберите «текст».</translation>
    </message>
    <message>
        <source>Too much at once: %1 bytes at most.</source>
        <translation>Слишком много за раз: не больше %1 байт.</translation>
    </message>
    <message>
        <source>A whole number is wanted here.</source>
        <translation>Здесь нужно целое число.</translation>
    </message>
    <message>
        <source>A number from %1 to %2 is wanted here.</source>
        <translation>Здесь нужно число от %1 до %2.</translation>
    </message>
    <message>
        <source>A number of seconds is wanted here (2.5), or nothing for no limit.</source>
        <translation>Здесь нужно число секунд (2,5) или пусто, если без ограничения.</translation>
    </message>
    <message>
        <source>A time limit cannot be below zero.</source>
        <translation>Срок не может быть меньше нуля.</translation>
    </message>
    <message>
        <source>This system has no such option.</source>
        <translation>Такого параметра в этой системе нет.</translation>
    </message>
    <message>
        <source>This option can be read only, with getsockopt.</source>
        <translation>Этот параметр можно только прочитать, через getsockopt.</translation>
    </message>
    <message>
        <source>This option takes 1 (on) or 0 (off).</source>
        <translation>Этот параметр принимает 1 (да) или 0 (нет).</translation>
    </message>
    <message>
        <source>This option takes two numbers: on, seconds (1, 0).</source>
        <translation>Этот параметр принимает два числа: включено, секунды (1, 0).</translation>
    </message>
    <message>
        <source>This option takes a group (224.1.1.1), and after a comma one&apos;s own address.</source>
        <translation>Этот параметр принимает группу (224.1.1.1) и через запятую свой адрес.</translation>
    </message>
    <message>
        <source>This option takes a whole number.</source>
        <translation>Этот параметр принимает целое число.</translation>
    </message>
</context>
<context>
    <name>LabHeader</name>
    <message>
        <source>Socket lab</source>
        <translation>Лаборатория</translation>
    </message>
    <message>
        <source>make sockets by hand: the calls are real</source>
        <translation>соберите сокеты руками: вызовы настоящие</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Открыть…</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
    <message>
        <source>Start afresh: close all sockets</source>
        <translation>Начать сначала: закрыть все сокеты</translation>
    </message>
</context>
<context>
    <name>LabWords</name>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>принятый</translation>
    </message>
    <message>
        <source>client</source>
        <translation>клиент</translation>
    </message>
    <message>
        <source>datagrams</source>
        <translation>датаграммы</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>пара</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>IPv4 addresses</source>
        <translation>адреса IPv4</translation>
    </message>
    <message>
        <source>IPv6 addresses</source>
        <translation>адреса IPv6</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>файл</translation>
    </message>
    <message>
        <source>stream of bytes</source>
        <translation>поток байтов</translation>
    </message>
    <message>
        <source>there is only one</source>
        <translation>он там один</translation>
    </message>
    <message>
        <source>by the type: %1</source>
        <translation>по типу: %1</translation>
    </message>
    <message>
        <source>Empty text: for bind the same as %1, every interface.</source>
        <translation>Пустая строка: для bind то же, что %1, любой интерфейс.</translation>
    </message>
    <message>
        <source>To everybody in the network: 255.255.255.255, after SO_BROADCAST.</source>
        <translation>Всем в сети: 255.255.255.255, после SO_BROADCAST.</translation>
    </message>
    <message>
        <source>This computer itself: nobody else can reach it.</source>
        <translation>Сам этот компьютер: больше никто не достучится.</translation>
    </message>
    <message>
        <source>A binary address: %1 in figures.</source>
        <translation>Двоичный адрес: это %1.</translation>
    </message>
    <message>
        <source>A name: getaddrinfo finds its address first.</source>
        <translation>Имя: сначала getaddrinfo найдёт адрес.</translation>
    </message>
    <message>
        <source>An IPv6 address.</source>
        <translation>Адрес IPv6.</translation>
    </message>
    <message>
        <source>An IPv4 address.</source>
        <translation>Адрес IPv4.</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>привязан</translation>
    </message>
    <message>
        <source>it does not listen yet</source>
        <translation>ещё не слушает</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>без адреса</translation>
    </message>
    <message>
        <source>a server calls bind next, a client connect</source>
        <translation>дальше сервер вызывает bind, клиент connect</translation>
    </message>
    <message>
        <source>descriptor %1 is free again</source>
        <translation>дескриптор %1 снова свободен</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыт</translation>
    </message>
    <message>
        <source>the system does not tell how many wait</source>
        <translation>сколько ждут, система не говорит</translation>
    </message>
    <message>
        <source>shut down: it accepts nobody any more</source>
        <translation>после shutdown никого не принимает</translation>
    </message>
    <message>
        <source>listens at</source>
        <translation>слушает</translation>
    </message>
    <message>
        <source>send goes there, only its datagrams are taken</source>
        <translation>send идёт туда, принимается только оттуда</translation>
    </message>
    <message>
        <source>no connection, message boundaries stay</source>
        <translation>соединения нет, границы сообщений остаются</translation>
    </message>
    <message>
        <source>no address yet: bind to receive, sendto to send</source>
        <translation>адреса ещё нет: bind, чтобы принимать, sendto, чтобы слать</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединён</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>вывод</translation>
    </message>
    <message>
        <source>the server has not answered yet</source>
        <translation>сервер ещё не ответил</translation>
    </message>
    <message>
        <source>we said the end, no answer yet</source>
        <translation>мы объявили конец, ответа ещё нет</translation>
    </message>
    <message>
        <source>we send no more, the other side still may</source>
        <translation>мы больше не пишем, другая сторона может</translation>
    </message>
    <message>
        <source>the other side sends no more; close is missing here</source>
        <translation>другая сторона больше не пишет; здесь не хватает close</translation>
    </message>
    <message>
        <source>both said the end, one answer is missing</source>
        <translation>конец объявили оба, не хватает одного ответа</translation>
    </message>
    <message>
        <source>both said the end at once</source>
        <translation>конец объявили оба сразу</translation>
    </message>
    <message>
        <source>over; late packets are waited for</source>
        <translation>всё кончено; ждёт запоздавших пакетов</translation>
    </message>
    <message>
        <source>the connection is over</source>
        <translation>соединение кончилось</translation>
    </message>
    <message>
        <source>a port in TIME_WAIT may be taken again</source>
        <translation>порт в TIME_WAIT можно занять снова</translation>
    </message>
    <message>
        <source>several sockets may share a port</source>
        <translation>один порт на несколько сокетов</translation>
    </message>
    <message>
        <source>datagrams to everybody are allowed</source>
        <translation>можно слать всем сразу</translation>
    </message>
    <message>
        <source>ask now and then whether the peer is there</source>
        <translation>иногда проверять, на месте ли собеседник</translation>
    </message>
    <message>
        <source>how close deals with what is not sent</source>
        <translation>что close делает с неотправленным</translation>
    </message>
    <message>
        <source>size of the send queue</source>
        <translation>размер очереди отправки</translation>
    </message>
    <message>
        <source>size of the receive queue</source>
        <translation>размер очереди приёма</translation>
    </message>
    <message>
        <source>the error that waits to be told</source>
        <translation>ошибка, о которой ещё не сказано</translation>
    </message>
    <message>
        <source>its type</source>
        <translation>его тип</translation>
    </message>
    <message>
        <source>whether it listens</source>
        <translation>слушает ли он</translation>
    </message>
    <message>
        <source>small pieces are sent at once</source>
        <translation>мелкие куски уходят сразу</translation>
    </message>
    <message>
        <source>how long a dead link is borne</source>
        <translation>сколько терпеть обрыв</translation>
    </message>
    <message>
        <source>how many routers it may pass</source>
        <translation>через сколько маршрутизаторов пройдёт</translation>
    </message>
    <message>
        <source>how far multicast goes</source>
        <translation>как далеко идёт multicast</translation>
    </message>
    <message>
        <source>join a multicast group</source>
        <translation>войти в группу</translation>
    </message>
    <message>
        <source>leave a multicast group</source>
        <translation>выйти из группы</translation>
    </message>
    <message>
        <source>take no IPv4 connections</source>
        <translation>не брать соединений IPv4</translation>
    </message>
    <message>
        <source>Got connection from</source>
        <translation>Соединение от</translation>
    </message>
    <message>
        <source>Message from</source>
        <translation>Сообщение от</translation>
    </message>
    <message>
        <source>the file that an earlier run left</source>
        <translation>файл, оставшийся от прошлого запуска</translation>
    </message>
    <message>
        <source>the port that the system chose</source>
        <translation>порт, который выбрала система</translation>
    </message>
    <message>
        <source>so that it can be run again at once</source>
        <translation>чтобы можно было сразу запустить снова</translation>
    </message>
    <message>
        <source>waits in a thread of its own, as in the lab</source>
        <translation>ждёт в своём потоке, как в лаборатории</translation>
    </message>
    <message>
        <source>was in the kernel while its socket was closed</source>
        <translation>был в ядре, когда сокет закрыли</translation>
    </message>
</context>
<context>
    <name>NewSocket</name>
    <message>
        <source>any interface</source>
        <translation>любой интерфейс</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>только здесь</translation>
    </message>
    <message>
        <source>address</source>
        <translation>адрес</translation>
    </message>
    <message>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>UDP only</source>
        <translation>только UDP</translation>
    </message>
    <message>
        <source>another name or address</source>
        <translation>другое имя или адрес</translation>
    </message>
    <message>
        <source>0: bind lets the system choose a free port.</source>
        <translation>0: свободный порт выберет система при bind.</translation>
    </message>
    <message>
        <source>Ports below 1024 often want special rights.</source>
        <translation>Порты до 1024 часто просят прав.</translation>
    </message>
    <message>
        <source>A number from 0 to 65535, or the name of a service.</source>
        <translation>Число от 0 до 65535 или имя службы.</translation>
    </message>
    <message>
        <source>An abstract name: it is in no folder (Linux only).</source>
        <translation>Абстрактное имя: его нет ни в одной папке (только Linux).</translation>
    </message>
    <message>
        <source>bind makes this file; close does not delete it.</source>
        <translation>bind создаст этот файл, close его не удалит.</translation>
    </message>
    <message>
        <source>New socket</source>
        <translation>Новый сокет</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Домен</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Протокол</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Узел</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Порт</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Another host</source>
        <translation>Другой узел</translation>
    </message>
    <message>
        <source>Create the socket</source>
        <translation>Создать сокет</translation>
    </message>
    <message>
        <source>A connected pair</source>
        <translation>Соединённая пара</translation>
    </message>
</context>
<context>
    <name>PythonPanel</name>
    <message>
        <source>from %1</source>
        <translation>из %1</translation>
    </message>
    <message>
        <source>Replace the files that are there?</source>
        <translation>Заменить файлы, которые уже есть?</translation>
    </message>
    <message>
        <source>%1 in the folder %2 would be written over.</source>
        <translation>В папке %2 будет переписано: %1.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>They run under plain python3 and do the same. The call that has not returned is the last line: it waits there again.</source>
        <translation>Запускаются обычным python3 и делают то же. Невернувшийся вызов — последняя строка: там он снова ждёт.</translation>
    </message>
    <message>
        <source>They run under plain python3 and do the same. Calls that failed stay as comments.</source>
        <translation>Запускаются обычным python3 и делают то же. Вызовы с ошибкой остаются комментариями.</translation>
    </message>
    <message>
        <source>Save %1 and %2</source>
        <translation>Сохранить %1 и %2</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>Сохранить %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Folder for the programs</source>
        <translation>Папка для программ</translation>
    </message>
    <message>
        <source>Saved to %1. Start it with: python3 %2</source>
        <translation>Сохранено в %1. Запуск: python3 %2</translation>
    </message>
    <message>
        <source>The same Python</source>
        <translation>Тот же Python</translation>
    </message>
    <message>
        <source>written now</source>
        <translation>пишется сейчас</translation>
    </message>
    <message>
        <source>Every call that you press is written here as a line of Python. In the end it is a program.</source>
        <translation>Каждый нажатый вызов записывается здесь строкой Python. В конце получается программа.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запустить</translation>
    </message>
</context>
<context>
    <name>RecipeBar</name>
    <message>
        <source>step %1 of %2</source>
        <translation>шаг %1 из %2</translation>
    </message>
    <message>
        <source>The guide ends here: the last call had another outcome than usual. See below what the system answered; “Open…” begins again.</source>
        <translation>Подсказки кончаются здесь: последний вызов кончился не так, как обычно. Внизу видно, что ответила система; «Открыть…» начнёт заново.</translation>
    </message>
    <message>
        <source>That was all. The sockets are yours now: press what you like.</source>
        <translation>Это всё. Теперь сокеты ваши: нажимайте что хотите.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Do the rest</source>
        <translation>Доделать всё</translation>
    </message>
    <message>
        <source>End the guide</source>
        <translation>Закончить подсказки</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Thank you for connecting</source>
        <translation>Спасибо за подключение</translation>
    </message>
    <message>
        <source>First server and client</source>
        <translation>Первый сервер и клиент</translation>
    </message>
    <message>
        <source>A socket for the server. It can do nothing yet.</source>
        <translation>Сокет для сервера. Он ещё ничего не умеет.</translation>
    </message>
    <message>
        <source>So that the port is free at once when it starts again.</source>
        <translation>Чтобы при новом запуске порт был свободен сразу.</translation>
    </message>
    <message>
        <source>It takes port %1 on every interface of this computer.</source>
        <translation>Он занимает порт %1 на всех интерфейсах этого компьютера.</translation>
    </message>
    <message>
        <source>From now on the system takes connections, up to 5 in a row.</source>
        <translation>Теперь система принимает соединения, до 5 в очереди.</translation>
    </message>
    <message>
        <source>Nobody is there: accept stays in the kernel and waits.</source>
        <translation>Никого нет: accept остаётся в ядре и ждёт.</translation>
    </message>
    <message>
        <source>A second socket, for the client.</source>
        <translation>Второй сокет, для клиента.</translation>
    </message>
    <message>
        <source>It connects, and the waiting accept returns a new socket.</source>
        <translation>Он соединяется, и ждавший accept возвращает новый сокет.</translation>
    </message>
    <message>
        <source>The server says thank you, through the new socket.</source>
        <translation>Сервер говорит спасибо через новый сокет.</translation>
    </message>
    <message>
        <source>The client takes what has come, 1024 bytes at most.</source>
        <translation>Клиент берёт, что пришло, не больше 1024 байт.</translation>
    </message>
    <message>
        <source>The server ends this connection.</source>
        <translation>Сервер кончает это соединение.</translation>
    </message>
    <message>
        <source>The client reads the end: b&apos;&apos; means that nothing comes.</source>
        <translation>Клиент читает конец: b&apos;&apos; значит, что больше ничего не придёт.</translation>
    </message>
    <message>
        <source>The client closes too.</source>
        <translation>Клиент тоже закрывает свой сокет.</translation>
    </message>
    <message>
        <source>one</source>
        <translation>раз</translation>
    </message>
    <message>
        <source>two</source>
        <translation>два</translation>
    </message>
    <message>
        <source>UDP: datagrams</source>
        <translation>UDP: датаграммы</translation>
    </message>
    <message>
        <source>A socket for datagrams: no connection, no stream.</source>
        <translation>Сокет для датаграмм: ни соединения, ни потока.</translation>
    </message>
    <message>
        <source>It takes port %1, so that others can send to it.</source>
        <translation>Он занимает порт %1, чтобы ему могли слать.</translation>
    </message>
    <message>
        <source>Another one, to send.</source>
        <translation>Ещё один, чтобы отправлять.</translation>
    </message>
    <message>
        <source>Nobody listened, nobody accepted: it is sent all the same.</source>
        <translation>Никто не слушал и не принимал, а отправить всё равно можно.</translation>
    </message>
    <message>
        <source>A second message, before the first was read.</source>
        <translation>Второе сообщение, пока первое не прочитано.</translation>
    </message>
    <message>
        <source>One recvfrom takes one message: boundaries stay.</source>
        <translation>Один recvfrom берёт одно сообщение: границы остаются.</translation>
    </message>
    <message>
        <source>The second message comes by itself too.</source>
        <translation>Второе сообщение тоже приходит отдельно.</translation>
    </message>
    <message>
        <source>UNIX sockets: a file</source>
        <translation>UNIX-сокеты: файл</translation>
    </message>
    <message>
        <source>A socket that lives in a file: only on this computer.</source>
        <translation>Сокет, который живёт в файле: только на этом компьютере.</translation>
    </message>
    <message>
        <source>bind makes the file.</source>
        <translation>bind создаёт файл.</translation>
    </message>
    <message>
        <source>It listens, as TCP does.</source>
        <translation>Он слушает, как и в TCP.</translation>
    </message>
    <message>
        <source>A client in the same domain.</source>
        <translation>Клиент в том же домене.</translation>
    </message>
    <message>
        <source>It connects to the path instead of host and port.</source>
        <translation>Он соединяется с путём, а не с узлом и портом.</translation>
    </message>
    <message>
        <source>It was connected before accept: now the server has it too.</source>
        <translation>Соединение было ещё до accept: теперь оно есть и у сервера.</translation>
    </message>
    <message>
        <source>Bytes go through the kernel, not through a network.</source>
        <translation>Байты идут через ядро, а не через сеть.</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>Привет</translation>
    </message>
    <message>
        <source>The server reads them.</source>
        <translation>Сервер их читает.</translation>
    </message>
    <message>
        <source>Refused connection</source>
        <translation>Отказ в соединении</translation>
    </message>
    <message>
        <source>A client, before there is any server.</source>
        <translation>Клиент, когда сервера ещё нет.</translation>
    </message>
    <message>
        <source>Nobody listens at this port: refused, and at once.</source>
        <translation>Этот порт никто не слушает: отказ, и сразу.</translation>
    </message>
    <message>
        <source>Now a server.</source>
        <translation>Теперь сервер.</translation>
    </message>
    <message>
        <source>It has the port, but it does not listen yet.</source>
        <translation>Порт у него есть, но он ещё не слушает.</translation>
    </message>
    <message>
        <source>To have the port is not enough: refused again.</source>
        <translation>Занять порт мало: снова отказ.</translation>
    </message>
    <message>
        <source>Now it listens.</source>
        <translation>Теперь он слушает.</translation>
    </message>
    <message>
        <source>And now the same line succeeds.</source>
        <translation>И теперь та же строка удаётся.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Lesson %1</source>
        <translation>Урок %1</translation>
    </message>
    <message>
        <source>What the system answered</source>
        <translation>Что ответила система</translation>
    </message>
    <message>
        <source>the latest call is the lowest</source>
        <translation>последний вызов — нижний</translation>
    </message>
    <message>
        <source>Nothing yet. Each call stands here with what it returned or raised.</source>
        <translation>Пока ничего. Здесь будет каждый вызов и то, что он вернул, или ошибка.</translation>
    </message>
</context>
<context>
    <name>RunPane</name>
    <message>
        <source>There is no Python on this computer that could run them. Install Python 3, or take the saved files to a computer that has it.</source>
        <translation>На этом компьютере нет Python, чтобы их запустить. Установите Python 3 или перенесите сохранённые файлы туда, где он есть.</translation>
    </message>
    <message>
        <source>The files could not be written: %1.</source>
        <translation>Не удалось записать файлы: %1.</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлена</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>закончила</translation>
    </message>
    <message>
        <source>ended with an error (%1)</source>
        <translation>закончила с ошибкой (%1)</translation>
    </message>
    <message>
        <source>Python could not be started for %1.</source>
        <translation>Не удалось запустить Python для %1.</translation>
    </message>
    <message>
        <source>%1 of the lab still has the port that the programs want to bind to.</source>
        <translation>%1 из лаборатории ещё держит порт, который нужен программам.</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>Работает: %1</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Ничего не запущено</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Close the lab&apos;s sockets and run</source>
        <translation>Закрыть сокеты и запустить</translation>
    </message>
    <message>
        <source>Close the output</source>
        <translation>Убрать вывод</translation>
    </message>
    <message>
        <source>What the programs print</source>
        <translation>Что печатают программы</translation>
    </message>
</context>
<context>
    <name>SaveFiles</name>
    <message>
        <source>Nothing may be written to %1. Choose another folder, your own.</source>
        <translation>В %1 нельзя писать. Выберите другую папку, свою.</translation>
    </message>
    <message>
        <source>The disk of %1 is full. Choose another, or make room.</source>
        <translation>На диске папки %1 нет места. Выберите другой или освободите место.</translation>
    </message>
    <message>
        <source>The folder %1 is gone. Choose another.</source>
        <translation>Папки %1 больше нет. Выберите другую.</translation>
    </message>
    <message>
        <source>In %1 a folder has the name of the file. Choose another folder.</source>
        <translation>В %1 есть папка с именем этого файла. Выберите другую папку.</translation>
    </message>
    <message>
        <source>It could not be saved to %1. The system says: %2.</source>
        <translation>Не удалось сохранить в %1. Система говорит: %2.</translation>
    </message>
</context>
<context>
    <name>SocketCard</name>
    <message>
        <source>parked · %1 · %2</source>
        <translation>стоит · %1 · %2</translation>
    </message>
    <message>
        <source>name lookup · %1 · %2</source>
        <translation>ищет имя · %1 · %2</translation>
    </message>
    <message>
        <source>in the kernel · %1 · %2</source>
        <translation>в ядре · %1 · %2</translation>
    </message>
    <message>
        <source>Put %1 away</source>
        <translation>Убрать %1</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыт</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>свободен</translation>
    </message>
</context>
</TS>
