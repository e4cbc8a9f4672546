"""NickServ and the commands of the same orders; what the window does with accounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.server import account_admin
from core.server.config import ServerConfig
from core.server.events import AccountInfo, LogKind
from tests.core.server.dialogue import Dialogue

CERTIFICATE = "ab" * 32


@pytest.fixture
def talk() -> Dialogue:
    """anna has an account and is logged in; boris has none."""
    talk = Dialogue()
    talk.join("anna", "boris")
    talk.send("anna", "REGISTER * * sesame")
    talk.forget()
    return talk


def says(talk: Dialogue, who: str, order: str) -> list[str]:
    """What NickServ answers to a message."""
    talk.send(who, f"PRIVMSG NickServ :{order}")
    head = ":NickServ!NickServ@besedka.local NOTICE "
    return [
        line.removeprefix(head).partition(" :")[2]
        for line in talk.lines(who)
        if line.startswith(head)
    ]


def test_the_life_of_an_account_by_messages(talk: Dialogue) -> None:
    assert says(talk, "boris", "register bogus")[0].startswith("The account boris is yours")
    (text,) = says(talk, "boris", "logout")
    assert text.startswith("boris belongs to an account that you are not logged in to: you are")
    guest = talk.server.users[talk.conns["boris"]].nick
    assert guest.startswith("Guest")
    assert says(talk, "boris", "identify bogus") == ["The account name or the password is wrong"]
    assert says(talk, "boris", "identify boris bogus") == ["You are logged in as boris"]
    talk.send("boris", "NICK boris")
    talk.forget()
    assert says(talk, "boris", "passwd bogus better") == ["The password is changed"]
    assert says(talk, "boris", "passwd bogus best") == ["The account name or the password is wrong"]
    assert says(talk, "boris", "passwd better x") == [
        "The new password is too short, too long or too easy"
    ]
    assert says(talk, "boris", "info")[:2] == [
        "Account boris, made on 2027-01-15",
        "Logged in now: boris",
    ]
    assert says(talk, "boris", "drop bogus") == ["The account name or the password is wrong"]
    assert says(talk, "boris", "drop better")[-1] == "The account boris is gone"
    assert says(talk, "boris", "info boris") == ["boris is not registered"]
    assert len(talk.server.accounts) == 1
    whats = [e.args[0] for e in talk.entries if e.kind is LogKind.ACCOUNT]
    assert whats == ["password", "removed"]
    assert talk.server.users[talk.conns["boris"]].nick == "boris", "it is nobody's now"


def test_what_is_no_order(talk: Dialogue) -> None:
    assert says(talk, "boris", "nonsense") == ["I do not know NONSENSE. Say HELP for what I know"]
    assert says(talk, "boris", "identify") == ["This needs more words: IDENTIFY [account] password"]
    assert says(talk, "boris", "logout")[0].startswith("You are not logged in")
    assert len(says(talk, "boris", "help")) > 10
    talk.send("boris", "PRIVMSG NickServ@services :help", "NS help", "NICKSERV :help", "NS")
    assert len(talk.lines("boris")) > 40
    talk("""
        boris -> IDENTIFY
        boris <- :besedka.local 461 boris IDENTIFY :*
        boris -> LOGOUT
        boris <- :besedka.local FAIL LOGOUT NOT_LOGGED_IN :*
        boris -> NOTICE NickServ :register secret
        boris -> NICK NickServ
        boris <- :besedka.local 433 boris NickServ :*
    """)
    talk.nothing_more()


def test_certificates(talk: Dialogue) -> None:
    user = talk.server.users[talk.conns["anna"]]
    talk("""
        anna -> CERT ADD
        anna <- :besedka.local FAIL CERT NO_CERTIFICATE :*
        anna -> CERT ADD nonsense
        anna <- :besedka.local FAIL CERT INVALID_FINGERPRINT :*
        anna -> CERT DEL nonsense
        anna <- :besedka.local FAIL CERT NO_SUCH_CERTIFICATE :*
        anna -> CERT NONSENSE
        anna <- :besedka.local FAIL CERT UNKNOWN_SUBCOMMAND :*
    """)
    user.certificate = CERTIFICATE
    talk("""
        anna -> CERT ADD
        anna <- *NOTICE anna :This certificate opens your account from now on (SASL EXTERNAL)
        anna -> CERT ADD
        anna <- :besedka.local FAIL CERT CERTIFICATE_EXISTS :*
    """)
    talk.send("anna", "CERT ADD " + ":".join(["CD"] * 32))
    talk("anna <- *opens your account from now on*")
    talk.send("anna", "CERT LIST")
    assert len(talk.lines("anna")) == 3
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    assert anna.certificates == (CERTIFICATE, "cd" * 32)
    talk.server.accounts.put(replace(anna, keys=None))
    talk.send("anna", f"CERT DEL {CERTIFICATE}")
    talk("anna <- *no longer opens your account")
    talk.send("anna", "CERT DEL " + "cd" * 32)
    talk("anna <- :besedka.local FAIL CERT LAST_KEY :*")
    talk("anna -> PASSWD newpassword\nanna <- *The password is changed")
    talk.send("anna", "CERT DEL " + "cd" * 32)
    talk("anna <- *no longer opens your account")


def test_limits_of_an_account(talk: Dialogue) -> None:
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    many = tuple(f"{number:064x}" for number in range(10))
    talk.server.accounts.put(replace(anna, certificates=many, nicks=tuple("abcde")))
    talk.send("anna", f"CERT ADD {CERTIFICATE}")
    talk("anna <- :besedka.local FAIL CERT TOO_MANY :*")
    talk.send("anna", "NICK anja")
    talk.forget()
    assert says(talk, "anna", "group") == ["An account has at most 5 more nicknames"]


def test_operators_make_accounts_for_others() -> None:
    talk = Dialogue(ServerConfig(opers={"root": "toor"}))
    talk.join("anna", "boris")
    order = "saregister boris bogus"
    assert says(talk, "anna", order) == ["Only operators of the server may do that"]
    talk.send("anna", "OPER root toor")
    talk.forget()
    assert says(talk, "anna", order) == ["The account boris is made"]
    assert says(talk, "anna", order) == ["The account cannot be made: exists"]
    assert says(talk, "anna", "saregister a!b bogus") == ["The account cannot be made: bad_name"]
    assert says(talk, "boris", "identify bogus") == ["You are logged in as boris"]


# -- the window ----------------------------------------------------------------------------------


def only(talk: Dialogue, name: str) -> AccountInfo:
    """What the window shows of one account."""
    (info,) = [a for a in account_admin.list_accounts(talk.server) if a.name == name]
    return info


def test_the_window_lists_and_makes_accounts(talk: Dialogue) -> None:
    server = talk.server
    assert account_admin.add_account(server, "Vera", "geheim") == ""
    assert account_admin.add_account(server, "vera", "geheim") == "exists"
    assert account_admin.add_account(server, "boris", "geheim") == "taken"
    assert account_admin.add_account(server, "a b", "geheim") == "bad_name"
    assert account_admin.add_account(server, "NickServ", "geheim") == "bad_name"
    assert account_admin.add_account(server, "ivan", "x") == "weak"
    assert account_admin.add_account(server, "ivan", "x" * 601) == "too_long"
    assert account_admin.add_account(server, "ivan", "\U0001f600" * 9) == "bad_password"
    assert [info.name for info in account_admin.list_accounts(server)] == ["anna", "Vera"]
    anna, vera = account_admin.list_accounts(server)
    assert (anna.online, anna.has_password, anna.verified) == (("anna",), True, True)
    assert (vera.online, vera.last_seen, vera.created) == ((), 0.0, talk.now)
    assert says(talk, "boris", "identify vera geheim") == ["You are logged in as Vera"]
    assert only(talk, "Vera").online == ("boris",)


def test_the_window_changes_passwords_and_removes_certificates(talk: Dialogue) -> None:
    server = talk.server
    assert account_admin.set_password(server, "ANNA", "better") == ""
    assert account_admin.set_password(server, "nobody", "better") == "no_account"
    assert account_admin.set_password(server, "anna", "b") == "weak"
    assert account_admin.set_password(server, "anna", "\u0221xx") == "bad_password"
    assert "wrong" in says(talk, "boris", "identify anna sesame")[0]
    assert says(talk, "boris", "identify anna better") == ["You are logged in as anna"]
    anna = server.accounts.find("anna")
    assert anna is not None
    server.accounts.put(replace(anna, certificates=("aa", "bb")))
    assert account_admin.remove_certificate(server, "anna", "aa") == ""
    assert account_admin.remove_certificate(server, "nobody", "aa") == "no_account"
    assert only(talk, "anna").certificates == ("bb",)


def test_the_window_suspends_and_restores(talk: Dialogue) -> None:
    server = talk.server
    assert account_admin.suspend(server, "anna", "was\nrude") == ""
    assert account_admin.suspend(server, "nobody", "was rude") == "no_account"
    talk.collect()
    lines = talk.lines("anna")
    assert " 901 " in lines[0]
    assert " NICK :Guest" in lines[-1]
    assert only(talk, "anna").suspended == "was rude"
    refused = "The account anna is suspended: was rude"
    assert says(talk, "anna", "identify anna sesame") == [refused]
    assert account_admin.suspend(server, "anna", "") == ""
    assert says(talk, "anna", "identify anna sesame") == ["You are logged in as anna"]
    whats = [e.args[0] for e in talk.entries if e.kind is LogKind.ACCOUNT]
    assert whats == ["suspended", "restored"]


def test_the_window_removes_and_verifies() -> None:
    talk = Dialogue(ServerConfig(register_requires_email=True))
    talk.join("anna")
    talk.send("anna", "REGISTER * a@example.org sesame")
    talk.forget()
    info = only(talk, "anna")
    assert (info.verified, info.email, len(info.code)) == (False, "a@example.org", 8)
    assert account_admin.verify(talk.server, "nobody") == "no_account"
    assert account_admin.verify(talk.server, "anna") == ""
    assert account_admin.verify(talk.server, "anna") == ""
    assert (only(talk, "anna").verified, only(talk, "anna").code) == (True, "")
    assert says(talk, "anna", "identify sesame") == ["You are logged in as anna"]
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    talk.send("anna", "LOGOUT")
    talk.server.accounts.put(replace(anna, verified=False, code="CODE", suspended="rude"))
    talk.forget()
    talk.send("anna", "VERIFY anna code")
    talk("anna <- *FAIL VERIFY TEMPORARILY_UNAVAILABLE anna :The account anna is suspended: rude")
    talk.server.accounts.put(anna)
    assert says(talk, "anna", "identify anna sesame") == ["You are logged in as anna"]
    assert account_admin.remove(talk.server, "nobody") == "no_account"
    assert account_admin.remove(talk.server, "anna") == ""
    talk.collect()
    assert any(" 901 " in line for line in talk.lines("anna"))
    assert account_admin.list_accounts(talk.server) == ()
    assert talk.server.users[talk.conns["anna"]].account == ""
