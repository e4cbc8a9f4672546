"""The lines of one program that repeats a session of the lab."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from core.lab.program_ports import Answers
from core.lab.session import LabCall, LabSocket
from core.lab.sources import address_source, arguments_source, imports_of
from core.net.trace import CallError

_SHOWN = frozenset({"getsockname", "getpeername", "getsockopt", "gethostname", "getaddrinfo"})
"""Calls that are made for their result: the program prints it."""
_MAKERS = frozenset({"socket", "socketpair"})
_REUSE = "setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words in a saved program; a window gives them in its language. All but the first two
    are comments."""

    connection_from: str = "Got connection from"
    message_from: str = "Message from"
    leftover_file: str = "the file that an earlier run left"
    chosen_port: str = "the port that the system chose"
    run_again: str = "so that it can be run again at once"
    in_a_thread: str = "waits in a thread of its own, as in the lab"
    after_close: str = "was in the kernel while its socket was closed"


class Lines:
    """Collects the calls of one program, in their order."""

    def __init__(
        self,
        sockets: Mapping[int, LabSocket],
        ports: Mapping[int, int],
        answers: Answers,
        phrases: Phrases,
    ) -> None:
        self._sockets = sockets
        self._ports = ports
        self._answers = answers
        self._phrases = phrases
        self._lines: list[str] = []
        self._where: dict[int, int] = {}
        self._imports: set[str] = set()
        self._closed: set[int] = set()
        self._peers: dict[int, str] = {}  # number of a recvfrom → the name of its address
        self._bound: set[int] = set()
        self._reusing: set[int] = set()
        self._waits: list[tuple[LabCall, str]] = []

    def finish(self) -> tuple[str, dict[int, int]]:
        """The text, and the line (from 1) of each call."""
        last = self._waits[-1][0].number if self._waits else 0
        for call, line in self._waits:
            self._put(call, line if call.number == last else self._in_thread(line))
        plain = sorted(name for name in self._imports if name != "pathlib")
        head = [f"import {name}" for name in plain]
        if "pathlib" in self._imports:
            head.append("from pathlib import Path")
        if head:
            head.append("")
        where = {number: line + len(head) for number, line in self._where.items()}
        return "\n".join((*head, *self._lines)) + "\n", where

    def add(self, call: LabCall) -> None:
        """The next call."""
        if call.error is not None:
            self._comment(call, _error_words(call.error))
        elif call.socket in self._closed and call.name != "close":
            self._comment(call, self._phrases.after_close)
        elif call.name in _MAKERS:
            self._put(call, call.python)
            self._imports.add("socket")
        else:
            self._needs(call)
            for line in self._before(call):
                self._lines.append(line)
            line = self._line(call)
            if not call.over:
                self._wait(call, line)
                return
            self._put(call, line)
            self._lines += self._after(call)
            if call.name == "close":
                self._closed.add(call.socket)

    # --- one call -----------------------------------------------------------------------------

    def _line(self, call: LabCall) -> str:
        python = self._python(call)
        match call.name:
            case "accept":
                names = [self._sockets[number].name for number in call.made]
                if names:
                    return f"{names[0]}, {_address_of(names[0])} = {python}"
                return f"print({python})"
            case "recv":
                text = call.over and _is_text(call.data)
                return f"print({python}.decode())" if text else f"print({python})"
            case "recvfrom":
                if not call.over:
                    return f"print({python})"
                number = len(self._peers) + 1
                self._peers[call.number] = f"peer{number}"
                return f"data{number}, peer{number} = {python}"
            case "send" | "sendto" if call.over and len(call.data) < _given(call):
                return f"print({python})"  # it took less than it was given
        return f"print({python})" if call.name in _SHOWN else python

    def _python(self, call: LabCall) -> str:
        """The call itself, with the address of an earlier ``recvfrom`` where it answers that."""
        arguments = dict(call.arguments)
        if call.name in ("sendto", "connect"):
            earlier = self._answers.to(call)
            if earlier is not None and earlier.number in self._peers:
                whole = arguments_source(call.name, arguments)
                before = whole.removesuffix(address_source(arguments))
                name = self._sockets[call.socket].name
                return f"{name}.{call.name}({before}{self._peers[earlier.number]})"
        if call.name == "bind" and call.socket in self._ports:
            port = str(self._ports[call.socket])
            return f"{self._sockets[call.socket].name}.bind(({arguments['host'].source}, {port}))"
        return call.python

    def _before(self, call: LabCall) -> list[str]:
        """What a program needs that the lab did not, ahead of a call."""
        if not call.socket:
            return []
        sock = self._sockets[call.socket]
        lines: list[str] = []
        if call.name == "setsockopt" and "SO_REUSEADDR" in call.python:
            self._reusing.add(call.socket)
        if call.name == "bind":
            self._bound.add(call.socket)
            lines += self._reuse(sock)
            path = dict(call.arguments).get("path")
            if path is not None and not str(path.value).startswith("\0"):
                self._imports.add("pathlib")
                lines.append(f"if Path({path.source}).is_socket():{self._note('leftover_file')}")
                lines.append(f"    Path({path.source}).unlink()")
        elif call.name in ("listen", "connect", "send", "sendto", "recv", "recvfrom"):
            port = self._ports.get(call.socket)
            if port is not None and call.socket not in self._bound:
                self._bound.add(call.socket)
                lines += self._reuse(sock)
                lines.append(f"{sock.name}.bind(('', {port})){self._note('chosen_port')}")
        return lines

    def _reuse(self, sock: LabSocket) -> list[str]:
        """A listener's port stays taken for a minute after the server closed a connection first
        (TIME_WAIT); not on Windows, where the option means something else."""
        wanted = sock.backlog is not None and sock.family_name in ("AF_INET", "AF_INET6")
        if not wanted or sock.number in self._reusing or sys.platform == "win32":
            return []
        return [f"{sock.name}.{_REUSE}{self._note('run_again')}"]

    def _after(self, call: LabCall) -> list[str]:
        """The prints of what was seen."""
        if call.name == "accept" and call.made:
            name = _address_of(self._sockets[call.made[0]].name)
            return [f"print({self._phrases.connection_from!r}, {name})"]
        if call.name == "recvfrom":
            peer = self._peers[call.number]
            data = peer.replace("peer", "data")
            shown = f"{data}.decode()" if _is_text(call.data) else data
            return [f"print({self._phrases.message_from!r}, {peer}, {shown})"]
        if call.name == "bind" and call.socket in self._ports and call.argument("port") == 0:
            self._lines[-1] += self._note("chosen_port")
        return []

    # --- calls that have not returned ---------------------------------------------------------

    def _wait(self, call: LabCall, line: str) -> None:
        """It is the last line, or waits in a thread where others come after it."""
        self._waits.append((call, line))

    def _in_thread(self, line: str) -> str:
        self._imports.add("threading")
        start = f"threading.Thread(target=lambda: {line}).start()"
        return start + self._note("in_a_thread")

    # --- putting down -------------------------------------------------------------------------

    def _needs(self, call: LabCall) -> None:
        self._imports.update(imports_of(call.name, dict(call.arguments)))
        if not call.socket or "socket." in call.python:
            self._imports.add("socket")

    def _put(self, call: LabCall, line: str) -> None:
        self._lines.append(line)
        self._where[call.number] = len(self._lines)

    def _comment(self, call: LabCall, words: str) -> None:
        self._put(call, f"# {call.python}")
        self._lines.append(f"#   {_one_line(words)}")

    def _note(self, phrase: str) -> str:
        words = _one_line(str(getattr(self._phrases, phrase)))
        return f"  # {words}" if words else ""


def _address_of(name: str) -> str:
    """The name for the address of what was accepted: addr1 for c1."""
    return "addr" + name.lstrip("c")


def _error_words(error: CallError) -> str:
    number = f"[Errno {error.code}] " if error.code else ""
    return f"{error.kind}: {number}{error.text}"


def _one_line(words: str) -> str:
    """Words that can stand behind a # whatever is in them."""
    line = " ".join(words.split())
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def _is_text(data: bytes) -> bool:
    """Whether the bytes are a text that can be printed."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return bool(text) and all(letter.isprintable() or letter in "\r\n\t" for letter in text)


def _given(call: LabCall) -> int:
    data = call.argument("data")
    return len(data) if isinstance(data, bytes) else 0
