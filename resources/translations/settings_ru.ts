<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>FixedKeys</name>
    <message>
        <source>Where you write</source>
        <translation>Где вы пишете</translation>
    </message>
    <message>
        <source>Send, or begin a line</source>
        <translation>Отправить или начать строку</translation>
    </message>
    <message>
        <source>The other of the two (see “Writing”)</source>
        <translation>Второе из этих двух (см. «Набор»)</translation>
    </message>
    <message>
        <source>Begin a line</source>
        <translation>Начать строку</translation>
    </message>
    <message>
        <source>Complete a nickname, channel, command or emoji</source>
        <translation>Дополнить ник, канал, команду или эмодзи</translation>
    </message>
    <message>
        <source>Change the last message, while nothing is written</source>
        <translation>Изменить последнее сообщение, пока ничего не написано</translation>
    </message>
    <message>
        <source>What was sent before, at the edge</source>
        <translation>Отправленное раньше — из первой и последней строки</translation>
    </message>
    <message>
        <source>What was sent before</source>
        <translation>Отправленное раньше</translation>
    </message>
    <message>
        <source>Scroll the messages</source>
        <translation>Прокрутить сообщения</translation>
    </message>
    <message>
        <source>Menu, with right spellings</source>
        <translation>Меню, в нём и верные написания</translation>
    </message>
    <message>
        <source>Leave the reply, the change or the list</source>
        <translation>Оставить ответ, правку или список</translation>
    </message>
    <message>
        <source>Among the messages</source>
        <translation>Среди сообщений</translation>
    </message>
    <message>
        <source>Choose a message</source>
        <translation>Выбрать сообщение</translation>
    </message>
    <message>
        <source>Open what is in it: picture, file, address, people who came and went</source>
        <translation>Открыть, что в нём есть: картинку, файл, адрес, вошедших и вышедших</translation>
    </message>
    <message>
        <source>Choose an address in the message</source>
        <translation>Выбрать адрес в сообщении</translation>
    </message>
    <message>
        <source>Everything else with it</source>
        <translation>Всё остальное с ним</translation>
    </message>
    <message>
        <source>Show it on the wire</source>
        <translation>Показать на проводе</translation>
    </message>
    <message>
        <source>Select lines, also over several messages</source>
        <translation>Выделить строки, в том числе через несколько сообщений</translation>
    </message>
    <message>
        <source>Select letters; with Ctrl, words</source>
        <translation>Выделить буквы, с Ctrl — слова</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>Выделить всё</translation>
    </message>
    <message>
        <source>Copy what is selected, or the message</source>
        <translation>Копировать выделенное или сообщение</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Прокрутить</translation>
    </message>
    <message>
        <source>Scroll a little</source>
        <translation>Прокрутить немного</translation>
    </message>
    <message>
        <source>To the first message, to the newest</source>
        <translation>К первому сообщению, к последнему</translation>
    </message>
    <message>
        <source>Choose and select nothing</source>
        <translation>Снять выбор и выделение</translation>
    </message>
    <message>
        <source>In lists, menus and windows</source>
        <translation>В списках, меню и окнах</translation>
    </message>
    <message>
        <source>Next control, previous one</source>
        <translation>Следующий элемент, предыдущий</translation>
    </message>
    <message>
        <source>Press a button, turn a switch</source>
        <translation>Нажать кнопку, переключить</translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation>Что с этим можно сделать</translation>
    </message>
    <message>
        <source>Write to a person, open what is chosen</source>
        <translation>Написать человеку, открыть выбранное</translation>
    </message>
    <message>
        <source>While going to a conversation: open it in its own window</source>
        <translation>При переходе к беседе: открыть её в своём окне</translation>
    </message>
    <message>
        <source>On the edge of a column: its width</source>
        <translation>На краю колонки: её ширина</translation>
    </message>
    <message>
        <source>On a large picture: its own size</source>
        <translation>На большой картинке: её настоящий размер</translation>
    </message>
    <message>
        <source>Close, back to where you write</source>
        <translation>Закрыть, вернуться туда, где пишете</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>A time, such as 22:00.</source>
        <translation>Время, например 22:00.</translation>
    </message>
    <message>
        <source>The system did not allow that.</source>
        <translation>Система этого не позволила.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Общие</translation>
    </message>
    <message>
        <source>The program and this computer.</source>
        <translation>Программа и этот компьютер.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Colours, sizes, and how messages are shown.</source>
        <translation>Цвета, размеры и то, как показаны сообщения.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>What calls you when you look elsewhere.</source>
        <translation>Что зовёт вас, когда вы заняты другим.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>What happens while you write and read.</source>
        <translation>Что происходит, пока вы пишете и читаете.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>What stays on this computer.</source>
        <translation>Что остаётся на этом компьютере.</translation>
    </message>
    <message>
        <source>Identities</source>
        <translation>Профили</translation>
    </message>
    <message>
        <source>Who you are on which server.</source>
        <translation>Кто вы на каком сервере.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Everything that a key does, and which.</source>
        <translation>Всё, что делают клавиши.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О программе</translation>
    </message>
    <message>
        <source>This program.</source>
        <translation>Что это за программа.</translation>
    </message>
    <message>
        <source>Sizes and contrast</source>
        <translation>Размеры и контраст</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>What calls you</source>
        <translation>Что зовёт</translation>
    </message>
    <message>
        <source>How it calls</source>
        <translation>Как зовёт</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Не беспокоить</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Что видят другие</translation>
    </message>
    <message>
        <source>Your messages</source>
        <translation>Ваши сообщения</translation>
    </message>
    <message>
        <source>Messages kept here</source>
        <translation>Сообщения на этом компьютере</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>The height of text; everything else in every window grows with it.</source>
        <translation>Высота текста; всё остальное во всех окнах растёт вместе с ней.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пкс</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Плотность</translation>
    </message>
    <message>
        <source>How much room is left between rows and messages.</source>
        <translation>Сколько места между строками и сообщениями.</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Просторно</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Обычно</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Плотно</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Контраст</translation>
    </message>
    <message>
        <source>High contrast makes texts, icons and frames stronger.</source>
        <translation>При высоком контрасте тексты, значки и рамки заметнее.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Высокий</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Движение</translation>
    </message>
    <message>
        <source>Without motion everything appears at its place at once.</source>
        <translation>Без движения всё сразу появляется на своём месте.</translation>
    </message>
    <message>
        <source>With motion</source>
        <translation>С движением</translation>
    </message>
    <message>
        <source>Without motion</source>
        <translation>Без движения</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Раскладка</translation>
    </message>
    <message>
        <source>Messages in groups with avatars, or one line each as IRC programs do.</source>
        <translation>Группами с аватарами или строками, как в программах IRC.</translation>
    </message>
    <message>
        <source>As the window has room</source>
        <translation>По ширине окна</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Группами</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строками</translation>
    </message>
    <message>
        <source>Avatars</source>
        <translation>Аватары</translation>
    </message>
    <message>
        <source>A circle with the person&apos;s initial or picture.</source>
        <translation>Кружок с первой буквой или картинкой человека.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>How the time of a message is written.</source>
        <translation>Как пишется время сообщения.</translation>
    </message>
    <message>
        <source>As the language has it</source>
        <translation>Как принято в языке</translation>
    </message>
    <message>
        <source>18:05</source>
        <translation>18:05</translation>
    </message>
    <message>
        <source>6:05 PM</source>
        <translation>6:05 PM</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Shows **bold**, _italic_, `code` and lists as they are meant.</source>
        <translation>Показывает **жирное**, _курсив_, `код` и списки так, как задумано.</translation>
    </message>
    <message>
        <source>Who comes and goes</source>
        <translation>Кто пришёл и ушёл</translation>
    </message>
    <message>
        <source>One line in the channel that tells who joined and left.</source>
        <translation>Одна строка в канале о том, кто вошёл и вышел.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Картинки</translation>
    </message>
    <message>
        <source>Whoever keeps a picture learns your address when it is fetched.</source>
        <translation>Тот, у кого лежит картинка, узнаёт ваш адрес, когда её загружают.</translation>
    </message>
    <message>
        <source>When you click</source>
        <translation>По щелчку</translation>
    </message>
    <message>
        <source>From the chat&apos;s server at once</source>
        <translation>С сервера чата сразу</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Никогда</translation>
    </message>
    <message>
        <source>That you are typing</source>
        <translation>Что вы печатаете</translation>
    </message>
    <message>
        <source>Others see it while you write, where the server tells it.</source>
        <translation>Другие видят это, пока вы пишете, если сервер передаёт.</translation>
    </message>
    <message>
        <source>That you have read</source>
        <translation>Что вы прочитали</translation>
    </message>
    <message>
        <source>In private conversations the other sees two ticks.</source>
        <translation>В личной беседе собеседник видит две галочки.</translation>
    </message>
    <message>
        <source>Emoji by name</source>
        <translation>Эмодзи по имени</translation>
    </message>
    <message>
        <source>A colon and two letters offer emoji: :smi</source>
        <translation>Двоеточие и две буквы предлагают эмодзи: :smi</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Правописание</translation>
    </message>
    <message>
        <source>Underlines words that the dictionaries do not have.</source>
        <translation>Подчёркивает слова, которых нет в словарях.</translation>
    </message>
    <message>
        <source>Enter begins a new line</source>
        <translation>Enter начинает новую строку</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends then; otherwise Enter does.</source>
        <translation>Тогда отправляет Ctrl+Enter, иначе просто Enter.</translation>
    </message>
    <message>
        <source>Commands and words of your own</source>
        <translation>Свои команды и сокращения</translation>
    </message>
    <message>
        <source>One in a line: “omw = on my way” is written out when you send, and “/hi = /me greets $1” makes a command. $1 is the first word behind it, $* are all.</source>
        <translation>По одному в строке: «спс = спасибо» раскроется при отправке, а «/hi = /me приветствует $1» станет командой. $1 — первое слово после неё, $* — все.</translation>
    </message>
    <message>
        <source>Away by itself</source>
        <translation>Отмечать, что вас нет</translation>
    </message>
    <message>
        <source>After so many minutes without a movement of the mouse or a key in the chat, others see that you are away.</source>
        <translation>Через столько минут без движения мыши и без клавиш в чате другие увидят, что вы отошли.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> мин</translation>
    </message>
    <message>
        <source>Private messages</source>
        <translation>Личные сообщения</translation>
    </message>
    <message>
        <source>Somebody writes to you alone.</source>
        <translation>Кто-то пишет только вам.</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>Упоминания</translation>
    </message>
    <message>
        <source>Somebody writes your nickname in a channel.</source>
        <translation>Кто-то пишет в канале ваш ник.</translation>
    </message>
    <message>
        <source>Words of your own</source>
        <translation>Свои слова</translation>
    </message>
    <message>
        <source>Whole words that call you in any channel; put commas between.</source>
        <translation>Целые слова, которые зовут вас в любом канале; через запятую.</translation>
    </message>
    <message>
        <source>People you ignore</source>
        <translation>Чьих сообщений не видеть</translation>
    </message>
    <message>
        <source>You see nothing of what they write: nicknames or masks, with commas between.</source>
        <translation>Всё, что они пишут, скрыто: ники или маски через запятую.</translation>
    </message>
    <message>
        <source>People you wait for</source>
        <translation>Кого вы ждёте</translation>
    </message>
    <message>
        <source>You are told when they come and go: nicknames, with commas between.</source>
        <translation>Вам сообщат, когда они придут и уйдут: ники через запятую.</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>Каждое сообщение</translation>
    </message>
    <message>
        <source>Also those in channels; conversations that are muted never call.</source>
        <translation>И в каналах тоже; беседы без звука не зовут никогда.</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>Показывать текст</translation>
    </message>
    <message>
        <source>Otherwise a notification only tells where something is new.</source>
        <translation>Иначе уведомление говорит лишь, где есть новое.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Two soft notes, at most once in two seconds.</source>
        <translation>Две мягкие ноты, не чаще раза в две секунды.</translation>
    </message>
    <message>
        <source>Do not disturb now</source>
        <translation>Сейчас не беспокоить</translation>
    </message>
    <message>
        <source>Nothing calls you until you switch it off; messages are counted.</source>
        <translation>Ничто не зовёт, пока не выключите; сообщения считаются.</translation>
    </message>
    <message>
        <source>Quiet every day from</source>
        <translation>Тихо каждый день с</translation>
    </message>
    <message>
        <source>A time such as 22:00; empty means never.</source>
        <translation>Время, например 22:00; пусто — никогда.</translation>
    </message>
    <message>
        <source>Quiet every day until</source>
        <translation>Тихо каждый день до</translation>
    </message>
    <message>
        <source>A time such as 7:30; it may be on the next day.</source>
        <translation>Время, например 7:30; можно и на следующий день.</translation>
    </message>
    <message>
        <source>Go on where you left off</source>
        <translation>Продолжать с того же места</translation>
    </message>
    <message>
        <source>The chat windows that were open are opened again at the next start.</source>
        <translation>Окна чатов, которые были открыты, откроются снова при следующем запуске.</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Значок в трее</translation>
    </message>
    <message>
        <source>Shows whether there is something new, and brings the windows back.</source>
        <translation>Показывает, есть ли новое, и возвращает окна.</translation>
    </message>
    <message>
        <source>Closing keeps you connected</source>
        <translation>Закрытое окно остаётся на связи</translation>
    </message>
    <message>
        <source>A chat window that is closed goes into the tray and listens on.</source>
        <translation>Закрытое окно чата уходит в трей и слушает дальше.</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Запускать при входе</translation>
    </message>
    <message>
        <source>Besedka opens when you log in to this computer.</source>
        <translation>Беседка откроется, когда вы войдёте в систему.</translation>
    </message>
    <message>
        <source>Open irc:// links</source>
        <translation>Открывать ссылки irc://</translation>
    </message>
    <message>
        <source>Links to chats in browsers and mails open in Besedka.</source>
        <translation>Ссылки на чаты из браузера и писем откроются в Беседке.</translation>
    </message>
    <message>
        <source>Keep what was said</source>
        <translation>Хранить сказанное</translation>
    </message>
    <message>
        <source>Messages can be read and searched without a connection.</source>
        <translation>Сообщения можно читать и искать без связи.</translation>
    </message>
    <message>
        <source>For how many days</source>
        <translation>Сколько дней</translation>
    </message>
    <message>
        <source>Older messages are deleted from this computer.</source>
        <translation>Более старые сообщения удаляются с этого компьютера.</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Всегда</translation>
    </message>
    <message>
        <source>Give it a name, such as “Work”.</source>
        <translation>Назовите его, например «Работа».</translation>
    </message>
    <message>
        <source>Another identity is called that.</source>
        <translation>Так уже называется другой профиль.</translation>
    </message>
    <message>
        <source>Whose password is it? Name the account.</source>
        <translation>Чей это пароль? Укажите учётную запись.</translation>
    </message>
    <message>
        <source>New identity</source>
        <translation>Новый профиль</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Профиль</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>Как его назвать</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Ник</translation>
    </message>
    <message>
        <source>Others to try where it is taken</source>
        <translation>Запасные, если занят</translation>
    </message>
    <message>
        <source>With commas between</source>
        <translation>Через запятую</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Имя пользователя</translation>
    </message>
    <message>
        <source>As the nickname</source>
        <translation>Как ник</translation>
    </message>
    <message>
        <source>Real name</source>
        <translation>Настоящее имя</translation>
    </message>
    <message>
        <source>Shown to all</source>
        <translation>Видно всем</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Password of the account</source>
        <translation>Пароль учётной записи</translation>
    </message>
    <message>
        <source>The password is kept readable in the settings file, which only you can open.</source>
        <translation>Пароль хранится в файле настроек открытым текстом; открыть файл можете только вы.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Ещё один</translation>
    </message>
    <message>
        <source>A nickname, others for when it is taken, an account with a password.</source>
        <translation>Ник, запасные на случай, если он занят, учётная запись с паролем.</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>Изменить: %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Удалить: %1</translation>
    </message>
    <message>
        <source>New identity…</source>
        <translation>Новый профиль…</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>учётная запись %1</translation>
    </message>
    <message>
        <source>Servers of HexChat</source>
        <translation>Серверы из HexChat</translation>
    </message>
    <message>
        <source>HexChat&apos;s servlist.conf</source>
        <translation>Файл servlist.conf программы HexChat</translation>
    </message>
    <message>
        <source>Servers taken over: %1. They are in the start window.</source>
        <translation>Взято серверов: %1. Они в начальном окне.</translation>
    </message>
    <message>
        <source>All of its servers are here already.</source>
        <translation>Все его серверы уже есть.</translation>
    </message>
    <message>
        <source>There is no server in that file.</source>
        <translation>В этом файле нет ни одного сервера.</translation>
    </message>
    <message>
        <source>That file is far too large for a list of servers.</source>
        <translation>Для списка серверов этот файл слишком велик.</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>Файл не удалось прочитать.</translation>
    </message>
    <message>
        <source>Takes over networks, nicknames and channels from its servlist.conf.</source>
        <translation>Берёт сети, ники и каналы из его servlist.conf.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Press the keys…</source>
        <translation>Нажмите клавиши…</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>нет клавиш</translation>
    </message>
    <message>
        <source>%1 alone is for writing: add Ctrl or Alt.</source>
        <translation>%1 нужно для набора: добавьте Ctrl или Alt.</translation>
    </message>
    <message>
        <source>%1 is needed to get about among the messages.</source>
        <translation>%1 нужно, чтобы ходить по сообщениям.</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”: press it again to take it from there.</source>
        <translation>%1 занято: «%2». Нажмите ещё раз, чтобы забрать.</translation>
    </message>
    <message>
        <source>Press a button, then the new keys. Esc leaves it, Backspace takes the keys away.</source>
        <translation>Нажмите кнопку, затем новые клавиши. Esc оставит как есть, Backspace уберёт.</translation>
    </message>
    <message>
        <source>Chat window</source>
        <translation>Окно чата</translation>
    </message>
    <message>
        <source>The chosen message</source>
        <translation>Выбранное сообщение</translation>
    </message>
    <message>
        <source>Every window</source>
        <translation>Все окна</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Of every window; what people write stays as it is.</source>
        <translation>Всех окон; то, что пишут люди, остаётся как есть.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>Dark letters on light paper, or the other way round.</source>
        <translation>Тёмные буквы на светлом или наоборот.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлые</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмные</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Portable: everything is kept beside the program, in %1.</source>
        <translation>Переносная: всё хранится рядом с программой, в %1.</translation>
    </message>
    <message>
        <source>Settings are kept in %1. A folder “besedka-data” beside the program makes it portable.</source>
        <translation>Настройки лежат в %1. Папка «besedka-data» рядом с программой делает её переносной.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Servers and files</source>
        <translation>Серверы и файлы</translation>
    </message>
    <message>
        <source>Version %1. Free software under the MIT licence.</source>
        <translation>Версия %1. Свободная программа, лицензия MIT.</translation>
    </message>
    <message>
        <source>Besedka</source>
        <translation>Беседка</translation>
    </message>
    <message>
        <source>Copy the version</source>
        <translation>Копировать версию</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Сделано с помощью</translation>
    </message>
    <message>
        <source>Python, Qt for Python, Inter, JetBrains Mono, Noto Color Emoji and Lucide.</source>
        <translation>Python, Qt for Python, Inter, JetBrains Mono, Noto Color Emoji и Lucide.</translation>
    </message>
    <message>
        <source>As usual: %1</source>
        <translation>Вернуть как обычно: %1</translation>
    </message>
    <message>
        <source>No setting is called that</source>
        <translation>Такой настройки нет</translation>
    </message>
    <message>
        <source>Try another word, or fewer of them.</source>
        <translation>Попробуйте другое слово или меньше слов.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Найти настройку</translation>
    </message>
    <message>
        <source>Everything on this page as usual</source>
        <translation>На этой странице всё как обычно</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>На этом рабочем столе нет трея.</translation>
    </message>
    <message>
        <source>Only with the icon in the tray.</source>
        <translation>Только вместе со значком в трее.</translation>
    </message>
    <message>
        <source>No program that plays sounds was found (pw-play, paplay, aplay): only the desktop&apos;s own beep is tried.</source>
        <translation>Не нашлось программы, играющей звуки (pw-play, paplay, aplay): пробуется только гудок системы.</translation>
    </message>
    <message>
        <source>Not known how on this system.</source>
        <translation>На этой системе неизвестно как.</translation>
    </message>
    <message>
        <source>“%1” means nothing: write it as “short = long”.</source>
        <translation>«%1» ничего не значит: пишите «коротко = полностью».</translation>
    </message>
    <message>
        <source>The way to servers</source>
        <translation>Путь к серверам</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>Servers on the internet, and their files, are reached through it.</source>
        <translation>Через него идут соединения с серверами в интернете и их файлы.</translation>
    </message>
    <message>
        <source>SOCKS 5</source>
        <translation>SOCKS 5</translation>
    </message>
    <message>
        <source>HTTP (CONNECT)</source>
        <translation>HTTP (CONNECT)</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>Его адрес</translation>
    </message>
    <message>
        <source>A name or numbers, such as proxy.school or 10.0.0.1; Tor: 127.0.0.1.</source>
        <translation>Имя или числа, например proxy.school или 10.0.0.1; Tor: 127.0.0.1.</translation>
    </message>
    <message>
        <source>Its port</source>
        <translation>Его порт</translation>
    </message>
    <message>
        <source>Usual are 1080 for SOCKS, 3128 or 8080 for HTTP, 9050 for Tor.</source>
        <translation>Обычно 1080 для SOCKS, 3128 или 8080 для HTTP, 9050 для Tor.</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>Обычный</translation>
    </message>
    <message>
        <source>User there</source>
        <translation>Имя на нём</translation>
    </message>
    <message>
        <source>Empty where the proxy asks for none.</source>
        <translation>Пусто, если прокси имени не спрашивает.</translation>
    </message>
    <message>
        <source>Password there</source>
        <translation>Пароль на нём</translation>
    </message>
    <message>
        <source>It is kept readable in the settings file, which only you can open.</source>
        <translation>Хранится открыто в файле настроек, который доступен только вам.</translation>
    </message>
    <message>
        <source>Also in the own network</source>
        <translation>И в своей сети</translation>
    </message>
    <message>
        <source>Otherwise this computer and addresses such as 192.168.… are joined without it.</source>
        <translation>Иначе к этому компьютеру и адресам вида 192.168.… соединение идёт без него.</translation>
    </message>
</context>
</TS>
