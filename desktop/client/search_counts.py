"""The sentences of the search with numbers in them (lupdate finds plural forms only in
``self.tr``)."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class SearchCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def messages(self, n: int) -> str:
        """What was found."""
        return self.tr("%n messages", "", n)

    def more_than(self, n: int) -> str:
        """What was found, where there is more than is shown."""
        return self.tr("The newest %n messages", "", n)

    def newer(self, n: int) -> str:
        """Came since; on the button that shows them."""
        return self.tr("Show %n newer messages", "", n)

    def conversations(self, n: int) -> str:
        """In how many conversations, after the messages."""
        return self.tr("in %n conversations", "", n)


@cache
def search_counts() -> SearchCounts:
    """The one object: it holds nothing but the sentences."""
    return SearchCounts()
