"""The numbered rows of a conversation: the newest in memory, the others read from a source."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from core.client.events import MessageReceived
from core.client.feature_events import HistoryGap
from desktop.client.message_rows import Row, RowSource

# Rows of the source are read in pages of this many, and as many pages are remembered.
PAGE, PAGES = 32, 128
_NOTHING: list[Row] = []


class RowList:
    """Rows from ``first`` to ``end`` (exclusive). A row keeps its number, unless something is put
    into a gap after it.

    Where there is a source, it is given every row at once; memory holds the newest only so that
    they need not be read. Without one, what memory lets go is gone.

    Attributes:
        base: number of the oldest row in memory.
        numbers: of the messages in memory, by msgid; not to be changed.
        dropped: rows that were let go for ever.
    """

    def __init__(self, source: RowSource | None = None) -> None:
        self._source = source
        self._rows: list[Row] = []
        self._pages: OrderedDict[int, tuple[int, list[Row]]] = OrderedDict()
        self.numbers: dict[str, int] = {}
        self._floor: int | None = None  # what is before this number was cleared away
        self.base = source.end() if source is not None else 0
        self._handed = self.base  # the source has the rows before this number
        self.dropped = 0

    @property
    def has_source(self) -> bool:
        """Whether rows are kept beyond memory."""
        return self._source is not None

    @property
    def is_cleared(self) -> bool:
        """Whether rows are out of sight because of :meth:`clear`."""
        return self._floor is not None

    @property
    def first(self) -> int:
        """The number of the oldest row."""
        first = self._source.first() if self._source is not None else self.base
        return first if self._floor is None else max(first, self._floor)

    @property
    def end(self) -> int:
        """One past the number of the newest row."""
        return self.base + len(self._rows)

    def __len__(self) -> int:
        return self.end - self.first

    # --- reading -------------------------------------------------------------------------------

    def row(self, number: int) -> Row:
        """The row of that number. Raises IndexError outside of ``first`` to ``end``."""
        index = number - self.base
        if index >= 0:
            return self._rows[index]
        if self._source is None or number < self.first:
            raise IndexError(number)
        # Pages are aligned to absolute numbers, so that a row is always in the same page.
        page = number // PAGE
        start, rows = self._pages.get(page, (0, _NOTHING))
        if not 0 <= number - start < len(rows):
            start = max(page * PAGE, self._source.first())
            rows = list(self._source.read(start, min(PAGE * (page + 1), self.base) - start))
            self._pages[page] = start, rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return rows[number - start]

    def newest(self) -> Row | None:
        """The newest row, if it is in memory."""
        return self._rows[-1] if self._rows else None

    def in_memory(self) -> Iterator[tuple[int, Row]]:
        """The rows in memory with their numbers, newest first."""
        for index in range(len(self._rows) - 1, -1, -1):
            yield self.base + index, self._rows[index]

    def find(self, msgid: str, everywhere: bool = True) -> int | None:
        """The number of the message with that msgid; ``everywhere``: also beyond memory."""
        if not msgid:
            return None
        number = self.numbers.get(msgid)
        if number is None and everywhere and self._source is not None:
            number = self._source.find(msgid)
            if number is not None and not self._source.first() <= number < self.end:
                return None
        return number

    def look_up(self, msgid: str) -> tuple[int, MessageReceived] | None:
        """The message with that msgid and its number, or None. It is read alone: what answers it
        is somewhere else, as a rule, and the rows around it are not wanted."""
        number = self.find(msgid)
        if number is None or not self.first <= number < self.end:
            return None
        if number >= self.base or self._source is None or number // PAGE in self._pages:
            row = self.row(number)
        else:
            row = self._source.read(number, 1)[0]
        return (number, row) if isinstance(row, MessageReceived) else None

    def number_of(self, place: int) -> int:
        """The number of the row that the store has at ``place``."""
        return place if self._source is None else self._source.number(place)

    def place_of(self, number: int) -> int:
        """The place in the store of the row, or of the next one that is kept."""
        return number if self._source is None else self._source.place(number)

    # --- writing -------------------------------------------------------------------------------

    def append(self, row: Row) -> int:
        """A newer row; its number. :meth:`hand_over` gives it to the source."""
        number = self.base + len(self._rows)
        self._rows.append(row)
        if type(row) is MessageReceived and row.msgid:
            self.numbers[row.msgid] = number
        return number

    def hand_over(self) -> None:
        """Give the source the rows that it has not."""
        if self._source is not None and self._handed < self.end:
            self._source.append(self._rows[self._handed - self.base :])
            self._handed = self.end

    def prepend(self, rows: Sequence[Row]) -> None:
        """Older rows, oldest first."""
        if self._source is not None:
            self._source.prepend(rows)
            self._pages.clear()
            return
        self._rows[:0] = rows
        self.base -= len(rows)
        for number, row in enumerate(rows, self.base):
            if isinstance(row, MessageReceived) and row.msgid:
                self.numbers.setdefault(row.msgid, number)

    def gaps(self) -> list[int]:
        """The numbers of the rows that tell that messages are missing."""
        if self._source is not None:
            return [number for number in self._source.gaps() if self.first <= number < self.end]
        return [n for n, row in self.in_memory() if isinstance(row, HistoryGap)]

    def can_fill(self, number: int) -> bool:
        """Whether messages can be put there: a row of it tells that they are missing."""
        if not self.first <= number < self.end or not isinstance(self.row(number), HistoryGap):
            return False
        return self._source is None or self._source.can_fill(number)

    def fill(self, number: int, rows: Sequence[Row], *, upwards: bool) -> int:
        """Rows at the end of a gap (``upwards``) or at its beginning; the gap's number from now on.
        All rows before these have numbers lower by their count."""
        if self._source is not None:
            self._source.fill(number, rows, upwards=upwards)
        at = number + 1 if upwards else number
        self._make_room(at, rows)
        return number - len(rows) if upwards else number

    def close_gap(self, number: int) -> None:
        """The row that told that something is missing is gone; all rows before it have numbers
        higher by one."""
        if self._source is not None:
            self._source.close_gap(number)
        if number >= self.base:
            del self._rows[number - self.base]
            self.base += 1
        self._renumber(number, 1)

    def _make_room(self, at: int, rows: Sequence[Row]) -> None:
        if at > self.base or self._source is None:
            index = at - self.base
            self._rows[index:index] = rows
            self.base -= len(rows)
        self._renumber(at, -len(rows))
        for number, row in enumerate(rows, at - len(rows)):
            if number >= self.base and isinstance(row, MessageReceived) and row.msgid:
                self.numbers.setdefault(row.msgid, number)

    def _renumber(self, before: int, by: int) -> None:
        self._pages.clear()
        self.numbers = {key: n + by if n < before else n for key, n in self.numbers.items()}
        if self._floor is not None and self._floor < before:
            self._floor += by

    def put(self, number: int, row: Row, keep: bool = True) -> None:
        """Another row of that number; ``keep``: also in the source, else only as long as it is
        remembered here. Numbers that are not there are passed over."""
        index = number - self.base
        if index >= len(self._rows) or number < self.first:
            return
        if index >= 0:
            self._rows[index] = row
            if isinstance(row, MessageReceived) and row.msgid:
                self.numbers[row.msgid] = number
        else:
            self.row(number)  # its page is there from now on
            page = number // PAGE
            assert self._source is not None
            start, rows = self._pages[page]
            rows[number - start] = row
        if keep and self._source is not None and number < self._handed:
            self._source.put(number, row)

    def keep_newest(self, count: int) -> int:
        """Let go of all in memory but the newest ``count``; how many that were."""
        gone = len(self._rows) - count
        if gone <= 0:
            return 0
        before = self.base + gone
        self.numbers = {key: number for key, number in self.numbers.items() if number >= before}
        if self._source is None:
            self.dropped += gone
        del self._rows[:gone]
        self.base = before
        return gone

    def clear(self) -> None:
        """Show none of the rows that are there now."""
        self._floor = self.end
        if self._source is None:
            self.dropped += len(self._rows)
        self.base = self._handed = self.end
        self._rows.clear()
        self._pages.clear()
        self.numbers.clear()

    def show_cleared(self) -> bool:
        """Show again what :meth:`clear` hid and a source has kept; False if there is nothing."""
        if self._floor is None or self._source is None:
            return False
        self._floor = None
        return True

    def forget_source(self) -> None:
        """The source is gone: what is in memory is all there is."""
        if self._source is not None:
            self.dropped += self.base - self.first
            self._source = None
            self._pages.clear()
