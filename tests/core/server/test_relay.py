"""RELAYMSG: what a bridge passes on."""

from __future__ import annotations

import pytest

from core.server.stores import Stores
from tests.core.server.dialogue import Dialogue

SERVER = ":besedka.local"


def test_a_message_of_somebody_elsewhere() -> None:
    stores = Stores()
    talk = Dialogue(stores=stores)
    talk.join("bridge", "anna", channel="#x")
    talk.join("knows", caps="draft/relaymsg", channel="#x")
    talk.forget()
    talk("""
        bridge -> RELAYMSG #X петя/telegram :привет всем
        bridge <- :петя/telegram!relay@besedka.local PRIVMSG #x :привет всем
        anna <- :петя/telegram!relay@besedka.local PRIVMSG #x :привет всем
        knows <- @draft/relaymsg=bridge :петя/telegram!relay@besedka.local PRIVMSG #x :привет всем
    """)
    talk.nothing_more()
    history = stores.history
    assert history.forget("#x") >= 1


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RELAYMSG #x", "461 bridge RELAYMSG :*"),
        ("RELAYMSG #none a/b :x", "403 bridge #none :*"),
        ("RELAYMSG #x plain :x", "FAIL RELAYMSG INVALID_NICK :*"),
        ("RELAYMSG #x in!valid/net :x", "FAIL RELAYMSG INVALID_NICK :*"),
        ("RELAYMSG #x /net :x", "FAIL RELAYMSG INVALID_NICK :*"),
        ("RELAYMSG #x a/ :x", "FAIL RELAYMSG INVALID_NICK :*"),
        ("RELAYMSG #x a/b :", "412 bridge :*"),
        ("RELAYMSG #x a/b :" + "x" * 490, "417 bridge :*"),
    ],
)
def test_what_is_refused(command: str, answer: str) -> None:
    talk = Dialogue()
    talk.join("bridge", "anna", channel="#x")
    talk.forget()
    talk.send("bridge", command)
    talk.expect("bridge", f"{SERVER} {answer}")
    talk.nothing_more()


def test_who_may_and_with_which_label() -> None:
    talk = Dialogue()
    talk.join("bridge", caps="labeled-response message-tags echo-message", channel="#x")
    talk.join("anna", channel="#x")
    talk.forget()
    talk(f"""
        anna -> RELAYMSG #x a/b :x
        anna <- {SERVER} FAIL RELAYMSG PRIVS_NEEDED :*
        bridge -> @label=1 RELAYMSG #x a/b :x
        bridge <- @label=1;msgid=* :a/b!relay@besedka.local PRIVMSG #x :x
        anna <- :a/b!relay@besedka.local PRIVMSG #x :x
    """)
    talk.nothing_more()


def test_nobody_here_has_such_a_name() -> None:
    talk = Dialogue()
    talk.join("anna")
    talk(f"""
        anna -> NICK a/b
        anna <- {SERVER} 432 anna a/b :*
    """)
