"""Edits of one's own messages (besedka.app/edit)."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

pytestmark = pytest.mark.usefixtures("both_stores")

PLAIN = "message-tags server-time batch echo-message labeled-response draft/chathistory"
CAPS = PLAIN + " besedka.app/edit"
TIME = "time=2027-01-15T08:00:00.000Z"
ANNA = ":anna!~anna@10.0.0.1"
SERVER = ":besedka.local"
TAG = "+besedka.app/edit"


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris know edits, Vera only tags, Gleb nothing; $m is Anna's word."""
    talk = Dialogue()
    talk.join("anna", "boris", caps=CAPS, channel="#x")
    talk.join("vera", caps=PLAIN, channel="#x")
    talk.join("gleb", channel="#x")
    talk.forget()
    talk("anna -> PRIVMSG #x :teh word")
    talk(f"anna <- @{TIME};msgid=$m {ANNA} PRIVMSG #x :teh word")
    talk.forget()
    return talk


def test_an_edit_for_some_and_a_correction_for_the_others(talk: Dialogue) -> None:
    talk(f"""
        anna -> @label=e;+x;{TAG}=$m PRIVMSG #x :the word
        anna <- @label=e;{TIME};msgid=$e;+x;{TAG}=$m {ANNA} PRIVMSG #x :the word
        boris <- @{TIME};msgid=$e;+x;{TAG}=$m {ANNA} PRIVMSG #x :the word
        vera <- @{TIME};msgid=$e;+x {ANNA} PRIVMSG #x :* the word
        gleb <- {ANNA} PRIVMSG #x :* the word
    """)
    talk.nothing_more()


def test_the_history_has_the_new_text_in_the_old_place(talk: Dialogue) -> None:
    talk.send("boris", "PRIVMSG #x :what?")
    talk.now += 60
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :the word")
    talk.forget()
    edited = "besedka.app/edited=2027-01-15T08:01:00.000Z"
    talk(f"""
        boris -> CHATHISTORY LATEST #x * 5
        boris <- *
        boris <- @batch=*;{TIME};msgid=$m;{edited} {ANNA} PRIVMSG #x :the word
        boris <- @batch=*;{TIME};msgid=* :boris!~boris@10.0.0.1 PRIVMSG #x :what?
        boris <- *
        vera -> CHATHISTORY LATEST #x * 5
        vera <- *
        vera <- @batch=*;{TIME};msgid=$m {ANNA} PRIVMSG #x :the word
        vera <- *
        vera <- *
        boris -> SEARCH text=teh
        boris <- *
        boris <- *
    """)
    talk.nothing_more()
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :the last word")
    talk.forget()
    talk("boris -> CHATHISTORY LATEST #x * 5")
    assert talk.lines("boris")[1].endswith(":the last word")


def test_only_the_author_edits(talk: Dialogue) -> None:
    talk(f"""
        boris -> @{TAG}=$m PRIVMSG #x :mine now
        boris <- @{TIME} {SERVER} FAIL EDIT EDIT_FORBIDDEN #x $m :*
        anna -> @{TAG}=$m NOTICE #x :another kind
        anna <- @{TIME} {SERVER} FAIL EDIT EDIT_FORBIDDEN #x $m :*
        anna -> @{TAG}=nothing PRIVMSG #x :new
        anna <- @{TIME} {SERVER} FAIL EDIT UNKNOWN_MSGID #x nothing :*
        anna -> @{TAG}=a\\nQUIT PRIVMSG #x :new
        anna <- @{TIME} {SERVER} FAIL EDIT UNKNOWN_MSGID #x a\\nQUIT :*
        anna -> @{TAG}=$m PRIVMSG boris :elsewhere
        anna <- @{TIME} {SERVER} FAIL EDIT UNKNOWN_MSGID boris $m :*
        anna -> @{TAG}=$m PRIVMSG @#x :not for all
        anna <- @{TIME} {SERVER} FAIL EDIT UNKNOWN_MSGID @#x $m :*
    """)
    talk.nothing_more()


def test_who_may_not_speak_may_not_edit(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +m-o anna")
    talk.forget()
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :x\nanna <- @{TIME} {SERVER} 404 anna #x :*")
    talk.nothing_more()


def test_without_the_capability_it_is_a_message(talk: Dialogue) -> None:
    talk(f"""
        vera -> @{TAG}=$m;+y PRIVMSG #x :hi
        vera <- @{TIME};msgid=$v;+y :vera!~vera@10.0.0.1 PRIVMSG #x :hi
        boris <- @{TIME};msgid=$v;+y :vera!~vera@10.0.0.1 PRIVMSG #x :hi
    """)


def test_an_action_is_corrected_as_one(talk: Dialogue) -> None:
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :\x01ACTION waves\x01")
    talk(f"gleb <- {ANNA} PRIVMSG #x :\x01ACTION * waves\x01")


def test_the_correction_must_fit(talk: Dialogue) -> None:
    room = 510 - len(f"{ANNA} PRIVMSG #x :".encode())
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :{'x' * (room - 1)}")
    talk(f"anna <- @{TIME} {SERVER} 417 anna :*")
    talk(f"anna -> @{TAG}=$m PRIVMSG #x :{'x' * (room - 2)}")
    assert talk.lines("gleb") == [f"{ANNA} PRIVMSG #x :* {'x' * (room - 2)}"]


@pytest.mark.parametrize("accounts", [True, False])
def test_private_messages(accounts: bool) -> None:
    talk = Dialogue()
    if accounts:
        logged_in(talk, "anna", "boris", caps=CAPS)
    else:
        talk.join("anna", "boris", caps=CAPS)
    talk(f"""
        anna -> PRIVMSG boris :one
        anna <- @{TIME};msgid=$m {ANNA} PRIVMSG boris :one
        boris <- @{TIME};msgid=$m {ANNA} PRIVMSG boris :one
        anna -> @{TAG}=$m PRIVMSG boris :two
        anna <- @{TIME};msgid=$e;{TAG}=$m {ANNA} PRIVMSG boris :two
        boris <- @{TIME};msgid=$e;{TAG}=$m {ANNA} PRIVMSG boris :two
        boris -> @{TAG}=$m PRIVMSG anna :three
        boris <- @{TIME} {SERVER} FAIL EDIT EDIT_FORBIDDEN anna $m :*
    """)
    talk.nothing_more()
    if accounts:
        talk("boris -> CHATHISTORY LATEST anna * 5")
        assert [line.rpartition(":")[2] for line in talk.lines("boris")[1:-1]] == ["two"]


def test_several_lines_take_the_place_of_one(talk: Dialogue) -> None:
    for who in ("anna", "boris"):
        talk.send(who, "CAP REQ :draft/multiline")
    talk.forget()
    talk(f"""
        anna -> @{TAG}=$m BATCH +b draft/multiline #x
        anna -> @batch=b PRIVMSG #x :one
        anna -> @batch=b PRIVMSG #x :two
        anna -> BATCH -b
        boris <- @{TIME};msgid=$e;{TAG}=$m {ANNA} BATCH +1 draft/multiline #x
        boris <- @batch=1 {ANNA} PRIVMSG #x :one
        boris <- @batch=1 {ANNA} PRIVMSG #x :two
        boris <- {SERVER} BATCH -1
        gleb <- {ANNA} PRIVMSG #x :* one
        gleb <- {ANNA} PRIVMSG #x :two
    """)
    talk.forget()
    talk("boris -> CHATHISTORY LATEST #x * 5")
    assert [line.rpartition(":")[2] for line in talk.lines("boris")[2:4]] == ["one", "two"]


def test_the_same_nonce_edits_once(talk: Dialogue) -> None:
    talk.send("anna", "CAP REQ :besedka.app/nonce")
    talk.forget()
    for _ in range(2):
        talk(f"anna -> @+besedka.app/nonce=n;{TAG}=$m PRIVMSG #x :two")
        talk(f"anna <- @{TIME};msgid=$e;{TAG}=$m;+besedka.app/nonce=n {ANNA} PRIVMSG #x :two")
        talk.now += 1
    assert talk.lines("gleb") == [f"{ANNA} PRIVMSG #x :* two"]


def test_where_nothing_is_kept_the_last_messages_can_be_edited() -> None:
    talk = Dialogue(ServerConfig(keep_history=False))
    talk.join("anna", "boris", caps="message-tags echo-message besedka.app/edit", channel="#x")
    talk(f"""
        anna -> PRIVMSG #x :one
        anna <- @msgid=$m {ANNA} PRIVMSG #x :one
        boris <- @msgid=$m {ANNA} PRIVMSG #x :one
        anna -> @{TAG}=$m PRIVMSG #x :two
        anna <- @msgid=$e;{TAG}=$m {ANNA} PRIVMSG #x :two
        boris <- @msgid=$e;{TAG}=$m {ANNA} PRIVMSG #x :two
    """)
    talk.nothing_more()
