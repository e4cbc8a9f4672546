"""RENAME: the channel has another name, and its people, modes and history are still there."""

from __future__ import annotations

import pytest

from core.server.accounts import Account
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.history import LONG_CONVERSATION
from core.server.login import log_in
from core.server.stores import Stores
from tests.core.server.dialogue import Dialogue

SERVER = ":besedka.local"


def room(caps: str = "draft/channel-rename", stores: Stores | None = None) -> Dialogue:
    talk = Dialogue(ServerConfig(opers={"root": "pw"}), stores)
    talk.join("anna", "boris", caps=caps, channel="#old")
    talk.forget()
    return talk


def test_everything_goes_along() -> None:
    talk = room()
    talk.send("anna", "TOPIC #old :Тема", "MODE #old +mk-t key", "MODE #old +b x!*@*")
    talk.join("vera")
    talk.send("anna", "INVITE vera #old")
    talk.forget()
    talk(f"""
        anna -> RENAME #OLD #new :Опечатка
        anna <- :anna!~anna@10.0.0.1 RENAME #old #new :Опечатка
        boris <- :anna!~anna@10.0.0.1 RENAME #old #new :Опечатка
        anna -> PRIVMSG #new :hi
        boris <- :anna!~anna@10.0.0.1 PRIVMSG #new :hi
        boris -> PRIVMSG #new :hi
        boris <- {SERVER} 404 boris #new :*
        boris -> TOPIC #new
        boris <- {SERVER} 332 boris #new :Тема
        boris <- {SERVER} 333 *
        anna -> PRIVMSG #old :hi
        anna <- {SERVER} 403 anna #old :*
        anna -> MODE #new
        anna <- {SERVER} 324 anna #new +mnk key
        anna <- {SERVER} 329 *
        anna -> MODE #new b
        anna <- {SERVER} 367 anna #new x!*@* *
        anna <- {SERVER} 368 *
        vera -> JOIN #new
        vera <- :vera!~vera@10.0.0.1 JOIN #new
    """)
    talk.send("boris", "PART #new")
    talk.expect("boris", ":vera!*")
    talk.expect("boris", ":boris!~boris@10.0.0.1 PART #new")
    talk.send("boris", "JOIN #old")
    talk.expect("boris", ":boris!~boris@10.0.0.1 JOIN #old")
    talk.expect("boris", f"{SERVER} 353 boris = #old :@boris")


def test_for_a_client_that_does_not_know_it() -> None:
    talk = room(caps="")
    talk.join("vera", caps="extended-join no-implicit-names", channel="#old")
    talk.send("anna", "TOPIC #old :Тема")
    talk.forget()
    talk(f"""
        anna -> RENAME #old #new :why not
        anna <- :anna!~anna@10.0.0.1 PART #old :why not
        anna <- :anna!~anna@10.0.0.1 JOIN #new
        anna <- {SERVER} 332 anna #new :Тема
        anna <- {SERVER} 333 anna #new *
        anna <- {SERVER} 353 anna = #new :@anna boris vera
        anna <- {SERVER} 366 anna #new :*
        boris <- :boris!~boris@10.0.0.1 PART #old :why not
        boris <- :boris!~boris@10.0.0.1 JOIN #new
        boris <- {SERVER} 332 boris #new :Тема
        boris <- {SERVER} 333 boris #new *
        boris <- {SERVER} 353 boris = #new :@anna boris vera
        boris <- {SERVER} 366 boris #new :*
        vera <- :vera!~vera@10.0.0.1 PART #old :why not
        vera <- :vera!~vera@10.0.0.1 JOIN #new * :Vera
        vera <- {SERVER} 332 vera #new :Тема
        vera <- {SERVER} 333 vera #new *
    """)
    talk.nothing_more()


def test_only_the_case() -> None:
    talk = room()
    talk.join("old", channel="#old")
    talk.forget()
    talk("""
        anna -> RENAME #old #Old
        anna <- :anna!~anna@10.0.0.1 RENAME #old #Old :
        boris <- :anna!~anna@10.0.0.1 RENAME #old #Old :
        boris -> PRIVMSG #old :hi
        anna <- :boris!~boris@10.0.0.1 PRIVMSG #Old :hi
        old <- :boris!~boris@10.0.0.1 PRIVMSG #Old :hi
    """)
    talk.nothing_more()


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RENAME #old", "461 anna RENAME :*"),
        ("RENAME #none #new", "403 anna #none :*"),
        ("RENAME #other #new", "442 anna #other :*"),
        ("RENAME #old #other", "FAIL RENAME CHANNEL_NAME_IN_USE #old #other :*"),
        ("RENAME #old #OTHER", "FAIL RENAME CHANNEL_NAME_IN_USE #old #OTHER :*"),
        ("RENAME #old &new", "FAIL RENAME CANNOT_RENAME #old &new :*"),
        ("RENAME #old new", "FAIL RENAME CANNOT_RENAME #old new :*"),
        ("RENAME #old #", "FAIL RENAME CANNOT_RENAME #old # :*"),
        ("RENAME #old #a,b", "FAIL RENAME CANNOT_RENAME #old #a,b :*"),
        ("RENAME #old :#a b", "FAIL RENAME CANNOT_RENAME #old * :*"),
        ("RENAME #old #old", "FAIL RENAME CANNOT_RENAME #old #old :*"),
        ("RENAME #old #" + "x" * 64, "FAIL RENAME CANNOT_RENAME #old #x* :*"),
        ("RENAME #old #оthеr", "FAIL RENAME CANNOT_RENAME #old #оthеr :*looks like #other*"),
    ],
)
def test_what_is_refused(command: str, answer: str) -> None:
    talk = room()
    talk.send("boris", "JOIN #other")
    talk.forget()
    talk.send("anna", command)
    talk.expect("anna", f"{SERVER} {answer}")
    talk.nothing_more()


def test_only_operators_of_the_channel() -> None:
    talk = room()
    talk(f"""
        boris -> RENAME #old #new
        boris <- {SERVER} 482 boris #old :*
    """)
    talk.nothing_more()


def test_names_that_are_too_long_together() -> None:
    one, other = ("#" + letter * 63 for letter in "\U00010400\U00010401")
    talk = Dialogue()
    talk.join("anna", channel=one)
    talk.forget()
    talk.send("anna", f"RENAME {one} {other}")
    talk.expect("anna", f"{SERVER} FAIL RENAME CANNOT_RENAME {one} {other[:40]}*")


def test_not_again_at_once() -> None:
    talk = room()
    talk.send("anna", "RENAME #old #new")
    talk.forget()
    talk(f"""
        anna -> RENAME #new #newer
        anna <- {SERVER} FAIL RENAME CANNOT_RENAME #new #newer :*wait 10 s
    """)
    talk.wait(10.0)
    talk("""
        anna -> RENAME #new #newer
        anna <- :anna!~anna@10.0.0.1 RENAME #new #newer :
    """)


def test_history_and_values_go_along() -> None:
    stores = Stores()
    talk = room("draft/channel-rename batch draft/metadata-3", stores)
    anna = talk.server.users[talk.conns["anna"]]
    log_in(talk.server, anna, Account("anna", "anna", 0.0))
    talk.send("anna", "METADATA #old SET url x", "PRIVMSG #old :before", "RENAME #old #new")
    talk.send("anna", "PRIVMSG #new :after")
    talk.forget()
    talk(f"""
        boris -> METADATA #new GET url
        boris <- {SERVER} BATCH *
        boris <- @batch=* {SERVER} 761 boris #new url * :x
        boris <- {SERVER} BATCH *
    """)
    assert "c:#new" in stores.values.items("metadata")
    assert "c:#old" not in stores.values.items("metadata")
    assert stores.history.forget("#old") == 0
    assert stores.history.forget("#new") > 0


def test_a_window_that_looks_sees_the_new_name() -> None:
    talk = room()
    talk.send("anna", "RENAME #old #new :x")
    assert [channel.name for channel in talk.server.snapshot().channels] == ["#new"]
    entry = next(entry for entry in talk.entries if entry.kind is LogKind.RENAMED)
    assert entry.args == ("#old", "#new", "x")


def test_nothing_is_left_of_the_old_name() -> None:
    talk = room()
    talk.send("anna", "RENAME #old #new")
    for name in ("anna", "boris"):
        assert list(talk.server.users[talk.conns[name]].channels) == ["#new"]
        talk.send(name, "PART #new")
    assert not talk.server.channels
    assert not [route for route in talk.server.hot.routes if b"#" in route]
    assert not talk.server.lookalikes._channels


def test_labels() -> None:
    talk = room("draft/channel-rename labeled-response batch")
    talk("""
        anna -> @label=1 RENAME #old #new :x
        anna <- @label=1 :anna!~anna@10.0.0.1 RENAME #old #new :x
        anna -> @label=2 RENAME #new :
        anna <- @label=2 :besedka.local FAIL RENAME CANNOT_RENAME #new * :*
    """)
    plain = room("labeled-response batch")
    plain.send("anna", "@label=3 RENAME #old #new")
    lines = plain.lines("anna")
    assert lines[0].startswith("@label=3 :besedka.local BATCH +")
    assert [line.split(" ")[2] for line in lines[1:-1]] == ["PART", "JOIN", "353", "366"]


def test_two_long_histories_are_not_made_one() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    for name in ("#one", "#two"):
        talk.join(f"anna{name[1:]}", channel=name)
        talk.send(f"anna{name[1:]}", *["PRIVMSG " + name + " :text"] * LONG_CONVERSATION)
    talk.send("annatwo", "QUIT")
    talk.forget()
    talk("""
        annaone -> RENAME #one #two
        annaone <- :besedka.local FAIL RENAME CANNOT_RENAME #one #two :Much was said *
        annaone -> RENAME #one #three
        annaone <- :annaone!~annaone@10.0.0.1 PART #one
    """)
