<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete this message?</source>
        <translation>Удалить это сообщение?</translation>
    </message>
    <message>
        <source>It goes for everybody. Who has read it may remember it.</source>
        <translation>Оно исчезнет у всех. Но кто прочитал, тот мог запомнить.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>To the newest message</source>
        <translation>К последнему сообщению</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages below</source>
        <translation>
            <numerusform>ниже %n новое сообщение</numerusform>
            <numerusform>ниже %n новых сообщения</numerusform>
            <numerusform>ниже %n новых сообщений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>This address is not what it seems</source>
        <translation>Адрес не тот, каким кажется</translation>
    </message>
    <message>
        <source>It is written with letters that look like others. It really leads to:</source>
        <translation>В нём буквы, похожие на другие. На самом деле он ведёт сюда:</translation>
    </message>
    <message>
        <source>Its place is a number in disguise. It leads to:</source>
        <translation>Вместо имени в нём замаскированное число. Он ведёт сюда:</translation>
    </message>
    <message>
        <source>It begins like the name of another site. What counts is the end of it:</source>
        <translation>Он начинается как имя другого сайта. Важен его конец:</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Копировать адрес</translation>
    </message>
    <message>
        <source>Open it all the same</source>
        <translation>Всё равно открыть</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>Не открывать</translation>
    </message>
</context>
<context>
    <name>MessageDeeds</name>
    <message>
        <source>Reply</source>
        <translation>Ответить</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Добавить реакцию</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Go to the message that it answers</source>
        <translation>К сообщению, на которое это ответ</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Копировать текст</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Копировать код</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Сохранить файл…</translation>
    </message>
    <message>
        <source>Show on the wire</source>
        <translation>Показать в сокетах</translation>
    </message>
    <message>
        <source>Delete for everybody…</source>
        <translation>Удалить у всех…</translation>
    </message>
</context>
<context>
    <name>MessageMenu</name>
    <message>
        <source>Open the address</source>
        <translation>Открыть адрес</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Копировать адрес</translation>
    </message>
    <message>
        <source>Copy the selection</source>
        <translation>Копировать выделенное</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Копировать текст</translation>
    </message>
    <message>
        <source>Copy with name and time</source>
        <translation>Копировать с именем и временем</translation>
    </message>
    <message>
        <source>Mention %1</source>
        <translation>Упомянуть: %1</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить ещё раз</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>Убрать %1</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>Поставить %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Выделить всё</translation>
    </message>
</context>
<context>
    <name>MessageRows</name>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 и %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 can be reached again</source>
        <translation>%1 снова на связи</translation>
    </message>
    <message>
        <source>You are in the channel now</source>
        <translation>Вы в канале</translation>
    </message>
    <message>
        <source>You are no longer in the channel</source>
        <translation>Вы больше не в канале</translation>
    </message>
    <message>
        <source>%1 cannot be reached: two servers lost each other (%2)</source>
        <translation>%1 вне связи: два сервера потеряли друг друга (%2)</translation>
    </message>
    <message>
        <source>%1 went offline</source>
        <translation>%1 больше не в сети</translation>
    </message>
    <message>
        <source>%1 removed you from the channel</source>
        <translation>%1 удаляет вас из канала</translation>
    </message>
    <message>
        <source>%1 removed %2 from the channel</source>
        <translation>%1 удаляет участника %2 из канала</translation>
    </message>
    <message>
        <source>Your name is %1 now</source>
        <translation>Теперь вас зовут %1</translation>
    </message>
    <message>
        <source>%1 is called %2 now</source>
        <translation>%1 теперь %2</translation>
    </message>
    <message>
        <source>%1 invites you to %2</source>
        <translation>%1 приглашает вас в %2</translation>
    </message>
    <message>
        <source>%1 invited %2</source>
        <translation>%1 приглашает: %2</translation>
    </message>
    <message>
        <source>%1 renamed the channel; it was called %2</source>
        <translation>%1 меняет имя канала (раньше: %2)</translation>
    </message>
    <message>
        <source>%1 is away</source>
        <translation>%1 не у экрана</translation>
    </message>
    <message>
        <source>The network&apos;s servers lost each other; out of reach for now: %1</source>
        <translation>Серверы сети потеряли друг друга; пока вне связи: %1</translation>
    </message>
    <message>
        <source>The network is whole again; here once more: %1</source>
        <translation>Сеть снова цела; опять здесь: %1</translation>
    </message>
    <message>
        <source>%1 removed the topic</source>
        <translation>%1 убирает тему</translation>
    </message>
    <message>
        <source>%1 changed the topic: %2</source>
        <translation>%1 меняет тему: %2</translation>
    </message>
    <message>
        <source>%1 lets %2 lead the channel</source>
        <translation>%1 доверяет участнику %2 вести канал</translation>
    </message>
    <message>
        <source>%1 lets %2 lead the channel no longer</source>
        <translation>%1 больше не доверяет участнику %2 вести канал</translation>
    </message>
    <message>
        <source>%1 lets %2 speak</source>
        <translation>%1 даёт слово участнику %2</translation>
    </message>
    <message>
        <source>%1 takes the right to speak from %2</source>
        <translation>%1 забирает слово у участника %2</translation>
    </message>
    <message>
        <source>%1 keeps %2 out of the channel</source>
        <translation>%1 закрывает вход для %2</translation>
    </message>
    <message>
        <source>%1 lets %2 in again</source>
        <translation>%1 снова открывает вход для %2</translation>
    </message>
    <message>
        <source>%1 set modes: %2</source>
        <translation>%1 меняет режимы: %2</translation>
    </message>
</context>
<context>
    <name>MessageToolbar</name>
    <message>
        <source>React with %1</source>
        <translation>Поставить %1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>(an empty message)</source>
        <translation>(пустое сообщение)</translation>
    </message>
    <message>
        <source>What came before is not kept</source>
        <translation>Более ранние сообщения не сохраняются</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новые</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>изменено</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>не отправлено</translation>
    </message>
    <message>
        <source>Sent again below</source>
        <translation>Отправлено ещё раз ниже</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить ещё раз</translation>
    </message>
    <message>
        <source>The connection was lost: it may not have arrived.</source>
        <translation>Связь прервалась: сообщение могло не дойти.</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Сообщение удалено</translation>
    </message>
    <message>
        <source>Message deleted by %1</source>
        <translation>Сообщение удалено: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>уведомление</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>для %1</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>An answer to a message that is not here</source>
        <translation>Ответ на сообщение, которого здесь нет</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Loading the picture…</source>
        <translation>Картинка загружается…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Show the picture</source>
        <translation>Показать картинку</translation>
    </message>
    <message>
        <source>picture %1</source>
        <translation>картинка %1</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>файл %1</translation>
    </message>
    <message>
        <source>in answer to %1: %2</source>
        <translation>в ответ на сообщение %1: %2</translation>
    </message>
    <message>
        <source>you are named</source>
        <translation>упомянуты вы</translation>
    </message>
    <message>
        <source>with code</source>
        <translation>с кодом</translation>
    </message>
    <message>
        <source>read</source>
        <translation>прочитано</translation>
    </message>
    <message>
        <source>reactions: %1</source>
        <translation>реакции: %1</translation>
    </message>
    <message>
        <source>yours too</source>
        <translation>и ваша</translation>
    </message>
    <message>
        <source>New messages from here</source>
        <translation>Отсюда новые сообщения</translation>
    </message>
    <message>
        <source>Enter shows each</source>
        <translation>Enter покажет каждое</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>развёрнуто</translation>
    </message>
    <message>
        <source>The message is not here.</source>
        <translation>Этого сообщения здесь нет.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Выбрать</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
</context>
</TS>
