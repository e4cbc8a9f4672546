"""What a person drops, pastes or chooses: too many files, folders, pipes, names that do harm."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.client import given_files
from desktop.client.conversation import SERVER
from desktop.client.file_sending import MOST_CARDS
from desktop.client.given_files import MOST_FILES, Unfit, sort_files
from desktop.client.paste_picture import FilesPreview
from desktop.client.transfer_card import TransferCard
from desktop.client.waiting_card import WaitingCard
from desktop.server.history_export import ask_file
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
)
from tests.desktop.test_client_files import last_url, two

__all__ = ["context", "keeping_server", "open_client"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def links(*places: Path | str) -> QMimeData:
    """What a file manager or a browser drops."""
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(each)) if isinstance(each, Path) else QUrl(each) for each in places]
    )
    return data


def drop(client: Client, data: QMimeData) -> None:
    """Drop it on the messages."""
    view = client.page.view.viewport()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(9, 9), copy, data, left, plain))
    QApplication.sendEvent(view, QDropEvent(QPointF(9, 9), copy, data, left, plain))


def preview(client: Client) -> FilesPreview | None:
    return next((d for d in client.window.findChildren(FilesPreview) if d.isVisible()), None)


def cards(client: Client) -> list[TransferCard]:
    transfers = client.page.transfers
    found = transfers.findChildren(TransferCard)
    return [card for card in found if transfers.column.indexOf(card) >= 0]


def waiting(client: Client) -> str:
    transfers = client.page.transfers
    found = transfers.findChild(WaitingCard)
    there = found is not None and transfers.column.indexOf(found) >= 0
    return found.words.text() if found is not None and there else ""


def files_in(folder: Path, count: int) -> list[Path]:
    made = [folder / f"{number}.txt" for number in range(count)]
    for path in made:
        path.write_text(path.name, encoding="utf-8")
    return made


# --- what is looked at ------------------------------------------------------------------------


@posix
def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, locked = files_in(tmp_path, 2)
    folder, pipe, loop = tmp_path / "folder", tmp_path / "pipe.png", tmp_path / "loop"
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").touch()
    with (tmp_path / "large").open("wb") as large:
        large.truncate(given_files.MOST_BYTES + 1)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != locked and access(path, mode))
    found = sort_files(
        [
            *(good, folder, pipe, loop, locked),
            *(tmp_path / name for name in ("dangling", "empty", "large", "gone", "x" * 300)),
            Path("/dev/zero"),
            Path("a\0b"),
        ]
    )
    assert found.files == (good,)
    assert dict(found.unfit) == {
        folder: Unfit.FOLDER,
        pipe: Unfit.SPECIAL,
        loop: Unfit.LOOP,
        locked: Unfit.UNREADABLE,
        tmp_path / "dangling": Unfit.GONE,
        tmp_path / "empty": Unfit.EMPTY,
        tmp_path / "large": Unfit.TOO_LARGE,
        tmp_path / "gone": Unfit.GONE,
        tmp_path / ("x" * 300): Unfit.GONE,
        Path("/dev/zero"): Unfit.SPECIAL,
        Path("a\0b"): Unfit.GONE,
    }
    sentences = given_files.left_out_sentences(found)
    assert len(sentences) == 4  # three of them, and how many more
    assert "folder is a folder" in sentences[0]
    assert sentences[3] == "8 more cannot be sent either."
    with pytest.raises(OSError, match="not a file"):
        given_files.read_file(pipe)  # would wait without end
    with pytest.raises(OSError, match="large"):
        given_files.read_file(good, 2)


def test_names_do_no_harm_in_sentences() -> None:
    for name in ("a\nb", "gpj.\u202eexe", "\u2067" * 50 + "abc", "a" + "\u0301" * 200, "\udcff"):
        said = given_files.unfit_sentence(Path(name), Unfit.GONE)
        assert "\n" not in said
        assert "\u202e" not in said
        assert said.count("\u2067") <= 4
        assert len(said) < 120
        assert said.isprintable() or "\u2067" in said


def test_no_more_is_looked_at_than_is_sent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication
) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(given_files, "why_unfit", looked.append)
    found = given_files.given_files(links(*(tmp_path / str(n) for n in range(10_000))))
    assert len(looked) == len(found.files) == MOST_FILES
    assert found.beyond == 10_000 - MOST_FILES
    assert given_files.left_out_sentences(found) == [
        "Not more than 100 files go at once, so 9900 more are left out. Send them after these, or "
        "pack them into one archive."
    ]


@posix
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    try:
        Path(os.fsdecode(named)).write_bytes(b"x")
    except OSError:
        pytest.skip("not on this file system")
    data = QMimeData()
    data.setData("text/uri-list", b"file://" + os.fsencode(tmp_path) + b"/%FF%FE.txt\r\n")
    found = given_files.given_files(data)
    assert [os.fsencode(path) for path in found.files] == [named]


def test_other_computers_are_not_asked_before_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows would prove to that computer who the person is."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "stat", lambda _path: pytest.fail("it was asked"))
    share = Path("\\\\server\\share\\a.txt")
    assert sort_files([share]).files == (share,)
    assert given_files.size_of(share) is None


def test_a_conversation_is_saved_under_a_harmless_name(qtbot: QtBot, tmp_path: Path) -> None:
    for name, saved in (("#con", "_con.html"), ("я" * 300, "я" * 100 + ".html")):
        parent = QWidget()
        qtbot.addWidget(parent)
        ask_file(parent, "", name, lambda _path: None)
        dialog = parent.findChild(QFileDialog)
        assert dialog is not None
        assert Path(dialog.selectedFiles()[0]).name == saved
        dialog.reject()


# --- in the window ----------------------------------------------------------------------------


@posix
def test_a_mixed_drop_sends_what_can_be_sent_and_says_what_not(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, boris = two(open_client, keeping_server)
    (tmp_path / "docs").mkdir()
    os.mkfifo(tmp_path / "pipe")
    evil = tmp_path / "gpj.\u202e\nexe"
    evil.write_text("x", encoding="utf-8")
    drop(anna, links(tmp_path / "docs", evil, tmp_path / "pipe", "https://a.test/"))
    dialog = preview(anna)
    assert dialog is not None
    assert dialog.windowTitle() == "Send 1 file?"
    assert dialog.left_out.isVisible()
    assert "docs is a folder" in dialog.left_out.text()
    assert "pipe is a device or a pipe" in dialog.left_out.text()
    dialog.grab()
    dialog.send.click()
    boris.until(lambda: last_url(boris))
    assert last_url(boris).endswith("/gpj.__exe")
    anna.until(anna.page.transfers.isHidden)


def test_ten_thousand_files(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, boris = two(open_client, keeping_server)
    made = files_in(tmp_path, MOST_FILES)
    drop(anna, links(*made, *(tmp_path / f"more {n}" for n in range(9_900))))
    dialog = preview(anna)
    assert dialog is not None
    assert dialog.windowTitle() == "Send 100 files?"
    assert "9900 more are left out" in dialog.left_out.text()
    high = anna.window.height()
    dialog.send.click()
    assert len(cards(anna)) == MOST_CARDS
    assert waiting(anna) == f"{MOST_FILES - MOST_CARDS} more files wait for their turn"
    assert anna.window.height() == high
    found = anna.page.transfers.findChild(WaitingCard)
    assert found is not None
    found.cross.click()
    assert waiting(anna) == ""
    anna.until(anna.page.transfers.isHidden)
    boris.until(partial(boris.sees, "/files/"))
    sent = [line for line in boris.lines("#lab") if "/files/" in line]
    assert len(sent) <= MOST_CARDS


def test_files_whose_turn_comes_later_are_sent_all_the_same(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, boris = two(open_client, keeping_server)
    made = files_in(tmp_path, 5)
    anna.window.files.send_files([*made, tmp_path / "never.txt"], "five")
    assert waiting(anna) == "2 more files wait for their turn"
    made[4].unlink()  # before its turn
    boris.until(lambda: all(boris.sees(f"/{path.name}") for path in made[:4]))
    anna.until(lambda: [card.fault for card in cards(anna)] == ["It cannot be read any more"])
    assert sum("five" in line for line in boris.lines("#lab")) == 1
    made[4].write_text("back", encoding="utf-8")
    cards(anna)[0].retry.click()
    boris.until(partial(boris.sees, "/4.txt"))
    anna.until(anna.page.transfers.isHidden)
    assert anna.sees("never.txt cannot be read: it is not there any more.")


def test_a_server_that_refuses_all_is_not_asked_a_hundred_times(
    keeping_server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    from dataclasses import replace

    keeping_server.stop()
    small = replace(keeping_server.config.limits, file_megabytes=1)
    keeping_server.config = replace(keeping_server.config, limits=small)
    keeping_server.start()
    anna, _boris = two(open_client, keeping_server)
    made = [tmp_path / f"{number}.bin" for number in range(MOST_CARDS + 1)]
    for path in made:
        with path.open("wb") as file:
            file.truncate((1 << 20) + 1)
    anna.window.files.send_files(made)
    anna.until(lambda: len([card for card in cards(anna) if card.fault]) == MOST_CARDS)
    assert waiting(anna) == "1 more file waits for its turn"
    for left in range(MOST_CARDS, -1, -1):
        anna.until(lambda: any(card.fault for card in cards(anna)))
        next(card for card in cards(anna) if card.fault).cross.click()
        assert waiting(anna) == ""
        assert len(cards(anna)) == min(left, MOST_CARDS)
    anna.until(anna.page.transfers.isHidden)


def test_what_holds_no_file_is_said_and_put_nowhere(
    keeping_server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, _boris = two(open_client, keeping_server)
    drop(anna, links(tmp_path))
    assert preview(anna) is None
    assert anna.page.composer.text() == ""
    anna.until(partial(anna.sees, "is a folder: choose the files in it"))
    anna.page.composer.input.insertFromMimeData(links("javascript:alert(1)", "data:text/html,x"))
    assert anna.page.composer.text() == "javascript:alert(1)\ndata:text/html,x"  # words, no more
    chosen = [str(tmp_path / f"none {n}") for n in range(MOST_FILES + 2)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    anna.window.files.choose()
    anna.until(partial(anna.sees, "so 2 more are left out"))
    anna.window.show_conversation(SERVER)
    drop(anna, links(*files_in(tmp_path, 1)))
    assert preview(anna) is None
    anna.until(partial(anna.sees, "Files and pictures go to a channel"))
