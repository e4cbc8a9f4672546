"""SEARCH."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

pytestmark = pytest.mark.usefixtures("both_stores")

CAPS = "message-tags server-time batch soju.im/search"
ANNA = ":anna!~anna@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris, logged in, who said something every second; Vera is elsewhere."""
    talk = Dialogue()
    logged_in(talk, "anna", "boris", caps=CAPS)
    talk.join("vera", caps=CAPS)
    talk.send("anna", "JOIN #x,#y")
    talk.send("boris", "JOIN #x")
    talk.send("vera", "JOIN #z")
    for who, line in (
        ("anna", "PRIVMSG #x :Socket programming is fun"),
        ("boris", "PRIVMSG #x :what is a socket?"),
        ("anna", "PRIVMSG boris :a secret about sockets"),
        ("anna", "NOTICE #y :Сокет: ещё раз"),
        ("vera", "PRIVMSG #z :my own socket"),
        ("vera", "PRIVMSG anna :hello"),
    ):
        talk.send(who, line)
        talk.now += 1
    talk.forget()
    return talk


def search(talk: Dialogue, who: str, what: str) -> list[str]:
    """The texts that were found."""
    talk.send(who, f"SEARCH {what}")
    first, *lines, last = talk.lines(who)
    assert first.endswith(" soju.im/search") and "BATCH -" in last
    return [line.rpartition(" :")[2] for line in lines]


def test_each_finds_what_they_may_read(talk: Dialogue) -> None:
    fun, what, secret = "Socket programming is fun", "what is a socket?", "a secret about sockets"
    assert search(talk, "anna", "text=socket") == [fun, what, secret]
    assert search(talk, "boris", "text=SOCK") == [fun, what, secret]
    assert search(talk, "vera", "text=socket") == ["my own socket"]
    talk.send("boris", "PART #x")
    talk.forget()
    assert search(talk, "boris", "text=socket") == [secret]
    talk.server.nicks["vera"].oper = "root"  # all channels, but nobody's private messages
    assert search(talk, "vera", "text=socket") == [fun, what, "my own socket"]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("in=#x", ["Socket programming is fun", "what is a socket?"]),
        ("in=#X;limit=1", ["what is a socket?"]),
        ("in=boris", ["a secret about sockets"]),
        ("text=socket;from=BORIS", ["what is a socket?"]),
        ("text=what\\ssocket", ["what is a socket?"]),
        ("text=сокет", ["ещё раз"]),
        ("text=еще", ["ещё раз"]),
        ("text=socket;in=vera", []),
        ("text=nothing", []),
        ("after=2027-01-15T08:00:03.000Z", ["ещё раз", "hello"]),
        ("before=2027-01-15T08:00:01.000Z", ["Socket programming is fun", "what is a socket?"]),
        ("after=2027-01-15T08:00:01.000Z;before=2027-01-15T08:00:01.000Z", ["what is a socket?"]),
        ("unknown=attribute;in=#y", ["ещё раз"]),
    ],
)
def test_what_is_found(talk: Dialogue, what: str, found: list[str]) -> None:
    texts = [text.removeprefix("Сокет: ") for text in search(talk, "anna", what)]
    assert [text.rpartition(": ")[2] for text in texts] == found


def test_a_hit_is_a_whole_line(talk: Dialogue) -> None:
    talk(f"""
        boris -> SEARCH in=#x;text=fun
        boris <- @time=* :besedka.local BATCH +1 soju.im/search
        boris <- @batch=1;time=2027-01-15T08:00:00.000Z;msgid=* {ANNA} PRIVMSG #x :Socket *
        boris <- @time=* :besedka.local BATCH -1
    """)
    talk.nothing_more()


def test_people_can_type_it(talk: Dialogue) -> None:
    assert search(talk, "anna", "#x :socket fun") == ["Socket programming is fun"]
    assert search(talk, "anna", "Fun") == ["Socket programming is fun"]
    assert search(talk, "anna", ":socket fun") == ["Socket programming is fun"]
    talk.send("anna", "SEARCH #nowhere :fun", "SEARCH")
    talk("anna <- @time=* :besedka.local FAIL SEARCH INVALID_PARAMS in :*")
    talk("anna <- @time=* :besedka.local 461 anna SEARCH :*")


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("in=#z", "in"),
        ("in=#nowhere", "in"),
        ("limit=0", "limit"),
        ("limit=some", "limit"),
        ("after=yesterday", "after"),
        ("before=", "before"),
    ],
)
def test_what_cannot_be_searched_for(talk: Dialogue, what: str, wrong: str) -> None:
    talk.send("anna", f"SEARCH {what}")
    talk(f"anna <- @time=* :besedka.local FAIL SEARCH INVALID_PARAMS {wrong} :*")
    talk.nothing_more()


def test_without_an_account_private_messages_are_not_found(talk: Dialogue) -> None:
    talk.send("vera", "SEARCH in=anna")
    talk("vera <- @time=* :besedka.local FAIL SEARCH INVALID_PARAMS in :*")
    assert search(talk, "vera", "text=hello") == []


def test_never_more_than_the_server_allows() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(search=2)))
    talk.join("anna", caps=CAPS, channel="#x")
    for number in range(4):
        talk.send("anna", f"PRIVMSG #x :m{number}")
    assert search(talk, "anna", "in=#x") == ["m2", "m3"]
    assert search(talk, "anna", "in=#x;limit=100") == ["m2", "m3"]


def test_where_nothing_is_kept_nothing_is_found() -> None:
    talk = Dialogue(ServerConfig(keep_history=False))
    talk.join("anna", channel="#x")
    talk.send("anna", "CAP REQ :soju.im/search", "CAP REQ :batch")
    assert talk.lines("anna")[0].endswith("NAK :soju.im/search")
    assert search(talk, "anna", "in=#x") == []


def test_scripts_without_spaces_between_words(talk: Dialogue) -> None:
    talk.send("anna", "PRIVMSG #y :你好世界，今天好")
    talk.send("anna", "PRIVMSG #y :สวัสดีครับทุกคน")
    talk.forget()
    assert search(talk, "anna", "text=世界") == ["你好世界，今天好"]
    assert search(talk, "anna", "text=世") == ["你好世界，今天好"]
    assert search(talk, "anna", "text=今天") == ["你好世界，今天好"]
    assert search(talk, "anna", "text=ครับ") == ["สวัสดีครับทุกคน"]
    assert search(talk, "anna", "text=界世") == []
