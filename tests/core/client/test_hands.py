"""A class on our own server, seen by the client."""

from __future__ import annotations

import pytest

from core.client.events import ClassSwitched, FloorChanged, HandChanged
from core.irc.capabilities import CLASSROOM
from tests.core.client.dialogue import Dialogue, modern, plain


@pytest.fixture
def dialogue() -> Dialogue:
    return modern("#class", capabilities=f"message-tags {CLASSROOM}")


def test_hands_go_up_and_down(dialogue: Dialogue) -> None:
    assert dialogue.run("/hand").error_code is None
    dialogue.play("<- HAND UP\n -> :anna!a@h HAND UP")
    assert dialogue.one(HandChanged) == HandChanged("anna", True, own=True)
    assert dialogue.run("/hand down").error_code is None
    dialogue.play("<- HAND DOWN\n -> :anna!a@h HAND DOWN\n -> :boris!b@h HAND UP")
    assert dialogue.take(HandChanged) == [
        HandChanged("anna", False, own=True),
        HandChanged("boris", True),
    ]


def test_what_the_teacher_switched(dialogue: Dialogue) -> None:
    dialogue.play("-> :srv CLASS :muted locked")
    assert dialogue.one(ClassSwitched) == ClassSwitched(True, False, True)
    dialogue.play("-> :srv CLASS :")
    assert dialogue.one(ClassSwitched) == ClassSwitched(False, False, False)


def test_who_has_the_floor(dialogue: Dialogue) -> None:
    dialogue.play("-> :srv FLOOR anna ON\n -> :srv FLOOR boris OFF")
    assert dialogue.take(FloorChanged) == [
        FloorChanged("anna", True, own=True),
        FloorChanged("boris", False),
    ]


def test_a_server_without_a_class() -> None:
    assert plain().run("/hand").error_code == "no_class"


def test_lines_without_a_sense_change_nothing(dialogue: Dialogue) -> None:
    dialogue.play("-> HAND\n -> :srv FLOOR\n -> CLASS")
    assert not dialogue.take(HandChanged) and not dialogue.take(FloorChanged)
    assert dialogue.one(ClassSwitched) == ClassSwitched(False, False, False)
