"""How to start chat programs on a screen, in the same channel of the same server."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.flood_server import ROOM
from tests.bench.x_screen import Part

WIDTH, HEIGHT = 1240, 800


@dataclass(frozen=True)
class Program:
    """One of them; parts are those of a window of WIDTH by HEIGHT."""

    name: str
    title: str  #: a part of the title of its main window
    prepare: Callable[[Path, int], list[str]]  #: folder and port to the command
    shows_room: Part | None  #: what to click on for the channel to be shown
    field: Part  #: where what one types begins
    messages: Part  #: some of the lines at the bottom
    switch: tuple[tuple[str, ...], tuple[str, ...]]  #: to the conversation above, and back


def _besedka(folder: Path, port: int) -> list[str]:
    del folder  # told by BESEDKA_CONFIG_DIR
    address = f"irc://127.0.0.1:{port}/{ROOM}"
    return [sys.executable, "-m", "desktop", "client", address, "--nick", "me"]


def _hexchat(folder: Path, port: int) -> list[str]:
    (folder / "hexchat.conf").write_text(
        "gui_slist_skip = 1\ngui_join_dialog = 0\ntext_max_lines = 0\nnet_ping_timeout = 0\n"
        "irc_nick1 = me\nirc_user_name = me\nirc_real_name = me\n",
        encoding="utf-8",
    )
    address = f"irc://127.0.0.1:{port}/{ROOM}"
    return ["hexchat", "--cfgdir", str(folder), "--no-plugins", address]


def _quassel(folder: Path, port: int) -> list[str]:
    command = ["quassel", "--configdir", str(folder)]
    file = folder / "quassel-storage.sqlite"
    env = {**os.environ, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as first:
        time.sleep(8)  # it makes its file
        first.terminate()
    with sqlite3.connect(file) as connection:
        connection.execute(
            "insert into identity (userid, identityname, realname, autoawaytime, ident)"
            " values (1, 'me', 'me', 0, 'me')"
        )
        connection.execute("insert into identity_nick (identityid, nick) values (1, 'me')")
        connection.execute(
            "insert into network (userid, networkname, encodingcodec, decodingcodec, connected,"
            " rejoinchannels, skipcaps) values (1, 'net', 'UTF-8', 'UTF-8', 1, 1, '')"
        )
        connection.execute(
            "insert into ircserver (userid, networkid, hostname, port) values (1, 1, ?, ?)",
            ("127.0.0.1", port),
        )
        connection.execute(
            "insert into buffer (userid, networkid, buffername, buffercname, buffertype, joined)"
            " values (1, 1, ?, ?, 2, 1)",
            (ROOM, ROOM),
        )
    connection.close()
    return command


PROGRAMS = (
    Program(
        "Besedka",
        "Besedka",
        _besedka,
        shows_room=None,
        field=(286, 728, 60, 24),
        messages=(324, 500, 240, 120),
        switch=(("Alt_L", "Up"), ("Alt_L", "Down")),
    ),
    Program(
        "HexChat",
        " - HexChat",
        _hexchat,
        shows_room=None,
        field=(172, 774, 60, 20),
        messages=(280, 500, 240, 120),
        switch=(("Control_L", "Prior"), ("Control_L", "Next")),
    ),
    Program(
        "Quassel",
        "Quassel IRC",
        _quassel,
        shows_room=(58, 97, 20, 12),
        field=(298, 752, 60, 20),
        messages=(400, 560, 240, 80),
        switch=(("Alt_L", "Up"), ("Alt_L", "Down")),
    ),
)
