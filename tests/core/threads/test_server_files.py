"""Files given to the server over HTTP on the port of the chat, and fetched again."""

from __future__ import annotations

import hashlib
import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.net.file_host import url_by
from core.net.file_store import FileError, FileFault, FileStore, safe_name
from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.threads.server_helpers import Client, TestServer, serving, wait_until


@contextmanager
def host(folder: Path, **limits: int) -> Iterator[TestServer]:
    config = ServerConfig(limits=replace(Limits(), **limits))
    with serving(config, data_dir=folder) as server:
        yield server


def ask(
    server: TestServer,
    method: str,
    path: str,
    body: bytes | Iterator[bytes] | None = None,
    **headers: str,
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def give(server: TestServer, data: bytes, name: str = "a.png", kind: str = "image/png") -> str:
    with Client(server.port, "giver"):
        response, said = ask(
            server,
            "POST",
            "/files",
            data,
            Content_Type=kind,
            Content_Disposition=f"attachment; filename*=UTF-8''{name}",
        )
    assert response.status == 201, said
    place = response.getheader("Location")
    assert place is not None
    return place


def test_what_was_given_is_fetched_whole_and_in_parts(tmp_path: Path) -> None:
    data = bytes(range(256)) * 4000
    with host(tmp_path) as server:
        place = give(server, data, "%D1%81%D1%85%D0%B5%D0%BC%D0%B0.png")
        assert place.endswith("/%D1%81%D1%85%D0%B5%D0%BC%D0%B0.png")
        response, got = ask(server, "GET", place)
        assert (response.status, got) == (200, data)
        assert response.getheader("Content-Type") == "image/png"
        assert response.getheader("X-Content-Type-Options") == "nosniff"
        assert response.getheader("ETag") == f'"{hashlib.sha256(data).hexdigest()}"'
        for asked, part in [
            ("bytes=0-9", data[:10]),
            ("bytes=1000000-", data[1000000:]),
            ("bytes=-5", data[-5:]),
            ("bytes=5-99999999", data[5:]),
        ]:
            response, got = ask(server, "GET", place, Range=asked)
            assert (response.status, got) == (206, part), asked
        response, _ = ask(server, "GET", place, Range="bytes=99999999-")
        assert response.status == 416
        response, got = ask(server, "HEAD", place)
        assert (response.status, got) == (200, b"")
        assert response.getheader("Content-Length") == str(len(data))
        response, _ = ask(server, "OPTIONS", "/files")
        assert response.status == 204


def test_the_next_run_still_has_it(tmp_path: Path) -> None:
    with host(tmp_path) as server:
        place = give(server, b"kept")
    half = tmp_path / "files" / "abc.new"
    half.write_bytes(b"half")
    with host(tmp_path) as server:
        assert ask(server, "GET", place)[1] == b"kept"
    assert not half.exists()


def test_strangers_give_nothing(tmp_path: Path) -> None:
    with host(tmp_path) as server:
        response, said = ask(server, "POST", "/files", b"x" * 100_000)
        assert response.status == 403
        assert b"in the chat" in said
        assert ask(server, "GET", "/files/nothing")[0].status == 404
        assert ask(server, "GET", "/files/../server.db")[0].status == 404
        assert not (tmp_path / "files").exists() or not list((tmp_path / "files").iterdir())


def test_too_much_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with host(tmp_path, file_megabytes=1) as server, Client(server.port, "anna"):
        big = b"x" * ((1 << 20) + 1)
        assert ask(server, "POST", "/files", big)[0].status == 413
        pieces = (big[start : start + 65536] for start in range(0, len(big), 65536))
        assert ask(server, "POST", "/files", pieces)[0].status == 413
    assert list((tmp_path / "files").iterdir()) == []


def test_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    stored = []
    for number in range(4):
        coming = store.receive(100, 250)
        coming.write(b"x" * 90)
        stored.append(coming.finish(f"{number}", "text/plain", "here", float(number)))
    assert [store.find(each.id) is not None for each in stored] == [False, False, True, True]
    assert store.total() == 180
    assert store.prune(2.0 + 3 * 24 * 3600, 3, 1000) == 0
    assert store.prune(3.5 + 3 * 24 * 3600, 3, 1000) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_broke_off_is_forgotten(tmp_path: Path) -> None:
    with host(tmp_path) as server:
        folder = tmp_path / "files"
        with Client(server.port, "anna"):
            with socket.create_connection(("127.0.0.1", server.port), 10) as sock:
                sock.sendall(b"POST /files HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nhalf")
                wait_until(lambda: folder.exists() and bool(list(folder.iterdir())))
            wait_until(lambda: not list(folder.iterdir()))


def test_other_types_are_saved_never_shown(tmp_path: Path) -> None:
    with host(tmp_path) as server:
        place = give(server, b"<script>alert(1)</script>", "a.html", "text/html")
        response, _ = ask(server, "GET", place)
        assert response.getheader("Content-Type") == "application/octet-stream"
        assert str(response.getheader("Content-Disposition")).startswith("attachment")


def test_clients_are_told_where(tmp_path: Path) -> None:
    with host(tmp_path) as server, Client(server.port, "anna") as anna:
        anna.send("VERSION")
        line = anna.until("soju.im/FILEHOST")
        assert f"soju.im/FILEHOST=http://127.0.0.1:{server.port}/files" in str(line)


def test_who_is_on_the_server_s_machine_tells_an_address_for_others() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert url_by(listener, ("192.0.2.7", "fd00::7")) == f"http://192.0.2.7:{port}/files"
        assert url_by(listener, ("fd00::7",)) == f"http://[fd00::7]:{port}/files"
        assert url_by(listener) == f"http://127.0.0.1:{port}/files"


def test_a_server_without_files_does_not_speak_of_them(tmp_path: Path) -> None:
    config = ServerConfig(files=False)
    with serving(config, data_dir=tmp_path) as server, Client(server.port, "anna") as anna:
        anna.send("VERSION", "PING :done")
        anna.until("done")
        assert not any("FILEHOST" in line for line in anna.seen)
        assert any("CHANTYPES" in line for line in anna.seen)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\boot.ini", "boot.ini"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("...", "file"),
        ("схема <1>.png", "схема _1_.png"),
        ("x" * 500 + ".tar", "x" * 116 + ".tar"),
        ("я" * 500 + ".tar", "я" * 98 + ".tar"),  # 200 bytes
        ("CON", "_CON"),  # devices of Windows
        ("NUL.txt", "_NUL.txt"),
        ("aux ", "_aux"),
        ("com1 .tar.gz", "_com1 .tar.gz"),
        ("LPT³", "_LPT³"),
        ("console.txt", "console.txt"),
        ("notes.txt. . ", "notes.txt"),
        ("gpj.\u202eexe", "gpj._exe"),
        ("\udcff\ud800", "__"),
    ],
)
def test_names_of_files(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(FileError) as told:
        FileStore(tmp_path / "files").receive(10, 100)
    assert told.value.code in (FileFault.OTHER, FileFault.FORBIDDEN)
