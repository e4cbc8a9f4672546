"""What the server tells about itself: MOTD, VERSION, LUSERS, HELP, STATS, LINKS, TRACE …"""

from __future__ import annotations

from core.irc.message import parse
from core.server.commands.table import TABLE
from core.server.config import ServerConfig
from core.server.help_texts import COMMANDS
from tests.core.server.dialogue import Dialogue


def codes(talk: Dialogue, who: str, line: str) -> list[str]:
    talk.send(who, line)
    return [parse(got).command for got in talk.lines(who)]


def test_about_the_server(talk: Dialogue) -> None:
    talk("""
        anna -> MOTD
        anna <- :besedka.local 375 anna :*
        anna <- :besedka.local 372 anna :- Правила:
        anna <- :besedka.local 372 anna :- *
        anna <- :besedka.local 372 anna :- - не кричать
        anna <- :besedka.local 376 anna :*
        anna -> VERSION
        anna <- :besedka.local 351 anna besedka-* besedka.local Besedka
        anna <- *005*
        anna <- *005*
        anna <- *005*
        anna -> TIME
        anna <- :besedka.local 391 anna besedka.local :Friday 15 January 2027, 08:00:00 UTC
        anna -> TIME nowhere.example
        anna <- :besedka.local 402 anna nowhere.example :*
        anna -> LUSERS
        anna <- :besedka.local 251 anna :There are 3 users and 0 invisible on 1 servers
        anna <- :besedka.local 252 anna 0 :*
        anna <- :besedka.local 254 anna 1 :*
        anna <- :besedka.local 255 anna :*
        anna <- :besedka.local 265 anna 3 3 :*
        anna <- :besedka.local 266 anna 3 3 :*
    """)
    assert codes(talk, "anna", "INFO") == ["371", "371", "374"]
    assert codes(talk, "anna", "INFO besedka.*") == ["371", "371", "374"]
    assert codes(talk, "anna", "ADMIN boris") == ["256", "257", "258", "259"]
    assert codes(talk, "anna", "HELP")[0] == "704"
    assert codes(talk, "anna", "HELP join") == ["704", "705", "705", "706"]
    assert codes(talk, "anna", "HELP sorcery") == ["524"]
    talk.server.set_config(ServerConfig())
    assert codes(talk, "anna", "MOTD") == ["422"]


def test_every_command_has_a_help_text(talk: Dialogue) -> None:
    assert set(COMMANDS) >= set(TABLE)
    for subject in ("COMMANDS", "CMODES", "umodes", "STATUSES", "MASKS", *TABLE):
        got = codes(talk, "anna", f"HELP {subject}")
        assert got[0] == "704", subject
        assert "705" in got
        assert got[-1] == "706"


def test_links_map_and_what_a_single_server_cannot(talk: Dialogue) -> None:
    talk("""
        anna -> LINKS
        anna <- :besedka.local 365 anna * :*
        anna -> LINKS nowhere.example *
        anna <- :besedka.local 402 anna nowhere.example :*
        anna -> MAP
        anna <- :besedka.local 015 anna :besedka.local (3 people)
        anna <- :besedka.local 017 anna :*
        anna -> USERS
        anna <- :besedka.local 446 anna :*
        anna -> SUMMON boris
        anna <- :besedka.local 445 anna :*
        anna -> CONNECT other.example
        anna <- :besedka.local 481 anna :*
        anna -> SERVLIST
        anna <- :besedka.local 235 anna * * :*
        anna -> SQUERY x :y
        anna <- :besedka.local 408 anna x :*
    """)
    talk.send("anna", "OPER root пароль")
    talk.forget()
    talk("""
        anna -> LINKS
        anna <- :besedka.local 364 anna besedka.local besedka.local :0 Chat on the local network
        anna <- :besedka.local 365 anna * :*
        anna -> LINKS *.example
        anna <- :besedka.local 365 anna *.example :*
        anna -> CONNECT other.example
        anna <- :besedka.local 402 anna other.example :*
        anna -> SQUIT other.example :why
        anna <- :besedka.local 402 anna other.example :*
    """)
    talk.nothing_more()


def test_stats(talk: Dialogue) -> None:
    talk.wait(90061)
    talk.join("gleb")
    talk("""
        gleb -> STATS u
        gleb <- :besedka.local 242 gleb :Server up 1 days 1:01:01
        gleb <- :besedka.local 250 gleb :*
        gleb <- :besedka.local 219 gleb u :*
        gleb -> STATS x
        gleb <- :besedka.local 219 gleb x :*
        gleb -> STATS u nowhere.example
        gleb <- :besedka.local 402 gleb nowhere.example :*
        gleb -> STATS k
        gleb <- :besedka.local 481 gleb :*
        gleb -> STATS o
        gleb <- :besedka.local 481 gleb :*
        gleb -> STATS p
        gleb <- :besedka.local 249 gleb :0 operators are here
        gleb <- *219*
        gleb -> STATS c
        gleb <- *219 gleb c *
    """)
    got = codes(talk, "gleb", "STATS")
    assert set(got[:-1]) == {"249"}
    assert got[-1] == "219"
    talk.send("gleb", "OPER root пароль")
    talk.forget()
    talk("""
        gleb -> STATS o
        gleb <- :besedka.local 243 gleb O * * :root
        gleb <- *219*
        gleb -> STATS p
        gleb <- :besedka.local 249 gleb :gleb!~gleb@10.0.0.1 idle 0 seconds
        gleb <- :besedka.local 249 gleb :1 operators are here
        gleb <- *219*
        gleb -> STATS k
        gleb <- *219*
    """)
    talk.send("gleb", "STATS m")
    assert any(" 212 gleb STATS " in line for line in talk.lines("gleb"))


def test_trace(talk: Dialogue) -> None:
    talk.connect("dima")
    talk("""
        vera -> TRACE
        vera <- :besedka.local 205 vera User 0 :vera [~vera@10.0.0.1]
        vera <- :besedka.local 262 vera besedka.local besedka-* :*
        vera -> TRACE anna
        vera <- *262*
        vera -> TRACE nobody
        vera <- :besedka.local 402 vera nobody :*
    """)
    talk.send("anna", "OPER root пароль")
    talk.forget()
    assert codes(talk, "anna", "TRACE") == ["204", "205", "205", "203", "262"]
    assert codes(talk, "vera", "TRACE") == ["204", "205", "262"]


def test_userip(talk: Dialogue) -> None:
    talk.server.users[talk.conns["boris"]].host = "hidden.example"
    talk("""
        anna -> USERIP boris
        anna <- :besedka.local 340 anna :boris=+~boris@hidden.example
        boris -> USERIP boris
        boris <- :besedka.local 340 boris :boris=+~boris@10.0.0.1
    """)
