"""Where the end of a selection goes when a key moves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTextBoundaryFinder

from desktop.client.message_scroll import Scroller
from desktop.client.message_selection import Place
from desktop.client.message_text import utf16_length

_Kind = QTextBoundaryFinder.BoundaryType


def moved(scroller: Scroller, place: Place, key: int, control: bool) -> Place | None:
    """``place`` moved by an arrow, Home, End or a page key; None for any other key."""
    keys = Qt.Key
    model = scroller.model
    assert model is not None
    number, position = place
    number = min(max(number, model.first), model.end - 1)
    if key in (keys.Key_Left, keys.Key_Right):
        return _sideways(scroller, (number, position), key == keys.Key_Right, control)
    if key in (keys.Key_Up, keys.Key_Down):
        if control:
            return _by_rows(scroller, number, 1 if key == keys.Key_Down else -1)
        return _by_lines(scroller, (number, position), 1 if key == keys.Key_Down else -1)
    if key == keys.Key_Home:
        return (model.first, 0) if control else (number, 0)
    if key == keys.Key_End:
        last = model.end - 1 if control else number
        return last, scroller.layout(last).length
    if key in (keys.Key_PageUp, keys.Key_PageDown):
        step = max(1, len(scroller.placed) - 1)
        return _by_rows(scroller, number, step if key == keys.Key_PageDown else -step)
    return None


def _by_rows(scroller: Scroller, number: int, step: int) -> Place:
    assert scroller.model is not None
    goal = min(max(number + step, scroller.model.first), scroller.model.end - 1)
    return goal, scroller.layout(goal).length if step > 0 else 0


def _by_lines(scroller: Scroller, place: Place, step: int) -> Place:
    assert scroller.model is not None
    number, position = place
    row = scroller.layout(number)
    within = row.vertical_move(position, step)
    if within is not None:
        return number, within
    goal = number + step
    if goal < scroller.model.first:
        return number, 0
    if goal >= scroller.model.end:
        return number, row.length
    other = scroller.layout(goal)
    return goal, other.position_in_line(step < 0, row.column(position))


def _sideways(scroller: Scroller, place: Place, forward: bool, by_word: bool) -> Place:
    assert scroller.model is not None
    number, position = place
    row = scroller.layout(number)
    finder = QTextBoundaryFinder(_Kind.Word if by_word else _Kind.Grapheme, row.body.text)
    finder.setPosition(position)
    goal = finder.toNextBoundary() if forward else finder.toPreviousBoundary()
    if goal >= 0:
        return number, goal
    if forward:
        return (number + 1, 0) if number + 1 < scroller.model.end else place
    if number == scroller.model.first:
        return place
    return number - 1, scroller.layout(number - 1).length


def word_around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the word at a UTF-16 position."""
    length = utf16_length(text)
    position = min(position, max(length - 1, 0))
    finder = QTextBoundaryFinder(_Kind.Word, text)
    finder.setPosition(position)
    start = position if finder.isAtBoundary() else finder.toPreviousBoundary()
    finder.setPosition(position)
    end = finder.toNextBoundary()
    return max(start, 0), end if end >= 0 else length
