<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ComposerCounts</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n lines?</source>
        <translation>
            <numerusform>Paste %n line?</numerusform>
            <numerusform>Paste %n lines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send as %n messages</source>
        <translation>
            <numerusform>Send as %n message</numerusform>
            <numerusform>Send as %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are too many: not more than %1 at once.</source>
        <translation>
            <numerusform>%n message is too many: not more than %1 at once.</numerusform>
            <numerusform>%n messages are too many: not more than %1 at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n files?</source>
        <translation>
            <numerusform>Send %n file?</numerusform>
            <numerusform>Send %n files?</numerusform>
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
        <source>%n more cannot be sent either.</source>
        <translation>
            <numerusform>%n more cannot be sent either.</numerusform>
            <numerusform>%n more cannot be sent either.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not more than %1 files go at once, so %n more are left out. Send them after these, or pack them into one archive.</source>
        <translation>
            <numerusform>Not more than %1 files go at once, so %n more is left out. Send it after these, or pack them into one archive.</numerusform>
            <numerusform>Not more than %1 files go at once, so %n more are left out. Send them after these, or pack them into one archive.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more files wait for their turn</source>
        <translation>
            <numerusform>%n more file waits for its turn</numerusform>
            <numerusform>%n more files wait for their turn</numerusform>
        </translation>
    </message>
</context>
</TS>
