<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>LabCounts</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes handed to the kernel</source>
        <translation>
            <numerusform>%n byte handed to the kernel</numerusform>
            <numerusform>%n bytes handed to the kernel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the kernel took only %1 of %n bytes</source>
        <translation>
            <numerusform>the kernel took only %1 of %n byte</numerusform>
            <numerusform>the kernel took only %1 of %n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes wait to be read</source>
        <translation>
            <numerusform>%n byte waits to be read</numerusform>
            <numerusform>%n bytes wait to be read</numerusform>
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
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier calls are no longer shown</source>
        <translation>
            <numerusform>%n earlier call is no longer shown</numerusform>
            <numerusform>%n earlier calls are no longer shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls are still in the kernel: close does not wake them</source>
        <translation>
            <numerusform>%n call is still in the kernel: close does not wake it</numerusform>
            <numerusform>%n calls are still in the kernel: close does not wake them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n µs</source>
        <translation>
            <numerusform>within %n µs</numerusform>
            <numerusform>within %n µs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n ms</source>
        <translation>
            <numerusform>within %n ms</numerusform>
            <numerusform>within %n ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n addresses found</source>
        <translation>
            <numerusform>%n address found</numerusform>
            <numerusform>%n addresses found</numerusform>
        </translation>
    </message>
</context>
</TS>
