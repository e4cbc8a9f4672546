"""Times as they stand on the wire: ``2019-01-04T14:33:26.123Z`` (IRCv3 server-time).

What is compared with a time from the wire must itself be a whole number of milliseconds: both are
made of the number of milliseconds by one division.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def milliseconds(seconds: float) -> int:
    """Seconds since 1970 as whole milliseconds, rounded to the nearest."""
    return round(seconds * 1000)


def format_time(seconds: float) -> str:
    """Seconds since 1970 as text. Raises ValueError for a year that has not four digits."""
    whole, rest = divmod(milliseconds(seconds), 1000)
    try:
        when = _EPOCH + timedelta(seconds=whole)
    except OverflowError:
        raise ValueError("no such year") from None
    return f"{when.replace(tzinfo=None).isoformat()}.{rest:03}Z"


def parse_time(text: str) -> float | None:
    """Seconds since 1970 of a time on the wire; None where the text is none.

    Less than a millisecond is cut off.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    try:
        when = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError:
        return None
    return ((when - _EPOCH) // _SECOND * 1000 + int((found[2] or "")[:3].ljust(3, "0"))) / 1000
