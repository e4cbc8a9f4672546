"""What InspIRCd, ngIRCd and ZNC do that our own server does not, in dialogues."""

from __future__ import annotations

import pytest

from core.client.accounts import NO_ACCOUNTS
from core.client.events import (
    BufferClosed,
    BufferOpened,
    Disconnected,
    JoinFailed,
    ListReceived,
    MessageReceived,
    News,
    NewsKind,
    OwnNickChanged,
    ServerText,
)
from core.client.feature_events import (
    AccountChanged,
    ChannelListReceived,
    LoginFailed,
    NickHeld,
)
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue, modern, plain


def test_many_channels_are_joined_and_asked_as_fast_as_the_server_bears_it() -> None:
    """InspIRCd without fake lag throws out ("Excess Flood") whose penalties exceed ten seconds: two
    for each JOIN, up to three for each WHO."""
    names = tuple(f"#c{number}" for number in range(60))
    dialogue = Dialogue(SessionOptions("anna", channels=tuple((name, "") for name in names)))
    dialogue.connect()
    dialogue.written()
    dialogue.feed(b":srv 001 anna :Welcome\r\n:srv 376 anna :End\r\n")
    joined: list[str] = []
    asked: list[str] = []
    penalty, before = 0.0, dialogue.now
    for _ in range(600):
        penalty = max(0.0, penalty - (dialogue.now - before))
        before = dialogue.now
        for line in dialogue.written():
            word, _, rest = line.partition(" ")
            penalty += {"JOIN": 2, "WHO": 3}.get(word, 1)
            if word == "WHO":
                asked.append(rest)
                dialogue.feed(f":srv 315 anna {rest} :End\r\n".encode())
            elif word == "JOIN":
                for name in rest.split(","):
                    joined.append(name)
                    dialogue.feed(
                        f":anna!u@h JOIN {name}\r\n:srv 353 anna = {name} :anna\r\n"
                        f":srv 366 anna {name} :End\r\n".encode()
                    )
        assert penalty <= 10
        if set(asked) == set(names):
            break
        dialogue.wait(1)
    assert sorted(joined) == sorted(names)
    assert set(asked) == set(names)


def test_who_takes_us_out_of_a_channel_does_not_close_its_conversation() -> None:
    dialogue = plain(channel="#chan")
    dialogue.play("-> :anna!u@h PART #chan :out of here")
    news = dialogue.one(News)
    assert (news.kind, news.own, news.text) == (NewsKind.LEFT, True, "out of here")
    assert not dialogue.take(BufferClosed)
    assert dialogue.session.buffers == ("#chan",)
    assert dialogue.session.members("#chan") == ()
    dialogue.run("/join #chan")
    dialogue.play("<- JOIN #chan\n-> :anna!u@h JOIN #chan")
    dialogue.run("/part #chan")
    dialogue.play("<- PART #chan\n-> :anna!u@h PART #chan")
    assert dialogue.one(BufferClosed).buffer == "#chan"


def test_a_typed_part_closes_too() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/raw part #chan :bye")
    dialogue.play("<- part #chan :bye\n-> :anna!u@h PART #chan :bye")
    assert dialogue.one(BufferClosed).buffer == "#chan"


def test_a_channel_that_sends_us_to_another() -> None:
    dialogue = plain()
    dialogue.run("/join #full")
    dialogue.play(
        """
        <- JOIN #full
        -> :srv 470 anna #full #over :You may not join this channel, so you are transferred.
        -> :anna!u@h JOIN #over
        """
    )
    failed = dialogue.one(JoinFailed)
    assert (failed.channel, failed.other) == ("#full", "#over")
    assert dialogue.one(BufferOpened).buffer == "#over"


@pytest.mark.parametrize("text", ["Access denied: Bad password?", "Bad server password!"])
def test_ngircd_tells_of_a_wrong_password_by_an_error(text: str) -> None:
    dialogue = Dialogue(SessionOptions("anna", password="wrong"))
    dialogue.connect()
    dialogue.written()
    dialogue.play(f"-> ERROR :{text}")
    assert dialogue.one(Disconnected) == Disconnected("password", text, final=True)


def test_who_is_banned_does_not_try_again() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    dialogue.written()
    dialogue.play(
        """
        -> :srv 465 anna :You are banned: go away
        -> ERROR :Closing link: (u@h) [G-lined: go away]
        """
    )
    ended = dialogue.one(Disconnected)
    assert (ended.reason, ended.final) == ("banned", True)
    assert [text.code for text in dialogue.take(ServerText)] == ["465", "ERROR"]


def test_who_is_killed_tries_again() -> None:
    dialogue = plain()
    dialogue.play("-> ERROR :Closing link: (u@h) [Killed (boss (bye))]")
    assert not dialogue.one(Disconnected).final


def test_a_module_of_the_bouncer_is_written_to_as_a_person_is() -> None:
    dialogue = plain()
    assert dialogue.run("/query *status").error_code is None
    assert dialogue.one(BufferOpened).buffer == "*status"
    assert dialogue.run("/query *").error_code == "bad_nickname"
    assert dialogue.run("/nick *status").error_code == "bad_nickname"


def test_a_knock_always_says_something() -> None:
    dialogue = plain()
    dialogue.run("/knock #closed")
    dialogue.run("/knock #closed it is me")
    dialogue.play("<- KNOCK #closed :May I come in?\n<- KNOCK #closed :it is me")


def test_what_a_service_answers_has_a_conversation() -> None:
    dialogue = plain(channel="#chan")
    dialogue.play("-> :NickServ!s@services NOTICE anna :This name is registered.")
    assert dialogue.one(MessageReceived).buffer == ""
    dialogue.run("/ns help", "#chan")
    dialogue.play("<- NICKSERV help\n-> :NickServ!s@services NOTICE anna :HELP tells more.")
    assert dialogue.one(BufferOpened).buffer == "NickServ"
    assert dialogue.one(MessageReceived).buffer == "NickServ"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (":srv 263 anna LIST :Too busy, try later", "Too busy, try later"),
        (":srv 421 anna LIST :This command is disabled", "This command is disabled"),
        (
            ":srv NOTICE anna :*** You cannot view the channel list right now. Try again in 9s.\n"
            "-> :srv 321 anna Channel :Users Name\n-> :srv 323 anna :End",
            "You cannot view the channel list right now. Try again in 9s.",
        ),
    ],
)
def test_a_list_that_the_server_does_not_give(line: str, words: str) -> None:
    dialogue = plain()
    dialogue.run("/list")
    dialogue.play(f"<- LIST\n-> {line}")
    assert dialogue.one(ListReceived) == ListReceived((), words)
    dialogue.run("/list")
    dialogue.play("<- LIST\n-> :srv 322 anna #a 3 :Topic\n-> :srv 323 anna :End")
    assert dialogue.one(ListReceived) == ListReceived((("#a", 3, "Topic"),))


def test_our_account_as_others_are_told_of_it() -> None:
    dialogue = modern(capabilities="account-notify")
    dialogue.play("-> :anna!u@h ACCOUNT anna\n-> :boris!b@host ACCOUNT boris")
    assert dialogue.one(AccountChanged).account == "anna"
    dialogue.play("-> :anna!u@h ACCOUNT *")
    assert dialogue.one(AccountChanged).account == ""


@pytest.mark.parametrize(
    ("mode", "entry", "end"), [("w", "910", "911"), ("g", "941", "940"), ("X", "954", "953")]
)
def test_the_lists_of_inspircds_modules(mode: str, entry: str, end: str) -> None:
    dialogue = plain(channel="#chan")
    dialogue.play("-> :srv 005 anna CHANMODES=IXbegw,k,l,imnst PREFIX=(ov)@+ :are supported")
    dialogue.act(dialogue.session.request_list("#chan", mode))
    dialogue.play(
        f"""
        <- MODE #chan +{mode}
        -> :srv {entry} anna #chan what boris 1700000000
        -> :srv {end} anna #chan :End
        """
    )
    listed = dialogue.one(ChannelListReceived)
    assert (listed.mode, listed.entries) == (mode, (("what", "boris", 1_700_000_000.0),))


def test_a_list_that_is_asked_for_again_before_it_came() -> None:
    """As when somebody is put on it at once: the last answer counts, and no line is left over."""
    dialogue = plain(channel="#chan")
    for _ in range(2):
        dialogue.act(dialogue.session.request_list("#chan", "b"))
    dialogue.play(
        """
        <- MODE #chan +b
        <- MODE #chan +b
        -> :srv 367 anna #chan old!*@* boris 1700000000
        -> :srv 368 anna #chan :End
        -> :srv 367 anna #chan old!*@* boris 1700000000
        -> :srv 367 anna #chan new!*@* anna 1700000001
        -> :srv 368 anna #chan :End
        """
    )
    listed = dialogue.one(ChannelListReceived)
    assert [mask for mask, _, _ in listed.entries] == ["old!*@*", "new!*@*"]
    assert not dialogue.take(ServerText)


def test_services_of_a_server_without_commands_for_them() -> None:
    """SQUERY reaches nobody but a service; its echo, with the password, is not shown."""
    options = SessionOptions("anna", account="anna", account_password="top secret")
    dialogue = Dialogue(options)
    dialogue.connect()
    dialogue.written()
    dialogue.play(
        """
        -> :srv 001 anna :Welcome
        -> :srv 376 anna :End
        <- NICKSERV IDENTIFY anna top secret
        -> :srv 421 anna NICKSERV :Unknown command
        <- SQUERY NickServ :IDENTIFY anna top secret
        -> :anna!u@h PRIVMSG NickServ :IDENTIFY anna top secret
        -> :NickServ!s@services NOTICE anna :You are now identified.
        -> :srv 900 anna anna!u@h anna :You are now logged in
        """
    )
    assert dialogue.one(AccountChanged).account == "anna"
    assert [row.text for row in dialogue.take(MessageReceived)] == ["You are now identified."]
    assert not [text for text in dialogue.take(ServerText) if text.error]


@pytest.mark.parametrize(
    "answer", ["408 anna NickServ :No such service", "421 anna SQUERY :Unknown command"]
)
def test_where_there_are_no_services(answer: str) -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/ns help", "#chan")
    dialogue.play(
        f"""
        <- NICKSERV help
        -> :srv 421 anna NICKSERV :Unknown command
        <- SQUERY NickServ help
        -> :srv {answer}
        """
    )
    told = dialogue.one(ServerText)
    assert (told.code, told.params[0], told.buffer) == ("421", "NICKSERV", "#chan")
    dialogue.act(dialogue.session.log_in("anna", "secret"))
    dialogue.play(
        f"""
        <- NICKSERV IDENTIFY anna secret
        -> :srv 421 anna NICKSERV :Unknown command
        <- SQUERY NickServ :IDENTIFY anna secret
        -> :srv {answer}
        """
    )
    assert dialogue.one(LoginFailed) == LoginFailed("anna", NO_ACCOUNTS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Closing link: (anna@h) [Access denied by configuration]", "denied"),
        ("You are not authorized to connect to this server", "denied"),
        ('Access denied: "Go away" (G-Line)', "banned"),
        ("Closing link: (anna@h) [Z-lined: Bad IP]", "banned"),
        ("Closing Link: h (K-Lined)", "banned"),
        ("Closing link: (anna@h) [No more connections allowed]", "error"),
        ("Trying to reconnect too fast", "error"),
        ("The server goes offline", "error"),
    ],
)
def test_why_a_server_does_not_let_us_in(text: str, reason: str) -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    dialogue.feed(f"ERROR :{text}\r\n".encode())
    assert dialogue.one(Disconnected) == Disconnected(reason, text, final=reason != "error")


def test_who_was_let_in_once_goes_on_trying() -> None:
    """A class may be full for a while."""
    dialogue = plain()
    dialogue.lose()
    dialogue.connect()
    dialogue.events.clear()
    dialogue.feed(b"ERROR :Closing link: (anna@h) [Access denied by configuration]\r\n")
    assert not dialogue.one(Disconnected).final


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This nickname is registered. Please choose a different nickname.", True),
        ("This nickname is registered and protected.", True),
        ("This nickname is reserved. Please login within 30 seconds", True),
        ("Этот ник зарегистрирован и защищён.", True),
        ("Welcome to the network", False),
    ],
)
def test_a_nickname_that_belongs_to_an_account(text: str, *, told: bool) -> None:
    dialogue = plain()
    dialogue.feed(f":NickServ!s@services NOTICE anna :{text}\r\n".encode())
    assert dialogue.take(NickHeld) == ([NickHeld("anna", text)] if told else [])
    dialogue.feed(f":boris!u@h NOTICE anna :{text}\r\n".encode())
    assert not dialogue.take(NickHeld)
    dialogue.feed(b":anna!u@h NICK Guest12\r\n")
    assert dialogue.one(OwnNickChanged) == OwnNickChanged("anna", "Guest12", forced=True)
    dialogue.written()
    dialogue.feed(b":srv 900 Guest12 Guest12!u@h anna :You are logged in\r\n")
    assert dialogue.written() == ["NICK anna"]
