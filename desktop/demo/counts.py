"""Sentences with a number in them: lupdate finds plural forms only in ``self.tr``."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class DemoCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def bytes_came(self, n: int) -> str:
        """Bytes that wait for recv."""
        return self.tr("%n bytes have come already", "", n)

    def threads(self, n: int) -> str:
        """Threads of the server that make socket calls."""
        return self.tr("%n threads", "", n)


@cache
def counts() -> DemoCounts:
    """The one object: it holds nothing but the sentences."""
    return DemoCounts()
