"""``besedka serve`` as a process: options, errors in a sentence, a clean stop."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.core.threads.server_helpers import Client, any_certificate
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


USUAL_PORT = (
    "import desktop.serve as s, desktop.serve_options as o, sys;"
    "o.DEFAULT_PORT = %d; sys.exit(s.main(sys.argv[1:]))"
)


def command(*options: str, usual_port: int = 0) -> list[str]:
    if usual_port:
        return [sys.executable, "-c", USUAL_PORT % usual_port, *options]
    return [sys.executable, "-m", "desktop", "serve", *options]


def environment() -> dict[str, str]:
    """No display and no Qt platform: serve needs neither."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    return {**kept, "QT_QPA_PLATFORM": "none-such"}


class Served:
    def __init__(self, *options: str, usual_port: int = 0) -> None:
        self.process = subprocess.Popen(
            command(*options, usual_port=usual_port),
            cwd=ROOT,
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            if "Listening" in line:
                break
        else:
            raise AssertionError(f"it never listened: {self.lines}")
        found = re.search(r":(\d+)[ .]", self.lines[-1].partition("connect to")[2])
        assert found is not None
        self.port = int(found[1])

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it; the rest of the log is in ``lines``."""
        self.process.send_signal(number)
        assert self.process.stderr is not None
        # Not communicate(): it would miss what was read together with the line that we waited for.
        self.lines += self.process.stderr.read().splitlines()
        self.process.stderr.close()
        return self.process.wait(timeout=PATIENCE_S)


@contextlib.contextmanager
def serve(*options: str, usual_port: int = 0) -> Iterator[Served]:
    served = Served(*options, usual_port=usual_port)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.stop()


def refused(*options: str) -> tuple[int, str]:
    """Exit code and the one line on standard error."""
    done = subprocess.run(
        command(*options),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_everything_queued_is_sent(number: int) -> None:
    with serve("--host", "127.0.0.1", "--port", "0") as served:
        with Client(served.port, "anna") as anna, Client(served.port, "boris") as boris:
            anna.join("#a")
            boris.join("#a")
            anna.send(*[f"PRIVMSG #a :{number}" for number in range(500)], "PING :end")
            anna.until("PONG")
            served.process.send_signal(number)
            lines = boris.rest()
            texts = [line.rpartition(":")[2] for line in lines if "PRIVMSG" in line]
            assert texts == [str(number) for number in range(500)]
            assert lines[-1].startswith("ERROR")
        assert served.stop(number) == 0
        assert any("anna" in line for line in served.lines)
        assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S", line) for line in served.lines)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_is_impatient_does_not_spoil_the_clean_end(number: int) -> None:
    with serve("--host", "127.0.0.1", "--port", "0") as served:
        while served.process.poll() is None:
            served.process.send_signal(number)
            time.sleep(0.001)
        assert served.stop(number) == 0
        assert "Stopping." in served.lines[-2]
        assert "has stopped" in served.lines[-1]


def test_options_reach_the_server(tmp_path: Path) -> None:
    motd = tmp_path / "motd.txt"
    motd.write_text("Привет\nкласс\n", encoding="utf-8")
    with serve(
        "--host", "127.0.0.1", "--port", "0", "--name", "My.Little.Server",
        "--network", "Кабинет 214", "--oper", "operuser:operpassword", "--password", "sesame",
        "--data-dir", str(tmp_path / "new" / "data"), "--motd", str(motd), "--greeting", "Hallo",
        "--no-discovery", "--no-flood-control", "--history", "0", "--log-level", "debug",
        "--description", "Кабинет информатики",
    ) as served:  # fmt: skip
        with Client(served.port) as silent:
            assert silent.line() == "Hallo"
        with Client(served.port) as anna:
            anna.send("PASS sesame", "NICK anna", "USER a 0 * :a")
            assert anna.until(" 001 ").startswith(":My.Little.Server ")
            assert "NETWORK=Кабинет\\x20214 " in anna.until("NETWORK=")
            assert anna.until(" 372 ").endswith("Привет")
            anna.send("OPER operuser operpassword")
            anna.until(" 381 ")
            anna.send("LINKS")
            assert anna.until(" 364 ").endswith(":0 Кабинет информатики")
            anna.send("PRIVMSG anna :hi", "PING :end")
            anna.until("PONG")
        with Client(served.port) as stranger:
            stranger.send("NICK stranger", "USER s 0 * :s")
            stranger.until(" 464 ")
        assert (tmp_path / "new" / "data").is_dir()
        assert served.stop() == 0
    assert any("anna writes to anna" in line for line in served.lines)


def test_taken_port_with_and_without_port_option() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, text = refused("--host", "127.0.0.1", "--port", str(port))
        assert code == 1
        assert f"port {port} is taken" in text
        # The default port itself may be anybody's, and may be given back at any moment.
        with serve("--host", "127.0.0.1", usual_port=port) as served:
            assert served.port != port
            assert f"Port {port} is taken" in served.lines[-1]


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--bogus"], "--bogus"),
        (["extra"], "extra"),
        (["--port", "x"], "'x' is no port"),
        (["--port", "65536"], "65536"),
        (["--port", "-1"], "--port"),
        (["--oper", "nopassword"], "NAME:PASSWORD"),
        (["--oper", ":p"], "NAME:PASSWORD"),
        (["--name", "bad name"], "bad name"),
        (["--network", ""], "is no name"),
        (["--network", "x" * 65], "is no name"),
        (["--greeting", "two\nlines"], "control"),
        (["--history", "many"], "many"),
        (["--log-level", "loud"], "loud"),
        (["--motd", "/no/such/file"], "/no/such/file"),
        (["--data-dir", "/dev/null/x"], "/dev/null/x"),
        (["--oper", "root:$argon2id$half"], "no whole argon2id hash"),
        (["--websocket", "8067"], "is no place"),
        (["--websocket", "localhost:0"], "is no place"),
        (["--sts"], "--sts needs --tls-cert"),
        (["--tls-key", "x.pem"], "--tls-key needs --tls-cert"),
        (["--tls-cert", "/no/such/file"], "cannot read --tls-cert /no/such/file: No such file"),
    ],
)
def test_bad_options_are_told_in_a_sentence(options: list[str], part: str) -> None:
    code, text = refused(*options)
    assert code == 2
    assert part in text


def test_a_certificate_that_cannot_be_used_is_told_at_the_start(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pem", tmp_path / "other.pem"
    for file in (one, other):
        issued = trustme.CA().issue_cert("localhost")
        issued.private_key_and_cert_chain_pem.write_to_path(file)
    code, text = refused("--tls-cert", str(one), "--tls-key", str(other))
    assert code == 2
    assert "the key belongs to another certificate" in text
    one.write_text("nothing")
    code, text = refused("--tls-cert", str(one))
    assert code == 2
    assert "PEM format" in text


def offers(client: Client) -> str:
    """Everything that CAP LS has to say."""
    client.send("CAP LS 302")
    while " LS * :" in (line := client.until(" LS ")):
        pass
    return " ".join([*client.seen, line])


def test_encryption_websocket_and_registration(tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    trustme.CA().issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    port = free_port()
    with serve(
        "--host", "127.0.0.1", "--port", "0", "--tls-cert", str(file), "--sts",
        "--websocket", f"127.0.0.1:{port}", "--register-before-connect",
        "--register-requires-email", "--history", "5", "--data-dir", str(tmp_path / "data"),
    ) as served:  # fmt: skip
        with Client(served.port) as plain, Client(port, tls=any_certificate()) as encrypted:
            offered = offers(plain)
            assert f"port={served.port}" in offered
            assert "before-connect" in offered
            assert "email-required" in offered
            assert "sts=duration=" in offers(encrypted)
        assert served.stop() == 0
    assert any("connected with encryption (TLSv1.3)" in line for line in served.lines)


def test_a_taken_port_for_websockets_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, text = refused("--host", "127.0.0.1", "--port", "0", "--websocket",
                             f"127.0.0.1:{port}")  # fmt: skip
        assert code == 1
        assert f"127.0.0.1:{port} for --websocket" in text


def test_what_was_said_is_there_after_the_next_start(tmp_path: Path) -> None:
    for number in range(2):
        with serve("--host", "127.0.0.1", "--port", "0", "--data-dir", str(tmp_path)) as served:
            with Client(served.port) as anna:
                caps = "draft/chathistory batch server-time message-tags"
                anna.send(f"CAP REQ :{caps}", "CAP END")
                anna.register("anna")
                anna.join("#a")
                anna.send(f"PRIVMSG #a :said {number}")
                anna.send("CHATHISTORY LATEST #a * 10", "PING :end")
                anna.until("PONG")
                found = [line for line in anna.seen if "PRIVMSG #a :said" in line]
                assert len(found) == number + 1, anna.seen
            assert served.stop() == 0


def test_what_an_operator_asks_of_the_process(tmp_path: Path) -> None:
    motd = tmp_path / "motd.txt"
    motd.write_text("before")
    port = free_port()
    with serve(
        "--host", "127.0.0.1", "--port", str(port), "--motd", str(motd), "--opers-may-stop",
        "--oper", "root:secret", "--data-dir", str(tmp_path / "data"),
    ) as served:  # fmt: skip
        for request in ("RESTART", "DIE"):
            with connected(port, "anna") as anna:
                anna.send("OPER root secret")
                anna.until(" 381 ")
                motd.write_text(f"after {request}")
                anna.send("REHASH")
                anna.until(" 382 ")
                while True:
                    anna.send("MOTD")
                    if "after" in anna.until(" 372 "):
                        break
                    anna.until(" 376 ")
                anna.send(request)
                assert anna.rest()[-1].startswith("ERROR")
        _, rest = served.process.communicate(timeout=PATIENCE_S)
        assert served.process.returncode == 0
        assert rest.count("Listening") == 1  # after the restart


def connected(port: int, nick: str) -> Client:
    """A client of a server that is about to listen."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return Client(port, nick)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with serve("--host", "127.0.0.1", "--port", "0", "--data-dir", str(tmp_path)) as served:
            with Client(served.port, "anna") as anna:
                anna.join("#a")
            assert served.stop() == 0
        assert any("Nothing is kept beyond this run" in line for line in served.lines)
    finally:
        tmp_path.chmod(0o700)


def test_nothing_of_tls_is_imported_before_it_is_needed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.core.threads.server_helpers import serving, Client\n"
        f"with serving(data_dir=Path({str(tmp_path)!r})) as server, Client(server.port, 'anna'):\n"
        "    big = ('OpenSSL', 'cryptography', 'wsproto', 'h11', 'argon2')\n"
        "    print([name for name in big if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert done.stdout.strip() == "[]"


def test_motd_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "motd").write_bytes(b"\xff\xfe\x00")
    code, text = refused("--motd", str(tmp_path / "motd"))
    assert code == 2
    assert "not UTF-8" in text


def test_motd_without_an_end_is_not_read_for_ever() -> None:
    code, text = refused("--motd", "/dev/zero")
    assert code == 2
    assert "longer than a megabyte" in text


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6")
def test_an_address_in_brackets_and_spaces() -> None:
    with serve("--host", " [::1] ", "--port", "0") as served:
        assert any("[::1]:" in line for line in served.lines)
        assert served.stop() == 0


LOWEST_FREE = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
# Even root may not do what is taken out of the bounding set: prctl(2), PR_CAPBSET_DROP of
# CAP_NET_BIND_SERVICE.
WITHOUT_RIGHTS = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(24, 10, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.mark.skipif(
    not LOWEST_FREE.exists() or int(LOWEST_FREE.read_text()) <= 7,
    reason="on this system every port is free for all",
)
def test_a_port_that_needs_special_rights() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_RIGHTS, "-m", "desktop", "serve",
         "--host", "127.0.0.1", "--port", "7"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=PATIENCE_S,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "port 7 may not be used without special rights" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_log_that_nobody_can_read_stops_nothing(number: int) -> None:
    with Path("/dev/full").open("w") as full, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        process = subprocess.Popen(
            command("--host", "127.0.0.1", "--port", str(port)),
            cwd=ROOT, env=environment(), stderr=full,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + PATIENCE_S
            while True:
                try:
                    with socket.create_connection(("127.0.0.1", port)) as client:
                        client.sendall(b"PING x\r\n")
                        assert b"PONG" in client.recv(1024)
                    break
                except ConnectionRefusedError:
                    assert time.monotonic() < deadline
            process.send_signal(number)
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()
            process.wait()


def test_address_of_another_machine() -> None:
    code, text = refused("--host", "203.0.113.77", "--port", "0")
    assert code == 1
    assert "no address of this machine" in text


def test_needs_neither_windows_nor_a_display() -> None:
    script = (
        "import sys, desktop.serve; print([m for m in sys.modules if m.startswith('PySide6.Qt')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert done.stdout.strip() == "['PySide6.QtCore']"
