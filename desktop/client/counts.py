"""Every sentence of the client window with a number of things in it: the language has a form for
each number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class ClientCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def new_messages(self, n: int) -> str:
        """Came at once, while somebody listens."""
        return self.tr("%n new messages", "", n)

    # --- joins and parts: %1 are the names, so the number is not told ---------------------------

    def joined(self, n: int) -> str:
        """Came into the channel."""
        return self.tr("%1 joined", "", n)

    def left(self, n: int) -> str:
        """Went from the channel."""
        return self.tr("%1 left", "", n)

    def came_back(self, n: int) -> str:
        """Went, and are there again."""
        return self.tr("%1 came back", "", n)

    def came_and_went(self, n: int) -> str:
        """Were there for a while."""
        return self.tr("%1 came and went", "", n)

    def more_names(self, n: int) -> str:
        """After some names: "anna, boris and 5 more"."""
        return self.tr("%n more", "", n)

    def more_news(self, n: int) -> str:
        """After some pieces of news."""
        return self.tr("%n more changes", "", n)

    def new_names(self, n: int) -> str:
        """People who are called something else now."""
        return self.tr("%n new names", "", n)

    # --- what is missing in the history ---------------------------------------------------------

    def missing_days(self, n: int) -> str:
        """Between the messages of a conversation."""
        return self.tr("Messages of about %n days are missing here.", "", n)

    def missing_hours(self, n: int) -> str:
        """Between the messages of a conversation."""
        return self.tr("Messages of about %n hours are missing here.", "", n)

    # --- people and conversations ---------------------------------------------------------------

    def people(self, n: int) -> str:
        """In a channel, or in the completion."""
        return self.tr("%n people", "", n)

    def channels(self, n: int) -> str:
        """In the completion."""
        return self.tr("%n channels", "", n)

    def channels_on_server(self, n: int) -> str:
        """In the dialog that joins one."""
        return self.tr("%n channels on this server", "", n)

    def more_conversations(self, n: int) -> str:
        """Below very many of them in the sidebar, which are not all shown there."""
        return self.tr("%n more in “Go to…”", "", n)

    def of_commands(self, n: int) -> str:
        """In the completion; %1 is how many of them are shown."""
        return self.tr("%1 of %n commands", "", n)

    def leads(self, n: int) -> str:
        """The heading over those who lead the channel; the number is not told."""
        return self.tr("Lead(s)", "", n)

    def hands(self, n: int) -> str:
        """The heading over those who ask for the floor; the number is not told."""
        return self.tr("Hand(s) raised", "", n)

    def unread(self, n: int) -> str:
        """For the screen reader."""
        return self.tr("%n unread", "", n)

    def mentions(self, n: int) -> str:
        """For the screen reader."""
        return self.tr("%n mentions", "", n)

    # --- messages -------------------------------------------------------------------------------

    def waiting(self, n: int) -> str:
        """Messages that are kept until the connection stands."""
        return self.tr("%n messages waiting", "", n)

    def not_sent(self, n: int) -> str:
        """The title of the question before the window is closed."""
        return self.tr("%n messages are not sent yet", "", n)

    def lines(self, n: int) -> str:
        """A text of several lines in the composer."""
        return self.tr("%n lines, each a message of its own. Enter again sends them.", "", n)

    def send_to(self, n: int) -> str:
        """The button that sends a message to several people."""
        return self.tr("Send to %n people", "", n)

    # --- time -----------------------------------------------------------------------------------

    def seconds(self, n: int) -> str:
        """The countdown in the banner."""
        return self.tr("%n s", "", n)

    def again_in(self, n: int) -> str:
        """The countdown on the page."""
        return self.tr("Trying again in %n s", "", n)

    def minutes_ago(self, n: int) -> str:
        """When somebody wrote last."""
        return self.tr("%n minutes ago", "", n)

    def hours_ago(self, n: int) -> str:
        """When somebody wrote last."""
        return self.tr("%n hours ago", "", n)

    def days_ago(self, n: int) -> str:
        """When somebody wrote last."""
        return self.tr("%n days ago", "", n)

    # --- limits ---------------------------------------------------------------------------------

    def nick_length(self, n: int) -> str:
        """A nickname that is too long here."""
        return self.tr("A nickname has at most %n characters here.", "", n)

    def channel_length(self, n: int) -> str:
        """A channel's name that is too long here."""
        return self.tr("The name of a channel has at most %n characters here.", "", n)


@cache
def counts() -> ClientCounts:
    """The one object: it holds nothing but the sentences."""
    return ClientCounts()
