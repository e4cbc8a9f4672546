"""What an assistive program sees: walks the real AT-SPI bus. Run by Debian's own python3, which has
PyGObject; JSON lines come in, JSON lines go out, as in :mod:`tests.e2e.at_spi_stage`.

``{"do": "walk"}`` is answered by every accessible of the program: role, name, description, states,
actions, the path of indexes that leads there, and where it is on the bus; ``{"do": "act", "with":
[place, action]}`` does one of them; ``{"do": "heard"}`` is answered by the events since it was
asked last.

The questions about all accessibles of one depth are asked together, as no library does: one by one
each would wait for two programs to take turns, which takes ten times as long.
https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version has to be said before)

PROGRAM = "besedka"
DEEP, WIDE = 60, 400
TIMEOUT_MS = 60_000  # a slow machine is no hung program
Atspi.set_timeout(TIMEOUT_MS, TIMEOUT_MS)
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
EVENTS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:property-change:accessible-name",
    "object:children-changed",
)
Place = tuple[str, str]
"""Whose it is, and which."""
Question = tuple[Place, str, str, Any]
"""Of what, the interface, the method, its arguments."""


def prop(place: Place, name: str) -> Question:
    return place, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, name))


class Walker:
    """Answers what the test asks."""

    def __init__(self) -> None:
        address = os.environ["AT_SPI_BUS_ADDRESS"]
        kind = Gio.DBusConnectionFlags
        flags = kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self._heard: list[list[str]] = []
        self._focused: list[Place] = []
        self._listener = Atspi.EventListener.new(self._hear)
        for each in EVENTS:
            self._listener.register(each)

    def _hear(self, event: Any, *_: object) -> None:
        try:
            role, name = event.source.get_role_name(), event.source.get_name()
        except (GLib.Error, AttributeError):
            role = name = ""  # it is gone already
        said = event.any_data if event.type == "object:announcement" else name
        if event.type == "object:state-changed:focused" and event.detail1 and role:
            self._focused.append((event.source.app.bus_name, event.source.path))
        self._heard.append([event.type, event.detail1, role, str(said)])

    def do_heard(self) -> list[list[str]]:
        heard, self._heard = self._heard, []
        return heard

    def do_focused(self) -> list[dict[str, Any]]:
        """What got the focus since it was asked last."""
        places, self._focused = self._focused, []
        return [self._told(*each) for each in self._facts([([], each) for each in places])]

    def _ask(self, questions: list[Question]) -> list[Any]:
        """Ask them all, and wait for all answers; None for what is gone, or can't answer."""
        answers: list[Any] = [None] * len(questions)
        waiting = set(range(len(questions)))

        def answered(bus: Any, result: Any, number: int) -> None:
            waiting.discard(number)
            try:
                (answers[number],) = bus.call_finish(result).unpack()
            except GLib.Error:
                answers[number] = None

        for number, ((owner, path), interface, method, words) in enumerate(questions):
            self._bus.call(
                owner,
                path,
                interface,
                method,
                words,
                None,
                Gio.DBusCallFlags.NONE,
                TIMEOUT_MS,
                None,
                answered,
                number,
            )
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def _children(self, places: list[Place]) -> list[list[Place]]:
        found = self._ask([(place, ACCESSIBLE, "GetChildren", None) for place in places])
        return [[(owner, path) for owner, path in each or ()][:WIDE] for each in found]

    def do_walk(self) -> list[dict[str, Any]]:
        (programs,) = self._children([REGISTRY])
        names = self._ask([prop(place, "Name") for place in programs])
        level: list[tuple[list[int], Place]] = []
        for place, name in zip(programs, names, strict=True):
            if name is not None and name.startswith(PROGRAM) and not level:
                level.append(([], place))
        seen: list[dict[str, Any]] = []
        for depth in range(DEEP):
            told = [self._told(*each) for each in self._facts(level)]
            seen += told
            # What is not shown has nothing in it that is; the program itself has no such state.
            open_ = [each for each in told if not depth or "showing" in each["states"]]
            places: list[Place] = [tuple(each["place"]) for each in open_]
            level = [
                ([*parent["path"], index], child)
                for parent, found in zip(open_, self._children(places), strict=True)
                for index, child in enumerate(found)
            ]
            if not level:
                break
        return sorted(seen, key=lambda each: each["path"])

    def _facts(self, level: list[tuple[list[int], Place]]) -> list[tuple[Any, ...]]:
        """Path and place of each, and what it answers; not of those that are gone meanwhile."""
        questions: list[Question] = []
        for _, place in level:
            questions += [
                (place, ACCESSIBLE, "GetRoleName", None),
                prop(place, "Name"),
                prop(place, "Description"),
                (place, ACCESSIBLE, "GetState", None),
                (place, ACTION, "GetActions", None),
            ]
        answers = self._ask(questions)
        facts = [(*at, *answers[5 * n : 5 * n + 5]) for n, at in enumerate(level)]
        return [each for each in facts if None not in each[2:6]]

    def _told(
        self,
        path: list[int],
        place: Place,
        role: str,
        name: str,
        description: str,
        states: list[int],
        actions: list[list[str]] | None,
    ) -> dict[str, Any]:
        bits = states[0] | states[1] << 32
        return {
            "path": path,
            "place": place,
            "role": role,
            "name": name,
            "description": description,
            "states": [
                Atspi.StateType(bit).value_nick
                for bit in range(int(Atspi.StateType.LAST_DEFINED))
                if bits >> bit & 1
            ],
            "actions": [action[0] for action in actions or ()],
        }

    def do_act(self, place: Place, name: str) -> bool:
        """Do an action of the accessible of that place."""
        at = (place[0], place[1])
        (actions,) = self._ask([(at, ACTION, "GetActions", None)])
        for number, action in enumerate(actions or ()):
            if action[0] == name:
                words = GLib.Variant("(i)", (number,))
                return bool(self._ask([(at, ACTION, "DoAction", words)])[0])
        return False

    def asked(self, channel: Any, _condition: object) -> bool:
        line = channel.readline()
        if not line:
            Atspi.event_quit()
            return False
        request = json.loads(line)
        try:
            answer = {"answer": getattr(self, "do_" + request["do"])(*request["with"])}
        except Exception:
            answer = {"fault": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
        return True


if __name__ == "__main__":
    Atspi.init()
    if "AT_SPI_BUS_ADDRESS" not in os.environ:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        found = session.call_sync(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.a11y.Bus",
            "GetAddress",
            None,
            None,
            Gio.DBusCallFlags.NONE,
            TIMEOUT_MS,
            None,
        )
        os.environ["AT_SPI_BUS_ADDRESS"] = found.unpack()[0]
    walker = Walker()
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, walker.asked)
    Atspi.event_main()
