<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seats free</source>
        <translation>
            <numerusform>%Ln seat free</numerusform>
            <numerusform>%Ln seats free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people will see it at once.</source>
        <translation>
            <numerusform>%Ln person will see it at once.</numerusform>
            <numerusform>%Ln people will see it at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are connected. They will be disconnected.</source>
        <translation>
            <numerusform>%Ln person is connected, and will be disconnected.</numerusform>
            <numerusform>%Ln people are connected, and will be disconnected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last ran for %1, %n people came</source>
        <translation>
            <numerusform>Last ran for %1, %Ln person came</numerusform>
            <numerusform>Last ran for %1, %Ln people came</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections are not encrypted</source>
        <translation>
            <numerusform>%Ln connection is not encrypted</numerusform>
            <numerusform>%Ln connections are not encrypted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events</source>
        <translation>
            <numerusform>%Ln message or event</numerusform>
            <numerusform>%Ln messages and events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages and events are deleted. They cannot be brought back.</source>
        <translation>
            <numerusform>%Ln message is deleted. It cannot be brought back.</numerusform>
            <numerusform>%Ln messages and events are deleted. They cannot be brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people or patterns</source>
        <translation>
            <numerusform>%Ln person or pattern</numerusform>
            <numerusform>%Ln people or patterns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are put out of it. They stay connected.</source>
        <translation>
            <numerusform>%Ln person is put out of it, and stays connected.</numerusform>
            <numerusform>%Ln people are put out of it. They stay connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Joined %1, %n people there now</source>
        <translation>
            <numerusform>Joined %1, %Ln person there now</numerusform>
            <numerusform>Joined %1, %Ln people there now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Message to %1, passed to %n people</source>
        <translation>
            <numerusform>Message to %1, passed to %Ln person</numerusform>
            <numerusform>Message to %1, passed to %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent %n lines without giving a name</source>
        <translation>
            <numerusform>Sent %Ln line without giving a name</numerusform>
            <numerusform>Sent %Ln lines without giving a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n new lines</source>
        <translation>
            <numerusform>Paused, %Ln new line</numerusform>
            <numerusform>Paused, %Ln new lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines were too many to show</source>
        <translation>
            <numerusform>%Ln line was too many to show</numerusform>
            <numerusform>%Ln lines were too many to show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>over the last %n minutes</source>
        <translation>
            <numerusform>over the last %Ln minute</numerusform>
            <numerusform>over the last %Ln minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
