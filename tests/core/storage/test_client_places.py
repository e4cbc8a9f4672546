"""Places of rows where messages are missing, and the numbers by which readers count the rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.client.feature_events import HistoryGap
from core.storage.client_places import ROOM, KeptGap, Places

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["append", "prepend", "open", "up", "down", "close"]),
        st.integers(1, 9),
        st.integers(0, 5),
    ),
    max_size=40,
)


class Rows:
    """The same as a list: each row has a name, a gap is "…"; its numbers end where they end."""

    def __init__(self) -> None:
        self.places = Places(0, 0)
        self.names: list[str] = []
        self.kept: dict[int, str] = {}
        self._made = 0

    def name(self) -> str:
        self._made += 1
        return f"row {self._made}"

    def number(self, index: int) -> int:
        return self.places.end_number - len(self.names) + index

    def do(self, action: str, count: int, which: int) -> None:
        places = self.places
        gaps = [index for index, name in enumerate(self.names) if name == "…"]
        if action == "append":
            for _ in range(count):
                self.kept[places.end] = self.name()
                self.names.append(self.kept[places.end])
                places.end += 1
        elif action == "prepend":
            for _ in range(count):
                places.first -= 1
                self.kept[places.first] = self.name()
                self.names.insert(0, self.kept[places.first])
        elif action == "open":
            self.kept[places.end] = "…"
            places.open(places.end, HistoryGap("#lab", 0.0))
            self.names.append("…")
        elif gaps:
            index = gaps[which % len(gaps)]
            place = places.place(self.number(index))
            if action == "close":
                old = places.gaps[place]
                places.put(place, KeptGap(old.gap, old.room, closed=True))
                del self.names[index], self.kept[place]
                return
            names = [self.name() for _ in range(count)]
            del self.kept[place]
            found, moved = places.fill(place, count, upwards=action == "up")
            self.kept |= {moved: "…", **dict(zip(found, names, strict=True))}
            at = index + 1 if action == "up" else index
            self.names[at:at] = names


@given(ACTIONS)
def test_numbers_count_rows(actions: list[tuple[str, int, int]]) -> None:
    rows = Rows()
    for action, count, which in actions:
        end = rows.places.end_number
        rows.do(action, count, which)
        places = rows.places
        new = {"append": count, "open": 1}.get(action, 0)
        assert places.end_number == end + new  # rows that follow a gap keep their numbers
        assert places.end_number - places.first_number == len(rows.names) or not rows.names
        for index, name in enumerate(rows.names):
            number = rows.number(index)
            assert rows.kept[places.place(number)] == name
            assert places.number(places.place(number)) == number
        found = [
            rows.kept[place]
            for run in places.runs(rows.number(0), len(rows.names))
            for place in run
        ]
        assert found == rows.names
        # The same after a restart; numbers begin anew.
        again = Places(places.first, places.end, places.gaps.items())
        numbers = range(again.end_number - len(rows.names), again.end_number)
        assert [rows.kept[again.place(number)] for number in numbers] == rows.names


def test_a_gap_after_which_nothing_was_written() -> None:
    places = Places(0, 5, [(4, KeptGap(HistoryGap("#lab", 0.0), ROOM))])
    assert places.end == 5 + ROOM
    assert places.end_number - places.first_number == 5
