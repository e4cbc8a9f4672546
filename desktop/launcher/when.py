"""When something was last used, as a person would say it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

translate = QCoreApplication.translate


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
        return translate("When", "today, %1").replace("%1", clock)
    if days == 1:
        return translate("When", "yesterday, %1").replace("%1", clock)
    if days < 7:
        return (
            translate("When", "on Monday"),
            translate("When", "on Tuesday"),
            translate("When", "on Wednesday"),
            translate("When", "on Thursday"),
            translate("When", "on Friday"),
            translate("When", "on Saturday"),
            translate("When", "on Sunday"),
        )[moment.weekday()]
    pattern = "d MMMM" if moment.year == today.year else "d MMMM yyyy"
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), pattern)
