<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AccountState</name>
    <message>
        <source>Account: %1</source>
        <translation>Учётная запись: %1</translation>
    </message>
    <message>
        <source>Log in to an account…</source>
        <translation>Войти в учётную запись…</translation>
    </message>
    <message>
        <source>Make an account…</source>
        <translation>Создать учётную запись…</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Type the key.</source>
        <translation>Введите ключ.</translation>
    </message>
    <message>
        <source>Type a nickname.</source>
        <translation>Введите ник.</translation>
    </message>
    <message>
        <source>Write a word or two for the others.</source>
        <translation>Напишите пару слов для остальных.</translation>
    </message>
    <message>
        <source>This needs a connection, and there is none now.</source>
        <translation>Для этого нужно соединение, а сейчас его нет.</translation>
    </message>
</context>
<context>
    <name>AddressDialog</name>
    <message>
        <source>Another address</source>
        <translation>Другой адрес</translation>
    </message>
    <message>
        <source>It stands in the server&apos;s window, for example 192.168.1.10:6667.</source>
        <translation>Он написан в окне сервера, например 192.168.1.10:6667.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
</context>
<context>
    <name>AnotherServerDialog</name>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Another server in this window</source>
        <translation>Ещё один сервер в этом окне</translation>
    </message>
    <message>
        <source>The servers stand side by side at the left. Ctrl+1, Ctrl+2… show them.</source>
        <translation>Серверы стоят слева, один под другим. Между ними переключают Ctrl+1, Ctrl+2…</translation>
    </message>
    <message>
        <source>Address, for example 192.168.1.10:6667</source>
        <translation>Адрес, например 192.168.1.10:6667</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
</context>
<context>
    <name>Arrange</name>
    <message>
        <source>Mark as read</source>
        <translation>Отметить прочитанным</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Открепить</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>Закрепить наверху</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Включить звук</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Без звука</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Ниже</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>AutoAway</name>
    <message>
        <source>Not at the computer</source>
        <translation>Не за компьютером</translation>
    </message>
</context>
<context>
    <name>AwayDialog</name>
    <message>
        <source>Back soon</source>
        <translation>Скоро вернусь</translation>
    </message>
    <message>
        <source>Mark yourself as away</source>
        <translation>Отметить, что вас нет</translation>
    </message>
    <message>
        <source>Whoever writes to you gets this line.</source>
        <translation>Эту строку получит каждый, кто вам напишет.</translation>
    </message>
    <message>
        <source>What should others know?</source>
        <translation>Что передать остальным?</translation>
    </message>
    <message>
        <source>I am away</source>
        <translation>Меня нет</translation>
    </message>
</context>
<context>
    <name>BouncerBanner</name>
    <message>
        <source>Connect it</source>
        <translation>Подключить его</translation>
    </message>
    <message>
        <source>The bouncer has no connection to the server just now. What you write is kept and sent in order when it is back.</source>
        <translation>У баунсера сейчас нет связи с сервером. Что вы напишете, сохранится и уйдёт по порядку, когда связь вернётся.</translation>
    </message>
</context>
<context>
    <name>ChannelModes</name>
    <message>
        <source>Mode %1</source>
        <translation>Режим %1</translation>
    </message>
    <message>
        <source>This server has a meaning of its own for it.</source>
        <translation>Что он значит, решает сам сервер.</translation>
    </message>
    <message>
        <source>Only with an invitation</source>
        <translation>Только по приглашению</translation>
    </message>
    <message>
        <source>Nobody comes in who was not invited.</source>
        <translation>Без приглашения никто не войдёт.</translation>
    </message>
    <message>
        <source>Only some may write</source>
        <translation>Пишут не все</translation>
    </message>
    <message>
        <source>Those who lead or help, and those who were given a voice.</source>
        <translation>Только ведущие, помощники и те, кому дали голос.</translation>
    </message>
    <message>
        <source>Nothing from outside</source>
        <translation>Без сообщений снаружи</translation>
    </message>
    <message>
        <source>Only those who are in the channel can write to it.</source>
        <translation>Писать в канал могут только те, кто в нём.</translation>
    </message>
    <message>
        <source>The topic is for those who lead</source>
        <translation>Тему меняют ведущие</translation>
    </message>
    <message>
        <source>Others can read it, not change it.</source>
        <translation>Остальные её видят, но не меняют.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Тайный</translation>
    </message>
    <message>
        <source>It stands in no list, and nobody outside sees who is here.</source>
        <translation>Его нет в списках, и снаружи не видно, кто здесь.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Скрытый</translation>
    </message>
    <message>
        <source>It does not stand in the list of channels.</source>
        <translation>Его нет в списке каналов.</translation>
    </message>
    <message>
        <source>No colours</source>
        <translation>Без цветов</translation>
    </message>
    <message>
        <source>Colours and bold letters are taken out, or refused.</source>
        <translation>Цвета и жирные буквы убираются или не принимаются.</translation>
    </message>
    <message>
        <source>No requests between programs</source>
        <translation>Без запросов между программами</translation>
    </message>
    <message>
        <source>CTCP is refused, except for “/me”.</source>
        <translation>CTCP не принимается, кроме «/me».</translation>
    </message>
    <message>
        <source>Everybody may invite</source>
        <translation>Приглашать могут все</translation>
    </message>
    <message>
        <source>Not only those who lead.</source>
        <translation>А не только ведущие.</translation>
    </message>
    <message>
        <source>Quiet coming</source>
        <translation>Тихий вход</translation>
    </message>
    <message>
        <source>Who has come is seen from the first message on.</source>
        <translation>Вошедшего видят с первого его сообщения.</translation>
    </message>
    <message>
        <source>No swearing</source>
        <translation>Без ругани</translation>
    </message>
    <message>
        <source>Words that the server forbids are taken out, or refused.</source>
        <translation>Запрещённые сервером слова вырезаются или не принимаются.</translation>
    </message>
    <message>
        <source>Colours are taken out</source>
        <translation>Цвета убираются</translation>
    </message>
    <message>
        <source>What is written arrives without colours and bold letters.</source>
        <translation>Написанное приходит без цветов и жирного шрифта.</translation>
    </message>
    <message>
        <source>No knocking</source>
        <translation>Не стучаться</translation>
    </message>
    <message>
        <source>Nobody can ask from outside to be let in.</source>
        <translation>Снаружи нельзя попросить, чтобы впустили.</translation>
    </message>
    <message>
        <source>Writing needs an account</source>
        <translation>Писать только с учётной записью</translation>
    </message>
    <message>
        <source>Only those who are logged in may write.</source>
        <translation>Пишут только вошедшие в учётную запись.</translation>
    </message>
    <message>
        <source>Coming in needs an account</source>
        <translation>Входить только с учётной записью</translation>
    </message>
    <message>
        <source>Only those who are logged in may join.</source>
        <translation>Входят только вошедшие в учётную запись.</translation>
    </message>
    <message>
        <source>Names stay</source>
        <translation>Ники не меняются</translation>
    </message>
    <message>
        <source>Nobody may change the nickname while here.</source>
        <translation>Пока вы здесь, ник сменить нельзя.</translation>
    </message>
    <message>
        <source>No notices</source>
        <translation>Без уведомлений</translation>
    </message>
    <message>
        <source>Notices to the channel are refused.</source>
        <translation>Уведомления (NOTICE) в канал не принимаются.</translation>
    </message>
    <message>
        <source>Questions go to those who lead</source>
        <translation>Вопросы видят ведущие</translation>
    </message>
    <message>
        <source>What the others write is read by those who lead only.</source>
        <translation>Что пишут остальные, читают только ведущие.</translation>
    </message>
    <message>
        <source>Only those who lead or speak are seen</source>
        <translation>Видны только ведущие и говорящие</translation>
    </message>
    <message>
        <source>The others do not see each other in the list.</source>
        <translation>Остальные не видят друг друга в списке.</translation>
    </message>
    <message>
        <source>Only encrypted</source>
        <translation>Только с шифрованием</translation>
    </message>
    <message>
        <source>Nobody comes in without an encrypted connection.</source>
        <translation>Без шифрования никто не войдёт.</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>Истории</translation>
    </message>
    <message>
        <source>One may speak for the characters of a story.</source>
        <translation>Можно говорить за героев истории.</translation>
    </message>
    <message>
        <source>Nobody is removed</source>
        <translation>Никого не удаляют</translation>
    </message>
    <message>
        <source>Removing people is refused, also to those who lead.</source>
        <translation>Удалять людей нельзя даже ведущим.</translation>
    </message>
    <message>
        <source>No invitations</source>
        <translation>Без приглашений</translation>
    </message>
    <message>
        <source>Inviting is refused.</source>
        <translation>Приглашать нельзя.</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Зарегистрирован</translation>
    </message>
    <message>
        <source>The channel belongs to an account.</source>
        <translation>У канала есть владелец с учётной записью.</translation>
    </message>
    <message>
        <source>Permanent</source>
        <translation>Постоянный</translation>
    </message>
    <message>
        <source>The channel stays when the last one leaves.</source>
        <translation>Канал остаётся, когда выйдет последний.</translation>
    </message>
    <message>
        <source>For those who run the server</source>
        <translation>Для управляющих сервером</translation>
    </message>
    <message>
        <source>Nobody else comes in.</source>
        <translation>Больше никто не войдёт.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <source>A word that one needs to come in.</source>
        <translation>Слово, без которого не войти.</translation>
    </message>
    <message>
        <source>Most people</source>
        <translation>Сколько людей самое большее</translation>
    </message>
    <message>
        <source>When so many are here, nobody else comes in.</source>
        <translation>Когда столько собралось, больше никто не войдёт.</translation>
    </message>
    <message>
        <source>Not too much at once</source>
        <translation>Не слишком много сразу</translation>
    </message>
    <message>
        <source>How many lines in how many seconds, as 5:10.</source>
        <translation>Сколько строк за сколько секунд, например 5:10.</translation>
    </message>
    <message>
        <source>Not too many new names</source>
        <translation>Не слишком много смен ника</translation>
    </message>
    <message>
        <source>How many changes of nicknames in seconds, as 5:10.</source>
        <translation>Сколько смен ника за сколько секунд, например 5:10.</translation>
    </message>
    <message>
        <source>Wait after a removal</source>
        <translation>Пауза после удаления</translation>
    </message>
    <message>
        <source>So many seconds nobody who was removed comes back.</source>
        <translation>Столько секунд удалённый не может вернуться.</translation>
    </message>
    <message>
        <source>Tell what was said before</source>
        <translation>Показывать сказанное раньше</translation>
    </message>
    <message>
        <source>How many messages to whoever comes, as 20:1h.</source>
        <translation>Сколько сообщений увидит вошедший, например 20:1h.</translation>
    </message>
    <message>
        <source>No shouting</source>
        <translation>Без крика</translation>
    </message>
    <message>
        <source>What becomes of capital letters, as block:10:60.</source>
        <translation>Что делать с прописными буквами, например block:10:60.</translation>
    </message>
    <message>
        <source>Listen first</source>
        <translation>Сначала послушать</translation>
    </message>
    <message>
        <source>So many seconds whoever comes cannot write.</source>
        <translation>Столько секунд вошедший не может писать.</translation>
    </message>
    <message>
        <source>No repetitions</source>
        <translation>Без повторов</translation>
    </message>
    <message>
        <source>How many equal lines are too many, as 3.</source>
        <translation>Сколько одинаковых строк — уже слишком, например 3.</translation>
    </message>
    <message>
        <source>Send the others to</source>
        <translation>Куда отправлять остальных</translation>
    </message>
    <message>
        <source>A channel for those who cannot come in here.</source>
        <translation>Канал для тех, кто сюда не попал.</translation>
    </message>
    <message>
        <source>Not too many at once</source>
        <translation>Не все сразу</translation>
    </message>
    <message>
        <source>How many may come in how many seconds, as 5:10.</source>
        <translation>Сколько человек за сколько секунд, например 5:10.</translation>
    </message>
    <message>
        <source>Kept out</source>
        <translation>Не пускать</translation>
    </message>
    <message>
        <source>These people cannot come in, and cannot write.</source>
        <translation>Эти люди не войдут и не смогут писать.</translation>
    </message>
    <message>
        <source>In spite of that</source>
        <translation>Исключения</translation>
    </message>
    <message>
        <source>These come in although they are kept out.</source>
        <translation>Этих пускают, хотя запрет их касается.</translation>
    </message>
    <message>
        <source>Always invited</source>
        <translation>Без приглашения</translation>
    </message>
    <message>
        <source>These need no invitation where one is needed.</source>
        <translation>Этим приглашение не нужно, даже если канал по приглашениям.</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Молчат</translation>
    </message>
    <message>
        <source>These may be here, and cannot write.</source>
        <translation>Эти могут быть здесь, но не писать.</translation>
    </message>
    <message>
        <source>Status at once</source>
        <translation>Права сразу</translation>
    </message>
    <message>
        <source>Who leads or speaks on coming in, as o:anna!*@*.</source>
        <translation>Кто при входе получает права или голос, например o:anna!*@*.</translation>
    </message>
    <message>
        <source>Unwanted words</source>
        <translation>Ненужные слова</translation>
    </message>
    <message>
        <source>Messages with these are refused; * is any text.</source>
        <translation>Сообщения с ними не принимаются; * — любой текст.</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Исключения</translation>
    </message>
    <message>
        <source>Which rule does not hold for whom, as flood:v.</source>
        <translation>Какое правило на кого не действует, например flood:v.</translation>
    </message>
    <message>
        <source>List %1</source>
        <translation>Список %1</translation>
    </message>
    <message>
        <source>Owns the channel</source>
        <translation>Владеет каналом</translation>
    </message>
    <message>
        <source>Leads, protected</source>
        <translation>Ведёт, под защитой</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Ведёт</translation>
    </message>
    <message>
        <source>Helps to lead</source>
        <translation>Помогает вести</translation>
    </message>
    <message>
        <source>May always write</source>
        <translation>Может писать всегда</translation>
    </message>
    <message>
        <source>Takes part</source>
        <translation>Участвует</translation>
    </message>
    <message>
        <source>Status %1</source>
        <translation>Статус %1</translation>
    </message>
</context>
<context>
    <name>ChannelSettings</name>
    <message>
        <source>There is no connection: this is as it was, and cannot be changed now.</source>
        <translation>Связи нет: показано, как было, изменить сейчас нельзя.</translation>
    </message>
    <message>
        <source>Only those who lead the channel can change this. You can look.</source>
        <translation>Менять это могут только ведущие канала. Вам можно смотреть.</translation>
    </message>
    <message>
        <source>Changes take effect at once, for everybody.</source>
        <translation>Изменения действуют сразу и для всех.</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>Настройки %1</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Разделы настроек</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Общее</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Kept out</source>
        <translation>Не пускать</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>ClassBanner</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Присоединиться</translation>
    </message>
    <message>
        <source>%1 opens the lesson “%2” in %3.</source>
        <translation>%1 открывает урок «%2» в %3.</translation>
    </message>
    <message>
        <source>%1 opens the lesson “%2”, which this computer does not have. Follow it on the teacher&apos;s screen, or ask for its folder.</source>
        <translation>%1 открывает урок «%2», а на этом компьютере его нет. Следите за экраном учителя или попросите у него папку урока.</translation>
    </message>
    <message>
        <source>A class is led here by a newer Besedka than this one. Update this program to take part.</source>
        <translation>Урок здесь ведёт более новая «Беседка». Обновите программу, чтобы участвовать.</translation>
    </message>
    <message>
        <source>A class is led here by an older Besedka than this one. The teacher has to update.</source>
        <translation>Урок здесь ведёт более старая «Беседка». Обновить её должен учитель.</translation>
    </message>
</context>
<context>
    <name>ClassState</name>
    <message>
        <source>You have the floor: everybody reads what you write.</source>
        <translation>Вам дали слово: все прочтут, что вы напишете.</translation>
    </message>
    <message>
        <source>Only the teacher writes. Your hand is up.</source>
        <translation>Пишет только учитель. Ваша рука поднята.</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Опустить руку</translation>
    </message>
    <message>
        <source>Only the teacher writes. Raise a hand to ask for the floor.</source>
        <translation>Пишет только учитель. Поднимите руку, чтобы попросить слово.</translation>
    </message>
    <message>
        <source>Raise a hand</source>
        <translation>Поднять руку</translation>
    </message>
    <message>
        <source>No private messages now: only the teacher can be written to.</source>
        <translation>Личные сообщения сейчас закрыты: написать можно только учителю.</translation>
    </message>
    <message>
        <source>The room is closed: nobody new comes in. You may leave and come back.</source>
        <translation>Комната закрыта: новые не войдут. Вы можете выйти и вернуться.</translation>
    </message>
    <message>
        <source>Raised hands: %1</source>
        <translation>Подняты руки: %1</translation>
    </message>
    <message>
        <source>Only you write: the others read.</source>
        <translation>Пишете только вы: остальные читают.</translation>
    </message>
</context>
<context>
    <name>ClientCounts</name>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n новое сообщение</numerusform>
            <numerusform>%n новых сообщения</numerusform>
            <numerusform>%n новых сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 joined</source>
        <translation>
            <numerusform>Теперь в канале %1</numerusform>
            <numerusform>Вошли %1</numerusform>
            <numerusform>Вошли %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 left</source>
        <translation>
            <numerusform>Больше не в канале %1</numerusform>
            <numerusform>Вышли %1</numerusform>
            <numerusform>Вышли %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 came back</source>
        <translation>
            <numerusform>Снова в канале %1</numerusform>
            <numerusform>Вернулись %1</numerusform>
            <numerusform>Вернулись %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 came and went</source>
        <translation>
            <numerusform>Ненадолго в канале %1</numerusform>
            <numerusform>Зашли и вышли %1</numerusform>
            <numerusform>Зашли и вышли %1</numerusform>
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
        <source>%n more changes</source>
        <translation>
            <numerusform>ещё %n изменение</numerusform>
            <numerusform>ещё %n изменения</numerusform>
            <numerusform>ещё %n изменений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new names</source>
        <translation>
            <numerusform>%n новый ник</numerusform>
            <numerusform>%n новых ника</numerusform>
            <numerusform>%n новых ников</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Messages of about %n days are missing here.</source>
        <translation>
            <numerusform>Здесь не хватает сообщений примерно за %n день.</numerusform>
            <numerusform>Здесь не хватает сообщений примерно за %n дня.</numerusform>
            <numerusform>Здесь не хватает сообщений примерно за %n дней.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Messages of about %n hours are missing here.</source>
        <translation>
            <numerusform>Здесь не хватает сообщений примерно за %n час.</numerusform>
            <numerusform>Здесь не хватает сообщений примерно за %n часа.</numerusform>
            <numerusform>Здесь не хватает сообщений примерно за %n часов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n человек</numerusform>
            <numerusform>%n человека</numerusform>
            <numerusform>%n человек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n канал</numerusform>
            <numerusform>%n канала</numerusform>
            <numerusform>%n каналов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels on this server</source>
        <translation>
            <numerusform>На этом сервере %n канал</numerusform>
            <numerusform>На этом сервере %n канала</numerusform>
            <numerusform>На этом сервере %n каналов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in “Go to…”</source>
        <translation>
            <numerusform>Ещё %n – через «Перейти…»</numerusform>
            <numerusform>Ещё %n – через «Перейти…»</numerusform>
            <numerusform>Ещё %n – через «Перейти…»</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n commands</source>
        <translation>
            <numerusform>%1 из %n команды</numerusform>
            <numerusform>%1 из %n команд</numerusform>
            <numerusform>%1 из %n команд</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lead(s)</source>
        <translation>
            <numerusform>Ведёт</numerusform>
            <numerusform>Ведут</numerusform>
            <numerusform>Ведут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand(s) raised</source>
        <translation>
            <numerusform>Рука поднята</numerusform>
            <numerusform>Руки подняты</numerusform>
            <numerusform>Руки подняты</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n непрочитанное</numerusform>
            <numerusform>%n непрочитанных</numerusform>
            <numerusform>%n непрочитанных</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mentions</source>
        <translation>
            <numerusform>%n упоминание</numerusform>
            <numerusform>%n упоминания</numerusform>
            <numerusform>%n упоминаний</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages waiting</source>
        <translation>
            <numerusform>%n сообщение ждёт</numerusform>
            <numerusform>%n сообщения ждут</numerusform>
            <numerusform>%n сообщений ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are not sent yet</source>
        <translation>
            <numerusform>%n сообщение ещё не отправлено</numerusform>
            <numerusform>%n сообщения ещё не отправлены</numerusform>
            <numerusform>%n сообщений ещё не отправлены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines, each a message of its own. Enter again sends them.</source>
        <translation>
            <numerusform>%n строка отдельным сообщением. Ещё раз Enter, чтобы отправить.</numerusform>
            <numerusform>%n строки, каждая отдельным сообщением. Ещё раз Enter, чтобы отправить.</numerusform>
            <numerusform>%n строк, каждая отдельным сообщением. Ещё раз Enter, чтобы отправить.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n people</source>
        <translation>
            <numerusform>Отправить %n человеку</numerusform>
            <numerusform>Отправить %n людям</numerusform>
            <numerusform>Отправить %n людям</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n с</numerusform>
            <numerusform>%n с</numerusform>
            <numerusform>%n с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n s</source>
        <translation>
            <numerusform>Повтор через %n с</numerusform>
            <numerusform>Повтор через %n с</numerusform>
            <numerusform>Повтор через %n с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n минуту назад</numerusform>
            <numerusform>%n минуты назад</numerusform>
            <numerusform>%n минут назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n час назад</numerusform>
            <numerusform>%n часа назад</numerusform>
            <numerusform>%n часов назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n день назад</numerusform>
            <numerusform>%n дня назад</numerusform>
            <numerusform>%n дней назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A nickname has at most %n characters here.</source>
        <translation>
            <numerusform>В нике здесь не больше %n символа.</numerusform>
            <numerusform>В нике здесь не больше %n символов.</numerusform>
            <numerusform>В нике здесь не больше %n символов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The name of a channel has at most %n characters here.</source>
        <translation>
            <numerusform>В названии канала здесь не больше %n символа.</numerusform>
            <numerusform>В названии канала здесь не больше %n символов.</numerusform>
            <numerusform>В названии канала здесь не больше %n символов.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientMenus</name>
    <message>
        <source>Search in all conversations…</source>
        <translation>Искать во всех беседах…</translation>
    </message>
    <message>
        <source>Mark everything as read</source>
        <translation>Отметить всё прочитанным</translation>
    </message>
    <message>
        <source>Encryption and key…</source>
        <translation>Шифрование и ключ…</translation>
    </message>
    <message>
        <source>Lines of the connection</source>
        <translation>Строки соединения</translation>
    </message>
    <message>
        <source>Move this server up</source>
        <translation>Поднять этот сервер</translation>
    </message>
    <message>
        <source>Move this server down</source>
        <translation>Опустить этот сервер</translation>
    </message>
    <message>
        <source>Another server…</source>
        <translation>Ещё один сервер…</translation>
    </message>
    <message>
        <source>Close this server</source>
        <translation>Закрыть этот сервер</translation>
    </message>
    <message>
        <source>Start window</source>
        <translation>Начальное окно</translation>
    </message>
</context>
<context>
    <name>ClientWindow</name>
    <message>
        <source>There is no command /%1.</source>
        <translation>Команды /%1 нет.</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>They wait for the connection. If you close the window now, they are lost.</source>
        <translation>Они ждут соединения. Если закрыть окно сейчас, они пропадут.</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Закрыть без отправки</translation>
    </message>
    <message>
        <source>Keep waiting</source>
        <translation>Подождать</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Width of the list of conversations</source>
        <translation>Ширина списка бесед</translation>
    </message>
    <message>
        <source>Width of the list of people</source>
        <translation>Ширина списка людей</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Join a channel, or open a new one</source>
        <translation>Войти в канал или создать</translation>
    </message>
    <message>
        <source>Leave a channel</source>
        <translation>Выйти из канала</translation>
    </message>
    <message>
        <source>Write to one person, in private</source>
        <translation>Написать человеку лично</translation>
    </message>
    <message>
        <source>Open a private conversation</source>
        <translation>Открыть личную переписку</translation>
    </message>
    <message>
        <source>Say what you are doing</source>
        <translation>Сказать, что вы делаете</translation>
    </message>
    <message>
        <source>Change your nickname</source>
        <translation>Сменить ник</translation>
    </message>
    <message>
        <source>Look at or change the topic</source>
        <translation>Узнать или сменить тему</translation>
    </message>
    <message>
        <source>Remove somebody from the channel</source>
        <translation>Удалить из канала</translation>
    </message>
    <message>
        <source>Invite somebody to a channel</source>
        <translation>Пригласить человека в канал</translation>
    </message>
    <message>
        <source>Look at or change modes</source>
        <translation>Посмотреть или сменить режимы</translation>
    </message>
    <message>
        <source>Let somebody lead the channel</source>
        <translation>Сделать человека ведущим канала</translation>
    </message>
    <message>
        <source>Let somebody lead the channel no longer</source>
        <translation>Снять с человека роль ведущего</translation>
    </message>
    <message>
        <source>Let somebody speak in a quiet channel</source>
        <translation>Дать голос в тихом канале</translation>
    </message>
    <message>
        <source>Take the right to speak back</source>
        <translation>Забрать право голоса</translation>
    </message>
    <message>
        <source>Keep somebody out of the channel</source>
        <translation>Не пускать человека в канал</translation>
    </message>
    <message>
        <source>Let somebody in again</source>
        <translation>Снова пускать человека</translation>
    </message>
    <message>
        <source>Tell others that you are away</source>
        <translation>Сообщить, что вас нет на месте</translation>
    </message>
    <message>
        <source>Tell others that you are back</source>
        <translation>Сообщить, что вы снова здесь</translation>
    </message>
    <message>
        <source>Remove somebody and keep them out</source>
        <translation>Удалить человека и больше не пускать</translation>
    </message>
    <message>
        <source>Look at who somebody is</source>
        <translation>Посмотреть, кто это</translation>
    </message>
    <message>
        <source>Look at who somebody was who has left</source>
        <translation>Посмотреть, кем был ушедший человек</translation>
    </message>
    <message>
        <source>List the people of a channel or a mask, with their hosts</source>
        <translation>Перечислить людей канала или маски с их адресами</translation>
    </message>
    <message>
        <source>Hear nothing of somebody, or list whom you ignore</source>
        <translation>Не видеть сообщений человека или показать, кого вы не видите</translation>
    </message>
    <message>
        <source>Hear somebody again</source>
        <translation>Снова видеть сообщения человека</translation>
    </message>
    <message>
        <source>Be told when somebody comes and goes, or list whom</source>
        <translation>Узнавать, когда кто-то приходит и уходит, или показать список</translation>
    </message>
    <message>
        <source>Be told about somebody no longer</source>
        <translation>Больше не узнавать о ком-то</translation>
    </message>
    <message>
        <source>Measure how long a message to somebody takes</source>
        <translation>Измерить, за сколько доходит сообщение до человека</translation>
    </message>
    <message>
        <source>Ask somebody’s program: VERSION, TIME, PING…</source>
        <translation>Спросить программу человека: VERSION, TIME, PING…</translation>
    </message>
    <message>
        <source>Ask to be let into a channel that is closed</source>
        <translation>Попросить впустить в закрытый канал</translation>
    </message>
    <message>
        <source>Tell NickServ something: your account</source>
        <translation>Написать NickServ: об учётной записи</translation>
    </message>
    <message>
        <source>Tell ChanServ something: registered channels</source>
        <translation>Написать ChanServ: о зарегистрированных каналах</translation>
    </message>
    <message>
        <source>Take the rights of those who run the server</source>
        <translation>Получить права тех, кто ведёт сервер</translation>
    </message>
    <message>
        <source>Look at the channels of the server</source>
        <translation>Посмотреть каналы сервера</translation>
    </message>
    <message>
        <source>Look at who is in the channel</source>
        <translation>Посмотреть, кто в канале</translation>
    </message>
    <message>
        <source>Send a notice, which no program answers</source>
        <translation>Отправить уведомление: программы на него не отвечают</translation>
    </message>
    <message>
        <source>Say goodbye and disconnect</source>
        <translation>Попрощаться и отключиться</translation>
    </message>
    <message>
        <source>Send a line to the server as it stands</source>
        <translation>Отправить серверу строку как есть</translation>
    </message>
    <message>
        <source>Raise your hand in a class, or take it down</source>
        <translation>Поднять руку в классе или опустить</translation>
    </message>
    <message>
        <source>Read the server&apos;s message of the day</source>
        <translation>Прочитать сообщение дня</translation>
    </message>
    <message>
        <source>Ask which program the server is</source>
        <translation>Спросить, что за программа на сервере</translation>
    </message>
    <message>
        <source>Close this conversation</source>
        <translation>Закрыть эту переписку</translation>
    </message>
    <message>
        <source>Clear this conversation on your screen</source>
        <translation>Очистить эту переписку у вас на экране</translation>
    </message>
    <message>
        <source>List the commands, or explain one</source>
        <translation>Показать все команды или объяснить одну</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>канал</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>каналы</translation>
    </message>
    <message>
        <source>key</source>
        <translation>ключ</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>причина</translation>
    </message>
    <message>
        <source>nick</source>
        <translation>ник</translation>
    </message>
    <message>
        <source>nicks</source>
        <translation>ники</translation>
    </message>
    <message>
        <source>message</source>
        <translation>сообщение</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>action</source>
        <translation>действие</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>тема</translation>
    </message>
    <message>
        <source>target</source>
        <translation>кому</translation>
    </message>
    <message>
        <source>modes</source>
        <translation>режимы</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>маска</translation>
    </message>
    <message>
        <source>line</source>
        <translation>строка</translation>
    </message>
    <message>
        <source>command</source>
        <translation>команда</translation>
    </message>
    <message>
        <source>server</source>
        <translation>сервер</translation>
    </message>
    <message>
        <source>name</source>
        <translation>название</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>образец</translation>
    </message>
    <message>
        <source>down</source>
        <translation>down</translation>
    </message>
    <message>
        <source>question</source>
        <translation>вопрос</translation>
    </message>
    <message>
        <source>password</source>
        <translation>пароль</translation>
    </message>
    <message>
        <source>There is no command /%1. /help lists them all.</source>
        <translation>Команды /%1 нет. Все команды покажет /help.</translation>
    </message>
    <message>
        <source>/%1 needs more: %2.</source>
        <translation>Команде /%1 не хватает: %2.</translation>
    </message>
    <message>
        <source>“%1” cannot be used here.</source>
        <translation>«%1» здесь не подходит.</translation>
    </message>
    <message>
        <source>This works in a channel only.</source>
        <translation>Это работает только в канале.</translation>
    </message>
    <message>
        <source>You are not in %1.</source>
        <translation>Вас нет в канале %1.</translation>
    </message>
    <message>
        <source>Nobody reads here. Choose a channel or a person at the left first.</source>
        <translation>Здесь никто не читает. Сначала выберите слева канал или человека.</translation>
    </message>
    <message>
        <source>This needs a connection, and there is none now.</source>
        <translation>Для этого нужно соединение, а сейчас его нет.</translation>
    </message>
    <message>
        <source>This server does not offer that.</source>
        <translation>Этот сервер такого не умеет.</translation>
    </message>
    <message>
        <source>You do not ignore %1.</source>
        <translation>Вы и так видите сообщения: %1.</translation>
    </message>
    <message>
        <source>You are not told about %1.</source>
        <translation>Об этом человеке вам и так не сообщают: %1.</translation>
    </message>
    <message>
        <source>No more than %1 are possible.</source>
        <translation>Больше %1 нельзя.</translation>
    </message>
    <message>
        <source>This server knows of no class and no raised hands.</source>
        <translation>На этом сервере нет класса и поднятых рук.</translation>
    </message>
    <message>
        <source>This line is too long for the server.</source>
        <translation>Эта строка слишком длинная для сервера.</translation>
    </message>
    <message>
        <source>You ignore nobody. /ignore and a nickname does.</source>
        <translation>Вы никого не скрываете. Скрыть человека: /ignore и ник.</translation>
    </message>
    <message>
        <source>You ignore: %1. /unignore ends that.</source>
        <translation>Вы не видите сообщений: %1. Вернуть: /unignore.</translation>
    </message>
</context>
<context>
    <name>ConnectingDialog</name>
    <message>
        <source>A command begins with a slash: %1</source>
        <translation>Команда начинается с косой черты: %1</translation>
    </message>
    <message>
        <source>These are more lines, or longer ones, than are kept.</source>
        <translation>Строк больше или они длиннее, чем можно сохранить.</translation>
    </message>
    <message>
        <source>Whenever you connect to %1</source>
        <translation>При каждом подключении: %1</translation>
    </message>
    <message>
        <source>This is done each time the server has let you in, also after an interruption.</source>
        <translation>Выполняется каждый раз, когда сервер вас впустил, в том числе после обрыва связи.</translation>
    </message>
    <message>
        <source>Channels to join</source>
        <translation>В какие каналы войти</translation>
    </message>
    <message>
        <source>Commands, one in a line</source>
        <translation>Команды, по одной в строке</translation>
    </message>
    <message>
        <source>The server&apos;s password</source>
        <translation>Пароль сервера</translation>
    </message>
    <message>
        <source>#lab, #class key</source>
        <translation>#lab, #class ключ</translation>
    </message>
    <message>
        <source>/msg boris I am here</source>
        <translation>/msg boris Я здесь</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Kept readable in the settings file, which only you can open.</source>
        <translation>Хранится в файле настроек открытым текстом; открыть его можете только вы.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>ConversationSaving</name>
    <message>
        <source>Saved as %1. Messages and events: %2.</source>
        <translation>Сохранено: %1. Сообщений и событий: %2.</translation>
    </message>
    <message>
        <source>%1 was not saved: no room is left on the disk. Free some.</source>
        <translation>Файл %1 не сохранён: на диске нет места. Освободите его.</translation>
    </message>
    <message>
        <source>%1 was not saved: nothing may be written there. Choose another folder.</source>
        <translation>Файл %1 не сохранён: туда нельзя писать. Выберите другую папку.</translation>
    </message>
    <message>
        <source>%1 was not saved: %2</source>
        <translation>Файл %1 не сохранён: %2</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Сохранить в файл…</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>Сохранить беседу</translation>
    </message>
</context>
<context>
    <name>ConversationWindow</name>
    <message>
        <source>Message to %1</source>
        <translation>Сообщение для %1</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Написать в %1</translation>
    </message>
    <message>
        <source>You are not in this channel.</source>
        <translation>Вы не в этом канале.</translation>
    </message>
</context>
<context>
    <name>DataSize</name>
    <message>
        <source>%1 B</source>
        <translation>%1 Б</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>A command, for example /join</source>
        <translation>Команда, например /join</translation>
    </message>
    <message>
        <source>The server has said nothing yet</source>
        <translation>Сервер пока ничего не сказал</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Написать в %1</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Сообщение для %1</translation>
    </message>
    <message>
        <source>Nothing said yet</source>
        <translation>Здесь пока пусто</translation>
    </message>
    <message>
        <source>Only you and %1 see what is written here.</source>
        <translation>Написанное здесь видите только вы и %1.</translation>
    </message>
    <message>
        <source>Nothing said since you came in</source>
        <translation>С вашего прихода ещё никто не писал</translation>
    </message>
    <message>
        <source>Write the first message.</source>
        <translation>Напишите первое сообщение.</translation>
    </message>
    <message>
        <source>You are the first one here</source>
        <translation>Пока здесь только вы</translation>
    </message>
    <message>
        <source>Tell the others the address %1 and this channel.</source>
        <translation>Сообщите остальным адрес %1 и название канала.</translation>
    </message>
    <message>
        <source>away</source>
        <translation>нет на месте</translation>
    </message>
    <message>
        <source>online</source>
        <translation>в сети</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>как %1</translation>
    </message>
    <message>
        <source>Change your nickname, or mark yourself as away</source>
        <translation>Сменить ник или отметить, что вас нет</translation>
    </message>
    <message>
        <source>Join a channel, write to somebody, disconnect</source>
        <translation>Войти в канал, написать человеку, отключиться</translation>
    </message>
</context>
<context>
    <name>DistrustDialog</name>
    <message>
        <source>The server&apos;s key has changed, and joining is stopped</source>
        <translation>Ключ сервера изменился, вход остановлен</translation>
    </message>
    <message>
        <source>That happens when the server&apos;s program was set up anew. But a foreign computer that pretends to be the server looks just the same. Nothing was sent.</source>
        <translation>Так бывает, если программу на сервере переустановили. Но так же выглядит и чужой компьютер, который выдаёт себя за сервер. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server, by another way than this one.</source>
        <translation>Спросите того, кто ведёт сервер, но не через это соединение.</translation>
    </message>
    <message>
        <source>Trust the new one</source>
        <translation>Принять новый ключ</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not in order</source>
        <translation>Сертификат сервера не в порядке</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Trust it nevertheless</source>
        <translation>Всё равно доверять</translation>
    </message>
    <message>
        <source>Before, since %1</source>
        <translation>Раньше, с %1</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Fingerprint of its key (SHA-256)</source>
        <translation>Отпечаток ключа (SHA-256)</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Не подключаться</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Choose a channel or a person first</source>
        <translation>Сначала выберите канал или человека</translation>
    </message>
    <message>
        <source>This server takes no files</source>
        <translation>Этот сервер не принимает файлы</translation>
    </message>
    <message>
        <source>Let go to send</source>
        <translation>Отпустите, чтобы отправить</translation>
    </message>
    <message>
        <source>%1: you see it once more before it goes.</source>
        <translation>%1: перед отправкой можно посмотреть ещё раз.</translation>
    </message>
</context>
<context>
    <name>FileFetching</name>
    <message>
        <source>Saved as %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Сохранить файл</translation>
    </message>
</context>
<context>
    <name>FileOpening</name>
    <message>
        <source>It is no longer there: %1 was moved, renamed or deleted.</source>
        <translation>Файла больше нет на месте: %1 перемещён, переименован или удалён.</translation>
    </message>
    <message>
        <source>Its folder is no longer there: %1</source>
        <translation>Его папки больше нет: %1</translation>
    </message>
    <message>
        <source>No program here opens such files. It is saved as %1</source>
        <translation>Здесь нет программы, которая открывает такие файлы. Файл сохранён как %1</translation>
    </message>
    <message>
        <source>No program here shows folders. It is saved as %1</source>
        <translation>Здесь нет программы, которая показывает папки. Файл сохранён как %1</translation>
    </message>
    <message>
        <source>It may be a program. Open it from its folder, and only if you trust who gave it.</source>
        <translation>Это может быть программа. Откройте её из папки — и только если доверяете тому, кто её прислал.</translation>
    </message>
</context>
<context>
    <name>FileSending</name>
    <message>
        <source>This server takes no files.</source>
        <translation>Этот сервер не принимает файлы.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>Не удаётся прочитать %1.</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Отправить файлы</translation>
    </message>
    <message>
        <source>picture.png</source>
        <translation>картинка.png</translation>
    </message>
    <message>
        <source>text.txt</source>
        <translation>текст.txt</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Open in a window of its own</source>
        <translation>Открыть в отдельном окне</translation>
    </message>
</context>
<context>
    <name>FollowUp</name>
    <message>
        <source>Only you are here so far. Tell the others the address %1 and the name %2.</source>
        <translation>Пока здесь только вы. Сообщите остальным адрес %1 и название %2.</translation>
    </message>
    <message>
        <source>Connected again</source>
        <translation>Соединение восстановлено</translation>
    </message>
    <message>
        <source>Connection closed at %1.</source>
        <translation>Соединение закрыто в %1.</translation>
    </message>
    <message>
        <source>Connection lost at %1. What you write now is kept and sent in order.</source>
        <translation>Соединение потеряно в %1. Всё, что вы напишете, сохранится и уйдёт по порядку.</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>What is talked about here</source>
        <translation>О чём здесь говорят</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Only the server sets this.</source>
        <translation>Это ставит только сам сервер.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
</context>
<context>
    <name>GivenFiles</name>
    <message>
        <source>%1 is a folder: choose the files in it, or pack it into an archive first.</source>
        <translation>%1 — папка: выберите файлы в ней или сначала упакуйте её в архив.</translation>
    </message>
    <message>
        <source>%1 is a device or a pipe, which has no end to send.</source>
        <translation>%1 — устройство или канал, а не файл: отправить его нельзя.</translation>
    </message>
    <message>
        <source>%1 cannot be read: it is not there any more.</source>
        <translation>Не удалось прочитать %1: такого файла больше нет.</translation>
    </message>
    <message>
        <source>%1 cannot be read: it is a link that leads to itself.</source>
        <translation>Не удалось прочитать %1: это ссылка на саму себя.</translation>
    </message>
    <message>
        <source>%1 is empty: there is nothing to send.</source>
        <translation>Файл %1 пуст: отправлять нечего.</translation>
    </message>
    <message>
        <source>%1 is too large to be sent: a file may have 1 GB.</source>
        <translation>Файл %1 слишком большой: отправить можно до 1 ГБ.</translation>
    </message>
    <message>
        <source>%1 cannot be read: you may not open it.</source>
        <translation>Не удалось прочитать %1: нет прав на этот файл.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Hand raised</source>
        <translation>Рука поднята</translation>
    </message>
    <message>
        <source>Raise a hand</source>
        <translation>Поднять руку</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Опустить руку</translation>
    </message>
    <message>
        <source>Ask the teacher for the floor</source>
        <translation>Попросить слово у учителя</translation>
    </message>
    <message>
        <source>hide the list</source>
        <translation>скрыть список</translation>
    </message>
    <message>
        <source>show the list</source>
        <translation>показать список</translation>
    </message>
    <message>
        <source>Search in this conversation</source>
        <translation>Поиск в этой переписке</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>This message could not be read from the disk.</source>
        <translation>Это сообщение не удалось прочитать с диска.</translation>
    </message>
    <message>
        <source>The history in %1 was written by a newer version of Besedka. It is left as it is, and nothing is added to it.</source>
        <translation>История в файле %1 записана более новой версией «Беседки». Файл оставлен как есть, новое в него не пишется.</translation>
    </message>
    <message>
        <source>No room is left on the disk for the history (%1). Free some; what is said now is kept in memory until then.</source>
        <translation>На диске нет места для истории (%1). Освободите его: пока новое хранится только в памяти.</translation>
    </message>
    <message>
        <source>Nothing may be written to %1: what is said now is not kept.</source>
        <translation>В %1 нельзя писать: новое не сохраняется.</translation>
    </message>
    <message>
        <source>The history (%1) is damaged. What is said now is not kept; at the next start the file is set aside and a new one is begun.</source>
        <translation>История (%1) повреждена. Новое не сохраняется; при следующем запуске файл будет отложен и начат новый.</translation>
    </message>
    <message>
        <source>%1 belongs to another program: what is said now is not kept.</source>
        <translation>%1 принадлежит другой программе: новое не сохраняется.</translation>
    </message>
    <message>
        <source>Another program holds %1: what is said now is not kept for the present.</source>
        <translation>Файл %1 занят другой программой: пока новое не сохраняется.</translation>
    </message>
    <message>
        <source>The history could not be written (%1): what is said now is not kept.</source>
        <translation>Историю не удалось записать (%1): новое не сохраняется.</translation>
    </message>
    <message>
        <source>The history was damaged. It was set aside as %1, and a new one is begun.</source>
        <translation>История была повреждена. Она отложена в файл %1, начата новая.</translation>
    </message>
    <message>
        <source>What is missing can be loaded once the connection stands again.</source>
        <translation>Недостающее можно будет загрузить, когда связь восстановится.</translation>
    </message>
    <message>
        <source>Messages are missing here.</source>
        <translation>Здесь не хватает сообщений.</translation>
    </message>
    <message>
        <source>The server has them no longer.</source>
        <translation>На сервере их больше нет.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загружаются…</translation>
    </message>
    <message>
        <source>They could not be loaded.</source>
        <translation>Загрузить их не удалось.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Load them</source>
        <translation>Загрузить</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Загружаем более ранние сообщения…</translation>
    </message>
    <message>
        <source>Earlier messages could not be loaded.</source>
        <translation>Более ранние сообщения загрузить не удалось.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ещё раз</translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message>
        <source>Invite to %1</source>
        <translation>Пригласить в %1</translation>
    </message>
    <message>
        <source>The person gets your invitation and may come in.</source>
        <translation>Человек получит приглашение и сможет войти.</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Пригласить</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Asking the server for its channels…</source>
        <translation>Спрашиваем у сервера список каналов…</translation>
    </message>
    <message>
        <source>The server tells no channels now: %1</source>
        <translation>Сервер сейчас не показывает каналы: %1</translation>
    </message>
    <message>
        <source>None is called that: a new one opens</source>
        <translation>Такого нет: откроется новый</translation>
    </message>
    <message>
        <source>No channels yet: a new name opens one</source>
        <translation>Каналов пока нет: новое название откроет первый</translation>
    </message>
    <message>
        <source>Join a channel</source>
        <translation>Войти в канал</translation>
    </message>
    <message>
        <source>Name of the channel</source>
        <translation>Название канала</translation>
    </message>
    <message>
        <source>Key, if it has one</source>
        <translation>Ключ, если он есть</translation>
    </message>
    <message>
        <source>Channels of the server</source>
        <translation>Каналы сервера</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Порядок списка</translation>
    </message>
    <message>
        <source>By people</source>
        <translation>По людям</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>По имени</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Обновить</translation>
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
    <name>KeyDialog</name>
    <message>
        <source>That key does not open it. Ask somebody who is inside.</source>
        <translation>Этот ключ не подошёл. Спросите у того, кто в канале.</translation>
    </message>
    <message>
        <source>Only those who know its key come in. Ask somebody who is inside.</source>
        <translation>Войти может только тот, кто знает ключ. Спросите у того, кто в канале.</translation>
    </message>
    <message>
        <source>%1 asks for a key</source>
        <translation>Для входа в %1 нужен ключ</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
</context>
<context>
    <name>KickDialog</name>
    <message>
        <source>Remove %1 from %2?</source>
        <translation>Удалить участника %1 из %2?</translation>
    </message>
    <message>
        <source>The person can come back. Everybody in the channel sees the reason.</source>
        <translation>Человек сможет вернуться. Причину увидят все в канале.</translation>
    </message>
    <message>
        <source>Reason (may be left empty)</source>
        <translation>Причина (можно не указывать)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>LinesWindow</name>
    <message>
        <source>No line has these words</source>
        <translation>Таких строк нет</translation>
    </message>
    <message>
        <source>Try fewer of them, or a part of one.</source>
        <translation>Попробуйте меньше слов или часть слова.</translation>
    </message>
    <message>
        <source>Nothing has come or gone yet</source>
        <translation>Пока ничего не пришло и не ушло</translation>
    </message>
    <message>
        <source>Each line stands here as soon as it does.</source>
        <translation>Каждая строка появится здесь сразу.</translation>
    </message>
    <message>
        <source>Lines of %1</source>
        <translation>Строки: %1</translation>
    </message>
    <message>
        <source>Only lines with…</source>
        <translation>Только строки с…</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Придержать</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Lines, the newest last</source>
        <translation>Строки, новые внизу</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>only the bouncer</source>
        <translation>только баунсер</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>подключено</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>переподключение</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>подключение</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>нет соединения</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>попытка %1</translation>
    </message>
    <message>
        <source>Trying again in %1</source>
        <translation>Повтор через %1</translation>
    </message>
    <message>
        <source>Trying again now…</source>
        <translation>Пробуем снова…</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Сервер не отвечает.</translation>
    </message>
    <message>
        <source>The server is not running.</source>
        <translation>Сервер не запущен.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>Соединение оборвалось.</translation>
    </message>
    <message>
        <source>The network is not there.</source>
        <translation>Нет сети.</translation>
    </message>
    <message>
        <source>The address is not found.</source>
        <translation>Адрес не найден.</translation>
    </message>
    <message>
        <source>The server closed the connection: %1</source>
        <translation>Сервер закрыл соединение: %1</translation>
    </message>
    <message>
        <source>The connection is closed.</source>
        <translation>Соединение закрыто.</translation>
    </message>
    <message>
        <source>%1 asks for a password.</source>
        <translation>Сервер %1 просит пароль.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for it, and type it here.</source>
        <translation>Спросите пароль у того, кто запустил сервер, и введите его здесь.</translation>
    </message>
    <message>
        <source>The password may not be the right one: try another, or the same again later.</source>
        <translation>Возможно, пароль не тот: попробуйте другой или этот же чуть позже.</translation>
    </message>
    <message>
        <source>%1 said goodbye. It is no chat server.</source>
        <translation>Сервер %1 попрощался. Это не сервер чата.</translation>
    </message>
    <message>
        <source>It sent the line below and ended the connection; chat servers go on talking.</source>
        <translation>Он прислал строку ниже и закрыл соединение, а сервер чата продолжил бы разговор.</translation>
    </message>
    <message>
        <source>%1 did not let you in.</source>
        <translation>Сервер %1 вас не пустил.</translation>
    </message>
    <message>
        <source>The server gave this reason:</source>
        <translation>Сервер назвал причину:</translation>
    </message>
    <message>
        <source>The teacher has closed the room. Ask to be let in:</source>
        <translation>Комната закрыта учителем. Попросите вас впустить:</translation>
    </message>
</context>
<context>
    <name>LinkBanner</name>
    <message>
        <source>Connect again</source>
        <translation>Подключиться снова</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Other address…</source>
        <translation>Другой адрес…</translation>
    </message>
</context>
<context>
    <name>LinkPage</name>
    <message>
        <source>Connecting to %1</source>
        <translation>Подключение к %1</translation>
    </message>
    <message>
        <source>The computer answered. Introducing you to the server…</source>
        <translation>Компьютер ответил. Знакомимся с сервером…</translation>
    </message>
    <message>
        <source>Looking for the computer on the network…</source>
        <translation>Ищем компьютер в сети…</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>попытка %1</translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation>Взять этот ник</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Повторить сейчас</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Type it here first</source>
        <translation>Сначала введите его здесь</translation>
    </message>
    <message>
        <source>Other address…</source>
        <translation>Другой адрес…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>What the server sent</source>
        <translation>Что прислал сервер</translation>
    </message>
</context>
<context>
    <name>ListsPage</name>
    <message>
        <source>A nickname, or a mask such as *!*@192.168.1.20</source>
        <translation>Ник или маска, например *!*@192.168.1.20</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>Сервер не ответил.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Спрашиваем сервер…</translation>
    </message>
    <message>
        <source>Nobody stands here.</source>
        <translation>Здесь никого нет.</translation>
    </message>
    <message>
        <source>Which list</source>
        <translation>Какой список</translation>
    </message>
    <message>
        <source>Who stands in the list</source>
        <translation>Кто в списке</translation>
    </message>
    <message>
        <source>Nickname or mask</source>
        <translation>Ник или маска</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>LoginBanner</name>
    <message>
        <source>The name %1 belongs to an account. Log in to keep it; else the server may give you another name.</source>
        <translation>Ник %1 принадлежит учётной записи. Войдите, чтобы оставить его; иначе сервер может дать вам другой.</translation>
    </message>
    <message>
        <source>This server knows of no accounts. You are here without one.</source>
        <translation>На этом сервере нет учётных записей. Вы вошли без неё.</translation>
    </message>
    <message>
        <source>The server could not prove that it knows the password of the account %1. Your password was not told to it; you are here without the account.</source>
        <translation>Сервер не доказал, что знает пароль учётной записи %1. Ваш пароль ему не сообщён; вы здесь без учётной записи.</translation>
    </message>
    <message>
        <source>The server refused: %2</source>
        <translation>Сервер отказал: %2</translation>
    </message>
    <message>
        <source>You are not logged in to the account %1: %2</source>
        <translation>Вход в учётную запись %1 не выполнен: %2</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Войти…</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Type the name of the account.</source>
        <translation>Введите имя учётной записи.</translation>
    </message>
    <message>
        <source>Type the password.</source>
        <translation>Введите пароль.</translation>
    </message>
    <message>
        <source>Log in to your account</source>
        <translation>Вход в учётную запись</translation>
    </message>
    <message>
        <source>An account keeps your nickname for you on this server.</source>
        <translation>Учётная запись хранит за вами ваш ник на этом сервере.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>Online</source>
        <translation>В сети</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Нет на месте</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Участники</translation>
    </message>
    <message>
        <source>leads the channel</source>
        <translation>ведёт канал</translation>
    </message>
    <message>
        <source>helps in the channel</source>
        <translation>помогает в канале</translation>
    </message>
    <message>
        <source>hand raised</source>
        <translation>рука поднята</translation>
    </message>
    <message>
        <source>you</source>
        <translation>вы</translation>
    </message>
    <message>
        <source>away</source>
        <translation>нет на месте</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>на %1</translation>
    </message>
</context>
<context>
    <name>MembersPanel</name>
    <message>
        <source>People in the channel</source>
        <translation>Люди в канале</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>Найти человека</translation>
    </message>
    <message>
        <source>Nobody here is called so.</source>
        <translation>Здесь никого так не зовут.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Change the topic…</source>
        <translation>Сменить тему…</translation>
    </message>
    <message>
        <source>Invite somebody…</source>
        <translation>Пригласить…</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>Копировать название</translation>
    </message>
    <message>
        <source>Class…</source>
        <translation>Урок для класса…</translation>
    </message>
    <message>
        <source>Channel settings…</source>
        <translation>Настройки канала…</translation>
    </message>
    <message>
        <source>Leave the channel</source>
        <translation>Выйти из канала</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>Copy the nickname</source>
        <translation>Копировать ник</translation>
    </message>
    <message>
        <source>Close the conversation</source>
        <translation>Закрыть переписку</translation>
    </message>
    <message>
        <source>Ignore no longer</source>
        <translation>Снова видеть сообщения</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Не видеть сообщений</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Отключиться</translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>Подключиться сейчас</translation>
    </message>
    <message>
        <source>Other address…</source>
        <translation>Другой адрес…</translation>
    </message>
    <message>
        <source>Join a channel…</source>
        <translation>Войти в канал…</translation>
    </message>
    <message>
        <source>Write to somebody…</source>
        <translation>Написать человеку…</translation>
    </message>
    <message>
        <source>Change your nickname…</source>
        <translation>Сменить ник…</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>Я на месте</translation>
    </message>
    <message>
        <source>Mark yourself as away…</source>
        <translation>Отметить, что вас нет…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Настройки…</translation>
    </message>
    <message>
        <source>Write in private</source>
        <translation>Написать лично</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>Упомянуть</translation>
    </message>
    <message>
        <source>Remove from the channel…</source>
        <translation>Удалить из канала…</translation>
    </message>
    <message>
        <source>Let lead no longer</source>
        <translation>Снять роль ведущего</translation>
    </message>
    <message>
        <source>Let lead the channel</source>
        <translation>Сделать ведущим</translation>
    </message>
    <message>
        <source>Take the voice back</source>
        <translation>Забрать голос</translation>
    </message>
    <message>
        <source>Give a voice</source>
        <translation>Дать голос</translation>
    </message>
</context>
<context>
    <name>NickBanner</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Выбрать другое…</translation>
    </message>
    <message>
        <source>You are called %1 for now.</source>
        <translation>Пока вас зовут %1.</translation>
    </message>
</context>
<context>
    <name>NickDialog</name>
    <message>
        <source>Change your nickname</source>
        <translation>Сменить ник</translation>
    </message>
    <message>
        <source>Everybody in your channels sees the new one.</source>
        <translation>Новый ник увидят все в ваших каналах.</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Сменить</translation>
    </message>
</context>
<context>
    <name>NowhereBanner</name>
    <message>
        <source>You are in. Now join a channel: people talk there.</source>
        <translation>Вы на сервере. Теперь войдите в канал: разговоры идут там.</translation>
    </message>
    <message>
        <source>Join a channel…</source>
        <translation>Войти в канал…</translation>
    </message>
</context>
<context>
    <name>OfferBanner</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message>
        <source>%1 invites you to %2.</source>
        <translation>%1 приглашает вас в %2.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>You are in %2 no longer. What was said stays here to read.</source>
        <translation>Вас больше нет в %2. Сказанное осталось здесь.</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Войти снова</translation>
    </message>
</context>
<context>
    <name>OnConnecting</name>
    <message>
        <source>Whenever you connect…</source>
        <translation>При каждом подключении…</translation>
    </message>
</context>
<context>
    <name>OwnPicture</name>
    <message>
        <source>%1 is too large: at most 20 MB.</source>
        <translation>Файл %1 слишком большой: не больше 20 МБ.</translation>
    </message>
    <message>
        <source>%1 is no picture that can be read.</source>
        <translation>%1 — не картинка, или её нельзя прочитать.</translation>
    </message>
    <message>
        <source>Your picture was not given to the server: %1</source>
        <translation>Не удалось отдать аватар серверу: %1</translation>
    </message>
    <message>
        <source>Your picture…</source>
        <translation>Ваш аватар…</translation>
    </message>
    <message>
        <source>Remove your picture</source>
        <translation>Убрать аватар</translation>
    </message>
    <message>
        <source>Choose your picture</source>
        <translation>Выбор аватара</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Картинки</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Find somebody</source>
        <translation>Найти человека</translation>
    </message>
    <message>
        <source>People in the channel and their roles</source>
        <translation>Люди в канале и их роли</translation>
    </message>
    <message>
        <source>Role…</source>
        <translation>Роль…</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Keep out</source>
        <translation>Не пускать</translation>
    </message>
</context>
<context>
    <name>PictureWindow</name>
    <message>
        <source>Save the picture</source>
        <translation>Сохранить картинку</translation>
    </message>
    <message>
        <source>It could not be saved: %1</source>
        <translation>Не удалось сохранить: %1</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Картинка %1</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>По размеру окна</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>Один к одному</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Too large to be shown here: %1 × %2</source>
        <translation>Слишком велика, чтобы показать здесь: %1 × %2</translation>
    </message>
    <message>
        <source>This is no picture that can be shown</source>
        <translation>Это не картинка, которую можно показать</translation>
    </message>
    <message>
        <source>The picture is damaged</source>
        <translation>Картинка повреждена</translation>
    </message>
</context>
<context>
    <name>RegisterDialog</name>
    <message>
        <source>Type the password.</source>
        <translation>Введите пароль.</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
    <message>
        <source>Make an account for %1</source>
        <translation>Учётная запись для %1</translation>
    </message>
    <message>
        <source>The nickname is yours then: nobody comes in under it without the password.</source>
        <translation>Тогда ник ваш: без пароля под ним никто не войдёт.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>Тот же пароль ещё раз</translation>
    </message>
    <message>
        <source>E-mail, if the server asks for one</source>
        <translation>Почта, если сервер её спрашивает</translation>
    </message>
    <message>
        <source>Make the account</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>SavedCard</name>
    <message>
        <source>Saved in %1</source>
        <translation>Сохранено в папке «%1»</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Take this away</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ищу…</translation>
    </message>
    <message>
        <source>Search in this conversation</source>
        <translation>Поиск в этой переписке</translation>
    </message>
    <message>
        <source>Further back</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Further on</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation>Искать во всех беседах</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Закрыть поиск</translation>
    </message>
</context>
<context>
    <name>SearchCounts</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n сообщение</numerusform>
            <numerusform>%n сообщения</numerusform>
            <numerusform>%n сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n messages</source>
        <translation>
            <numerusform>%n самое новое сообщение</numerusform>
            <numerusform>%n самых новых сообщения</numerusform>
            <numerusform>%n самых новых сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n newer messages</source>
        <translation>
            <numerusform>Показать %n новое сообщение</numerusform>
            <numerusform>Показать %n новых сообщения</numerusform>
            <numerusform>Показать %n новых сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n conversations</source>
        <translation>
            <numerusform>в %n беседе</numerusform>
            <numerusform>в %n беседах</numerusform>
            <numerusform>в %n беседах</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchEverywhere</name>
    <message>
        <source>That message is no longer to be had from the server.</source>
        <translation>Этого сообщения на сервере больше нет.</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>All messages</source>
        <translation>Все сообщения</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Ссылки</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Картинки</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Mentions of me</source>
        <translation>Упоминания меня</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Всё время</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>За 7 дней</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>За 30 дней</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>За год</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>Эта беседа</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ищу…</translation>
    </message>
    <message>
        <source>The server did not search: %1</source>
        <translation>Сервер не стал искать: %1</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>Сервер не ответил.</translation>
    </message>
    <message>
        <source>What was said?</source>
        <translation>Что было сказано?</translation>
    </message>
    <message>
        <source>A word or two, a person, or a kind of message.</source>
        <translation>Слово или два, человек или вид сообщения.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Nothing in this conversation fits. Look everywhere?</source>
        <translation>В этой беседе ничего не подходит. Поискать везде?</translation>
    </message>
    <message>
        <source>Try fewer words or another filter.</source>
        <translation>Попробуйте меньше слов или другой отбор.</translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation>Искать во всех беседах</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Закрыть поиск</translation>
    </message>
    <message>
        <source>From whom</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Найденное</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>Вид сообщения</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>За какое время</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
</context>
<context>
    <name>Security</name>
    <message>
        <source>Encrypted, %1</source>
        <translation>Шифруется, %1</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>проверен</translation>
    </message>
    <message>
        <source>key known</source>
        <translation>ключ знаком</translation>
    </message>
    <message>
        <source>new key</source>
        <translation>новый ключ</translation>
    </message>
    <message>
        <source>An authority that this computer trusts vouches that this is the right server.</source>
        <translation>Что это тот самый сервер, подтверждает центр, которому доверяет этот компьютер.</translation>
    </message>
    <message>
        <source>The server has the same key as when it was joined before.</source>
        <translation>У сервера тот же ключ, что и в прошлый раз.</translation>
    </message>
    <message>
        <source>This server made its key itself. Besedka remembers it, and stops if it changes.</source>
        <translation>Этот сервер сделал ключ сам. Беседка запомнила его и остановится, если он изменится.</translation>
    </message>
    <message>
        <source>It is damaged, or not for servers.</source>
        <translation>Он повреждён или не для серверов.</translation>
    </message>
    <message>
        <source>It has expired: it was good until %1.</source>
        <translation>Он просрочен: действовал до %1.</translation>
    </message>
    <message>
        <source>It is good from %1 on only. Is the clock of this computer right?</source>
        <translation>Он действует только с %1. Верны ли часы этого компьютера?</translation>
    </message>
    <message>
        <source>It is not for %2, but for: %3.</source>
        <translation>Он не для %2, а для: %3.</translation>
    </message>
    <message>
        <source>No authority that this computer trusts vouches for it.</source>
        <translation>За него не ручается ни один центр, которому доверяет этот компьютер.</translation>
    </message>
    <message>
        <source>The server made it itself; no authority vouches for it.</source>
        <translation>Сервер сделал его сам; никакой центр за него не ручается.</translation>
    </message>
    <message>
        <source>Issued by %1</source>
        <translation>Кем выдан: %1</translation>
    </message>
    <message>
        <source>The connection is encrypted. Besedka remembers this server&apos;s key and stops if another one comes.</source>
        <translation>Соединение шифруется. Беседка запомнила ключ этого сервера и остановится, если он окажется другим.</translation>
    </message>
</context>
<context>
    <name>SecurityDialog</name>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>The connection is encrypted</source>
        <translation>Соединение шифруется</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Шифрование</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>Кому выдан</translation>
    </message>
    <message>
        <source>For the names</source>
        <translation>Для имён</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Кем выдан</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Действует до</translation>
    </message>
    <message>
        <source>Fingerprint of the key (SHA-256)</source>
        <translation>Отпечаток ключа (SHA-256)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Files and pictures go to a channel or to a person: choose one of them first.</source>
        <translation>Файлы и картинки отправляют в канал или человеку: сначала откройте такую беседу.</translation>
    </message>
</context>
<context>
    <name>ServerRail</name>
    <message>
        <source>Servers</source>
        <translation>Серверы</translation>
    </message>
    <message>
        <source>Another server…</source>
        <translation>Ещё один сервер…</translation>
    </message>
</context>
<context>
    <name>ServerTexts</name>
    <message>
        <source>There is nobody called %1 here.</source>
        <translation>Человека с ником %1 здесь нет.</translation>
    </message>
    <message>
        <source>There is no server called %1.</source>
        <translation>Сервера с именем %1 нет.</translation>
    </message>
    <message>
        <source>There is no channel called %1.</source>
        <translation>Канала %1 нет.</translation>
    </message>
    <message>
        <source>%1 does not accept your message.</source>
        <translation>%1 не принимает ваше сообщение.</translation>
    </message>
    <message>
        <source>You are in as many channels as this server allows.</source>
        <translation>Больше каналов этот сервер не разрешает.</translation>
    </message>
    <message>
        <source>That is more recipients than the server allows.</source>
        <translation>Столько получателей сервер не разрешает.</translation>
    </message>
    <message>
        <source>Something is missing in this command.</source>
        <translation>В этой команде чего-то не хватает.</translation>
    </message>
    <message>
        <source>The server got no text to send.</source>
        <translation>Сервер не получил текста.</translation>
    </message>
    <message>
        <source>This line is too long for the server.</source>
        <translation>Эта строка слишком длинная для сервера.</translation>
    </message>
    <message>
        <source>The server does not know the command %1.</source>
        <translation>Сервер не знает команду %1.</translation>
    </message>
    <message>
        <source>The server does not accept this nickname.</source>
        <translation>Сервер не принимает этот ник.</translation>
    </message>
    <message>
        <source>The name %1 is taken.</source>
        <translation>Ник %1 занят.</translation>
    </message>
    <message>
        <source>%1 cannot be used at the moment.</source>
        <translation>%1 сейчас использовать нельзя.</translation>
    </message>
    <message>
        <source>%1 is not in %2.</source>
        <translation>%1 не в канале %2.</translation>
    </message>
    <message>
        <source>You are not in %1.</source>
        <translation>Вас нет в канале %1.</translation>
    </message>
    <message>
        <source>%1 is in %2 already.</source>
        <translation>%1 уже в канале %2.</translation>
    </message>
    <message>
        <source>The server has not let you in yet.</source>
        <translation>Сервер вас ещё не пустил.</translation>
    </message>
    <message>
        <source>The server knows you already.</source>
        <translation>Сервер вас уже знает.</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>Пароль неверный.</translation>
    </message>
    <message>
        <source>You are banned from this server.</source>
        <translation>Вход на этот сервер для вас закрыт.</translation>
    </message>
    <message>
        <source>The server does not know the mode %1.</source>
        <translation>Сервер не знает режим %1.</translation>
    </message>
    <message>
        <source>Only those who run the server may do that.</source>
        <translation>Это могут только те, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>Only those who lead %1 may do that.</source>
        <translation>Это могут только ведущие канала %1.</translation>
    </message>
    <message>
        <source>The message could not be changed.</source>
        <translation>Сообщение не удалось изменить.</translation>
    </message>
    <message>
        <source>The server does not know this mode.</source>
        <translation>Сервер не знает этот режим.</translation>
    </message>
    <message>
        <source>You may change your own modes only.</source>
        <translation>Менять можно только свои режимы.</translation>
    </message>
    <message>
        <source>Only the teacher writes now: raise a hand.</source>
        <translation>Сейчас пишет только учитель: поднимите руку.</translation>
    </message>
    <message>
        <source>No private messages now: only the teacher can be written to.</source>
        <translation>Личные сообщения сейчас закрыты: написать можно только учителю.</translation>
    </message>
    <message>
        <source>Only its author can change a message.</source>
        <translation>Изменить сообщение может только его автор.</translation>
    </message>
    <message>
        <source>Only its author, or who leads the channel, can delete a message.</source>
        <translation>Удалить сообщение может только его автор или ведущий канала.</translation>
    </message>
    <message>
        <source>The server has no such message any more.</source>
        <translation>Этого сообщения на сервере уже нет.</translation>
    </message>
    <message>
        <source>Modes of %1: %2</source>
        <translation>Режимы %1: %2</translation>
    </message>
    <message>
        <source>%1 has no topic.</source>
        <translation>У канала %1 нет темы.</translation>
    </message>
    <message>
        <source>Topic of %1: %2</source>
        <translation>Тема %1: %2</translation>
    </message>
    <message>
        <source>%1 answered after %2 s.</source>
        <translation>%1: ответ через %2 с.</translation>
    </message>
    <message>
        <source>%1 is invited to %2.</source>
        <translation>Приглашение отправлено: %1, канал %2.</translation>
    </message>
    <message>
        <source>This server has no message of the day.</source>
        <translation>На этом сервере нет сообщения дня.</translation>
    </message>
    <message>
        <source>%1 exists since %3.</source>
        <translation>Канал %1 существует с %3.</translation>
    </message>
    <message>
        <source>There is no channel called %1, and it cannot be opened.</source>
        <translation>Канала %1 нет, и открыть его нельзя.</translation>
    </message>
    <message>
        <source>%1 cannot be joined at the moment. Try again later.</source>
        <translation>Сейчас в %1 войти нельзя. Попробуйте позже.</translation>
    </message>
    <message>
        <source>%1 does not let you in, and sends you to %2.</source>
        <translation>%1 не пускает вас и отправляет в %2.</translation>
    </message>
    <message>
        <source>%1 is full. Try again when somebody has left.</source>
        <translation>В %1 нет мест. Попробуйте, когда кто-нибудь выйдет.</translation>
    </message>
    <message>
        <source>%1 is for invited people only. Ask somebody inside to invite you.</source>
        <translation>В %1 входят только по приглашению. Попросите того, кто уже там.</translation>
    </message>
    <message>
        <source>You are banned from %1.</source>
        <translation>Вход в %1 для вас закрыт.</translation>
    </message>
    <message>
        <source>%1 opens only with the right key.</source>
        <translation>В %1 входят только с правильным ключом.</translation>
    </message>
    <message>
        <source>A channel cannot be called %1.</source>
        <translation>Канал нельзя назвать %1.</translation>
    </message>
    <message>
        <source>%1 lets in only people with an account on the server.</source>
        <translation>В %1 пускают только тех, у кого есть учётная запись на сервере.</translation>
    </message>
    <message>
        <source>%1 lets in only those with an encrypted connection.</source>
        <translation>%1 пускает только с шифрованным соединением.</translation>
    </message>
    <message>
        <source>%1 lets in only those who run the server.</source>
        <translation>%1 пускает только тех, кто управляет сервером.</translation>
    </message>
    <message>
        <source>%1 did not let you in: %2</source>
        <translation>%1: войти не получилось: %2</translation>
    </message>
    <message>
        <source>The name %1 cannot be used at the moment.</source>
        <translation>Ник %1 сейчас взять нельзя.</translation>
    </message>
    <message>
        <source>The server has taken the name %1 from you.</source>
        <translation>Сервер забрал у вас ник %1.</translation>
    </message>
    <message>
        <source>The server does not accept the name %1.</source>
        <translation>Сервер не принимает ник %1.</translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message>
        <source>Nobody else is to be seen in your channels.</source>
        <translation>В ваших каналах больше никого не видно.</translation>
    </message>
    <message>
        <source>Write to several people…</source>
        <translation>Написать нескольким…</translation>
    </message>
</context>
<context>
    <name>SeveralDialog</name>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Write what they are to read.</source>
        <translation>Напишите, что им прочесть.</translation>
    </message>
    <message>
        <source>Choose at least one person.</source>
        <translation>Выберите хотя бы одного человека.</translation>
    </message>
    <message>
        <source>Write to several people</source>
        <translation>Написать нескольким</translation>
    </message>
    <message>
        <source>Each of them gets it in private; nobody sees who else has it.</source>
        <translation>Каждый получит это лично; кому ещё вы написали, никто не увидит.</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Найти человека</translation>
    </message>
    <message>
        <source>People; the space bar chooses</source>
        <translation>Люди; пробел выбирает</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Join a channel</source>
        <translation>Войти в канал</translation>
    </message>
    <message>
        <source>Write to somebody</source>
        <translation>Написать человеку</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Перейти…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Переписки</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>None yet: join one with +</source>
        <translation>Пока нет: войдите через +</translation>
    </message>
    <message>
        <source>Write to somebody with +</source>
        <translation>Напишите кому-нибудь через +</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>закреплено</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>без звука</translation>
    </message>
    <message>
        <source>unfinished message</source>
        <translation>недописанное сообщение</translation>
    </message>
    <message>
        <source>online</source>
        <translation>в сети</translation>
    </message>
    <message>
        <source>away</source>
        <translation>нет на месте</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>не в сети</translation>
    </message>
    <message>
        <source>What the server itself says</source>
        <translation>Что говорит сам сервер</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>B/s</source>
        <translation>Б/с</translation>
    </message>
    <message>
        <source>KB/s</source>
        <translation>КБ/с</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>МБ/с</translation>
    </message>
    <message>
        <source>received: %1</source>
        <translation>получено: %1</translation>
    </message>
    <message>
        <source>sent: %1</source>
        <translation>отправлено: %1</translation>
    </message>
    <message>
        <source>Traffic of the last half minute</source>
        <translation>Обмен за последние полминуты</translation>
    </message>
</context>
<context>
    <name>TopicLine</name>
    <message>
        <source>No topic: click to set one</source>
        <translation>Темы нет: нажмите, чтобы задать</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>Тема: %1</translation>
    </message>
    <message>
        <source>Click to change the topic</source>
        <translation>Нажмите, чтобы сменить тему</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Новая тема</translation>
    </message>
    <message>
        <source>What is this channel about?</source>
        <translation>О чём этот канал?</translation>
    </message>
</context>
<context>
    <name>TransferCard</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/с</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>осталось %1 с</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>осталось %1 мин</translation>
    </message>
    <message>
        <source>more than an hour left</source>
        <translation>осталось больше часа</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>Загружается %1</translation>
    </message>
    <message>
        <source>Cancel fetching</source>
        <translation>Отменить загрузку</translation>
    </message>
    <message>
        <source>Cancel sending</source>
        <translation>Отменить отправку</translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation>Отправляется %1</translation>
    </message>
</context>
<context>
    <name>Transfers</name>
    <message>
        <source>That computer does not answer</source>
        <translation>Тот компьютер не отвечает</translation>
    </message>
    <message>
        <source>It is no longer there</source>
        <translation>Файла там больше нет</translation>
    </message>
    <message>
        <source>It is larger than allowed</source>
        <translation>Файл больше, чем разрешено</translation>
    </message>
    <message>
        <source>The server has no more room for files</source>
        <translation>На сервере больше нет места для файлов</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>This address leads to no file</source>
        <translation>По этому адресу нет файла</translation>
    </message>
    <message>
        <source>It leads to another computer, %1, which was not asked</source>
        <translation>Адрес ведёт на другой компьютер, %1, а его не спрашивали</translation>
    </message>
    <message>
        <source>It came too slowly</source>
        <translation>Файл шёл слишком медленно</translation>
    </message>
    <message>
        <source>It cannot be written here: %1</source>
        <translation>Сюда не записать: %1</translation>
    </message>
    <message>
        <source>It cannot be read any more</source>
        <translation>Файл больше не читается</translation>
    </message>
    <message>
        <source>The server refused: %1</source>
        <translation>Сервер отказал: %1</translation>
    </message>
    <message>
        <source>The transfer broke off</source>
        <translation>Передача оборвалась</translation>
    </message>
</context>
<context>
    <name>TypingLine</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 печатает…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 и %2 печатают…</translation>
    </message>
    <message>
        <source>%1, %2 and others are typing…</source>
        <translation>%1, %2 и другие печатают…</translation>
    </message>
</context>
<context>
    <name>UserCard</name>
    <message>
        <source>Copy the nickname</source>
        <translation>Копировать ник</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Не слушать</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>В %1</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Do not send them</source>
        <translation>Не отправлять</translation>
    </message>
</context>
<context>
    <name>Watched</name>
    <message>
        <source>%1 is here now</source>
        <translation>%1 уже здесь</translation>
    </message>
    <message>
        <source>%1 has gone</source>
        <translation>%1 больше не здесь</translation>
    </message>
    <message>
        <source>You wait for nobody. /watch and a nickname does.</source>
        <translation>Вы никого не ждёте. Чтобы ждать: /watch и ник.</translation>
    </message>
    <message>
        <source>%1 (here)</source>
        <translation>%1 (здесь)</translation>
    </message>
    <message>
        <source>You are told when these come and go: %1. /unwatch ends that.</source>
        <translation>Вам сообщают, когда приходят и уходят: %1. Отменить: /unwatch.</translation>
    </message>
    <message>
        <source>Tell me no longer when they come</source>
        <translation>Больше не сообщать о приходе</translation>
    </message>
    <message>
        <source>Tell me when they come</source>
        <translation>Сообщить, когда появится</translation>
    </message>
</context>
<context>
    <name>WhoisCard</name>
    <message>
        <source>Copy what is known</source>
        <translation>Скопировать всё, что известно</translation>
    </message>
    <message>
        <source>As the server said it</source>
        <translation>Как сказал сервер</translation>
    </message>
    <message>
        <source>Goes by</source>
        <translation>Зовётся</translation>
    </message>
    <message>
        <source>Pronouns</source>
        <translation>Местоимения</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Home page</source>
        <translation>Сайт</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Is in</source>
        <translation>В каналах</translation>
    </message>
    <message>
        <source>In common</source>
        <translation>Общие каналы</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Here since</source>
        <translation>На сервере с</translation>
    </message>
    <message>
        <source>Last wrote</source>
        <translation>Последнее сообщение</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>только что</translation>
    </message>
    <message>
        <source>Runs this server</source>
        <translation>Ведёт этот сервер</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>В сети</translation>
    </message>
    <message>
        <source>Away: %1</source>
        <translation>Нет на месте: %1</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Нет на месте</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>Упомянуть</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Написать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>WriteDialog</name>
    <message>
        <source>Write to somebody</source>
        <translation>Написать человеку</translation>
    </message>
    <message>
        <source>Only the two of you see it.</source>
        <translation>Это увидите только вы двое.</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Написать</translation>
    </message>
</context>
</TS>
