"""The kernel's queues: what lies in them, whose it is, and what the next call brings."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.trace import ActorState, Part, Side
from desktop.i18n import Translator
from desktop.sockets.letters import LettersPane
from desktop.sockets.letters_room import Need, fold, share
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.sockets.tank_model import Portion, split, ways
from desktop.sockets.tanks import TanksPane
from desktop.theme import theme
from tests.desktop.sockets.panes import (
    chat,
    choose,
    scale,
    selection,
    show,
    silent_chat,
    translator,
    world,
)
from tests.desktop.sockets.test_tcp_diagram import number_of
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "silent_chat", "translator", "world"]


@pytest.fixture
def pane(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> TanksPane:
    found = TanksPane(world.feed, selection, scale)
    show(qtbot, found, 400, 330)
    return found


def said(pane: TanksPane) -> str:
    return pane.tanks.accessibleDescription()


def test_what_waits_is_numbered_and_counted(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection, translator: Translator
) -> None:
    chat.tells("boris", "anna", "Я тут")
    chat.tells("boris", "anna", "Привет")
    selection.set_socket(number_of(chat.world, chat.clients["boris"]))
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 2)
    blocks = sorted(pane.tanks.placed(), key=lambda placed: -placed.box.bottom())
    assert [placed.portion.send for placed in blocks] == [1, 2]  # the first lies at the exit
    assert [placed.portion.count for placed in blocks] == [53, 56]
    assert "109 B of " in said(pane)
    assert "measured" in said(pane)
    assert "0 B: all has left" in said(pane)
    assert pane.tanks._ghost == 2
    assert "nobody has called recv" in said(pane)
    translator.set_language("ru")
    qtbot.waitUntil(lambda: "109 Б из " in said(pane))


def test_the_next_recv_is_foretold(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    world = chat.world
    chat.tells("boris", "anna", "Я тут")
    selection.set_socket(number_of(world, chat.clients["boris"]))
    world.lens.gate.pause()
    world.start(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, 10)
    world.wait_state(ActorState.PARKED)
    qtbot.waitUntil(lambda: "recv(10) will return 10 bytes; 43 stay" in said(pane))
    world.lens.gate.run()
    world.wait(lambda: world.events("recv"))
    qtbot.waitUntil(lambda: [p.portion.count for p in pane.tanks.placed()] == [43])
    assert pane.tanks.placed()[0].portion.offset == 10
    world.start(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, 65536)
    world.wait(lambda: len(world.events("recv")) == 2)
    world.start(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, 65536)
    world.wait_state(ActorState.IN_KERNEL)
    qtbot.waitUntil(lambda: "waits in the kernel until bytes come" in said(pane))


def test_a_full_queue_shows_what_stays_behind(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    world = chat.world
    sock = chat.clients["anna"]
    sock.setblocking(False)
    while not isinstance(
        world.call(Side.CLIENT, "anna", Part.WRITER, sock.send, b"x" * 300_000), OSError
    ):
        pass
    selection.set_socket(number_of(world, chat.served["anna"]))
    qtbot.waitUntil(lambda: any(placed.tank == 0 for placed in pane.tanks.placed()))
    assert "all has left" not in said(pane)


def test_a_listener_has_connections_instead_of_bytes(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    selection.set_socket(number_of(chat.world, chat.listener))
    qtbot.waitUntil(lambda: "0 of 5 waiting for accept" in said(pane))
    with socket.socket() as guest:
        guest.connect(("127.0.0.1", chat.port))

        def seen() -> bool:
            pane.refresh()
            return "1 of 5 waiting" in said(pane)

        qtbot.waitUntil(seen)
        assert "accept() only takes the first" in said(pane)


def test_datagrams_stay_apart(
    qtbot: QtBot, world: World, pane: TanksPane, selection: Selection
) -> None:
    maker = world.maker(Side.LAB, "s1")
    with world.acting(Side.LAB, "s1"):
        one = maker.open(socket.AF_INET, socket.SOCK_DGRAM)
        one.bind(("127.0.0.1", 0))
        other = maker.open(socket.AF_INET, socket.SOCK_DGRAM)
        world.kept += [one, other]
        for data in (b"one", b"two", b"three"):
            other.sendto(data, one.getsockname())
    world.feed.poll()
    selection.set_socket(number_of(world, one))
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 3)
    assert "3 datagrams, 11 B" in said(pane)
    world.lens.gate.pause()
    world.start(Side.LAB, "s1", Part.MAIN, one.recvfrom, 2)
    world.wait_state(ActorState.PARKED)
    qtbot.waitUntil(lambda: "recvfrom(2) will return 2 bytes of a datagram of 3" in said(pane))


def test_blocks_are_clicked_and_directions_chosen(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    chat.tells("boris", "anna", "Я тут")
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 1)  # the busiest direction by itself
    point = pane.tanks.placed()[0].box.center().toPoint()
    QTest.mouseClick(pane.tanks, Qt.MouseButton.LeftButton, pos=point)
    assert selection.send == 1
    qtbot.waitUntil(lambda: pane.tanks._chosen == 1)
    QTest.keyClick(pane.tanks, Qt.Key.Key_Escape)
    assert selection.send is None
    qtbot.waitUntil(lambda: pane.tanks._chosen == 0)
    QTest.keyClick(pane.tanks, Qt.Key.Key_Up)
    assert selection.send == 1
    assert len(ways(chat.world.feed)) == 5
    names = [pane.chooser.itemText(place) for place in range(pane.chooser.count())]
    wanted = next(place for place, name in enumerate(names) if name.startswith("anna"))
    pane.chooser.setFocus()
    pane.chooser.setCurrentIndex(wanted)
    pane.chooser.activated.emit(wanted)
    assert pane.tanks.placed() == []
    assert "The queue is empty" in said(pane)


def test_a_socket_chosen_after_a_call_is_followed(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    chat.says("anna", "Привет", read=False)
    choose(chat.world, selection, chat.world.events("send")[-1])
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 1)
    assert pane.chooser.currentText().startswith("anna")
    selection.set_socket(number_of(chat.world, chat.clients["boris"]))
    qtbot.waitUntil(lambda: "boris" in pane.chooser.currentText())
    choose(chat.world, selection, chat.world.events("accept")[-1])
    choose(chat.world, selection, chat.world.events("send")[-1])
    qtbot.waitUntil(lambda: pane.chooser.currentText().startswith("anna"))


def test_bytes_that_nobody_read_are_thrown_away(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    chat.tells("boris", "anna", "Я тут")
    number = number_of(chat.world, chat.clients["boris"])
    chat.world.call(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].close)
    chat.world.feed.poll()
    selection.set_socket(number)
    qtbot.waitUntil(lambda: "53 bytes thrown away" in said(pane))


def test_where_the_system_does_not_tell_the_flows_do(
    qtbot: QtBot, silent_chat: Chat, selection: Selection, scale: Scale
) -> None:
    chat = silent_chat
    pane = TanksPane(chat.world.feed, selection, scale)
    show(qtbot, pane, 400, 330)
    chat.tells("boris", "anna", "Я тут")
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 1)
    assert "53 B" in said(pane)
    assert "inferred" in said(pane)
    assert "measured" not in said(pane)
    selection.set_socket(number_of(chat.world, chat.listener))
    qtbot.waitUntil(lambda: "not on this system" in said(pane))


def test_the_past_is_shown_at_the_position(
    qtbot: QtBot, chat: Chat, pane: TanksPane, selection: Selection
) -> None:
    chat.tells("boris", "anna", "Я тут")
    chat.reads("boris")
    selection.set_socket(number_of(chat.world, chat.clients["boris"]))
    qtbot.waitUntil(lambda: "The queue is empty" in said(pane))
    sent = chat.world.events("send")[-1]
    chat.world.feed.set_position(sent.number)
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 1)
    chat.world.feed.set_position(None)
    qtbot.waitUntil(lambda: pane.tanks.placed() == [])


def test_blocks_travel_only_where_motion_is_wanted(
    qtbot: QtBot, chat: Chat, pane: TanksPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion = pane.tanks._motion
    monkeypatch.setattr(theme(), "reduced_motion", True)
    chat.tells("boris", "anna", "Я тут")
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 1)
    assert motion.state() == motion.State.Stopped
    monkeypatch.setattr(theme(), "reduced_motion", False)
    began = []
    motion.stateChanged.connect(lambda new, _old: began.append(new))
    chat.tells("boris", "anna", "Привет")
    qtbot.waitUntil(lambda: len(pane.tanks.placed()) == 2)
    assert motion.State.Running in began
    assert motion.duration() == 220
    qtbot.waitUntil(lambda: motion.state() == motion.State.Stopped)


def test_portions_are_split_where_the_kernel_says() -> None:
    portions = (Portion(1, 1, 10), Portion(2, 2, 5, 3))
    inside, rest = split(portions, 12)
    assert inside == (Portion(1, 1, 10), Portion(2, 2, 2, 3))
    assert rest == (Portion(2, 2, 3, 5),)
    assert split(portions, 0) == ((), portions)
    assert split(portions, 100) == (portions, ())


def test_the_letters_of_lesson_three(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale, translator: Translator
) -> None:
    world = chat.world
    pane = LettersPane(world.feed, selection, scale)
    show(qtbot, pane, 900, 240)
    for word in (b"one", b"two", b"three"):
        world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, word)
    world.feed.poll()
    selection.set_socket(number_of(world, chat.served["anna"]))
    qtbot.waitUntil(lambda: len(pane.view.picture.queue) == 3)
    picture = pane.view.picture
    assert picture.taken is None
    assert [part.data for part in picture.queue] == [b"one", b"two", b"three"]
    assert [text for _, text, _ in picture.sends] == ["send(b'one')", "send(b'two')",
                                                     "send(b'three')"]  # fmt: skip
    world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 1024)
    choose(world, selection, world.events("recv")[-1])
    qtbot.waitUntil(lambda: pane.view.picture.taken is not None)
    picture = pane.view.picture
    assert picture.before
    assert b"".join(part.data for part in picture.taken or ()) == b"onetwothree"
    assert "b'onetwothree'" in pane.view.accessibleDescription()
    selection.clear()
    for key, wanted in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Escape, None)):
        QTest.keyClick(pane.view, key)
        assert selection.send == wanted
        qtbot.waitUntil(lambda wanted=wanted: pane.view._chosen == (wanted or 0))  # type: ignore[misc]
    translator.set_language("ru")
    qtbot.waitUntil(lambda: "Очередь приёма перед recv · 11 Б" in pane.view.queue_words())


def test_columns_share_what_there_is() -> None:
    needs = (Need(100, 150), Need(80, 200), Need(50, 400))
    assert share(230, needs) == (100, 80, 50)
    assert share(290, needs) == (150, 90, 50)
    assert share(1000, needs) == (150, 200, 400)
    assert share(115, needs) == (50, 40, 25)
    assert sum(share(0, needs)) == 0
    assert fold("abcdefg", 30, 10) == [(0, 3), (3, 6), (6, 7)]
    assert fold("abc", 0, 10) == [(0, 1), (1, 2), (2, 3)]
    assert fold("", 30, 10) == [(0, 0)]


def test_headings_of_the_letters_do_not_run_into_each_other(
    qtbot: QtBot, chat: Chat, selection: Selection, translator: Translator
) -> None:
    translator.set_language("ru")
    world = chat.world
    scale = Scale(projector=True)
    pane = LettersPane(world.feed, selection, scale)
    for word in (b"one", b"two", b"three"):
        world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, word)
    world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 1024)
    choose(world, selection, world.events("recv")[-1])
    for width in (960, 1200, 1600):
        show(qtbot, pane, width, 320)
        qtbot.waitUntil(lambda: bool(pane.view.picture.taken))
        view = pane.view
        strong = scale.metrics("smallStrong")
        side, middle, last = view._columns(view.width() - 2 * scale.px(23) - 2)
        assert strong.horizontalAdvance(view.reader_words()) <= side
        assert strong.horizontalAdvance(view._queue_headings()[-1]) <= middle
        assert strong.horizontalAdvance(view._writer_words()) <= last
        assert side + middle + last <= view.width() - 2 * scale.px(23)
        assert scale.metrics("mono").horizontalAdvance(view._call_words()) <= side
