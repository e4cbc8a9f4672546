"""Pictures and files through real windows: given to the server, shown where somebody asks."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.threads.file_transfers import FileTransfers
from desktop.client.picture_bombs import defused
from desktop.client.picture_decoding import PictureFault, decode
from desktop.client.picture_window import PictureWindow
from desktop.client.transfer_card import TransferCard
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    keeping_server,
    open_client,
    server,
)

__all__ = ["context", "keeping_server", "open_client", "server"]


def picture(width: int = 120, height: int = 80) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2A7A56"))
    return image


def encoded(image: QImage, kind: str = "PNG") -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(data.data())


def last_url(client: Client) -> str:
    model = client.window.conversations["#lab"].transcript
    for number in range(model.end - 1, model.first - 1, -1):
        row = model.row(number)
        if isinstance(row, MessageReceived) and "/files/" in row.text:
            return row.text.rpartition("\n")[2]
    return ""


def is_ready(client: Client) -> bool:
    files = client.window.chat.connection.features.files
    return len(client.members("#lab")) == 2 and bool(files)


def two(open_client: OpenClient, server: Server) -> tuple[Client, Client]:
    anna, boris = open_client(server.port, "anna"), open_client(server.port, "boris")
    for each in (anna, boris):
        each.until(partial(is_ready, each))
    return anna, boris


def test_a_picture_is_given_and_shown_only_when_asked(
    keeping_server: Server, open_client: OpenClient
) -> None:
    anna, boris = two(open_client, keeping_server)
    assert anna.window.files.send_picture(picture(), "схема", "смотрите")
    boris.until(lambda: last_url(boris))
    url = last_url(boris)
    assert "http://127.0.0.1" in url
    boris.until(lambda: boris.sees("смотрите"))
    pictures = boris.window.pictures
    assert pictures.state(url).image is None  # nothing is fetched unasked
    assert not pictures.state(url).loading
    pictures.ask(url)
    boris.until(lambda: pictures.state(url).image is not None)
    shown = pictures.state(url).image
    assert shown is not None
    assert (shown.width(), shown.height()) == (120, 80)
    anna.until(lambda: anna.window.page.transfers.column.count() == 0)


def test_a_file_is_chosen_sent_and_fetched(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    anna, boris = two(open_client, keeping_server)
    path = tmp_path / "отчёт.txt"
    path.write_text("готово", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    anna.window.files.choose()
    boris.until(lambda: last_url(boris))
    got: list[bytes] = []
    transfers = FileTransfers()
    transfers.ended.connect(lambda ended: got.append(ended.fetched.data))
    transfers.fetch(last_url(boris), 1000)
    qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    assert got[0].decode() == "готово"
    assert transfers.stop_and_wait()
    delete_now(transfers)


@pytest.mark.feature("Files for everybody in a channel")
def test_a_file_is_saved(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, boris = two(open_client, keeping_server)
    path = tmp_path / "big.bin"
    path.write_bytes(bytes(range(256)) * 20_000)
    assert anna.window.files.send_file(path)
    boris.until(lambda: last_url(boris))
    target = tmp_path / "saved.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert boris.window.fetching.save(last_url(boris))
    boris.until(lambda: boris.sees("Saved as"))
    assert target.read_bytes() == path.read_bytes()
    assert list(tmp_path.glob("*.part")) == []
    boris.until(lambda: not boris.page.transfers.findChildren(TransferCard))


def test_a_file_that_cannot_be_saved_says_why(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, boris = two(open_client, keeping_server)
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert anna.window.files.send_file(path)
    boris.until(lambda: last_url(boris))
    nowhere = tmp_path / "no" / "folder.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    assert boris.window.fetching.save(last_url(boris))
    card = boris.page.transfers.findChild(TransferCard)
    assert card is not None
    boris.until(lambda: card.fault)
    assert "cannot be written here" in card.fault
    nowhere.parent.mkdir()
    card.retry.click()
    boris.until(lambda: boris.sees("Saved as"))
    assert nowhere.read_text() == "a"
    assert not boris.window.fetching.save("javascript:alert(1)")


def test_pictures_of_the_server_show_by_themselves_where_that_is_chosen(
    keeping_server: Server, open_client: OpenClient
) -> None:
    anna, boris = two(open_client, keeping_server)
    boris.window.context.set_preference("pictures.load", "server")
    assert anna.window.files.send_picture(picture())
    boris.until(lambda: last_url(boris))
    url = last_url(boris)
    boris.until(lambda: boris.window.pictures.state(url).image is not None)
    elsewhere = "http://127.0.0.1:9/files/x/a.png"
    assert not boris.window.pictures.state(elsewhere).loading


def test_what_cannot_be_sent_is_said(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, _ = two(open_client, keeping_server)
    (tmp_path / "nothing.txt").touch()
    assert not anna.window.files.send_file(tmp_path / "gone.txt")
    assert not anna.window.files.send_file(tmp_path / "nothing.txt")
    anna.until(lambda: anna.sees("gone.txt cannot be read"))
    anna.until(lambda: anna.sees("nothing.txt is empty"))


def test_a_refused_file_can_be_tried_again_or_dropped(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    keeping_server.stop()
    from dataclasses import replace

    small = replace(keeping_server.config.limits, file_megabytes=1)
    keeping_server.config = replace(keeping_server.config, limits=small)
    keeping_server.start()
    anna, boris = two(open_client, keeping_server)
    path = tmp_path / "big.bin"
    path.write_bytes(b"x" * (1 << 20) + b"y")
    assert anna.window.files.send_file(path)
    card = anna.window.page.transfers.findChild(TransferCard)
    assert card is not None
    anna.until(lambda: card.fault)
    assert "larger" in card.fault
    card.retry.click()
    anna.until(lambda: not card.fault)
    anna.until(lambda: card.fault)
    card.cross.click()
    anna.until(anna.window.page.transfers.isHidden)
    assert not last_url(boris)


def test_a_server_that_takes_no_files_says_so(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    assert not anna.window.files.possible
    assert not anna.window.files.send_picture(picture())
    anna.until(lambda: anna.sees("takes no files"))


def test_the_large_view(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, boris = two(open_client, keeping_server)
    assert anna.window.files.send_picture(picture(2000, 1500), "a")
    boris.until(lambda: last_url(boris))
    url = last_url(boris)
    boris.page.view.picture_requested.emit(url)
    boris.until(lambda: boris.window.pictures.state(url).image is not None)
    boris.page.view.picture_opened.emit(url)
    large = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PictureWindow))
    boris.until(lambda: (large.image.width(), large.image.height()) == (2000, 1500))
    target = tmp_path / "saved.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    large.save_button.click()
    assert target.read_bytes() == encoded(picture(2000, 1500))
    large.copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 2000
    large.size_button.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    large.save_button.click()
    assert "could not be saved" in large.fault.text()
    gone: list[object] = []
    large.destroyed.connect(lambda: gone.append(1))
    large.activateWindow()
    boris.until(large.isActiveWindow)
    QTest.keyClick(large, Qt.Key.Key_Escape)
    boris.until(lambda: gone)


def bomb() -> bytes:
    """A small PNG that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def png(chunks: list[tuple[bytes, bytes]], side: int = 64) -> bytes:
    """A PNG of these chunks, well formed, after its header."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in [(b"IHDR", head), *chunks, (b"IEND", b"")]:
        out += struct.pack(">I", len(data)) + kind + data
        out += struct.pack(">I", zlib.crc32(kind + data))
    return out


def test_what_unfolds_without_end_is_not_unfolded() -> None:
    """Qt bounds the memory of an image, not the time for what stands beside or behind it."""
    pixels = zlib.compress((b"\0" + b"\x80" * 192) * 64)
    megabytes = zlib.compress(bytes(8 << 20))
    asides = [(b"zTXt", b"k\0\0" + megabytes), (b"iCCP", b"p\0\0" + megabytes)] * 10
    wordy = png([*asides, (b"IDAT", pixels)])
    lean = defused(wordy)
    assert lean is not None
    assert lean == png([(b"IDAT", pixels)])
    assert decode("k", wordy).size == (64, 64)
    assert defused(png([(b"IDAT", megabytes)])) is None
    assert decode("k", png([(b"IDAT", megabytes)])).fault is PictureFault.BROKEN
    assert defused(b"\xff\xd8" + b"\xff\xda\0\0" * 1000) is None
    for kind in ("PNG", "JPG", "BMP"):
        assert decode("k", encoded(picture(), kind)).image is not None


@pytest.mark.parametrize(
    "data",
    [png([]), png([(b"IDAT", b"xx")]), png([(b"IDAT", b"")])[:40], b"\x89PNG\r\n\x1a\n\xff\xff",
     png([(b"IHDR", b"")], 0)],
)  # fmt: skip
def test_what_is_damaged_is_left_to_the_decoder(data: bytes) -> None:
    defused(data)
    assert decode("k", data).image is None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", PictureFault.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureFault.NO_PICTURE),
        (b"<html><script>alert(1)</script>", PictureFault.NO_PICTURE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, None),
        (encoded(picture())[:60], PictureFault.BROKEN),
        (bomb(), PictureFault.TOO_LARGE),
    ],
)
def test_pictures_that_are_none(data: bytes, fault: PictureFault | None) -> None:
    decoded = decode("k", data)
    assert decoded.image is None
    assert decoded.fault is not None
    assert fault in (None, decoded.fault)


def test_large_pictures_are_scaled_while_they_are_read() -> None:
    decoded = decode("k", encoded(picture(4000, 1000), "JPG"))
    assert decoded.image is not None
    assert (decoded.image.width(), decoded.image.height()) == (1440, 360)
    assert decoded.size == (4000, 1000)
