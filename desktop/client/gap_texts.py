"""What the row says that stands where messages of the history are missing, and what it offers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.client.feature_events import HistoryGap
from core.client.questions import NO_ANSWER
from desktop.client.counts import counts

translate = QCoreApplication.translate

_HOUR, _DAY = 3600.0, 86_400.0
_LONGEST = 36_500  # days; more is a clock that is wrong


def gap_sentence(gap: HistoryGap) -> str:
    """How much is missing, as far as that is known, and what became of it."""
    span = gap.until - gap.time if gap.until else 0.0
    if 1.5 * _DAY <= span < _LONGEST * _DAY:
        missing = counts().missing_days(round(span / _DAY))
    elif 1.5 * _HOUR <= span < 1.5 * _DAY:
        missing = counts().missing_hours(round(span / _HOUR))
    else:
        missing = translate("History", "Messages are missing here.")
    if gap.lost:
        return _with(missing, translate("History", "The server has them no longer."))
    if gap.loading:
        return _with(missing, translate("History", "Loading…"))
    if gap.refused is None:
        return missing
    said = translate("History", "They could not be loaded.")
    return _with(missing, said if gap.refused in ("", NO_ANSWER) else _with(said, gap.refused))


def gap_act(gap: HistoryGap) -> str:
    """What can be done about it; "" for nothing."""
    if gap.lost or gap.loading:
        return ""
    if gap.refused is not None:
        return translate("History", "Try again")
    return translate("History", "Load them")


def _with(first: str, second: str) -> str:
    return translate("History", "%1 %2").replace("%1", first).replace("%2", second[:200])
