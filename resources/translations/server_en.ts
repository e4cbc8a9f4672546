<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seats free</source>
        <translation>
            <numerusform>%n seat free</numerusform>
            <numerusform>%n seats free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people will see it at once.</source>
        <translation>
            <numerusform>%n person will see it at once.</numerusform>
            <numerusform>%n people will see it at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are connected. They will be disconnected.</source>
        <translation>
            <numerusform>%n person is connected, and will be disconnected.</numerusform>
            <numerusform>%n people are connected, and will be disconnected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last ran for %1, %n people came</source>
        <translation>
            <numerusform>Last ran for %1, %n person came</numerusform>
            <numerusform>Last ran for %1, %n people came</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections are not encrypted</source>
        <translation>
            <numerusform>%n connection is not encrypted</numerusform>
            <numerusform>%n connections are not encrypted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events</source>
        <translation>
            <numerusform>%n message or event</numerusform>
            <numerusform>%n messages and events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events are deleted. They cannot be brought back.</source>
        <translation>
            <numerusform>%n message is deleted. It cannot be brought back.</numerusform>
            <numerusform>%n messages and events are deleted. They cannot be brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people or patterns</source>
        <translation>
            <numerusform>%n person or pattern</numerusform>
            <numerusform>%n people or patterns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are put out of it. They stay connected.</source>
        <translation>
            <numerusform>%n person is put out of it, and stays connected.</numerusform>
            <numerusform>%n people are put out of it. They stay connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Joined %1, %n people there now</source>
        <translation>
            <numerusform>Joined %1, %n person there now</numerusform>
            <numerusform>Joined %1, %n people there now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Message to %1, passed to %n people</source>
        <translation>
            <numerusform>Message to %1, passed to %n person</numerusform>
            <numerusform>Message to %1, passed to %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent %n lines without giving a name</source>
        <translation>
            <numerusform>Sent %n line without giving a name</numerusform>
            <numerusform>Sent %n lines without giving a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n new lines</source>
        <translation>
            <numerusform>Paused, %n new line</numerusform>
            <numerusform>Paused, %n new lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines were too many to show</source>
        <translation>
            <numerusform>%n line was too many to show</numerusform>
            <numerusform>%n lines were too many to show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>over the last %n minutes</source>
        <translation>
            <numerusform>over the last %n minute</numerusform>
            <numerusform>over the last %n minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
