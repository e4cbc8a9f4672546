"""The command line: what it starts, and a sentence for what it does not understand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core import __version__
from core.net.addresses import ServerAddress
from desktop.command_line import Command, UsageError, help_text, parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Command("launcher")),
        ("server", Command("server")),
        ("client", Command("client")),
        ("client 10.0.0.5", Command("client", ServerAddress("10.0.0.5", 6667))),
        ("client [::1]:7000", Command("client", ServerAddress("::1", 7000))),
        ("client lab --nick anna", Command("client", ServerAddress("lab", 6667), "anna")),
        ("client --nick=учитель lab", Command("client", ServerAddress("lab", 6667), "учитель")),
        ("irc://lab:6668/#a", Command("client", ServerAddress("lab", 6668, "#a"))),
        ("192.168.1.5:7000", Command("client", ServerAddress("192.168.1.5", 7000))),
        ("--nick anna", Command("client", None, "anna")),
        ("--link irc://lab/#a", Command("link", rest=("irc://lab/#a",))),
        ("--link irc://lab --nick x", Command("link", rest=("irc://lab --nick x",))),
        ("--link --self-test", Command("link", rest=("--self-test",))),
        ("--link", Command("launcher")),  # the menu starts the program so
        ("lessons", Command("lessons")),
        ("lessons 3", Command("lessons", rest=("3",))),
        ("serve --port 1 -x", Command("serve", rest=("--port", "1", "-x"))),
        ("--self-test --quick", Command("self-test", rest=("--quick",))),
        ("--version", Command("version")),
        ("-h", Command("help")),
        ("client --help", Command("help")),
    ],
)
def test_what_is_understood(line: str, command: Command) -> None:
    assert parse(line.split()) == command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "“frobnicate”"),
        (["--frobnicate"], "“--frobnicate”"),
        (["server", "now"], "“now”"),
        (["server", "--port"], "“--port”"),
        (["client", "a", "b"], "“b”"),
        (["client", "--port", "1"], "“--port”"),
        (["client", "a", "--nick"], "--nick needs"),
        (["client", "a", "--nick", "a b"], "“a b” is no nickname"),
        (["client", "a", "--nick="], "no nickname"),
        (["client", "a:99999"], "from 1 to 65535"),
        (["client", ""], "is no address"),
        (["lessons", "three"], "“three” is no number of a lesson"),
        (["lessons", "0"], "no number of a lesson"),
        (["lessons", ""], "no number of a lesson"),
        (["lessons", "9" * 5000], "no number of a lesson"),
        (["lessons", "3", "4"], "“4”"),
        (["lessons", "--all"], "“--all”"),
        (["client", "http://a"], "is no address"),
        (["client", "irc://a/#b%20c"], "channel"),
    ],
)
def test_what_is_not_gets_a_sentence(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    assert said in str(caught.value)
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    assert any("а" <= letter <= "я" for letter in str(caught.value))


def test_help_is_in_the_terminals_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert "окно сервера" in help_text()
    monkeypatch.setenv("LC_ALL", "C")
    assert "the server window" in help_text()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_version_and_help_need_no_display() -> None:
    assert run("--version").stdout == f"Besedka {__version__}\n"
    assert "besedka serve" in run("--help").stdout


def test_mistakes_end_with_status_2_and_one_line() -> None:
    done = run("frobnicate")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_a_terminal_without_cyrillic_is_no_reason_to_fail() -> None:
    done = run("--help", LC_ALL="ru_RU", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "сервера" in done.stdout
