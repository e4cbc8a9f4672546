"""The panel: empty at first, keys, tape, errors in words, tapes in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.net.gate import Pace
from core.net.trace import Part, Side
from desktop.i18n import Translator
from desktop.sockets import sockets_window
from desktop.sockets.bubble_link import Wanted, find_call, messages_in
from desktop.sockets.lower_panes import LowerPanes, PaneName
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Rung, Selection
from desktop.sockets.sockets_panel import SocketsPanel
from desktop.sockets.sockets_window import SocketsWindow
from tests.desktop.sockets.panes import chat, show, translator, world
from tests.desktop.sockets.world import Chat, World
from tests.desktop.typing import press_key

__all__ = ["chat", "translator", "world"]
WAIT_MS = 20_000


@pytest.fixture
def panel(qtbot: QtBot, world: World) -> SocketsPanel:
    made = SocketsPanel(world.feed)
    show(qtbot, made, 1280, 860)
    return made


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    yield
    for window in list(sockets_window._open):
        window.close()


def filled(panel: SocketsPanel, world: World, qtbot: QtBot) -> None:
    world.feed.poll()
    qtbot.waitUntil(lambda: not panel.is_empty, timeout=WAIT_MS)
    panel.view.start_over()


def key(panel: SocketsPanel, which: Qt.Key) -> None:
    panel.activateWindow()
    panel.view.setFocus()
    press_key(panel.view, which)


def test_an_empty_view_says_what_to_do(panel: SocketsPanel) -> None:
    assert panel.is_empty
    title, text = panel.empty.texts()
    assert title == "Nothing has been called yet"
    assert "message" in text
    QTest.mouseClick(panel.open_tape, Qt.MouseButton.LeftButton)
    (dialog,) = panel.findChildren(QFileDialog)
    assert dialog.windowTitle() == "Open a tape"
    dialog.reject()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)  # with its thread


def test_the_first_call_takes_the_place_of_the_words(
    qtbot: QtBot, world: World, panel: SocketsPanel
) -> None:
    chat = Chat(world)
    qtbot.waitUntil(lambda: not panel.is_empty, timeout=WAIT_MS)
    world.kept += [chat.listener, *chat.clients.values(), *chat.served.values()]
    panel.feed.clear()
    assert panel.tape.strip.accessibleDescription()


def test_the_keys_of_the_pace_and_the_tape(
    qtbot: QtBot, world: World, chat: Chat, panel: SocketsPanel
) -> None:
    chat.says("anna", "раз")
    filled(panel, world, qtbot)
    paces: list[Pace] = []
    for which in (
        Qt.Key.Key_F5,
        Qt.Key.Key_F5,
        Qt.Key.Key_F10,
        Qt.Key.Key_F5,
        Qt.Key.Key_Minus,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Plus,
    ):
        key(panel, which)
        paces.append(world.lens.gate.pace)
    run, slow, paused = Pace.RUN, Pace.SLOW, Pace.PAUSED
    assert paces[:5] == [paused, run, paused, run, slow]
    assert paces[-1] is run
    numbers = [event.number for event in world.feed.tape.events]
    key(panel, Qt.Key.Key_Left)
    assert world.feed.position == numbers[-2]
    key(panel, Qt.Key.Key_Left)
    assert world.feed.position == numbers[-3]
    key(panel, Qt.Key.Key_Right)
    assert world.feed.position == numbers[-2]
    key(panel, Qt.Key.Key_Home)
    assert world.feed.position == numbers[0]
    assert not panel.tape.now_button.isHidden()
    key(panel, Qt.Key.Key_End)
    assert world.feed.position is None
    assert panel.tape.now_button.isHidden()
    with qtbot.waitSignal(panel.projector_wanted):
        key(panel, Qt.Key.Key_F11)


def test_the_playhead_is_drawn_along_by_the_mouse(
    qtbot: QtBot, world: World, chat: Chat, panel: SocketsPanel
) -> None:
    for number in range(6):
        chat.says("anna", str(number))
    filled(panel, world, qtbot)
    strip = panel.tape.strip
    strip._measure()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(strip, left, pos=QPoint(strip.width() // 2, strip.height() // 2))
    middle = world.feed.position
    assert middle is not None and 0 < middle < world.feed.tape.events[-1].number
    assert panel.view.is_past and panel.view.cut() < len(panel.view.rows.keys)
    QTest.mouseClick(strip, left, pos=QPoint(strip.width() - 9, strip.height() // 2))
    assert world.feed.position is None


def test_a_raised_error_is_explained_beside_the_picture(
    qtbot: QtBot, world: World, panel: SocketsPanel
) -> None:
    sock = world.client("anna").open()
    world.call(Side.CLIENT, "anna", Part.WRITER, sock.send, b"too early")
    filled(panel, world, qtbot)
    panel.error.refresh()
    assert not panel.error.isHidden()
    assert "BrokenPipeError" in panel.error.title.text() or "OSError" in panel.error.title.text()
    assert len(panel.error.text.text()) > 20
    (failed,) = [e for e in world.feed.tape.events if e.error is not None]
    box = next(b for b in panel.view.scene().boxes if b.number == failed.number)
    assert box.event is not None and box.event.error is not None
    sock.close()


def test_panes_side_by_side_or_one_at_a_time(qtbot: QtBot, panel: SocketsPanel) -> None:
    panes = panel.panes
    assert len(panes.shown) == 3
    QTest.mouseClick(panes.buttons[PaneName.CODE], Qt.MouseButton.LeftButton)
    assert PaneName.CODE in panes.shown and len(panes.shown) == 3
    panel.resize(900, 860)
    qtbot.waitUntil(lambda: panes.shown == [PaneName.CODE], timeout=WAIT_MS)
    QTest.mouseClick(panes.buttons[PaneName.QUEUES], Qt.MouseButton.LeftButton)
    assert panes.shown == [PaneName.QUEUES]
    panel.resize(900, 420)
    qtbot.waitUntil(lambda: panes.folded, timeout=WAIT_MS)
    assert not panes.splitter.isVisible()
    QTest.mouseClick(panes.buttons[PaneName.BYTES], Qt.MouseButton.LeftButton)
    assert panes.shown == [PaneName.BYTES] and panes.splitter.isVisible()
    QTest.mouseClick(panes.fold_button, Qt.MouseButton.LeftButton)
    assert panes.folded


def test_down_the_ladder_brings_the_pane_of_each_step(
    qtbot: QtBot, world: World, chat: Chat, panel: SocketsPanel
) -> None:
    chat.says("anna", "раз")
    filled(panel, world, qtbot)
    panel.resize(900, 860)
    qtbot.waitUntil(lambda: len(panel.panes.shown) == 1, timeout=WAIT_MS)
    panel.show_event(world.events("send")[-1].number)
    panel.selection.set_rung(Rung.CODE)
    assert panel.panes.shown == [PaneName.CODE]
    panel.selection.set_rung(Rung.BYTES)
    assert panel.panes.shown == [PaneName.BYTES]


def test_a_tape_is_saved_and_opened_in_a_window_of_its_own(
    qtbot: QtBot, world: World, chat: Chat, panel: SocketsPanel, tmp_path: Path
) -> None:
    chat.says("anna", "Привет")
    filled(panel, world, qtbot)
    file = tmp_path / "урок.besedka-tape"
    panel.tape.save(str(file))
    assert file.exists()
    assert "урок.besedka-tape" in panel.banner.text()
    panel.tape.open(str(file))
    (window,) = sockets_window._open
    assert "урок.besedka-tape" in window.windowTitle()
    assert window.panel.view.rows.keys
    assert not window.panel.pace.run_button.isVisible()  # nothing is live
    window.close()
    assert not sockets_window._open


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello\n", "not a tape"),
        (b'{"besedka-tape": 99, "events": 0}\n', "newer"),
        (b"", "not a tape"),
        (b"\xff\xfe\x00", "not a tape"),
    ],
)
def test_what_is_no_tape_is_told_in_words(
    panel: SocketsPanel, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "odd.besedka-tape"
    file.write_bytes(content)
    panel.tape.open(str(file))
    assert words in panel.banner.text()
    assert "odd.besedka-tape" in panel.banner.text()
    assert not sockets_window._open


def test_a_tape_that_was_cut_short_is_shown_as_far_as_it_goes(
    qtbot: QtBot, world: World, chat: Chat, panel: SocketsPanel, tmp_path: Path
) -> None:
    for number in range(5):
        chat.says("anna", str(number))
    file = tmp_path / "cut.besedka-tape"
    world.feed.save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4])
    panel.tape.open(str(file))
    assert "cut short" in panel.banner.text() or "damaged" in panel.banner.text()
    (window,) = sockets_window._open
    assert 0 < len(window.feed.tape) < len(world.feed.tape)


def test_a_tape_that_cannot_be_read_or_written(panel: SocketsPanel, tmp_path: Path) -> None:
    panel.tape.open(str(tmp_path / "nowhere.besedka-tape"))
    assert "could not be read" in panel.banner.text()
    panel.tape.ask_save()
    assert "nothing to save" in panel.banner.text()


def test_the_window_on_a_projector(qtbot: QtBot, world: World, chat: Chat) -> None:
    chat.says("anna", "раз")
    window = SocketsWindow(world.feed)
    show(qtbot, window, 1280, 860)
    window.toggle_projector()
    assert window.isFullScreen() and window.scale.projector
    assert len(window.panel.panes.shown) == 1
    window.toggle_projector()
    assert not window.isFullScreen() and not window.scale.projector


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_control_has_a_name(
    qtbot: QtBot,
    world: World,
    chat: Chat,
    panel: SocketsPanel,
    translator: Translator,
    language: str,
) -> None:
    chat.says("anna", "раз")
    filled(panel, world, qtbot)
    translator.set_language(language)
    own = (panel.pace, panel.tape, panel.panes.buttons[PaneName.CODE])
    from PySide6.QtWidgets import QAbstractButton, QSlider

    for part in own:
        controls: list[QWidget] = [
            *part.findChildren(QAbstractButton),
            *part.findChildren(QSlider),
        ]
        for control in controls:
            assert control.accessibleName(), control
    assert panel.view.accessibleName() and panel.legend.accessibleName()


# --- from a bubble to its call, and back -----------------------------------------------------


def test_a_message_is_found_at_the_call_that_carried_it(world: World, chat: Chat) -> None:
    chat.says("anna", "Привет")
    chat.tells("boris", "anna", "Привет")
    chat.reads("boris")
    sent = next(e for e in world.events("send") if e.size)
    taken = world.events("recv")[-1]
    own = find_call(world.feed, Wanted("Привет", "anna", True, 0.0))
    assert own.event == sent.number
    theirs = find_call(world.feed, Wanted("Привет", "boris", False, 0.0))
    assert theirs.event == taken.number
    assert find_call(world.feed, Wanted("Раньше", "boris", False, 0.0)).event is None


def test_a_message_that_came_in_pieces_is_found_where_it_begins(world: World, chat: Chat) -> None:
    chat.tells("anna", "boris", "Длинное сообщение")
    while chat.clients["anna"].fileno() >= 0:
        got = chat.reads("anna", 37)
        if b"\r\n" in got:
            break
    found = find_call(world.feed, Wanted("Длинное сообщение", "anna", False, 0.0))
    assert found.event is not None
    recvs = world.events("recv")
    event = next(e for e in recvs if e.number == found.event)
    joined = b"".join(e.data for e in recvs)
    assert len(recvs) > 2
    begin = joined.index("Длинное".encode())
    before = sum(e.size for e in recvs if e.number < event.number)
    assert before <= begin < before + event.size


def test_an_encrypted_connection_says_so(world: World, chat: Chat) -> None:
    world.call(
        Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, b"\x17\x03\x03\x00\x02ab"
    )
    world.feed.poll()
    found = find_call(world.feed, Wanted("Привет", "anna", True, 0.0))
    assert found.event is None and found.encrypted


def test_the_messages_in_what_a_call_carried() -> None:
    text = (
        "@time=x;msgid=ab-1 :anna!a@h PRIVMSG #к :раз\r\n:server PING x\r\n"
        ":anna!a@h PRIVMSG #к два\r\n:b!b@h PRIVMSG #к :\x01ACTION машет\x01\r\n"
    )
    found = [(m.text, m.msgid) for m in messages_in(text)]
    assert found == [("машет", ""), ("два", ""), ("раз", "ab-1")]


def test_names_of_panes_are_whole_or_icons(
    qtbot: QtBot, world: World, translator: Translator
) -> None:
    translator.set_language("ru")
    scale = Scale()
    panes = LowerPanes(world.feed, Selection(), scale)
    seen = set()
    for large in (False, True):
        scale.set_projector(large)
        for width in (1280, 900, 640, 440) if large else (1280, 620, 480, 330):
            show(qtbot, panes, width, 200)
            buttons = list(panes.buttons.values())
            qtbot.waitUntil(lambda b=buttons: all(x.width() == x.sizeHint().width() for x in b))  # type: ignore[misc]
            assert all(button.geometry().right() < panes.width() for button in buttons)
            assert all(button.toolTip() and button.accessibleName() for button in buttons)
            seen.add(sum(button.width() > scale.px(40) for button in buttons))
    assert {0, 6} <= seen
