"""Times on the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.irc.server_time import format_time, parse_time


def test_a_time_and_its_text() -> None:
    assert format_time(1_800_000_000.0) == "2027-01-15T08:00:00.000Z"
    assert parse_time("2027-01-15T08:00:00.000Z") == 1_800_000_000.0
    assert parse_time("2027-01-15T08:00:00Z") == 1_800_000_000.0
    assert parse_time("1969-12-31T23:59:59.500Z") == -0.5
    assert parse_time("2027-01-15T08:00:00.1239Z") == 1_800_000_000.123


@given(st.integers(min_value=-62_135_596_800_000, max_value=253_402_300_799_999))
def test_every_millisecond_there_and_back(number: int) -> None:
    assert parse_time(format_time(number / 1000)) == number / 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "2027",
        "2027-13-15T08:00:00.000Z",
        "2027-01-15T08:00:60.000Z",
        "2027-01-15 08:00:00.000Z",
        "2027-01-15T08:00:00.000",
        "2027-01-15T08:00:00.000+01:00",
        "２０２７-01-15T08:00:00.000Z",
        "0000-01-15T08:00:00.000Z",
        "2027-01-15T08:00:00.000Z\n",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert parse_time(text) is None


def test_a_year_that_cannot_be_written() -> None:
    with pytest.raises(ValueError):
        format_time(1e15)
