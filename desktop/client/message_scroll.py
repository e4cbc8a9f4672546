"""Where a message view stands in its model: an anchor (row, pixels of it scrolled away), from which
the rows in sight are laid out. No table of heights; the scroll bar counts rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from core.client.feature_events import HistoryGap
from desktop.client.message_builder import RowBuilder
from desktop.client.message_layout import RowLayout
from desktop.client.message_model import ConversationModel

# Layouts that are remembered.
CACHED = 1000
# Pixels below the newest row.
FOOT = 12
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Position:
    """Where a view stands: ``number`` is the topmost row, ``offset`` the pixels of it that are
    scrolled away; ``bottom``: it sticks to the newest row."""

    number: int = 0
    offset: float = 0.0
    bottom: bool = True


class Scroller:
    """Keeps the position and lays out what is in sight.

    Attributes: ``height`` in pixels that rows may fill; ``stuck``: the newest row is in sight and
    stays so when more come; ``placed``: the rows in sight with their y, after ``settle``.
    """

    def __init__(self, builder: RowBuilder) -> None:
        self.builder = builder
        self.model: ConversationModel | None = None
        self.height = 0
        self.stuck = True
        self.placed: list[tuple[float, RowLayout]] = []
        self._top = 0
        self._offset = 0.0
        self._cache: OrderedDict[int, RowLayout] = OrderedDict()
        self._last_page = 1  # rows on the last page, as far as it is known
        self._settled_for = 0.0  # how wide a text could be when rows were placed

    def move(self, before: int, by: int) -> None:
        """The rows before that number have other numbers now: something was put in before it, or
        taken out there. What is seen below that stays, or what is above where that is more."""
        self._cache.clear()
        seen, self.placed = self.placed, []  # those have other numbers now
        first = before + (by > 0)
        if self._top > first:
            return
        below = [(y, row.number) for y, row in seen if row.number >= first]
        if below and below[0][0] < self.height / 2:
            # The row at the edge may join the group above it, and be lower then: also where it is
            # the topmost one, and what came or went is just out of sight.
            y, self._top = below[min(1, len(below) - 1)]
            self._offset = -y
        elif self._top < before:
            self._top += by
        elif self._top < first:  # that row itself is gone
            self._top, self._offset = first, 0.0

    def set_model(self, model: ConversationModel | None) -> None:
        """Stand at the bottom of ``model``."""
        self.model = model
        self.builder.forget()
        self._cache.clear()
        self.placed = []
        self.stuck = True
        self._last_page = 1

    def forget_layouts(self, narrowed: bool = False) -> None:
        """The look or the width (then it is ``narrowed``, or wider) changed: everything that is not
        the same is laid out anew, at the same place."""
        share = 0.0
        if not self.stuck and (old := self._cache.get(self._top)) is not None and old.height:
            share = self._offset / old.height
        if not narrowed:
            self.builder.serial += 1
            self._cache.clear()
        if not self.stuck and share and self._has(self._top):
            self._offset = share * self.layout(self._top).height

    def forget_rows(self, stale: Callable[[RowLayout], bool]) -> None:
        """Some rows look different now: they are laid out anew when they are next in sight."""
        for number in [number for number, row in self._cache.items() if stale(row)]:
            del self._cache[number]

    def layout(self, number: int) -> RowLayout:
        """The layout of a row, made if it is new or stale."""
        assert self.model is not None
        row = self.model.row(number)
        width = self.builder.text_width
        found = self._cache.get(number)
        key = self.builder.key(self.model, number, row)
        stale = found is None or found.row is not row or found.key != key
        if found is None or stale or not found.widths[0] <= width <= found.widths[1]:
            found = self._cache[number] = self.builder.build(self.model, number, key)
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(number)
        return found

    def _has(self, number: int) -> bool:
        return self.model is not None and self.model.first <= number < self.model.end

    # --- settling ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Work out which rows are in sight, and whether the newest one is."""
        model = self.model
        if model is None or not len(model):
            self.placed = []
            self.stuck = True
            return
        if not self.stuck:
            if self._top < model.first:  # the row is gone
                self._top, self._offset = model.first, 0.0
            self._top = min(self._top, model.end - 1)
            self._hold_below_gaps(model)
            self._normalise(model)
            self._settled_for = self.builder.text_width
            if self._walk_down(model):
                return
        self._settled_for = self.builder.text_width
        self._walk_up(model)

    def _hold_below_gaps(self, model: ConversationModel) -> None:
        """A row that tells what is missing says something else now, and is higher or lower: where
        it stands in the upper half, one reads what is below it, and that stays where it is."""
        for y, old in self.placed:
            if y >= self.height / 2:
                return
            if old.number < self._top or not isinstance(old.row, HistoryGap):
                continue
            row = model.row_or_none(old.number)
            if isinstance(row, HistoryGap) and row is not old.row:
                new = self.layout(old.number)
                if new.key[0] == old.key[0] and self._settled_for == self.builder.text_width:
                    self._offset += new.height - old.height

    def _normalise(self, model: ConversationModel) -> None:
        while self._offset < 0 and self._top > model.first:
            self._top -= 1
            self._offset += self.layout(self._top).height
        self._offset = max(self._offset, 0.0)
        while self._offset >= (height := self.layout(self._top).height):
            if self._top == model.end - 1:
                break
            self._offset -= height
            self._top += 1

    def _walk_down(self, model: ConversationModel) -> bool:
        """Place rows from the anchor on; False when the end is in sight."""
        placed: list[tuple[float, RowLayout]] = []
        y = -self._offset
        number = self._top
        while y < self.height and number < model.end:
            row = self.layout(number)
            placed.append((y, row))
            y += row.height
            number += 1
        if number == model.end and y <= self.height - FOOT:
            self.stuck = True
            return False
        self.placed = placed
        return True

    def _walk_up(self, model: ConversationModel) -> None:
        """Place rows from the newest one up."""
        placed: list[tuple[float, RowLayout]] = []
        y = float(self.height - FOOT)
        number = model.end
        while y > 0 and number > model.first:
            number -= 1
            row = self.layout(number)
            y -= row.height
            placed.append((y, row))
        placed.reverse()
        self.placed = placed
        self._top, self._offset = number, max(0.0, -y)
        share = self._offset / placed[0][1].height if placed else 0.0
        self._last_page = max(1, round(len(placed) - share)) if y < 0 else len(placed)

    # --- moving --------------------------------------------------------------------------------

    def scroll_by(self, pixels: float) -> None:
        """Down by ``pixels``, or up when it is negative."""
        if self.stuck:
            if pixels >= 0:
                return
            self.settle()
            if self.placed and self.placed[0][0] > 0:
                return  # everything is in sight
            self.stuck = False
        self._offset += pixels
        self.settle()

    def to_bottom(self) -> None:
        """To the newest row."""
        self.stuck = True
        self.settle()

    def show(self, number: int, share: float) -> None:
        """Bring the row's top to ``share`` (0 to 1) of the height, as far as there are rows."""
        if not self._has(number):
            return
        self.stuck = False
        self._top, self._offset = number, -share * self.height
        self.settle()

    def make_visible(self, number: int) -> None:
        """Scroll as little as it takes to show a whole row."""
        if not self._has(number):
            return
        for y, row in self.placed:
            if row.number == number:
                top, bottom = y + row.top - 6, y + row.height + 6
                if top < 0:
                    self.scroll_by(top)
                elif bottom > self.height:
                    self.scroll_by(min(bottom - self.height, top))
                return
        if self.placed and number < self.placed[0][1].number:
            self.stuck = False
            self._top, self._offset = number, 0.0
            self.settle()
        else:
            self.stuck = False
            self._top, self._offset = number, self.layout(number).height - self.height + 6
            self.settle()

    def save(self) -> Position:
        """The position, to come back to."""
        return Position(self._top, self._offset, self.stuck)

    def restore(self, position: Position) -> None:
        """Go back to a position of the same model."""
        self.stuck = position.bottom
        self._top, self._offset = position.number, position.offset
        self.settle()

    def at(self, y: float) -> tuple[float, RowLayout] | None:
        """The row at a y of the view, with its top."""
        for top, row in self.placed:
            if top <= y < top + row.height:
                return top, row
        return None

    def nearest(self, y: float) -> tuple[float, RowLayout] | None:
        """The row at a y of the view, or the nearest one in sight."""
        if not self.placed:
            return None
        if y < self.placed[0][0]:
            return self.placed[0]
        return self.at(y) or self.placed[-1]

    # --- the scroll bar ------------------------------------------------------------------------

    def _unit(self) -> int:
        assert self.model is not None
        return max(1, min(256, _LARGEST // max(1, len(self.model))))

    def bar(self) -> tuple[int, int, int]:
        """Maximum, page step and value of the scroll bar."""
        if self.model is None or not self.placed:
            return 0, 1, 0
        unit = self._unit()
        maximum = max(0, (len(self.model) - self._last_page) * unit)
        if self.stuck:
            if self.placed[0][0] >= 0 and self.placed[0][1].number == self.model.first:
                maximum = 0
            return maximum, self._last_page * unit, maximum
        height = self.layout(self._top).height or 1.0
        value = (self._top - self.model.first) * unit + int(unit * min(self._offset / height, 0.99))
        maximum = max(maximum, unit)
        return maximum, self._last_page * unit, min(value, maximum - 1)

    def set_bar(self, value: int, maximum: int) -> None:
        """Go where the scroll bar was moved to."""
        if self.model is None or not len(self.model):
            return
        if value >= maximum:
            self.to_bottom()
            return
        number, rest = divmod(value, self._unit())
        self.stuck = False
        self._top = min(self.model.first + number, self.model.end - 1)
        self._offset = self.layout(self._top).height * rest / self._unit()
        self.settle()
