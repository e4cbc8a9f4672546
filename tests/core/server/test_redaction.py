"""REDACT."""

from __future__ import annotations

import pytest

from core.server.events import LogKind
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

pytestmark = pytest.mark.usefixtures("both_stores")

CAPS = "message-tags echo-message batch draft/chathistory draft/message-redaction"
ANNA = ":anna!~anna@10.0.0.1"
BORIS = ":boris!~boris@10.0.0.1"
FAIL = ":besedka.local FAIL REDACT"


@pytest.fixture
def talk() -> Dialogue:
    """Anna, who is operator of #x, Boris, and Vera without the capability; $m is Boris' word."""
    talk = Dialogue()
    talk.join("anna", "boris", caps=CAPS, channel="#x")
    talk.join("vera", channel="#x")
    talk.send("boris", "PRIVMSG #x :oops")
    talk(f"boris <- @msgid=$m {BORIS} PRIVMSG #x :oops")
    talk.forget()
    return talk


def history(talk: Dialogue, who: str, target: str = "#x") -> list[str]:
    """The texts of the last messages."""
    talk(f"{who} -> CHATHISTORY LATEST {target} * 10")
    return [line.rpartition(" :")[2] for line in talk.lines(who)[1:-1]]


def test_an_author_takes_a_message_back(talk: Dialogue) -> None:
    assert history(talk, "anna") == ["oops"]
    talk(f"""
        boris -> REDACT #X $m
        boris <- @msgid=$r {BORIS} REDACT #x $m
        anna <- @msgid=$r {BORIS} REDACT #x $m
        boris -> REDACT #x $m :again
        boris <- {FAIL} UNKNOWN_MSGID #x $m :*
    """)
    talk.nothing_more()
    assert history(talk, "anna") == []
    talk.send("anna", "SEARCH text=oops")
    assert len(talk.lines("anna")) == 2
    assert talk.kinds() == []


def test_operators_of_the_channel_redact_what_others_said(talk: Dialogue) -> None:
    talk(f"""
        anna -> REDACT #x $m :not here
        anna <- @msgid=$r {ANNA} REDACT #x $m :not here
        boris <- @msgid=$r {ANNA} REDACT #x $m :not here
    """)
    talk.nothing_more()
    assert [(e.kind, e.who, e.args) for e in talk.entries] == [
        (LogKind.OPERATOR, "anna", ("REDACT", "#x boris not here"))
    ]


def test_server_operators_redact_everywhere(talk: Dialogue) -> None:
    talk.join("olga", caps=CAPS)
    talk(f"olga -> REDACT #x $m\nolga <- {FAIL} INVALID_TARGET #x :*")
    talk.server.nicks["olga"].oper = "root"
    talk("""
        olga -> REDACT #x $m
        olga <- @msgid=$r :olga!~olga@10.0.0.1 REDACT #x $m
        anna <- @msgid=$r :olga!~olga@10.0.0.1 REDACT #x $m
        boris <- @msgid=$r :olga!~olga@10.0.0.1 REDACT #x $m
    """)
    talk.nothing_more()


def test_what_is_refused(talk: Dialogue) -> None:
    talk.send("anna", "PRIVMSG #x :mine")
    talk(f"anna <- @msgid=$a {ANNA} PRIVMSG #x :mine")
    talk.forget()
    talk(f"""
        boris -> REDACT #x $a
        boris <- {FAIL} REDACT_FORBIDDEN #x $a :*
        boris -> REDACT #x nonsense
        boris <- {FAIL} UNKNOWN_MSGID #x nonsense :*
        boris -> REDACT #nowhere $m
        boris <- {FAIL} INVALID_TARGET #nowhere :*
        boris -> REDACT nobody $m
        boris <- {FAIL} INVALID_TARGET nobody :*
        boris -> REDACT anna $m
        boris <- {FAIL} UNKNOWN_MSGID anna $m :*
        boris -> REDACT #x
        boris <- :besedka.local 461 boris REDACT :*
        vera -> REDACT #x $m
        vera <- {FAIL} REDACT_FORBIDDEN #x $m :*
    """)
    talk.nothing_more()
    assert history(talk, "anna") == ["oops", "mine"]


def test_events_are_no_messages(talk: Dialogue) -> None:
    talk(f"""
        anna -> TOPIC #x :new
        anna <- @msgid=$t {ANNA} TOPIC #x :new
        anna -> REDACT #x $t
        anna <- {FAIL} UNKNOWN_MSGID #x $t :*
    """)


def test_who_has_another_nickname_is_still_the_author(talk: Dialogue) -> None:
    talk.send("boris", "NICK bob")
    talk.forget()
    talk("boris -> REDACT #x $m\nboris <- @msgid=* :bob!~boris@10.0.0.1 REDACT #x $m")


def test_who_comes_later_under_the_same_name_is_not_the_author(talk: Dialogue) -> None:
    talk.send("boris", "QUIT")
    talk.now += 1
    talk.join("boris", caps=CAPS, channel="#x")
    talk(f"boris -> REDACT #x $m\nboris <- {FAIL} REDACT_FORBIDDEN #x $m :*")


def test_who_takes_over_a_nickname_is_not_the_author(talk: Dialogue) -> None:
    talk.connect("thief")  # at the same address, with the same user name, and here for long
    talk.send("thief", f"CAP REQ :{CAPS}", "CAP END", "NICK thief", "USER boris 0 * :x", "JOIN #x")
    talk.now += 1
    talk.send("boris", "PRIVMSG #x :mine")
    mine = talk.lines("boris")[-1].partition("msgid=")[2].split()[0]
    talk.now += 1
    talk.send("boris", "NICK bob")
    talk.send("thief", "NICK boris")
    talk.forget()
    talk(f"thief -> REDACT #x {mine}\nthief <- {FAIL} REDACT_FORBIDDEN #x {mine} :*")
    talk.send("boris", f"REDACT #x {mine}")
    talk(f"boris <- @msgid=* :bob!~boris@10.0.0.1 REDACT #x {mine}")


def test_who_is_logged_in_is_the_author_for_good() -> None:
    talk = Dialogue()
    logged_in(talk, "boris", account="Owner", caps=CAPS)
    talk.send("boris", "JOIN #x", "PRIVMSG #x :oops", "JOIN #y", "PRIVMSG #y :oops")
    talk.ids["$m"] = talk.lines("boris")[3].partition("msgid=")[2].split()[0]
    talk.send("boris", "QUIT")
    talk.now += 1
    talk.join("boris", caps=CAPS, channel="#x")  # not logged in
    talk.send("boris", "MODE #x -o boris")
    talk.forget()
    talk(f"boris -> REDACT #x $m\nboris <- {FAIL} REDACT_FORBIDDEN #x $m :*")
    logged_in(talk, "other", account="Owner", caps=CAPS)
    talk("other -> JOIN #x")
    talk.forget()
    talk("other -> REDACT #x $m\nother <- @msgid=* :other!~other@10.0.0.1 REDACT #x $m")


@pytest.mark.parametrize("accounts", [True, False])
def test_private_messages(accounts: bool) -> None:
    talk = Dialogue()
    if accounts:
        logged_in(talk, "anna", "boris", caps=CAPS)
    else:
        talk.join("anna", "boris", caps=CAPS)
    talk(f"""
        anna -> PRIVMSG boris :secret
        anna <- @msgid=$m {ANNA} PRIVMSG boris :secret
        boris <- @msgid=$m {ANNA} PRIVMSG boris :secret
        boris -> REDACT anna $m
        boris <- {FAIL} REDACT_FORBIDDEN anna $m :*
        anna -> REDACT Boris $m :sorry
        anna <- @msgid=$r {ANNA} REDACT boris $m :sorry
        boris <- @msgid=$r {ANNA} REDACT boris $m :sorry
        anna -> REDACT boris $m
        anna <- {FAIL} UNKNOWN_MSGID boris $m :*
    """)
    talk.nothing_more()


def test_a_reaction_is_taken_back(talk: Dialogue) -> None:
    talk(f"""
        boris -> @+draft/react=👍;+draft/reply=$m TAGMSG #x
        boris <- @msgid=$t;+draft/react=👍;+draft/reply=$m {BORIS} TAGMSG #x
        anna <- @msgid=$t;+draft/react=👍;+draft/reply=$m {BORIS} TAGMSG #x
        boris -> REDACT #x $t
        boris <- @msgid=* {BORIS} REDACT #x $t
        anna <- @msgid=* {BORIS} REDACT #x $t
    """)
    talk.nothing_more()


def test_the_long_reason_is_cut(talk: Dialogue) -> None:
    talk.send("boris", f"REDACT #x {talk.ids['$m']} :" + "я" * 240)
    line = talk.lines("anna")[0]
    assert line.endswith("я") and 180 < line.count("я") <= 195
