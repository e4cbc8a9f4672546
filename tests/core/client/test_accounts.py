"""Logging in and making an account, in dialogues; the server's half of SCRAM is scramp's."""

from __future__ import annotations

import base64

import pytest
from scramp import ScramMechanism

from core.client.events import Registered
from core.client.feature_events import AccountChanged, LoginFailed
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue

PASSWORD = "совсем секретно"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def offered(mechanisms: str, password: str = PASSWORD) -> Dialogue:
    """A server that offers SASL; the client has asked for it."""
    options = SessionOptions("anna", account="anna", account_password=password)
    dialogue = Dialogue(options)
    dialogue.connect()
    value = f"={mechanisms}" if mechanisms else ""
    dialogue.play(
        f"""
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv CAP * LS :sasl{value}
        <- CAP REQ sasl
        """
    )
    return dialogue


def let_in(dialogue: Dialogue) -> None:
    dialogue.play("-> :srv 001 anna :Welcome\n-> :srv 376 anna :End")


def test_plain() -> None:
    dialogue = offered("EXTERNAL,PLAIN")
    dialogue.play(
        f"""
        -> :srv CAP anna ACK :sasl
        <- AUTHENTICATE PLAIN
        -> AUTHENTICATE +
        <- AUTHENTICATE {b64(chr(0) + "anna" + chr(0) + PASSWORD)}
        -> :srv 900 anna anna!u@h anna :You are logged in
        -> :srv 903 anna :Done
        <- CAP END
        """
    )
    let_in(dialogue)
    assert dialogue.one(AccountChanged).account == "anna"
    assert dialogue.session.account == "anna"
    assert not dialogue.take(LoginFailed)


def test_a_long_password_goes_out_in_pieces() -> None:
    dialogue = offered("PLAIN", "x" * 294)  # 400 letters of Base64
    dialogue.play("-> :srv CAP anna ACK :sasl\n<- AUTHENTICATE PLAIN")
    dialogue.feed(b"AUTHENTICATE +\r\n")
    first, second = dialogue.written()
    assert len(first) == len("AUTHENTICATE ") + 400
    assert second == "AUTHENTICATE +"


def scram(dialogue: Dialogue, *, honest: bool = True) -> None:
    """The server's half of an exchange, as far as the client follows it."""
    mechanism = ScramMechanism("SCRAM-SHA-256")
    salt, stored, server_key, count = mechanism.make_auth_info(PASSWORD, iteration_count=4096)
    server = mechanism.make_server(lambda name: (salt, stored, server_key, count))
    dialogue.play("-> :srv CAP anna ACK :sasl\n<- AUTHENTICATE SCRAM-SHA-256")

    def answer(text: str) -> str:
        dialogue.feed(f"AUTHENTICATE {b64(text) or '+'}\r\n".encode())
        line, *end = dialogue.written()
        assert end in ([], ["CAP END"])
        word = line.removeprefix("AUTHENTICATE ")
        return base64.b64decode(word).decode() if word not in "+*" else word

    server.set_client_first(answer(""))
    server.set_client_final(answer(server.get_server_first()))
    final = server.get_server_final() if honest else "v=" + b64("somebody else's key")
    assert answer(final) == ("+" if honest else "*")


def test_scram() -> None:
    dialogue = offered("PLAIN,SCRAM-SHA-256")
    scram(dialogue)
    dialogue.play(
        """
        -> :srv 900 anna anna!u@h anna :You are logged in
        -> :srv 903 anna :Done
        <- CAP END
        """
    )
    assert dialogue.one(AccountChanged).account == "anna"


def test_a_server_that_cannot_prove_that_it_knows_the_password() -> None:
    dialogue = offered("SCRAM-SHA-256")
    scram(dialogue, honest=False)
    assert dialogue.one(LoginFailed) == LoginFailed("anna", "not_trusted")


@pytest.mark.parametrize(
    "first",
    ["r=n1server,s=c2FsdA==,i=999999999", "r=n1server,s=c2FsdA==,i=0", "r=other,s=c2FsdA==,i=4096"],
)
def test_a_server_that_wants_too_much_or_talks_nonsense(first: str) -> None:
    dialogue = offered("SCRAM-SHA-256")
    dialogue.play("-> :srv CAP anna ACK :sasl\n<- AUTHENTICATE SCRAM-SHA-256")
    dialogue.feed(b"AUTHENTICATE +\r\n")
    dialogue.written()
    dialogue.play(
        f"""
        -> AUTHENTICATE {b64(first)}
        <- AUTHENTICATE *
        <- CAP END
        """
    )
    assert dialogue.one(LoginFailed).text == "not_trusted"


def test_a_wrong_password_lets_us_in_without_the_account() -> None:
    dialogue = offered("PLAIN")
    dialogue.play("-> :srv CAP anna ACK :sasl\n<- AUTHENTICATE PLAIN")
    dialogue.feed(b"AUTHENTICATE +\r\n")
    dialogue.written()
    dialogue.play("-> :srv 904 anna :Wrong password\n<- CAP END")
    let_in(dialogue)
    assert dialogue.one(LoginFailed) == LoginFailed("anna", "Wrong password")
    assert dialogue.one(Registered)
    assert dialogue.session.account == ""


def test_a_server_that_tells_its_mechanisms_only_when_asked() -> None:
    dialogue = offered("")
    dialogue.play(
        """
        -> :srv CAP anna ACK :sasl
        <- AUTHENTICATE SCRAM-SHA-256
        -> :srv 908 anna EXTERNAL,PLAIN :are available SASL mechanisms
        -> :srv 904 anna :Failed
        <- AUTHENTICATE PLAIN
        """
    )
    assert not dialogue.take(LoginFailed)


def test_a_server_that_does_not_answer() -> None:
    dialogue = offered("PLAIN")
    dialogue.play("-> :srv CAP anna ACK :sasl\n<- AUTHENTICATE PLAIN")
    dialogue.wait(10.0)
    dialogue.play("<- CAP END")
    assert dialogue.one(LoginFailed).text == "no_answer"


def test_without_an_account_sasl_is_not_asked_for() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    dialogue.play(
        """
        <- CAP LS 302
        <- NICK anna
        <- USER anna 0 * anna
        -> :srv CAP * LS :sasl=PLAIN
        <- CAP END
        """
    )


def test_logging_in_later() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    dialogue.written()
    dialogue.feed(b":srv CAP * LS :sasl=PLAIN\r\n")
    let_in_later = ":srv 001 anna :Welcome\r\n:srv 376 anna :End\r\n"
    dialogue.feed(let_in_later.encode())
    dialogue.written()
    assert dialogue.act(dialogue.session.log_in("anna", PASSWORD)).error_code is None
    dialogue.play(
        f"""
        <- CAP REQ sasl
        -> :srv CAP anna ACK :sasl
        <- AUTHENTICATE PLAIN
        -> AUTHENTICATE +
        <- AUTHENTICATE {b64(chr(0) + "anna" + chr(0) + PASSWORD)}
        -> :srv 900 anna anna!u@h anna :You are logged in
        -> :srv 903 anna :Done
        """
    )
    assert dialogue.one(AccountChanged).account == "anna"
    dialogue.play("-> :srv 901 anna anna!u@h :You are logged out")
    assert dialogue.one(AccountChanged).account == ""


def test_nickserv_where_there_is_no_sasl() -> None:
    options = SessionOptions("anna", account="anna", account_password="secret")
    dialogue = Dialogue(options)
    dialogue.connect()
    dialogue.written()
    dialogue.feed(b":srv 421 anna CAP :Unknown\r\n:srv 001 anna :Hi\r\n:srv 376 anna :End\r\n")
    assert dialogue.written() == ["NICKSERV IDENTIFY anna secret"]
    dialogue.feed(b":srv 421 anna NICKSERV :Unknown command\r\n")
    assert dialogue.written() == ["SQUERY NickServ :IDENTIFY anna secret"]
    dialogue.feed(b":srv 421 anna SQUERY :Unknown command\r\n")
    assert dialogue.one(LoginFailed) == LoginFailed("anna", "no_accounts")


def test_a_new_account() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    dialogue.written()
    dialogue.feed(b":srv CAP * LS :draft/account-registration\r\n")
    dialogue.feed(b":srv CAP anna ACK :draft/account-registration\r\n")
    let_in_later = ":srv 001 anna :Welcome\r\n:srv 376 anna :End\r\n"
    dialogue.feed(let_in_later.encode())
    dialogue.written()
    assert dialogue.act(dialogue.session.register_account("secret")).error_code is None
    dialogue.play(
        """
        <- REGISTER * * secret
        -> FAIL REGISTER WEAK_PASSWORD anna :Choose a longer one
        """
    )
    assert dialogue.one(LoginFailed) == LoginFailed("anna", "Choose a longer one")
    dialogue.act(dialogue.session.register_account("much more secret"))
    dialogue.play(
        """
        <- REGISTER * * :much more secret
        -> REGISTER SUCCESS anna :Welcome
        """
    )
    assert dialogue.one(AccountChanged).account == "anna"
