"""Every sentence of the lessons with a number of things in it.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class LessonCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def minutes(self, n: int) -> str:
        """How long a lesson takes, on its card."""
        return self.tr("%n min", "", n)

    def steps(self, n: int) -> str:
        """How many steps a lesson has, on its card."""
        return self.tr("%n steps", "", n)

    def faults(self, n: int) -> str:
        """Over the list of what is wrong with a lesson."""
        return self.tr("%n faults", "", n)

    def free_runs(self, n: int) -> str:
        """How often the programs ran with nobody stopped."""
        return self.tr("%n free runs", "", n)

    def times_more(self, n: int) -> str:
        """The button that runs them again."""
        return self.tr("%n more", "", n)

    def seconds(self, n: int) -> str:
        """For how long a hand is up."""
        return self.tr("%n s", "", n)

    def hand_minutes(self, n: int) -> str:
        """For how long a hand is up."""
        return self.tr("%n min", "for a raised hand", n)

    def others_thinking(self, n: int) -> str:
        """After some names of those who think: "Oleg, Dana and 5 more"."""
        return self.tr("%1 and %n more", "", n)

    def pupils(self, n: int) -> str:
        """How many take part in the class."""
        return self.tr("%n pupils", "", n)

    def bytes(self, n: int) -> str:
        """A size."""
        return self.tr("%n B", "", n)


@cache
def counts() -> LessonCounts:
    """The one object: it holds nothing but the sentences."""
    return LessonCounts()
