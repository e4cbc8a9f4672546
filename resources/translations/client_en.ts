<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ClientCounts</name>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 joined</source>
        <translation>
            <numerusform>%1 joined</numerusform>
            <numerusform>%1 joined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 left</source>
        <translation>
            <numerusform>%1 left</numerusform>
            <numerusform>%1 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 came back</source>
        <translation>
            <numerusform>%1 came back</numerusform>
            <numerusform>%1 came back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 came and went</source>
        <translation>
            <numerusform>%1 came and went</numerusform>
            <numerusform>%1 came and went</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more changes</source>
        <translation>
            <numerusform>%n more change</numerusform>
            <numerusform>%n more changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new names</source>
        <translation>
            <numerusform>%n new name</numerusform>
            <numerusform>%n new names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Messages of about %n days are missing here.</source>
        <translation>
            <numerusform>Messages of about %n day are missing here.</numerusform>
            <numerusform>Messages of about %n days are missing here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Messages of about %n hours are missing here.</source>
        <translation>
            <numerusform>Messages of about %n hour are missing here.</numerusform>
            <numerusform>Messages of about %n hours are missing here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels on this server</source>
        <translation>
            <numerusform>%n channel on this server</numerusform>
            <numerusform>%n channels on this server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in “Go to…”</source>
        <translation>
            <numerusform>%n more in “Go to…”</numerusform>
            <numerusform>%n more in “Go to…”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n commands</source>
        <translation>
            <numerusform>%1 of %n command</numerusform>
            <numerusform>%1 of %n commands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lead(s)</source>
        <translation>
            <numerusform>Leads</numerusform>
            <numerusform>Lead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand(s) raised</source>
        <translation>
            <numerusform>Hand raised</numerusform>
            <numerusform>Hands raised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mentions</source>
        <translation>
            <numerusform>%n mention</numerusform>
            <numerusform>%n mentions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages waiting</source>
        <translation>
            <numerusform>%n message waiting</numerusform>
            <numerusform>%n messages waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are not sent yet</source>
        <translation>
            <numerusform>%n message is not sent yet</numerusform>
            <numerusform>%n messages are not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines, each a message of its own. Enter again sends them.</source>
        <translation>
            <numerusform>%n line, a message of its own. Enter again sends it.</numerusform>
            <numerusform>%n lines, each a message of its own. Enter again sends them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n people</source>
        <translation>
            <numerusform>Send to %n person</numerusform>
            <numerusform>Send to %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n s</source>
        <translation>
            <numerusform>Trying again in %n s</numerusform>
            <numerusform>Trying again in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A nickname has at most %n characters here.</source>
        <translation>
            <numerusform>A nickname has at most %n character here.</numerusform>
            <numerusform>A nickname has at most %n characters here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The name of a channel has at most %n characters here.</source>
        <translation>
            <numerusform>The name of a channel has at most %n character here.</numerusform>
            <numerusform>The name of a channel has at most %n characters here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchCounts</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n messages</source>
        <translation>
            <numerusform>The newest message</numerusform>
            <numerusform>The newest %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n newer messages</source>
        <translation>
            <numerusform>Show %n newer message</numerusform>
            <numerusform>Show %n newer messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n conversations</source>
        <translation>
            <numerusform>in %n conversation</numerusform>
            <numerusform>in %n conversations</numerusform>
        </translation>
    </message>
</context>
</TS>
