"""Two machines, one conversation: the server window on one, client windows on the other.

Each machine is a network namespace with a screen of its own; the cable between them is pulled, and
the server stopped, while people write. Needs Linux, root, iproute2 and Xvfb. Pictures of both
screens go to the folder ``BESEDKA_PICTURES`` (default: the test's own).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.network import Machine, two_machines

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 90.0
CHANNEL = "#беседа"
PORT = 6667
SCREEN = "1880x920x24"


def quietly(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start something that is neither spoken nor listened to."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, **options)


@contextlib.contextmanager
def screen(machine: Machine) -> Iterator[str]:
    """A screen on a machine, with a window manager where there is one; its DISPLAY."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = quietly(machine.inside(*command), pass_fds=[writing])
    os.close(writing)
    manager: subprocess.Popen[bytes] | None = None
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start")
        display = f":{number}"
        if (program := shutil.which("openbox")) is not None:
            manager = quietly(machine.inside(program), env={**os.environ, "DISPLAY": display})
        yield display
    finally:
        for running in (manager, server):
            if running is not None:
                running.terminate()
                running.wait(20)


class Program:
    """``python -m desktop …`` on a machine, moved by what :mod:`tests.e2e.stage` can do."""

    def __init__(self, machine: Machine, display: str, folder: Path, *arguments: str) -> None:
        self.name = " ".join(arguments)
        folder.mkdir(parents=True)
        self._log = (folder / "stderr.txt").open("w+b")
        environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "BESEDKA_CONFIG_DIR": str(folder / "config"),
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        self._process = subprocess.Popen(
            machine.inside(sys.executable, "-m", "tests.e2e.stage", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment,
            cwd=ROOT,
        )

    def ask(self, what: str, *arguments: object) -> Any:
        """Have something done, and wait for the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = json.dumps({"do": what, "with": arguments}) + "\n"
        try:
            self._process.stdin.write(request.encode())
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            pytest.fail(f"{self.name} has ended: {self.stderr()}")
        answer = json.loads(line)
        if "fault" in answer:
            pytest.fail(f"{self.name}: {what}{arguments}: {answer['fault']}")
        return answer["answer"]

    def stderr(self) -> str:
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")

    def end(self) -> int:
        """Close its windows; the exit status."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            return self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return -1
        finally:
            self._process.stdout.close()

    def close(self) -> None:
        self.end()
        self._log.close()


def until(condition: Callable[[], object], what: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; ``what`` tells how it stands if it never does."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain; there is {what()}")
        time.sleep(0.1)


class Room:
    """Anna and Boris in their windows, and all that they have said so far."""

    def __init__(self, anna: Program, boris: Program) -> None:
        self.people = {"анна": anna, "boris": boris}
        self.said: dict[str, list[str]] = {"анна": [], "boris": []}
        self.early: set[str] = set()

    def say(self, nick: str, text: str, early: bool = False) -> None:
        """``early``: it may arrive when the other one has not come back yet. Then he never sees it,
        as this server keeps no history."""
        self.people[nick].ask("type", CHANNEL, text)
        self.said[nick].append(text)
        if early:
            self.early.add(text)

    def seen(self, watcher: str) -> dict[str, list[str]]:
        """What a window shows of each person, in its order."""
        messages = self.people[watcher].ask("messages", CHANNEL)
        return {nick: [text for who, text in messages if who == nick] for nick in self.people}

    def all_seen_by(self, watcher: str) -> bool:
        """Once each, in order, nothing else."""
        for nick, texts in self.seen(watcher).items():
            missing = self.early - set(texts) if nick != watcher else set()
            if texts != [text for text in self.said[nick] if text not in missing]:
                return False
        return True

    def everything_arrived(self) -> bool:
        return all(self.all_seen_by(nick) for nick in self.people) and not any(
            window.ask("unsettled", CHANNEL) for window in self.people.values()
        )

    def wait(self) -> None:
        """Until everything said is shown in both windows: once, in order, and as arrived."""
        until(
            self.everything_arrived,
            lambda: [self.said, *((nick, self.seen(nick)) for nick in self.people), self.banners()],
        )

    def together(self) -> bool:
        return all(
            window.ask("members", CHANNEL) == ["boris", "анна"] for window in self.people.values()
        )

    def banners(self) -> list[str]:
        return [window.ask("banner") for window in self.people.values()]


@pytest.mark.timeout(600)
def test_two_machines_one_conversation(tmp_path: Path) -> None:
    pictures = Path(os.environ.get("BESEDKA_PICTURES") or tmp_path / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        one, two = stack.enter_context(two_machines())
        screens = [stack.enter_context(screen(machine)) for machine in (one, two)]

        def program(machine: Machine, display: str, *arguments: str) -> Program:
            folder = tmp_path / "-".join(["home", arguments[0], *arguments[3:]])
            running = Program(machine, display, folder, *arguments)
            stack.callback(running.close)
            until(lambda: running.ask("ready"), running.stderr)
            return running

        def picture(name: str) -> None:
            time.sleep(1)  # for what is still being drawn, and the figures of the last second
            for window, screen_name in ((server, "server"), (anna, "clients")):
                assert window.ask("picture", str(pictures / f"{name}-{screen_name}.png"))

        # The server window is opened and "Start" is pressed.
        server = program(one, screens[0], "server")
        server.ask("place", 340, 30, 1200, 870)
        server.ask("start", PORT)
        until(lambda: server.ask("port") == PORT, lambda: server.ask("log"))

        # Two client windows on the other machine join it by its address.
        address = f"irc://{one.address}:{PORT}/{CHANNEL}"
        anna = program(two, screens[1], "client", address, "--nick", "анна")
        boris = program(two, screens[1], "client", address, "--nick", "boris")
        anna.ask("place", 10, 30, 925, 870)
        boris.ask("place", 945, 30, 925, 870)
        room = Room(anna, boris)
        until(room.together, lambda: server.ask("log"))

        # They talk: Cyrillic, emoji of all kinds.
        room.say("анна", "Привет! Как слышно? 👋")
        room.wait()
        room.say("boris", "Отлично: ё, ъ, Ж, 日本語, 👨‍👩‍👧‍👦 🇷🇸 👍🏽")
        room.say("boris", "А теперь ты 🚀")
        room.wait()
        room.say("анна", "Съешь же ещё этих мягких французских булок, да выпей чаю 🥐☕")
        room.wait()
        picture("1-conversation")

        # The server is stopped. Both windows say so, and what is written waits.
        server.ask("stop")
        until(lambda: all(room.banners()), room.banners)
        room.say("анна", "Сервер молчит… 🤔", early=True)
        room.say("boris", "Напишу пока так", early=True)
        picture("2-server-stopped")

        # It is started again: they come back into the channel by themselves, nothing is missing.
        server.ask("start", PORT)
        until(lambda: server.ask("port") == PORT, lambda: server.ask("log"))
        until(room.together, room.banners)
        room.wait()
        room.say("анна", "Снова вместе 🎉")
        room.wait()
        assert room.banners() == ["", ""]
        picture("3-server-back")

        # The cable is out for ten seconds, while both go on writing.
        two.cable(plugged=False)
        for number in range(1, 6):
            room.say("анна", f"анна без кабеля {number} 🔌")
            room.say("boris", f"boris без кабеля {number}")
            time.sleep(2)
        picture("4-cable-out")
        two.cable(plugged=True)
        room.wait()
        until(room.together, room.banners)
        room.say("boris", "Кабель на месте 👍")
        room.wait()
        picture("5-cable-back")

        assert server.ask("faults") == []

        # The windows are closed; nothing is left running and nothing was complained about.
        for running in (anna, boris, server):
            assert running.end() == 0, running.stderr()
            assert running.stderr() == ""
