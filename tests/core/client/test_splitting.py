"""Cutting texts to the size of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.client.nicknames import NickOffers, latin_name
from core.client.splitting import clean_text, count_messages, cut_text, split_lines, split_text

LETTERS = st.text(
    alphabet=st.sampled_from("aя€😀 \u0301\u200d\ufe0f🇩🇪👍🏽\t")
    | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)


@given(LETTERS, st.integers(4, 60))
def test_pieces_fit_and_nothing_is_lost(text: str, room: int) -> None:
    pieces = split_text(text, room)
    assert all(len(piece.encode()) <= room for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(pieces) or not text


@given(st.text(max_size=80))
def test_lines_hold_no_break(text: str) -> None:
    for line in split_lines(text):
        assert not set(line) & set("\r\n\0\x01")
        assert line.strip()
        line.encode()


def test_no_text_becomes_a_question_to_programs() -> None:
    assert split_lines("\x01VERSION\x01\n\x01") == ["VERSION"]
    assert clean_text("\x01DCC SEND a\x01") == "DCC SEND a"


@given(st.text(max_size=40), st.integers(-1, 50))
def test_cutting_keeps_whole_code_points(text: str, room: int) -> None:
    cut = cut_text(text, room)
    assert len(cut.encode()) <= max(room, 0)
    assert text.encode("utf-8", "replace").decode().startswith(cut)


def test_words_and_characters_stay_whole() -> None:
    assert split_text("one two three", 8) == ["one two", "three"]
    assert split_text("one two three", 7) == ["one two", "three"]
    assert split_text("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert split_text("ааааа", 5) == ["аа", "аа", "а"]
    assert split_text("e\u0301" * 4, 7) == ["e\u0301e\u0301", "e\u0301e\u0301"]
    family = "👨\u200d👩\u200d👧"
    assert split_text(family * 2, 20) == [family, family]
    assert split_text("🇩🇪🇫🇷🇬🇧", 20) == ["🇩🇪🇫🇷", "🇬🇧"]
    assert split_text("👍🏽👍🏽", 12) == ["👍🏽", "👍🏽"]
    # More marks on one letter than a line holds: it must be cut all the same.
    assert len(split_text("a" + "\u0301" * 200, 100)) == 5


@given(
    st.text(min_size=1, max_size=20), st.lists(st.sampled_from(["in_use", "erroneous", "empty"]))
)
def test_offers_end_and_never_repeat(wanted: str, codes: list[str]) -> None:
    offers = NickOffers(wanted)
    seen = {wanted}
    nick = wanted
    for code in codes:
        nick = offers.next(nick, code)
        if not nick:
            break
        assert nick not in seen
        seen.add(nick)
    assert len(seen) <= 20


def test_latin_names() -> None:
    assert latin_name("Учитель") == "Uchitel"
    assert latin_name("Щукин Ёж") == "ShchukinYozh"
    assert latin_name("Jürgen") == "Jurgen"
    assert latin_name("2pac") == "pac"
    assert latin_name("先生") == ""


def test_a_megabyte_is_not_counted_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "two words\n\n" * 100
    assert count_messages(text, 400) == sum(len(split_text(x, 400)) for x in split_lines(text))
    monkeypatch.setattr("core.client.splitting.split_text", None)
    assert count_messages("x" * 4_000_000, 400) == 10_001
    assert count_messages("x\n" * 1_000_000, 400) > 1_000_000
