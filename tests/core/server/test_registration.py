"""Coming in: greeting, CAP, PASS, NICK, USER, floods, what is no IRC, timeouts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.irc.decoder import Overlong
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    return Dialogue()


def test_nick_and_user_open_the_door(talk: Dialogue) -> None:
    talk.connect("a")
    talk("a -> NICK anna")
    talk.nothing_more()
    talk("a -> USER anna 0 * :Anna A.")
    for code in ("001", "002", "003", "004", "005", "005", "005", "251", "252"):
        talk(f"a <- :besedka.local {code} anna *")
    talk.lines("a")
    talk.send("a", "LUSERS")
    assert "1 users" in talk.lines("a")[0]
    assert LogKind.REGISTERED in talk.kinds()


def test_isupport_tells_the_limits(talk: Dialogue) -> None:
    talk.connect("a")
    talk.send("a", "NICK anna", "USER anna 0 * :A")
    tokens: set[str] = set()
    for line in talk.lines("a"):
        words = line.split(" :")[0].split(" ")
        if words[1] == "005":
            assert len(words) - 3 <= 13
            tokens.update(words[3:])
    for token in (
        "CASEMAPPING=rfc8265",
        "CHANTYPES=#",
        "PREFIX=(qaohv)~&@%+",
        "NICKLEN=30",
        "NETWORK=Besedka",
        "STATUSMSG=~&@%+",
        "UTF8ONLY",
        "CHANMODES=Ibe,k,fl,CEKMNRTUcgimnpstuz",
    ):
        assert token in tokens


def test_a_silent_client_is_greeted_after_a_second_with_nothing_else(talk: Dialogue) -> None:
    talk.connect("pupil")
    talk.wait(0.99)
    assert talk.lines("pupil") == []
    talk.wait(0.02)
    assert talk.lines("pupil") == ["Спасибо за подключение"]
    assert talk.kinds() == [LogKind.CONNECTED, LogKind.GREETED]
    talk.wait(10)
    assert talk.lines("pupil") == [], "greeted once"


def test_a_greeted_client_can_still_come_in(talk: Dialogue) -> None:
    talk.connect("nc")
    talk.wait(2)
    talk.lines("nc")
    talk.send("nc", "NICK nc", "USER nc 0 * :typed by hand", "JOIN #x")
    assert any(" 001 nc " in line for line in talk.lines("nc"))


def test_who_has_spoken_is_not_greeted(talk: Dialogue) -> None:
    talk.connect("a")
    talk.send("a", "CAP LS 302")
    talk.forget()
    talk.wait(5)
    talk.nothing_more()


def test_who_never_ends_the_first_line_is_greeted(talk: Dialogue) -> None:
    talk.connect("pupil")
    talk.send("pupil")  # "hello" without a line's end, and then recv()
    talk.wait(1)
    assert talk.lines("pupil") == ["Спасибо за подключение"]
    talk.send("pupil", "NICK pupil", "USER pupil 0 * :by hand")
    assert any(" 001 pupil " in line for line in talk.lines("pupil"))


def test_the_greeting_can_be_changed_and_taken_away(talk: Dialogue) -> None:
    talk.server.set_config(replace(talk.server.config, greeting="Thank you\nfor connecting"))
    talk.connect("a")
    talk.wait(1)
    assert talk.lines("a") == ["Thank you", "for connecting"]
    talk.server.set_config(replace(talk.server.config, greeting=""))
    talk.connect("b")
    talk.wait(5)
    assert talk.lines("b") == []


def test_who_says_nothing_is_dropped_after_a_while(talk: Dialogue) -> None:
    talk.connect("a")
    talk.wait(61)
    assert talk.lines("a")[-1].startswith("ERROR :Closing link: 10.0.0.1 (You did not say who")
    assert "a" in talk.closed
    assert talk.entries[-1].args == ("registration_timeout",)
    assert talk.server.next_deadline() is None


def test_an_idle_client_is_asked_and_dropped_when_it_does_not_answer(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.wait(90)
    talk("anna <- PING :besedka.local\nboris <- PING :besedka.local")
    talk("boris -> PONG besedka.local")
    talk.wait(60)
    talk("anna <- ERROR :Closing link: 10.0.0.1 (Ping timeout: 150 seconds)")
    talk("boris <- :anna!~anna@10.0.0.1 QUIT :Ping timeout: 150 seconds")
    assert "anna" in talk.closed
    talk.wait(30)
    talk("boris <- PING :besedka.local")
    talk.nothing_more()


def test_whoever_talks_is_not_asked(talk: Dialogue) -> None:
    talk.join("anna")
    for _ in range(10):
        talk.wait(60)
        talk.send("anna", "PRIVMSG nobody :x")
        talk.lines("anna")
    talk.wait(60)
    talk.nothing_more()


# -- names ---------------------------------------------------------------------------------------


def test_a_name_can_be_taken_once_in_any_case_and_script(talk: Dialogue) -> None:
    talk.join("Анна", "anna")
    talk.connect("x")
    talk("""
        x -> NICK аННА
        x <- :besedka.local 433 * аННА :This nickname is taken
        x -> NICK ANNA
        x <- :besedka.local 433 * ANNA :This nickname is taken
        x -> NICK вера
        x -> USER v 0 * :V
        x <- :besedka.local 001 вера :*
    """)


def test_two_that_want_the_same_name_at_once_one_gets_it(talk: Dialogue) -> None:
    talk.connect("one", "two")
    talk.send("one", "NICK anna")
    talk.send("two", "NICK anna")
    talk.nothing_more()
    talk.send("two", "USER b 0 * :b")
    assert any(" 001 anna " in line for line in talk.lines("two"))
    talk("""
        one -> USER a 0 * :a
        one <- :besedka.local 433 * anna :*
        one -> NICK anna2
        one <- :besedka.local 001 anna2 :*
    """)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("", "431"),
        (":", "431"),
        ("#anna", "432"),
        ("an na:!", "433"),
        ("a!b", "432"),
        ("@anna", "432"),
        ("a" * 31, "432"),
        ("zero\u200bwidth", "432"),
        (":with space", "432"),
    ],
)
def test_bad_nicknames(talk: Dialogue, wanted: str, code: str) -> None:
    talk.join("an")
    talk.connect("x")
    talk.send("x", f"NICK {wanted}".rstrip(" "))
    (line,) = talk.lines("x")
    assert line.split(" ")[1] == code


def test_a_nickname_of_thirty_letters_and_a_server_name_in_use(talk: Dialogue) -> None:
    talk = Dialogue(ServerConfig(name="besedka"))
    talk.join("б" * 30)
    talk.connect("x")
    talk("x -> NICK Besedka\nx <- :besedka 432 * Besedka :*")


def test_changing_the_name(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.join("vera")
    talk("""
        anna -> NICK Anna
        anna <- :anna!~anna@10.0.0.1 NICK :Anna
        boris <- :anna!~anna@10.0.0.1 NICK :Anna
        anna -> NICK Anna
        anna -> NICK BORIS
        anna <- :besedka.local 433 Anna BORIS :*
        anna -> NICK Аня
        anna <- :Anna!~anna@10.0.0.1 NICK :Аня
        boris <- :Anna!~anna@10.0.0.1 NICK :Аня
        boris -> PRIVMSG аня :hi
        anna <- :boris!~boris@10.0.0.1 PRIVMSG Аня :hi
        boris -> PRIVMSG anna :hi
        boris <- :besedka.local 401 boris anna :*
        boris -> NAMES #x
        boris <- :besedka.local 353 boris = #x :@Аня boris
        boris <- :besedka.local 366 boris #x :*
    """)
    talk.nothing_more()
    talk.connect("n")
    talk.send("n", "NICK anna", "USER n 0 * :n")
    assert any(" 001 anna " in line for line in talk.lines("n")), "the old name is free"


def test_user_and_pass_faults(talk: Dialogue) -> None:
    talk.connect("x")
    talk("""
        x -> USER a 0 *
        x <- :besedka.local 461 * USER :*
        x -> USER a 0 * :
        x <- :besedka.local 461 * USER :*
        x -> USER !!! 0 * :real
        x <- :besedka.local 468 * :*
        x -> PASS
        x <- :besedka.local 461 * PASS :*
        x -> USER x@y:z 0 * :real
        x -> USER again 0 * :real
        x <- :besedka.local 462 * :*
    """)
    talk.send("x", "NICK x")
    talk.lines("x")
    talk("x -> PASS late\nx <- :besedka.local 462 x :*")
    talk("x -> USER a b c d\nx <- :besedka.local 462 x :*")
    talk("x -> USERHOST x\nx <- :besedka.local 302 x :x=+~xyz@10.0.0.1")


def test_the_password() -> None:
    talk = Dialogue(ServerConfig(password="тайна"))
    talk.connect("none", "wrong", "right")
    talk.send("none", "NICK a", "USER a 0 * :a")
    talk("none <- :besedka.local 464 a :*\nnone <- ERROR :Closing link: 10.0.0.1 (Wrong password)")
    assert "none" in talk.closed
    talk.send("wrong", "PASS тайн", "NICK b", "USER a 0 * :a", "JOIN #x")
    talk("wrong <- :besedka.local 464 b :*\nwrong <- ERROR *")
    talk.nothing_more()
    assert LogKind.WRONG_PASSWORD in talk.kinds()
    talk.send("right", "PASS :тайна", "NICK c", "USER a 0 * :a")
    talk("right <- :besedka.local 001 c :*")
    talk.server.set_config(replace(talk.server.config, password=""))
    talk.connect("later")
    talk.send("later", "NICK d", "USER a 0 * :a")
    talk("later <- :besedka.local 001 d :*")


def test_the_rest_of_a_broken_connection_loses_its_name_soon(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.wait(4)
    talk.connect("again")
    talk("again -> NICK anna\nagain <- *433*")
    talk.nothing_more()
    talk.wait(2)
    talk("again -> NICK anna\nagain <- *433*")
    talk("anna <- PING :besedka.local")
    talk.wait(9.9)
    talk("again -> NICK anna\nagain <- *433*")
    talk.nothing_more()
    talk.wait(0.2)
    talk("anna <- ERROR *Ping timeout: 16 seconds*\nboris <- *QUIT :Ping timeout*")
    talk.send("again", "NICK anna", "USER a 0 * :a")
    talk("again <- *001 anna *")


def test_who_answers_keeps_the_name(talk: Dialogue) -> None:
    talk.join("anna")
    talk.wait(30)
    talk.connect("thief")
    talk("thief -> NICK anna\nthief <- *433*\nanna <- PING :besedka.local")
    talk.wait(5)
    talk("anna -> PONG :besedka.local")
    talk.wait(20)
    talk("thief -> NICK anna\nthief <- *433*\nanna <- PING :besedka.local")
    assert "anna" not in talk.closed


def test_a_name_is_free_at_once_where_the_answer_is_overdue(talk: Dialogue) -> None:
    talk.join("anna", "boris")
    talk.wait(30)
    talk("boris -> NICK anna\nboris <- *433*\nanna <- PING :besedka.local")
    talk.now += 11  # no tick came in between
    talk("boris -> NICK anna\nboris <- :boris!~boris@10.0.0.1 NICK :anna\nanna <- ERROR *")


# -- capabilities --------------------------------------------------------------------------------


def test_cap_negotiation_holds_the_registration(talk: Dialogue) -> None:
    talk.connect("x")
    talk.send("x", "CAP LS 302", "NICK x", "USER x 0 * :x")
    lines = talk.lines("x")
    assert all(line.startswith(":besedka.local CAP * LS ") for line in lines)
    offered = {word for line in lines for word in line.split(" :")[1].split()}
    assert {
        "message-tags", "server-time", "echo-message", "batch", "labeled-response",
        "multi-prefix", "besedka.app/nonce",
    } <= offered  # fmt: skip
    talk.nothing_more()
    talk("""
        x -> CAP REQ :echo-message multi-prefix
        x <- :besedka.local CAP x ACK :echo-message multi-prefix
        x -> CAP REQ :echo-message nonsense
        x <- :besedka.local CAP x NAK :echo-message nonsense
        x -> CAP LIST
        x <- :besedka.local CAP x LIST :cap-notify echo-message multi-prefix
        x -> CAP REQ :-multi-prefix
        x <- :besedka.local CAP x ACK :-multi-prefix
        x -> CAP REQ -cap-notify
        x <- :besedka.local CAP x NAK :-cap-notify
        x -> CAP NONSENSE
        x <- :besedka.local 410 x NONSENSE :*
        x -> CAP
        x <- :besedka.local 461 x CAP :*
        x -> CAP END
        x <- :besedka.local 001 x :*
    """)
    talk.lines("x")
    talk("x -> CAP END")
    talk.send("x", "CAP LS")
    assert all(line.startswith(":besedka.local CAP x LS ") for line in talk.lines("x"))
    talk("x -> CAP LIST\nx <- :besedka.local CAP x LIST :cap-notify echo-message")


def test_capabilities_changed_later_change_what_is_sent(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk("anna -> PRIVMSG #x :one\nboris <- :anna!~anna@10.0.0.1 PRIVMSG #x :one")
    talk("boris -> CAP REQ :message-tags server-time\nboris <- *CAP boris ACK *")
    talk("""
        anna -> PRIVMSG #x :two
        boris <- @time=2027-01-15T08:00:00.000Z;msgid=$m1 :anna!~anna@10.0.0.1 PRIVMSG #x :two
        boris -> CAP REQ :-message-tags
        boris <- @time=* :besedka.local CAP boris ACK :-message-tags
        anna -> PRIVMSG #x :three
        boris <- @time=2027-01-15T08:00:00.000Z :anna!~anna@10.0.0.1 PRIVMSG #x :three
    """)
    talk.nothing_more()


# -- bad input -----------------------------------------------------------------------------------


def test_before_registration_commands_are_refused(talk: Dialogue) -> None:
    talk.connect("x")
    talk("""
        x -> JOIN #x
        x <- :besedka.local 451 * :*
        x -> PRIVMSG x
        x <- :besedka.local 451 * :*
        x -> привет
        x <- :besedka.local 421 * ПРИВЕТ :Unknown command
        x -> Hello world!
        x <- :besedka.local 421 * HELLO :Unknown command
        x -> PING 1
        x <- :besedka.local PONG besedka.local :1
        x -> PONG 1
        x -> QUIT :bye
        x <- ERROR :Closing link: 10.0.0.1 (Quit: bye)
    """)
    assert talk.kinds() == [LogKind.CONNECTED, LogKind.BAD_INPUT, LogKind.DISCONNECTED]


def test_a_browser_is_told_and_closed(talk: Dialogue) -> None:
    talk.connect("x")
    talk.send("x", "POST / HTTP/1.1", "NICK x", "USER x 0 * :x")
    answer = "\r\n".join(talk.lines("x"))
    assert answer.startswith("HTTP/1.1 400 ")
    assert " 001 " not in answer
    assert talk.closed["x"] == "HTTP request"
    assert LogKind.BAD_INPUT in talk.kinds()


def test_a_flood_before_registration_is_closed(talk: Dialogue) -> None:
    talk.connect("lines", "bytes")
    talk.send("lines", *["NICK ,"] * 150)
    assert talk.lines("lines")[-1].startswith("ERROR :")
    assert [e.args for e in talk.entries if e.kind is LogKind.DROPPED] == [("flood",)]
    talk.send("bytes", *[Overlong(5000)] * 7)
    assert talk.lines("bytes")[-1].startswith("ERROR :")
    assert set(talk.closed) == {"lines", "bytes"}


def test_a_line_without_an_end_is_a_flood_too(talk: Dialogue) -> None:
    talk.connect("x")
    for _ in range(30):
        talk.server.receive(talk.conns["x"], [], 1460)
    talk.collect()
    talk("x <- ERROR :*(flood)*")
    talk.nothing_more()


def test_much_that_comes_together_with_the_registration_is_no_flood(talk: Dialogue) -> None:
    talk.join("boris", channel="#x")
    talk.connect("x")
    said = [f"PRIVMSG #x :{n} {'x' * 400}" for n in range(200)]
    talk.send("x", "NICK x", "USER x 0 * :x", "JOIN #x", *said)
    assert len(talk.lines("boris")) == 201


def test_flood_control_can_be_switched_off() -> None:
    talk = Dialogue(ServerConfig(flood_control=False))
    talk.connect("x")
    talk.send("x", *["NICK ,"] * 150, "NICK x", "USER x 0 * :x")
    assert any(" 001 " in line for line in talk.lines("x"))


@pytest.mark.parametrize(
    ("line", "answer", "what"),
    [
        (b"PRIVMSG #x :\xff\xfe", "FAIL PRIVMSG INVALID_UTF8 :*", "utf8"),
        (b"@+a=\xff PRIVMSG #x :a", "FAIL PRIVMSG INVALID_UTF8 :*", "utf8"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2", "FAIL * INVALID_UTF8 :*", "utf8"),
        (b"PRIVMSG #x :nul\0here", "FAIL PRIVMSG INVALID_CHARACTER :*", "nul"),
        (b"PRIVMSG #x :a\rQUIT", "FAIL PRIVMSG INVALID_CHARACTER :*", "nul"),
        (b"\0\0\0", "FAIL * INVALID_CHARACTER :*", "nul"),
        (Overlong(600), "417 boris :*", "overlong"),
        (Overlong(9000, tags=True), "417 boris :*", "overlong"),
    ],
)
def test_bad_bytes_are_refused_and_nobody_gets_them(
    talk: Dialogue, line: bytes | Overlong, answer: str, what: str
) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.send("boris", "PRIVMSG #x :warm the short way")
    talk.forget()
    talk.send("boris", line)
    talk(f"boris <- :besedka.local {answer}")
    talk.nothing_more()
    assert [(e.kind, e.args) for e in talk.entries] == [(LogKind.BAD_INPUT, (what,))]
    talk("boris -> PRIVMSG #x :still here\nanna <- *:still here")


def test_lines_without_a_command(talk: Dialogue) -> None:
    talk.join("anna")
    talk.send("anna", b"   ", b"@a=b", b":anna", b"@a=b :anna ")
    assert [line.split(" ")[1] for line in talk.lines("anna")] == ["421", "421", "421"]


def test_half_a_line_before_the_end_is_not_executed(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.feed("anna", b"PRIVMSG #x :whole\r\nPRIVMSG #x :ha")
    talk.hang_up("anna", b"PRIVMSG #x :ha")
    talk("boris <- *PRIVMSG #x :whole\nboris <- :anna!~anna@10.0.0.1 QUIT :Connection closed")
    talk.nothing_more()
    talk.hang_up("anna")  # twice is harmless
    talk.server.receive(talk.conns["anna"], [b"PRIVMSG #x :ghost"])
    talk.collect()
    talk.nothing_more()


def test_a_full_server_says_so() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(connections=1)))
    talk.connect("one", "two")
    talk.collect()
    talk("two <- ERROR :Closing link: 10.0.0.1 (The server is full)")
    assert set(talk.closed) == {"two"}
    assert [e.args for e in talk.entries if e.kind is LogKind.DROPPED] == [("connections",)]


def test_addresses_of_version_six(talk: Dialogue) -> None:
    talk.connect("x", host="::1")
    talk.connect("y", host="::ffff:10.0.0.9")
    talk.connect("z", host="fe80::1%eth0")
    for name in "xyz":
        talk.send(name, f"NICK {name}", "USER u 0 * :u")
        talk.lines(name)
    talk("x -> USERHOST x y z\nx <- *302 x :x=+~u@0::1 y=+~u@10.0.0.9 z=+~u@fe80::1")
    assert [p.host for p in talk.server.snapshot().people] == ["::1", "10.0.0.9", "fe80::1%eth0"]


def test_a_fault_of_ours_is_logged_and_told(
    talk: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.join("anna")
    monkeypatch.setattr(talk.server, "find_nick", lambda _nick: 1 // 0)
    talk("anna -> ISON anna\nanna <- :besedka.local 400 anna * :*")
    (entry,) = talk.entries
    assert entry.kind is LogKind.INTERNAL
    assert "ZeroDivisionError" in str(entry.args[0])


def test_a_doubled_carriage_return_is_forgiven(talk: Dialogue) -> None:
    talk.connect("x")
    talk.feed("x", b"NICK x\r\r\nUSER x 0 * :x\r\r\nJOIN #x\r\r\n")
    assert talk.lines("x")[-2] == ":besedka.local 353 x = #x :@x"


def test_time_in_which_the_sockets_were_held_is_no_silence(talk: Dialogue) -> None:
    talk.join("anna", "boris", channel="#x")
    talk.wait(90)
    talk("anna <- PING :besedka.local\nboris <- PING :besedka.local")
    talk.connect("late")
    talk.send("late", "NICK late")
    for _ in range(6):  # a teacher explains for an hour
        talk.server.hold_time(600)
        talk.wait(600)
    talk.nothing_more()
    talk("boris -> PONG besedka.local")
    talk.wait(60)
    talk("anna <- ERROR :Closing link: 10.0.0.1 (Ping timeout: 150 seconds)")
