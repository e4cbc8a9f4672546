"""Programs of learners: whatever they do, they can be stopped, and leave nothing behind."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.core.lab.lesson_folders import make_lesson, open_files, started

_LISTEN = """
import socket
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', 12345))
s.listen(1)
"""
_CONNECT = """
import socket
s = socket.socket()
s.connect(('127.0.0.1', 12345))
"""
_WAIT = '\n[[step]]\nid = "go"\ndo = ["all run"]\n'
_SERVER_FIRST = '\n[[step]]\nid = "go"\ndo = ["server through listen", "all run"]\n'
_FREE = '\n[[step]]\nid = "go"\ndo = ["all run free"]\n'

NASTY = {
    "a loop without an end": ("while True: pass", ""),
    "a loop that swallows everything": (
        "while True:\n    try:\n        x = 1\n    except BaseException:\n        pass", ""),
    "a long sleep": ("import time\ntime.sleep(1000)", ""),
    "a blocked accept": (_LISTEN + "s.accept()", ""),
    "a blocked recv": (_LISTEN + "c, a = s.accept()\nc.recv(10)", _CONNECT + "s.recv(10)"),
    "a blocked datagram": (
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.bind(('127.0.0.1', 12345))\ns.recvfrom(10)", ""),
    "a sendall without an end": (
        _LISTEN + "c, a = s.accept()\nimport time\ntime.sleep(1000)",
        _CONNECT + "s.sendall(b'x' * 50_000_000)"),
    "a connect without an answer": (
        _LISTEN + "import time\ntime.sleep(1000)",
        "import socket\nkept = []\nwhile True:\n    s = socket.socket()\n    kept.append(s)\n"
        "    s.connect(('127.0.0.1', 12345))\n"),
    "closed while another thread receives": (
        _LISTEN + "import threading\nc, a = s.accept()\n"
        "t = threading.Thread(target=c.recv, args=(10,))\nt.start()\n"
        "import time\ntime.sleep(0.05)\nc.close()\nt.join()",
        _CONNECT + "import time\ntime.sleep(1000)"),
    "closed while another thread accepts": (
        _LISTEN + "import threading\nt = threading.Thread(target=s.accept)\nt.start()\n"
        "import time\ntime.sleep(0.05)\ns.close()\nt.join()", ""),
    "threads that stay": (
        "import threading, time\n"
        "for n in range(20):\n    threading.Thread(target=time.sleep, args=(1000,)).start()", ""),
    "daemons that stay": (
        _LISTEN + "import threading\n"
        "for n in range(5):\n    threading.Thread(target=s.accept, daemon=True).start()", ""),
    "a lock that nobody gives back": (
        "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()", ""),
    "an event that never comes": ("import threading\nthreading.Event().wait()", ""),
    "a queue that stays empty": ("import queue\nqueue.Queue().get()", ""),
    "a barrier that stays open": ("import threading\nthreading.Barrier(2).wait()", ""),
    "input that never comes": ("input('name? ')", ""),
    "everything printed": ("while True: print('x' * 1000)", ""),
    "sockets that nobody closes": (
        "import socket\nkept = [socket.socket() for n in range(30)]\nx = 1 / 0", ""),
    "sockets that nobody holds": (
        "import socket\nfor n in range(30):\n    socket.socket().bind(('127.0.0.1', 0))", ""),
    "select that waits": (
        _LISTEN + "import select\nselect.select([s], [], [])", ""),
    "a server of the library": (
        "import socketserver\nclass H(socketserver.BaseRequestHandler):\n    pass\n"
        "socketserver.ThreadingTCPServer(('127.0.0.1', 12345), H).serve_forever()", ""),
    "a web server": (
        "from http.server import HTTPServer, BaseHTTPRequestHandler as H\n"
        "HTTPServer(('127.0.0.1', 12345), H).serve_forever()", ""),
    "an answer that a library waits for": (
        _LISTEN + "c, a = s.accept()\nc.recv(0)\nimport time\ntime.sleep(99)",
        "import http.client\nc = http.client.HTTPConnection('127.0.0.1', 12345)\n"
        "c.request('GET', '/')\nc.getresponse()"),
    "a way out": ("import os\nos._exit(3)", "import sys\nsys.exit('bye')"),
    "an error in a thread": (
        "import threading\nthreading.Thread(target=lambda: 1 / 0).start()", "raise SystemExit"),
    "a thread that cannot be stopped politely": (
        "import threading\ndef f():\n    while True:\n        try:\n            sum(range(100))\n"
        "        except:\n            pass\nthreading.Thread(target=f).start()", ""),
}  # fmt: skip


@pytest.mark.parametrize("free", [False, True], ids=["stepped", "free"])
@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_program_can_be_stopped(
    name: str, free: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.lab.runner_world.SENTENCE_S", 0.3)
    monkeypatch.setattr("core.lab.runner_drives.SENTENCE_S", 0.3)
    server, client = NASTY[name]
    lesson = make_lesson(tmp_path / "1", _FREE if free else _WAIT, server=server, client=client)
    threads, files = threading.active_count(), open_files()
    with started(lesson) as run:
        run.do(0)
    assert threading.active_count() <= threads
    assert open_files() <= files


def test_an_exception_ends_the_program_and_is_told_with_its_line(tmp_path: Path) -> None:
    source = "def f(x):\n    return 1 / x\n\nf(0)\n"
    with started(make_lesson(tmp_path / "1", _WAIT, server=source)) as run:
        report = run.do(0)
    (view,) = report.actors
    assert view.state == "finished"
    assert view.failure is not None
    assert (view.failure.kind, view.failure.line) == ("ZeroDivisionError", 2)
    assert view.failure.traceback.splitlines() == [
        "Traceback (most recent call last):",
        '  File "server.py", line 4, in <module>',
        "    f(0)",
        '  File "server.py", line 2, in f',
        "    return 1 / x",
        "ZeroDivisionError: division by zero",
    ]


def test_what_it_prints_is_kept_with_its_line(tmp_path: Path) -> None:
    source = "import sys\nprint('a', 'b', sep='-')\nsys.stdout.write('c\\n')\nprint(b'x')\n"
    with started(make_lesson(tmp_path / "1", _WAIT, server=source)) as run:
        run.do(0)
        outputs = run.outputs()
    assert [(output.text, output.line) for output in outputs] == [
        ("a-b\n", 2), ("c\n", 3), ("b'x'\n", 4)]  # fmt: skip


def test_input_gets_what_the_lesson_types(tmp_path: Path) -> None:
    steps = """
[[step]]
id = "ask"
do = ["server runs"]
expect = ["server.state == waiting", "server.output == 'name? '"]

[[step]]
id = "answer"
do = ["server types 'Аня'", "server runs"]
expect = ["server.output == 'hello Аня'"]
"""
    source = "name = input('name? ')\nprint('hello', name)\n"
    with started(make_lesson(tmp_path / "1", steps, server=source)) as run:
        assert run.do(0).ok
        assert run.do(1).ok


def test_threads_are_actors_and_the_program_waits_for_them(tmp_path: Path) -> None:
    steps = """
[[step]]
id = "two"
do = ["server through listen", "all run"]
expect = [
  "server[1].recv.data == b'one'", "server[2].recv.data == b'two'",
  "server.state == finished", "server.output == 'two done'",
]
"""
    server = (
        _LISTEN + "import threading, queue\nq = queue.Queue()\nlock = threading.Lock()\n"
        "def serve(c):\n    data = c.recv(10)\n    with lock:\n        q.put(data)\n    c.close()\n"
        "for n in range(2):\n    c, a = s.accept()\n"
        "    threading.Thread(target=serve, args=(c,)).start()\n"
        "q.get()\nq.get()\nprint('two done')\n"
    )  # fmt: skip
    with started(
        make_lesson(
            tmp_path / "1",
            steps,
            server=server,
            client=_CONNECT + "s.send(b'one')\ns.close()\n",
            client2=_CONNECT + "s.send(b'two')\ns.close()\n",
        )
    ) as run:
        report = run.do(0)
    assert report.ok, (report.problems, report.checks)


def test_a_socket_that_is_dropped_is_closed_as_python_does(tmp_path: Path) -> None:
    steps = _SERVER_FIRST + "expect = [\"client.recv.data == b''\"]\n"
    server = _LISTEN + "def serve():\n    c, a = s.accept()\nserve()\ninput()\n"
    with started(
        make_lesson(tmp_path / "1", steps, server=server, client=_CONNECT + "s.recv(10)\n")
    ) as run:
        report = run.do(0)
    assert report.ok, report.checks
    assert any(event.call == "close" and event.by_python for event in report.events)


def test_tls_shows_the_records_of_the_socket_below(tmp_path: Path) -> None:
    """Without a certificate the handshake ends with an alert: real bytes on a real socket."""
    server = (
        _LISTEN + "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
        "c, a = s.accept()\ncontext.wrap_socket(c, server_side=True)\n"
    )
    client = (
        "import socket, ssl\ncontext = ssl.create_default_context()\n"
        "s = socket.create_connection(('127.0.0.1', 12345))\n"
        "context.wrap_socket(s, server_hostname='localhost')\n"
    )
    with started(make_lesson(tmp_path / "1", _SERVER_FIRST, server=server, client=client)) as run:
        report = run.do(0)
    names = {actor.number: actor.name for actor in report.actors}
    sent = [e for e in report.events if e.call == "sendall" and names[e.actor] == "client"]
    assert sent[0].data[:2] == b"\x16\x03"  # a handshake record
    assert (sent[0].file, sent[0].line) == ("client.py", 4)
    failures = {actor.name: actor.failure for actor in report.actors}
    assert failures["server"] is not None
    assert failures["server"].kind == "SSLError"


def test_libraries_make_sockets_that_are_seen(tmp_path: Path) -> None:
    server = """
import socketserver

class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline().upper())

with socketserver.TCPServer(('127.0.0.1', 12345), Echo) as server:
    server.handle_request()
"""
    client = (
        _CONNECT + "s.sendall(b'hello\\n')\nprint(s.makefile().readline().strip())\ns.close()\n"
    )
    with started(make_lesson(tmp_path / "1", _SERVER_FIRST, server=server, client=client)) as run:
        report = run.do(0)
    assert report.ok, report.problems
    assert "HELLO\n" in [output.text for output in report.outputs]
    numbers = {actor.number for actor in report.actors if actor.name == "server"}
    calls = {event.call for event in report.events if event.actor in numbers}
    assert {"bind", "listen", "accept", "recv_into", "sendall", "close"} <= calls
    assert all(event.file != "server.py" or event.line for event in report.events)


@pytest.mark.parametrize("module", ["asyncio", "multiprocessing", "subprocess"])
def test_what_no_lesson_can_show_says_so(tmp_path: Path, module: str) -> None:
    with started(make_lesson(tmp_path / "1", _WAIT, server=f"import {module}\n")) as run:
        (view,) = run.do(0).actors
    assert view.failure is not None
    assert view.failure.text == (
        f"ImportError: a lesson cannot see and stop what {module} does; use socket and threading"
    )


def test_a_name_that_is_looked_up_for_long_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing wakes getaddrinfo(3): the lesson ends without it."""
    answer = threading.Event()

    def look_up(*_: object) -> object:
        answer.wait()
        raise OSError("too late")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    source = "import socket\nsocket.getaddrinfo('example.org', 80)\nwhile True: pass\n"
    lesson = make_lesson(tmp_path / "1", _WAIT.replace("all run", "server calls 1"), server=source)
    try:
        with started(lesson) as run:
            threading.Timer(0.2, run.interrupt).start()
            run.do(0)
            assert [view.call for view in run.actors()] == ["getaddrinfo"]
        (left,) = [t for t in threading.enumerate() if t.name == "lesson-server"]
    finally:
        answer.set()
    left.join(10)
    assert not left.is_alive()


def test_a_notified_thread_that_waits_for_the_lock_is_at_rest(tmp_path: Path) -> None:
    """The one that notified holds the lock, and stands before a call."""
    source = """
import socket, threading
s = socket.socket()
ready = threading.Condition()
seen = []

def wait():
    with ready:
        ready.wait_for(lambda: seen)
        print('seen', seen)

t = threading.Thread(target=wait)
t.start()
with ready:
    seen.append(1)
    ready.notify()
    s.close()
t.join()
"""
    steps = """
[[step]]
id = "held"
do = ["server calls 1"]
expect = ["server.call == close", "server[1].state == waiting", "server[1].output == ''"]

[[step]]
id = "goes"
do = ["server ends"]
expect = ["server[1].output == 'seen [1]'", "server.failed == None"]
"""
    with started(make_lesson(tmp_path / "1", steps, server=source)) as run:
        for number in range(2):
            report = run.do(number)
            assert report.ok, (report.problems, report.checks)
