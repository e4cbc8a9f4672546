"""Times, sizes and counts as the server window writes them, in the language of the window."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QDate, QLocale

translate = QCoreApplication.translate

_KIB = 1024
_UNITS = ("B", "KB", "MB", "GB", "TB")


def number(value: float, decimals: int = 0) -> str:
    """A number with the language's decimal mark and grouping."""
    return QLocale().toString(float(value), "f", decimals)


def _unit(index: int) -> str:
    match index:
        case 0:
            return translate("ServerWords", "B")
        case 1:
            return translate("ServerWords", "KB")
        case 2:
            return translate("ServerWords", "MB")
        case 3:
            return translate("ServerWords", "GB")
        case _:
            return translate("ServerWords", "TB")


def size(count: int) -> str:
    """Bytes for people: "118 B", "42.6 KB", "860 KB", "1.2 MB" (a KB is 1024 bytes)."""
    figure, unit = size_parts(count)
    return f"{figure}\N{NO-BREAK SPACE}{unit}"


def size_parts(count: int) -> tuple[str, str]:
    """The figure and the unit of :func:`size`, apart."""
    value, index = float(max(0, count)), 0
    # 999.5 KB would be written "1000 KB": it is "1.0 MB" already.
    while value >= 999.5 and index < len(_UNITS) - 1:
        value /= _KIB
        index += 1
    decimals = 1 if index and value < 99.95 else 0
    return number(value, decimals), _unit(index)


def duration(seconds: float) -> str:
    """How long, in its two largest units: "45 s", "14 min", "2 h 14 min", "3 d 2 h"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("ServerWords", "%1 s").replace("%1", str(whole))
    minutes, hours, days = whole // 60 % 60, whole // 3600 % 24, whole // 86400
    if days:
        parts = [translate("ServerWords", "%1 d").replace("%1", str(days))]
        if hours:
            parts.append(translate("ServerWords", "%1 h").replace("%1", str(hours)))
        return " ".join(parts)
    parts = []
    if hours:
        parts.append(translate("ServerWords", "%1 h").replace("%1", str(hours)))
    if minutes or not hours:
        parts.append(translate("ServerWords", "%1 min").replace("%1", str(minutes)))
    return " ".join(parts)


def clock_time(when: float) -> str:
    """The time of day of a Unix time: "8:46"."""
    local = time.localtime(when)
    return f"{local.tm_hour}:{local.tm_min:02d}"


def date_time(when: float) -> str:
    """Day and time of day, the day only where it is not today: "8:46", "21.11.2026 8:46"."""
    if not when:
        return ""
    now, local = time.localtime(), time.localtime(when)
    if (now.tm_year, now.tm_yday) == (local.tm_year, local.tm_yday):
        return clock_time(when)
    return f"{date(when)} {clock_time(when)}"


def date(when: float) -> str:
    """A day in the language's short form with all digits of the year."""
    if not when:
        return ""
    local = time.localtime(when)
    day = QDate(local.tm_year, local.tm_mon, local.tm_mday)
    return QLocale().toString(day, translate("ServerWords", "MM/dd/yyyy", "a date"))


def clock_time_exact(when: float) -> str:
    """The time of day to the second: "08:58:02"."""
    return time.strftime("%H:%M:%S", time.localtime(when))


_LAST_SECOND: tuple[int, str] = (-1, "")


def log_time(when: float) -> str:
    """The time of day to the millisecond: "10:53:58.106"."""
    global _LAST_SECOND  # noqa: PLW0603  (strftime is most of the cost in a flood of entries)
    second = int(when // 1)
    if second != _LAST_SECOND[0]:
        _LAST_SECOND = (second, clock_time_exact(second))
    return f"{_LAST_SECOND[1]}.{min(999, int((when - second) * 1000 + 0.001)):03d}"


def endpoint(host: str, port: int) -> str:
    """An address with its port, an IPv6 one in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
