<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DemoCounts</name>
    <message numerus="yes">
        <source>%n bytes have come already</source>
        <translation>
            <numerusform>%n byte has come already</numerusform>
            <numerusform>%n bytes have come already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
</TS>
