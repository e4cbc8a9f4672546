"""Every sentence of the live view's panes with a number of things in it: the language has a form
for each number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class PaneCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def bytes_(self, n: int) -> str:
        """How many bytes, in full."""
        return self.tr("%n bytes", "", n)

    def characters(self, n: int) -> str:
        """How many characters a text has."""
        return self.tr("%n characters", "", n)

    def datagrams(self, n: int) -> str:
        """Separate messages in a queue."""
        return self.tr("%n datagrams", "", n)

    def sends(self, n: int) -> str:
        """How many sends wrote what lies in a queue."""
        return self.tr("%n sends", "", n)

    def next_recv_all(self, n: int) -> str:
        """Under the tanks; %1 is the call."""
        return self.tr("The next %1 will return all %n bytes at once.", "", n)

    def next_recv_part(self, n: int) -> str:
        """Under the tanks; %1 is the call, %2 how many bytes stay in the queue."""
        return self.tr("The next %1 will return %n bytes; %2 stay in the queue.", "", n)

    def next_datagram(self, n: int) -> str:
        """Under the tanks of a datagram socket; %1 is the call."""
        return self.tr("The next %1 will return one datagram: %n bytes.", "", n)

    def next_datagram_cut(self, n: int) -> str:
        """The same where the call asks for fewer bytes; %1 is the call, %2 the whole size."""
        return self.tr(
            "The next %1 will return %n bytes of a datagram of %2. The rest of it is lost.", "", n
        )

    def waiting_for_accept(self, n: int) -> str:
        """A listener's queue; %1 is the backlog."""
        return self.tr("%n of %1 waiting for accept", "", n)

    def waiting_no_backlog(self, n: int) -> str:
        """A listener's queue where its length is not known."""
        return self.tr("%n waiting for accept", "", n)

    def thrown_away(self, n: int) -> str:
        """Bytes that lay unread in a socket that was closed."""
        return self.tr("%n bytes thrown away", "", n)

    def threads(self, n: int) -> str:
        """Actors that are at the same line."""
        return self.tr("%n threads", "", n)

    def one_call_took(self, n: int) -> str:
        """Under what a recv took in the picture of letters."""
        return self.tr("one call took %n sends", "", n)


@cache
def counts() -> PaneCounts:
    """The one object: it holds nothing but the sentences."""
    return PaneCounts()
