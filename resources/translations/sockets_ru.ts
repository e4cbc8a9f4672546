<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>CodeView</name>
    <message>
        <source>Python source</source>
        <translation>Исходник на Python</translation>
    </message>
    <message>
        <source>Choose a call to see the line of Python that made it.</source>
        <translation>Выберите вызов, и здесь появится строка Python, которая его сделала.</translation>
    </message>
    <message>
        <source>The source of %1 is not on this computer, so only the place is known: line %2.</source>
        <translation>Исходника %1 на этом компьютере нет, поэтому известно только место: строка %2.</translation>
    </message>
    <message>
        <source>returned %1</source>
        <translation>вернул %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>для %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>строка %1</translation>
    </message>
    <message>
        <source>line %1 raised</source>
        <translation>строка %1: ошибка</translation>
    </message>
    <message>
        <source>line %1 is parked</source>
        <translation>строка %1 стоит</translation>
    </message>
    <message>
        <source>line %1 in the kernel</source>
        <translation>строка %1 в ядре</translation>
    </message>
    <message>
        <source>line %1 returned</source>
        <translation>строка %1: вернул</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The bytes end in the middle of a letter, or are no text in this encoding. A Russian letter is two bytes in UTF-8, and recv may cut between them: collect the whole line first, then decode.</source>
        <translation>Байты обрываются посередине буквы, или это не текст в такой кодировке. Русская буква в UTF-8 занимает два байта, и recv может разрезать между ними: сначала соберите всю строку, потом decode.</translation>
    </message>
    <message>
        <source>This cannot be the name of a computer: a part of it is empty, too long, or has a forbidden character. Check the name.</source>
        <translation>Имя компьютера таким быть не может: какая-то его часть пуста, слишком длинна или содержит недопустимый знак. Проверьте имя.</translation>
    </message>
    <message>
        <source>The text has letters that this encoding does not know. Use encode(&apos;utf-8&apos;), which knows all of them.</source>
        <translation>В тексте есть буквы, которых эта кодировка не знает. Возьмите encode(&apos;utf-8&apos;): она знает все.</translation>
    </message>
    <message>
        <source>The two sides could not agree on an encrypted connection. Check that both speak TLS on this port and that the certificate is the right one.</source>
        <translation>Стороны не договорились о шифровании. Проверьте, что на этом порту обе говорят по TLS и что сертификат верный.</translation>
    </message>
    <message>
        <source>Nobody connected within the time that settimeout allows. Nothing is broken: call accept again, or allow more time.</source>
        <translation>За время, которое дал settimeout, никто не соединился. Ничего не сломано: вызовите accept ещё раз или дайте больше времени.</translation>
    </message>
    <message>
        <source>No answer came within the time that settimeout allows: the computer is off, a firewall swallows the packets, or the server&apos;s backlog is full. Check the address.</source>
        <translation>За время, которое дал settimeout, ответа не было: компьютер выключен, пакеты глотает брандмауэр или очередь сервера (backlog) полна. Проверьте адрес.</translation>
    </message>
    <message>
        <source>The queues stayed full for as long as settimeout allows: the other side does not read. Some of the bytes may have been sent already.</source>
        <translation>Очереди были полны всё время, которое дал settimeout: другая сторона не читает. Часть байтов могла уже уйти.</translation>
    </message>
    <message>
        <source>Nothing came within the time that settimeout allows. The connection still stands: call again, or allow more time.</source>
        <translation>За время, которое дал settimeout, ничего не пришло. Соединение цело: вызовите ещё раз или дайте больше времени.</translation>
    </message>
    <message>
        <source>No computer of this name was found, or no such service. Check the spelling, or write the address itself, such as 127.0.0.1.</source>
        <translation>Компьютера с таким именем нет, или нет такой службы. Проверьте, как написано, или дайте сам адрес, например 127.0.0.1.</translation>
    </message>
    <message>
        <source>This system knows no service of that name for this type of socket. Write the port as a number: http is 80.</source>
        <translation>Система не знает службы с таким именем для этого типа сокета. Напишите порт числом: http это 80.</translation>
    </message>
    <message>
        <source>The name server does not answer at the moment. Check the network and try again, or write the address itself.</source>
        <translation>Сервер имён сейчас не отвечает. Проверьте сеть и повторите или напишите сам адрес.</translation>
    </message>
    <message>
        <source>This address belongs to another family than the socket: IPv4 and IPv6 do not mix. Make a socket of the address&apos;s family.</source>
        <translation>Этот адрес из другого семейства, чем сокет: IPv4 и IPv6 не смешиваются. Создайте сокет того же семейства, что и адрес.</translation>
    </message>
    <message>
        <source>This type of socket does not go with that protocol or service. Leave the protocol at 0.</source>
        <translation>Этот тип сокета не подходит к такому протоколу или службе. Оставьте протокол 0.</translation>
    </message>
    <message>
        <source>The name could not be turned into an address. Check the spelling and the network, or write the address itself.</source>
        <translation>Из имени не получилось адреса. Проверьте, как написано, и сеть или дайте сам адрес.</translation>
    </message>
    <message>
        <source>A socket carries bytes, and this is text. The same text can be written as different bytes, so Python does not choose: say data.encode(), which makes UTF-8.</source>
        <translation>Сокет носит байты, а это текст. Один и тот же текст можно записать разными байтами, поэтому Python не выбирает сам: скажите data.encode(), получится UTF-8.</translation>
    </message>
    <message>
        <source>An address is one argument: a pair of host and port in parentheses of its own, as in connect((&apos;127.0.0.1&apos;, 12345)).</source>
        <translation>Адрес это один аргумент: пара из узла и порта в своих скобках, как в connect((&apos;127.0.0.1&apos;, 12345)).</translation>
    </message>
    <message>
        <source>A whole number was expected here. Write a port without quotes: 12345, not &apos;12345&apos;.</source>
        <translation>Здесь нужно целое число. Порт пишут без кавычек: 12345, а не &apos;12345&apos;.</translation>
    </message>
    <message>
        <source>The call was given too few or too many arguments, or one of the wrong kind. Compare it with the example of this call.</source>
        <translation>Аргументов слишком мало или слишком много, или один не того вида. Сравните с примером этого вызова.</translation>
    </message>
    <message>
        <source>The call was given a value of the wrong kind. Python&apos;s own words: %1.</source>
        <translation>Вызову дали значение не того вида. Слова Python: %1.</translation>
    </message>
    <message>
        <source>A port is a number from 0 to 65535, because it has 16 bits in every packet. Choose a smaller one; 0 lets the system choose.</source>
        <translation>Порт это число от 0 до 65535: в каждом пакете на него 16 битов. Возьмите другой; 0 значит, что выберет система.</translation>
    </message>
    <message>
        <source>The backlog is far too large. Take a small number, say 5.</source>
        <translation>Слишком большой backlog. Возьмите небольшое число, скажем 5.</translation>
    </message>
    <message>
        <source>The number is too large for the system. Take a smaller one.</source>
        <translation>Это число слишком велико для системы. Возьмите поменьше.</translation>
    </message>
    <message>
        <source>recv cannot take a negative number of bytes. Say how many at most: recv(1024).</source>
        <translation>recv не может взять отрицательное число байтов. Скажите, сколько самое большее: recv(1024).</translation>
    </message>
    <message>
        <source>A timeout is a number of seconds from 0 on, or None to wait for ever.</source>
        <translation>Время ожидания это число секунд от 0 или None, чтобы ждать сколько угодно.</translation>
    </message>
    <message>
        <source>There is a zero character in the name. Write the name anew, without it.</source>
        <translation>В имени есть нулевой символ. Напишите имя заново, без него.</translation>
    </message>
    <message>
        <source>The call does not accept this value. Python&apos;s own words: %1.</source>
        <translation>Вызов не принимает такого значения. Слова Python: %1.</translation>
    </message>
    <message>
        <source>The system or its firewall does not allow this. Ask whoever looks after the computer, or try another port.</source>
        <translation>Система или её брандмауэр этого не разрешает. Спросите того, кто отвечает за компьютер, или попробуйте другой порт.</translation>
    </message>
    <message>
        <source>You have no right to use the file %1. Choose a path in a folder of your own.</source>
        <translation>На файл %1 нет прав. Выберите путь в своей папке.</translation>
    </message>
    <message>
        <source>Ports below 1024 are kept for the system&apos;s own services and need administrator&apos;s rights. Choose one from 1024 to 65535.</source>
        <translation>Порты до 1024 оставлены службам системы, для них нужны права администратора. Возьмите от 1024 до 65535.</translation>
    </message>
    <message>
        <source>Sending to everybody has to be allowed first, so that nobody does it by mistake: setsockopt(SOL_SOCKET, SO_BROADCAST, 1).</source>
        <translation>Отправку всем сразу надо сначала разрешить, чтобы никто не сделал этого случайно: setsockopt(SOL_SOCKET, SO_BROADCAST, 1).</translation>
    </message>
    <message>
        <source>You have no right to do this on this computer. Another type of socket or a higher port may be allowed.</source>
        <translation>На этом компьютере у вас нет на это прав. Может быть, разрешён другой тип сокета или порт побольше.</translation>
    </message>
    <message>
        <source>This computer has no way to that network. Check the cable or the Wi-Fi, and the address.</source>
        <translation>У этого компьютера нет пути в ту сеть. Проверьте кабель или Wi-Fi и адрес.</translation>
    </message>
    <message>
        <source>No computer with this address answers in the network, or a firewall turns us away. Check the address and whether the other computer is on.</source>
        <translation>В сети никто не отвечает по этому адресу, или не пускает брандмауэр. Проверьте адрес и включён ли тот компьютер.</translation>
    </message>
    <message>
        <source>The network dropped the connection. Close the socket and connect anew.</source>
        <translation>Сеть оборвала соединение. Закройте сокет и соединитесь заново.</translation>
    </message>
    <message>
        <source>The call was interrupted before anything happened. Call again.</source>
        <translation>Вызов прервали раньше, чем что-то произошло. Вызовите ещё раз.</translation>
    </message>
    <message>
        <source>This is too long for one datagram: over IPv4, UDP carries 65507 bytes at most. Send several shorter ones, or use TCP.</source>
        <translation>Это слишком длинно для одной датаграммы: UDP в IPv4 несёт не больше 65507 байт. Отправьте несколько покороче или возьмите TCP.</translation>
    </message>
    <message>
        <source>This system does not know this kind of address here, or the address is of another family than the socket. IPv4 and IPv6 do not mix.</source>
        <translation>Система не знает здесь таких адресов, или адрес из другого семейства, чем сокет. IPv4 и IPv6 не смешиваются.</translation>
    </message>
    <message>
        <source>Domain, type and protocol do not fit together. Leave the protocol at 0: then it follows from the type.</source>
        <translation>Домен, тип и протокол не подходят друг к другу. Оставьте протокол 0: тогда он определится по типу.</translation>
    </message>
    <message>
        <source>This socket does not know that option. Check the level and the option: they belong together.</source>
        <translation>Этот сокет не знает такого параметра. Проверьте уровень и параметр: они идут парой.</translation>
    </message>
    <message>
        <source>This number belongs to a file, not to a socket. The socket was probably closed, and its number was given away again.</source>
        <translation>Этот номер принадлежит файлу, а не сокету. Наверное, сокет закрыли, и номер достался другому.</translation>
    </message>
    <message>
        <source>The system has no memory left for the queues. Close some sockets and try again.</source>
        <translation>У системы не осталось памяти для очередей. Закройте часть сокетов и повторите.</translation>
    </message>
    <message>
        <source>This program has too many sockets and files open. Close those that are not needed: each accept makes a new one.</source>
        <translation>У программы открыто слишком много сокетов и файлов. Закройте ненужные: каждый accept создаёт новый.</translation>
    </message>
    <message>
        <source>The whole computer has too many files and sockets open. Close some programs.</source>
        <translation>На всём компьютере открыто слишком много файлов и сокетов. Закройте часть программ.</translation>
    </message>
    <message>
        <source>The folder for the socket&apos;s file is not there: %1. Make it first, or choose another path.</source>
        <translation>Нет папки для файла сокета: %1. Сначала создайте её или выберите другой путь.</translation>
    </message>
    <message>
        <source>There is no socket at the path %1. Start the server first, and check the path.</source>
        <translation>По пути %1 сокета нет. Сначала запустите сервер и проверьте путь.</translation>
    </message>
    <message>
        <source>The path is too long: a Unix socket&apos;s has 107 bytes at most. Choose a shorter one.</source>
        <translation>Путь слишком длинный: у сокета Unix не больше 107 байт. Выберите покороче.</translation>
    </message>
    <message>
        <source>Nothing can be written to that folder. Choose another path.</source>
        <translation>В эту папку нельзя писать. Выберите другой путь.</translation>
    </message>
    <message>
        <source>The system refused the call. Its own words: %1.</source>
        <translation>Система отказала в вызове. Её слова: %1.</translation>
    </message>
    <message>
        <source>that address</source>
        <translation>этом адресе</translation>
    </message>
    <message>
        <source>Nobody listens where this socket sends, and the other computer has said so. With UDP such news comes only with the next call. Start the receiver first.</source>
        <translation>Там, куда отправляет этот сокет, никто не слушает, и другой компьютер об этом сообщил. В UDP такая весть приходит только со следующим вызовом. Сначала запустите получателя.</translation>
    </message>
    <message>
        <source>Nobody listens at %1, so the refusal came at once. Start the server first (bind, then listen), and check address and port.</source>
        <translation>Никто не слушает на %1, поэтому отказ пришёл сразу. Сначала запустите сервер (bind, потом listen) и проверьте адрес и порт.</translation>
    </message>
    <message>
        <source>The other side broke the connection off: it closed with unread bytes in its queue, or it crashed. Nothing more can be read or written here; close the socket.</source>
        <translation>Другая сторона оборвала соединение: закрыла сокет с непрочитанными байтами в очереди или упала. Здесь больше нельзя ни читать, ни писать: закройте сокет.</translation>
    </message>
    <message>
        <source>The connection was given up before it could be used: the other side had left again. Go on with the next one.</source>
        <translation>Соединение отменили раньше, чем им воспользовались: другая сторона уже ушла. Переходите к следующему.</translation>
    </message>
    <message>
        <source>Nobody can read this: the socket is not connected (yet, or any more), the other side has gone, or this side has said shutdown. After the other side has gone, the first send often still succeeds. Connect a new socket.</source>
        <translation>Прочитать это некому: сокет не соединён (ещё или уже), другая сторона ушла, или эта вызвала shutdown. Когда другая сторона ушла, первый send часто ещё удаётся. Соедините новый сокет.</translation>
    </message>
    <message>
        <source>The other computer does not answer: it is off, the cable is out, or a firewall swallows the packets. A closed port would have refused at once.</source>
        <translation>Другой компьютер не отвечает: он выключен, выдернут кабель или пакеты глотает брандмауэр. Закрытый порт отказал бы сразу.</translation>
    </message>
    <message>
        <source>%1 is no address of this computer, and only its own can be taken. Use &apos;&apos; for all of its addresses, or 127.0.0.1.</source>
        <translation>У этого компьютера нет адреса %1, а занять можно только свой. Возьмите &apos;&apos; (все его адреса) или 127.0.0.1.</translation>
    </message>
    <message>
        <source>There is no way to %1 from here: the port may be 0, or no address of this computer fits. Check address and port.</source>
        <translation>Отсюда нет пути к %1: может быть, порт 0 или ни один адрес этого компьютера не подходит. Проверьте адрес и порт.</translation>
    </message>
    <message>
        <source>The file %1 is there already, perhaps from the last run. Delete it with os.unlink, or choose another path.</source>
        <translation>Файл %1 уже есть, может быть, с прошлого запуска. Удалите его через os.unlink или выберите другой путь.</translation>
    </message>
    <message>
        <source>%1 is taken: another program has it, or connections of a server that has just stopped are in TIME_WAIT. Choose another port, or set SO_REUSEADDR before bind.</source>
        <translation>Занято: %1. Адрес у другой программы, или соединения недавно остановленного сервера ещё в TIME_WAIT. Выберите другой порт или поставьте SO_REUSEADDR до bind.</translation>
    </message>
    <message>
        <source>The address</source>
        <translation>этот адрес</translation>
    </message>
    <message>
        <source>This socket has no peer: it is not connected, or no longer. Call connect first.</source>
        <translation>У этого сокета нет собеседника: он не соединён или уже не соединён. Сначала вызовите connect.</translation>
    </message>
    <message>
        <source>This socket is not connected. A client calls connect first; a server talks through the new socket that accept returned, not through the one that listens.</source>
        <translation>Этот сокет не соединён. Клиент сначала вызывает connect, а сервер говорит через новый сокет, который вернул accept, а не через слушающий.</translation>
    </message>
    <message>
        <source>This socket is connected already, and it can be connected only once. Use it with send, or make a new socket.</source>
        <translation>Этот сокет уже соединён, а соединить его можно только один раз. Отправляйте через send или создайте новый сокет.</translation>
    </message>
    <message>
        <source>An earlier connect on this socket is still under way. Wait until it has ended.</source>
        <translation>Прошлый connect на этом сокете ещё не закончен. Подождите, пока он закончится.</translation>
    </message>
    <message>
        <source>connect has begun, but this socket does not wait for the answer (its timeout is 0). Wait until it can be written to, or allow it to wait with settimeout.</source>
        <translation>connect начат, но этот сокет не ждёт ответа (его время ожидания 0). Дождитесь, пока в него можно будет писать, или разрешите ждать через settimeout.</translation>
    </message>
    <message>
        <source>A datagram needs to know where to go. Use sendto(data, address), or connect first and then send.</source>
        <translation>Датаграмме нужен адрес. Возьмите sendto(data, address) или сначала connect, а потом send.</translation>
    </message>
    <message>
        <source>This socket is closed, so its number means nothing any more. Make a new socket.</source>
        <translation>Этот сокет закрыт, его номер больше ничего не значит. Создайте новый сокет.</translation>
    </message>
    <message>
        <source>Nobody waits to be accepted, and this socket does not wait either (its timeout is 0). Try again later, or allow it to wait with settimeout.</source>
        <translation>Никто не ждёт приёма, и сам сокет не ждёт (его время ожидания 0). Повторите позже или разрешите ждать через settimeout.</translation>
    </message>
    <message>
        <source>The connection cannot be made at once: the server&apos;s backlog is full. Try again later.</source>
        <translation>Сразу соединиться нельзя: очередь сервера (backlog) полна. Повторите позже.</translation>
    </message>
    <message>
        <source>The send queue is full, because the other side does not read, and this socket does not wait (its timeout is 0). Try again later, or allow it to wait with settimeout.</source>
        <translation>Очередь отправки полна, потому что другая сторона не читает, а этот сокет не ждёт (его время ожидания 0). Повторите позже или разрешите ждать через settimeout.</translation>
    </message>
    <message>
        <source>There is nothing to read yet, and this socket does not wait (its timeout is 0). Try again later, or allow it to wait with settimeout.</source>
        <translation>Читать пока нечего, а этот сокет не ждёт (его время ожидания 0). Повторите позже или разрешите ждать через settimeout.</translation>
    </message>
    <message>
        <source>This socket does not listen, or no longer. Call bind and listen first, then accept.</source>
        <translation>Этот сокет не слушает или уже не слушает. Сначала bind и listen, потом accept.</translation>
    </message>
    <message>
        <source>This socket has an address already, or the address does not fit. A socket can be bound only once: make a new one.</source>
        <translation>У этого сокета уже есть адрес, или адрес не подходит. Вызвать bind можно только один раз: создайте новый сокет.</translation>
    </message>
    <message>
        <source>A socket that is connected cannot listen. Make a new socket, then bind and listen.</source>
        <translation>Соединённый сокет слушать не может. Создайте новый, потом bind и listen.</translation>
    </message>
    <message>
        <source>This option does not take that value, or not in this state. Check level, option and value.</source>
        <translation>Этот параметр не принимает такого значения или не в этом состоянии. Проверьте уровень, параметр и значение.</translation>
    </message>
    <message>
        <source>There is no connection from this socket to that address: the two do not fit together. Bind to &apos;&apos; instead of 127.0.0.1, or make a new socket.</source>
        <translation>С этого сокета на тот адрес не соединиться: они не подходят друг другу. Вызовите bind с &apos;&apos; вместо 127.0.0.1 или создайте новый сокет.</translation>
    </message>
    <message>
        <source>The call does not fit the socket&apos;s present state or one of its arguments is not allowed. Check the order of the calls.</source>
        <translation>Вызов не подходит к нынешнему состоянию сокета, или один из аргументов недопустим. Проверьте порядок вызовов.</translation>
    </message>
    <message>
        <source>A datagram socket has no connections, so there is nothing to listen for or to accept. Just bind it and call recvfrom, or make a SOCK_STREAM socket.</source>
        <translation>У сокета датаграмм нет соединений, поэтому слушать и принимать нечего. Просто вызовите bind и recvfrom или создайте сокет SOCK_STREAM.</translation>
    </message>
    <message>
        <source>This type of socket does not know this call. Check domain and type, or choose another call.</source>
        <translation>Сокет этого типа не знает такого вызова. Проверьте домен и тип или выберите другой вызов.</translation>
    </message>
</context>
<context>
    <name>EventWords</name>
    <message>
        <source>%1 B</source>
        <translation>%1 Б</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 КиБ</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%w: %1 raised %2</source>
        <translation>%w: %1, ошибка %2</translation>
    </message>
    <message>
        <source>%w makes a socket: %1</source>
        <translation>%w создаёт сокет: %1</translation>
    </message>
    <message>
        <source>%w accepts the connection from %1</source>
        <translation>%w принимает соединение от %1</translation>
    </message>
    <message>
        <source>%w is connected to %1</source>
        <translation>%w соединяется с %1</translation>
    </message>
    <message>
        <source>%w takes the address %1</source>
        <translation>%w занимает адрес %1</translation>
    </message>
    <message>
        <source>%w listens: connections may come now</source>
        <translation>%w слушает: теперь можно соединяться</translation>
    </message>
    <message>
        <source>%w closes the socket</source>
        <translation>%w закрывает сокет</translation>
    </message>
    <message>
        <source>%w gives the descriptor away: nothing is closed</source>
        <translation>%w отдаёт дескриптор: ничего не закрыто</translation>
    </message>
    <message>
        <source>%w asks for the socket&apos;s own address: %1</source>
        <translation>%w спрашивает адрес своего сокета: %1</translation>
    </message>
    <message>
        <source>%w asks for the peer&apos;s address: %1</source>
        <translation>%w спрашивает адрес собеседника: %1</translation>
    </message>
    <message>
        <source>%w: %1 returned %2</source>
        <translation>%w: %1 вернул %2</translation>
    </message>
    <message>
        <source>%w will send no more, but still reads</source>
        <translation>%w больше ничего не отправит, но ещё читает</translation>
    </message>
    <message>
        <source>%w will read no more, but may still send</source>
        <translation>%w больше не читает, но ещё может отправлять</translation>
    </message>
    <message>
        <source>%w ends both directions of the connection</source>
        <translation>%w заканчивает соединение в обе стороны</translation>
    </message>
    <message>
        <source>%w lets calls on this socket wait for ever</source>
        <translation>%w разрешает вызовам этого сокета ждать сколько угодно</translation>
    </message>
    <message>
        <source>%w lets no call on this socket wait</source>
        <translation>%w запрещает вызовам этого сокета ждать</translation>
    </message>
    <message>
        <source>%w lets calls on this socket wait %1 at most</source>
        <translation>%w разрешает вызовам этого сокета ждать не дольше %1</translation>
    </message>
    <message>
        <source>%w sends only %1 of %2</source>
        <translation>%w отправляет не всё: только %1, а дали %2</translation>
    </message>
    <message>
        <source>%w sends %1 to %2</source>
        <translation>%w отправляет %1 на %2</translation>
    </message>
    <message>
        <source>%w sends %1</source>
        <translation>%w отправляет %1</translation>
    </message>
    <message>
        <source> as %1</source>
        <translation> (%1)</translation>
    </message>
    <message>
        <source>%w takes an empty datagram</source>
        <translation>%w берёт пустую датаграмму</translation>
    </message>
    <message>
        <source>%w reads the end: the other side sends no more</source>
        <translation>%w читает конец: другая сторона больше ничего не пришлёт</translation>
    </message>
    <message>
        <source>%w takes %1 of %2</source>
        <translation>%w берёт %1 из %2</translation>
    </message>
    <message>
        <source>%w takes %1</source>
        <translation>%w берёт %1</translation>
    </message>
    <message>
        <source>, from %1</source>
        <translation>, от %1</translation>
    </message>
    <message>
        <source>%w is parked before %1</source>
        <translation>%w стоит перед %1</translation>
    </message>
    <message>
        <source>%w is in the kernel: %1 has not returned</source>
        <translation>%w в ядре: %1 не вернулся</translation>
    </message>
    <message>
        <source>%w waits inside the program, not in a socket</source>
        <translation>%w ждёт внутри программы, не в сокете</translation>
    </message>
    <message>
        <source>%w has finished</source>
        <translation>%w: закончено</translation>
    </message>
    <message>
        <source>%w is running</source>
        <translation>%w выполняется</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>Copy as hex</source>
        <translation>Копировать в шестнадцатеричном виде</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Копировать как текст</translation>
    </message>
    <message>
        <source>Copy as Python literal</source>
        <translation>Копировать как литерал Python</translation>
    </message>
    <message>
        <source>Copy the bytes</source>
        <translation>Копировать байты</translation>
    </message>
    <message>
        <source>Bytes and text</source>
        <translation>Байты и текст</translation>
    </message>
    <message>
        <source>Letters of several bytes have a stronger ground: their later bytes are marked “·”. Russian letters have two.</source>
        <translation>Насыщеннее те буквы, у которых несколько байтов: второй помечен «·». У русских букв их два.</translation>
    </message>
    <message>
        <source>Choose a call that carries bytes to see them here.</source>
        <translation>Выберите вызов с байтами, и они появятся здесь.</translation>
    </message>
    <message>
        <source>recv returned b&apos;&apos;: no bytes, the other side sends no more.</source>
        <translation>recv вернул b&apos;&apos;: байтов нет, другая сторона больше ничего не пришлёт.</translation>
    </message>
    <message>
        <source>This call carried no bytes.</source>
        <translation>В этом вызове нет байтов.</translation>
    </message>
    <message>
        <source>%1 of %2 B kept</source>
        <translation>сохранено %1 из %2 Б</translation>
    </message>
    <message>
        <source>This send cuts a letter in two.</source>
        <translation>Этот send разрезал букву пополам.</translation>
    </message>
    <message>
        <source>This recv begins and ends in the middle of a letter: decode() fails.</source>
        <translation>Этот recv начинается и кончается посередине буквы: decode() не сработает.</translation>
    </message>
    <message>
        <source>This recv cut a letter in two: its other half comes with the next recv, and decode() fails on these bytes alone.</source>
        <translation>Этот recv разрезал букву пополам: её вторая половина придёт со следующим recv, а decode() на одних этих байтах не сработает.</translation>
    </message>
    <message>
        <source>This recv begins with the other half of a letter that was cut in two.</source>
        <translation>Этот recv начинается со второй половины разрезанной буквы.</translation>
    </message>
    <message>
        <source>“%1” is %2 in UTF-8: %3</source>
        <translation>«%1» в UTF-8: %2, %3</translation>
    </message>
    <message>
        <source>%1 chosen</source>
        <translation>Выбрано: %1</translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Choose a call that carries bytes, or a message in the chat: its way down to the line of Python appears here.</source>
        <translation>Выберите вызов с байтами или сообщение в чате: здесь появится его путь вниз, до строки Python.</translation>
    </message>
    <message>
        <source>Which hop of the message</source>
        <translation>Какой участок пути</translation>
    </message>
    <message>
        <source>Bubble</source>
        <translation>Пузырь</translation>
    </message>
    <message>
        <source>IRC line</source>
        <translation>Строка IRC</translation>
    </message>
    <message>
        <source>TLS record</source>
        <translation>Запись TLS</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Вызов</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>другая программа</translation>
    </message>
    <message>
        <source>encrypted: cannot be read here</source>
        <translation>зашифровано: здесь не прочесть</translation>
    </message>
    <message>
        <source>not a person&apos;s words</source>
        <translation>это писал не человек</translation>
    </message>
    <message>
        <source>no whole IRC line</source>
        <translation>нет целой строки IRC</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>tags: %1</source>
        <translation>теги: %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>от %1</translation>
    </message>
    <message>
        <source>command %1</source>
        <translation>команда %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>кому: %1</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>параметры: %1</translation>
    </message>
    <message>
        <source>text “%1”</source>
        <translation>текст «%1»</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>bytes: from send to recv</source>
        <translation>байты: от send к recv</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>байты</translation>
    </message>
    <message>
        <source>inferred, not measured</source>
        <translation>вывод, не измерено</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>вывод</translation>
    </message>
    <message>
        <source>inside the program</source>
        <translation>внутри программы</translation>
    </message>
    <message>
        <source>in the program</source>
        <translation>в программе</translation>
    </message>
    <message>
        <source>in kernel: the call has not returned</source>
        <translation>в ядре: вызов не вернулся</translation>
    </message>
    <message>
        <source>in kernel</source>
        <translation>в ядре</translation>
    </message>
    <message>
        <source>parked: waits for a step</source>
        <translation>стоит: ждёт шага</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>стоит</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>ошибка</translation>
    </message>
    <message>
        <source>in order, not to scale</source>
        <translation>по порядку, не в масштабе</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Условные знаки</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>The queue in letters</source>
        <translation>Очередь по буквам</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>другая программа</translation>
    </message>
    <message>
        <source>%1 took</source>
        <translation>%1: взято</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1: отправлено</translation>
    </message>
    <message>
        <source>Receive queue before %1 · %2</source>
        <translation>Очередь приёма перед %1 · %2</translation>
    </message>
    <message>
        <source>Receive queue · %1</source>
        <translation>Очередь приёма · %1</translation>
    </message>
    <message>
        <source>Queue · %1</source>
        <comment>where there is little room</comment>
        <translation>Очередь · %1</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Ещё ничего не прочитано.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>пусто</translation>
    </message>
    <message>
        <source>the queue knows no borders between sends; the colours are ours</source>
        <translation>границ между send в очереди нет, цвет добавили мы</translation>
    </message>
    <message>
        <source>each datagram stays by itself</source>
        <translation>каждая датаграмма сама по себе</translation>
    </message>
</context>
<context>
    <name>LowerPanes</name>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>TCP state</source>
        <translation>Состояние TCP</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Show the panes</source>
        <translation>Показать панели</translation>
    </message>
    <message>
        <source>Fold the panes away</source>
        <translation>Свернуть панели</translation>
    </message>
</context>
<context>
    <name>PaceBar</name>
    <message>
        <source>Nobody is parked</source>
        <translation>Никто не стоит</translation>
    </message>
    <message>
        <source>Step: %1</source>
        <translation>Шаг: %1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>slower ×%1</source>
        <translation>медленнее ×%1</translation>
    </message>
    <message>
        <source>full speed</source>
        <translation>полный ход</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Пуск</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>To next delivery</source>
        <translation>До доставки</translation>
    </message>
    <message>
        <source>Whom to step</source>
        <translation>Кому сделать шаг</translation>
    </message>
    <message>
        <source>How much slower</source>
        <translation>Во сколько раз медленнее</translation>
    </message>
    <message>
        <source>How much slower (+ and -)</source>
        <translation>Во сколько раз медленнее (+ и -)</translation>
    </message>
</context>
<context>
    <name>PaneCounts</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n байт</numerusform>
            <numerusform>%n байта</numerusform>
            <numerusform>%n байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters</source>
        <translation>
            <numerusform>%n знак</numerusform>
            <numerusform>%n знака</numerusform>
            <numerusform>%n знаков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datagrams</source>
        <translation>
            <numerusform>%n датаграмма</numerusform>
            <numerusform>%n датаграммы</numerusform>
            <numerusform>%n датаграмм</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sends</source>
        <translation>
            <numerusform>%n вызов send</numerusform>
            <numerusform>%n вызова send</numerusform>
            <numerusform>%n вызовов send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return all %n bytes at once.</source>
        <translation>
            <numerusform>Следующий %1 вернёт сразу всё: %n байт.</numerusform>
            <numerusform>Следующий %1 вернёт сразу всё: %n байта.</numerusform>
            <numerusform>Следующий %1 вернёт сразу всё: %n байт.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return %n bytes; %2 stay in the queue.</source>
        <translation>
            <numerusform>Следующий %1 вернёт %n байт, в очереди останется %2.</numerusform>
            <numerusform>Следующий %1 вернёт %n байта, в очереди останется %2.</numerusform>
            <numerusform>Следующий %1 вернёт %n байт, в очереди останется %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return one datagram: %n bytes.</source>
        <translation>
            <numerusform>Следующий %1 вернёт одну датаграмму: %n байт.</numerusform>
            <numerusform>Следующий %1 вернёт одну датаграмму: %n байта.</numerusform>
            <numerusform>Следующий %1 вернёт одну датаграмму: %n байт.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return %n bytes of a datagram of %2. The rest of it is lost.</source>
        <translation>
            <numerusform>Следующий %1 вернёт %n байт, а в датаграмме их %2. Остальное пропадёт.</numerusform>
            <numerusform>Следующий %1 вернёт %n байта, а в датаграмме их %2. Остальное пропадёт.</numerusform>
            <numerusform>Следующий %1 вернёт %n байт, а в датаграмме их %2. Остальное пропадёт.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 waiting for accept</source>
        <translation>
            <numerusform>ждёт accept: %n из %1</numerusform>
            <numerusform>ждут accept: %n из %1</numerusform>
            <numerusform>ждут accept: %n из %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for accept</source>
        <translation>
            <numerusform>ждёт accept: %n</numerusform>
            <numerusform>ждут accept: %n</numerusform>
            <numerusform>ждут accept: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes thrown away</source>
        <translation>
            <numerusform>%n байт выброшен</numerusform>
            <numerusform>%n байта выброшено</numerusform>
            <numerusform>%n байт выброшено</numerusform>
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
    <message numerus="yes">
        <source>one call took %n sends</source>
        <translation>
            <numerusform>один вызов забрал %n send</numerusform>
            <numerusform>один вызов забрал %n send</numerusform>
            <numerusform>один вызов забрал %n send</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgramWords</name>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>client</source>
        <translation>клиент</translation>
    </message>
    <message>
        <source>TLS server</source>
        <translation>TLS-сервер</translation>
    </message>
    <message>
        <source>TLS client</source>
        <translation>TLS-клиент</translation>
    </message>
    <message>
        <source>again</source>
        <comment>the server, started once more</comment>
        <translation>ещё раз</translation>
    </message>
    <message>
        <source>second</source>
        <comment>a second server</comment>
        <translation>второй</translation>
    </message>
    <message>
        <source>guest</source>
        <translation>гость</translation>
    </message>
    <message>
        <source>seeker</source>
        <comment>the one that looks for a server</comment>
        <translation>ищущий</translation>
    </message>
    <message>
        <source>pair</source>
        <comment>of sockets, socketpair()</comment>
        <translation>пара</translation>
    </message>
    <message>
        <source>names</source>
        <comment>the program that asks for names of hosts</comment>
        <translation>имена</translation>
    </message>
    <message>
        <source>both</source>
        <comment>a server for IPv4 and IPv6</comment>
        <translation>оба</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>Again: up to call %1</source>
        <translation>Ещё раз: до вызова %1</translation>
    </message>
    <message>
        <source>Making the calls of the tape again on new sockets: %1 of %2.</source>
        <translation>Вызовы с ленты повторяются на новых сокетах: %1 из %2.</translation>
    </message>
    <message>
        <source>The same calls, made again on new sockets of this computer. Everything is held here: step on, in this order or in another one.</source>
        <translation>Те же вызовы, сделанные заново на новых сокетах этого компьютера. Здесь всё остановлено: идите дальше по шагам, в том же порядке или в другом.</translation>
    </message>
    <message>
        <source>Only the first 400 threads of the tape play.</source>
        <translation>Играют только первые 400 потоков с ленты.</translation>
    </message>
    <message>
        <source>Before call %1 it went another way, so it stopped there.</source>
        <translation>Перед вызовом %1 всё пошло иначе, поэтому повтор остановился там.</translation>
    </message>
    <message>
        <source>No temporary folder could be made (%1), so the calls were not made again.</source>
        <translation>Не удалось создать временную папку (%1), поэтому вызовы не повторены.</translation>
    </message>
    <message>
        <source>The system gives no more threads or files (%1), so the calls were not made again. Close other programs, or choose an earlier place on the tape.</source>
        <translation>Система больше не даёт потоков или файлов (%1), поэтому вызовы не повторены. Закройте другие программы или выберите на ленте место пораньше.</translation>
    </message>
</context>
<context>
    <name>SendNumber</name>
    <message>
        <source>#%1</source>
        <translation>№%1</translation>
    </message>
</context>
<context>
    <name>Sequence</name>
    <message>
        <source>Move to the left</source>
        <translation>Переставить левее</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>Переставить правее</translation>
    </message>
    <message>
        <source>Hide this lane</source>
        <translation>Скрыть эту дорожку</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Дорожки</translation>
    </message>
    <message>
        <source>All lanes, as at first</source>
        <translation>Все дорожки, как вначале</translation>
    </message>
    <message>
        <source>Calls that only ask (getsockname …)</source>
        <translation>Вызовы, которые только спрашивают (getsockname …)</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>вернул</translation>
    </message>
    <message>
        <source>in kernel %1</source>
        <translation>в ядре %1</translation>
    </message>
    <message>
        <source>parked %1</source>
        <translation>стоит %1</translation>
    </message>
    <message>
        <source>before the call</source>
        <translation>перед вызовом</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>выброшены</translation>
    </message>
    <message>
        <source>in queue</source>
        <translation>в очереди</translation>
    </message>
    <message>
        <source>press to draw them</source>
        <translation>нажмите, чтобы показать</translation>
    </message>
    <message>
        <source>%1 · inferred</source>
        <translation>%1 · вывод</translation>
    </message>
    <message>
        <source>handshake · inferred</source>
        <translation>рукопожатие · вывод</translation>
    </message>
    <message>
        <source>FIN · inferred</source>
        <translation>FIN · вывод</translation>
    </message>
    <message>
        <source>RST · inferred</source>
        <translation>RST · вывод</translation>
    </message>
    <message>
        <source>new thread</source>
        <translation>новый поток</translation>
    </message>
    <message>
        <source>queue in the program</source>
        <translation>очередь в программе</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Шаг</translation>
    </message>
    <message>
        <source>Step: %1</source>
        <translation>Шаг: %1</translation>
    </message>
    <message>
        <source>in kernel</source>
        <translation>в ядре</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>Calls in order of cause</source>
        <translation>Вызовы в порядке причин</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 Б</translation>
    </message>
    <message>
        <source>raised in %1, Errno %2</source>
        <translation>ошибка в %1, Errno %2</translation>
    </message>
    <message>
        <source>raised in %1</source>
        <translation>ошибка в %1</translation>
    </message>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>client</source>
        <translation>клиент</translation>
    </message>
    <message>
        <source>lab</source>
        <translation>лаборатория</translation>
    </message>
    <message>
        <source>program</source>
        <translation>программа</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>приём</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>чтение</translation>
    </message>
    <message>
        <source>dispatch</source>
        <translation>рассылка</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>запись</translation>
    </message>
    <message>
        <source>window</source>
        <translation>окно</translation>
    </message>
    <message>
        <source>%1 · for %2</source>
        <translation>%1 · для %2</translation>
    </message>
    <message>
        <source>server · for %1</source>
        <translation>сервер · для %1</translation>
    </message>
    <message>
        <source>server · conn. %1</source>
        <translation>сервер · соед. %1</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>running</source>
        <translation>идёт</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>стоит</translation>
    </message>
    <message>
        <source>waits for work</source>
        <translation>ждёт работы</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>закончил</translation>
    </message>
    <message>
        <source>writes: waits for you</source>
        <translation>пишет: ждёт вас</translation>
    </message>
    <message>
        <source>writes: %1</source>
        <translation>пишет: %1</translation>
    </message>
    <message>
        <source>reads: %1</source>
        <translation>читает: %1</translation>
    </message>
    <message>
        <source>writes only when you send</source>
        <translation>пишет только по нажатию</translation>
    </message>
    <message>
        <source>waits in the program: not in a socket</source>
        <translation>ждёт в программе: это не сокет</translation>
    </message>
    <message>
        <source>waits for work: not a socket</source>
        <translation>ждёт работы: это не сокет</translation>
    </message>
</context>
<context>
    <name>SequenceCounts</name>
    <message numerus="yes">
        <source>%Ln calls not drawn</source>
        <translation>
            <numerusform>%Ln вызов не нарисован</numerusform>
            <numerusform>%Ln вызова не нарисованы</numerusform>
            <numerusform>%Ln вызовов не нарисовано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more lanes, in which nothing happens now</source>
        <translation>
            <numerusform>Ещё %n дорожка, где сейчас ничего не происходит</numerusform>
            <numerusform>Ещё %n дорожки, где сейчас ничего не происходит</numerusform>
            <numerusform>Ещё %n дорожек, где сейчас ничего не происходит</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier calls are not on the tape and are missing here.</source>
        <translation>
            <numerusform>%n более раннего вызова нет на ленте, поэтому нет и здесь.</numerusform>
            <numerusform>%n более ранних вызовов нет на ленте, поэтому нет и здесь.</numerusform>
            <numerusform>%n более ранних вызовов нет на ленте, поэтому нет и здесь.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections that stood before were opened anew first.</source>
        <translation>
            <numerusform>%n прежнее соединение сначала открыто заново.</numerusform>
            <numerusform>%n прежних соединения сначала открыты заново.</numerusform>
            <numerusform>%n прежних соединений сначала открыто заново.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other end of %n sockets was another program: it is played here.</source>
        <translation>
            <numerusform>На другом конце %n сокета была чужая программа: здесь её роль сыграна.</numerusform>
            <numerusform>На другом конце %n сокетов была чужая программа: здесь её роль сыграна.</numerusform>
            <numerusform>На другом конце %n сокетов была чужая программа: здесь её роль сыграна.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes were not kept on the tape: zeros are sent instead.</source>
        <translation>
            <numerusform>%n байт не сохранился на ленте: вместо него уходит ноль.</numerusform>
            <numerusform>%n байта не сохранились на ленте: вместо них уходят нули.</numerusform>
            <numerusform>%n байт не сохранилось на ленте: вместо них уходят нули.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls that asked for names or the like are left out.</source>
        <translation>
            <numerusform>%n вызов, который спрашивал имя или подобное, пропущен.</numerusform>
            <numerusform>%n вызова, которые спрашивали имена и подобное, пропущены.</numerusform>
            <numerusform>%n вызовов, которые спрашивали имена и подобное, пропущено.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n network addresses became addresses of this computer.</source>
        <translation>
            <numerusform>%n сетевой адрес заменён адресом этого компьютера.</numerusform>
            <numerusform>%n сетевых адреса заменены адресами этого компьютера.</numerusform>
            <numerusform>%n сетевых адресов заменено адресами этого компьютера.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n calls are whole and are shown.</source>
        <translation>
            <numerusform>Первый %n вызов цел и показан.</numerusform>
            <numerusform>Первые %n вызова целы и показаны.</numerusform>
            <numerusform>Первые %n вызовов целы и показаны.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SocketTable</name>
    <message>
        <source>Whose</source>
        <translation>Чей</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Свой адрес</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>Собеседник</translation>
    </message>
    <message>
        <source>TCP state</source>
        <translation>Состояние TCP</translation>
    </message>
    <message>
        <source>Send queue</source>
        <translation>Очередь отправки</translation>
    </message>
    <message>
        <source>Receive queue</source>
        <translation>Очередь приёма</translation>
    </message>
    <message>
        <source>any</source>
        <translation>любой</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>без соединения</translation>
    </message>
    <message>
        <source>listens</source>
        <translation>слушает</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединён</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>не соединён</translation>
    </message>
    <message>
        <source>not on this system</source>
        <translation>нет на этой системе</translation>
    </message>
    <message>
        <source>CLOSED by reset</source>
        <translation>CLOSED, сброшено</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>вывод</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>closed by the program</source>
        <translation>закрыт программой</translation>
    </message>
    <message>
        <source>end of data read</source>
        <translation>прочитан конец данных</translation>
    </message>
    <message>
        <source>Closed: the system tells nothing about this socket any more.</source>
        <translation>Закрыт: система больше ничего не говорит об этом сокете.</translation>
    </message>
    <message>
        <source>there and back in %1 ms</source>
        <translation>туда и обратно за %1 мс</translation>
    </message>
    <message>
        <source>sent again: %1</source>
        <translation>отправлено повторно: %1</translation>
    </message>
    <message>
        <source>This system does not tell the options.</source>
        <translation>Эта система не сообщает параметров.</translation>
    </message>
    <message>
        <source>off: %1</source>
        <translation>выключены: %1</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Choose a socket to see its options.</source>
        <translation>Выберите сокет, чтобы увидеть его параметры.</translation>
    </message>
    <message>
        <source>No socket yet. As soon as one is made, it stands here.</source>
        <translation>Сокетов пока нет. Как только появится первый, он будет здесь.</translation>
    </message>
</context>
<context>
    <name>SocketsDock</name>
    <message>
        <source>Live view</source>
        <translation>Живой вид</translation>
    </message>
    <message>
        <source>To the other edge of the window</source>
        <translation>К другому краю окна</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>В отдельном окне</translation>
    </message>
    <message>
        <source>Close the live view (F6)</source>
        <translation>Закрыть живой вид (F6)</translation>
    </message>
</context>
<context>
    <name>SocketsInChat</name>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Show every socket call as it happens (F6)</source>
        <translation>Показывать каждый вызов сокета, как он происходит (F6)</translation>
    </message>
    <message>
        <source>Sockets in a window of their own: the live view, and saved tapes</source>
        <translation>Сокеты в отдельном окне: живой вид и сохранённые ленты</translation>
    </message>
    <message>
        <source>Sockets in a window of their own</source>
        <translation>Сокеты в отдельном окне</translation>
    </message>
    <message>
        <source>Paused in Sockets: nothing is sent or received until you let it run.</source>
        <translation>Пауза в «Сокетах»: ничего не уйдёт и не придёт, пока вы не нажмёте «Пуск».</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Пуск</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>This message is from before the sockets were watched, so its bytes were not seen. They are watched from now on: write another one, and follow that.</source>
        <translation>Это сообщение пришло раньше, чем началось наблюдение за сокетами, и его байтов никто не видел. Теперь наблюдение идёт: напишите новое сообщение и проследите за ним.</translation>
    </message>
    <message>
        <source>The bytes of this message are not on the tape: it came before watching began, or the tape has forgotten it. Write another one, and follow that.</source>
        <translation>Байтов этого сообщения нет на ленте: оно пришло до начала наблюдения, или лента его уже забыла. Напишите новое сообщение и проследите за ним.</translation>
    </message>
    <message>
        <source>This connection is encrypted (TLS), so no message can be read in its bytes. Join without TLS to follow one.</source>
        <translation>Это соединение зашифровано (TLS), и в его байтах нельзя прочитать сообщение. Чтобы проследить за сообщением, войдите без TLS.</translation>
    </message>
    <message>
        <source>No chat window shows a message of these bytes: they are a command, a reply of the server, or of a conversation that is not open here.</source>
        <translation>Ни в одном окне чата нет сообщения из этих байтов: это команда, ответ сервера или разговор, который здесь не открыт.</translation>
    </message>
</context>
<context>
    <name>SocketsPanel</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Write a message in a chat, or let somebody join: every socket call of it appears here.</source>
        <translation>Напишите сообщение в чате или дождитесь, когда кто-нибудь войдёт: здесь появится каждый вызов сокета.</translation>
    </message>
    <message>
        <source>This tape holds no calls. Open another one.</source>
        <translation>На этой ленте нет вызовов. Откройте другую.</translation>
    </message>
    <message>
        <source>Nothing has been called yet</source>
        <translation>Вызовов ещё не было</translation>
    </message>
</context>
<context>
    <name>SocketsWindow</name>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>saved tape: %1</source>
        <translation>сохранённая лента: %1</translation>
    </message>
    <message>
        <source>every call of this program, as it happens</source>
        <translation>каждый вызов этой программы, как он происходит</translation>
    </message>
    <message>
        <source>%1 · Besedka</source>
        <translation>%1 · Беседка</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
</context>
<context>
    <name>Tanks</name>
    <message>
        <source>another program</source>
        <translation>другая программа</translation>
    </message>
    <message>
        <source>%1 has left</source>
        <translation>%1 ушло</translation>
    </message>
    <message>
        <source>network</source>
        <translation>сеть</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>и ещё %1</translation>
    </message>
    <message>
        <source>%1: waits for accept</source>
        <translation>%1: очередь accept</translation>
    </message>
    <message>
        <source>%1: datagrams</source>
        <translation>%1: датаграммы</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измерено</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>вывод</translation>
    </message>
    <message>
        <source>not on this system</source>
        <translation>нет на этой системе</translation>
    </message>
    <message>
        <source>Send queue</source>
        <translation>Очередь отправки</translation>
    </message>
    <message>
        <source>0 B: all has left</source>
        <translation>0 Б: всё ушло</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Соединения</translation>
    </message>
    <message>
        <source>Receive queue</source>
        <translation>Очередь приёма</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыт</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>The other end belongs to another program: its queue cannot be seen from here.</source>
        <translation>Другой конец у чужой программы: отсюда её очередь не видна.</translation>
    </message>
    <message>
        <source>This socket is closed: nobody will read here again.</source>
        <translation>Этот сокет закрыт: здесь больше никто не будет читать.</translation>
    </message>
    <message>
        <source>The bytes wait in the kernel: nobody has called recv for them yet.</source>
        <translation>Байты ждут в ядре: recv для них ещё никто не вызвал.</translation>
    </message>
    <message>
        <source>They come from %1: borders between sends do not stay.</source>
        <translation>Это %1: границ между ними в потоке нет.</translation>
    </message>
    <message>
        <source>These connections stand already: accept() only takes the first of them and returns a socket for it.</source>
        <translation>Эти соединения уже установлены: accept() только берёт первое из них и возвращает для него сокет.</translation>
    </message>
    <message>
        <source>A listener has no bytes, only connections. accept() waits for the next one.</source>
        <translation>У слушающего сокета нет байтов, только соединения. accept() ждёт следующего.</translation>
    </message>
    <message>
        <source>The queue is empty and the other side sends no more: %1 returns b&apos;&apos;.</source>
        <translation>Очередь пуста, и другая сторона больше ничего не пришлёт: %1 вернёт b&apos;&apos;.</translation>
    </message>
    <message>
        <source>The queue is empty.</source>
        <translation>Очередь пуста.</translation>
    </message>
    <message>
        <source>The queue is empty: the next %1 would wait in the kernel.</source>
        <translation>Очередь пуста: следующий %1 будет ждать в ядре.</translation>
    </message>
    <message>
        <source>The queue is empty: %1 waits in the kernel until bytes come.</source>
        <translation>Очередь пуста: %1 ждёт в ядре, пока не придут байты.</translation>
    </message>
    <message>
        <source>Kernel queues</source>
        <translation>Очереди ядра</translation>
    </message>
    <message>
        <source>Which direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <source>No connection yet. As soon as two sockets are joined, the bytes that wait between them lie here.</source>
        <translation>Соединений пока нет. Как только два сокета соединятся, здесь будут лежать байты, которые ждут между ними.</translation>
    </message>
</context>
<context>
    <name>TapeBar</name>
    <message>
        <source>The tape is empty: there is nothing to save yet.</source>
        <translation>Лента пуста: сохранять пока нечего.</translation>
    </message>
    <message>
        <source>Save the tape</source>
        <translation>Сохранить ленту</translation>
    </message>
    <message>
        <source>Open a tape</source>
        <translation>Открыть ленту</translation>
    </message>
    <message>
        <source>Tapes of socket calls (%1)</source>
        <translation>Ленты вызовов сокетов (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>Все файлы (%1)</translation>
    </message>
    <message>
        <source>The tape is saved in %1.</source>
        <translation>Лента сохранена в файле %1.</translation>
    </message>
    <message>
        <source>Tape</source>
        <translation>Лента</translation>
    </message>
    <message>
        <source>Tape: the arrow keys move along it</source>
        <translation>Лента: по ней ведут стрелки</translation>
    </message>
    <message>
        <source>To the present</source>
        <translation>К настоящему</translation>
    </message>
    <message>
        <source>Again from here</source>
        <translation>Отсюда ещё раз</translation>
    </message>
    <message>
        <source>Open a saved tape</source>
        <translation>Открыть сохранённую ленту</translation>
    </message>
    <message>
        <source>Begin a new tape</source>
        <translation>Начать новую ленту</translation>
    </message>
    <message>
        <source>at the end, %1</source>
        <translation>в конце, %1</translation>
    </message>
    <message>
        <source>call %1, %2</source>
        <translation>вызов %1, %2</translation>
    </message>
    <message>
        <source>“%1” is not a tape of socket calls. Choose a file that was saved here with “Save the tape”.</source>
        <translation>«%1» — не лента вызовов сокетов. Выберите файл, который был сохранён здесь кнопкой «Сохранить ленту».</translation>
    </message>
    <message>
        <source>“%1” was saved by a newer Besedka (tape version %2). Open it with that one, or save it anew there.</source>
        <translation>«%1» сохранила более новая Беседка (лента версии %2). Откройте файл в ней или сохраните его там заново.</translation>
    </message>
    <message>
        <source>“%1” ends in the middle: it was cut short. %2</source>
        <translation>«%1» обрывается на середине: файл обрезан. %2</translation>
    </message>
    <message>
        <source>“%1” is damaged at line %3. %2</source>
        <translation>«%1» повреждён в строке %3. %2</translation>
    </message>
    <message>
        <source>“%1” is too big to be a tape, so it was not opened.</source>
        <translation>«%1» слишком велик для ленты, поэтому не открыт.</translation>
    </message>
    <message>
        <source>The tape could not be saved in “%1”: %2. Choose another place.</source>
        <translation>Ленту не удалось сохранить в «%1»: %2. Выберите другое место.</translation>
    </message>
    <message>
        <source>“%1” could not be read: %2.</source>
        <translation>Не удалось прочитать «%1»: %2.</translation>
    </message>
    <message>
        <source>No call in it can be read.</source>
        <translation>Ни одного вызова в нём прочитать нельзя.</translation>
    </message>
</context>
<context>
    <name>TcpDiagram</name>
    <message>
        <source>TCP state</source>
        <translation>Состояние TCP</translation>
    </message>
    <message>
        <source>Map of TCP&apos;s states</source>
        <translation>Карта состояний TCP</translation>
    </message>
    <message>
        <source>The map in a window of its own</source>
        <translation>Карта в отдельном окне</translation>
    </message>
    <message>
        <source>No socket yet. As soon as one is made, its state is here.</source>
        <translation>Сокетов пока нет. Как только появится первый, здесь будет его состояние.</translation>
    </message>
    <message>
        <source>of %1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>What led here: %1.</source>
        <translation>Причина: %1.</translation>
    </message>
    <message>
        <source>Nobody measured it: it follows from the calls.</source>
        <translation>Это не измерено, а следует из вызовов.</translation>
    </message>
    <message>
        <source>dashed: inferred</source>
        <translation>пунктир: вывод</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измерено</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>вывод</translation>
    </message>
    <message>
        <source>not on this system</source>
        <translation>нет на этой системе</translation>
    </message>
</context>
<context>
    <name>TcpWords</name>
    <message>
        <source>The connection is over: nothing can be sent or read any more. For another one, make a new socket.</source>
        <translation>Соединение закончено: больше ничего нельзя ни отправить, ни прочитать. Для нового нужен новый сокет.</translation>
    </message>
    <message>
        <source>There is no connection. connect() begins one; bind() and listen() wait for one.</source>
        <translation>Соединения нет. connect() его начнёт, а bind() и listen() будут его ждать.</translation>
    </message>
    <message>
        <source>Waits for connections. Each that comes gets a socket of its own, which accept() returns; this one goes on listening.</source>
        <translation>Ждёт соединений. Для каждого accept() вернёт отдельный сокет, а этот слушает дальше.</translation>
    </message>
    <message>
        <source>connect() has sent a SYN and waits for the answer. Then it is ESTABLISHED, or refused.</source>
        <translation>connect() отправил SYN и ждёт ответа: либо ESTABLISHED, либо отказ.</translation>
    </message>
    <message>
        <source>A SYN came and was answered. With the third packet, an ACK, the connection stands, still before accept() takes it.</source>
        <translation>Пришёл SYN, на него ответили. С третьим пакетом, ACK, соединение установлено, ещё до того, как его возьмёт accept().</translation>
    </message>
    <message>
        <source>The connection stands: both sides may send and receive, until one of them closes.</source>
        <translation>Соединение установлено: обе стороны могут отправлять и принимать, пока одна из них не закроет.</translation>
    </message>
    <message>
        <source>This side has closed and sent a FIN. It waits until the other side has confirmed it.</source>
        <translation>Эта сторона закрыла и отправила FIN. Ждёт, пока другая его подтвердит.</translation>
    </message>
    <message>
        <source>The other side knows that nothing more comes from here, but has not closed yet. Its FIN is waited for.</source>
        <translation>Другая сторона знает, что отсюда больше ничего не придёт, но сама ещё не закрыла. Ждём её FIN.</translation>
    </message>
    <message>
        <source>Both sides closed at the same time and their FINs crossed on the way. Only the last ACK is missing.</source>
        <translation>Обе стороны закрыли одновременно, и их FIN разминулись в пути. Не хватает только последнего ACK.</translation>
    </message>
    <message>
        <source>The other side has closed: recv returns b&apos;&apos; here. This side may still send, and must call close(); until then the socket stays in this state.</source>
        <translation>Другая сторона закрыла: recv здесь возвращает b&apos;&apos;. Отправлять ещё можно, но надо вызвать close(): до этого сокет останется в этом состоянии.</translation>
    </message>
    <message>
        <source>This side has closed too, after the other. With the ACK for its FIN all is over.</source>
        <translation>Эта сторона закрыла второй. Придёт ACK на её FIN, и всё закончено.</translation>
    </message>
    <message>
        <source>All is closed. The system keeps the address for a minute or two, so that late packets confuse nobody: a new bind to it may fail with EADDRINUSE.</source>
        <translation>Всё закрыто. Система ещё минуту-две держит адрес, чтобы опоздавшие пакеты никого не сбили: новый bind на него может дать EADDRINUSE.</translation>
    </message>
    <message>
        <source>The state of this socket is not known.</source>
        <translation>Состояние этого сокета неизвестно.</translation>
    </message>
    <message>
        <source>the other side sent a reset (RST)</source>
        <translation>другая сторона прислала сброс (RST)</translation>
    </message>
    <message>
        <source>close() with unread bytes, which sends a reset (RST)</source>
        <translation>close() при непрочитанных байтах: это сброс (RST)</translation>
    </message>
    <message>
        <source>no answer came for too long</source>
        <translation>слишком долго не было ответа</translation>
    </message>
    <message>
        <source>the waiting time is over</source>
        <translation>время ожидания вышло</translation>
    </message>
    <message>
        <source>%1 came</source>
        <translation>пришёл %1</translation>
    </message>
    <message>
        <source>This socket stays inside the computer (AF_UNIX): the kernel joins the two ends directly. There are no packets, so there is no handshake and no TCP state: it is connected, or it is not.</source>
        <translation>Этот сокет не выходит за пределы компьютера (AF_UNIX): ядро соединяет два конца напрямую. Пакетов нет, значит, нет ни рукопожатия, ни состояний TCP: он либо соединён, либо нет.</translation>
    </message>
    <message>
        <source>A datagram socket has no connection and so no state: each sendto stands for itself. Nobody says hello, nobody says goodbye, and nobody says whether it arrived.</source>
        <translation>У сокета датаграмм нет соединения, а значит, нет и состояний: каждый sendto сам по себе. Никто не здоровается, никто не прощается, и никто не говорит, дошло ли.</translation>
    </message>
</context>
</TS>
