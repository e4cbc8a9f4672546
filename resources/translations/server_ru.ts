<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message>
        <source>New password for %1</source>
        <translation>Новый пароль для %1</translation>
    </message>
    <message>
        <source>The old one no longer works. Who is logged in stays logged in.</source>
        <translation>Прежний больше не подойдёт. Выполненный вход остаётся.</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>Новая учётная запись</translation>
    </message>
    <message>
        <source>Its name is protected: only who logs in may use it. Tell them the password; they can change it.</source>
        <translation>Её имя защищено: оно только для тех, кто вошёл. Сообщите пароль; его можно будет сменить.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>Do not add</source>
        <translation>Не добавлять</translation>
    </message>
    <message>
        <source>Set the password</source>
        <translation>Задать пароль</translation>
    </message>
    <message>
        <source>Add the account</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Also owns</source>
        <translation>Другие имена</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Чем открывается</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Почта</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Создана</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>Последний вход</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>Confirmation code</source>
        <translation>Код подтверждения</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Сертификаты</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>suspended: %1</source>
        <translation>приостановлена: %1</translation>
    </message>
    <message>
        <source>waits for confirmation</source>
        <translation>ждёт подтверждения</translation>
    </message>
    <message>
        <source>logged in</source>
        <translation>вход выполнен</translation>
    </message>
    <message>
        <source>logged in as %1</source>
        <translation>вход выполнен, имя %1</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>нет в сети</translation>
    </message>
    <message>
        <source>password</source>
        <translation>пароль</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>сертификат</translation>
    </message>
    <message>
        <source>The account is gone.</source>
        <translation>Учётной записи уже нет.</translation>
    </message>
    <message>
        <source>There is an account of this name.</source>
        <translation>Учётная запись с таким именем есть.</translation>
    </message>
    <message>
        <source>It must be a nickname: letters and digits, no space, no digit first.</source>
        <translation>Нужен ник: буквы и цифры, без пробелов, не с цифры.</translation>
    </message>
    <message>
        <source>Somebody uses this name just now, or it looks like one.</source>
        <translation>Это или похожее имя сейчас занято.</translation>
    </message>
    <message>
        <source>At least %1 characters, and not the name itself.</source>
        <translation>Не короче %1 символов и не само имя.</translation>
    </message>
    <message>
        <source>Too long.</source>
        <translation>Слишком длинно.</translation>
    </message>
    <message>
        <source>There is a character in it that cannot be used.</source>
        <translation>В нём есть недопустимый символ.</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробно…</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Set a new password…</source>
        <translation>Задать новый пароль…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Вернуть доступ</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Приостановить…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>People may make their own account</source>
        <translation>Учётную запись можно завести самостоятельно</translation>
    </message>
    <message>
        <source>An account protects a name. Nobody needs one to join or to write.</source>
        <translation>Учётная запись защищает имя. Чтобы войти и писать, она не нужна.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Учётные записи</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>Найти имя</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>Учётных записей пока нет</translation>
    </message>
    <message>
        <source>People make one with a command of their chat program, or you add one here.</source>
        <translation>Её заводят командой в программе чата, или её добавите вы.</translation>
    </message>
    <message>
        <source>Suspend %1?</source>
        <translation>Приостановить %1?</translation>
    </message>
    <message>
        <source>Nobody can log in to it until you restore it. They read the reason.</source>
        <translation>Пока вы не вернёте доступ, войти в неё нельзя. Причину прочтут при входе.</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>Удалить %1?</translation>
    </message>
    <message>
        <source>Its password and its names are forgotten; anybody may use them.</source>
        <translation>Пароль и имена будут забыты; имена освободятся для всех.</translation>
    </message>
    <message>
        <source>Keep the account</source>
        <translation>Не удалять</translation>
    </message>
</context>
<context>
    <name>AddressScreen</name>
    <message>
        <source>Address of the server</source>
        <translation>Адрес сервера</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Адрес: %1</translation>
    </message>
    <message>
        <source>QR code with the address</source>
        <translation>QR-код с адресом</translation>
    </message>
    <message>
        <source>In Besedka: “Join by address…”, and type this one</source>
        <translation>В Беседке: «Подключиться по адресу…», затем этот адрес</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
</context>
<context>
    <name>AnnounceDialog</name>
    <message>
        <source>Message to all</source>
        <translation>Сообщение всем</translation>
    </message>
    <message>
        <source>Nobody is connected now, so nobody will see it.</source>
        <translation>Сейчас никто не подключён, и его никто не увидит.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Не отправлять</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>Отправить всем</translation>
    </message>
</context>
<context>
    <name>Bans</name>
    <message>
        <source>This computer itself: your own chat would be put out too.</source>
        <translation>Это сам этот компьютер: ваш собственный чат тоже отключится.</translation>
    </message>
    <message>
        <source>Nobody may connect from this address. In a school several people may share one.</source>
        <translation>С этого адреса никто не подключится. В школе один адрес бывает у нескольких человек.</translation>
    </message>
    <message>
        <source>Nobody may log in to this account.</source>
        <translation>В эту учётную запись никто не войдёт.</translation>
    </message>
    <message>
        <source>Nobody may use this nickname. A * stands for anything; others may be chosen.</source>
        <translation>Этот ник никто не возьмёт. * означает что угодно; другой ник взять можно.</translation>
    </message>
    <message>
        <source>Ban %1?</source>
        <translation>Запретить вход: %1?</translation>
    </message>
    <message>
        <source>Ban somebody</source>
        <translation>Запретить вход</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>What is banned</source>
        <translation>Что запрещено</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>На какой срок</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>They read it, if you want to give one</source>
        <translation>Её прочтут, если хотите её назвать</translation>
    </message>
    <message>
        <source>Do not ban</source>
        <translation>Не запрещать</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Запретить вход</translation>
    </message>
    <message>
        <source>for 10 minutes</source>
        <translation>на 10 минут</translation>
    </message>
    <message>
        <source>for an hour</source>
        <translation>на час</translation>
    </message>
    <message>
        <source>for a day</source>
        <translation>на сутки</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>на неделю</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>навсегда</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>это окно</translation>
    </message>
    <message>
        <source>Say whom.</source>
        <translation>Напишите, кому.</translation>
    </message>
    <message>
        <source>Not an address. It looks like 192.168.1.34, a network like 192.168.1.0/24.</source>
        <translation>Это не адрес. Адрес выглядит как 192.168.1.34, сеть как 192.168.1.0/24.</translation>
    </message>
    <message>
        <source>There must be no space in it, and it must be shorter.</source>
        <translation>Без пробелов и короче.</translation>
    </message>
    <message>
        <source>Lift the ban…</source>
        <translation>Снять запрет…</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Запреты</translation>
    </message>
    <message>
        <source>Find a ban</source>
        <translation>Найти запрет</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Запретить вход…</translation>
    </message>
    <message>
        <source>Nobody is banned</source>
        <translation>Вход никому не запрещён</translation>
    </message>
    <message>
        <source>An address, an account or a name can be kept out, for a while or for ever. The menu of a person has it too.</source>
        <translation>Можно не впускать адрес, учётную запись или имя, на время или навсегда. Это есть и в меню у каждого человека.</translation>
    </message>
    <message>
        <source>Lift the ban of %1?</source>
        <translation>Снять запрет: %1?</translation>
    </message>
    <message>
        <source>They may connect again at once.</source>
        <translation>Сразу можно будет подключиться снова.</translation>
    </message>
    <message>
        <source>Leave banned</source>
        <translation>Оставить запрет</translation>
    </message>
    <message>
        <source>Lift the ban</source>
        <translation>Снять запрет</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кем</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До какого времени</translation>
    </message>
</context>
<context>
    <name>ChannelActs</name>
    <message>
        <source>At most %1 characters.</source>
        <translation>Не больше %1 символов.</translation>
    </message>
    <message>
        <source>No spaces, no commas, and no colon at the beginning.</source>
        <translation>Без пробелов и запятых, и не с двоеточия.</translation>
    </message>
    <message>
        <source>Topic of %1</source>
        <translation>Тема %1</translation>
    </message>
    <message>
        <source>Everybody in the channel sees it, and whoever joins reads it.</source>
        <translation>Её видят все в канале и читают те, кто входит.</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>Set the topic</source>
        <translation>Задать тему</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>No topic</source>
        <translation>Без темы</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Пароль %1</translation>
    </message>
    <message>
        <source>Whoever joins must know it. Those who are inside stay. Empty: no password.</source>
        <translation>Его должен знать каждый, кто входит. Те, кто уже внутри, остаются. Пусто: без пароля.</translation>
    </message>
    <message>
        <source>Set the password</source>
        <translation>Задать пароль</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>Без пароля</translation>
    </message>
    <message>
        <source>How many people fit into %1?</source>
        <translation>Сколько человек помещается в %1?</translation>
    </message>
    <message>
        <source>Nobody is put out. Empty: any number.</source>
        <translation>Никого не выведут. Пусто: сколько угодно.</translation>
    </message>
    <message>
        <source>Set the number</source>
        <translation>Задать число</translation>
    </message>
    <message>
        <source>Number of people</source>
        <translation>Число людей</translation>
    </message>
    <message>
        <source>Any number</source>
        <translation>Сколько угодно</translation>
    </message>
    <message>
        <source>A number from 1 on.</source>
        <translation>Число от 1.</translation>
    </message>
    <message>
        <source>Remove %2 from %1?</source>
        <translation>Вывести %2 из %1?</translation>
    </message>
    <message>
        <source>They stay connected and may join again, unless the channel is locked or bans them.</source>
        <translation>Связь с сервером останется, и войти можно снова, если канал не закрыт и в нём нет запрета.</translation>
    </message>
    <message>
        <source>Leave in</source>
        <translation>Оставить в канале</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Вывести</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reason, if you want to give one</source>
        <translation>Причина, если хотите её назвать</translation>
    </message>
    <message>
        <source>Close %1?</source>
        <translation>Закрыть %1?</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Не закрывать</translation>
    </message>
    <message>
        <source>Close the channel</source>
        <translation>Закрыть канал</translation>
    </message>
</context>
<context>
    <name>ChannelBans</name>
    <message>
        <source>There must be no space in it.</source>
        <translation>В нём не должно быть пробелов.</translation>
    </message>
    <message>
        <source>It is in the list already.</source>
        <translation>Это уже есть в списке.</translation>
    </message>
    <message>
        <source>Remove the ban</source>
        <translation>Снять запрет</translation>
    </message>
    <message>
        <source>Who may not join %1</source>
        <translation>Кому нельзя в %1</translation>
    </message>
    <message>
        <source>A nickname, or a pattern such as *!*@192.168.1.34 (a * stands for anything). Whoever is inside is not put out, but may not write.</source>
        <translation>Ник или образец, например *!*@192.168.1.34 (* означает что угодно). Тех, кто внутри, не выведут, но писать они не смогут.</translation>
    </message>
    <message>
        <source>Nickname or pattern</source>
        <translation>Ник или образец</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Запретить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Запреты</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Nobody is banned here</source>
        <translation>Здесь никому не запрещено</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Кем</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Когда</translation>
    </message>
</context>
<context>
    <name>ChannelCard</name>
    <message>
        <source>No topic</source>
        <translation>Без темы</translation>
    </message>
    <message>
        <source>Set by %1</source>
        <translation>Тему задаёт %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>None is needed</source>
        <translation>Не нужен</translation>
    </message>
    <message>
        <source>How many fit in</source>
        <translation>Сколько помещается</translation>
    </message>
    <message>
        <source>Any number</source>
        <translation>Сколько угодно</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Запреты</translation>
    </message>
    <message>
        <source>Nobody is banned</source>
        <translation>Никому не запрещено</translation>
    </message>
    <message>
        <source>Change the topic…</source>
        <translation>Сменить тему…</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>What is shown of the channel</source>
        <translation>Что показано о канале</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>Слово только ведущим</translation>
    </message>
    <message>
        <source>Only who leads it or has a voice may write</source>
        <translation>Пишут те, кто ведёт канал, и те, кому дан голос</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Закрыть вход</translation>
    </message>
    <message>
        <source>Only who is invited may join</source>
        <translation>Войти можно только по приглашению</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Сменить…</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Показать…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Закрыть…</translation>
    </message>
    <message>
        <source>Put everybody out, so that the channel is gone</source>
        <translation>Вывести всех, и канала не станет</translation>
    </message>
</context>
<context>
    <name>ChannelsModel</name>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>leads the channel</source>
        <translation>ведёт канал</translation>
    </message>
    <message>
        <source>half operator</source>
        <translation>помощник оператора</translation>
    </message>
    <message>
        <source>has a voice</source>
        <translation>есть голос</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>слово ведущим</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>вход закрыт</translation>
    </message>
    <message>
        <source>password</source>
        <translation>пароль</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>есть предел</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>скрыт</translation>
    </message>
    <message>
        <source>Only invited people may join.</source>
        <translation>Войти можно только по приглашению.</translation>
    </message>
    <message>
        <source>A password is needed to join.</source>
        <translation>Для входа нужен пароль.</translation>
    </message>
    <message>
        <source>The number of people is limited.</source>
        <translation>Число людей ограничено.</translation>
    </message>
    <message>
        <source>Only operators and people with a voice may write.</source>
        <translation>Писать могут только операторы и те, у кого есть голос.</translation>
    </message>
    <message>
        <source>Nobody may write from outside.</source>
        <translation>Писать можно только из самого канала.</translation>
    </message>
    <message>
        <source>It is hidden from the list of channels.</source>
        <translation>Канала не видно в списке.</translation>
    </message>
    <message>
        <source>Only operators may set the topic.</source>
        <translation>Тему меняют только операторы.</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>since %1</source>
        <translation>с %1</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Участники</translation>
    </message>
    <message>
        <source>No channel yet</source>
        <translation>Каналов пока нет</translation>
    </message>
    <message>
        <source>A channel is made by the first one who joins it, and goes with the last.</source>
        <translation>Канал появляется, когда в него входит первый человек, и исчезает с последним.</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Открыть чат</translation>
    </message>
</context>
<context>
    <name>ClassPage</name>
    <message>
        <source>Free the seat</source>
        <translation>Освободить место</translation>
    </message>
    <message>
        <source>Take the floor back</source>
        <translation>Забрать слово</translation>
    </message>
    <message>
        <source>Give the floor</source>
        <translation>Дать слово</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Опустить руку</translation>
    </message>
    <message>
        <source>No longer a teacher</source>
        <translation>Больше не учитель</translation>
    </message>
    <message>
        <source>Make a teacher</source>
        <translation>Сделать учителем</translation>
    </message>
    <message>
        <source>Send a note…</source>
        <translation>Отправить записку…</translation>
    </message>
    <message>
        <source>About the connection…</source>
        <translation>О подключении…</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Отключить…</translation>
    </message>
    <message>
        <source>hand raised, number %1</source>
        <translation>рука поднята, номер %1</translation>
    </message>
    <message>
        <source>has the floor</source>
        <translation>дано слово</translation>
    </message>
    <message>
        <source>What can be done with %1</source>
        <translation>Что можно сделать: %1</translation>
    </message>
    <message>
        <source>No teacher is here</source>
        <translation>Учителя нет</translation>
    </message>
    <message>
        <source>hand raised</source>
        <translation>рука поднята</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>связь прервалась</translation>
    </message>
    <message>
        <source>not at the screen</source>
        <translation>не у экрана</translation>
    </message>
    <message>
        <source>teacher</source>
        <translation>учитель</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>оператор</translation>
    </message>
    <message>
        <source>in the browser</source>
        <translation>в браузере</translation>
    </message>
    <message>
        <source>online</source>
        <translation>в сети</translation>
    </message>
    <message>
        <source>at the blackboard</source>
        <translation>у доски</translation>
    </message>
    <message>
        <source>seat %1</source>
        <translation>место %1</translation>
    </message>
    <message>
        <source>seat %1, free</source>
        <translation>место %1, свободно</translation>
    </message>
    <message>
        <source>Raised hands</source>
        <translation>Поднятые руки</translation>
    </message>
    <message>
        <source>Lower all</source>
        <translation>Опустить все</translation>
    </message>
    <message>
        <source>Nobody has raised a hand.</source>
        <translation>Поднятых рук нет.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>How the class is shown</source>
        <translation>Как показан класс</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Парты</translation>
    </message>
    <message>
        <source>As they sit</source>
        <translation>Кто где сидит</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>Списком</translation>
    </message>
    <message>
        <source>Channel of the class</source>
        <translation>Канал класса</translation>
    </message>
    <message>
        <source>Ctrl and an arrow key, or the mouse: sit elsewhere</source>
        <translation>Ctrl и стрелка или мышь: пересадить</translation>
    </message>
    <message>
        <source>People of the class</source>
        <translation>Люди класса</translation>
    </message>
    <message>
        <source>Nobody is in a channel yet</source>
        <translation>В каналах пока никого нет</translation>
    </message>
    <message>
        <source>When pupils join a channel, they sit here in the order they come.</source>
        <translation>Когда ученики войдут в канал, они сядут здесь по порядку.</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Открыть чат</translation>
    </message>
    <message>
        <source>Only the teacher writes</source>
        <translation>Пишет только учитель</translation>
    </message>
    <message>
        <source>The others read and raise a hand</source>
        <translation>Остальные читают и поднимают руку</translation>
    </message>
    <message>
        <source>No private messages</source>
        <translation>Без личных сообщений</translation>
    </message>
    <message>
        <source>Pupils write to channels and to the teacher</source>
        <translation>Ученики пишут в каналы и учителю</translation>
    </message>
    <message>
        <source>Close the room</source>
        <translation>Закрыть комнату</translation>
    </message>
    <message>
        <source>Nobody new comes in, who left may come back</source>
        <translation>Новые не войдут, вышедшие вернутся</translation>
    </message>
    <message>
        <source>For the whole class</source>
        <translation>Для всего класса</translation>
    </message>
    <message>
        <source>Message to all</source>
        <translation>Сообщение всем</translation>
    </message>
    <message>
        <source>Everybody sees it at once</source>
        <translation>Его сразу увидят все</translation>
    </message>
    <message>
        <source>Start a lesson for all</source>
        <translation>Начать урок у всех</translation>
    </message>
    <message>
        <source>It opens on the pupils&apos; screens</source>
        <translation>Откроется на экранах учеников</translation>
    </message>
    <message>
        <source>Show the address</source>
        <translation>Показать адрес</translation>
    </message>
    <message>
        <source>Large, on the whole screen</source>
        <translation>Крупно, на весь экран</translation>
    </message>
    <message>
        <source>No history is kept: see “History”</source>
        <translation>История не хранится: см. «Историю»</translation>
    </message>
    <message>
        <source>What was said in %1</source>
        <translation>Что сказано в %1</translation>
    </message>
    <message>
        <source>No channel yet</source>
        <translation>Каналов пока нет</translation>
    </message>
    <message>
        <source>Save the transcript…</source>
        <translation>Сохранить запись…</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Stop the server and close?</source>
        <translation>Остановить сервер и закрыть?</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Пусть работает</translation>
    </message>
</context>
<context>
    <name>ConnectCard</name>
    <message>
        <source>Only programs on this computer can join: it listens at its own address alone.</source>
        <translation>Подключиться могут только программы этого компьютера: выбран его внутренний адрес.</translation>
    </message>
    <message>
        <source>This computer is in no network: only programs on it can join.</source>
        <translation>Этот компьютер не в сети: подключиться могут только его собственные программы.</translation>
    </message>
    <message>
        <source>It works: %1 has connected from another computer.</source>
        <translation>Всё работает: есть подключение с другого компьютера, %1.</translation>
    </message>
    <message>
        <source>Nobody has come from another computer yet. If they cannot join, let port %1 through the firewall.</source>
        <translation>С других компьютеров подключений ещё не было. Если войти не удаётся, разрешите порт %1 в брандмауэре.</translation>
    </message>
    <message>
        <source>Address for Besedka and IRC</source>
        <translation>Адрес для Беседки и IRC</translation>
    </message>
    <message>
        <source>Address shown</source>
        <translation>Показан адрес</translation>
    </message>
    <message>
        <source>What to type in an IRC client</source>
        <translation>Команда для программы IRC</translation>
    </message>
    <message>
        <source>QR code with the address</source>
        <translation>QR-код с адресом</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%Ln человек</numerusform>
            <numerusform>%Ln человека</numerusform>
            <numerusform>%Ln человек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seats free</source>
        <translation>
            <numerusform>%Ln место свободно</numerusform>
            <numerusform>%Ln места свободно</numerusform>
            <numerusform>%Ln мест свободно</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people will see it at once.</source>
        <translation>
            <numerusform>Его сразу увидит %Ln человек.</numerusform>
            <numerusform>Его сразу увидят %Ln человека.</numerusform>
            <numerusform>Его сразу увидят %Ln человек.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are connected. They will be disconnected.</source>
        <translation>
            <numerusform>Подключён %Ln человек. Остановка прервёт все соединения.</numerusform>
            <numerusform>Подключены %Ln человека. Остановка прервёт все соединения.</numerusform>
            <numerusform>Подключено %Ln человек. Остановка прервёт все соединения.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last ran for %1, %n people came</source>
        <translation>
            <numerusform>В прошлый раз: %1, подключался %Ln человек</numerusform>
            <numerusform>В прошлый раз: %1, подключались %Ln человека</numerusform>
            <numerusform>В прошлый раз: %1, подключалось %Ln человек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections are not encrypted</source>
        <translation>
            <numerusform>%Ln соединение не зашифровано</numerusform>
            <numerusform>%Ln соединения не зашифрованы</numerusform>
            <numerusform>%Ln соединений не зашифровано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%Ln сообщение</numerusform>
            <numerusform>%Ln сообщения</numerusform>
            <numerusform>%Ln сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events</source>
        <translation>
            <numerusform>%Ln сообщение и событие</numerusform>
            <numerusform>%Ln сообщения и события</numerusform>
            <numerusform>%Ln сообщений и событий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events are deleted. They cannot be brought back.</source>
        <translation>
            <numerusform>Удалится %Ln сообщение. Вернуть его будет нельзя.</numerusform>
            <numerusform>Удалятся %Ln сообщения и события. Вернуть их будет нельзя.</numerusform>
            <numerusform>Удалятся %Ln сообщений и событий. Вернуть их будет нельзя.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people or patterns</source>
        <translation>
            <numerusform>%Ln запись</numerusform>
            <numerusform>%Ln записи</numerusform>
            <numerusform>%Ln записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are put out of it. They stay connected.</source>
        <translation>
            <numerusform>Из него выйдет %Ln человек. Связь с сервером останется.</numerusform>
            <numerusform>Из него выйдут %Ln человека. Связь с сервером останется.</numerusform>
            <numerusform>Из него выйдут %Ln человек. Связь с сервером останется.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Joined %1, %n people there now</source>
        <translation>
            <numerusform>Вход в %1, теперь там %Ln человек</numerusform>
            <numerusform>Вход в %1, теперь там %Ln человека</numerusform>
            <numerusform>Вход в %1, теперь там %Ln человек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Message to %1, passed to %n people</source>
        <translation>
            <numerusform>Сообщение для %1, передано %Ln человеку</numerusform>
            <numerusform>Сообщение для %1, передано %Ln людям</numerusform>
            <numerusform>Сообщение для %1, передано %Ln людям</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent %n lines without giving a name</source>
        <translation>
            <numerusform>Прислана %Ln строка, а имени нет</numerusform>
            <numerusform>Присланы %Ln строки, а имени нет</numerusform>
            <numerusform>Прислано %Ln строк, а имени нет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n new lines</source>
        <translation>
            <numerusform>Пауза, %Ln новая строка</numerusform>
            <numerusform>Пауза, %Ln новые строки</numerusform>
            <numerusform>Пауза, %Ln новых строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines were too many to show</source>
        <translation>
            <numerusform>%Ln строка не показана: их слишком много</numerusform>
            <numerusform>%Ln строки не показаны: их слишком много</numerusform>
            <numerusform>%Ln строк не показано: их слишком много</numerusform>
        </translation>
    </message>
    <message>
        <source>over the last minute</source>
        <translation>за последнюю минуту</translation>
    </message>
    <message numerus="yes">
        <source>over the last %n minutes</source>
        <translation>
            <numerusform>за последнюю %Ln минуту</numerusform>
            <numerusform>за последние %Ln минуты</numerusform>
            <numerusform>за последние %Ln минут</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisconnectDialog</name>
    <message>
        <source>Disconnect %1?</source>
        <translation>Отключить «%1»?</translation>
    </message>
    <message>
        <source>The connection is closed. It can be made again, with the same name.</source>
        <translation>Соединение будет закрыто. Подключиться можно снова, под тем же именем.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reason, if you want to give one</source>
        <translation>Причина, если хотите её назвать</translation>
    </message>
    <message>
        <source>Keep connected</source>
        <translation>Не отключать</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Отключить</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>в секунду</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Подключения</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Keep what is said</source>
        <translation>Хранить сказанное</translation>
    </message>
    <message>
        <source>Whoever comes late can read it. It stays on this computer.</source>
        <translation>Пришедшие позже смогут прочитать. Всё остаётся на этом компьютере.</translation>
    </message>
    <message>
        <source>Messages of each channel</source>
        <translation>Сообщений в каждом канале</translation>
    </message>
    <message>
        <source>The oldest go when there are more</source>
        <translation>Когда их больше, уходят самые старые</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>What is older is deleted</source>
        <translation>Более старое удаляется</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>Размер файла</translation>
    </message>
    <message>
        <source>The oldest of everything goes when it is larger</source>
        <translation>Когда он больше, уходит самое старое</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>сколько угодно</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>всегда</translation>
    </message>
    <message>
        <source> d</source>
        <comment>days</comment>
        <translation> дн.</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>любой</translation>
    </message>
    <message>
        <source>Changes act at once and are kept. What two people write to each other is kept only for those with an account, and is not shown in this window.</source>
        <translation>Изменения действуют сразу и сохраняются. Личная переписка хранится только у тех, кто вошёл в учётную запись, и в этом окне не показана.</translation>
    </message>
    <message>
        <source>Kept in memory only: it ends with the server</source>
        <translation>Хранится только в памяти, до остановки сервера</translation>
    </message>
    <message>
        <source>Nothing is kept yet</source>
        <translation>Пока ничего нет</translation>
    </message>
    <message>
        <source>oldest from %1</source>
        <translation>самое старое от %1</translation>
    </message>
    <message>
        <source>Off: nothing new is kept</source>
        <translation>Выключено: новое не хранится</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Посмотреть</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation>Удалить навсегда…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Что показано</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Keeping</source>
        <translation>Хранение</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Что хранится</translation>
    </message>
    <message>
        <source>Find a channel</source>
        <translation>Найти канал</translation>
    </message>
    <message>
        <source>What is said in a channel appears here after seconds.</source>
        <translation>Сказанное в канале появится здесь через несколько секунд.</translation>
    </message>
    <message>
        <source>Delete the history of %1?</source>
        <translation>Удалить историю %1?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Не удалять</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Удалить навсегда</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Хранится</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Самое старое</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Самое новое</translation>
    </message>
    <message>
        <source>only the newest are shown</source>
        <translation>показаны только самые новые</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Что сказано</translation>
    </message>
    <message>
        <source>Show the whole…</source>
        <translation>Показать целиком…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Words, in any order</source>
        <translation>Искать слова</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Все каналы</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Кто угодно</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>За всё время</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>In 7 days</source>
        <translation>За 7 дней</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <translation>За 30 дней</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>За год</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не нашлось</translation>
    </message>
    <message>
        <source>Nothing that is kept fits. Fewer words find more.</source>
        <translation>В сохранённом такого нет. Чем меньше слов, тем больше находится.</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>учётная запись %1</translation>
    </message>
    <message>
        <source>Save the history of a channel</source>
        <translation>Сохранить историю канала</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>Сохраняется %1…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Сохранено как %1</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Веб-страница</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Data for programs</source>
        <translation>Данные для программ</translation>
    </message>
    <message>
        <source>%m/%d/%Y</source>
        <comment>strftime</comment>
        <translation>%d.%m.%Y</translation>
    </message>
    <message>
        <source>Exported {time}</source>
        <translation>Сохранено {time}</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>исправлено</translation>
    </message>
    <message>
        <source>{nick} came in</source>
        <translation>{nick} в канале</translation>
    </message>
    <message>
        <source>{nick} left</source>
        <translation>{nick} больше не в канале</translation>
    </message>
    <message>
        <source>{nick} removed {other}</source>
        <translation>{other} вне канала, решение: {nick}</translation>
    </message>
    <message>
        <source>{nick} is now {other}</source>
        <translation>{nick} теперь {other}</translation>
    </message>
    <message>
        <source>{nick} set the topic: {text}</source>
        <translation>{nick} задаёт тему: {text}</translation>
    </message>
    <message>
        <source>{nick} set {text}</source>
        <translation>{nick} меняет режим: {text}</translation>
    </message>
    <message>
        <source>the channel is now {text}</source>
        <translation>канал теперь называется {text}</translation>
    </message>
    <message>
        <source>{what} ({text})</source>
        <translation>{what} ({text})</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>KeepingCard</name>
    <message>
        <source>History is off</source>
        <translation>История выключена</translation>
    </message>
    <message>
        <source>History only until the server stops</source>
        <translation>История только до остановки сервера</translation>
    </message>
    <message>
        <source>Encrypted too, on the same port</source>
        <translation>Можно и с шифрованием, на том же порту</translation>
    </message>
    <message>
        <source>Encrypted too, on the same port: %1</source>
        <translation>Можно и с шифрованием, тот же порт: %1</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Посмотреть</translation>
    </message>
    <message>
        <source>Look at the history</source>
        <translation>Посмотреть историю</translation>
    </message>
    <message>
        <source>Copy the whole fingerprint</source>
        <translation>Копировать отпечаток целиком</translation>
    </message>
</context>
<context>
    <name>LimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>Пределы</translation>
    </message>
    <message>
        <source>A class never meets them, a flood does. Changes act at once and are kept.</source>
        <translation>Урок до них не доходит, а поток мусора доходит. Изменения действуют сразу и сохраняются.</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>Вернуть обычные</translation>
    </message>
    <message>
        <source>Connections and floods</source>
        <translation>Подключения и потоки</translation>
    </message>
    <message>
        <source>Names and channels</source>
        <translation>Имена и каналы</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Пароли</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ожидание</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> с</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> МБ</translation>
    </message>
    <message>
        <source>Protection against floods</source>
        <translation>Защита от потоков</translation>
    </message>
    <message>
        <source>Holds back who sends too much at once, and one address that fills it</source>
        <translation>Сдерживает того, кто шлёт слишком много сразу, и адрес, который занимает всё место</translation>
    </message>
    <message>
        <source>Connections in all</source>
        <translation>Подключений всего</translation>
    </message>
    <message>
        <source>Whoever comes after that is told that the server is full</source>
        <translation>Следующим сервер ответит, что мест нет</translation>
    </message>
    <message>
        <source>Connections from one address</source>
        <translation>Подключений с одного адреса</translation>
    </message>
    <message>
        <source>A whole class may sit behind one address</source>
        <translation>За одним адресом может сидеть целый класс</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>Просьб сразу</translation>
    </message>
    <message>
        <source>Commands in a row; a paste of fifty lines passes anyway</source>
        <translation>Команд подряд; вставка из пятидесяти строк проходит всегда</translation>
    </message>
    <message>
        <source>Requests a second after that</source>
        <translation>Просьб в секунду после этого</translation>
    </message>
    <message>
        <source>Who asks for more is not cut off, but waits</source>
        <translation>Кто просит больше, не отключается, а ждёт</translation>
    </message>
    <message>
        <source>Channels of one person</source>
        <translation>Каналов у одного человека</translation>
    </message>
    <message>
        <source>In how many somebody can be at the same time</source>
        <translation>В скольких можно быть одновременно</translation>
    </message>
    <message>
        <source>Length of a nickname</source>
        <translation>Длина ника</translation>
    </message>
    <message>
        <source>In characters; for new names</source>
        <translation>В символах; для новых имён</translation>
    </message>
    <message>
        <source>Length of a channel&apos;s name</source>
        <translation>Длина названия канала</translation>
    </message>
    <message>
        <source>In characters; for new channels</source>
        <translation>В символах; для новых каналов</translation>
    </message>
    <message>
        <source>Length of a topic</source>
        <translation>Длина темы</translation>
    </message>
    <message>
        <source>In bytes: a Russian letter takes two</source>
        <translation>В байтах: русская буква занимает два</translation>
    </message>
    <message>
        <source>Shortest password of an account</source>
        <translation>Самый короткий пароль учётной записи</translation>
    </message>
    <message>
        <source>In characters; for new passwords</source>
        <translation>В символах; для новых паролей</translation>
    </message>
    <message>
        <source>Wrong passwords for one account</source>
        <translation>Неверных паролей к одной учётной записи</translation>
    </message>
    <message>
        <source>So many are free; each more makes the next wait longer</source>
        <translation>Столько прощается; каждый следующий удлиняет ожидание</translation>
    </message>
    <message>
        <source>Wrong passwords from one address</source>
        <translation>Неверных паролей с одного адреса</translation>
    </message>
    <message>
        <source>For all accounts together</source>
        <translation>Ко всем учётным записям вместе</translation>
    </message>
    <message>
        <source>Longest wait after wrong passwords</source>
        <translation>Самое долгое ожидание после неверных паролей</translation>
    </message>
    <message>
        <source>It doubles from two seconds up to this</source>
        <translation>Удваивается от двух секунд до этого</translation>
    </message>
    <message>
        <source>Size of one file</source>
        <translation>Размер одного файла</translation>
    </message>
    <message>
        <source>Pictures and files that people put into the chat</source>
        <translation>Картинки и файлы, которыми делятся в беседах</translation>
    </message>
    <message>
        <source>Size of all files together</source>
        <translation>Все файлы вместе</translation>
    </message>
    <message>
        <source>When there is no more room, the oldest go</source>
        <translation>Когда места нет, самые старые удаляются</translation>
    </message>
    <message>
        <source>Days that a file is kept</source>
        <translation>Сколько дней хранить файл</translation>
    </message>
    <message>
        <source>0: for as long as there is room</source>
        <translation>0: пока есть место</translation>
    </message>
    <message>
        <source>Time to say a name</source>
        <translation>Время, чтобы назваться</translation>
    </message>
    <message>
        <source>A connection without a name is closed after that</source>
        <translation>Потом безымянное подключение закрывается</translation>
    </message>
    <message>
        <source>Silence before asking</source>
        <translation>Молчание до вопроса</translation>
    </message>
    <message>
        <source>Then the server asks whether somebody is still there</source>
        <translation>Потом сервер спрашивает, есть ли кто на связи</translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation>Время на ответ</translation>
    </message>
    <message>
        <source>Who does not answer counts as gone</source>
        <translation>Без ответа связь считается потерянной</translation>
    </message>
</context>
<context>
    <name>LogBar</name>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Предупреждения</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Найти запись</translation>
    </message>
</context>
<context>
    <name>LogDetail</name>
    <message>
        <source>received: %1</source>
        <translation>получено: %1</translation>
    </message>
    <message>
        <source>sent: %1</source>
        <translation>отправлено: %1</translation>
    </message>
    <message>
        <source>Connection %1</source>
        <translation>Соединение %1</translation>
    </message>
    <message>
        <source>no longer connected</source>
        <translation>уже закрыто</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1, уже %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>принято %1, ушло %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Трафик</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>В очереди</translation>
    </message>
    <message>
        <source>Last IRC lines</source>
        <translation>Последние строки IRC</translation>
    </message>
    <message>
        <source>received</source>
        <translation>получено</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>отправлено</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>Сообщение…</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Отключить…</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Nothing of that kind has happened</source>
        <translation>Ничего такого не было</translation>
    </message>
    <message>
        <source>Other entries are there, but not with this filter.</source>
        <translation>Другие записи есть, но этот отбор их не пропускает.</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Пока ничего не произошло</translation>
    </message>
    <message>
        <source>Who connects, writes and leaves is listed here, line by line.</source>
        <translation>Здесь строка за строкой видно, кто подключается, пишет и уходит.</translation>
    </message>
    <message>
        <source>Live, newest at the bottom</source>
        <translation>Вживую, новое внизу</translation>
    </message>
    <message>
        <source>Paused, nothing new</source>
        <translation>Пауза, нового нет</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Сохранить журнал</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Не сохранено: %1</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Сохранено в %1</translation>
    </message>
    <message>
        <source>Jump to the newest</source>
        <translation>К новым</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
</context>
<context>
    <name>LogText</name>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>Started at %1, port %2</source>
        <translation>Запуск: адрес %1, порт %2</translation>
    </message>
    <message>
        <source>Started in all networks, port %1</source>
        <translation>Запуск во всех сетях, порт %1</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановка</translation>
    </message>
    <message>
        <source>Connected from %1, port %2</source>
        <translation>Подключение с %1, порт %2</translation>
    </message>
    <message>
        <source>Said nothing for a second and got the greeting</source>
        <translation>Секунда молчания: отправлено приветствие</translation>
    </message>
    <message>
        <source>Came in as %1</source>
        <translation>Вход под именем %1</translation>
    </message>
    <message>
        <source>Changed the name from %1 to %2</source>
        <translation>Смена имени: было %1, стало %2</translation>
    </message>
    <message>
        <source>Removed from %1 by %2</source>
        <translation>Исключение из %1 (%2)</translation>
    </message>
    <message>
        <source>Set the topic of %1</source>
        <translation>Новая тема %1</translation>
    </message>
    <message>
        <source>Cleared the topic of %1</source>
        <translation>Тема %1 убрана</translation>
    </message>
    <message>
        <source>Changed the modes of %1: %2</source>
        <translation>Режимы %1: %2</translation>
    </message>
    <message>
        <source>Invited %2 to %1</source>
        <translation>Приглашение в %1 для %2</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Не у экрана</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Снова у экрана</translation>
    </message>
    <message>
        <source>Became a server operator as %1</source>
        <translation>Права оператора сервера: %1</translation>
    </message>
    <message>
        <source>Slow to read: %1 are waiting to be sent</source>
        <translation>Читает медленно: %1 ждут отправки</translation>
    </message>
    <message>
        <source>Left</source>
        <comment>the server</comment>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Closed the connection</source>
        <translation>Соединение закрыто с той стороны</translation>
    </message>
    <message>
        <source>Connection lost: the other side broke it off</source>
        <translation>Связь потеряна: другая сторона оборвала соединение</translation>
    </message>
    <message>
        <source>Connection lost: no answer</source>
        <translation>Связь потеряна: нет ответа</translation>
    </message>
    <message>
        <source>Connection lost: no way through the network</source>
        <translation>Связь потеряна: в сети нет пути</translation>
    </message>
    <message>
        <source>Disconnected for the wrong password</source>
        <translation>Отключение из-за неверного пароля</translation>
    </message>
    <message>
        <source>Left %1</source>
        <comment>a channel</comment>
        <translation>Выход из %1</translation>
    </message>
    <message>
        <source>Wrong password for the operator %1</source>
        <translation>Неверный пароль оператора %1</translation>
    </message>
    <message>
        <source>Wrong server password, not let in</source>
        <translation>Неверный пароль сервера, вход закрыт</translation>
    </message>
    <message>
        <source>Message to all</source>
        <translation>Сообщение всем</translation>
    </message>
    <message>
        <source>A fault inside the program</source>
        <translation>Сбой внутри программы</translation>
    </message>
    <message>
        <source>Sent a line that is too long: refused</source>
        <translation>Слишком длинная строка, не принята</translation>
    </message>
    <message>
        <source>Sent text that is not UTF-8: refused</source>
        <translation>Текст не в UTF-8, не принят</translation>
    </message>
    <message>
        <source>Sent a line with a zero byte: refused</source>
        <translation>Строка с нулевым байтом, не принята</translation>
    </message>
    <message>
        <source>Sent something that is no IRC</source>
        <translation>Прислано что-то, что не похоже на IRC</translation>
    </message>
    <message>
        <source>Sent something that was refused</source>
        <translation>Прислано что-то, что нельзя принять</translation>
    </message>
    <message>
        <source>Connection closed: did not read, too much was waiting</source>
        <translation>Соединение закрыто: программа не читала, очередь переполнилась</translation>
    </message>
    <message>
        <source>Connection closed: sent too much at once</source>
        <translation>Соединение закрыто: слишком много сразу</translation>
    </message>
    <message>
        <source>Connection closed: no name was given in time</source>
        <translation>Соединение закрыто: имя не названо вовремя</translation>
    </message>
    <message>
        <source>Connection lost: no answer for too long</source>
        <translation>Связь потеряна: слишком долго нет ответа</translation>
    </message>
    <message>
        <source>Turned away: the server has no room for more connections</source>
        <translation>Отказ: на сервере нет места для новых подключений</translation>
    </message>
    <message>
        <source>Turned away: too many connections from this address</source>
        <translation>Отказ: слишком много подключений с этого адреса</translation>
    </message>
    <message>
        <source>Turned away: too many connections from this address without a name</source>
        <translation>Отказ: слишком много безымянных подключений с этого адреса</translation>
    </message>
    <message>
        <source>Turned away: too many new connections from this address in a short time</source>
        <translation>Отказ: слишком много новых подключений с этого адреса за короткое время</translation>
    </message>
    <message>
        <source>Turned away: too many connections without a name</source>
        <translation>Отказ: слишком много безымянных подключений</translation>
    </message>
    <message>
        <source>Disconnected: banned</source>
        <translation>Отключение: действует запрет</translation>
    </message>
    <message>
        <source>Asks for too much at once and has to wait</source>
        <translation>Слишком много просьб сразу, приходится подождать</translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation>Запрет: %1</translation>
    </message>
    <message>
        <source>%2 banned %1</source>
        <translation>Запрет: %1 (кем: %2)</translation>
    </message>
    <message>
        <source>Lifted the ban of %1</source>
        <translation>Запрет снят: %1</translation>
    </message>
    <message>
        <source>%2 lifted the ban of %1</source>
        <translation>Запрет снят: %1 (кем: %2)</translation>
    </message>
    <message>
        <source>Nothing is kept beyond this run</source>
        <translation>Ничего не сохранится после остановки</translation>
    </message>
    <message>
        <source>What is said is not being stored</source>
        <translation>Сказанное не сохраняется</translation>
    </message>
    <message>
        <source>What is said is being stored again</source>
        <translation>Сказанное снова сохраняется</translation>
    </message>
    <message>
        <source>The history was damaged; it was set aside, and a new one was begun</source>
        <translation>История оказалась повреждена; она отложена, начата новая</translation>
    </message>
    <message>
        <source>Saved from the damaged history</source>
        <translation>Из повреждённой истории удалось спасти</translation>
    </message>
    <message>
        <source>The history of an older version was brought up to date; its copy</source>
        <translation>История прежней версии обновлена; её копия</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Хранение</translation>
    </message>
    <message>
        <source>written by a newer version</source>
        <translation>записано более новой версией</translation>
    </message>
    <message>
        <source>another server uses the folder</source>
        <translation>папка занята другим сервером</translation>
    </message>
    <message>
        <source>the folder is read-only</source>
        <translation>в папку нельзя писать</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>диск заполнен</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>файл повреждён</translation>
    </message>
    <message>
        <source>the file belongs to another program</source>
        <translation>файл другой программы</translation>
    </message>
    <message>
        <source>Encrypted connection, %1</source>
        <translation>Соединение зашифровано, %1</translation>
    </message>
    <message>
        <source>Encryption could not be agreed on</source>
        <translation>Не удалось договориться о шифровании</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was made</source>
        <translation>Создан сертификат сервера</translation>
    </message>
    <message>
        <source>A certificate was made for this run only</source>
        <translation>Сертификат создан только до остановки</translation>
    </message>
    <message>
        <source>No encryption: the server&apos;s certificate cannot be used</source>
        <translation>Шифрования нет: сертификат сервера не годится</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Шифрование</translation>
    </message>
    <message>
        <source>Renamed %1 to %2</source>
        <translation>Канал %1 переименован в %2</translation>
    </message>
    <message>
        <source>Acted as operator, %1</source>
        <translation>Действие оператора, %1</translation>
    </message>
    <message>
        <source>Again and again, left out of the log: %1 × %2</source>
        <translation>Снова и снова, в журнале пропущено: %1 × %2</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>подключения</translation>
    </message>
    <message>
        <source>connections that ended</source>
        <translation>отключения</translation>
    </message>
    <message>
        <source>arrivals</source>
        <translation>входы</translation>
    </message>
    <message>
        <source>changes of the name</source>
        <translation>смены имени</translation>
    </message>
    <message>
        <source>joined channels</source>
        <translation>входы в каналы</translation>
    </message>
    <message>
        <source>left channels</source>
        <translation>выходы из каналов</translation>
    </message>
    <message>
        <source>changes of the topic</source>
        <translation>смены темы</translation>
    </message>
    <message>
        <source>changes of modes</source>
        <translation>смены режимов</translation>
    </message>
    <message>
        <source>wrong passwords</source>
        <translation>неверные пароли</translation>
    </message>
    <message>
        <source>handshakes of encryption</source>
        <translation>согласования шифрования</translation>
    </message>
    <message>
        <source>other entries</source>
        <translation>другие записи</translation>
    </message>
    <message>
        <source>Disconnected by you</source>
        <translation>Отключение по вашей команде</translation>
    </message>
    <message>
        <source>Connection closed</source>
        <translation>Соединение закрыто</translation>
    </message>
    <message>
        <source>Logged in to the account %1</source>
        <translation>Вход в учётную запись %1</translation>
    </message>
    <message>
        <source>Logged out of the account %1</source>
        <translation>Выход из учётной записи %1</translation>
    </message>
    <message>
        <source>Too many wrong passwords (%1): refused for %2 s</source>
        <translation>Слишком много неверных паролей (%1): отказ на %2 с</translation>
    </message>
    <message>
        <source>Wrong password for the account %1</source>
        <translation>Неверный пароль к учётной записи %1</translation>
    </message>
    <message>
        <source>Disconnected: the same person took the name over from elsewhere</source>
        <translation>Отключение: имя перешло к новому подключению того же человека</translation>
    </message>
    <message>
        <source>New account: %1</source>
        <translation>Новая учётная запись: %1</translation>
    </message>
    <message>
        <source>The account %1 waits for its code: %2</source>
        <translation>Учётная запись %1 ждёт кода: %2</translation>
    </message>
    <message>
        <source>The account %1 is verified</source>
        <translation>Учётная запись %1 подтверждена</translation>
    </message>
    <message>
        <source>New password of the account %1</source>
        <translation>Новый пароль учётной записи %1</translation>
    </message>
    <message>
        <source>Changed certificates of the account %1</source>
        <translation>Другие сертификаты у учётной записи %1</translation>
    </message>
    <message>
        <source>Changed nicknames of the account %1</source>
        <translation>Другие ники у учётной записи %1</translation>
    </message>
    <message>
        <source>Suspended the account %1: %2</source>
        <translation>Учётная запись %1 приостановлена: %2</translation>
    </message>
    <message>
        <source>Restored the account %1</source>
        <translation>Доступ к учётной записи %1 возвращён</translation>
    </message>
    <message>
        <source>Removed the account %1</source>
        <translation>Учётная запись %1 удалена</translation>
    </message>
    <message>
        <source>Changed the account %1</source>
        <translation>Учётная запись %1 изменена</translation>
    </message>
    <message>
        <source>Hand raised</source>
        <translation>Рука поднята</translation>
    </message>
    <message>
        <source>Hand lowered</source>
        <translation>Рука опущена</translation>
    </message>
    <message>
        <source>Class: from now on only the teacher writes</source>
        <translation>Класс: теперь пишет только учитель</translation>
    </message>
    <message>
        <source>Class: everybody may write again</source>
        <translation>Класс: писать снова могут все</translation>
    </message>
    <message>
        <source>Class: no private messages from now on</source>
        <translation>Класс: теперь без личных сообщений</translation>
    </message>
    <message>
        <source>Class: private messages are allowed again</source>
        <translation>Класс: личные сообщения снова разрешены</translation>
    </message>
    <message>
        <source>Class: the room is closed</source>
        <translation>Класс: комната закрыта</translation>
    </message>
    <message>
        <source>Class: the room is open again</source>
        <translation>Класс: комната снова открыта</translation>
    </message>
    <message>
        <source>Class: %1 has the floor</source>
        <translation>Класс: слово у %1</translation>
    </message>
    <message>
        <source>Class: %1 no longer has the floor</source>
        <translation>Класс: слово больше не у %1</translation>
    </message>
    <message>
        <source>Class: %1 is a teacher</source>
        <translation>Класс: %1 ведёт занятие</translation>
    </message>
    <message>
        <source>Class: %1 is no longer a teacher</source>
        <translation>Класс: %1 больше не ведёт занятие</translation>
    </message>
    <message>
        <source>Class: changed</source>
        <translation>Класс: изменение</translation>
    </message>
    <message>
        <source>Turned away: the room is closed</source>
        <translation>Отказ: комната закрыта</translation>
    </message>
</context>
<context>
    <name>MembersView</name>
    <message>
        <source>Send a note…</source>
        <translation>Отправить записку…</translation>
    </message>
    <message>
        <source>No longer leads the channel</source>
        <translation>Больше не ведёт канал</translation>
    </message>
    <message>
        <source>Let them lead the channel</source>
        <translation>Пусть ведёт канал</translation>
    </message>
    <message>
        <source>Take the voice back</source>
        <translation>Забрать голос</translation>
    </message>
    <message>
        <source>Give a voice (may write while it is muted)</source>
        <translation>Дать голос (пишет, когда остальные молчат)</translation>
    </message>
    <message>
        <source>Remove from the channel…</source>
        <translation>Вывести из канала…</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Учётные записи</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Запреты</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Пределы</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Открыть чат</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note to %1</source>
        <translation>Заметка для «%1»</translation>
    </message>
    <message>
        <source>It comes from the server, and nobody else sees it.</source>
        <translation>Она придёт от имени сервера, другие её не увидят.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Не отправлять</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>behind: %1 waiting</source>
        <translation>отстаёт: ждёт %1</translation>
    </message>
    <message>
        <source>no name yet</source>
        <translation>пока без имени</translation>
    </message>
    <message>
        <source>away: %1</source>
        <translation>не у экрана: %1</translation>
    </message>
    <message>
        <source>away</source>
        <translation>не у экрана</translation>
    </message>
    <message>
        <source>online</source>
        <translation>в сети</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>зашифровано</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>на этом компьютере</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>не зашифровано</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Получено</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Name or address</source>
        <translation>Имя или адрес</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всех</translation>
    </message>
    <message>
        <source>People who are connected</source>
        <translation>Подключённые люди</translation>
    </message>
    <message>
        <source>Nobody is here yet</source>
        <translation>Пока никого нет</translation>
    </message>
    <message>
        <source>Tell others the address, or come in first yourself.</source>
        <translation>Сообщите другим адрес или войдите первыми сами.</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Открыть чат</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>Никого не нашлось</translation>
    </message>
    <message>
        <source>No name and no address has these letters in it.</source>
        <translation>Таких букв нет ни в одном имени или адресе.</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Показать всех</translation>
    </message>
    <message>
        <source>Enter: send a note.  Delete: disconnect.  Ctrl+F: find.</source>
        <translation>Enter: отправить заметку.  Delete: отключить.  Ctrl+F: найти.</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>Send a note…</source>
        <translation>Отправить заметку…</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Отключить…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробно…</translation>
    </message>
    <message>
        <source>Show in the log</source>
        <translation>Показать в журнале</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Копировать адрес</translation>
    </message>
    <message>
        <source>No longer operator of the server</source>
        <translation>Больше не оператор сервера</translation>
    </message>
    <message>
        <source>Make operator of the server</source>
        <translation>Сделать оператором сервера</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Запретить вход…</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>not logged in</source>
        <translation>вход не выполнен</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Шифрование</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Полное имя</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Права</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Silent for</source>
        <translation>Молчание</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Получено</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Ждёт отправки</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Send a note…</source>
        <translation>Отправить записку…</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Отключить…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>encrypted (TLS)</source>
        <translation>зашифровано (TLS)</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>не зашифровано</translation>
    </message>
    <message>
        <source>from a browser</source>
        <translation>из браузера</translation>
    </message>
    <message>
        <source>operator of the server</source>
        <translation>оператор сервера</translation>
    </message>
    <message>
        <source>a program (bot)</source>
        <translation>программа (бот)</translation>
    </message>
    <message>
        <source>as everybody</source>
        <translation>как у всех</translation>
    </message>
</context>
<context>
    <name>RowsCard</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не нашлось</translation>
    </message>
    <message>
        <source>No entry has these letters in it.</source>
        <translation>Нет записи с такими буквами.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
</context>
<context>
    <name>ServerWindow</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
    <message>
        <source>Port %1 is taken, so people join at %2.</source>
        <translation>Порт %1 занят, поэтому подключаться надо к порту %2.</translation>
    </message>
    <message>
        <source>all connections are encrypted</source>
        <translation>все соединения зашифрованы</translation>
    </message>
    <message>
        <source>Server · Besedka</source>
        <translation>Сервер · Беседка</translation>
    </message>
</context>
<context>
    <name>ServerWords</name>
    <message>
        <source>B</source>
        <translation>Б</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>КБ</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>ТБ</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 дн</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 ч</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>MM/dd/yyyy</source>
        <comment>a date</comment>
        <translation>dd.MM.yyyy</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>Thank you for connecting</source>
        <translation>Спасибо за подключение</translation>
    </message>
    <message>
        <source>The greeting is too long: shorten it to 200 letters.</source>
        <translation>Слишком длинное приветствие: сократите его до 200 букв.</translation>
    </message>
    <message>
        <source>At most %1 lines fit.</source>
        <translation>Поместится не больше %1 строк.</translation>
    </message>
    <message>
        <source>Line %1 is too long: break it into shorter ones.</source>
        <translation>Строка %1 слишком длинная: разбейте её на короткие.</translation>
    </message>
    <message>
        <source>1 to 65535</source>
        <translation>1–65535</translation>
    </message>
    <message>
        <source>All networks</source>
        <translation>Все сети</translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation>Только этот компьютер</translation>
    </message>
    <message>
        <source>Free on this computer</source>
        <translation>Свободен на этом компьютере</translation>
    </message>
    <message>
        <source>Taken: %1, the next free one, will be used</source>
        <translation>Занят: будет взят следующий свободный, %1</translation>
    </message>
    <message>
        <source>Needs administrator rights: choose one from 1024 on</source>
        <translation>Нужны права администратора: выберите от 1024</translation>
    </message>
    <message>
        <source>Taken, and so are the next 20: choose another</source>
        <translation>Занят, и следующие 20 тоже: выберите другой</translation>
    </message>
    <message>
        <source>This computer has left that network: choose another</source>
        <translation>Компьютер уже не в той сети: выберите другую</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>How others see it</source>
        <translation>Так его видят другие</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Where people come from</source>
        <translation>Откуда приходят люди</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Порт</translation>
    </message>
    <message>
        <source>The door number</source>
        <translation>Номер двери</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Leave empty for a class</source>
        <translation>Для урока не нужен</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>Приветствие</translation>
    </message>
    <message>
        <source>What a program reads that only connects</source>
        <translation>Его читает программа, которая лишь подключилась</translation>
    </message>
    <message>
        <source>Message of the day</source>
        <translation>Сообщение дня</translation>
    </message>
    <message>
        <source>What people read when they join</source>
        <translation>Его читают при входе</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>Без пароля</translation>
    </message>
    <message>
        <source>No greeting</source>
        <translation>Без приветствия</translation>
    </message>
    <message>
        <source>No message</source>
        <translation>Без сообщения</translation>
    </message>
</context>
<context>
    <name>StartMore</name>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Такого файла нет.</translation>
    </message>
    <message>
        <source>A key needs its certificate.</source>
        <translation>Ключу нужен его сертификат.</translation>
    </message>
    <message>
        <source>This is not a whole path of a folder.</source>
        <translation>Это не полный путь к папке.</translation>
    </message>
    <message>
        <source>More: history, encryption, data</source>
        <translation>Ещё: история, шифрование, данные</translation>
    </message>
    <message>
        <source>Keep what is said</source>
        <translation>Хранить сказанное</translation>
    </message>
    <message>
        <source>Whoever comes late can read it; it stays on this computer</source>
        <translation>Пришедшие позже смогут прочитать; всё остаётся на этом компьютере</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>Свой сертификат</translation>
    </message>
    <message>
        <source>A PEM file. Empty: the server makes one itself. Encrypted connections come to the same port.</source>
        <translation>Файл PEM. Пусто: сервер сделает сертификат сам. Шифрованные подключения приходят на тот же порт.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Его ключ</translation>
    </message>
    <message>
        <source>Empty: it is in the file of the certificate</source>
        <translation>Пусто: он в файле сертификата</translation>
    </message>
    <message>
        <source>Folder for the data</source>
        <translation>Папка для данных</translation>
    </message>
    <message>
        <source>History, accounts and bans</source>
        <translation>История, учётные записи и запреты</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>People in this network can join %1 at once, by its address. Nothing below has to be changed.</source>
        <translation>Люди в этой сети смогут сразу войти в %1 по адресу. Менять ниже ничего не нужно.</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>Всё готово к запуску</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Запустить сервер</translation>
    </message>
</context>
<context>
    <name>StartPreview</name>
    <message>
        <source>What people will see</source>
        <translation>Что увидят люди</translation>
    </message>
    <message>
        <source>The moment they join</source>
        <translation>Сразу после входа</translation>
    </message>
    <message>
        <source>Asks for the password</source>
        <translation>Просит пароль</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>Без пароля</translation>
    </message>
    <message>
        <source>Even in a program of five lines</source>
        <translation>Даже в программе из пяти строк</translation>
    </message>
    <message>
        <source>(nothing: the greeting is empty)</source>
        <translation>(ничего: приветствие пустое)</translation>
    </message>
    <message>
        <source>Windows may ask about the firewall once. Choose “Allow”.</source>
        <translation>Windows может один раз спросить о брандмауэре. Выберите «Разрешить».</translation>
    </message>
    <message>
        <source>If others cannot join, let port %1 through the firewall of this computer.</source>
        <translation>Если другим не удаётся войти, разрешите порт %1 в брандмауэре этого компьютера.</translation>
    </message>
</context>
<context>
    <name>StateHeader</name>
    <message>
        <source>Message to all…</source>
        <translation>Сообщение всем…</translation>
    </message>
    <message>
        <source>Write to everybody who is connected</source>
        <translation>Написать всем подключённым</translation>
    </message>
    <message>
        <source>Greeting…</source>
        <translation>Приветствие…</translation>
    </message>
    <message>
        <source>Change the greeting and the message of the day</source>
        <translation>Изменить приветствие и сообщение дня</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Остановить сервер</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Запустить</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Запустить сервер</translation>
    </message>
    <message>
        <source>Server is running</source>
        <translation>Сервер работает</translation>
    </message>
    <message>
        <source>Server is starting…</source>
        <translation>Сервер запускается…</translation>
    </message>
    <message>
        <source>Server is stopping…</source>
        <translation>Сервер останавливается…</translation>
    </message>
    <message>
        <source>Server is stopped</source>
        <translation>Сервер остановлен</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>accounts</source>
        <translation>учётные записи</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>настройки</translation>
    </message>
    <message>
        <source>messages and events</source>
        <translation>сообщения и события</translation>
    </message>
    <message>
        <source>The history was damaged. It was set aside as %1, and a new one was begun.</source>
        <translation>История была повреждена. Она отложена как %1, начата новая.</translation>
    </message>
    <message>
        <source>From the damaged history this was saved: %2.</source>
        <translation>Из повреждённой истории спасено: %2.</translation>
    </message>
    <message>
        <source>The history of an older version was brought up to date; a copy is %1.</source>
        <translation>История прежней версии переведена в новый вид; копия: %1.</translation>
    </message>
    <message>
        <source>The chat goes on without history.</source>
        <translation>Разговор продолжается без истории.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Besedka and is left as it is: use that version, or choose another folder.</source>
        <translation>%1 записан более новой версией «Беседки» и не тронут: возьмите ту версию или выберите другую папку.</translation>
    </message>
    <message>
        <source>Another server keeps its data in %1: choose another folder.</source>
        <translation>В %1 хранит данные другой сервер: выберите другую папку.</translation>
    </message>
    <message>
        <source>Nothing may be written in %1: choose a folder that you may write to.</source>
        <translation>В %1 нельзя писать: выберите папку, в которую можно.</translation>
    </message>
    <message>
        <source>The disk with %1 is full: free some room.</source>
        <translation>Диск с %1 заполнен: освободите место.</translation>
    </message>
    <message>
        <source>%1 is damaged: it is set aside when the server is started again.</source>
        <translation>%1 повреждён: его отложит следующий запуск сервера.</translation>
    </message>
    <message>
        <source>%1 belongs to another program: choose another folder.</source>
        <translation>%1 принадлежит другой программе: выберите другую папку.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>%1 нельзя использовать: %2.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
</context>
<context>
    <name>TextsDialog</name>
    <message>
        <source>Greeting and message of the day</source>
        <translation>Приветствие и сообщение дня</translation>
    </message>
    <message>
        <source>Whoever connects from now on reads the new words.</source>
        <translation>Новые слова увидят все, кто подключится с этого момента.</translation>
    </message>
    <message>
        <source>Greeting: what a program reads that only connects</source>
        <translation>Приветствие: его читает программа, которая лишь подключилась</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>Приветствие</translation>
    </message>
    <message>
        <source>No greeting</source>
        <translation>Без приветствия</translation>
    </message>
    <message>
        <source>Message of the day: what people read when they join</source>
        <translation>Сообщение дня: его читают при входе</translation>
    </message>
    <message>
        <source>Message of the day</source>
        <translation>Сообщение дня</translation>
    </message>
    <message>
        <source>No message</source>
        <translation>Без сообщения</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
</context>
</TS>
