"""Every sentence of the sequence view with a number of things in it: each language has its forms.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class SequenceCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def not_drawn(self, n: int) -> str:
        """A folded stretch of a flood."""
        return self.tr("%Ln calls not drawn", "", n)

    def more_lanes(self, n: int) -> str:
        """Lanes in which nothing happens at the moment."""
        return self.tr("%n more lanes, in which nothing happens now", "", n)

    def replay_forgotten(self, n: int) -> str:
        """Calls before the tape's beginning."""
        return self.tr("%n earlier calls are not on the tape and are missing here.", "", n)

    def replay_connected(self, n: int) -> str:
        """Connections that stood when the tape began."""
        return self.tr("%n connections that stood before were opened anew first.", "", n)

    def replay_other(self, n: int) -> str:
        """Sockets whose other end another program had."""
        return self.tr("The other end of %n sockets was another program: it is played here.", "", n)

    def replay_zeros(self, n: int) -> str:
        """Bytes that the tape did not keep."""
        return self.tr("%n bytes were not kept on the tape: zeros are sent instead.", "", n)

    def replay_left_out(self, n: int) -> str:
        """Calls that are not made again."""
        return self.tr("%n calls that asked for names or the like are left out.", "", n)

    def replay_addresses(self, n: int) -> str:
        """Addresses of a network."""
        return self.tr("%n network addresses became addresses of this computer.", "", n)

    def good_calls(self, n: int) -> str:
        """How much of a damaged tape can be shown."""
        return self.tr("The first %n calls are whole and are shown.", "", n)


@cache
def counts() -> SequenceCounts:
    """The one object: it holds nothing but the sentences."""
    return SequenceCounts()
