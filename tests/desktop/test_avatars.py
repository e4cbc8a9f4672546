"""Pictures of people through real windows and a real server: given, seen by others, kept; and what
is told to do harm, which leaves the initials."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from core.threads.file_transfers import FileTransfers
from desktop.client.avatars import MOST_PICTURES
from desktop.client.file_hosts import file_of_host, is_host_of
from desktop.client.message_look import Look
from desktop.client.own_picture import SIDE, as_png
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)

__all__ = ["context", "keeping_server", "open_client", "server"]

BASE = "http://192.168.1.5:6667/files"
PINK = QColor("#E040FB")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/files/a/b.png",
        "http://example.org/files/a/b.png",
        "http://example.org:6667/files/a/b.png",
        "http://8.8.8.8:6667/files/a/b.png",
        "http://192.168.1.5:80/files/a/b.png",
        "http://192.168.1.5:x/files/a/b.png",
        "http://[::1/files/a",
        "https://192.168.1.5:6668/files/a/b.png",
        "https://192.168.1.5/files/a/b.png",
        "http://192.168.1.5:6667@example.org/files/a/b.png",
        "http://anna@192.168.1.5:6667/files/a/b.png",
        "http://192.168.1.5:6667/filesystem/a.png",
        "http://192.168.1.5:6667/files/../a.png",
        "http://192.168.1.5:6667/files/%2e%2e/a.png",
        "http://192.168.1.5:6667/files/..\\a.png",
        "http://192.168.1.5:6667/files/a?b=c",
        "http://192.168.1.5:6667/files/a#b",
        "http://192.168.1.5:6667/files/a\nb",
        BASE + "/" + "a" * 5000,
    ],
)
def test_what_is_no_file_of_our_host(url: str) -> None:
    assert file_of_host(BASE, url) == ""


def test_files_of_our_host_also_by_its_other_addresses() -> None:
    here = f"{BASE}/a/b.png"
    assert file_of_host(BASE, here) == here
    assert file_of_host(BASE, "http://127.0.0.1:6667/files/a/b.png") == here
    assert file_of_host(BASE, "http://[::1]:6667/files/a/b.png") == here
    assert file_of_host("", here) == ""
    named = "https://chat.example.org/files"
    assert file_of_host(named + "/", named + "/a.png") == named + "/a.png"
    assert file_of_host(named, "https://127.0.0.1/files/a.png") == ""


@pytest.mark.parametrize(
    ("base", "places", "own"),
    [
        (BASE, ("lab.local", "192.168.1.5"), True),
        (BASE, ("192.168.1.5", ""), True),
        ("https://Chat.example.org/files", ("chat.example.org.", "203.0.113.7"), True),
        ("http://[fe80::1]:6667/files", ("fe80::1%eth0", "fe80::1%eth0"), True),
        ("http://127.0.0.1:6667/files", ("localhost", "::1"), True),
        # What a server could say so that its guests knock at other doors:
        ("http://192.168.1.1/files", ("chat.example.org", "203.0.113.7"), False),
        ("http://127.0.0.1:631/files", ("chat.example.org", "203.0.113.7"), False),
        ("http://localhost/files", ("192.168.1.5", "192.168.1.5"), False),
        ("http://chat.example.org.thief.example/", ("chat.example.org", ""), False),
        ("http://[::1/files", ("::1", ""), False),
        ("", ("", ""), False),
    ],
)
def test_a_file_host_is_the_servers_own_only_where_the_server_is(
    base: str, places: tuple[str, str], own: bool
) -> None:
    assert is_host_of(base, places) is own


def test_what_is_given_has_nothing_of_the_file_besides_its_pixels() -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(PINK)
    image.setText("Comment", "Wall Street 12")
    assert b"Wall Street" not in as_png(image)


def write_picture(path: Path, size: tuple[int, int] = (300, 200)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(PINK)
    assert image.save(str(path))
    return path


def picture(client: Client, nick: str) -> QPixmap | None:
    return client.window.avatars.picture(nick, 32, 1.0)


def middle(found: QPixmap | None) -> QColor:
    assert found is not None
    return found.toImage().pixelColor(16, 16)


def _is_ready(client: Client, people: int) -> bool:
    features = client.window.chat.connection.features
    ready = features.metadata and bool(features.files)
    return len(client.members("#lab")) == people and ready


def two(open_client: OpenClient, server: Server) -> tuple[Client, Client]:
    anna, boris = open_client(server.port, "anna"), open_client(server.port, "boris")
    for each in (anna, boris):
        each.until(partial(_is_ready, each, 2))
    return anna, boris


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that windows fetch."""
    asked: list[str] = []
    fetch = FileTransfers.fetch

    def noting(self: FileTransfers, url: str, most: int, *, redirects: bool = True) -> int:
        asked.append(url)
        return fetch(self, url, most, redirects=redirects)

    monkeypatch.setattr(FileTransfers, "fetch", noting)
    return asked


def set_avatar(client: Client, url: str) -> None:
    assert client.window.chat.connection.set_metadata("*", "avatar", url).error_code is None


def _told(client: Client, url: str) -> bool:
    return client.window.avatars.address_of("anna") == url


def entries(client: Client) -> dict[str, object]:
    menu = client.window.menus.own_menu()
    found = {action.text(): action for action in menu.actions()}
    menu.aboutToHide.emit()
    return dict(found)


def test_a_picture_is_chosen_seen_kept_and_removed(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, boris = two(open_client, keeping_server)
    assert "Your picture…" in entries(anna)
    assert "Remove your picture" not in entries(anna)
    chosen = write_picture(tmp_path / "я.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    anna.window.own_picture.choose()
    anna.until(lambda: picture(anna, "anna"))
    boris.until(lambda: picture(boris, "anna"))
    assert middle(picture(boris, "anna")) == PINK
    assert picture(boris, "boris") is None
    # The same circle stands in the messages, and the card about her has it.
    look = Look(1.0, boris.window.avatars)
    assert middle(look.avatar("anna")) == PINK
    assert middle(look.avatar("boris")) != PINK
    url = boris.window.avatars.address_of("anna")
    assert file_of_host(boris.window.chat.connection.features.files, url)

    # Another nickname has it, the old one no more.
    anna.window.chat.connection.run("/nick anya", "#lab")
    boris.until(lambda: picture(boris, "anya"))
    assert picture(boris, "anna") is None

    # Who comes in later sees it; and she has it again when she comes back.
    clara = open_client(keeping_server.port, "clara")
    clara.until(lambda: picture(clara, "anya"))
    anna.window.close()
    boris.until(lambda: len(boris.members("#lab")) == 2)
    assert picture(boris, "anya") is None
    again = open_client(keeping_server.port, "anna")
    boris.until(lambda: picture(boris, "anna"))
    assert boris.window.avatars.address_of("anna") == url  # it was not given a second time

    again.until(lambda: again.window.avatars.address_of("anna"))
    assert "Remove your picture" in entries(again)
    again.window.own_picture.remove()
    boris.until(lambda: picture(boris, "anna") is None)
    again.until(lambda: "Remove your picture" not in entries(again))


def test_the_picture_is_painted_in_messages_and_members(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, boris = two(open_client, keeping_server)
    anna.write("здравствуйте")
    boris.until(lambda: boris.sees("здравствуйте", "#lab"))
    anna.window.own_picture.use(write_picture(tmp_path / "a.png"))
    boris.activate()

    def pink(widget: QWidget) -> bool:
        image = widget.grab().toImage()
        return any(
            image.pixelColor(x, y) == PINK
            for x in range(20, 40, 4)
            for y in range(0, image.height(), 4)
        )

    boris.until(lambda: pink(boris.page.view.viewport()))
    boris.until(lambda: pink(boris.page.members.list.viewport()))
    boris.window.context.set_preference("view.avatars", False)
    boris.until(lambda: not pink(boris.page.members.list.viewport()))


def test_hostile_addresses_leave_the_initials_and_fetch_nothing(
    keeping_server: Server, open_client: OpenClient, fetched: list[str]
) -> None:
    anna, boris = two(open_client, keeping_server)
    port = keeping_server.port
    for url in (
        "javascript:alert(1)",
        "http://example.org/files/a/b.png",
        f"http://localhost.example.org:{port}/files/a/b.png",
        f"http://127.0.0.1:{port}/files/../a.png",
        f"file://127.0.0.1:{port}/files/a.png",
    ):
        set_avatar(anna, url)
        boris.until(partial(_told, boris, url))
        assert picture(boris, "anna") is None
    assert fetched == []


def test_broken_large_and_missing_files_leave_the_initials(
    keeping_server: Server, open_client: OpenClient, fetched: list[str]
) -> None:
    anna, boris = two(open_client, keeping_server)
    host = boris.window.chat.connection.features.files
    given: list[str] = []
    transfers = FileTransfers()
    transfers.ended.connect(lambda ended: given.append(ended.url))
    transfers.upload(host, b"\x89PNG\r\n\x1a\nnothing", "a.png", "image/png")
    anna.until(lambda: len(given) == 1)
    transfers.upload(host, bytes(600 * 1024), "b.png", "image/png")
    anna.until(lambda: len(given) == 2)
    assert transfers.stop_and_wait()
    transfers.deleteLater()
    avatars = boris.window.avatars
    for url in (*given, f"{host}/nothing/a.png"):
        set_avatar(anna, url)
        boris.until(partial(_told, boris, url))
        assert picture(boris, "anna") is None  # which asks for it
        boris.until(partial(avatars.is_known, url))
        assert picture(boris, "anna") is None
    missing = f"{host}/nothing/a.png"
    anna.until(lambda: picture(anna, "anna") is None and anna.window.avatars.is_known(missing))
    assert picture(boris, "anna") is None
    assert fetched.count(missing) == 2  # each window once, not again and again


@pytest.mark.parametrize(("key", "value"), [("view.avatars", False), ("pictures.load", "never")])
def test_who_wants_no_pictures_fetches_none(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    fetched: list[str],
    key: str,
    value: object,
) -> None:
    anna, boris = two(open_client, keeping_server)
    boris.window.context.set_preference(key, value)
    anna.window.own_picture.use(write_picture(tmp_path / "a.png"))
    boris.until(lambda: boris.window.avatars.address_of("anna"))
    assert picture(boris, "anna") is None
    assert fetched == []
    boris.window.context.set_preference(key, True if value is False else "ask")
    boris.until(lambda: picture(boris, "anna"))


def test_only_so_many_are_kept(keeping_server: Server, open_client: OpenClient) -> None:
    anna = open_client(keeping_server.port, "anna")
    anna.until(partial(_is_ready, anna, 1))
    avatars = anna.window.avatars
    host = anna.window.chat.connection.features.files
    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    image.fill(PINK)
    for number in range(MOST_PICTURES + 5):
        avatars.put(f"{host}/{number}/a.png", image)
    assert not avatars.is_known(f"{host}/4/a.png")
    assert avatars.is_known(f"{host}/5/a.png")


def test_what_is_no_picture_is_said(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna = open_client(keeping_server.port, "anna")
    anna.until(partial(_is_ready, anna, 1))
    path = tmp_path / "text.png"
    path.write_text("no picture", encoding="utf-8")
    anna.window.own_picture.use(path)
    anna.until(lambda: anna.sees("text.png is no picture that can be read."))
    anna.window.own_picture.use(tmp_path / "gone.png")
    anna.until(lambda: anna.sees("gone.png is no picture that can be read."))
    wide = write_picture(tmp_path / "wide.png", (1, 1))
    anna.window.own_picture.use(wide)
    anna.until(lambda: picture(anna, "anna"))
    assert SIDE == 256


def test_without_a_file_host_nothing_is_offered(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    assert "Your picture…" not in entries(anna)
