"""Where a message is written: a line that grows, with history and completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.client.completion import CommandArgument, CommandInfo

__all__ = ["CommandArgument", "CommandInfo", "Composer"]


class Composer(QWidget):
    """The composer under the messages; its margins (20/12) are its own.

    Signals:
        submitted(str): one line to send or a command, in order; a text of several lines comes as
            several signals (later lines that begin with "/" come as "//…", so that they are said,
            not run).
        typing(): the person types something that is not a command; at most every 3 s.
        popup_height_changed(int): pixels over the composer that the completion popup covers, 0 when
            it is closed: give it to ``MessageView.set_bottom_margin``.
    """

    submitted = Signal(str)
    typing = Signal()
    popup_height_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def text(self) -> str:
        """The draft."""
        return ""

    def set_text(self, text: str) -> None:
        """Put a draft in, the cursor at its end."""

    def insert_mention(self, nick: str) -> None:
        """Put "nick: " at the start, or the nick at the cursor when something is written."""

    def set_placeholder(self, text: str) -> None:
        """The hint in the empty input ("Message #class")."""

    def set_enabled_hint(self, text: str) -> None:
        """"" lets write; else the input is closed and shows why ("You are not in this channel")."""

    def set_compact(self, compact: bool) -> None:
        """Smaller margins (12) for a narrow window."""

    def set_providers(
        self,
        commands: Callable[[], Sequence[CommandInfo]],
        nicks: Callable[[], Sequence[str]],
        channels: Callable[[], Sequence[str]],
    ) -> None:
        """Where completion gets its words; called when the popup opens."""

    def focus_input(self) -> None: ...
