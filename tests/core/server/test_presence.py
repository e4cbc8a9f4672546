"""AWAY, SETNAME, CHGHOST, bots, and who hears of them (extended-monitor, pre-away)."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from tests.core.server.dialogue import Dialogue

CONFIG = ServerConfig(opers={"root": "pw"})


def test_away_is_told_to_those_who_want_to_know() -> None:
    talk = Dialogue()
    talk.join("anna", "plain", channel="#x")
    talk.join("boris", caps="away-notify", channel="#x")
    talk.join("outside", caps="away-notify")
    talk.forget()
    talk("""
        anna -> AWAY :обед
        anna <- :besedka.local 306 anna :You are marked as away
        boris <- :anna!~anna@10.0.0.1 AWAY :обед
        anna -> AWAY :обед
        anna <- :besedka.local 306 anna :You are marked as away
        anna -> AWAY
        anna <- :besedka.local 305 anna :You are no longer marked as away
        boris <- :anna!~anna@10.0.0.1 AWAY
    """)
    talk.nothing_more()


@pytest.mark.parametrize(
    ("command", "line", "caps"),
    [
        ("AWAY :gone", "AWAY :gone", "away-notify"),
        ("SETNAME :Анна К.", "SETNAME :Анна К.", "setname"),
    ],
)
def test_extended_monitor(command: str, line: str, caps: str) -> None:
    talk = Dialogue()
    talk.join("far", "both", caps=f"extended-monitor {caps}")
    talk.join("half", caps=caps)
    talk.join("none", caps="extended-monitor")
    talk.join("anna", channel="#x")
    for name in ("far", "both", "half", "none"):
        talk.send(name, "MONITOR + anna")
    talk.send("both", "JOIN #x")
    talk.forget()
    talk.send("anna", command)
    talk.expect("far", f":anna!~anna@10.0.0.1 {line}")
    talk.expect("both", f":anna!~anna@10.0.0.1 {line}")
    talk.nothing_more("far", "both", "half", "none")


def test_who_monitors_themselves_hears_nothing_twice() -> None:
    talk = Dialogue()
    talk.join("anna", caps="extended-monitor away-notify setname")
    talk.send("anna", "MONITOR + anna")
    talk.forget()
    talk("""
        anna -> AWAY :x
        anna <- :besedka.local 306 anna *
        anna -> SETNAME :New
        anna <- :anna!~anna@10.0.0.1 SETNAME :New
    """)
    talk.nothing_more()


def test_away_before_registration() -> None:
    talk = Dialogue()
    talk.join("boris", caps="away-notify extended-monitor", channel="#x")
    talk.send("boris", "MONITOR + anna")
    talk.forget()
    talk.connect("anna", "old")
    talk("""
        old -> AWAY :x
        old <- :besedka.local 451 * :*
        anna -> CAP REQ :draft/pre-away
        anna <- :besedka.local CAP * ACK :draft/pre-away
        anna -> AWAY *
        anna <- :besedka.local 306 * :You are marked as away
        anna -> NICK anna
        anna -> USER anna 0 * :Anna
        anna -> CAP END
        boris <- :besedka.local 730 boris :anna!~anna@10.0.0.1
        boris -> WHOIS anna
    """)
    assert ":besedka.local 301 boris anna :*" in talk.lines("boris")
    talk("""
        anna -> JOIN #x
        boris <- :anna!~anna@10.0.0.1 JOIN #x
        boris <- :anna!~anna@10.0.0.1 AWAY :*
    """)


def test_setname_that_is_refused() -> None:
    talk = Dialogue()
    talk.join("anna", caps="setname")
    for name in ("", "   ", "x" * 151, "\U0001f49c" * 130):
        talk.send("anna", f"SETNAME :{name}")
        talk.expect("anna", ":besedka.local FAIL SETNAME INVALID_REALNAME :*")
    talk.send("anna", "SETNAME :" + "я" * 150)
    talk.expect("anna", ":anna!~anna@10.0.0.1 SETNAME :" + "я" * 150)
    talk.connect("new")
    talk("""
        new -> SETNAME :x
        new <- :besedka.local 451 * :*
    """)


def test_another_host() -> None:
    talk = Dialogue(CONFIG)
    talk.join("op")
    talk.join("anna", caps="chghost")
    talk.join("far", caps="chghost extended-monitor")
    talk.join("knows", caps="chghost")
    talk.join("old", "stranger")
    for name in ("anna", "knows", "old"):
        talk.send(name, "JOIN #x", "JOIN #y")
    talk.send("far", "MONITOR + anna")
    talk.send("op", "OPER root pw")
    talk.forget()
    talk("""
        op -> CHGHOST anna ~teacher staff.school
        anna <- :anna!~anna@10.0.0.1 CHGHOST ~teacher staff.school
        anna <- :besedka.local 396 anna staff.school :is your visible host now
        knows <- :anna!~anna@10.0.0.1 CHGHOST ~teacher staff.school
        far <- :anna!~anna@10.0.0.1 CHGHOST ~teacher staff.school
        old <- :anna!~anna@10.0.0.1 QUIT :Changing host
        old <- :anna!~teacher@staff.school JOIN #x
        old <- :besedka.local MODE #x +* anna*
        old <- :anna!~teacher@staff.school JOIN #y
        old <- :besedka.local MODE #y +* anna*
    """)
    talk.nothing_more()
    talk("""
        anna -> PRIVMSG #x :hi
        old <- :anna!~teacher@staff.school PRIVMSG #x :hi
    """)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("CHGHOST nobody u h.x", "401 op nobody *"),
        ("CHGHOST anna u :a b", "FAIL CHGHOST INVALID_HOST * :*"),
        ("CHGHOST anna u -bad", "FAIL CHGHOST INVALID_HOST -bad :*"),
        ("CHGHOST anna u " + "h" * 64, "FAIL CHGHOST INVALID_HOST h* :*"),
        ("CHGHOST anna !bad h.x", "FAIL CHGHOST INVALID_USERNAME !bad :*"),
        ("CHGHOST anna " + "u" * 17 + " h.x", "FAIL CHGHOST INVALID_USERNAME u* :*"),
        ("CHGHOST anna u", "461 op CHGHOST :*"),
    ],
)
def test_a_host_that_is_refused(command: str, answer: str) -> None:
    talk = Dialogue(CONFIG)
    talk.join("op", "anna")
    talk.send("op", "OPER root pw")
    talk.forget()
    talk.send("op", command)
    talk.expect("op", f":besedka.local {answer}")
    talk.nothing_more()


def test_only_operators_change_hosts() -> None:
    talk = Dialogue()
    talk.join("anna")
    talk("""
        anna -> CHGHOST anna u h.x
        anna <- :besedka.local 481 anna :You are not an IRC operator
    """)
    talk.nothing_more()


@pytest.mark.parametrize("cap", ["no-implicit-names", "draft/no-implicit-names"])
def test_no_names_after_a_join(cap: str) -> None:
    talk = Dialogue()
    talk.join("anna", caps=cap)
    talk("""
        anna -> JOIN #x
        anna <- :anna!~anna@10.0.0.1 JOIN #x
    """)
    talk.nothing_more()
    talk("""
        anna -> NAMES #x
        anna <- :besedka.local 353 anna = #x :@anna
        anna <- :besedka.local 366 anna #x :*
    """)


def test_a_label_comes_back_with_each() -> None:
    talk = Dialogue()
    talk.join("anna", caps="labeled-response batch setname")
    talk("""
        anna -> @label=a AWAY :x
        anna <- @label=a :besedka.local 306 anna :*
        anna -> @label=b SETNAME :New
        anna <- @label=b :anna!~anna@10.0.0.1 SETNAME :New
        anna -> @label=c CHGHOST anna u h
        anna <- @label=c :besedka.local 481 anna :*
        anna -> @label=d SETNAME :
        anna <- @label=d :besedka.local FAIL SETNAME INVALID_REALNAME :*
    """)
    talk.nothing_more()


def test_a_bot_is_known_as_one() -> None:
    talk = Dialogue()
    talk.join("bot", "anna", channel="#x")
    talk.join("tags", caps="message-tags", channel="#x")
    talk.connect("new")
    talk.send("new", "NICK new", "USER n 0 * :n")
    assert any(" BOT=B " in line for line in talk.lines("new"))
    talk.send("bot", "MODE bot +B")
    talk.forget()
    talk("""
        bot -> PRIVMSG #x :beep
        anna <- :bot!~bot@10.0.0.1 PRIVMSG #x :beep
        tags <- @msgid=*;bot :bot!~bot@10.0.0.1 PRIVMSG #x :beep
        bot -> AWAY :x
        anna -> WHO bot
        bot <- *
        anna <- :besedka.local 352 anna #x ~bot 10.0.0.1 besedka.local bot GB@ :0 Bot
        anna <- * 315 *
        anna -> WHOIS bot
    """)
    assert ":besedka.local 335 anna bot :is a bot on Besedka" in talk.lines("anna")
    talk.send("bot", "MODE bot -B")
    talk.forget()
    talk.send("anna", "WHOIS bot")
    assert not [line for line in talk.lines("anna") if " 335 " in line]
