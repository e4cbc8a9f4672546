"""What a person types."""

from __future__ import annotations

import pytest

from core.client.actions import CommandResult
from core.client.commands import SLASH_COMMANDS
from core.client.events import (
    BufferOpened,
    ListReceived,
    MessageKind,
    MessageReceived,
    OwnAwayChanged,
    OwnNickChanged,
    ServerText,
    WhoisReceived,
)
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue, plain


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hello", "PRIVMSG #chan hello"),
        (" hello", "PRIVMSG #chan : hello"),
        ("//join", "PRIVMSG #chan /join"),
        ("/me waves", "PRIVMSG #chan :\x01ACTION waves\x01"),
        ("/ME waves", "PRIVMSG #chan :\x01ACTION waves\x01"),
        ("/msg boris hi there", "PRIVMSG boris :hi there"),
        ("/msg #other hi", "PRIVMSG #other hi"),
        ("/notice boris :)", "NOTICE boris ::)"),
        ("/join #new", "JOIN #new"),
        ("/join new", "JOIN #new"),
        ("/join #new key", "JOIN #new key"),
        ("/part", "PART #chan"),
        ("/part see you", "PART #chan :see you"),
        ("/part #chan see you", "PART #chan :see you"),
        ("/nick nina", "NICK nina"),
        ("/nick Нина", "NICK Нина"),
        ("/topic a new topic", "TOPIC #chan :a new topic"),
        ("/topic #chan x", "TOPIC #chan x"),
        ("/kick boris", "KICK #chan boris"),
        ("/kick boris out with you", "KICK #chan boris :out with you"),
        ("/invite clara", "INVITE clara #chan"),
        ("/invite clara #other", "INVITE clara #other"),
        ("/mode", "MODE #chan"),
        ("/mode +o boris", "MODE #chan +o boris"),
        ("/mode anna +i", "MODE anna +i"),
        ("/op boris", "MODE #chan +o boris"),
        ("/voice #chan boris clara", "MODE #chan +vv boris clara"),
        ("/deop boris", "MODE #chan -o boris"),
        ("/devoice boris", "MODE #chan -v boris"),
        ("/ban boris", "MODE #chan +b boris!*@*"),
        ("/unban *!*@spam.example", "MODE #chan -b *!*@spam.example"),
        ("/away", "AWAY Away"),
        ("/away at lunch", "AWAY :at lunch"),
        ("/back", "AWAY"),
        ("/whois boris", "WHOIS boris"),
        ("/list", "LIST"),
        ("/list #c*", "LIST #c*"),
        ("/names", "NAMES #chan"),
        ("/whowas boris", "WHOWAS boris"),
        ("/who", "WHO #chan"),
        ("/who *.example", "WHO *.example"),
        ("/knock #secret let me in", "KNOCK #secret :let me in"),
        ("/oper root secret", "OPER root secret"),
        ("/ns identify secret", "NICKSERV identify secret"),
        ("/chanserv op #chan", "CHANSERV op #chan"),
        ("/quote TIME", "TIME"),
        ("/j new", "JOIN #new"),
        ("/motd", "MOTD"),
        ("/version", "VERSION"),
        ("/raw TIME", "TIME"),
        ("/raw PRIVMSG boris :a  b", "PRIVMSG boris :a  b"),
        ("/quit good night", "QUIT :good night"),
        ("/close", "PART #chan"),
    ],
)
def test_what_is_written(typed: str, written: str) -> None:
    dialogue = plain(channel="#chan")
    assert dialogue.run(typed, "#chan").error_code is None
    dialogue.play(f"<- {written}")


@pytest.mark.parametrize(
    ("typed", "buffer", "result"),
    [
        ("/frobnicate now", "#chan", CommandResult("unknown_command", ("frobnicate",))),
        ("/", "#chan", CommandResult("unknown_command", ("",))),
        ("/msg", "#chan", CommandResult("missing_argument", ("msg", "target"))),
        ("/msg boris", "#chan", CommandResult("missing_argument", ("msg", "message"))),
        ("/kick", "#chan", CommandResult("missing_argument", ("kick", "nick"))),
        ("/kick #chan", "#chan", CommandResult("missing_argument", ("kick", "nick"))),
        ("/op #chan", "#chan", CommandResult("missing_argument", ("op", "nicks"))),
        ("/whois", "#chan", CommandResult("missing_argument", ("whois", "nick"))),
        ("/join", "#chan", CommandResult("missing_argument", ("join", "channel"))),
        ("/join #", "#chan", CommandResult("bad_channel", ("#", "empty"))),
        ("/join #a\x07b", "#chan", CommandResult("bad_channel", ("#a\x07b", "bad_character"))),
        ("/nick two words", "#chan", CommandResult("bad_nickname", ("two words", "bad_character"))),
        ("/nick #anna", "#chan", CommandResult("bad_nickname", ("#anna", "bad_start"))),
        ("/nick " + "x" * 70, "#chan", CommandResult("bad_nickname", ("x" * 70, "too_long"))),
        ("/query a,b", "#chan", CommandResult("bad_nickname", ("a,b", "bad_character"))),
        ("/topic x", "boris", CommandResult("not_in_channel", ("",))),
        ("/kick boris", "", CommandResult("not_in_channel", ("",))),
        ("/kick #other boris", "#chan", CommandResult("not_in_channel", ("#other",))),
        ("/part #other", "#chan", CommandResult("not_in_channel", ("#other",))),
        ("/names", "boris", CommandResult("not_in_channel", ("",))),
        ("/op boris", "boris", CommandResult("not_in_channel", ("",))),
        ("/invite boris", "", CommandResult("not_in_channel", ("",))),
        ("hello", "", CommandResult("no_conversation")),
        ("/me waves", "", CommandResult("no_conversation")),
        ("/close", "", CommandResult("no_conversation")),
        ("/raw " + "x" * 600, "", CommandResult("too_long")),
        ("/topic " + "я" * 300, "#chan", CommandResult("too_long")),
        ("/raw :source", "", CommandResult("bad_argument", (":source",))),
        ("/msg a,b hi", "", CommandResult("bad_argument", ("a,b",))),
        ("/whois :x y", "", CommandResult()),
        ("/invite :x #chan", "", CommandResult("bad_argument", (":x #chan",))),
        ("/help kick", "", CommandResult(None, ("kick",), "help")),
        ("/clear", "", CommandResult(action="clear")),
        ("   ", "#chan", CommandResult()),
    ],
)
def test_what_is_answered(typed: str, buffer: str, result: CommandResult) -> None:
    assert plain(channel="#chan").run(typed, buffer) == result


def test_without_a_connection() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    for typed in (
        "/topic #chan x",
        "/whois boris",
        "/list",
        "/away",
        "/motd",
        "/raw PING x",
        "/mode +i",
        "/kick #chan boris",
        "/names #chan",
        "/topic #chan",
    ):
        assert dialogue.run(typed, "#chan") == CommandResult("not_connected"), typed
    assert dialogue.run("/quit").action == "quit"
    # These only express a wish, which is kept.
    for typed in ("/join #chan", "/nick nina", "hello", "/query boris"):
        assert dialogue.run(typed, "#chan").error_code is None, typed
    assert dialogue.one(OwnNickChanged) == OwnNickChanged("anna", "nina")
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK nina
        <- USER anna 0 * anna
        -> :srv 001 nina :hi
        -> :srv 376 nina :End
        <- JOIN #chan
        """
    )


def test_every_command_of_the_table_can_be_run() -> None:
    for command in SLASH_COMMANDS:
        given = {"channel": "#chan", "target": "#chan"}
        words = " ".join(given.get(argument.name, "nina") for argument in command.arguments)
        result = plain(channel="#chan").run(f"/{command.name} {words}", "#chan")
        assert result.error_code not in ("unknown_command", "missing_argument"), command.name


def test_a_ban_and_a_kick_in_one() -> None:
    dialogue = plain(channel="#chan")
    assert dialogue.run("/kickban boris go away", "#chan").error_code is None
    dialogue.play(
        """
        <- MODE #chan +b boris!*@*
        <- KICK #chan boris :go away
        """
    )
    assert dialogue.run("/kickban boris", "boris").error_code == "not_in_channel"


def test_query_and_notice() -> None:
    dialogue = plain()
    dialogue.run("/query boris hi")
    dialogue.play("<- PRIVMSG boris hi")
    assert dialogue.one(BufferOpened).buffer == "boris"
    assert dialogue.one(MessageReceived).buffer == "boris"
    dialogue.run("/notice clara hi")
    dialogue.play("<- NOTICE clara hi")
    message = dialogue.one(MessageReceived)
    assert (message.buffer, message.kind, message.target) == ("", MessageKind.NOTICE, "clara")
    dialogue.run("/whois", "boris")
    dialogue.play("<- WHOIS boris")


def test_whois_is_one_event() -> None:
    dialogue = plain()
    dialogue.run("/whois boris")
    dialogue.play(
        """
        <- WHOIS boris
        -> :srv 311 anna boris b host * :Boris B.
        -> :srv 319 anna boris :@#chan +#other
        -> :srv 319 anna boris :#third
        -> :srv 312 anna boris srv :A server
        -> :srv 313 anna boris :is an operator
        -> :srv 301 anna boris :at lunch
        -> :srv 330 anna boris bo :is logged in as
        -> :srv 317 anna boris 61 1700000000 :seconds idle, signon time
        -> :srv 671 anna boris :is using a secure connection
        -> :srv 318 anna boris :End of WHOIS
        """
    )
    assert dialogue.one(WhoisReceived) == WhoisReceived(
        nick="boris",
        user="b",
        host="host",
        realname="Boris B.",
        server="srv",
        channels=("@#chan", "+#other", "#third"),
        idle_seconds=61,
        signon=1700000000,
        away="at lunch",
        account="bo",
        operator=True,
        extra=("is using a secure connection",),
    )
    assert not dialogue.take(ServerText)


def test_whois_of_nobody() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/whois nobody", "#chan")
    dialogue.play(
        """
        <- WHOIS nobody
        -> :srv 401 anna nobody :No such nick
        -> :srv 318 anna nobody :End of WHOIS
        """
    )
    told = dialogue.one(ServerText)
    assert (told.buffer, told.text, told.error) == ("#chan", "nobody No such nick", True)
    assert not dialogue.take(WhoisReceived)


def test_list_is_one_event() -> None:
    dialogue = plain()
    dialogue.run("/list")
    dialogue.play(
        """
        <- LIST
        -> :srv 321 anna Channel :Users  Name
        -> :srv 322 anna #chan 3 :the \x02topic\x02
        -> :srv 322 anna #игры many
        -> :srv 323 anna :End
        """
    )
    assert dialogue.one(ListReceived).channels == (("#chan", 3, "the topic"), ("#игры", 0, ""))


def test_away_is_kept_over_a_reconnect() -> None:
    dialogue = plain()
    dialogue.run("/away at lunch")
    dialogue.play("<- AWAY :at lunch\n -> :srv 306 anna :You are away")
    assert dialogue.one(OwnAwayChanged).away
    dialogue.lose()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :hi
        -> :srv 376 anna :End
        <- AWAY :at lunch
        """
    )
    dialogue.run("/back")
    dialogue.play("<- AWAY\n -> :srv 305 anna :You are back")
    assert not dialogue.one(OwnAwayChanged).away


def test_errors_are_shown_where_they_belong() -> None:
    dialogue = plain(channel="#chan")
    for line, buffer, text in (
        ("482 anna #chan :You're not channel operator", "#chan", "You're not channel operator"),
        ("441 anna nobody #chan :They aren't there", "#chan", "nobody They aren't there"),
        ("443 anna boris #chan :They are there", "#chan", "boris They are there"),
        ("442 anna #other :You're not there", "", "#other You're not there"),
        ("461 anna KICK :Not enough parameters", "", "KICK Not enough parameters"),
        ("421 anna FOO :Unknown command", "", "FOO Unknown command"),
        ("999 anna", "", ""),
        ("400", "", ""),
    ):
        dialogue.now += 60
        dialogue.play(f"-> :srv {line}")
        told = dialogue.one(ServerText)
        assert (told.buffer, told.text) == (buffer, text)
        assert told.error is (line[0] == "4")


def test_a_question_about_somebody_is_answered_where_it_was_asked() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/query nobody", "#chan")
    for line, written, asked_in in (
        ("/whois nobody", "WHOIS nobody", "#chan"),
        ("/invite nobody", "INVITE nobody #chan", "#chan"),
        ("/whois nobody", "WHOIS nobody", "nobody"),
    ):
        dialogue.run(line, asked_in)
        dialogue.play(f"<- {written}\n-> :srv 401 anna nobody :No such nick")
        assert dialogue.one(ServerText).buffer == asked_in
    dialogue.now += 60
    dialogue.play("-> :srv 401 anna nobody :No such nick")
    assert dialogue.one(ServerText).buffer == "nobody"


def test_a_topic_that_is_too_long_is_told_and_not_cut() -> None:
    dialogue = plain(channel="#chan")
    assert dialogue.run("/topic " + "ы" * 600, "#chan") == CommandResult("too_long")
    assert not dialogue.session.take_output()
    assert dialogue.run("/topic " + "ы" * 100, "#chan") == CommandResult()


def test_a_topic_with_line_breaks() -> None:
    dialogue = plain(channel="#chan")
    dialogue.run("/topic one\r\nQUIT", "#chan")
    dialogue.play("<- TOPIC #chan :one QUIT")
    dialogue.run("/raw TIME\nQUIT", "#chan")
    dialogue.play("<- TIME QUIT")
