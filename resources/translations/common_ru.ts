<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>App</name>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Type the server&apos;s address, for example 192.168.1.5:6667.</source>
        <translation>Введите адрес сервера, например 192.168.1.5:6667.</translation>
    </message>
    <message>
        <source>This is no chat address. It starts with irc:// or has no :// at all.</source>
        <translation>Это не адрес чата: он начинается с irc:// или вовсе без ://.</translation>
    </message>
    <message>
        <source>There is a mistake in the address. It looks like 192.168.1.5 or lab.local.</source>
        <translation>В адресе ошибка. Он выглядит как 192.168.1.5 или lab.local.</translation>
    </message>
    <message>
        <source>The number after the colon, the port, is from 1 to 65535.</source>
        <translation>После двоеточия стоит порт: число от 1 до 65535.</translation>
    </message>
    <message>
        <source>A channel&apos;s name has no spaces and no commas.</source>
        <translation>В названии канала не бывает пробелов и запятых.</translation>
    </message>
    <message>
        <source>This address cannot be understood.</source>
        <translation>Такой адрес непонятен.</translation>
    </message>
    <message>
        <source>Choose a nickname: the others see it.</source>
        <translation>Выберите ник: его увидят остальные.</translation>
    </message>
    <message>
        <source>A nickname has 30 characters at most.</source>
        <translation>В нике не больше 30 знаков.</translation>
    </message>
    <message>
        <source>This nickname cannot be used.</source>
        <translation>Такой ник не годится.</translation>
    </message>
    <message>
        <source>Type the channel&apos;s name, for example #class.</source>
        <translation>Введите название канала, например #класс.</translation>
    </message>
    <message>
        <source>A channel&apos;s name has 64 characters at most.</source>
        <translation>В названии канала не больше 64 знаков.</translation>
    </message>
    <message>
        <source>A channel&apos;s name starts with #.</source>
        <translation>Название канала начинается с #.</translation>
    </message>
    <message>
        <source>This name cannot be used.</source>
        <translation>Такое название не годится.</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>The system says: %s</source>
        <translation>Система сообщает: %s</translation>
    </message>
    <message>
        <source>The connection failed.</source>
        <translation>Соединение не удалось.</translation>
    </message>
    <message>
        <source>Port %2 is taken by another program.</source>
        <translation>Порт %2 занят другой программой.</translation>
    </message>
    <message>
        <source>Choose another port, or close that program.</source>
        <translation>Выберите другой порт или закройте ту программу.</translation>
    </message>
    <message>
        <source>This system does not let programs use port %2.</source>
        <translation>Система не разрешает программам занимать порт %2.</translation>
    </message>
    <message>
        <source>Choose a port from 1024 to 65535, for example 6667.</source>
        <translation>Выберите порт от 1024 до 65535, например 6667.</translation>
    </message>
    <message>
        <source>%3 is not an address of this computer.</source>
        <translation>%3 — не адрес этого компьютера.</translation>
    </message>
    <message>
        <source>Choose one of its own addresses, or leave the address empty.</source>
        <translation>Выберите один из его адресов или оставьте адрес пустым.</translation>
    </message>
    <message>
        <source>The system gives this program no more connections.</source>
        <translation>Система больше не даёт программе соединений.</translation>
    </message>
    <message>
        <source>Close other programs, or ask for a higher limit of open files.</source>
        <translation>Закройте другие программы или попросите увеличить число открытых файлов.</translation>
    </message>
    <message>
        <source>There is a mistake in the address.</source>
        <translation>В адресе ошибка.</translation>
    </message>
    <message>
        <source>It looks like 192.168.1.5; the port is a number from 1 to 65535.</source>
        <translation>Он выглядит как 192.168.1.5, а порт — число от 1 до 65535.</translation>
    </message>
    <message>
        <source>This computer does not let Besedka connect to %1.</source>
        <translation>Этот компьютер не пускает Беседку к %1.</translation>
    </message>
    <message>
        <source>A nickname starts with a letter or a digit.</source>
        <translation>Ник начинается с буквы или цифры.</translation>
    </message>
    <message>
        <source>A nickname has letters, digits, - and _, and no spaces.</source>
        <translation>В нике могут быть буквы, цифры, - и _, но не пробелы.</translation>
    </message>
    <message>
        <source>A firewall may stop it: allow Besedka there, or ask whoever runs this computer.</source>
        <translation>Возможно, мешает брандмауэр: разрешите в нём Беседку или спросите того, кто следит за компьютером.</translation>
    </message>
    <message>
        <source>%1 cannot be reached from this computer.</source>
        <translation>До %1 с этого компьютера не добраться.</translation>
    </message>
    <message>
        <source>Check the address, and whether the computer is in a network.</source>
        <translation>Проверьте адрес и то, что компьютер подключён к сети.</translation>
    </message>
    <message>
        <source>There is no computer called %3 in this network.</source>
        <translation>Компьютера с именем %3 в этой сети нет.</translation>
    </message>
    <message>
        <source>Check the spelling, or use its numbers, for example 192.168.1.5.</source>
        <translation>Проверьте имя или введите адрес цифрами, например 192.168.1.5.</translation>
    </message>
    <message>
        <source>%1 refuses: no server is running at this port.</source>
        <translation>%1 отказывает: на этом порту сервер не запущен.</translation>
    </message>
    <message>
        <source>Start the server there, or check the port.</source>
        <translation>Запустите там сервер или проверьте порт.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 не отвечает.</translation>
    </message>
    <message>
        <source>Check the address; the computer may be off, or a firewall may stop us.</source>
        <translation>Проверьте адрес. Возможно, компьютер выключен или мешает брандмауэр.</translation>
    </message>
    <message>
        <source>%3 cannot be found in this network.</source>
        <translation>%3 в этой сети не найти.</translation>
    </message>
    <message>
        <source>Is the computer on, and in the same network as this one?</source>
        <translation>Включён ли тот компьютер и в той же ли он сети, что и этот?</translation>
    </message>
    <message>
        <source>This computer has no way to the network of %3.</source>
        <translation>С этого компьютера нет пути в сеть, где %3.</translation>
    </message>
    <message>
        <source>Check the cable or the Wi-Fi.</source>
        <translation>Проверьте кабель или Wi-Fi.</translation>
    </message>
    <message>
        <source>%1 broke the connection off.</source>
        <translation>%1 обрывает соединение.</translation>
    </message>
    <message>
        <source>The server may have ended or restarted; try again.</source>
        <translation>Возможно, сервер остановлен или перезапущен; попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The connection to %1 is broken.</source>
        <translation>Соединение с %1 оборвалось.</translation>
    </message>
    <message>
        <source>Close some windows, and try again.</source>
        <translation>Закройте лишние окна и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>It looks like 192.168.1.5:6667.</source>
        <translation>Он выглядит как 192.168.1.5:6667.</translation>
    </message>
    <message>
        <source>Connecting was cancelled.</source>
        <translation>Подключение отменено.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Сервер закрыл соединение.</translation>
    </message>
    <message>
        <source>It may have been stopped.</source>
        <translation>Возможно, его остановили.</translation>
    </message>
    <message>
        <source>You left the server.</source>
        <translation>Вы вышли с сервера.</translation>
    </message>
    <message>
        <source>The server said goodbye.</source>
        <translation>Сервер попрощался.</translation>
    </message>
    <message>
        <source>Connection lost: the server does not answer.</source>
        <translation>Связь потеряна: сервер не отвечает.</translation>
    </message>
    <message>
        <source>%1 has banned you.</source>
        <translation>%1 закрыл вам вход.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server to let you in again.</source>
        <translation>Попросите того, кто ведёт сервер, пустить вас снова.</translation>
    </message>
    <message>
        <source>%1 did not let you in.</source>
        <translation>%1 не пустил вас.</translation>
    </message>
    <message>
        <source>It may want a password: type it here. Else ask whoever runs the server, or try again later.</source>
        <translation>Возможно, нужен пароль: введите его здесь. Иначе спросите того, кто ведёт сервер, или попробуйте позже.</translation>
    </message>
    <message>
        <source>The server asks for a password, and this is not it.</source>
        <translation>Сервер просит пароль, а этот не подходит.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for the password.</source>
        <translation>Спросите пароль у того, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>This is no chat server: it sent some text and said goodbye.</source>
        <translation>Это не сервер чата: он прислал немного текста и попрощался.</translation>
    </message>
    <message>
        <source>Ask whoever runs it for the address of the chat.</source>
        <translation>Спросите адрес чата у того, кто его ведёт.</translation>
    </message>
    <message>
        <source>The server accepts none of the nicknames that were offered.</source>
        <translation>Сервер не принял ни одного из предложенных ников.</translation>
    </message>
    <message>
        <source>Choose another nickname.</source>
        <translation>Выберите другой ник.</translation>
    </message>
    <message>
        <source>A fault in Besedka ended the connection.</source>
        <translation>Соединение закончилось из-за ошибки в Беседке.</translation>
    </message>
    <message>
        <source>Connect again; what happened is written to the error output.</source>
        <translation>Подключитесь снова; что произошло, записано в поток ошибок.</translation>
    </message>
    <message>
        <source>Use its encrypted port, often 6697, or turn encryption off for it.</source>
        <translation>Укажите его шифрованный порт, часто это 6697, или выключите для него шифрование.</translation>
    </message>
    <message>
        <source>Look at the proxy in the settings, General.</source>
        <translation>Проверьте прокси в настройках, раздел «Общие».</translation>
    </message>
    <message>
        <source>%1 is not encrypted at this port.</source>
        <translation>%1 на этом порту не шифрует.</translation>
    </message>
    <message>
        <source>%1 hung up when encryption was to begin.</source>
        <translation>%1 разорвал связь, когда пора было шифровать.</translation>
    </message>
    <message>
        <source>%1 answered, and does not begin to encrypt.</source>
        <translation>%1 ответил, но шифровать не начинает.</translation>
    </message>
    <message>
        <source>%1 broke off while encryption was agreed on.</source>
        <translation>%1 прервал связь, пока договаривались о шифровании.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, ask whoever runs the server.</source>
        <translation>Попробуйте ещё раз; если не поможет, спросите того, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>%1 knows only old encryption, which others can break.</source>
        <translation>%1 умеет только старое шифрование, которое взламывают.</translation>
    </message>
    <message>
        <source>Besedka needs TLS 1.2 or later: the server is to be renewed.</source>
        <translation>Беседке нужен TLS 1.2 или новее: сервер пора обновить.</translation>
    </message>
    <message>
        <source>No encrypted connection to %1 came about.</source>
        <translation>Шифрованного соединения с %1 не получилось.</translation>
    </message>
    <message>
        <source>Show whoever runs the server these words:</source>
        <translation>Покажите тому, кто ведёт сервер, эти слова:</translation>
    </message>
    <message>
        <source>The encrypted connection to %1 was disturbed, and is ended.</source>
        <translation>Шифрованное соединение с %1 нарушено и поэтому закрыто.</translation>
    </message>
    <message>
        <source>Somebody on the way may have changed it. Try again.</source>
        <translation>Возможно, его изменили по пути. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The key of %1 has changed. Nothing was sent to it.</source>
        <translation>Ключ %1 изменился. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server whether it was set up anew.</source>
        <translation>Спросите того, кто ведёт сервер, не переустанавливали ли его.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not in order. Nothing was sent to it.</source>
        <translation>Сертификат %1 не в порядке. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server.</source>
        <translation>Спросите того, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>Прокси недоступен.</translation>
    </message>
    <message>
        <source>What answers instead of the proxy is no proxy of that kind.</source>
        <translation>Вместо прокси отвечает что-то другое.</translation>
    </message>
    <message>
        <source>The proxy wants a user and a password, or other ones.</source>
        <translation>Прокси требует имя и пароль или не принимает эти.</translation>
    </message>
    <message>
        <source>The proxy does not let us go to %1.</source>
        <translation>Прокси не пускает к %1.</translation>
    </message>
    <message>
        <source>Ask whoever runs the proxy, or join without it.</source>
        <translation>Спросите того, кто ведёт прокси, или войдите без него.</translation>
    </message>
    <message>
        <source>The proxy does not reach %1.</source>
        <translation>Прокси не может дойти до %1.</translation>
    </message>
    <message>
        <source>Check the address of the server; it may be off.</source>
        <translation>Проверьте адрес сервера; возможно, он выключен.</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Something went wrong in Besedka</source>
        <translation>В Беседке что-то пошло не так</translation>
    </message>
    <message>
        <source>The program goes on. If this window does not do what you asked, close it and open it again. The line below says what happened: it helps whoever mends it.</source>
        <translation>Программа работает дальше. Если окно не делает того, что нужно, закройте его и откройте снова. Строка ниже говорит, что случилось: она поможет тому, кто будет чинить.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Join %1?</source>
        <translation>Войти в %1?</translation>
    </message>
    <message>
        <source>Join this server?</source>
        <translation>Войти на этот сервер?</translation>
    </message>
    <message>
        <source>You are at this server already.</source>
        <translation>Вы уже на этом сервере.</translation>
    </message>
    <message>
        <source>The link leads to another server. It will see your address on the network and your nickname.</source>
        <translation>Ссылка ведёт на другой сервер. Он увидит ваш адрес в сети и ваш ник.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>This link leads to no chat</source>
        <translation>Эта ссылка ведёт не в чат</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
    <message>
        <source>New in a private conversation</source>
        <translation>Новое в личной беседе</translation>
    </message>
    <message>
        <source>New in %1</source>
        <translation>Новое в %1</translation>
    </message>
    <message>
        <source>and %1 more before</source>
        <translation>и до него ещё %1</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Папка с файлами</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Где:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>&amp;Тип файлов:</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Next conversation</source>
        <translation>Следующая беседа</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Предыдущая беседа</translation>
    </message>
    <message>
        <source>Next conversation with something new</source>
        <translation>Следующая беседа с новым</translation>
    </message>
    <message>
        <source>Leave the channel, close the conversation</source>
        <translation>Выйти из канала, закрыть беседу</translation>
    </message>
    <message>
        <source>Join a channel</source>
        <translation>Войти в канал</translation>
    </message>
    <message>
        <source>Write to somebody</source>
        <translation>Написать человеку</translation>
    </message>
    <message>
        <source>Write to several people</source>
        <translation>Написать нескольким</translation>
    </message>
    <message>
        <source>Save the conversation as a file</source>
        <translation>Сохранить беседу в файл</translation>
    </message>
    <message>
        <source>Go to a conversation, a person or a command</source>
        <translation>Перейти к беседе, человеку или команде</translation>
    </message>
    <message>
        <source>Find in the conversation</source>
        <translation>Найти в беседе</translation>
    </message>
    <message>
        <source>Next place found, further back</source>
        <translation>К следующему найденному, раньше</translation>
    </message>
    <message>
        <source>Previous place found, further on</source>
        <translation>К предыдущему найденному, позже</translation>
    </message>
    <message>
        <source>Find in all conversations</source>
        <translation>Искать во всех беседах</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Приложить файл</translation>
    </message>
    <message>
        <source>Go to where the new messages begin</source>
        <translation>К началу новых сообщений</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>К последнему сообщению</translation>
    </message>
    <message>
        <source>Raise a hand</source>
        <translation>Поднять руку</translation>
    </message>
    <message>
        <source>Channel settings</source>
        <translation>Настройки канала</translation>
    </message>
    <message>
        <source>Change the topic</source>
        <translation>Изменить тему</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Everything larger</source>
        <translation>Всё крупнее</translation>
    </message>
    <message>
        <source>Everything smaller</source>
        <translation>Всё мельче</translation>
    </message>
    <message>
        <source>Everything in its usual size</source>
        <translation>Всё обычного размера</translation>
    </message>
    <message>
        <source>Show the sockets</source>
        <translation>Показать сокеты</translation>
    </message>
    <message>
        <source>Show the conversation in a window of its own</source>
        <translation>Показать беседу в отдельном окне</translation>
    </message>
    <message>
        <source>Show the lines of the connection</source>
        <translation>Показать строки соединения</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Следующая часть окна</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>Предыдущая часть окна</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <source>Mark everything as read</source>
        <translation>Отметить всё прочитанным</translation>
    </message>
    <message>
        <source>Move the conversation up</source>
        <translation>Передвинуть беседу выше</translation>
    </message>
    <message>
        <source>Move the conversation down</source>
        <translation>Передвинуть беседу ниже</translation>
    </message>
    <message>
        <source>Write: choose an emoji</source>
        <translation>Письмо: выбрать эмодзи</translation>
    </message>
    <message>
        <source>Write: bold</source>
        <translation>Письмо: полужирный</translation>
    </message>
    <message>
        <source>Write: italic</source>
        <translation>Письмо: курсив</translation>
    </message>
    <message>
        <source>Write: struck out</source>
        <translation>Письмо: зачёркнутый</translation>
    </message>
    <message>
        <source>Write: code</source>
        <translation>Письмо: код</translation>
    </message>
    <message>
        <source>Write: block of code</source>
        <translation>Письмо: блок кода</translation>
    </message>
    <message>
        <source>Write: quotation</source>
        <translation>Письмо: цитата</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>Ещё один сервер</translation>
    </message>
    <message>
        <source>Server 1</source>
        <translation>Сервер 1</translation>
    </message>
    <message>
        <source>Server 2</source>
        <translation>Сервер 2</translation>
    </message>
    <message>
        <source>Server 3</source>
        <translation>Сервер 3</translation>
    </message>
    <message>
        <source>Server 4</source>
        <translation>Сервер 4</translation>
    </message>
    <message>
        <source>Server 5</source>
        <translation>Сервер 5</translation>
    </message>
    <message>
        <source>Server 6</source>
        <translation>Сервер 6</translation>
    </message>
    <message>
        <source>Server 7</source>
        <translation>Сервер 7</translation>
    </message>
    <message>
        <source>Server 8</source>
        <translation>Сервер 8</translation>
    </message>
    <message>
        <source>Server 9</source>
        <translation>Сервер 9</translation>
    </message>
    <message>
        <source>Message: reply</source>
        <translation>Сообщение: ответить</translation>
    </message>
    <message>
        <source>Message: add a reaction</source>
        <translation>Сообщение: поставить реакцию</translation>
    </message>
    <message>
        <source>Message: edit</source>
        <translation>Сообщение: изменить</translation>
    </message>
    <message>
        <source>Message: go to the one that it answers</source>
        <translation>Сообщение: к тому, на которое отвечает</translation>
    </message>
    <message>
        <source>Message: copy the text</source>
        <translation>Сообщение: копировать текст</translation>
    </message>
    <message>
        <source>Message: copy the code</source>
        <translation>Сообщение: копировать код</translation>
    </message>
    <message>
        <source>Message: save its file</source>
        <translation>Сообщение: сохранить файл</translation>
    </message>
    <message>
        <source>Message: show on the wire</source>
        <translation>Сообщение: показать на проводе</translation>
    </message>
    <message>
        <source>Message: delete for everybody</source>
        <translation>Сообщение: удалить у всех</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the windows</source>
        <translation>Показать окна</translation>
    </message>
    <message>
        <source>Start window</source>
        <translation>Начальное окно</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Не беспокоить</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Настройки…</translation>
    </message>
    <message>
        <source>Quit Besedka</source>
        <translation>Выйти из Беседки</translation>
    </message>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>не беспокоить</translation>
    </message>
    <message>
        <source>something new for you</source>
        <translation>есть новое для вас</translation>
    </message>
</context>
<context>
    <name>Widgets</name>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Scroll bar</source>
        <translation>Полоса прокрутки</translation>
    </message>
    <message>
        <source>Encrypted (TLS)</source>
        <translation>Шифровать (TLS)</translation>
    </message>
    <message>
        <source>Nobody on the way can read along. Most servers on the internet offer it.</source>
        <translation>По пути никто не прочитает. Это умеет большинство серверов в интернете.</translation>
    </message>
</context>
</TS>
