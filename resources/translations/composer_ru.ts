<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>CompletionPopup</name>
    <message>
        <source>choose</source>
        <translation>выбрать</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>дополнить</translation>
    </message>
    <message>
        <source>close</source>
        <translation>закрыть</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Прикрепить файл</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Эмодзи</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Save the change</source>
        <translation>Сохранить изменение</translation>
    </message>
    <message>
        <source>Too long for one message: this is how many it will be.</source>
        <translation>Для одного сообщения слишком длинно: столько их получится.</translation>
    </message>
    <message>
        <source>Too long: only the first %1 characters fit.</source>
        <translation>Слишком длинно: поместились только первые %1 символов.</translation>
    </message>
    <message>
        <source>Not connected: the change is sent as soon as we are.</source>
        <translation>Связи нет: изменение уйдёт, как только она появится.</translation>
    </message>
</context>
<context>
    <name>ComposerBar</name>
    <message>
        <source>Changing</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>Reply to</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Отменить (Esc)</translation>
    </message>
</context>
<context>
    <name>ComposerCounts</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n сообщение</numerusform>
            <numerusform>%n сообщения</numerusform>
            <numerusform>%n сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n lines?</source>
        <translation>
            <numerusform>Вставить %n строку?</numerusform>
            <numerusform>Вставить %n строки?</numerusform>
            <numerusform>Вставить %n строк?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send as %n messages</source>
        <translation>
            <numerusform>%n сообщением</numerusform>
            <numerusform>%n сообщениями</numerusform>
            <numerusform>%n сообщениями</numerusform>
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
        <source>%n messages are too many: not more than %1 at once.</source>
        <translation>
            <numerusform>%n сообщение — слишком много: за раз до %1.</numerusform>
            <numerusform>%n сообщения — слишком много: за раз до %1.</numerusform>
            <numerusform>%n сообщений — слишком много: за раз до %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n files?</source>
        <translation>
            <numerusform>Отправить %n файл?</numerusform>
            <numerusform>Отправить %n файла?</numerusform>
            <numerusform>Отправить %n файлов?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be sent either.</source>
        <translation>
            <numerusform>И ещё %n отправить нельзя.</numerusform>
            <numerusform>И ещё %n отправить нельзя.</numerusform>
            <numerusform>И ещё %n отправить нельзя.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not more than %1 files go at once, so %n more are left out. Send them after these, or pack them into one archive.</source>
        <translation>
            <numerusform>За один раз — не больше %1 файлов, поэтому ещё %n не отправится. Добавьте его потом или упакуйте всё в архив.</numerusform>
            <numerusform>За один раз — не больше %1 файлов, поэтому ещё %n не отправятся. Добавьте их потом или упакуйте всё в архив.</numerusform>
            <numerusform>За один раз — не больше %1 файлов, поэтому ещё %n не отправятся. Добавьте их потом или упакуйте всё в архив.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more files wait for their turn</source>
        <translation>
            <numerusform>Ещё %n файл ждёт очереди</numerusform>
            <numerusform>Ещё %n файла ждут очереди</numerusform>
            <numerusform>Ещё %n файлов ждут очереди</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComposerSpelling</name>
    <message>
        <source>Looking for suggestions…</source>
        <translation>Ищем, что предложить…</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Нет вариантов</translation>
    </message>
    <message>
        <source>Add to the dictionary</source>
        <translation>Добавить в словарь</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Nothing is called that</source>
        <translation>С таким названием ничего нет</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Recent and popular</source>
        <translation>Недавние и популярные</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>Смайлики</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Животные и природа</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Еда и напитки</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Путешествия и места</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Занятия</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Предметы</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Символы</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Флаги</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Эмодзи</translation>
    </message>
    <message>
        <source>Find an emoji</source>
        <translation>Найти эмодзи</translation>
    </message>
    <message>
        <source>Try another word for it.</source>
        <translation>Попробуйте другое слово.</translation>
    </message>
</context>
<context>
    <name>PastePicture</name>
    <message>
        <source>Caption</source>
        <translation>Подпись</translation>
    </message>
    <message>
        <source>Caption, if you like</source>
        <translation>Подпись, если нужна</translation>
    </message>
    <message>
        <source>This server takes no files, so nothing can be sent here. A server of Besedka does, and so does any other with a file host.</source>
        <translation>Этот сервер не принимает файлы, поэтому отправить здесь ничего нельзя. Сервер Беседки принимает, как и любой другой с хранилищем файлов.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Send the picture?</source>
        <translation>Отправить картинку?</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Картинка</translation>
    </message>
</context>
<context>
    <name>PastePreview</name>
    <message>
        <source>What will be pasted</source>
        <translation>Что будет вставлено</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Send as a file</source>
        <translation>Отправить файлом</translation>
    </message>
    <message>
        <source>Send as one message</source>
        <translation>Одним сообщением</translation>
    </message>
    <message>
        <source>Send it in parts.</source>
        <translation>Отправьте текст по частям.</translation>
    </message>
    <message>
        <source>Send it as a file, or in parts.</source>
        <translation>Отправьте его файлом или по частям.</translation>
    </message>
</context>
</TS>
