"""Several clients against a model: who is where, and who hears what, after any series of steps.

The model knows nothing of the server's code. After each step every client must have got exactly
the lines that the model says, and the state of the server must hold together.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.server.config import ServerConfig
from tests.core.server.dialogue import Dialogue
from tests.fuzz.invariants import check

CLIENTS = ("one", "two", "three", "four", "five")
NICKS = ("anna", "Anna", "boris", "vera", "gleb", "dasha", "ЕГОР", "егор")
ROOMS = ("#a", "#B", "#зал")
CAPS = (
    "message-tags", "server-time", "echo-message", "away-notify", "invite-notify", "multi-prefix",
    "userhost-in-names", "batch", "extended-join", "setname", "account-tag",
)  # fmt: skip
TEXTS = ("hello", "Привет всем", "x" * 300, ": :", "\1ACTION waves\1")

clients = st.sampled_from(CLIENTS)
rooms = st.sampled_from(ROOMS)
nicks = st.sampled_from(NICKS)
texts = st.sampled_from(TEXTS)


def low(name: str) -> str:
    return name.lower()


@dataclass(eq=False)
class Person:
    nick: str
    caps: set[str]
    away: str = ""
    realname: str = "Name"

    @property
    def source(self) -> str:
        return f":{self.nick}!~u@10.0.0.1"


@dataclass(eq=False)
class Room:
    name: str
    ranks: dict[str, set[str]] = field(default_factory=dict)  # by client: "o", "v"
    flags: set[str] = field(default_factory=lambda: {"n", "t"})
    key: str = ""
    limit: int = 0
    banned: set[str] = field(default_factory=set)  # lower-case nicknames
    invited: set[str] = field(default_factory=set)


class Talk(RuleBasedStateMachine):
    """Each rule sends one line, and tells what everybody must hear."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Dialogue(ServerConfig(flood_control=False, replay_on_join=0))
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}

    # -- the model's view ------------------------------------------------------------------------

    def inside(self, client: str) -> list[Room]:
        return [room for room in self.rooms.values() if client in room.ranks]

    def peers(self, client: str) -> set[str]:
        return {other for room in self.inside(client) for other in room.ranks}

    def holder(self, nick: str) -> str:
        return next((c for c, p in self.people.items() if low(p.nick) == low(nick)), "")

    def is_op(self, client: str, room: Room) -> bool:
        return "o" in room.ranks.get(client, ())

    def may_speak(self, client: str, room: Room) -> bool:
        if room.ranks.get(client):
            return True
        outside = client not in room.ranks and "n" in room.flags
        return not (outside or "m" in room.flags or low(self.people[client].nick) in room.banned)

    # -- a step and what comes of it -------------------------------------------------------------

    def say(self, client: str, line: str, *errors: str, heard: dict[str, list[str]]) -> None:
        """Send a line; ``errors`` are the numerics with which it is refused."""
        self.talk.send(client, line)
        self.hear(heard, client, list(errors))

    def hear(self, heard: dict[str, list[str]], sender: str, errors: list[str]) -> None:
        for name in dict.fromkeys([*self.people, sender]):
            got, refused = [], []
            for line in self.talk.lines(name):
                tags, body = self.untagged(name, line)
                code = body.split(" ")[1]
                if not body.startswith(":besedka.local "):
                    got.append(body)
                elif code.isdigit() and code[0] in "45" and code != "422":
                    refused.append(code)
                del tags
            assert got == heard.get(name, []), f"{name} heard {got}, not {heard.get(name, [])}"
            assert refused == (errors if name == sender else []), f"{name}: {refused}, not {errors}"

    def untagged(self, name: str, line: str) -> tuple[str, str]:
        caps = self.people[name].caps if name in self.people else set()
        if not line.startswith("@"):
            assert "server-time" not in caps, f"{name}: no time in {line}"
            return "", line
        tags, _, body = line.partition(" ")
        keys = {tag.partition("=")[0] for tag in tags[1:].split(";")}
        allowed = {"time"} if "server-time" in caps else set()
        if "message-tags" in caps:
            allowed |= {"msgid", "+x"}
        if "batch" in caps:
            allowed.add("batch")
        assert keys <= allowed, f"{name}: {keys - allowed} in {line}"
        return tags, body

    def to(self, audience: set[str] | list[str], line: str) -> dict[str, list[str]]:
        return {name: [line] for name in audience}

    # -- coming and going ------------------------------------------------------------------------

    @initialize(first=st.lists(st.sampled_from(CAPS), unique=True))
    def begin(self, first: list[str]) -> None:
        self.come("one", "anna", set(first))
        self.come("two", "boris", set())
        self.enter("one", self.rooms.setdefault("#a", Room("#a")))
        self.talk.send("one", "JOIN #a")
        self.talk.forget()

    def come(self, client: str, nick: str, caps: set[str]) -> None:
        self.talk.connect(client)
        wanted = [f"CAP REQ :{' '.join(sorted(caps))}", "CAP END"] if caps else []
        self.talk.send(client, *wanted, f"NICK {nick}", "USER u 0 * :Name")
        lines = [line for line in self.talk.lines(client) if " 001 " in line]
        assert lines, f"{client} did not come in"
        self.people[client] = Person(nick, caps)

    @rule(client=clients, nick=nicks, caps=st.lists(st.sampled_from(CAPS), unique=True))
    def arrive(self, client: str, nick: str, caps: list[str]) -> None:
        if client in self.people or self.holder(nick):
            return
        self.come(client, nick, set(caps))
        self.hear({}, client, [])

    def enter(self, client: str, room: Room) -> None:
        room.ranks[client] = set() if room.ranks else {"o"}
        room.invited.discard(client)

    def forget(self, client: str, room: Room) -> None:
        del room.ranks[client]
        if not room.ranks:
            del self.rooms[low(room.name)]

    def gone(self, client: str, reason: str) -> dict[str, list[str]]:
        source = self.people[client].source
        heard = self.to(self.peers(client) - {client}, f"{source} QUIT :{reason}")
        for room in self.inside(client):
            self.forget(client, room)
        for room in self.rooms.values():
            room.invited.discard(client)
        del self.people[client]
        return heard

    @precondition(lambda self: len(self.people) > 2)
    @rule(client=clients)
    def hang_up(self, client: str) -> None:
        if client in self.people:
            heard = self.gone(client, "Connection closed")
            self.talk.hang_up(client)
            self.hear(heard, client, [])

    @precondition(lambda self: len(self.people) > 2)
    @rule(client=clients, text=texts)
    def quit(self, client: str, text: str) -> None:
        if client not in self.people:
            return
        heard = self.gone(client, f"Quit: {text}")
        self.talk.send(client, f"QUIT :{text}")
        assert self.talk.lines(client)[-1].rpartition("@")[2].find("ERROR :") >= 0
        self.hear(heard, client, [])

    @rule(client=clients, cap=st.sampled_from(CAPS), on=st.booleans())
    def change_caps(self, client: str, cap: str, on: bool) -> None:
        if client in self.people:
            self.talk.send(client, f"CAP REQ :{'' if on else '-'}{cap}")
            (self.people[client].caps.add if on else self.people[client].caps.discard)(cap)
            self.talk.inbox[client].clear()
            self.hear({}, client, [])

    # -- rooms -----------------------------------------------------------------------------------

    @rule(client=clients, name=rooms, key=st.sampled_from(["", "", "sesame", "wrong"]))
    def join(self, client: str, name: str, key: str) -> None:
        if client not in self.people:
            return
        me, line = self.people[client], f"JOIN {name} {key}".rstrip()
        room = self.rooms.get(low(name))
        if room is not None and client in room.ranks:
            self.say(client, line, heard={})
            return
        if room is None:
            room = self.rooms[low(name)] = Room(name)
        elif client not in room.invited:
            error = ""
            if room.key and key != room.key:
                error = "475"
            elif room.limit and len(room.ranks) >= room.limit:
                error = "471"
            elif "i" in room.flags:
                error = "473"
            elif low(me.nick) in room.banned:
                error = "474"
            if error:
                self.say(client, line, error, heard={})
                return
        self.enter(client, room)
        heard = {}
        for other in room.ranks:
            extended = "extended-join" in self.people[other].caps
            told = f"{me.source} JOIN {room.name}" + (f" * :{me.realname}" if extended else "")
            heard[other] = [told]
        for other in room.ranks:
            if me.away and other != client and "away-notify" in self.people[other].caps:
                heard[other].append(f"{me.source} AWAY :{me.away}")
        self.say(client, line, heard=heard)

    @rule(client=clients, name=rooms)
    def part(self, client: str, name: str) -> None:
        if client not in self.people:
            return
        room = self.rooms.get(low(name))
        if room is None or client not in room.ranks:
            self.say(client, f"PART {name}", "403" if room is None else "442", heard={})
            return
        heard = self.to(list(room.ranks), f"{self.people[client].source} PART {room.name}")
        self.forget(client, room)
        self.say(client, f"PART {name}", heard=heard)

    @rule(client=clients, nick=nicks, name=rooms)
    def kick(self, client: str, nick: str, name: str) -> None:
        if client not in self.people:
            return
        line, target = f"KICK {name} {nick} :out", self.holder(nick)
        room = self.rooms.get(low(name))
        if room is None:
            self.say(client, line, "403", heard={})
        elif client not in room.ranks:
            self.say(client, line, "442", heard={})
        elif not self.is_op(client, room):
            self.say(client, line, "482", heard={})
        elif target not in room.ranks:
            self.say(client, line, "441", heard={})
        else:
            told = f"KICK {room.name} {self.people[target].nick} :out"
            heard = self.to(list(room.ranks), f"{self.people[client].source} {told}")
            self.forget(target, room)
            self.say(client, line, heard=heard)

    @rule(client=clients, nick=nicks, name=rooms)
    def invite(self, client: str, nick: str, name: str) -> None:
        target = self.holder(nick)
        if client not in self.people or not target:
            return
        line, room = f"INVITE {nick} {name}", self.rooms.get(low(name))
        if room is None:
            self.say(client, line, "403", heard={})
        elif client not in room.ranks:
            self.say(client, line, "442", heard={})
        elif target in room.ranks:
            self.say(client, line, "443", heard={})
        elif "i" in room.flags and not self.is_op(client, room):
            self.say(client, line, "482", heard={})
        else:
            room.invited.add(target)
            told = f"{self.people[client].source} INVITE {self.people[target].nick} {room.name}"
            others = {o for o in room.ranks if "invite-notify" in self.people[o].caps}
            self.say(client, line, heard=self.to((others - {client}) | {target}, told))

    @rule(client=clients, name=rooms, text=texts)
    def topic(self, client: str, name: str, text: str) -> None:
        if client not in self.people:
            return
        line, room = f"TOPIC {name} :{text}", self.rooms.get(low(name))
        if room is None:
            self.say(client, line, "403", heard={})
        elif client not in room.ranks:
            self.say(client, line, "442", heard={})
        elif "t" in room.flags and not self.is_op(client, room):
            self.say(client, line, "482", heard={})
        else:
            told = f"{self.people[client].source} TOPIC {room.name} :{text}"
            self.say(client, line, heard=self.to(list(room.ranks), told))

    @rule(
        client=clients, name=rooms, sign=st.sampled_from("+-"), letter=st.sampled_from("ovbklmint"),
        nick=nicks, number=st.integers(1, 4),
    )  # fmt: skip
    def mode(self, client: str, name: str, sign: str, letter: str, nick: str, number: int) -> None:
        if client not in self.people:
            return
        arg = {"o": nick, "v": nick, "b": nick, "k": "sesame", "l": str(number)}.get(letter, "")
        if letter == "l" and sign == "-":
            arg = ""
        line, room = f"MODE {name} {sign}{letter} {arg}".rstrip(), self.rooms.get(low(name))
        if room is None:
            self.say(client, line, "403", heard={})
        elif client not in room.ranks:
            self.say(client, line, "442", heard={})
        elif not self.is_op(client, room):
            self.say(client, line, "482", heard={})
        elif letter in "ov" and not self.holder(nick):
            self.say(client, line, "401", heard={})
        elif letter in "ov" and self.holder(nick) not in room.ranks:
            self.say(client, line, "441", heard={})
        else:
            shown = self.apply(room, sign == "+", letter, arg)
            told = f"{self.people[client].source} MODE {room.name} {sign}{letter} {shown}".rstrip()
            self.say(client, line, heard=self.to(list(room.ranks), told) if shown != "-" else {})

    def apply(self, room: Room, on: bool, letter: str, arg: str) -> str:
        """Make a change; its parameter as it is told, "-" where nothing changes."""
        if letter in "ov":
            holder = self.holder(arg)
            ranks, arg = room.ranks[holder], self.people[holder].nick
            if (letter in ranks) == on:
                return "-"
            (ranks.add if on else ranks.discard)(letter)
        elif letter == "b":
            if (low(arg) in room.banned) == on:
                return "-"
            if on:
                room.banned.add(low(arg))
                self.written = {**getattr(self, "written", {}), (room.name, low(arg)): arg}
            else:
                room.banned.discard(low(arg))
                arg = self.written[room.name, low(arg)]
            arg += "!*@*"
        elif letter == "k":
            if not on and not room.key:
                return "-"
            room.key, arg = (arg, arg) if on else ("", "*")
        elif letter == "l":
            if not on and not room.limit:
                return "-"
            room.limit = int(arg) if on else 0
        elif (letter in room.flags) == on:
            return "-"
        else:
            (room.flags.add if on else room.flags.discard)(letter)
        return arg

    # -- people ----------------------------------------------------------------------------------

    @rule(client=clients, nick=nicks)
    def nick(self, client: str, nick: str) -> None:
        if client not in self.people:
            return
        me, holder = self.people[client], self.holder(nick)
        if holder not in ("", client):
            self.say(client, f"NICK {nick}", "433", heard={})
        elif me.nick == nick:
            self.say(client, f"NICK {nick}", heard={})
        else:
            told = f"{me.source} NICK :{nick}"
            me.nick = nick
            heard = self.to(self.peers(client) | {client}, told)
            self.say(client, f"NICK {nick}", heard=heard)

    @rule(client=clients, text=st.sampled_from(["", "tea", "school"]))
    def away(self, client: str, text: str) -> None:
        if client not in self.people:
            return
        me = self.people[client]
        changed, me.away = me.away != text, text
        others = {o for o in self.peers(client) - {client} if "away-notify" in self.people[o].caps}
        told = f"{me.source} AWAY" + (f" :{text}" if text else "")
        heard = self.to(others, told) if changed else {}
        self.say(client, f"AWAY :{text}" if text else "AWAY", heard=heard)

    @rule(client=clients, name=st.sampled_from(["Anna K", "Имя", "x"]))
    def set_name(self, client: str, name: str) -> None:
        if client not in self.people:
            return
        me = self.people[client]
        me.realname = name
        peers = self.peers(client) | {client}
        told = {o for o in peers if "setname" in self.people[o].caps}
        heard = self.to(told, f"{me.source} SETNAME :{name}")
        self.say(client, f"SETNAME :{name}", heard=heard)

    # -- messages --------------------------------------------------------------------------------

    @rule(
        client=clients, name=rooms, verb=st.sampled_from(["PRIVMSG", "NOTICE"]), text=texts,
        status=st.sampled_from(["", "", "", "@", "+"]), tag=st.sampled_from(["", "", "@+x=1 "]),
    )  # fmt: skip
    def tell_room(
        self, client: str, name: str, verb: str, text: str, status: str, tag: str
    ) -> None:
        if client not in self.people:
            return
        line, room = f"{tag}{verb} {status}{name} :{text}", self.rooms.get(low(name))
        quiet = verb == "NOTICE"
        if room is None:
            self.say(client, line, *([] if quiet else ["403"]), heard={})
        elif not self.may_speak(client, room):
            self.say(client, line, *([] if quiet else ["404"]), heard={})
        else:
            told = f"{self.people[client].source} {verb} {status}{room.name} :{text}"
            wanted: dict[str, set[str]] = {"@": {"o"}, "+": {"o", "v"}}
            audience = {c for c, r in room.ranks.items() if not status or r & wanted[status]}
            self.say(client, line, heard=self.to(self.echoed(client, audience), told))

    def echoed(self, client: str, audience: set[str]) -> set[str]:
        others = audience - {client}
        return others | {client} if "echo-message" in self.people[client].caps else others

    @rule(client=clients, nick=nicks, verb=st.sampled_from(["PRIVMSG", "NOTICE"]), text=texts)
    def tell_person(self, client: str, nick: str, verb: str, text: str) -> None:
        if client not in self.people:
            return
        line, target = f"{verb} {nick} :{text}", self.holder(nick)
        if not target:
            self.say(client, line, *([] if verb == "NOTICE" else ["401"]), heard={})
            return
        told = f"{self.people[client].source} {verb} {self.people[target].nick} :{text}"
        heard = {target: [told]}
        if "echo-message" in self.people[client].caps:
            heard.setdefault(client, []).append(told)
            if client == target:
                heard[client] = [told, told]
        self.say(client, line, heard=heard)

    # -- what is asked after each step -----------------------------------------------------------

    @rule(client=clients, name=rooms)
    def names(self, client: str, name: str) -> None:
        room = self.rooms.get(low(name))
        if client not in self.people or room is None:
            return
        me = self.people[client]
        self.talk.send(client, f"NAMES {name}")
        shown: list[str] = []
        for line in self.talk.lines(client):
            _, body = self.untagged(client, line)
            if body.split(" ")[1] == "353":
                shown += body.split(" :", 1)[1].split()
        expected = []
        for other, ranks in room.ranks.items():
            prefix = "".join(sign for sign, rank in (("@", "o"), ("+", "v")) if rank in ranks)
            if "multi-prefix" not in me.caps:
                prefix = prefix[:1]
            person = self.people[other]
            full = person.source[1:] if "userhost-in-names" in me.caps else person.nick
            expected.append(prefix + full)
        assert sorted(shown) == sorted(expected)

    @invariant()
    def holds_together(self) -> None:
        check(self.talk.server)
        assert {user.nick for user in self.talk.server.nicks.values()} == {
            person.nick for person in self.people.values()
        }
        assert set(self.talk.server.channels) == set(self.rooms)

    @invariant()
    def no_fault(self) -> None:
        faults = [entry for entry in self.talk.entries if entry.kind == "internal"]
        self.talk.entries.clear()
        assert not faults


TestTalk = Talk.TestCase
TestTalk.settings = settings(
    max_examples=int(os.environ.get("BESEDKA_EXAMPLES", "60")),
    stateful_step_count=60,
    suppress_health_check=list(HealthCheck),
)
