"""Every sentence of the composer with a number of things in it: the language has a form for each
number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale, QObject

MOST_MESSAGES = 100
"""That a text may become: many servers want two seconds for each, and few people read them."""


class ComposerCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def messages(self, n: int) -> str:
        """What a long text will be."""
        return self.tr("%n messages", "", n)

    def paste_lines(self, n: int) -> str:
        """The title of the question about a long paste."""
        return self.tr("Paste %n lines?", "", n)

    def send_messages(self, n: int) -> str:
        """One of its answers: each line as a message."""
        return self.tr("Send as %n messages", "", n)

    def characters(self, n: int) -> str:
        """How long the text is."""
        return self.tr("%n characters", "", n)

    def too_many(self, n: int) -> str:
        """A text is too long to be said."""
        most = QLocale().toString(MOST_MESSAGES)
        words = self.tr("%n messages are too many: not more than %1 at once.", "", n)
        return words.replace("%1", most)

    def send_files(self, n: int) -> str:
        """The title of the question about files."""
        return self.tr("Send %n files?", "", n)

    def more_files(self, n: int) -> str:
        """After the files that are listed."""
        return self.tr("and %n more", "", n)

    def more_unfit(self, n: int) -> str:
        """After the files that are named with what is wrong with them."""
        return self.tr("%n more cannot be sent either.", "", n)

    def files_beyond(self, n: int) -> str:
        """More files were given than go at once, which are %1."""
        return self.tr(
            "Not more than %1 files go at once, so %n more are left out. Send them after these, or "
            "pack them into one archive.",
            "",
            n,
        )

    def files_waiting(self, n: int) -> str:
        """Files whose turn has not come."""
        return self.tr("%n more files wait for their turn", "", n)


@cache
def composer_counts() -> ComposerCounts:
    """The one there is."""
    return ComposerCounts()
