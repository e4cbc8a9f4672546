"""The whole program on the real accessibility bus: what every control is called and what it is, in
both languages, and what somebody hears who reads messages without seeing them. Needs Xvfb,
at-spi2-core, dbus-daemon and PyGObject of Debian's own python3."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest

from desktop.settings.explanations import Page
from tests.e2e.at_spi_bus import ROOT, Side, bus, program, until, walker, why_not

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "all is there"),
    pytest.mark.xdist_group("at-spi"),
]

Node = dict[str, Any]

# What nobody can focus or press: a screen reader has no word for it.
NO_ROLES = {
    "filler",
    "unknown",
    "panel",
    "client",
    "invalid",
    "layered pane",
    "redundant object",
    "application",
}
WINDOWS = ("window", "frame", "dialog", "alert")
STATES = (
    "launcher-empty",
    "one-server",
    "saved",
    "busy",
    "life",
    "code",
    "pictures",
    "reconnecting",
    "commands",
    "emoji",
    "card",
    "channel",
    "search",
    "switcher",
    "narrow-480",
    "join",
    "lines",
    "own-window",
    "several",
    "whenever",
    "encryption",
    "another-key",
    "server",
    "lessons",
    "lesson",
    "lab",
    "sockets",
    "demo",
    *(f"settings-{page}" for page in Page),
)
BUTTONS = ("push button", "button")  # at-spi2-core calls it anew since 2.54


class Bus:
    """The program on one side, the assistive program on the other."""

    def __init__(self, besedka: Side, reader: Side) -> None:
        self.besedka, self.reader = besedka, reader

    def nodes(self) -> list[Node]:
        return list(self.reader.ask("walk"))

    def open(self, state: str) -> list[Node]:
        """Bring it into a state, and walk through it once that is on the bus."""
        self.besedka.ask("clear")  # what a test that failed has left
        titles = self.besedka.ask("open", state)
        assert titles

        def shown() -> list[Node]:
            nodes = self.nodes()
            names = [node["name"] for node in nodes if node["role"] in WINDOWS]
            here = all(any(name.startswith(title) for name in names) for title in titles)
            return nodes if here else []

        found: list[Node] = until(shown)
        return found

    def find(self, name: str, roles: tuple[str, ...] = BUTTONS) -> Node | None:
        """What is shown and called so, more or less."""
        found = (n for n in self.nodes() if n["role"] in roles and name in n["name"])
        return next((n for n in found if "showing" in n["states"]), None)

    def act(self, node: Node, action: str = "Press") -> None:
        assert self.reader.ask("act", node["place"], action)

    def press(self, name: str) -> None:
        """Press a button, once it is there."""
        self.act(until(partial(self.find, name)))

    def window(self, name: str) -> Node | None:
        return self.find(name, WINDOWS)

    def hears(self, kind: str, words: str) -> bool:
        """Whether exactly that was said since it was asked last."""
        return words in self.heard(kind)

    def heard(self, kind: str) -> list[str]:
        """The words of all events of a kind since it was asked last."""
        return [said for event, _, _, said in self.reader.ask("heard") if event == kind]


@pytest.fixture(scope="module")
def at_spi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bus]:
    folder = tmp_path_factory.mktemp("at_spi")
    with bus(folder) as env:
        besedka, reader = program(env, folder), walker(env, folder)
        yield Bus(besedka, reader)
        complaints = besedka.stderr()
        assert besedka.end() == 0, complaints
        assert reader.end() == 0
        assert "Traceback" not in complaints, complaints


@cache
def english_only() -> frozenset[str]:
    """The sentences that have other words in Russian."""
    found = set()
    for path in (ROOT / "resources").rglob("*_ru.ts"):
        for message in ET.parse(path).iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            words = "".join(translation.itertext()) if translation is not None else ""
            if words.strip() and words != source:
                found.add(source)
    assert len(found) > 500
    return frozenset(found)


def is_control(node: Node) -> bool:
    """Whether somebody can come to it, or do something with it, now."""
    return "showing" in node["states"] and ("focusable" in node["states"] or bool(node["actions"]))


def faults(nodes: list[Node], language: str) -> Iterator[str]:
    """What is wrong with what a screen reader is told."""
    for node in nodes:
        words = f"{node['role']} {node['name']!r} {node['actions']} at {node['path']}"
        if is_control(node):
            if not any(letter.isalnum() for letter in node["name"]):
                yield f"no name: {words}"
            if node["role"] in NO_ROLES:
                yield f"no role: {words}"
        named = (node["name"], node["description"])
        if language == "ru" and any(each in english_only() for each in named):
            yield f"not translated: {words} {node['description']!r}"
        if len(node["path"]) == 1 and node["role"] not in WINDOWS:
            yield f"a window that is none: {words}"
        if node["role"] in WINDOWS and not node["name"]:
            yield f"a window without a name: {words}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_control_has_a_name_and_a_role(at_spi: Bus, language: str) -> None:
    at_spi.besedka.ask("language", language)
    found, controls = [], 0
    # A name that is missing is missing in Russian too; in English some states are enough.
    for state in STATES if language == "ru" else STATES[::3]:
        nodes = at_spi.open(state)
        here = sum(map(is_control, nodes))
        assert here >= 5, f"{state}: {nodes}"
        controls += here
        found += [f"{state}: {fault}" for fault in faults(nodes, language)]
        at_spi.besedka.ask("clear")
    assert not found, "\n".join(found)
    assert controls > (1_000 if language == "ru" else 300)


def test_faults_are_found() -> None:
    """What the test above looks for, in a tree that has all of it."""

    def node(role: str, name: str, *states: str) -> Node:
        told = {"role": role, "name": name, "states": ["showing", *states], "path": [0, 0]}
        return {**told, "description": "", "actions": []}

    bad = [
        node("push button", "…", "focusable"),
        node("panel", "a drawing", "focusable"),
        node("frame", ""),
        node("push button", "Settings", "focusable"),
    ]
    kinds = [fault.split(":")[0] for fault in faults(bad, "ru")]
    assert kinds == ["no name", "no role", "a window without a name", "not translated"]
    assert list(faults(bad[3:], "en")) == []


def test_messages_are_read_one_by_one(at_spi: Bus) -> None:
    """The arrow keys go from message to message; each is said whole, and is an item of the list."""
    at_spi.besedka.ask("language", "en")
    nodes = at_spi.open("life")
    said = [item["name"] for item in items(nodes, "Messages")]
    assert any("Friday, 20 November" in name for name in said)
    (answer,) = [name for name in said if "TCP несёт" in name]
    for part in ("[10:02] учитель: ", "in answer to boris", "edited", "👍 4 (yours too)"):
        assert part in answer
    assert any("Message deleted" in name for name in said)
    assert any("not sent" in name for name in said)
    assert any(name.endswith("waiting") for name in said)
    at_spi.besedka.ask("read")
    for wanted in reversed(said[-4:]):
        at_spi.reader.ask("heard")
        at_spi.besedka.ask("key", "Up")
        until(partial(at_spi.hears, "object:state-changed:focused", wanted))
    chosen = [n for n in at_spi.nodes() if n["name"] in said and "focused" in n["states"]]
    assert [n["name"] for n in chosen] == [said[-4]]
    assert "selected" in chosen[0]["states"]
    at_spi.besedka.ask("clear")


def items(nodes: list[Node], name: str) -> list[Node]:
    """The items of a list."""
    (list_,) = [n for n in nodes if n["role"] == "list" and n["name"] == name]
    depth = len(list_["path"])
    return [n for n in nodes if n["path"][:depth] == list_["path"] and n["role"] == "list item"]


def test_rows_beside_the_messages_are_said_whole(at_spi: Bus) -> None:
    """What is drawn in a row as dots, counts and pictures is in its name."""
    at_spi.besedka.ask("language", "en")
    nodes = at_spi.open("busy")
    rows = " | ".join(item["name"] for item in items(nodes, "Conversations"))
    for words in ("unread", "mention", "muted", "unfinished message"):
        assert words in rows
    people = [item["name"] for item in items(nodes, "People in the channel")]
    assert "учитель, leads the channel" in people
    assert any(name.endswith("away") for name in people)
    at_spi.besedka.ask("clear")


def test_new_messages_are_said(at_spi: Bus) -> None:
    """Few are said one by one, many are counted."""
    at_spi.besedka.ask("language", "en")
    at_spi.open("life")
    at_spi.reader.ask("heard")
    heard: list[str] = []

    def hears(words: str) -> bool:
        heard.extend(at_spi.heard("object:announcement"))
        return any(words in said for said in heard)

    at_spi.besedka.ask("say", "boris", "hear me")
    until(lambda: hears("boris: hear me"))
    at_spi.besedka.ask("say", "boris", *(f"line {n}" for n in range(500)))
    until(lambda: hears("500 new messages"))
    assert not any("line 7" in said for said in heard)
    at_spi.besedka.ask("clear")


def test_what_is_offered_while_typing_is_said(at_spi: Bus) -> None:
    at_spi.besedka.ask("language", "en")
    at_spi.open("joined")
    at_spi.reader.ask("heard")
    at_spi.besedka.ask("type", "/me")
    until(lambda: any("/me" in said for said in at_spi.heard("object:announcement")))
    at_spi.besedka.ask("clear")


def test_buttons_of_the_launcher_are_pressed(at_spi: Bus) -> None:
    """Windows open, whichever window is the active one."""
    at_spi.besedka.ask("language", "en")
    at_spi.open("one-server")
    at_spi.press("Settings")
    until(partial(at_spi.window, "Settings"))
    at_spi.press("Start a server here")
    until(partial(at_spi.window, "Server"))
    at_spi.press("Socket lab")
    until(partial(at_spi.window, "Socket lab"))
    at_spi.besedka.ask("clear")


def test_buttons_of_the_client_are_pressed(at_spi: Bus) -> None:
    at_spi.besedka.ask("language", "en")
    at_spi.open("life")
    at_spi.press("Search in this conversation")
    until(partial(at_spi.find, "Search in", ("text", "entry")))
    assert at_spi.find("People in the channel", ("list",)) is not None
    at_spi.press("hide the list")
    until(lambda: at_spi.find("People in the channel", ("list",)) is None)
    at_spi.press("show the list")
    until(partial(at_spi.find, "People in the channel", ("list",)))
    at_spi.press("Settings")
    until(partial(at_spi.window, "Settings"))
    at_spi.besedka.ask("clear")


def test_the_menu_of_a_message_is_heard_and_used(at_spi: Bus) -> None:
    """Qt has no menus in its tree (QAccessibleApplication leaves popups out): an assistive program
    hears of an entry that gets the focus, and asks that one."""
    at_spi.besedka.ask("language", "en")
    nodes = at_spi.open("life")
    (message,) = [item for item in items(nodes, "Messages") if "TCP несёт" in item["name"]]
    at_spi.act(message, "ShowMenu")
    until(lambda: at_spi.besedka.ask("menu"))
    at_spi.besedka.ask("key_in_menu", "Down")
    heard: list[Node] = []

    def hears() -> Node | None:
        heard.extend(at_spi.reader.ask("focused"))
        return next((each for each in heard if each["role"] == "menu item"), None)

    entry = until(hears)
    assert entry["name"] == "Reply"
    assert "Press" in entry["actions"]
    at_spi.act(entry)
    until(lambda: any("Reply to учитель" in n["name"] for n in at_spi.nodes()))
    at_spi.besedka.ask("clear")


def test_windows_come_and_go_while_somebody_looks(at_spi: Bus) -> None:
    """Hundreds of widgets are made and taken away in the middle of the walk: what is gone answers
    nothing, and the program goes on."""
    at_spi.besedka.ask("language", "en")
    at_spi.open("life")
    at_spi.besedka.ask("churn", 40)
    walks = 0
    while at_spi.besedka.ask("churning"):
        assert at_spi.nodes()
        walks += 1
    assert walks
    assert at_spi.find("Emoji") is not None
    at_spi.besedka.ask("clear")
