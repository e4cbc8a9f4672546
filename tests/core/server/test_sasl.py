"""SASL: AUTHENTICATE with PLAIN, SCRAM-SHA-256 and EXTERNAL; PASS with an account."""

from __future__ import annotations

import base64
import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scramp import ScramClient

from core.server import bans, scram
from core.server.account_admin import set_password
from core.server.accounts import Account
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.jobs import TooManyJobsError
from tests.core.server.dialogue import Dialogue

CERTIFICATE = "ab" * 32


@pytest.fixture
def talk() -> Dialogue:
    """A server with the accounts anna (sesame) and boris (bogus)."""
    talk = Dialogue()
    for name, password in (("anna", "sesame"), ("boris", "bogus")):
        talk.join(name)
        talk.send(name, f"REGISTER * * {password}", "QUIT")
    talk.connect("x")
    talk.forget()
    return talk


def plain(*parts: str) -> str:
    return "AUTHENTICATE " + base64.b64encode("\0".join(parts).encode()).decode()


def encoded(text: str) -> str:
    return "AUTHENTICATE " + base64.b64encode(text.encode()).decode()


def scram_login(
    talk: Dialogue, who: str, account: str, password: str, last: str = "AUTHENTICATE +"
) -> None:
    """The whole exchange, as a client has it; ends early when the server ends it."""
    client = ScramClient(["SCRAM-SHA-256"], account, password)
    talk(f"{who} -> AUTHENTICATE SCRAM-SHA-256\n{who} <- AUTHENTICATE +")
    talk.send(who, encoded(client.get_client_first()))
    answer = talk.inbox[who][0]
    if not answer.startswith("AUTHENTICATE "):
        return
    talk.lines(who)
    client.set_server_first(base64.b64decode(answer.split(" ")[1]).decode())
    talk.send(who, encoded(client.get_client_final()))
    answer = talk.inbox[who][0]
    if answer.startswith("AUTHENTICATE "):
        talk.lines(who)
        client.set_server_final(base64.b64decode(answer.split(" ")[1]).decode())
        talk.send(who, last)


# -- PLAIN ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("acting", ["", "anna", "ANNA"])
def test_plain(talk: Dialogue, acting: str) -> None:
    talk("""
        x -> CAP REQ sasl
        x <- :besedka.local CAP * ACK :sasl
        x -> AUTHENTICATE PLAIN
        x <- AUTHENTICATE +
    """)
    talk.send("x", plain(acting, "Anna", "sesame"))
    talk("""
        x <- :besedka.local 900 * *!*@10.0.0.1 anna :You are now logged in as anna
        x <- :besedka.local 903 * :*
    """)
    talk.nothing_more()


@pytest.mark.parametrize(
    "answer",
    [
        plain("", "anna", "millet"),
        plain("", "nobody", "sesame"),
        plain("boris", "anna", "sesame"),
        plain("", "anna", ""),
        plain("", "", "sesame"),
        plain("anna", "sesame"),
        plain("", "anna", "sesame", ""),
        plain("", "anna", "x" * 601),
        plain("", "anna", "\u0221"),
        "AUTHENTICATE +",
        "AUTHENTICATE !!!",
        "AUTHENTICATE /w==",
        "AUTHENTICATE YQ",
    ],
)
def test_what_is_no_login_by_plain(talk: Dialogue, answer: str) -> None:
    talk("x -> AUTHENTICATE PLAIN\nx <- AUTHENTICATE +")
    for start in range(13, len(answer), 400):
        talk.send("x", "AUTHENTICATE " + answer[start : start + 400])
    talk("x <- :besedka.local 904 * :*")
    talk.nothing_more()
    talk("x -> AUTHENTICATE PLAIN\nx <- AUTHENTICATE +")
    talk.send("x", plain("", "anna", "sesame"))
    talk("x <- :besedka.local 900 *\nx <- :besedka.local 903 *")


@pytest.mark.parametrize("size", [291, 292, 592])
def test_long_answers_come_in_parts(talk: Dialogue, size: int) -> None:
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    password = "p" * size
    keys = scram.derive(password, bytes(16), 4096)
    talk.server.accounts.put(replace(anna, keys=keys))
    talk("x -> AUTHENTICATE PLAIN\nx <- AUTHENTICATE +")
    data = base64.b64encode(f"anna\0anna\0{password}".encode()).decode()
    chunks = [data[start : start + 400] for start in range(0, len(data), 400)]
    if len(chunks[-1]) == 400:
        chunks.append("+")
    for chunk in chunks[:-1]:
        talk.send("x", f"AUTHENTICATE {chunk}")
    talk.nothing_more()
    talk.send("x", f"AUTHENTICATE {chunks[-1]}")
    talk("x <- :besedka.local 900 *\nx <- :besedka.local 903 *")


def test_too_long(talk: Dialogue) -> None:
    talk("x -> AUTHENTICATE PLAIN\nx <- AUTHENTICATE +")
    talk.send("x", "AUTHENTICATE " + "A" * 401)
    talk("x <- :besedka.local 905 * :*")
    talk("x -> AUTHENTICATE PLAIN\nx <- AUTHENTICATE +")
    for _ in range(4):
        talk.send("x", "AUTHENTICATE " + "A" * 400)
    talk.nothing_more()
    talk.send("x", "AUTHENTICATE " + "A" * 400)
    talk("x <- :besedka.local 904 * :The answer is too long")


def test_calling_it_off(talk: Dialogue) -> None:
    talk("""
        x -> AUTHENTICATE PLAIN
        x <- AUTHENTICATE +
        x -> AUTHENTICATE *
        x <- :besedka.local 906 * :*
        x -> AUTHENTICATE *
        x <- :besedka.local 906 * :*
    """)


def test_mechanisms_that_are_not_known(talk: Dialogue) -> None:
    talk("""
        x -> AUTHENTICATE NONSENSE
        x <- :besedka.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms
        x <- :besedka.local 904 * :*
        x -> AUTHENTICATE EXTERNAL
        x <- :besedka.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms
        x <- :besedka.local 904 * :EXTERNAL needs TLS and a client certificate
        x -> AUTHENTICATE
        x <- :besedka.local 461 * AUTHENTICATE :*
    """)


def test_the_registration_goes_on_without_a_login_that_is_not_finished(talk: Dialogue) -> None:
    talk.send("x", "CAP LS 302", "NICK x", "USER x 0 * :X", "AUTHENTICATE PLAIN")
    talk.forget()
    talk("x -> CAP END\nx <- :besedka.local 906 x :*\nx <- :besedka.local 001 x :*")


def test_cap_end_waits_for_the_password_that_is_looked_at(talk: Dialogue) -> None:
    talk.send("x", "CAP LS 302", "NICK anna", "USER x 0 * :X", "AUTHENTICATE PLAIN")
    talk.forget()
    talk.hold_jobs = True
    talk.send("x", plain("", "anna", "sesame"), "CAP END")
    talk.nothing_more()
    talk.do_jobs()
    talk.collect()
    talk("""
        x <- :besedka.local 900 anna anna!~x@10.0.0.1 anna :*
        x <- :besedka.local 903 anna :*
        x <- :besedka.local 001 anna :*
    """)


def test_after_the_registration_and_as_somebody_else(talk: Dialogue) -> None:
    talk.join("vera")
    talk("vera -> AUTHENTICATE PLAIN\nvera <- AUTHENTICATE +")
    talk.send("vera", plain("", "anna", "sesame"))
    talk("vera <- :besedka.local 900 vera vera!~vera@10.0.0.1 anna :*\nvera <- *903 vera :*")
    scram_login(talk, "vera", "boris", "bogus")
    talk("vera <- :besedka.local 900 vera vera!~vera@10.0.0.1 boris :*\nvera <- *903 vera :*")
    logins = [e.args for e in talk.entries if e.kind is LogKind.LOGIN]
    assert logins == [("anna",), ("boris",)]


def test_an_account_that_was_removed_meanwhile(talk: Dialogue) -> None:
    talk.hold_jobs = True
    talk.send("x", "AUTHENTICATE PLAIN", plain("", "anna", "sesame"))
    talk.server.accounts.remove("anna")
    talk.do_jobs()
    talk.collect()
    talk("x <- AUTHENTICATE +\nx <- :besedka.local 904 * :*")


def test_suspended_and_unverified_accounts(talk: Dialogue) -> None:
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    for account, text in (
        (replace(anna, suspended="rude"), "The account anna is suspended: rude"),
        (replace(anna, verified=False, code="AAAA"), "The account anna is not verified yet*"),
    ):
        talk.server.accounts.put(account)
        talk.send("x", "AUTHENTICATE PLAIN", plain("", "anna", "sesame"))
        talk(f"x <- AUTHENTICATE +\nx <- :besedka.local 904 * :{text}")
        scram_login(talk, "x", "anna", "sesame")
        talk(f"x <- :besedka.local 904 * :{text}")


def test_too_much_work_waits(talk: Dialogue) -> None:
    talk.hold_jobs = True
    talk.send("x", "AUTHENTICATE PLAIN", plain("", "anna", "sesame"))
    (job,) = talk.server.jobs
    talk.server.jobs.clear()
    talk.server.job_done(job, None, TooManyJobsError())
    talk.collect()
    talk("x <- AUTHENTICATE +\nx <- :besedka.local 904 * :Too many people log in just now*")


# -- SCRAM-SHA-256 -------------------------------------------------------------------------------


def test_scram(talk: Dialogue) -> None:
    scram_login(talk, "x", "anna", "sesame")
    talk("x <- :besedka.local 900 * *!*@10.0.0.1 anna :*\nx <- :besedka.local 903 * :*")
    talk.nothing_more()


def test_scram_with_a_password_that_was_changed_meanwhile(talk: Dialogue) -> None:
    client = ScramClient(["SCRAM-SHA-256"], "anna", "sesame")
    talk.send("x", "AUTHENTICATE SCRAM-SHA-256", encoded(client.get_client_first()))
    answer = talk.lines("x")[-1]
    client.set_server_first(base64.b64decode(answer.split(" ")[1]).decode())
    talk.send("x", encoded(client.get_client_final()))
    assert set_password(talk.server, "anna", "another") == ""
    talk.lines("x")
    talk("x -> AUTHENTICATE +\nx <- :besedka.local 904 * :*")


def test_scram_with_the_wrong_password_and_the_wrong_name(talk: Dialogue) -> None:
    scram_login(talk, "x", "anna", "millet")
    talk("x <- :besedka.local 904 * :*")
    scram_login(talk, "x", "nobody", "sesame")
    talk("x <- :besedka.local 904 * :*")
    scram_login(talk, "x", "anna", "sesame", last=encoded("more"))
    talk("x <- :besedka.local 904 * :*")
    scram_login(talk, "x", "anna", "sesame", last="AUTHENTICATE *")
    talk("x <- :besedka.local 906 * :*")
    talk.nothing_more()


@pytest.mark.parametrize(
    "first",
    [
        "p=tls-unique,,n=anna,r=abc",  # there is no channel binding here
        "n,,n=anna",
        "n,,r=abc",
        "n,,n=anna,r=",
        "nonsense",
        "",
        "n,,m=x,n=anna,r=abc",
        "n,,n=anna,r=a\0c",
    ],
)
def test_scram_messages_that_are_none(talk: Dialogue, first: str) -> None:
    talk("x -> AUTHENTICATE SCRAM-SHA-256\nx <- AUTHENTICATE +")
    talk.send("x", encoded(first) if first else "AUTHENTICATE +")
    talk("x <- :besedka.local 904 * :*")


def test_a_client_that_thinks_the_server_has_no_channel_binding_is_right(talk: Dialogue) -> None:
    talk("x -> AUTHENTICATE SCRAM-SHA-256\nx <- AUTHENTICATE +")
    talk.send("x", encoded("y,,n=anna,r=abc"))
    assert talk.lines("x")[0].startswith("AUTHENTICATE ")


def test_nonces_are_new_each_time(talk: Dialogue) -> None:
    answers = set()
    for _ in range(2):
        talk("x -> AUTHENTICATE SCRAM-SHA-256\nx <- AUTHENTICATE +")
        talk.send("x", encoded("n,,n=anna,r=abc"), "AUTHENTICATE *")
        answers.add(talk.lines("x")[0])
    assert len(answers) == 2


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["PLAIN", "SCRAM-SHA-256", "EXTERNAL", "+", "*", "A" * 400]),
            st.binary(max_size=60).map(lambda data: base64.b64encode(data).decode()),
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=40),
            st.lists(
                st.sampled_from(["n", "y", "p=x", "", "n=anna", "r=1", "c=biws", "p=AAAA", "m=1"])
            ).map(lambda parts: base64.b64encode(",".join(parts).encode()).decode()),
        ),
        max_size=12,
    )
)
@settings(max_examples=60)
def test_nonsense_is_answered_and_nothing_breaks(words: list[str]) -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.join("anna")
    talk.send("anna", "REGISTER * * sesame", "QUIT")
    talk.connect("x")
    talk.forget()
    for word in words:
        talk.send("x", f"AUTHENTICATE :{word}")
    assert LogKind.INTERNAL not in talk.kinds()
    assert "x" not in talk.closed


# -- EXTERNAL ------------------------------------------------------------------------------------


def test_external(talk: Dialogue) -> None:
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    user = talk.server.users[talk.conns["x"]]
    user.secure, user.certificate = True, CERTIFICATE
    talk.send("x", "CAP LS 302")
    assert any("sasl=EXTERNAL,PLAIN,SCRAM-SHA-256" in line for line in talk.lines("x"))
    talk("x -> AUTHENTICATE EXTERNAL\nx <- AUTHENTICATE +\nx -> AUTHENTICATE +\nx <- *904 * :*")
    talk.server.accounts.put(replace(anna, certificates=(CERTIFICATE,)))
    talk("x -> AUTHENTICATE EXTERNAL\nx <- AUTHENTICATE +")
    talk.send("x", encoded("boris"))
    talk("x <- :besedka.local 904 * :This certificate belongs to another account")
    talk("x -> AUTHENTICATE EXTERNAL\nx <- AUTHENTICATE +\nx -> AUTHENTICATE +")
    talk("x <- :besedka.local 900 * *!*@10.0.0.1 anna :*\nx <- :besedka.local 903 * :*")


def test_a_certificate_opens_the_account_without_sasl(talk: Dialogue) -> None:
    anna = talk.server.accounts.find("anna")
    assert anna is not None
    talk.server.accounts.put(replace(anna, certificates=(CERTIFICATE,)))
    user = talk.server.users[talk.conns["x"]]
    user.secure, user.certificate = True, CERTIFICATE
    talk.send("x", "NICK anna", "USER x 0 * :X")
    talk("x <- :besedka.local 900 anna anna!~x@10.0.0.1 anna :*\nx <- :besedka.local 001 anna :*")
    talk.server.accounts.put(replace(anna, certificates=(CERTIFICATE,), suspended="rude"))
    talk.connect("y")
    talk.server.users[talk.conns["y"]].certificate = CERTIFICATE
    talk.send("y", "NICK y", "USER y 0 * :Y")
    talk("y <- :besedka.local 001 y :*")


def test_a_certificate_in_the_account_of_somebody_else_logs_nobody_in(talk: Dialogue) -> None:
    boris = Account("boris", "boris", talk.now, certificates=(CERTIFICATE,))  # it is not his
    talk.server.accounts.put(boris)
    user = talk.server.users[talk.conns["x"]]
    user.secure, user.certificate = True, CERTIFICATE
    talk.send("x", "NICK vera", "USER x 0 * :X")
    talk("x <- :besedka.local 001 vera :*")
    assert user.account == ""


# -- PASS ----------------------------------------------------------------------------------------


def test_pass_with_an_account(talk: Dialogue) -> None:
    talk.hold_jobs = True
    talk.send("x", "PASS anna:sesame", "NICK anna", "USER x 0 * :X", "JOIN #x")
    talk.nothing_more()
    talk.hold_jobs = False
    talk.collect()
    codes = [line.split(" ")[1] for line in talk.lines("x")]
    assert codes[:2] == ["900", "001"]
    assert codes[-1] == "366"


def test_pass_with_a_wrong_password_of_an_account(talk: Dialogue) -> None:
    talk.send("x", "PASS anna:millet", "NICK x", "USER x 0 * :X")
    talk("x <- :besedka.local 464 x :*\nx <- :besedka.local 001 x :*")


def test_an_account_that_is_banned(talk: Dialogue) -> None:
    bans.add_ban(talk.server, bans.BanKind.ACCOUNT, "anna", "rude")
    talk.send("x", "PASS anna:sesame", "NICK x", "USER x 0 * :X")
    assert "x" in talk.closed
    talk.connect("y")
    talk.send("y", "AUTHENTICATE PLAIN", plain("", "anna", "sesame"))
    assert "y" in talk.closed
    assert not any(" 903 " in line for line in talk.lines("y"))


def test_pass_means_the_server_where_that_has_a_password() -> None:
    talk = Dialogue(ServerConfig(password="anna:door"))
    for number in itertools.count(1):
        talk.connect(f"c{number}")
        talk.send(f"c{number}", "PASS anna:door", f"NICK n{number}", "USER x 0 * :X")
        assert " 001 " in talk.lines(f"c{number}")[0]
        if number == 2:
            break
        talk.send("c1", "REGISTER anna * open:sesame")


def test_who_cannot_be_logged_in_by_pass_now_comes_in_without(talk: Dialogue) -> None:
    talk.hold_jobs = True
    talk.send("x", "PASS anna:sesame", "NICK x", "USER x 0 * :X")
    (job,) = talk.server.jobs
    talk.server.jobs.clear()
    talk.server.job_done(job, None, TooManyJobsError())
    talk.collect()
    talk("x <- :besedka.local 263 x * :*\nx <- :besedka.local 001 x :*")
