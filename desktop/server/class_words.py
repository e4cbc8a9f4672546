"""What the class page says about a person: the same words at a seat, in the list and aloud."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.server import words
from desktop.server.class_model import Pupil

translate = QCoreApplication.translate


def marks(pupil: Pupil) -> list[str]:
    """Everything that is special about somebody, in words, the most urgent first."""
    found = []
    if pupil.hand:
        text = translate("ClassPage", "hand raised, number %1")
        found.append(text.replace("%1", words.number(pupil.hand)))
    if pupil.floor:
        found.append(translate("ClassPage", "has the floor"))
    if pupil.lost:
        found.append(translate("ClassPage", "connection lost"))
    if pupil.away:
        found.append(translate("ClassPage", "not at the screen"))
    if pupil.teacher:
        found.append(translate("ClassPage", "teacher"))
    person = pupil.person
    if person is not None and person.operator:
        found.append(translate("ClassPage", "operator"))
    if person is not None and person.websocket:
        found.append(translate("ClassPage", "in the browser"))
    return found


def state(pupil: Pupil) -> str:
    """One line about somebody."""
    found = marks(pupil)
    return ", ".join(found) if found else translate("ClassPage", "online")


def seat_name(pupil: Pupil) -> str:
    """Where somebody sits: "12", or "at the blackboard"."""
    if pupil.seat < 0:
        return translate("ClassPage", "at the blackboard")
    return words.number(pupil.seat + 1)


def spoken(pupil: Pupil) -> str:
    """A person and all that is special about them, for a screen reader."""
    place = seat_name(pupil)
    if pupil.seat >= 0:
        place = translate("ClassPage", "seat %1").replace("%1", place)
    return ", ".join([pupil.nick, *marks(pupil), place])


def spoken_empty(seat: int) -> str:
    """A seat where nobody sits."""
    text = translate("ClassPage", "seat %1, free")
    return text.replace("%1", words.number(seat + 1))
