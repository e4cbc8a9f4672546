"""Sessions of the lab as programs: they run under plain Python and do the same again."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.lab.python_text import Phrases
from core.lab.values import PayloadKind, Value, read_payload
from core.threads.lab_threads import Lab
from tests.core.threads.lab_helpers import Hand, needs_ipv6, needs_unix
from tests.ports import free_port

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def lab(qtbot: QtBot) -> Iterator[Lab]:
    lab = Lab()
    yield lab
    lab.stop()


@pytest.fixture
def hand(lab: Lab) -> Hand:
    return Hand(lab)


def text(words: str, ending: str = "") -> Value:
    value = read_payload(words, PayloadKind.TEXT, ending=ending)
    assert isinstance(value, Value)
    return value


class Programs:
    """The saved files, run by the interpreter as a person would."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        for name, source in files.items():
            (folder / name).write_text(source, encoding="utf-8")

    def start(self, name: str) -> subprocess.Popen[str]:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-u", name],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.running.append(process)
        return process

    def serve_and_ask(self, ready: Callable[[], bool]) -> tuple[str, str]:
        """What server.py and client.py print; the client starts when ``ready``."""
        server = self.start("server.py")
        deadline = time.monotonic() + 20
        while not ready():
            assert server.poll() is None, server.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        asked = self.end(self.start("client.py"))
        return self.end(server), asked

    @staticmethod
    def end(process: subprocess.Popen[str]) -> str:
        out, errors = process.communicate(timeout=30)
        assert process.returncode == 0 and not errors, errors
        return out


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Programs]]:
    made: list[Programs] = []

    def programs(files: dict[str, str]) -> Programs:
        folder = tmp_path / f"programs{len(made)}"
        folder.mkdir()
        made.append(Programs(folder, files))
        return made[-1]

    yield programs
    for each in made:
        for process in each.running:
            if process.poll() is None:
                process.kill()
                process.communicate()


def in_table(table: str, port: int, state: str) -> bool:
    """Whether a socket of that port stands in /proc/net/tcp or udp (proc(5))."""
    rows = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    found = [row.split() for row in rows]
    return any(int(row[1].rpartition(":")[2], 16) == port and row[3] == state for row in found)


def listens(port: int) -> Callable[[], bool]:
    return lambda: in_table("tcp", port, "0A")


def is_bound(port: int) -> Callable[[], bool]:
    return lambda: in_table("udp", port, "07")


def first_session(hand: Hand, port: int, words: str) -> None:
    server, client = hand.make(), hand.make()
    hand.ok(server, "bind", host="", port=port)
    hand.ok(server, "listen", backlog=5)
    waits = hand.press(server, "accept")
    hand.ok(client, "connect", host="127.0.0.1", port=port)
    accepted = hand.result(waits).made[0]
    hand.ok(accepted, "send", data=text(words))
    hand.ok(accepted, "close")
    hand.ok(client, "recv", size=1024)
    hand.ok(client, "close")
    hand.ok(server, "close")


def test_the_first_server_and_client_are_what_one_would_write(hand: Hand) -> None:
    port = free_port()
    first_session(hand, port, "Thank you for connecting")
    files = hand.lab.save()
    assert list(files) == ["server.py", "client.py"]
    if sys.platform != "win32":
        assert files["server.py"] == (
            "import socket\n"
            "\n"
            "s1 = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n"
            "s1.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)"
            "  # so that it can be run again at once\n"
            f"s1.bind(('', {port}))\n"
            "s1.listen(5)\n"
            "c1, addr1 = s1.accept()\n"
            "print('Got connection from', addr1)\n"
            "c1.send('Thank you for connecting'.encode())\n"
            "c1.close()\n"
            "s1.close()\n"
        )
    assert files["client.py"] == (
        "import socket\n"
        "\n"
        "s2 = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n"
        f"s2.connect(('127.0.0.1', {port}))\n"
        "print(s2.recv(1024).decode())\n"
        "s2.close()\n"
    )


@linux
@pytest.mark.parametrize("words", ["Thank you for connecting", "Спасибо за подключение"])
def test_the_saved_first_session_does_the_same(
    hand: Hand, run: Callable[[dict[str, str]], Programs], words: str
) -> None:
    port = free_port()
    first_session(hand, port, words)
    files = hand.lab.save(Phrases(connection_from="Соединение от"))
    hand.lab.stop()
    for _ in range(2):  # and again at once, although the server closed first
        server, client = run(files).serve_and_ask(listens(port))
        assert server.startswith("Соединение от ('127.0.0.1', ")
        assert client == words + "\n"


@linux
def test_a_dialogue_and_what_was_refused(
    hand: Hand, run: Callable[[dict[str, str]], Programs]
) -> None:
    port = free_port()
    client, server = hand.make(), hand.make()
    hand.raises(client, "connect", host="127.0.0.1", port=port)
    hand.ok(server, "bind", host="127.0.0.1", port=port)
    hand.raises(server, "accept")
    hand.ok(server, "listen", backlog=None)
    hand.ok(client, "connect", host="127.0.0.1", port=port)
    accepted = hand.ok(server, "accept").made[0]
    waits = hand.press(accepted, "recv", size=100)
    hand.ok(client, "sendall", data=text("Как дела?", "\r\n"))
    hand.result(waits)
    hand.raises(accepted, "send", data=read_payload("Привет", PayloadKind.STR))
    hand.ok(accepted, "sendall", data=b"\xff\x00")
    hand.ok(accepted, "shutdown", how="SHUT_WR")
    hand.ok(client, "recv", size=5)
    hand.ok(client, "recv", size=5)
    hand.ok(client, "getpeername")
    files = hand.lab.save()
    assert (
        f"# s1.connect(('127.0.0.1', {port}))\n"
        "#   ConnectionRefusedError: [Errno 111] Connection refused\n"
    ) in files["client.py"]
    assert "# s2.accept()\n#   OSError: [Errno 22] Invalid argument\n" in files["server.py"]
    assert (
        "# c1.send('Привет')\n"
        "#   TypeError: a bytes-like object is required, not 'str'\n"
        "c1.sendall(b'\\xff\\x00')\n"
    ) in files["server.py"]
    hand.lab.stop()
    server_text, client_text = run(files).serve_and_ask(listens(port))
    assert server_text.splitlines()[1:] == ["Как дела?", ""]
    assert client_text == f"b'\\xff\\x00'\nb''\n('127.0.0.1', {port})\n"


@linux
def test_datagrams_answer_to_whom_they_came_from(
    hand: Hand, run: Callable[[dict[str, str]], Programs]
) -> None:
    port = free_port()
    server, client = hand.make(kind="SOCK_DGRAM"), hand.make(kind="SOCK_DGRAM")
    hand.ok(server, "bind", host="127.0.0.1", port=port)
    hand.ok(client, "sendto", data=text("Кто там?"), host="127.0.0.1", port=port)
    host, its_port = hand.ok(server, "recvfrom", size=1024).value[1]
    hand.ok(server, "sendto", data=text("Это я"), host=host, port=its_port)
    hand.ok(client, "recvfrom", size=1024)
    files = hand.lab.save()
    assert "s1.sendto('Это я'.encode(), peer1)" in files["server.py"]
    assert str(its_port) not in files["server.py"]
    hand.lab.stop()
    server_text, client_text = run(files).serve_and_ask(is_bound(port))
    assert server_text.startswith("Message from ('127.0.0.1', ")
    assert server_text.endswith(" Кто там?\n")
    assert client_text == f"Message from ('127.0.0.1', {port}) Это я\n"


@linux
@needs_ipv6
def test_two_clients_and_a_server_that_waits_for_a_third(
    hand: Hand, run: Callable[[dict[str, str]], Programs]
) -> None:
    port = free_port()
    server, first, second = hand.make("AF_INET6"), hand.make("AF_INET6"), hand.make("AF_INET6")
    hand.ok(server, "bind", host="::1", port=port)
    hand.ok(server, "listen", backlog=5)
    waits = hand.press(server, "accept")
    for client in (first, second):
        hand.ok(client, "connect", host="::1", port=port)
        accepted = hand.result(waits).made[0]
        waits = hand.press(server, "accept")
        hears = hand.press(accepted, "recv", size=100)
        hand.ok(client, "sendall", data=text("Я"))
        hand.result(hears)
        hand.ok(accepted, "sendall", data=text("Привет"))
        hand.ok(client, "recv", size=100)
        hand.ok(client, "close")
    files = hand.lab.save()
    hand.lab.stop()
    programs = run(files)
    server_program = programs.start("server.py")
    deadline = time.monotonic() + 20
    while not in_table("tcp6", port, "0A"):
        assert time.monotonic() < deadline and server_program.poll() is None
        time.sleep(0.01)
    assert programs.end(programs.start("client.py")) == "Привет\nПривет\n"
    assert server_program.poll() is None  # it waits in accept, as it does in the lab
    server_program.kill()
    printed = server_program.communicate(timeout=20)[0].splitlines()
    assert [line.split("(")[0] for line in printed] == ["Got connection from ", "Я"] * 2


@linux
def test_connected_datagrams(hand: Hand, run: Callable[[dict[str, str]], Programs]) -> None:
    port = free_port()
    client, server = hand.make(kind="SOCK_DGRAM"), hand.make(kind="SOCK_DGRAM")
    hand.ok(server, "bind", host="", port=port)
    hand.ok(client, "connect", host="localhost", port=port)
    hand.ok(client, "send", data=text("раз"))
    hand.ok(client, "send", data=text("два"))
    peer = hand.ok(server, "recvfrom", size=100).value[1]
    hand.ok(server, "recv", size=2)
    hand.ok(server, "connect", host=peer[0], port=peer[1])
    hand.ok(server, "send", data=b"ok")
    hand.ok(client, "recv", size=10)
    files = hand.lab.save()
    assert "s2.connect(peer1)\n" in files["server.py"]
    hand.lab.stop()
    server_text, client_text = run(files).serve_and_ask(is_bound(port))
    assert server_text.splitlines()[-1] == "д"
    assert client_text == "ok\n"


@linux
def test_a_port_that_the_system_chose_is_the_same_in_both_programs(
    hand: Hand, run: Callable[[dict[str, str]], Programs]
) -> None:
    _, client, accepted = hand.connected()
    hand.ok(accepted, "sendall", data=b"ok")
    hand.ok(client, "recv", size=10)
    port = hand.port(1)
    files = hand.lab.save()
    assert (
        f"s1.bind(('127.0.0.1', {port}))  # the port that the system chose\n" in files["server.py"]
    )
    hand.lab.stop()
    assert run(files).serve_and_ask(listens(port))[1] == "ok\n"


@linux
@needs_unix
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_unix_sockets_too(
    hand: Hand, run: Callable[[dict[str, str]], Programs], tmp_path: Path, kind: str
) -> None:
    path, other = str(tmp_path / "сокет"), str(tmp_path / "b")
    server, client = hand.make("AF_UNIX", kind), hand.make("AF_UNIX", kind)
    hand.ok(server, "bind", path=path)
    if kind == "SOCK_STREAM":
        hand.ok(server, "listen", backlog=1)
        hand.ok(client, "connect", path=path)
        hand.ok(client, "sendall", data=text("Привет"))
        answerer = hand.ok(server, "accept").made[0]
        hand.ok(answerer, "recv", size=1024)
        hand.ok(answerer, "send", data=text("И тебе"))
        hand.ok(client, "recv", size=1024)
    else:
        hand.ok(client, "bind", path=other)
        hand.ok(client, "sendto", data=text("Привет"), path=path)
        hand.ok(server, "recvfrom", size=1024)
        hand.ok(server, "sendto", data=text("И тебе"), path=other)
        hand.ok(client, "recvfrom", size=1024)
    files = hand.lab.save()
    hand.lab.stop()
    assert not Path(path).exists()

    def ready() -> bool:
        rows = Path("/proc/net/unix").read_text().splitlines()
        found = next((row.split() for row in rows if row.endswith(f" {path}")), None)
        return found is not None and (kind == "SOCK_DGRAM" or found[3] == "00010000")  # listens

    for _ in range(2):  # the second time the file of the first is there
        server_text, client_text = run(files).serve_and_ask(ready)
        assert server_text.endswith("Привет\n")
        assert client_text.endswith("И тебе\n")


@needs_unix
def test_a_pair_is_one_program(hand: Hand, run: Callable[[dict[str, str]], Programs]) -> None:
    pair = hand.lab.create_pair("AF_UNIX", "SOCK_STREAM")
    assert isinstance(pair, tuple)
    waits = hand.press(pair[1].number, "recv", size=1024)
    hand.ok(pair[0].number, "sendall", data=text("сам себе"))
    hand.result(waits)
    files = hand.lab.save()
    assert list(files) == ["pair.py"]
    programs = run(files)
    assert programs.end(programs.start("pair.py")) == "сам себе\n"


def test_what_has_not_returned_is_the_last_line(hand: Hand) -> None:
    server, _, accepted = hand.connected()
    first = hand.press(accepted, "recv", size=1024)
    last = hand.press(server, "accept")
    hand.ok(server, "getsockname")
    hand.blocked(last)
    file = hand.lab.programs()[0]
    lines = file.text.splitlines()
    assert lines[-2:] == [
        "threading.Thread(target=lambda: print(c1.recv(1024))).start()"
        "  # waits in a thread of its own, as in the lab",
        "print(s1.accept())",
    ]
    assert lines[:2] == ["import socket", "import threading"]
    assert file.lines[last] == len(lines)
    assert file.waiting == {first, last}
    assert file.sockets == ("s1", "c1")
    for number, line in file.lines.items():
        call = hand.lab.calls()[number - 1]
        assert call.name in lines[line - 1]


def test_a_call_that_returned_after_close_stands_before_it(hand: Hand) -> None:
    server, client, accepted = hand.connected()
    waits = hand.press(client, "recv", size=1024)
    hand.blocked(waits)
    hand.ok(client, "close")
    hand.ok(accepted, "sendall", data=b"late")
    assert hand.result(waits).data == b"late"
    assert hand.lab.save()["client.py"].endswith("print(s2.recv(1024).decode())\ns2.close()\n")
    waits = hand.press(server, "accept")
    hand.blocked(waits)
    hand.ok(server, "close")
    assert hand.lab.save()["server.py"].endswith(
        "s1.close()\n# s1.accept()\n#   was in the kernel while its socket was closed\n"
    )


def test_what_programs_need_and_nothing_else(hand: Hand) -> None:
    assert hand.lab.save() == {}
    hand.do(0, "gethostname")
    assert hand.lab.save() == {"session.py": "import socket\n\nprint(socket.gethostname())\n"}
    hand.make(kind="SOCK_DGRAM", proto=socket.IPPROTO_UDP)
    source = hand.lab.save()["session.py"]
    assert source.endswith(
        "s1 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)\n"
    )
    ast.parse(source)
