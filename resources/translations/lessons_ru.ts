<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>BrokenLesson</name>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
</context>
<context>
    <name>ClassBoard</name>
    <message>
        <source>Predictions</source>
        <translation>Ответы класса</translation>
    </message>
    <message>
        <source>open</source>
        <translation>принимаются</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыты</translation>
    </message>
    <message>
        <source>hidden until the answers are closed</source>
        <translation>скрыто, пока принимаются ответы</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>ответили %1 из %2</translation>
    </message>
    <message>
        <source>Still thinking: %1</source>
        <translation>Ещё думают: %1</translation>
    </message>
    <message>
        <source>Nobody has joined yet</source>
        <translation>Пока никто не присоединился</translation>
    </message>
    <message>
        <source>The others see a line above their messages: Join.</source>
        <translation>У остальных над сообщениями появилась строка с кнопкой «Присоединиться».</translation>
    </message>
    <message>
        <source>The step decides</source>
        <translation>Решит сам шаг</translation>
    </message>
    <message>
        <source>It has run, here and on every pupil&apos;s computer, on real sockets.</source>
        <translation>Шаг выполнен на настоящих сокетах: здесь и у каждого ученика.</translation>
    </message>
    <message>
        <source>So it happened: %1</source>
        <translation>Так и вышло: %1</translation>
    </message>
    <message>
        <source>“Let it run” makes the real calls on this computer. Every screen follows.</source>
        <translation>«Выполнить» делает настоящие вызовы на этом компьютере. Остальные экраны повторят их.</translation>
    </message>
</context>
<context>
    <name>ClassChooser</name>
    <message>
        <source>Open this lesson for a class</source>
        <translation>Открыть этот урок для класса</translation>
    </message>
    <message>
        <source>Everybody in the channel who has Besedka can join: each one&apos;s own computer runs the steps, and you see what they predict. Which channel?</source>
        <translation>Присоединиться могут все в канале, у кого есть «Беседка»: шаги выполняются на компьютере каждого, а вы видите, кто что предположил. В каком канале?</translation>
    </message>
    <message>
        <source>A class meets in a channel that you lead. Start a server here or join one, and open a channel there (who comes first leads it); then press “For class” again.</source>
        <translation>Класс собирается в канале, который ведёте вы. Запустите сервер здесь или войдите на другой и откройте там канал (ведёт тот, кто вошёл первым). Потом снова нажмите «Для класса».</translation>
    </message>
    <message>
        <source>Open the start window</source>
        <translation>Открыть стартовое окно</translation>
    </message>
    <message>
        <source>Start a server here</source>
        <translation>Запустить сервер здесь</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>ClassFoot</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Open answers again</source>
        <translation>Снова принимать</translation>
    </message>
    <message>
        <source>Close answers</source>
        <translation>Закрыть ответы</translation>
    </message>
    <message>
        <source>Let it run</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>End the class</source>
        <translation>Закончить урок</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Следующий шаг</translation>
    </message>
</context>
<context>
    <name>ClassHead</name>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>%1 · choose a lesson</source>
        <translation>%1 · выберите урок</translation>
    </message>
    <message>
        <source>%1 · lesson %2 · step %3 of %4</source>
        <translation>%1 · урок %2 · шаг %3 из %4</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Урок</translation>
    </message>
    <message>
        <source>Bars shown to class</source>
        <translation>Класс видит ответы</translation>
    </message>
    <message>
        <source>Bars hidden</source>
        <translation>Ответы скрыты</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Закончить</translation>
    </message>
</context>
<context>
    <name>ClassWindow</name>
    <message>
        <source>The name of this lesson&apos;s folder is too long to be told to the others.</source>
        <translation>Имя папки этого урока слишком длинное, чтобы передать его остальным.</translation>
    </message>
    <message>
        <source>Class: lesson “%1”. In Besedka press Join above the messages; in other programs, follow it on the teacher&apos;s screen.</source>
        <translation>Класс: урок «%1». В «Беседке» нажмите «Присоединиться» над сообщениями; в других программах следите за экраном учителя.</translation>
    </message>
    <message>
        <source>This server passes no client tags on, so the others&apos; programs cannot follow. A Besedka server does.</source>
        <translation>Этот сервер не передаёт клиентские теги, поэтому программы остальных не могут следовать за вами. Сервер «Беседки» передаёт.</translation>
    </message>
    <message>
        <source>The connection is lost. The class goes on when it is back.</source>
        <translation>Связь потеряна. Урок продолжится, когда она восстановится.</translation>
    </message>
    <message>
        <source>You do not lead %1 any more, so nobody follows. Let somebody who leads it give you the lead.</source>
        <translation>Вы больше не ведёте %1, поэтому за вами никто не следует. Попросите того, кто ведёт канал, вернуть вам эту роль.</translation>
    </message>
    <message>
        <source>Another version of Besedka, which cannot take part: %1</source>
        <translation>Другая версия «Беседки», участвовать не могут: %1</translation>
    </message>
    <message>
        <source>The class is over. Thank you!</source>
        <translation>Урок окончен. Спасибо!</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>All lessons</source>
        <translation>Все уроки</translation>
    </message>
    <message>
        <source>How to write a lesson</source>
        <translation>Как написать урок</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
</context>
<context>
    <name>HandsCard</name>
    <message>
        <source>Hands up</source>
        <translation>Подняли руку</translation>
    </message>
    <message>
        <source>Nobody asks.</source>
        <translation>Вопросов пока нет.</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Опустить</translation>
    </message>
    <message>
        <source>Lower the hand of %1</source>
        <translation>Опустить руку: %1</translation>
    </message>
</context>
<context>
    <name>LessonCard</name>
    <message>
        <source>only on %1</source>
        <translation>только в %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>пройден</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
</context>
<context>
    <name>LessonCounts</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n минута</numerusform>
            <numerusform>%n минуты</numerusform>
            <numerusform>%n минут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faults</source>
        <translation>
            <numerusform>%n ошибка</numerusform>
            <numerusform>%n ошибки</numerusform>
            <numerusform>%n ошибок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free runs</source>
        <translation>
            <numerusform>%n свободный запуск</numerusform>
            <numerusform>%n свободных запуска</numerusform>
            <numerusform>%n свободных запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>Ещё %n</numerusform>
            <numerusform>Ещё %n</numerusform>
            <numerusform>Ещё %n</numerusform>
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
        <source>%n min</source>
        <comment>for a raised hand</comment>
        <translation>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 и ещё %n</numerusform>
            <numerusform>%1 и ещё %n</numerusform>
            <numerusform>%1 и ещё %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pupils</source>
        <translation>
            <numerusform>%n ученик</numerusform>
            <numerusform>%n ученика</numerusform>
            <numerusform>%n учеников</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n B</source>
        <translation>
            <numerusform>%n Б</numerusform>
            <numerusform>%n Б</numerusform>
            <numerusform>%n Б</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LessonFaults</name>
    <message>
        <source>%1, line %2</source>
        <translation>%1, строка %2</translation>
    </message>
    <message>
        <source>The file %1 is missing. Put it into the lesson&apos;s folder.</source>
        <translation>Нет файла %1. Положите его в папку урока.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Файл не читается: %1.</translation>
    </message>
    <message>
        <source>This line is not UTF-8. Save the file as UTF-8.</source>
        <translation>Эта строка не в UTF-8. Сохраните файл в кодировке UTF-8.</translation>
    </message>
    <message>
        <source>This is no TOML: %1.</source>
        <translation>Это не TOML: %1.</translation>
    </message>
    <message>
        <source>Nothing of the name “%1” can be set here. Is it misspelt?</source>
        <translation>Здесь нельзя задать «%1». Может быть, опечатка?</translation>
    </message>
    <message>
        <source>“%1” must be set.</source>
        <translation>Нужно задать «%1».</translation>
    </message>
    <message>
        <source>The value has the wrong form. It should look like this: %1</source>
        <translation>Значение не того вида. Оно должно выглядеть так: %1</translation>
    </message>
    <message>
        <source>This value is not possible: %1</source>
        <translation>Такое значение невозможно: %1</translation>
    </message>
    <message>
        <source>The lesson has no steps. Each begins with [[step]].</source>
        <translation>В уроке нет шагов. Каждый начинается с [[step]].</translation>
    </message>
    <message>
        <source>The lesson has no actors. Write them under [actors]: server = &quot;server.py&quot;.</source>
        <translation>В уроке нет участников. Запишите их под [actors]: server = &quot;server.py&quot;.</translation>
    </message>
    <message>
        <source>“%1” cannot be a name: take Latin letters and digits, a letter first.</source>
        <translation>«%1» не годится в имя: нужны латинские буквы и цифры, первой буква.</translation>
    </message>
    <message>
        <source>“%1” is there twice. Each must be there once.</source>
        <translation>«%1» встречается дважды, а должно быть один раз.</translation>
    </message>
    <message>
        <source>Python does not understand the program: %1.</source>
        <translation>Python не понимает программу: %1.</translation>
    </message>
    <message>
        <source>There is no actor “%1” under [actors].</source>
        <translation>Под [actors] нет участника «%1».</translation>
    </message>
    <message>
        <source>“%1” is no sentence that a step understands. They are listed in the guide.</source>
        <translation>Фразу «%1» шаг не понимает. Все фразы перечислены в руководстве.</translation>
    </message>
    <message>
        <source>This cannot be asked of the run: %1</source>
        <translation>О запуске нельзя спросить так: %1</translation>
    </message>
    <message>
        <source>There is no such program or line: %1</source>
        <translation>Нет такой программы или строки: %1</translation>
    </message>
    <message>
        <source>A choice needs at least two options.</source>
        <translation>Для выбора нужно хотя бы два варианта.</translation>
    </message>
    <message>
        <source>The lesson has no text. Write ru.md or en.md.</source>
        <translation>У урока нет текста. Напишите ru.md или en.md.</translation>
    </message>
    <message>
        <source>The text has to begin with a title: # Title</source>
        <translation>Текст должен начинаться с заголовка: # Заголовок</translation>
    </message>
    <message>
        <source>The heading “%1” does not say which step it is. End it with {#id}.</source>
        <translation>В заголовке «%1» не сказано, какой это шаг. Добавьте в конце {#id}.</translation>
    </message>
    <message>
        <source>lesson.toml has no step “%1”.</source>
        <translation>В lesson.toml нет шага «%1».</translation>
    </message>
    <message>
        <source>The step “%1” has no heading here. Write: ## … {#%1}</source>
        <translation>Здесь нет заголовка для шага «%1». Напишите: ## … {#%1}</translation>
    </message>
    <message>
        <source>The heading “%1” is out of order. The steps go as in lesson.toml.</source>
        <translation>Заголовок «%1» не на своём месте. Порядок шагов — как в lesson.toml.</translation>
    </message>
    <message>
        <source>“%1”: a heading with ### is a question (### ? …) or what is told after (### ! …).</source>
        <translation>«%1»: заголовок с ### — это вопрос (### ? …) или то, что говорится после шага (### ! …).</translation>
    </message>
    <message>
        <source>The step “%1” predicts something, but no question (### ? …) is here.</source>
        <translation>В шаге «%1» есть предсказание, но здесь нет вопроса (### ? …).</translation>
    </message>
    <message>
        <source>The step “%1” has a question, but no [step.predict] in lesson.toml.</source>
        <translation>У шага «%1» есть вопрос, но в lesson.toml нет [step.predict].</translation>
    </message>
    <message>
        <source>The list of answers is not as long as the options in lesson.toml: %1.</source>
        <translation>Список ответов другой длины, чем options в lesson.toml: %1.</translation>
    </message>
</context>
<context>
    <name>LessonHeader</name>
    <message>
        <source>%1 of %2 lessons done</source>
        <translation>Пройдено уроков: %1 из %2</translation>
    </message>
    <message>
        <source>Lesson %1 of %2</source>
        <translation>Урок %1 из %2</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Урок</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>Все уроки</translation>
    </message>
    <message>
        <source>For class</source>
        <translation>Для класса</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>The system gives no more threads. Close other programs and open it again.</source>
        <translation>Система не даёт больше потоков. Закройте другие программы и откройте урок снова.</translation>
    </message>
    <message>
        <source>What do you think? Choose or type an answer first, or press Skip.</source>
        <translation>А как вы думаете? Сначала выберите или впишите ответ, или нажмите «Пропустить».</translation>
    </message>
</context>
<context>
    <name>LessonWords</name>
    <message>
        <source>The lesson&apos;s files have faults: %1</source>
        <translation>В файлах урока ошибки: %1</translation>
    </message>
    <message>
        <source>This lesson shows something that only %1 has. It can be read here.</source>
        <translation>Этот урок показывает то, что есть только в %1. Здесь его можно прочитать.</translation>
    </message>
    <message>
        <source>No port is free for the lesson&apos;s server. Close a program that holds it: %1</source>
        <translation>Для сервера урока нет свободного порта. Закройте программу, которая его держит: %1</translation>
    </message>
    <message>
        <source>The system gives the lesson no thread (%1). Close other programs, then press “Again from here”.</source>
        <translation>Система не даёт уроку поток (%1). Закройте другие программы и нажмите «Отсюда ещё раз».</translation>
    </message>
    <message>
        <source>No temporary folder can be made for the lesson: %1</source>
        <translation>Не удаётся создать временную папку для урока: %1</translation>
    </message>
    <message>
        <source>“%1” was not possible: %2 does not run.</source>
        <translation>«%1» не получилось: %2 не запущен.</translation>
    </message>
    <message>
        <source>“%1” was not possible: %2 has ended before.</source>
        <translation>«%1» не получилось: %2 уже закончил работу.</translation>
    </message>
    <message>
        <source>“%1” was not done to its end: %2 stays in the kernel.</source>
        <translation>«%1» не выполнено до конца: %2 остаётся в ядре.</translation>
    </message>
    <message>
        <source>“%1” was not done to its end: %2 waits in the program.</source>
        <translation>«%1» не выполнено до конца: %2 ждёт внутри программы.</translation>
    </message>
    <message>
        <source>“%1” was not done to its end: %2 computes and makes no call.</source>
        <translation>«%1» не выполнено до конца: %2 считает и не делает вызовов.</translation>
    </message>
    <message>
        <source>“%1” was ended: %2 made too many calls.</source>
        <translation>«%1» прервано: %2 сделал слишком много вызовов.</translation>
    </message>
    <message>
        <source>“%1” was ended: it took too long (%2).</source>
        <translation>«%1» прервано: слишком долго (%2).</translation>
    </message>
    <message>
        <source>This time it went otherwise than the lesson tells:</source>
        <translation>На этот раз вышло не так, как сказано в уроке:</translation>
    </message>
    <message>
        <source>expected %1, seen %2</source>
        <translation>ожидали %1, увидели %2</translation>
    </message>
    <message>
        <source>Not on this system, so nobody can say whether it is so: %1</source>
        <translation>Эта система такого не сообщает, поэтому сказать, так ли это, нельзя: %1</translation>
    </message>
    <message>
        <source>Port %1 is taken on this computer, so the lesson uses %2.</source>
        <translation>Порт %1 на этом компьютере занят, поэтому урок использует %2.</translation>
    </message>
    <message>
        <source>This system does not tell the answer.</source>
        <translation>Эта система не сообщает ответа.</translation>
    </message>
    <message>
        <source>The run did not come so far, so it gives no answer here.</source>
        <translation>Запуск до этого не дошёл, поэтому ответа здесь нет.</translation>
    </message>
</context>
<context>
    <name>LessonsWindow</name>
    <message>
        <source>Lesson %1 has faults. They are listed among the lessons.</source>
        <translation>В уроке %1 ошибки. Они перечислены в списке уроков.</translation>
    </message>
    <message>
        <source>There is no lesson %1.</source>
        <translation>Урока %1 нет.</translation>
    </message>
    <message>
        <source>Lessons — Besedka</source>
        <translation>Уроки — Беседка</translation>
    </message>
    <message>
        <source>%1 — Besedka</source>
        <translation>%1 — Беседка</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Lessons</source>
        <translation>Уроки</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
    <message>
        <source>Small programs on real sockets: predict, let them run, see what happened</source>
        <translation>Маленькие программы на настоящих сокетах: предположите, запустите, посмотрите, что вышло</translation>
    </message>
    <message>
        <source>How to write one</source>
        <translation>Как написать свой</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
    <message>
        <source>The lessons are missing</source>
        <translation>Уроков нет на месте</translation>
    </message>
    <message>
        <source>They belong into the folder resources/lessons of the program. Install it anew.</source>
        <translation>Их место в папке resources/lessons программы. Установите программу заново.</translation>
    </message>
    <message>
        <source>Lessons with faults</source>
        <translation>Уроки с ошибками</translation>
    </message>
    <message>
        <source>Your own lessons</source>
        <translation>Свои уроки</translation>
    </message>
    <message>
        <source>None yet. A lesson is a folder with lesson.toml, a program or two, and a text. Put it into this folder, and it is here at once.</source>
        <translation>Пока нет. Урок — это папка с файлом lesson.toml, одной-двумя программами и текстом. Положите её сюда, и урок сразу появится.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Sequence</source>
        <translation>Вызовы по порядку</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Bytes as letters</source>
        <translation>Байты буквами</translation>
    </message>
    <message>
        <source>TCP states</source>
        <translation>Состояния TCP</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>your answer</source>
        <translation>ваш ответ</translation>
    </message>
    <message>
        <source>so it happened</source>
        <translation>так и вышло</translation>
    </message>
</context>
<context>
    <name>Prediction</name>
    <message>
        <source>This is no number. Write it in figures, for example 11.</source>
        <translation>Это не число. Напишите цифрами, например 11.</translation>
    </message>
    <message>
        <source>Your answer, then Enter</source>
        <translation>Ваш ответ, затем Enter</translation>
    </message>
</context>
<context>
    <name>ProgramPane</name>
    <message>
        <source>next call</source>
        <translation>следующий вызов</translation>
    </message>
    <message>
        <source>in kernel %1</source>
        <translation>в ядре %1</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>вернулся</translation>
    </message>
    <message>
        <source>returned %1</source>
        <translation>вернул %1</translation>
    </message>
    <message>
        <source>look here</source>
        <translation>смотрите сюда</translation>
    </message>
    <message>
        <source>One call</source>
        <translation>Один вызов</translation>
    </message>
    <message>
        <source>Let %1 make one call</source>
        <translation>Отпустить на один вызов: %1</translation>
    </message>
</context>
<context>
    <name>PupilWindow</name>
    <message>
        <source>The class is over. Go on by yourself, or close the window.</source>
        <translation>Урок окончен. Продолжайте сами или закройте окно.</translation>
    </message>
    <message>
        <source>The connection is lost. It is made anew, and you go on here.</source>
        <translation>Связь потеряна. Она восстановится, и вы продолжите отсюда.</translation>
    </message>
    <message>
        <source>The teacher has left. It goes on here when the teacher is back.</source>
        <translation>Учитель вышел. Урок продолжится здесь, когда он вернётся.</translation>
    </message>
    <message>
        <source>Your answer is in. You may change it until answers are closed.</source>
        <translation>Ответ принят. Его можно менять, пока ответы не закрыты.</translation>
    </message>
    <message>
        <source>Your turn: what do you predict?</source>
        <translation>Ваш ход: что, по-вашему, будет?</translation>
    </message>
    <message>
        <source>Answers are closed. The teacher lets it run next.</source>
        <translation>Ответы закрыты. Сейчас учитель запустит шаг.</translation>
    </message>
    <message>
        <source>It has run, on the sockets of this computer. See what came out.</source>
        <translation>Шаг выполнен на сокетах этого компьютера. Смотрите, что вышло.</translation>
    </message>
    <message>
        <source>Read this step. The teacher lets it run when everybody is ready.</source>
        <translation>Прочитайте этот шаг. Учитель запустит его, когда все будут готовы.</translation>
    </message>
    <message>
        <source>%1 — Besedka</source>
        <translation>%1 — Беседка</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>%1 · %2 leads · step %3 of %4</source>
        <translation>%1 · ведёт %2 · шаг %3 из %4</translation>
    </message>
    <message>
        <source>Lower my hand</source>
        <translation>Опустить руку</translation>
    </message>
    <message>
        <source>Raise my hand</source>
        <translation>Поднять руку</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Проектор</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>The teacher&apos;s copy of this lesson is another one: steps may differ.</source>
        <translation>У учителя другая копия этого урока: шаги могут отличаться.</translation>
    </message>
    <message>
        <source>The teacher is at a step that this copy of the lesson does not have.</source>
        <translation>Учитель на шаге, которого в этой копии урока нет.</translation>
    </message>
    <message>
        <source>The class predicts: %1 of %2 answered</source>
        <translation>Что думает класс: ответили %1 из %2</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>queue is empty</source>
        <translation>очередь пуста</translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message>
        <source>And if nobody is stopped?</source>
        <translation>А если никого не останавливать?</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 did not come so far.</source>
        <translation>До этого места не дошли: %1.</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Programs</source>
        <translation>Программы</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Что происходит</translation>
    </message>
</context>
<context>
    <name>StatePill</name>
    <message>
        <source>not started</source>
        <translation>не запущен</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Again from here</source>
        <translation>Отсюда ещё раз</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Шаг %1 из %2</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Сокеты</translation>
    </message>
    <message>
        <source>Let it run</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Закончить</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
</context>
<context>
    <name>StepColumn</name>
    <message>
        <source>What you saw</source>
        <translation>Что вы увидели</translation>
    </message>
</context>
</TS>
