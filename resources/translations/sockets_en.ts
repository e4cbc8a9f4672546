<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>PaneCounts</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
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
        <source>%n datagrams</source>
        <translation>
            <numerusform>%n datagram</numerusform>
            <numerusform>%n datagrams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sends</source>
        <translation>
            <numerusform>%n send</numerusform>
            <numerusform>%n sends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return all %n bytes at once.</source>
        <translation>
            <numerusform>The next %1 will return the only byte.</numerusform>
            <numerusform>The next %1 will return all %n bytes at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return %n bytes; %2 stay in the queue.</source>
        <translation>
            <numerusform>The next %1 will return %n byte; %2 stay in the queue.</numerusform>
            <numerusform>The next %1 will return %n bytes; %2 stay in the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return one datagram: %n bytes.</source>
        <translation>
            <numerusform>The next %1 will return one datagram: %n byte.</numerusform>
            <numerusform>The next %1 will return one datagram: %n bytes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next %1 will return %n bytes of a datagram of %2. The rest of it is lost.</source>
        <translation>
            <numerusform>The next %1 will return %n byte of a datagram of %2. The rest of it is lost.</numerusform>
            <numerusform>The next %1 will return %n bytes of a datagram of %2. The rest of it is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 waiting for accept</source>
        <translation>
            <numerusform>%n of %1 waiting for accept</numerusform>
            <numerusform>%n of %1 waiting for accept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for accept</source>
        <translation>
            <numerusform>%n waiting for accept</numerusform>
            <numerusform>%n waiting for accept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes thrown away</source>
        <translation>
            <numerusform>%n byte thrown away</numerusform>
            <numerusform>%n bytes thrown away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one call took %n sends</source>
        <translation>
            <numerusform>one call took %n send</numerusform>
            <numerusform>one call took %n sends</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SequenceCounts</name>
    <message numerus="yes">
        <source>%Ln calls not drawn</source>
        <translation>
            <numerusform>%Ln call not drawn</numerusform>
            <numerusform>%Ln calls not drawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more lanes, in which nothing happens now</source>
        <translation>
            <numerusform>%n more lane, in which nothing happens now</numerusform>
            <numerusform>%n more lanes, in which nothing happens now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier calls are not on the tape and are missing here.</source>
        <translation>
            <numerusform>%n earlier call is not on the tape and is missing here.</numerusform>
            <numerusform>%n earlier calls are not on the tape and are missing here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections that stood before were opened anew first.</source>
        <translation>
            <numerusform>%n connection that stood before was opened anew first.</numerusform>
            <numerusform>%n connections that stood before were opened anew first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other end of %n sockets was another program: it is played here.</source>
        <translation>
            <numerusform>The other end of %n socket was another program: it is played here.</numerusform>
            <numerusform>The other end of %n sockets was another program: it is played here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes were not kept on the tape: zeros are sent instead.</source>
        <translation>
            <numerusform>%n byte was not kept on the tape: a zero is sent instead.</numerusform>
            <numerusform>%n bytes were not kept on the tape: zeros are sent instead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls that asked for names or the like are left out.</source>
        <translation>
            <numerusform>%n call that asked for names or the like is left out.</numerusform>
            <numerusform>%n calls that asked for names or the like are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n network addresses became addresses of this computer.</source>
        <translation>
            <numerusform>%n network address became an address of this computer.</numerusform>
            <numerusform>%n network addresses became addresses of this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n calls are whole and are shown.</source>
        <translation>
            <numerusform>The first %n call is whole and is shown.</numerusform>
            <numerusform>The first %n calls are whole and are shown.</numerusform>
        </translation>
    </message>
</context>
</TS>
