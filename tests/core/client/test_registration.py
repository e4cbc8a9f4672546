"""Getting in, on servers of every kind."""

from __future__ import annotations

from core.client.events import (
    Disconnected,
    IsupportChanged,
    JoinFailed,
    NickRejected,
    Registered,
    ServerText,
)
from core.client.session import SessionOptions
from core.irc.decoder import LineDecoder
from tests.core.client.dialogue import IRCV3, Dialogue, let_in, modern, plain


def test_with_capabilities() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    let_in(dialogue)
    registered = dialogue.one(Registered)
    assert registered.nick == "anna"
    assert registered.server == "srv"
    assert registered.capabilities == frozenset(IRCV3.split())
    assert not registered.resumed
    assert dialogue.one(IsupportChanged).network == "Test"
    assert dialogue.session.network == "Test"
    assert dialogue.session.registered


def test_capabilities_in_several_lines_and_unknown_ones() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv CAP * LS * :sts=port=6697 batch sasl=PLAIN
        -> :srv CAP * LS :draft/unheard-of echo-message
        <- CAP REQ :batch echo-message
        -> :srv CAP * ACK :batch
        -> :srv CAP * ACK :echo-message
        <- CAP END
        """
    )
    assert dialogue.session.capabilities == {"batch", "echo-message"}


def test_a_refused_request_is_asked_for_one_by_one() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> CAP * LS :batch chghost
        <- CAP REQ :batch chghost
        -> CAP * NAK :batch chghost
        <- CAP REQ batch
        <- CAP REQ chghost
        -> CAP * NAK :batch
        -> CAP * ACK :chghost
        <- CAP END
        """
    )
    assert dialogue.session.capabilities == {"chghost"}


def test_a_server_that_does_not_answer_our_request() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> CAP * LS :batch
        <- CAP REQ batch
        """
    )
    dialogue.wait(10)
    dialogue.play("<- CAP END")


def test_no_answer_to_cap_at_all_and_no_motd() -> None:
    dialogue = Dialogue(SessionOptions("anna", channels=(("#chan", ""),)))
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv 001 anna :Welcome
        """
    )
    dialogue.wait(3)
    dialogue.play("<- JOIN #chan")


def test_capabilities_that_come_and_go() -> None:
    dialogue = modern(capabilities="message-tags cap-notify")
    dialogue.play(
        """
        -> :srv CAP anna NEW :echo-message draft/x
        <- CAP REQ echo-message
        -> :srv CAP anna ACK :echo-message
        -> :srv CAP anna DEL :message-tags
        """
    )
    assert dialogue.session.capabilities == {"cap-notify", "echo-message"}


def test_password_user_name_and_real_name() -> None:
    dialogue = Dialogue(
        SessionOptions("Учитель", username="Анна Б.", realname="Анна Борисова", password="a b")
    )
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- PASS :a b
        <- NICK Учитель
        <- USER AnnaB 0 * :Анна Борисова
        """
    )


def test_wrong_password_is_final() -> None:
    dialogue = Dialogue(SessionOptions("anna", password="falsch"))
    dialogue.connect()
    dialogue.feed(b":srv 464 anna :Password incorrect\r\nERROR :Closing link\r\n")
    assert dialogue.one(Disconnected) == Disconnected("password", "Password incorrect", final=True)


def test_channels_are_joined_keys_first_and_again_after_a_reconnect() -> None:
    dialogue = Dialogue(SessionOptions("anna", channels=(("#a", ""), ("#b", "secret"))))
    for resumed in (False, True):
        dialogue.connect()
        dialogue.play(
            """
            <- CAP LS 302
            <- NICK anna
            <- USER anna 0 * anna
            -> :srv 001 anna :Welcome
            -> :srv 422 anna :No message of the day
            <- JOIN #b,#a secret
            -> :anna!u@h JOIN #b
            -> :anna!u@h JOIN #a
            """
        )
        assert dialogue.one(Registered).resumed is resumed
        assert dialogue.session.buffers == ("#b", "#a")
        dialogue.lose()


def test_many_channels_in_lines_that_fit() -> None:
    channels = tuple((f"#{'x' * 40}{n}", "") for n in range(25))
    dialogue = Dialogue(SessionOptions("anna", channels=channels))
    dialogue.connect()
    dialogue.play("<- CAP LS 302\n<- NICK anna\n<- USER anna 0 * anna")
    dialogue.session.receive([b":srv 001 anna :hi", b":srv 376 anna :End"])
    lines = dialogue.session.take_output().split(b"\r\n")[:-1]
    assert all(len(line) <= 510 for line in lines)
    named = [name for line in lines for name in line.split(b" ")[1].split(b",")]
    assert sorted(named) == sorted(name.encode() for name, _ in channels)


def test_a_channel_may_be_unavailable() -> None:
    dialogue = plain()
    dialogue.run("/join #chan")
    dialogue.play("<- JOIN #chan\n -> :srv 437 anna #chan :Channel is temporarily unavailable")
    assert dialogue.one(JoinFailed).code == "437"
    assert not dialogue.take(NickRejected)


def test_the_greeting_of_a_beginners_server() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed("Спасибо за подключение\n".encode())
    assert dialogue.one(ServerText) == ServerText("", "RAW", "Спасибо за подключение", 1000.0)
    dialogue.lose()
    assert dialogue.one(Disconnected) == Disconnected(
        "not_irc", "Спасибо за подключение", final=True
    )


def test_other_protocols_are_no_irc() -> None:
    for greeting in (
        "220 mail.example ESMTP ready",
        "HTTP/1.1 400 Bad Request",
        "SSH-2.0-OpenSSH_9.2",
        "+OK POP3 ready",
        "* OK IMAP4rev1",
        "Thank you for connecting",
        "Ping me when you like",
        "Join us tomorrow",
        "Note that nobody is here",
        ":-)",
        ":-) hello",
    ):
        dialogue = Dialogue()
        dialogue.connect()
        dialogue.feed(greeting.encode() + b"\r\n")
        dialogue.lose()
        assert dialogue.one(Disconnected).reason == "not_irc", greeting


def test_a_foreign_server_that_stays_silent_after_its_line() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed(b"Thank you for connecting\r\n")
    dialogue.wait(20)
    assert dialogue.one(Disconnected).reason == "not_irc"


def test_a_server_without_a_name_is_a_server() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed(b"NOTICE AUTH :*** Looking up your hostname\r\n001 anna :hello\r\n")
    assert dialogue.session.registered
    dialogue.lose()
    assert not dialogue.take(Disconnected)


def test_error_before_and_after_registration() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed(b"ERROR :Too many connections\r\n")
    assert dialogue.one(Disconnected) == Disconnected("error", "Too many connections")
    assert dialogue.one(ServerText).error
    dialogue = plain()
    dialogue.feed(b"ERROR\r\n")
    assert dialogue.one(Disconnected).reason == "error"


def test_quit_is_no_error() -> None:
    dialogue = plain()
    assert dialogue.run("/quit до встречи").action == "quit"
    dialogue.play("<- QUIT :до встречи\n -> ERROR :Closing link")
    assert dialogue.one(Disconnected) == Disconnected("quit", final=True)


def test_a_server_that_does_not_close_after_quit() -> None:
    dialogue = plain()
    dialogue.run("/quit")
    dialogue.wait(5)
    assert dialogue.one(Disconnected) == Disconnected("quit", final=True)


def test_the_welcome_after_a_reconnect_is_no_answer_to_the_last_command() -> None:
    dialogue = plain(channel="#a")
    dialogue.lose()
    dialogue.run("still there?", "#a")
    dialogue.connect()
    dialogue.feed(b":srv 001 anna :Welcome\r\n:srv 255 anna :I have 1 clients\r\n")
    assert {event.buffer for event in dialogue.take(ServerText)} == {""}


def test_a_beginners_server_on_an_older_windows_is_read_too() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed("Спасибо за подключение\n".encode("cp1251"))
    dialogue.lose()
    assert dialogue.one(Disconnected).text == "Спасибо за подключение"


def test_the_beginning_of_an_endless_line_is_shown() -> None:
    for text in ("ю" * 20_000, "x" + "ю" * 20_000):  # cut in the middle of a letter, and not
        dialogue = Dialogue()
        dialogue.connect()
        dialogue.session.receive(LineDecoder(8191).feed(text.encode()))
        dialogue.wait(20)
        told = dialogue.one(Disconnected)
        assert told.reason == "not_irc"
        assert told.text == text[: len(told.text) - 1] + "…"
        assert len(told.text) > 100


def test_a_server_that_babbles_without_end_is_no_chat_server() -> None:
    dialogue = Dialogue()
    dialogue.connect()
    dialogue.feed((b"tick" * 1000 + b"\r\n") * 1000)
    told = dialogue.one(Disconnected)
    assert (told.reason, told.final) == ("not_irc", True)
    assert told.text.startswith("ticktick")
    assert told.text.endswith("\n…")
    assert len(told.text) < 6000, "a window lays it out in one go"
