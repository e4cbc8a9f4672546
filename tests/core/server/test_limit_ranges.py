"""The limits that may be set, and their bounds."""

from __future__ import annotations

import pytest

from core.server.limit_ranges import RANGES, values_of, with_values
from core.server.limits import Limits


@pytest.mark.parametrize("name", RANGES)
def test_the_defaults_lie_within_the_bounds(name: str) -> None:
    least, most = RANGES[name]
    assert least <= getattr(Limits(), name) <= most


def test_values_are_bounded_and_unknown_ones_left_out() -> None:
    limits = with_values(
        Limits(), [("nick_length", 1), ("tokens", 10**9), ("sendq", 0), ("no_such_limit", 3)]
    )
    assert limits.nick_length == RANGES["nick_length"][0]
    assert limits.tokens == RANGES["tokens"][1]
    assert limits.sendq == Limits().sendq


def test_only_what_is_not_usual_is_kept_and_comes_back() -> None:
    assert values_of(Limits()) == ()
    changed = with_values(Limits(), [("nick_length", 12), ("ping_interval", 30)])
    assert dict(values_of(changed)) == {"nick_length": 12, "ping_interval": 30.0}
    assert isinstance(changed.nick_length, int)
    assert isinstance(changed.ping_interval, float)
    assert with_values(Limits(), values_of(changed)) == changed
