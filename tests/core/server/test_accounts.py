"""Accounts: making them, the nicknames that belong to them, and who is told."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from core.server.accounts import Account, AccountRegistry, MemoryAccounts
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.server.stores import Stores
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    return Dialogue()


def enrol(talk: Dialogue, *names: str) -> None:
    """People with an account of their nickname each, gone again."""
    for name in names:
        talk.join(name)
        talk.send(name, f"REGISTER * * :{name}-password", "QUIT")
    talk.forget()


def come_in(talk: Dialogue, who: str, account: str, nick: str = "", caps: str = "") -> None:
    """A connection that logs in by SASL PLAIN."""
    talk.connect(who)
    secret = f"\0{account}\0{account}-password"
    talk.send(who, f"CAP REQ :sasl {caps}", f"NICK {nick or account}", "USER u 0 * :U")
    talk.send(who, "AUTHENTICATE PLAIN")
    talk.send(who, f"AUTHENTICATE {base64.b64encode(secret.encode()).decode()}", "CAP END")


# -- REGISTER and VERIFY -------------------------------------------------------------------------


def test_register_makes_an_account_and_logs_in(talk: Dialogue) -> None:
    talk.join("anna")
    talk("""
        anna -> REGISTER * * :open sesame
        anna <- :besedka.local REGISTER SUCCESS anna :*
        anna <- :besedka.local 900 anna anna!~anna@10.0.0.1 anna :You are now logged in as anna
    """)
    talk.nothing_more()
    assert talk.kinds() == [LogKind.ACCOUNT, LogKind.LOGIN]
    (account,) = talk.server.stores.accounts.all()
    assert (account.name, account.created, account.last_seen) == ("anna", talk.now, talk.now)
    assert account.keys is not None
    assert account.keys.iterations == 15_000
    assert "open sesame" not in repr(account)


def test_the_label_is_on_what_comes_after_the_work(talk: Dialogue) -> None:
    talk.join("anna", caps="labeled-response batch")
    talk.hold_jobs = True
    talk.send("anna", "@label=r1 REGISTER * * :open sesame", "PING after")
    assert talk.lines("anna") == [], "it is not heard meanwhile"
    talk.do_jobs()
    talk.collect()
    talk("""
        anna <- @label=r1 :besedka.local BATCH +1 labeled-response
        anna <- @batch=1 :besedka.local REGISTER SUCCESS anna :*
        anna <- @batch=1 :besedka.local 900 anna *
        anna <- :besedka.local BATCH -1
        anna <- :besedka.local PONG besedka.local :after
    """)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("REGISTER boris * :open sesame", "ACCOUNT_EXISTS boris :Somebody else uses"),
        ("REGISTER Vera * :open sesame", "ACCOUNT_EXISTS Vera :There is an account"),
        ("REGISTER a!b * :open sesame", "BAD_ACCOUNT_NAME a!b :"),
        ("REGISTER NickServ * :open sesame", "BAD_ACCOUNT_NAME NickServ :"),
        ("REGISTER besedka.local * :open sesame", "BAD_ACCOUNT_NAME besedka.local :"),
        ("REGISTER * * :ab", "WEAK_PASSWORD anna :"),
        ("REGISTER * * :ANNA", "WEAK_PASSWORD anna :"),
        ("REGISTER * * :with \x01 in it", "UNACCEPTABLE_PASSWORD anna :"),
        ("REGISTER * * :\U0001f600\U0001f600\U0001f600", "UNACCEPTABLE_PASSWORD anna :"),
        ("REGISTER * nonsense :open sesame", "INVALID_EMAIL anna :"),
    ],
)
def test_what_cannot_be_an_account(talk: Dialogue, line: str, answer: str) -> None:
    enrol(talk, "vera")
    talk.join("anna", "boris")
    talk.send("anna", line)
    (reply,) = talk.lines("anna")
    assert reply.startswith(f":besedka.local FAIL REGISTER {answer}")
    assert len(talk.server.accounts) == 1


def test_register_needs_its_parameters(talk: Dialogue) -> None:
    talk.join("anna")
    talk("""
        anna -> REGISTER anna secret
        anna <- :besedka.local 461 anna REGISTER :*
        anna -> REGISTER opensesame
        anna <- :besedka.local REGISTER SUCCESS anna :*
        anna <- :besedka.local 900 *
        anna -> REGISTER again * secret
        anna <- :besedka.local FAIL REGISTER ALREADY_AUTHENTICATED anna :*
    """)


def test_before_the_connection_is_complete_only_where_it_is_allowed() -> None:
    talk = Dialogue()
    talk.connect("a")
    talk("""
        a -> NICK anna
        a -> REGISTER * * :open sesame
        a <- :besedka.local FAIL REGISTER COMPLETE_CONNECTION_REQUIRED anna :*
        a -> VERIFY anna 123
        a <- :besedka.local FAIL VERIFY COMPLETE_CONNECTION_REQUIRED anna :*
    """)
    talk = Dialogue(ServerConfig(register_before_connect=True))
    talk.join("boris")
    talk.connect("a")
    talk("""
        a -> REGISTER * * :open sesame
        a <- :besedka.local FAIL REGISTER NEED_NICK * :*
        a -> NICK boris
        a <- :besedka.local 433 * boris :*
        a -> REGISTER * * :open sesame
        a <- :besedka.local FAIL REGISTER ACCOUNT_EXISTS boris :*
        a -> NICK anna
        a -> REGISTER * * :open sesame
        a <- :besedka.local REGISTER SUCCESS anna :*
        a <- :besedka.local 900 anna anna!*@10.0.0.1 anna :*
        a -> USER a 0 * :A
        a <- :besedka.local 001 anna :*
    """)


def test_early_registration_is_no_way_round_the_password_of_the_server() -> None:
    talk = Dialogue(ServerConfig(register_before_connect=True, password="door"))
    talk.connect("a")
    talk("""
        a -> NICK anna
        a -> REGISTER * * :open sesame
        a <- :besedka.local FAIL REGISTER TEMPORARILY_UNAVAILABLE anna :*
        a -> PASS door
        a -> REGISTER * * :open sesame
        a <- :besedka.local REGISTER SUCCESS anna :*
    """)


def test_where_an_address_is_needed_the_code_is_shown_to_who_runs_the_server() -> None:
    talk = Dialogue(ServerConfig(register_requires_email=True))
    talk.join("anna")
    talk("""
        anna -> REGISTER * * :open sesame
        anna <- :besedka.local FAIL REGISTER INVALID_EMAIL anna :*
        anna -> REGISTER * anna@example.org :open sesame
        anna <- :besedka.local REGISTER VERIFICATION_REQUIRED anna :*
        anna -> IDENTIFY :open sesame
        anna <- :besedka.local FAIL IDENTIFY INVALID_CREDENTIALS :The account anna is not verified*
        anna -> VERIFY anna WRONG
        anna <- :besedka.local FAIL VERIFY INVALID_CODE anna :*
    """)
    (entry,) = [e for e in talk.entries if e.kind is LogKind.ACCOUNT]
    assert entry.args[:2] == ("code", "anna")
    code = str(entry.args[2])
    assert len(code) == 8
    talk.send("anna", f"VERIFY anna {code.lower()}")
    talk("""
        anna <- :besedka.local VERIFY SUCCESS anna :*
        anna <- :besedka.local 900 anna *
    """)
    talk.send("anna", f"VERIFY anna {code}")
    talk("anna <- :besedka.local FAIL VERIFY ALREADY_AUTHENTICATED anna :*")


def test_an_account_that_nobody_verifies_is_free_again() -> None:
    talk = Dialogue(ServerConfig(register_requires_email=True))
    talk.join("anna")
    talk.send("anna", "REGISTER vera a@example.org :open sesame")
    talk.forget()
    talk("""
        anna -> REGISTER vera a@example.org :open sesame
        anna <- :besedka.local FAIL REGISTER ACCOUNT_EXISTS vera :*
    """)
    talk.now += 24 * 3600 + 1
    talk("""
        anna -> REGISTER vera a@example.org :open sesame
        anna <- :besedka.local REGISTER VERIFICATION_REQUIRED vera :*
    """)


def test_accounts_can_be_switched_off() -> None:
    talk = Dialogue(ServerConfig(accounts=False))
    talk.join("anna")
    talk("""
        anna -> REGISTER * * :open sesame
        anna <- :besedka.local FAIL REGISTER TEMPORARILY_UNAVAILABLE anna :*
        anna -> IDENTIFY secret
        anna <- :besedka.local FAIL IDENTIFY TEMPORARILY_UNAVAILABLE :*
        anna -> CAP REQ sasl
        anna <- :besedka.local CAP anna NAK :sasl
        anna -> AUTHENTICATE PLAIN
        anna <- :besedka.local 904 anna :*
    """)


def test_accounts_that_are_switched_off_take_sasl_with_them(talk: Dialogue) -> None:
    enrol(talk, "anna")
    talk.join("boris", caps="sasl")
    talk.send("boris", "CAP LS 302")
    talk.forget()
    talk.server.set_config(replace(talk.server.config, accounts=False))
    talk.collect()
    talk("boris <- :besedka.local CAP boris DEL :draft/account-registration sasl")
    talk("boris -> CAP LIST\nboris <- :besedka.local CAP boris LIST :cap-notify")
    talk.send("boris", "NICK anna")
    talk("boris <- *NICK :anna")  # nobody could log in to have it
    talk.server.set_config(replace(talk.server.config, accounts=True))
    talk.collect()
    talk("boris <- :besedka.local CAP anna NEW :draft/account-registration=* sasl=*")


def test_somebody_who_is_faster_gets_the_name(talk: Dialogue) -> None:
    talk.join("anna", "boris")
    talk.hold_jobs = True
    talk.send("anna", "REGISTER vera * :open sesame")
    talk.send("boris", "REGISTER vera * :open sesame")
    talk.do_jobs()
    talk.collect()
    talk("anna <- :besedka.local REGISTER SUCCESS vera :*")
    talk("boris <- :besedka.local FAIL REGISTER ACCOUNT_EXISTS vera :*")


def test_many_accounts_from_one_address_take_hours() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(registrations_per_hour=2)))
    talk.join("anna", "boris", "vera")
    for name in ("anna", "boris"):
        talk.send(name, "REGISTER * * :open sesame")
        assert "SUCCESS" in talk.lines(name)[0]
    talk.send("vera", "REGISTER * * :open sesame")
    talk("vera <- :besedka.local FAIL REGISTER TEMPORARILY_UNAVAILABLE vera :*")
    talk.now += 3601
    talk("vera -> REGISTER * * :open sesame\nvera <- :besedka.local REGISTER SUCCESS vera :*")


# -- who is told ---------------------------------------------------------------------------------


def test_who_shares_a_channel_is_told_of_logins(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.join("vera", caps="account-notify account-tag extended-join", channel="#x")
    talk.forget()
    talk.send("anna", "REGISTER * * :open sesame", "PRIVMSG #x :hi", "LOGOUT", "PRIVMSG #x :hi")
    lines = talk.lines("vera")
    assert lines[0].endswith(":anna!~anna@10.0.0.1 ACCOUNT anna")
    assert lines[1] == "@account=anna :anna!~anna@10.0.0.1 PRIVMSG #x :hi"
    assert ":anna!~anna@10.0.0.1 ACCOUNT *" in lines[2]
    assert any("NICK :Guest" in line for line in lines), "the nickname is the account's"
    assert lines[-1].endswith("PRIVMSG #x :hi")
    assert "account=" not in lines[-1]
    assert not any("ACCOUNT" in line for line in talk.lines("boris"))


def test_extended_join(talk: Dialogue) -> None:
    enrol(talk, "anna")
    talk.join("boris", caps="extended-join", channel="#x")
    talk.join("vera", channel="#x")
    talk.join("clara", caps="extended-join labeled-response")
    come_in(talk, "a", "anna")
    talk.forget()
    talk.send("a", "JOIN #x")
    talk("boris <- :anna!~u@10.0.0.1 JOIN #x anna :U")
    talk("vera <- :anna!~u@10.0.0.1 JOIN #x")
    talk("a <- :anna!~u@10.0.0.1 JOIN #x")
    talk.send("clara", "@label=1 JOIN #x")
    talk("boris <- :clara!~clara@10.0.0.1 JOIN #x * :Clara")
    assert talk.lines("clara")[0] == "@label=1 :clara!~clara@10.0.0.1 JOIN #x * :Clara"


def test_whois_and_whox_tell_the_account(talk: Dialogue) -> None:
    enrol(talk, "anna")
    come_in(talk, "a", "anna")
    talk.join("boris")
    talk.send("boris", "WHOIS anna", "WHO anna %na")
    lines = talk.lines("boris")
    assert ":besedka.local 330 boris anna anna :is logged in as" in lines
    assert any(line.startswith(":besedka.local 354 boris anna") for line in lines)


# -- nicknames -----------------------------------------------------------------------------------


def test_a_nickname_that_belongs_to_an_account_is_refused_to_strangers(talk: Dialogue) -> None:
    enrol(talk, "anna")
    talk.connect("x")
    talk("""
        x -> NICK Anna
        x <- :besedka.local 433 * Anna :This nickname belongs to an account: log in to use it
        x <- :NickServ!NickServ@besedka.local NOTICE * :If anna is your account, log in by SASL,*
        x -> NICK stranger
        x -> USER x 0 * :X
        x <- :besedka.local 001 stranger :*
    """)
    talk.forget()
    talk("""
        x -> NICK anna
        x <- :besedka.local 433 stranger anna :This nickname belongs to an account*
        x <- :NickServ!NickServ@besedka.local NOTICE stranger :If anna is your account*
        x -> LOGIN anna anna-password
        x <- :besedka.local 900 stranger stranger!~x@10.0.0.1 anna :*
        x <- :NickServ!NickServ@besedka.local NOTICE stranger :You are logged in as anna
        x -> NICK anna
        x <- :stranger!~x@10.0.0.1 NICK :anna
    """)


def test_who_negotiates_may_name_it_before_the_login(talk: Dialogue) -> None:
    enrol(talk, "anna")
    come_in(talk, "a", "anna")
    lines = talk.lines("a")
    assert [line.split(" ")[1] for line in lines[:5]] == ["CAP", "+", "900", "903", "001"]
    talk.connect("b")
    talk("""
        b -> CAP LS 302
        b <- *
        b <- *
        b -> NICK anna
        b -> USER b 0 * :B
        b -> CAP END
        b <- :besedka.local 433 * anna :This nickname belongs to an account*
        b <- *NOTICE * :If anna is your account*
        b -> NICK boris
        b <- :besedka.local 001 boris *
    """)


def test_the_owner_takes_the_name_from_a_stranger(talk: Dialogue) -> None:
    talk.join("vera", "anna", channel="#x")
    talk.join("boris")
    talk.send("boris", "REGISTER boris * :open sesame")
    account = talk.server.accounts.find("boris")
    assert account is not None
    talk.server.accounts.put(replace(account, nicks=("vera",)))
    talk.forget()
    talk("boris -> NICK vera")
    talk("vera <- :NickServ!NickServ@besedka.local NOTICE vera :vera belongs to an account, and*")
    line = talk.expect("vera", ":vera!~vera@10.0.0.1 NICK :Guest*")
    guest = line.rpartition(":")[2]
    assert talk.server.find_nick(guest) is not None
    talk(f"anna <- :vera!~vera@10.0.0.1 NICK :{guest}")
    talk("boris <- :boris!~boris@10.0.0.1 NICK :vera")


def test_the_second_connection_of_a_person_gets_the_name_when_the_first_is_dead(
    talk: Dialogue,
) -> None:
    enrol(talk, "anna")
    come_in(talk, "old", "anna")
    come_in(talk, "new", "anna")
    lines = talk.lines("new")
    assert any("NOTICE * :You are here as anna already, and come in as anna_2" in s for s in lines)
    assert any(" 001 anna_2 " in line for line in lines)
    talk("new -> NICK anna\nnew <- :besedka.local 433 anna_2 anna :You are here already*")
    talk.forget()
    talk.wait(3)
    talk("old <- ERROR :Closing link: 10.0.0.1 (Ping timeout*")
    talk("new <- :anna_2!~u@10.0.0.1 NICK :anna")


def test_the_first_connection_keeps_the_name_when_it_answers(talk: Dialogue) -> None:
    enrol(talk, "anna")
    come_in(talk, "old", "anna")
    come_in(talk, "new", "anna")
    assert talk.lines("old")[-1] == "PING :besedka.local"
    talk.send("old", "PONG besedka.local")
    talk.forget()
    talk.wait(10)
    talk.nothing_more()
    talk("""
        new -> GHOST anna
        old <- ERROR :Closing link: 10.0.0.1 (anna_2 took the name over)
        new <- :anna_2!~u@10.0.0.1 NICK :anna
        new <- *NOTICE anna :anna is gone*
    """)


def test_only_ones_own_ghosts_can_be_dropped(talk: Dialogue) -> None:
    enrol(talk, "anna", "boris")
    come_in(talk, "a", "anna")
    come_in(talk, "b", "boris")
    talk.forget()
    talk("""
        a -> GHOST boris
        a <- :besedka.local FAIL GHOST NOT_YOURS :*
        a -> GHOST anna
        a <- :besedka.local FAIL GHOST NOT_FOUND :*
        a -> LOGOUT
    """)
    talk.forget()
    talk("a -> GHOST anna\na <- :besedka.local FAIL GHOST NOT_LOGGED_IN :*")


def test_grouped_nicknames(talk: Dialogue) -> None:
    enrol(talk, "anna")
    come_in(talk, "a", "anna", "Anja")
    talk.forget()
    talk("""
        a -> NS GROUP
        a <- *NOTICE Anja :Anja belongs to you now
        a -> NS GROUP
        a <- *NOTICE Anja :Anja belongs to the account anna already
    """)
    talk.join("b")
    talk("b -> NICK anja\nb <- :besedka.local 433 b anja :This nickname belongs to an account*")
    talk.forget()
    talk("""
        b -> REGISTER anja * :open sesame
        b <- :besedka.local FAIL REGISTER ACCOUNT_EXISTS anja :*
        b -> IDENTIFY Anja wrong
        b <- :besedka.local FAIL IDENTIFY INVALID_CREDENTIALS :*
        b -> IDENTIFY Anja anna-password
        b <- :besedka.local 900 b b!~b@10.0.0.1 anna :*
    """)
    talk.forget()
    talk("a -> NS UNGROUP anja\na <- *NOTICE Anja :anja is free for others")
    talk("a -> NS UNGROUP anja\na <- *NOTICE Anja :This is no nickname of your account")


# -- the registry --------------------------------------------------------------------------------


def test_what_is_found_by_what() -> None:
    registry = AccountRegistry(MemoryAccounts())
    anna = Account("Anna", "anna", 1.0, certificates=("aa",), nicks=("anja",))
    registry.put(anna)
    assert registry.find("ANNA") is registry.owner_of("anja") is registry.of_certificate("aa")
    assert registry.find("anja") is None
    assert registry.find("") is registry.of_certificate("") is None
    registry.put(replace(anna, certificates=("bb",), nicks=("anya",)))
    assert registry.of_certificate("aa") is registry.owner_of("anja") is None
    assert registry.of_certificate("bb") is registry.owner_of("anya") is registry.find("anna")
    registry.remove("anna")
    assert registry.owner_of("anya") is None
    assert len(registry) == 0


def test_accounts_outlive_the_server() -> None:
    stores = Stores()
    talk = Dialogue(stores=stores)
    enrol(talk, "anna")
    again = Dialogue(stores=stores)
    come_in(again, "a", "anna")
    assert any(" 001 anna " in line for line in again.lines("a"))
