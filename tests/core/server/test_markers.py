"""MARKREAD."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from core.server.login import log_in
from core.server.stores import Stores
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

CAPS = "draft/read-marker"
OLD, NEW = "timestamp=2026-12-31T23:59:59.000Z", "timestamp=2027-01-01T00:00:00.125Z"
SERVER = ":besedka.local"


@pytest.fixture
def talk() -> Dialogue:
    """Anna in #Room."""
    talk = Dialogue()
    talk.join("anna", caps=CAPS, channel="#Room")
    return talk


def test_a_marker_only_goes_forward(talk: Dialogue) -> None:
    talk(f"""
        anna -> MARKREAD #room
        anna <- {SERVER} MARKREAD #Room *
        anna -> MARKREAD #room {OLD}
        anna <- {SERVER} MARKREAD #Room {OLD}
        anna -> MARKREAD #ROOM {NEW}
        anna <- {SERVER} MARKREAD #Room {NEW}
        anna -> MARKREAD #room {OLD}
        anna <- {SERVER} MARKREAD #Room {NEW}
        anna -> MARKREAD #room {NEW}
        anna <- {SERVER} MARKREAD #Room {NEW}
        anna -> MARKREAD #room
        anna <- {SERVER} MARKREAD #Room {NEW}
        anna -> MARKREAD Boris {NEW}
        anna <- {SERVER} MARKREAD Boris {NEW}
        anna -> MARKREAD boris
        anna <- {SERVER} MARKREAD boris {NEW}
    """)
    talk.nothing_more()


def test_nobody_has_read_what_is_still_to_come(talk: Dialogue) -> None:
    talk(f"""
        anna -> MARKREAD #room timestamp=2099-01-01T00:00:00.000Z
        anna <- {SERVER} MARKREAD #Room timestamp=2027-01-15T08:00:00.000Z
    """)


def test_who_joins_is_told_before_the_names_end(talk: Dialogue) -> None:
    talk.send("anna", f"MARKREAD #room {NEW}", "PART #room")
    talk.forget()
    for where, value in (("#room", NEW), ("#other", "*")):
        talk.send("anna", f"JOIN {where}")
        words = [line.split()[1] for line in talk.lines("anna")]
        assert words == ["JOIN", "MARKREAD", "353", "366"]
        talk.send("anna", f"MARKREAD {where}")
        talk(f"anna <- {SERVER} MARKREAD {where} {value}")
    talk.join("boris")
    talk.send("boris", "JOIN #room")
    assert not [line for line in talk.lines("boris") if "MARKREAD" in line]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("MARKREAD", "NEED_MORE_PARAMS"),
        ("MARKREAD #room *", "INVALID_PARAMS #room *"),
        ("MARKREAD #room timestamp=today", "INVALID_PARAMS #room timestamp=today"),
        (
            "MARKREAD #room 2026-12-31T23:59:59.000Z",
            "INVALID_PARAMS #room 2026-12-31T23:59:59.000Z",
        ),
        ("MARKREAD :a b", "INVALID_PARAMS *"),
    ],
)
def test_what_makes_no_sense(talk: Dialogue, line: str, answer: str) -> None:
    talk(f"anna -> {line}\nanna <- {SERVER} FAIL MARKREAD {answer} :*")
    talk.nothing_more()


def test_all_clients_of_an_account_are_told() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", caps=CAPS)
    logged_in(talk, "phone", account="anna", caps=CAPS)
    logged_in(talk, "old", account="anna")
    logged_in(talk, "boris", caps=CAPS)
    talk(f"""
        anna -> MARKREAD #room {NEW}
        anna <- {SERVER} MARKREAD #room {NEW}
        phone <- {SERVER} MARKREAD #room {NEW}
        anna -> MARKREAD #room {OLD}
        anna <- {SERVER} MARKREAD #room {NEW}
        boris -> MARKREAD #room
        boris <- {SERVER} MARKREAD #room *
    """)
    talk.nothing_more()


def test_a_marker_of_an_account_outlives_its_clients_and_the_server() -> None:
    stores = Stores()
    talk = Dialogue(stores=stores)
    logged_in(talk, "anna", caps=CAPS)
    talk.send("anna", f"MARKREAD #room {NEW}", "QUIT")
    later = Dialogue(stores=stores)
    later.connect("anna")
    later.send("anna", f"CAP REQ :{CAPS} sasl", "NICK anna", "USER anna 0 * :A")
    account = later.server.accounts.find("anna")
    assert account is not None
    log_in(later.server, later.server.users[1], account)
    later.send("anna", "CAP END")
    # At once, as far as a client can know of it; and with the channel.
    assert later.lines("anna")[-1] == f"{SERVER} MARKREAD #room {NEW}"
    later.send("anna", "JOIN #room")
    assert later.lines("anna")[1] == f"{SERVER} MARKREAD #room {NEW}"


def test_a_channel_with_another_name(talk: Dialogue) -> None:
    talk.send("anna", f"MARKREAD #room {NEW}", f"MARKREAD #new {OLD}", "RENAME #room #new :why")
    talk.now += 60
    talk.forget()
    talk(f"anna -> MARKREAD #new\nanna <- {SERVER} MARKREAD #new {NEW}")
    talk.send("anna", "RENAME #new #Newer")
    assert f"{SERVER} MARKREAD #Newer {NEW}" in talk.lines("anna")


@pytest.mark.parametrize("accounts", [True, False])
def test_there_is_a_limit(accounts: bool) -> None:
    talk = Dialogue(ServerConfig(limits=Limits(markers=2)))
    if accounts:
        logged_in(talk, "anna", caps=CAPS)
    else:
        talk.join("anna", caps=CAPS)
    talk.send("anna", f"MARKREAD #a {OLD}", f"MARKREAD #b {OLD}")
    talk.forget()
    talk(f"""
        anna -> MARKREAD #c {OLD}
        anna <- {SERVER} FAIL MARKREAD INTERNAL_ERROR #c :*
        anna -> MARKREAD #b {NEW}
        anna <- {SERVER} MARKREAD #b {NEW}
    """)


def test_a_secret_channel_is_not_told_of() -> None:
    talk = Dialogue()
    talk.join("anna", channel="#Hidden")
    talk.send("anna", "MODE #Hidden +s")
    talk.join("boris")
    talk("""
        boris -> MARKREAD #HIDDEN
        boris <- :besedka.local MARKREAD #HIDDEN *
    """)
