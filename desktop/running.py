"""One program for all links: a second one that is started with a link hands it to the first.

The first listens on loopback and writes the port with a secret into ``running.json`` beside the
settings, which only this person can read; who does not know the secret is not listened to. What is
sent is one line of JSON, answered by "ok". Nothing blocks: the program's loop watches the sockets.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier

_NAME = "running.json"
_MOST = 8192
_PATIENCE_S = 5.0
_GLANCE_S = 0.3  # how long a start may be held up by one that does not answer


def _file() -> Path:
    from core.paths import config_dir

    return config_dir() / _NAME


def hand_over(words: list[str], patience: float = _PATIENCE_S) -> bool:
    """Give the command line to the program that runs already; False if none does, or if it does
    not answer in ``patience`` seconds."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        port, secret = int(found["port"]), str(found["secret"])
        with socket.create_connection(("127.0.0.1", port), patience) as connection:
            line = json.dumps({"secret": secret, "words": words}) + "\n"
            connection.sendall(line.encode("utf-8"))
            return connection.recv(16).startswith(b"ok")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


class Listener(QObject):
    """Takes links of other starts of the program. ``take`` gets their command lines."""

    def __init__(self, take: Callable[[list[str]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._secret = secrets.token_urlsafe(24)
        self._peers: dict[QSocketNotifier, tuple[socket.socket, bytearray]] = {}
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        if hand_over([], _GLANCE_S):
            return  # another one does it
        with contextlib.suppress(OSError):
            self._listen()

    @property
    def listening(self) -> bool:
        """Whether links come to this program."""
        return self._socket is not None

    def _listen(self) -> None:
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            made.bind(("127.0.0.1", 0))
            made.listen(4)
            made.setblocking(False)
            self._tell(made.getsockname()[1])
        except OSError:
            made.close()
            raise
        self._socket = made
        self._notifier = QSocketNotifier(made.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)

    def _tell(self, port: int) -> None:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump({"port": port, "secret": self._secret, "pid": os.getpid()}, stream)
        fresh.replace(file)

    def _accept(self) -> None:
        if self._socket is None:
            return
        try:
            peer, _ = self._socket.accept()
        except OSError:
            return
        peer.setblocking(False)
        notifier = QSocketNotifier(peer.fileno(), QSocketNotifier.Type.Read, self)
        self._peers[notifier] = peer, bytearray()
        notifier.activated.connect(lambda *_: self._read(notifier))

    def _read(self, notifier: QSocketNotifier) -> None:
        if notifier not in self._peers:
            return
        peer, heard = self._peers[notifier]
        try:
            data = peer.recv(_MOST)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        heard += data
        if data and b"\n" not in heard and len(heard) <= _MOST:
            return
        words = self._words(bytes(heard))
        with contextlib.suppress(OSError):
            if words is not None:
                peer.sendall(b"ok\n")
        self._drop(notifier)
        if words:
            self._take(words)

    def _words(self, line: bytes) -> list[str] | None:
        try:
            said = json.loads(line.decode("utf-8"))
            secret, words = said["secret"], said["words"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        if not isinstance(secret, str) or not isinstance(words, list):
            return None
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            return None
        return [word for word in words if isinstance(word, str)]

    def _drop(self, notifier: QSocketNotifier) -> None:
        peer, _ = self._peers.pop(notifier)
        notifier.setEnabled(False)
        notifier.deleteLater()
        peer.close()

    def close(self) -> None:
        """Listen no longer."""
        for notifier in list(self._peers):
            self._drop(notifier)
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                if json.loads(_file().read_text(encoding="utf-8"))["secret"] == self._secret:
                    _file().unlink()
