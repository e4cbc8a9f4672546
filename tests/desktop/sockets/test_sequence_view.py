"""The sequence view on real sockets: what is drawn, and what mouse and keyboard do."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from core.net.trace import ActorState, CallEvent, Part, Side
from core.threads.trace_feed import TraceFeed
from desktop.i18n import Translator
from desktop.sockets.scale import SMALLEST, Scale
from desktop.sockets.selection import Rung, Selection
from desktop.sockets.sequence_items import Bar, Box
from desktop.sockets.sequence_links import Link, LinkKind
from desktop.sockets.sequence_routes import hits
from desktop.sockets.sequence_shake import three_arrows
from desktop.sockets.sequence_view import SequenceView
from desktop.sockets.sequence_words import data_text, line_text
from desktop.theme import theme
from tests.desktop.sockets.panes import chat, scale, selection, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]
WAIT_MS = 20_000


@pytest.fixture
def view(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> SequenceView:
    made = SequenceView(world.feed, selection, scale)
    show(qtbot, made, 1400, 700)
    return made


def fresh(view: SequenceView) -> SequenceView:
    """Everything of the tape is drawn."""
    view.start_over()
    return view


def box_of(view: SequenceView, number: int, *, ending: bool = False) -> Box:
    found = [b for b in view.scene().boxes if b.number == number and b.ending is ending]
    assert found, f"call {number} is not drawn"
    return found[0]


def press(view: SequenceView, key: Qt.Key) -> None:
    from tests.desktop.typing import press_key

    press_key(view, key)


def click(qtbot: QtBot, view: SequenceView, place: QPointF) -> None:
    at = place + QPointF(view.offset())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())


def test_bytes_are_an_arrow_from_the_send_to_the_recv_that_took_them(
    world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("anna", "Привет")
    fresh(view)
    (send,) = [e for e in world.events("send") if e.size]
    (recv,) = [e for e in world.events("recv") if e.size]
    (arrow,) = [a for a in view.scene().arrows if a.kind is None]
    assert (arrow.source, arrow.target, arrow.count) == (send.number, recv.number, send.size)
    source, target = box_of(view, send.number), box_of(view, recv.number)
    assert source.sends == target.sends == (1,)
    assert source.rect.top() < target.rect.top()
    assert arrow.points[0].y() == source.rect.center().y()
    assert arrow.points[-1].y() == target.rect.center().y()
    assert not target.text  # the words stand at the send
    assert "PRIVMSG #класс :Привет\\r\\n" in source.text


def test_one_send_read_by_two_recvs_is_two_arrows_with_counts(
    world: World, chat: Chat, view: SequenceView
) -> None:
    chat.tells("anna", "boris", "Привет")
    chat.reads("anna", 10)
    chat.reads("anna")
    fresh(view)
    arrows = [a for a in view.scene().arrows if a.kind is None]
    assert len(arrows) == 2
    assert all(arrow.word for arrow in arrows)
    assert sum(arrow.count for arrow in arrows) == world.events("send")[-1].size


def test_unread_bytes_stand_in_the_queue_of_whoever_is_to_read_them(
    world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("boris", "жду")  # boris has a lane
    chat.tells("boris", "anna", "Привет")
    fresh(view)
    (item,) = view.scene().queued
    sent = world.events("send")[-1]
    assert (item.number, item.count, item.thrown) == (sent.number, sent.size, False)
    lane = view.lanes.of_owner(Side.CLIENT, "boris", [])
    assert lane is not None
    assert lane.x <= item.rect.center().x() <= lane.x + lane.width
    # Looking back to before it was sent, there is nothing.
    world.feed.set_position(sent.number - 1)
    assert not view.scene().queued
    world.feed.set_position(None)
    chat.reads("boris")
    fresh(view)
    assert not view.scene().queued


def test_bytes_that_were_closed_away_say_so(world: World, chat: Chat, view: SequenceView) -> None:
    chat.says("boris", "жду")
    chat.tells("boris", "anna", "Привет")
    world.call(Side.CLIENT, "boris", Part.WRITER, chat.clients["boris"].close)
    world.call(Side.SERVER, "server", Part.READER, chat.served["boris"].recv, 100)
    world.feed.poll()
    fresh(view)
    (item,) = view.scene().queued
    assert item.thrown
    (reset,) = [a for a in view.scene().arrows if a.kind is LinkKind.RST]
    assert view.feed.tape.event(reset.source).call == "close"  # type: ignore[union-attr]
    failed = box_of(view, reset.target)
    assert failed.event is not None and failed.event.error is not None


def test_what_nobody_measured_is_an_inferred_arrow_with_its_word(
    world: World, chat: Chat, view: SequenceView
) -> None:
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].close)
    world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 100)
    world.feed.poll()
    fresh(view)
    kinds = [arrow.kind for arrow in view.scene().arrows]
    assert kinds.count(LinkKind.HANDSHAKE) == 2
    assert kinds.count(LinkKind.FIN) == 1
    assert all(a.word for a in view.scene().arrows if a.kind in (LinkKind.FIN, LinkKind.HANDSHAKE))


def test_blocked_time_is_a_bar_that_grows_and_ends_at_the_return(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    world.start(Side.CLIENT, "anna", Part.READER, chat.clients["anna"].recv, 100)
    world.wait_state(ActorState.IN_KERNEL)
    fresh(view)
    (bar,) = [b for b in view.scene().bars if b.open]
    assert bar.rect.bottom() == view.scene().now_y
    chat.tells("anna", "boris", "Привет")
    world.wait(lambda: any(e.size for e in world.events("recv")))
    fresh(view)
    (bar,) = view.scene().bars
    (recv,) = [e for e in world.events("recv") if e.size]
    assert not bar.open
    end = box_of(view, recv.number, ending=True)
    assert bar.rect.bottom() == end.rect.top()
    # At the send the recv is still in the kernel.
    world.feed.set_position(recv.number)
    assert not [b for b in view.scene().boxes if b.number == recv.number and b.ending]


def test_a_parked_actor_has_stripes_and_a_button_that_steps_it(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    world.lens.gate.pause()
    world.start(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, b"one\r\n")
    world.wait_state(ActorState.PARKED)
    fresh(view)
    (hatch,) = view.scene().hatches
    actor = hatch.actor.info.number
    button = view.step_buttons.button(actor)
    assert button is not None and isinstance(button, QPushButton)
    assert "anna" in button.accessibleName()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(view.step_wanted) as wanted:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == [actor]
    world.lens.gate.permit(actor)
    world.wait(lambda: world.events("send"))
    fresh(view)
    assert not view.scene().hatches
    assert view.step_buttons.button(actor) is None


def test_the_keyboard_goes_through_lanes_and_calls_and_down_the_ladder(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, selection: Selection
) -> None:
    chat.says("anna", "раз")
    chat.says("anna", "два")
    fresh(view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    lanes = [lane.key for lane in view.lanes.shown]
    assert len(lanes) >= 3
    for number, key in enumerate(lanes):
        current = view.current_lane()
        assert current is not None and current.key == key
        if number + 1 < len(lanes):
            press(view, Qt.Key.Key_Tab)
    while view.current_lane() is not view.lanes.shown[0]:
        press(view, Qt.Key.Key_Backtab)
    first = view.lanes.shown[0]
    press(view, Qt.Key.Key_Down)
    chosen = selection.event
    assert chosen is not None and view.rows.actor_of(chosen) in first.track_of
    press(view, Qt.Key.Key_Up)
    assert selection.event is not None and selection.event < chosen
    press(view, Qt.Key.Key_Down)
    assert selection.event == chosen
    assert "#" in view.accessibleDescription() or "connect" in view.accessibleDescription()
    rungs: list[Rung] = [selection.rung]
    press(view, Qt.Key.Key_Return)
    rungs.append(selection.rung)
    for _ in range(5):
        press(view, Qt.Key.Key_Backspace)
    rungs.append(selection.rung)
    assert rungs == [Rung.CALL, Rung.CODE, Rung.BUBBLE]
    with qtbot.waitSignal(selection.message_wanted) as told:
        press(view, Qt.Key.Key_Backspace)
    assert "PRIVMSG #класс :два" in told.args[0]
    press(view, Qt.Key.Key_Escape)
    assert selection.is_empty


def test_a_click_chooses_and_lights_the_number_everywhere(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, selection: Selection
) -> None:
    chat.says("anna", "раз")
    chat.says("boris", "два")
    fresh(view)
    first, second = [e for e in world.events("send") if e.size]
    click(qtbot, view, box_of(view, second.number).rect.center())
    assert (selection.event, selection.send) == (second.number, 2)
    assert (selection.socket, selection.actor) == (second.socket, second.actor)
    assert view.look.opacity((second.number,), (2,)) == 1.0
    taken = next(e for e in world.events("recv") if view.flow.sends(e) == (2,))
    assert view.look.opacity((taken.number,), (2,)) == 1.0
    assert view.look.opacity((first.number,), (1,)) < 0.5
    click(qtbot, view, QPointF(3.0, view.content_height() - 2))
    assert selection.is_empty
    assert view.look.opacity((first.number,), (1,)) == 1.0


def test_a_recv_of_several_sends_has_all_numbers_and_a_click_goes_through_them(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, selection: Selection
) -> None:
    chat.tells("anna", "boris", "раз")
    chat.tells("anna", "boris", "два")
    chat.reads("anna")
    fresh(view)
    (recv,) = [e for e in world.events("recv") if e.size]
    box = box_of(view, recv.number)
    assert box.sends == (1, 2)
    click(qtbot, view, box.rect.center())
    assert selection.send == 1
    click(qtbot, view, box.rect.center())
    assert selection.send == 2


def test_a_selected_call_is_found_again_however_long_the_tape_is(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, selection: Selection
) -> None:
    for number in range(40):
        chat.says("anna", f"line {number}")
    fresh(view)
    first = world.events("send")[0]
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    view.reveal(first.number)
    box = box_of(view, first.number)
    top = view.verticalScrollBar().value()
    assert top <= box.rect.top() <= top + view.viewport().height()


def test_only_what_is_in_view_is_laid_out(qtbot: QtBot, world: World, view: SequenceView) -> None:
    events = [
        CallEvent(n, 1 + n % 3, 1 + n % 3, 5, "send", (), n / 10, n / 10 + 0.01, 3, b"abc", 3)
        for n in range(1, 20_001)
    ]
    world.feed.tape.add(events)
    with world.acting(Side.CLIENT, "anna"), world.acting(Side.CLIENT, "boris"):
        pass
    with world.acting(Side.CLIENT, "vera"):
        world.feed.tape.note(world.lens.actors(), ())
        world.feed.poll()
        fresh(view)
        assert len(view.rows.keys) > 15_000
        assert len(view.scene().boxes) < 60
        view.verticalScrollBar().setValue(5000)
        assert 0 < len(view.scene().boxes) < 60


def test_lanes_can_be_hidden_moved_and_brought_back(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("anna", "раз")
    fresh(view)
    before = [lane.key for lane in view.lanes.shown]
    menu = view.menu(view.lanes.shown[0])
    menu.actions()[1].trigger()  # to the right
    after = [lane.key for lane in view.lanes.shown]
    assert after[:2] == [before[1], before[0]]
    menu.close()
    menu = view.menu(view.lanes.shown[0])
    gone = view.lanes.shown[0].key
    menu.actions()[2].trigger()  # hide
    menu.close()
    assert gone not in [lane.key for lane in view.lanes.shown]
    hidden = {n for n in view.rows.actors() if view.lanes.any_of_actor(n).key == gone}  # type: ignore[union-attr]
    assert not hidden
    menu = view.menu(None)
    all_again = [a for a in menu.actions() if "as at first" in a.text()]
    all_again[0].trigger()
    menu.close()
    assert [lane.key for lane in view.lanes.shown] == before


def test_of_many_lanes_those_with_calls_in_view_are_shown(
    qtbot: QtBot, world: World, view: SequenceView
) -> None:
    pairs = []
    for number in range(30):
        server = world.maker(Side.SERVER, "server")
        with world.lens.actor(Side.SERVER, "server", Part.READER, number + 1):
            a, b = server.pair(socket.AF_UNIX, socket.SOCK_STREAM)
            a.send(b"x")
            pairs += [a, b]
    world.kept += pairs
    world.feed.poll()
    fresh(view)
    assert len(view.lanes.all) == 30
    assert 0 < len(view.lanes.shown) < 30
    assert view.heads.folded == 30 - len(view.lanes.shown)
    key = view.lanes.folded[0].key
    menu = view.menu(None)
    for other in view.lanes.all:
        if other.key == key:
            break
    lanes_menu = next(m for m in menu.findChildren(QMenu) if m.actions())
    lanes_menu.actions()[view.lanes.all.index(other)].trigger()
    menu.close()
    assert key in [lane.key for lane in view.lanes.shown]


def test_a_folded_stretch_opens_by_a_click(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    for number in range(12):
        chat.says("anna", f"line {number}")
    last = world.feed.tape.events[-1]
    view.rows.clear()
    flood = [
        CallEvent(n, last.actor, last.socket, 5, "send", (), n / 1e4, n / 1e4, 1, b"x", 1)
        for n in range(1000, 1800)
    ]
    world.feed.tape.add(flood)
    view.rows.add(flood, 0.0)
    view.relayout()
    view.verticalScrollBar().setValue(0)
    (row,) = view.scene().gaps
    assert row.gap.count == 760
    click(qtbot, view, row.rect.center())
    assert not view.rows.gaps
    assert len(view.rows.calls) == 800


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_is_drawn_in_both_themes_languages_and_sizes(
    qtbot: QtBot,
    world: World,
    chat: Chat,
    view: SequenceView,
    translator: Translator,
    dark: bool,
    language: str,
) -> None:
    theme().set_mode("dark" if dark else "light")
    try:
        translator.set_language(language)
        chat.says("anna", "Привет")
        chat.tells("boris", "anna", "Привет")
        world.call(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, -1)
        world.feed.poll()
        fresh(view)
        for projector in (False, True):
            view.scale.set_projector(projector)
            image = view.grab().toImage()
            colours = {
                image.pixel(x, y)
                for x in range(0, image.width(), 2)
                for y in range(0, image.height(), 2)
            }
            assert len(colours) > 20
            assert view.heads.height() == view.scale.px(58)
    finally:
        theme().set_mode("light")


def test_on_a_projector_no_letter_is_small(scale: Scale, qtbot: QtBot) -> None:
    scale.set_projector(True)
    for role in ("caption", "captionMedium", "badge", "small", "mono", "monoSmall", "body"):
        assert scale.font(role).pixelSize() >= SMALLEST
    assert scale.pen(1) >= 2


def test_a_saved_tape_is_drawn_without_a_lens(
    qtbot: QtBot, world: World, chat: Chat, selection: Selection, scale: Scale, tmp_path: object
) -> None:
    chat.says("anna", "Привет")
    world.feed.save(f"{tmp_path}/one.tape")
    tape = type(world.feed.tape).load(f"{tmp_path}/one.tape")
    view = SequenceView(TraceFeed(tape=tape), selection, scale)
    show(qtbot, view, 1200, 600)
    assert [a for a in view.scene().arrows if a.kind is None]
    assert not view.scene().hatches


def test_hidden_it_costs_nothing_and_catches_up(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    view.hide()
    frames = view.frames
    chat.says("anna", "раз")
    QApplication.processEvents()
    assert view.frames == frames
    view.show()
    qtbot.waitUntil(lambda: bool(view.scene().boxes), timeout=WAIT_MS)
    assert [e for e in world.events("send") if e.number in view.rows.calls]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"PING x\r\n", "PING x\\r\\n"),
        (
            "@a=1 :anna!a@h PRIVMSG #к :Да\r\n".encode(),
            "… PRIVMSG #к :Да\\r\\n",
        ),
        (b":server 001 anna :hi\r\n", ":server 001 anna :hi\\r\\n"),
        (b"\x16\x03\x01\x02", "16 03 01 02"),
        ("Привет".encode()[1:], "·ривет"),
        (b"\xff\xfe\xfd", "FF FE FD"),
        (b"", ""),
        (b"tab\there\\", "tab\\there\\\\"),
    ],
)
def test_bytes_are_written_on_one_line(data: bytes, text: str) -> None:
    assert line_text(data) == text


def test_a_letter_that_is_cut_is_no_reason_for_hex() -> None:
    assert data_text("Привет".encode()[:5]) == "Пр·"


def test_calls_that_only_ask_can_be_shown(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("anna", "раз")
    fresh(view)
    assert "getsockname" not in {e.call for e in view.rows.calls.values()}
    menu = view.menu(view.heads.lane_at(view.gutter + 20))
    menu.actions()[-1].trigger()
    menu.close()
    assert "getsockname" in {e.call for e in view.rows.calls.values()}


def test_new_calls_appear_gently_and_their_bytes_travel(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme(), "reduced_motion", False)
    fresh(view)
    seen: list[tuple[bool, bool]] = []

    def watch() -> bool:
        view.viewport().repaint()
        seen.append((bool(view.look.fresh), bool(view.look.travel)))
        return (True, True) in seen and seen[-1] == (False, False)

    chat.says("anna", "раз")
    qtbot.waitUntil(watch, timeout=WAIT_MS)
    assert not view.look.outline_fresh


def test_with_reduced_motion_the_newest_call_is_outlined_until_the_next(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme(), "reduced_motion", True)
    fresh(view)

    def outlined() -> set[int]:
        view.viewport().repaint()
        return set(view.look.fresh)

    chat.says("anna", "раз")
    first = world.events("recv")[-1].number
    qtbot.waitUntil(lambda: first in outlined(), timeout=WAIT_MS)
    assert view.look.outline_fresh and not view.look.travel
    chat.says("boris", "два")
    second = world.events("recv")[-1].number
    qtbot.waitUntil(lambda: second in outlined(), timeout=WAIT_MS)
    assert first not in outlined()


def test_what_calls_of_a_thread_lead_to_inside_the_program_is_dotted(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("anna", "Привет")
    chat.tells("boris", "anna", "Привет")
    fresh(view)
    (work,) = [a for a in view.scene().arrows if a.kind is LinkKind.WORK]
    recv, send = world.events("recv")[-1], world.events("send")[-1]
    assert (work.source, work.target) == (recv.number, send.number)
    # Other words are no effect of it.
    chat.says("anna", "noch etwas")
    world.wait(lambda: True)
    chat.tells("boris", "anna", "ganz anders")
    fresh(view)
    found = [a for a in view.scene().arrows if a.kind is LinkKind.WORK]
    assert world.events("send")[-1].number not in {a.target for a in found[:1]}


def test_arrows_do_not_cross_the_words_of_other_calls(
    qtbot: QtBot, world: World, chat: Chat, view: SequenceView
) -> None:
    chat.says("boris", "жду")
    for number in range(4):
        chat.tells("boris", "anna", str(number))
        chat.says("anna", str(number))
    chat.reads("boris")
    fresh(view)
    scene = view.scene()
    assert len([a for a in scene.arrows if a.kind is None]) >= 8
    for arrow in scene.arrows:
        if arrow.kind is not None and arrow.kind.is_inside:
            continue
        for a, b in zip(arrow.points, arrow.points[1:], strict=False):
            for box in scene.boxes:
                if box.number in (arrow.source, arrow.target):
                    continue
                words = box.rect.adjusted(8, 4, -8, -4)
                assert not hits(words, a, b), (arrow, box)


def test_a_handshake_that_both_sides_wait_for_is_three_arrows() -> None:
    link = Link(LinkKind.HANDSHAKE, 1, 2)
    connect = Bar(QRectF(20, 50, 80, 100), 1, 0.0, 2.0, open=False)
    accept = Bar(QRectF(220, 10, 80, 200), 2, 0.0, 3.0, open=False)
    connected, accepted = QRectF(10, 150, 100, 24), QRectF(210, 210, 100, 24)
    syn, back, ack = three_arrows([connect, accept], link, connected, accepted)
    assert [arrow.text for arrow in (syn, back, ack)] == ["SYN", "SYN-ACK", "ACK"]
    assert syn.points[0].x() == 100 and syn.points[1].x() == 220
    assert back.points[0].x() == 220 and back.points[1].x() == 100
    assert syn.points[0].y() < back.points[0].y() < ack.points[0].y()
    # Where one side did not wait, or has not returned, it is one arrow.
    assert not three_arrows([accept], link, connected, accepted)
    assert not three_arrows([connect, accept], link, None, accepted)
