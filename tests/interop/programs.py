"""Other people's programs, unchanged, for our tests: irssi, WeeChat, ngIRCd; and our own ``serve``.

Each client is driven as a person drives it, by its commands, and what it showed is read from the
log that it keeps of each conversation.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 40.0


def need(program: str) -> str:
    """Where a program is; skips the test where it is not installed."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def accepts(port: int, host: str = "127.0.0.1") -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def wait_until(
    condition: Callable[[], bool],
    what: Callable[[], str] | str,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Wait until ``condition`` holds; fails with ``what`` after a long time.

    ``wait`` is called between looks: in a test with windows it lets Qt's events be handled.
    """
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain for {what() if callable(what) else what}")
        wait(0.05)


@contextlib.contextmanager
def process(*command: str, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended, politely first, when the block is left."""
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        for stream in (running.stdout, running.stderr):
            if stream is not None:
                stream.close()


# --- servers ----------------------------------------------------------------------------------


@contextlib.contextmanager
def besedka_serve(folder: Path, *arguments: str) -> Iterator[int]:
    """``besedka serve`` on loopback; its port. Its log must tell of no fault of ours."""
    port = free_port()
    command = [sys.executable, "-m", "desktop", "serve", "--host", "127.0.0.1", "--port", str(port)]
    path = folder / "serve.log"
    log = path.open("wb")
    try:
        with log, process(*command, *arguments, cwd=ROOT, stdout=log, stderr=log) as running:
            wait_until(lambda: accepts(port) or running.poll() is not None, path.read_text)
            if running.poll() is not None:
                pytest.fail(path.read_text())
            yield port
    finally:
        faults = [line for line in path.read_text().splitlines() if "Fault in the program" in line]
        if faults:
            pytest.fail("\n".join(faults))


_NGIRCD = """[Global]
Name = {name}
Info = for a test
Listen = 127.0.0.1
Ports = {port}
MotdPhrase = Hello from ngIRCd
{more}
[Limits]
MaxConnectionsIP = 0
MaxPenaltyTime = 0
ConnectRetry = 5
[Options]
DNS = no
Ident = no
PAM = no
[Operator]
Name = chief
Password = secret
{peer}"""


@contextlib.contextmanager
def ngircd(folder: Path, more: str = "") -> Iterator[int]:
    """An own copy of ngIRCd on loopback; its port. ``more``: settings of its own."""
    port = free_port()
    with _ngircd(folder, port, "irc.ngircd.test", more, ""):
        yield port


_NGIRCD_PEER = """[Server]
Name = {name}
Host = 127.0.0.1
Port = {port}
MyPassword = between
PeerPassword = between
Passive = yes
"""


@contextlib.contextmanager
def ngircd_pair(folder: Path) -> Iterator[tuple[int, int, str]]:
    """Two copies that an operator of the first can link; their ports, and what the operator sends
    for it ("CONNECT …")."""
    ports = free_port(), free_port()
    names = "a.ngircd.test", "b.ngircd.test"
    with contextlib.ExitStack() as running:
        for own, other in ((0, 1), (1, 0)):
            peer = _NGIRCD_PEER.format(name=names[other], port=ports[other])
            running.enter_context(_ngircd(folder, ports[own], names[own], "", peer))
        yield *ports, f"CONNECT {names[1]} {ports[1]}"


@contextlib.contextmanager
def _ngircd(folder: Path, port: int, name: str, more: str, peer: str) -> Iterator[None]:
    program = need("ngircd")
    config = folder / f"{name}.conf"
    config.write_text(_NGIRCD.format(port=port, name=name, more=more, peer=peer))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with process(program, "-n", "-f", str(config), **quiet) as running:
        wait_until(lambda: accepts(port) or running.poll() is not None, "ngIRCd")
        assert running.poll() is None, "ngIRCd ended"
        yield


# --- clients ----------------------------------------------------------------------------------


class Login(NamedTuple):
    """How a program logs in. EXTERNAL needs nothing but its own certificate."""

    mechanism: str
    account: str = ""
    password: str = ""


class Encryption(NamedTuple):
    """TLS, as a program is set up for it.

    Attributes:
        authority: a file with the certificate of who has signed the server's.
        fingerprint: SHA-256 of the server's certificate, in hex, where nobody has signed it.
        own: a file with the program's certificate and its key.
    """

    authority: Path | None = None
    fingerprint: str = ""
    own: Path | None = None


class ChatProgram(Protocol):
    """A chat program of somebody else's, driven by the commands a person would type."""

    nick: str

    def command(self, text: str) -> None:
        """Type a /command."""

    def shown(self, conversation: str) -> str:
        """What it has shown in a channel, or in the private conversation with somebody."""


def _terminal(rows: int, columns: int) -> tuple[int, int]:
    """A new pseudo-terminal (pty(7)): our end and the program's."""
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return master, slave


class Irssi:
    """irssi in a pseudo-terminal, with a home of its own."""

    def __init__(self, folder: Path, port: int, nick: str) -> None:
        program = need("irssi")
        self.nick = nick
        self._networks = 0
        self._home = folder / "irssi"
        self._home.mkdir()
        (self._home / "config").write_text(
            f"""
settings = {{
  core = {{
    real_name = "Irssi"; user_name = "irssi"; nick = "{nick}";
  }};
  "irc/core" = {{ cmd_queue_speed = "1ms"; cmds_max_at_once = "100"; }};
  "fe-common/core" = {{
    autolog = "yes"; autolog_path = "{self._home}/$0.log"; autolog_level = "all";
  }};
}};
"""
        )
        environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        arguments = [program, f"--home={self._home}", "--connect=127.0.0.1", f"--port={port}"]
        master, slave = _terminal(rows=50, columns=160)
        self._process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self._terminal = master
        self._screen = b""
        # Somebody has to read the screen, or the program stands still.
        self._reader = threading.Thread(target=self._read, name="irssi-screen")
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self._terminal, 65536):
                self._screen = (self._screen + data)[-200_000:]

    def command(self, text: str) -> None:
        os.write(self._terminal, text.encode() + b"\r")

    def connect_again(
        self, port: int, login: Login | None = None, encryption: Encryption | None = None
    ) -> None:
        """Connect anew, logged in, or encrypted."""
        self._networks += 1
        network = f"besedka{self._networks}"
        words = ""
        if login is not None:
            words += f" -sasl_mechanism {login.mechanism}"
        if login is not None and login.account:
            words += f' -sasl_username {login.account} -sasl_password "{login.password}"'
        self.command(f"/network add{words} {network}")
        words = f" -network {network}"
        if encryption is not None:
            words += " -tls"
            if encryption.authority is not None:
                words += f" -tls_verify -tls_cafile {encryption.authority}"
            else:
                pairs = ":".join(re.findall("..", encryption.fingerprint.upper()))
                words += f" -notls_verify -tls_pinned_cert {pairs}"
            if encryption.own is not None:
                words += f" -tls_cert {encryption.own} -tls_pkey {encryption.own}"
        self.command(f"/server add{words} -4 localhost {port}")
        self.command("/disconnect")
        self.command(f"/connect {network}")

    def shown(self, conversation: str) -> str:
        name = f"{conversation}.log".casefold()  # as irssi writes it
        log = self._home / name
        return log.read_text("utf-8", "replace") if log.exists() else ""

    @property
    def screen(self) -> str:
        """The text that was written to the terminal, without the control sequences."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._screen.decode("utf-8", "replace"))

    def stop(self) -> None:
        with contextlib.suppress(OSError):  # it has ended already
            self.command("/quit")
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(10)  # the other end is gone: read() fails with EIO
        os.close(self._terminal)


class WeeChat:
    """WeeChat without a screen, driven through its own pipe (its plugin "fifo")."""

    def __init__(self, folder: Path, port: int, nick: str) -> None:
        program = need("weechat-headless")
        self.nick = nick
        self._home = folder / "weechat"
        self._home.mkdir()
        self._pipe = self._home / "commands"
        commands = [
            f"/set fifo.file.path {self._pipe}",
            "/fifo disable",
            "/fifo enable",
            "/set logger.file.flush_delay 0",
            "/set logger.file.auto_log on",
            "/set irc.look.smart_filter off",
            "/set irc.server_default.anti_flood_prio_high 0",
            "/set irc.server_default.anti_flood_prio_low 0",
            f"/server add net 127.0.0.1/{port} -notls -nicks={nick},{nick}_ -username=weechat",
            "/connect net",
        ]
        arguments = [program, "--dir", str(self._home)]
        for command in commands:
            arguments += ["-r", command]
        self._process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            wait_until(self._pipe.is_fifo, "WeeChat's pipe")
        except BaseException:
            self.stop()
            raise

    def command(self, text: str) -> None:
        self._order("irc.server.net", text)

    def command_in(self, conversation: str, text: str) -> None:
        """Type a /command in the window of a conversation."""
        self._order(f"irc.net.{conversation}", text)

    def _order(self, buffer: str, text: str) -> None:
        # Not blocking: where WeeChat has ended nobody reads, and open() would wait for ever.
        pipe = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
        try:
            os.write(pipe, f"{buffer} *{text}\n".encode())
        finally:
            os.close(pipe)

    def connect_again(
        self, port: int, login: Login | None = None, encryption: Encryption | None = None
    ) -> None:
        """Connect anew, logged in, or encrypted."""
        options = {"addresses": f"localhost/{port}", "ipv6": "off"}
        if login is not None:
            options["sasl_mechanism"] = login.mechanism.lower()
        if login is not None and login.account:
            options |= {"sasl_username": login.account, "sasl_password": login.password}
        if encryption is not None:
            verify = "off" if encryption.authority is None else "on"
            # Before WeeChat 4 they were named after SSL; what it does not know it passes over.
            for name in ("ssl", "tls"):
                options |= {name: "on", f"{name}_verify": verify}
                options[f"{name}_fingerprint"] = encryption.fingerprint
                if encryption.own is not None:
                    options[f"{name}_cert"] = str(encryption.own)
            if encryption.authority is not None:
                self.command(f"/set weechat.network.gnutls_ca_user {encryption.authority}")
        for name, value in options.items():
            self.command(f'/set irc.server.net.{name} "{value}"')
        self.command("/reconnect net")

    def shown(self, conversation: str) -> str:
        name = conversation or "server"
        logs = self._home / "logs"
        text = ""
        for log in (logs / f"irc.net.{name}.weechatlog", logs / "irc.server.net.weechatlog"):
            if log.exists() and (conversation or "server" in log.name):
                text += log.read_text("utf-8", "replace")
        return text

    @property
    def screen(self) -> str:
        """Everything it logged."""
        logs = sorted((self._home / "logs").glob("*.weechatlog"))
        return "\n".join(log.read_text("utf-8", "replace") for log in logs)

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def chat_program(
    kind: type[Irssi] | type[WeeChat], folder: Path, port: int, nick: str
) -> Iterator[Irssi | WeeChat]:
    """A foreign program that connects by itself; ended when the block is left."""
    running = kind(folder, port, nick)
    try:
        wait_until(lambda: "Welcome to" in running.screen, lambda: running.screen[-2000:])
        yield running
    finally:
        running.stop()
