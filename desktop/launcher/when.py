"""When something was last used, as a person would say it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def _tr(text: str) -> str:
    return QCoreApplication.translate("When", text)


def when_words(then: float, now: float) -> str:
    """``then`` seen from ``now`` (Unix times, shown in local time); "" for 0."""
    if then <= 0:
        return ""
    try:
        moment, today = datetime.fromtimestamp(then), datetime.fromtimestamp(now)
    except (OverflowError, OSError, ValueError):
        return ""
    days = (today.date() - moment.date()).days
    clock = f"{moment.hour}:{moment.minute:02}"
    if days <= 0:
        return _tr("today, %1").replace("%1", clock)
    if days == 1:
        return _tr("yesterday, %1").replace("%1", clock)
    if days < 7:
        return (
            _tr("on Monday"),
            _tr("on Tuesday"),
            _tr("on Wednesday"),
            _tr("on Thursday"),
            _tr("on Friday"),
            _tr("on Saturday"),
            _tr("on Sunday"),
        )[moment.weekday()]
    pattern = "d MMMM" if moment.year == today.year else "d MMMM yyyy"
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), pattern)
