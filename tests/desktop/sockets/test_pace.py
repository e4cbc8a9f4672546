"""The bar with run, pause, step and speed, on a real gate and real threads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from core.net.gate import Pace
from core.net.trace import ActorState, Part, Side
from desktop.i18n import Translator
from desktop.sockets.pace_bar import PaceBar, factor_of, step_of
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from tests.desktop.sockets.panes import chat, scale, selection, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> PaceBar:
    made = PaceBar(world.feed, selection, scale)
    show(qtbot, made, 1200, 52)
    return made


def park_two(world: World, chat: Chat) -> dict[str, int]:
    """Anna and boris are held before a send; their actors' numbers."""
    world.lens.gate.pause()
    for name in ("anna", "boris"):
        world.start(Side.CLIENT, name, Part.WRITER, chat.clients[name].send, b"x\r\n")
    world.wait_state(ActorState.PARKED, 2)
    held = [a.info for a in world.lens.actors() if a.state is ActorState.PARKED]
    return {info.name: info.number for info in held}


def pace_of(world: World) -> Pace:
    """A fresh look: the checker thinks that nothing changes."""
    return world.lens.gate.pace


def test_run_and_pause_are_the_gates_own(qtbot: QtBot, world: World, bar: PaceBar) -> None:
    told = QSignalSpy(bar.pace_changed)
    QTest.mouseClick(bar.pause_button, LEFT)
    assert pace_of(world) is Pace.PAUSED
    assert bar.pause_button.isChecked() and not bar.run_button.isChecked()
    QTest.mouseClick(bar.run_button, LEFT)
    assert pace_of(world) is Pace.RUN
    bar.toggle()
    assert bar.is_paused
    assert told.count() == 3


def test_step_lets_one_call_of_the_chosen_actor_go(
    qtbot: QtBot, world: World, chat: Chat, bar: PaceBar, selection: Selection
) -> None:
    actors = park_two(world, chat)
    selection.set_actor(actors["boris"])
    bar.refresh()
    assert "boris" in bar.step_button.text()
    sent = len(world.events("send"))
    QTest.mouseClick(bar.step_button, LEFT)
    world.wait(lambda: len(world.events("send")) == sent + 1)
    assert world.events("send")[-1].actor == actors["boris"]
    assert pace_of(world) is Pace.PAUSED
    # The next one is whoever is held.
    bar.refresh()
    assert "anna" in bar.step_button.text()
    bar.step()
    world.wait(lambda: len(world.events("send")) == sent + 2)
    bar.refresh()
    assert not bar.step_button.isEnabled()


def test_the_menu_chooses_whom_to_step(
    world: World, chat: Chat, bar: PaceBar, selection: Selection
) -> None:
    actors = park_two(world, chat)
    menu = bar.choice()
    texts = [action.text() for action in menu.actions()]
    assert any("anna" in text for text in texts) and any("boris" in text for text in texts)
    next(a for a in menu.actions() if "boris" in a.text()).trigger()
    menu.close()
    assert selection.actor == actors["boris"]
    chosen = bar.chosen()
    assert chosen is not None and chosen.info.number == actors["boris"]


def test_nobody_held_is_said(world: World, bar: PaceBar) -> None:
    bar.pause()
    menu = bar.choice()
    (entry,) = menu.actions()
    menu.close()
    assert not entry.isEnabled() and entry.text() == "Nobody is parked"


def test_step_while_calls_run_holds_them_first(world: World, bar: PaceBar) -> None:
    bar.step()
    assert pace_of(world) is Pace.PAUSED


def test_to_the_next_delivery(world: World, chat: Chat, bar: PaceBar) -> None:
    park_two(world, chat)
    world.start(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 100)
    world.wait_state(ActorState.PARKED, 3)
    bar.to_delivery()
    world.wait(lambda: any(e.size for e in world.events("recv")))
    assert pace_of(world) is Pace.PAUSED


def test_the_slider_is_slow_motion(world: World, bar: PaceBar) -> None:
    bar.run()
    bar.slider.setValue(10)
    assert pace_of(world) is Pace.SLOW
    assert world.lens.gate.factor == factor_of(10)
    assert bar.speed.text() == f"slower ×{factor_of(10):.0f}"
    bar.slider.setValue(bar.slider.maximum())
    assert world.lens.gate.factor == 300
    bar.slider.setValue(0)
    assert pace_of(world) is Pace.RUN
    assert bar.speed.text() == "full speed"
    bar.change_speed(-1)
    assert pace_of(world) is Pace.SLOW
    for _ in range(3):
        bar.change_speed(1)
    assert pace_of(world) is Pace.RUN
    # While paused it chooses the speed of the next run.
    bar.pause()
    bar.set_factor(20)
    assert pace_of(world) is Pace.PAUSED
    bar.run()
    assert world.lens.gate.factor == factor_of(step_of(20))


def test_every_place_of_the_slider_is_its_own_factor() -> None:
    factors = [factor_of(step) for step in range(41)]
    assert factors[0] == 0 and factors[1] == 2 and factors[-1] == 300
    assert factors == sorted(factors)
    assert step_of(factors[20]) == 20


def test_another_view_of_the_same_gate_shows_the_pace(
    qtbot: QtBot, world: World, bar: PaceBar
) -> None:
    world.lens.gate.pause()
    qtbot.waitUntil(bar.pause_button.isChecked, timeout=20_000)
    world.lens.gate.slow(50)
    qtbot.waitUntil(lambda: bar.speed.text() == "slower ×50", timeout=20_000)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("projector", [False, True])
@pytest.mark.parametrize("width", [420, 700, 1000, 1400])
def test_everything_fits_whatever_the_width(
    world: World,
    chat: Chat,
    bar: PaceBar,
    translator: Translator,
    language: str,
    projector: bool,
    width: int,
) -> None:
    translator.set_language(language)
    bar.scale.set_projector(projector)
    if projector and width < 1000:
        width = 1000
    park_two(world, chat)
    bar.refresh()
    bar.resize(width, bar.height())
    right = 0
    for part in (bar.run_button, bar.step_button, bar.delivery_button, bar.slider, bar.speed):
        if part.isHidden():
            continue
        assert part.x() >= right - 1
        right = part.x() + part.width()
    assert right <= width


def test_every_control_has_a_name(bar: PaceBar) -> None:
    for button in (
        bar.run_button,
        bar.pause_button,
        bar.step_button,
        bar.choose_button,
        bar.delivery_button,
        bar.slider,
    ):
        assert button.accessibleName()
