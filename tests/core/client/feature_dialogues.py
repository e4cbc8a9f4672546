"""Dialogues with servers that offer more than RFC 1459: what the tests of that share."""

from __future__ import annotations

from core.client.events import MessageReceived, MessageUpdated
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue

BESEDKA = (
    "message-tags server-time batch labeled-response echo-message cap-notify besedka.app/nonce"
    " draft/multiline=max-bytes=100,max-lines=4 besedka.app/edit draft/message-redaction"
    " draft/read-marker"
)
"""What our own server offers for messages."""
FOREIGN = "message-tags server-time batch echo-message"
"""A server with tags, but without labels, nonces and all the rest."""


def offering(capabilities: str, channel: str = "#chan", isupport: str = "") -> Dialogue:
    """In a channel with boris on a server with these capabilities, with clara written to."""
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    register(dialogue, capabilities, isupport)
    dialogue.run(f"/join {channel}")
    enter(dialogue, channel)
    dialogue.run("/query clara")
    dialogue.written()
    dialogue.events.clear()
    return dialogue


def register(dialogue: Dialogue, capabilities: str, isupport: str = "") -> None:
    """The server's part of a registration."""
    names = " ".join(word.partition("=")[0] for word in capabilities.split())
    send(dialogue, f":srv CAP * LS :{capabilities}")
    send(
        dialogue,
        f":srv CAP anna ACK :{names}",
        ":srv 001 anna :Welcome",
        f":srv 005 anna CASEMAPPING=rfc8265 CHANTYPES=# {isupport} :supported",
        ":srv 376 anna :End of MOTD",
    )
    assert dialogue.session.capabilities == set(names.split())


def enter(dialogue: Dialogue, channel: str = "#chan") -> None:
    """The server's answer to our JOIN."""
    send(
        dialogue,
        f":anna!u@h JOIN {channel}",
        f":srv 353 anna = {channel} :@boris anna clara",
        f":srv 366 anna {channel} :End",
    )


def send(dialogue: Dialogue, *lines: str) -> list[str]:
    """What the client writes when the server sends these lines."""
    dialogue.written()
    dialogue.feed("".join(line + "\r\n" for line in lines).encode())
    return dialogue.written()


def said(dialogue: Dialogue, text: str, msgid: str, buffer: str = "#chan") -> str:
    """We wrote something, and the server has it under ``msgid``; its key in the session."""
    dialogue.run(text, buffer)
    key = dialogue.one(MessageReceived).key
    dialogue.written()
    dialogue.play(f"-> @label={key};msgid={msgid} :anna!u@h PRIVMSG {buffer} :{text}")
    assert dialogue.one(MessageUpdated).msgid == msgid
    return key
