<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Switcher</name>
    <message>
        <source>Server %1</source>
        <translation>Сервер %1</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Написать</translation>
    </message>
    <message>
        <source>Join the channel</source>
        <translation>Войти в канал</translation>
    </message>
    <message>
        <source>Search for “%1” in the messages</source>
        <translation>Искать «%1» в переписке</translation>
    </message>
    <message>
        <source>Find or choose a server</source>
        <translation>Найти или выбрать сервер</translation>
    </message>
    <message>
        <source>Open the window of the own server</source>
        <translation>Открыть окно своего сервера</translation>
    </message>
    <message>
        <source>Open the socket lab</source>
        <translation>Открыть лабораторию сокетов</translation>
    </message>
    <message>
        <source>Open the lessons</source>
        <translation>Открыть уроки</translation>
    </message>
    <message>
        <source>Show how a message travels</source>
        <translation>Показать, как идёт сообщение</translation>
    </message>
    <message>
        <source>Choose the look: light</source>
        <translation>Выбрать тему оформления: светлая</translation>
    </message>
    <message>
        <source>Choose the look: dark</source>
        <translation>Выбрать тему оформления: тёмная</translation>
    </message>
    <message>
        <source>Choose the look: as the system</source>
        <translation>Выбрать тему оформления: как в системе</translation>
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
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>unfinished message</source>
        <translation>недописанное сообщение</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>Ничего не подходит</translation>
    </message>
    <message>
        <source># channels</source>
        <translation># каналы</translation>
    </message>
    <message>
        <source>@ people</source>
        <translation>@ люди</translation>
    </message>
    <message>
        <source>&gt; commands</source>
        <translation>&gt; команды</translation>
    </message>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Ничего не подходит. Попробуйте меньше букв.</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>выбрать</translation>
    </message>
    <message>
        <source>open</source>
        <translation>открыть</translation>
    </message>
    <message>
        <source>in a new window</source>
        <translation>в новом окне</translation>
    </message>
    <message>
        <source>close</source>
        <translation>закрыть</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Go to a conversation, a person or a command</source>
        <translation>Перейти к беседе, человеку или команде</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Перейти…</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Что подходит</translation>
    </message>
    <message>
        <source>Quick switcher</source>
        <translation>Быстрый переход</translation>
    </message>
</context>
</TS>
