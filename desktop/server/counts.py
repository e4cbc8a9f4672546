"""Every sentence with a number of things in it: the language has a form for each number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class Counts(QObject):
    """One method per sentence; ``n`` is the number."""

    def people(self, n: int) -> str:
        """How many there are."""
        return self.tr("%n people", "", n)

    def free_seats(self, n: int) -> str:
        """At the desks of the class."""
        return self.tr("%n seats free", "", n)

    def more_hands(self, n: int) -> str:
        """Under the queue of raised hands, where it is long."""
        return self.tr("and %n more", "", n)

    def people_will_see(self, n: int) -> str:
        """Before a message to all."""
        return self.tr("%n people will see it at once.", "", n)

    def people_will_be_disconnected(self, n: int) -> str:
        """Before the window is closed."""
        return self.tr("%n people are connected. They will be disconnected.", "", n)

    def people_came(self, n: int) -> str:
        """After the server has stopped; %1 is how long it ran."""
        return self.tr("Last ran for %1, %n people came", "", n)

    def not_encrypted(self, n: int) -> str:
        """Connections over the network."""
        return self.tr("%n connections are not encrypted", "", n)

    def messages_found(self, n: int) -> str:
        """Of a search."""
        return self.tr("%n messages", "", n)

    def kept(self, n: int) -> str:
        """In the history."""
        return self.tr("%n messages and events", "", n)

    def deleted_for_ever(self, n: int) -> str:
        """Before the history of a channel is deleted."""
        return self.tr("%n messages and events are deleted. They cannot be brought back.", "", n)

    def banned(self, n: int) -> str:
        """Of a channel."""
        return self.tr("%n people or patterns", "", n)

    def people_leave_channel(self, n: int) -> str:
        """Before a channel is closed."""
        return self.tr("%n people are put out of it. They stay connected.", "", n)

    def joined(self, n: int) -> str:
        """%1 is the channel."""
        return self.tr("Joined %1, %n people there now", "", n)

    def passed(self, n: int) -> str:
        """%1 is the channel or the person."""
        return self.tr("Message to %1, passed to %n people", "", n)

    def lines_without_name(self, n: int) -> str:
        """A flood before the registration."""
        return self.tr("Sent %n lines without giving a name", "", n)

    def new_lines(self, n: int) -> str:
        """While the log is held."""
        return self.tr("Paused, %n new lines", "", n)

    def too_many(self, n: int) -> str:
        """Entries that came faster than they could be shown."""
        return self.tr("%n lines were too many to show", "", n)

    def last_minutes(self, n: int) -> str:
        """What the plots show."""
        if n == 1:
            return self.tr("over the last minute")
        return self.tr("over the last %n minutes", "", n)


@cache
def counts() -> Counts:
    """The one object: it holds nothing but the sentences."""
    return Counts()
