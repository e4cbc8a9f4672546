"""A screen and an accessibility bus of a test's own, and the two programs that meet there."""

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

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
SYSTEM_PYTHON = "/usr/bin/python3"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


def why_not() -> str:
    """What is missing for a bus; "" where all is there."""
    for name in ("Xvfb", "dbus-daemon", SYSTEM_PYTHON):
        if shutil.which(name) is None:
            return f"there is no {name}"
    if not any(Path(launcher).exists() for launcher in _LAUNCHERS):
        return "there is no at-spi2-core"
    asked = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
        check=False,
        capture_output=True,
    )
    return "" if asked.returncode == 0 else "python3-gi or gir1.2-atspi-2.0 is missing"


def _told(reading: int) -> str:
    """The line that a program writes when it is ready."""
    with os.fdopen(reading) as pipe:
        return pipe.readline().strip()


@contextlib.contextmanager
def bus(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that share a screen and a bus."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    env = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(folder),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "NO_AT_BRIDGE": "0",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "en",
    }
    for name in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "QT_ACCESSIBILITY", "QT_SCALE_FACTOR"):
        env.pop(name, None)
    with contextlib.ExitStack() as stack:

        def start(*command: str) -> str:
            reading, writing = os.pipe()
            full = [word.replace("%fd", str(writing)) for word in command]
            running = subprocess.Popen(
                full,
                pass_fds=[writing],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(running.wait, 20)
            stack.callback(running.terminate)
            os.close(writing)
            return _told(reading)

        screen = start(
            "Xvfb", "-displayfd", "%fd", "-screen", "0", "1400x900x24", "-nolisten", "tcp"
        )
        if not screen:
            pytest.skip("Xvfb does not start")
        env["DISPLAY"] = f":{screen}"
        address = start("dbus-daemon", "--session", "--nofork", "--print-address=%fd")
        if not address:
            pytest.skip("dbus-daemon does not start")
        env["DBUS_SESSION_BUS_ADDRESS"] = address
        yield env


class Side:
    """One of the two programs: JSON lines go in, JSON lines come out."""

    def __init__(self, command: list[str], env: dict[str, str], log: Path) -> None:
        self._name = log.stem
        self._log = log.open("w+b")
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=env,
            cwd=ROOT,
        )

    def ask(self, what: str, *arguments: object) -> Any:
        """Have something done, and wait for the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = json.dumps({"do": what, "with": arguments}) + "\n"
        line = b""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(request.encode())
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        if not line:
            pytest.fail(f"{self._name} has ended at {what}{arguments}: {self.stderr()}")
        answer = json.loads(line)
        if "fault" in answer:
            pytest.fail(f"{self._name}: {what}{arguments}: {answer['fault']}")
        return answer["answer"]

    def stderr(self) -> str:
        """What it complained of."""
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")

    def end(self) -> int:
        """Let it end; its exit status, -9 where it had to be killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stdout.close()
            self._log.close()


def until(true: Callable[[], Any]) -> Any:
    """Ask again and again until it is so; the answer."""
    end = time.monotonic() + PATIENCE_S
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


def program(env: dict[str, str], folder: Path) -> Side:
    """Besedka, on the bus."""
    env = {**env, "QT_QPA_PLATFORM": "xcb", "BESEDKA_CONFIG_DIR": str(folder / "config")}
    return Side([sys.executable, "-m", "tests.e2e.at_spi_stage"], env, folder / "besedka.log")


def walker(env: dict[str, str], folder: Path) -> Side:
    """The assistive program."""
    script = Path(__file__).with_name("at_spi_walker.py")
    return Side([SYSTEM_PYTHON, str(script)], env, folder / "walker.log")
