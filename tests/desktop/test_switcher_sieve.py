"""What the switcher leaves out at once fits nothing; thousands of names are few compared."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.switcher import entries as entries_module
from desktop.switcher.entries import Entry, Section, choose
from desktop.switcher.matching import match
from desktop.switcher.scripts import skeleton, sounds
from desktop.switcher.sieve import Sieve

LETTERS = st.text("борисщжchkwxyjqs ьъ#-İßяЁ[];", max_size=12)


@given(LETTERS | st.text(max_size=8))
@example("schшchkh")
def test_the_quick_sound_is_the_true_one(text: str) -> None:
    assert sounds(text) == skeleton(text)[0]


@given(st.text("борисchkwxyь ;[", min_size=1, max_size=4), LETTERS, LETTERS, st.booleans())
@example("ь бо", "x bo", "", False)
@example("a b", "ф и", "", True)
@example("cb", "ckxb", "", True)
def test_nothing_that_fits_is_left_out(query: str, title: str, other: str, scattered: bool) -> None:
    if not query.strip():
        return
    sieve = Sieve(query)
    if match(query, title, scattered=scattered) is not None:
        assert sieve.passes(title, scattered=scattered)
    if match(query, other, scattered=False) is not None:
        assert sieve.passes(title, (other,))


def test_of_thousands_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counting(query: str, text: str, *, scattered: bool = True) -> object:
        compared.append(text)
        return match(query, text, scattered=scattered)

    monkeypatch.setattr(entries_module, "match", counting)
    many = [
        Entry(Section.CHANNELS, f"комната {n}", lambda: None, detail=f"topic {n}", finds=True)
        for n in range(5_000)
    ]
    many.append(Entry(Section.PEOPLE, "борис", lambda: None))
    for query in ("boris", ",jhbc", "комната 4999", "topic 123"):
        compared.clear()
        found = choose(query, many)
        assert found.rows
        assert len(compared) < 100


def test_what_calls_and_is_unread_comes_first_of_thousands() -> None:
    many = [Entry(Section.CHANNELS, f"лес {n:04}", lambda: None, rank=2) for n in range(5_000)]
    many[4_000] = Entry(Section.CHANNELS, "лес 4000", lambda: None, rank=0, mentions=1)
    many[4_500] = Entry(Section.CHANNELS, "лес 4500", lambda: None, rank=1, unread=3)
    assert [each.entry.title for each in choose("", many).rows[:2]] == ["лес 4000", "лес 4500"]
    assert choose("лес 4321", many).rows[0].entry.title == "лес 4321"
