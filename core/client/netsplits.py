"""Servers of one network that lost each other, and found each other again.

Everybody behind the lost server seems to quit at once, with the names of two servers as the reason,
and to join again at once later. Sources: RFC 2813 section 5.1, IRCv3 netsplit and netjoin (the
reason is the same in such a batch).
"""

from __future__ import annotations

import re

_HOST = r"[\w*][\w*-]*(?:\.[\w*-]+)+"
_SPLIT = re.compile(rf"{_HOST} {_HOST}")


def is_netsplit(reason: str) -> bool:
    """Whether the reason of a QUIT says that two servers lost each other. A JOIN of somebody who
    is back has the same text."""
    return _SPLIT.fullmatch(reason) is not None
