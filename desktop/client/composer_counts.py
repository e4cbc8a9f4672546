"""Every sentence of the composer with a number of things in it: the language has a form for each
number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


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

    def send_files(self, n: int) -> str:
        """The title of the question about files."""
        return self.tr("Send %n files?", "", n)

    def more_files(self, n: int) -> str:
        """After the files that are listed."""
        return self.tr("and %n more", "", n)


@cache
def composer_counts() -> ComposerCounts:
    """The one there is."""
    return ComposerCounts()
