"""The text of the composer: several lines, history, and keys that the composer hears first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from desktop.theme import theme

if TYPE_CHECKING:
    from desktop.client.given_files import GivenFiles

# Lines that are shown before the text scrolls.
MAX_LINES = 8
# Characters that a draft may have; more is no message.
MAX_LENGTH = 20_000
# Sent texts that Up brings back.
MAX_HISTORY = 100
_LONG_WORD = re.compile(r"[^ \t\n]{1000}")


def _text_only(text: str) -> str:
    """Without NUL, which ends a line of IRC, and the sign of questions to programs (CTCP)."""
    return text.replace("\0", "").replace("\x01", "")


def wrap_for(text: str) -> QTextOption.WrapMode:
    """How lines of ``text`` are broken. Qt looks for the end of a word once for each of its lines,
    which takes seconds where a word has thousands of letters: that is broken anywhere."""
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if _LONG_WORD.search(text) else modes.WrapAtWordBoundaryOrAnywhere


class ComposerInput(QPlainTextEdit):
    """A plain text that tells how high it wants to be.

    Attributes:
        key_filter: asked before a key is handled; True keeps the key from the text.
        take_text, take_image, take_files: asked before something is pasted or dropped; True when
            it is seen to elsewhere (a preview), so that it is not put into the text.
        menu_filter: may put more into the context menu before it is shown.
        recalls: whether Up and Down bring sent texts back.

    Signals:
        height_wanted(int): the height of the lines changed, in pixels.
        focus_changed(bool): the text has the keyboard, or not.
        shortened(): what was pasted was longer than ``MAX_LENGTH`` and was cut.
    """

    height_wanted = Signal(int)
    focus_changed = Signal(bool)
    shortened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_filter: Callable[[QKeyEvent], bool] = lambda _event: False
        self.take_text: Callable[[str], bool] = lambda _text: False
        self.take_image: Callable[[QImage], bool] = lambda _image: False
        self.take_files: Callable[[GivenFiles], bool] = lambda _files: False
        self.menu_filter: Callable[[QMenu, QTextCursor], None] = lambda _menu, _cursor: None
        self.recalls = True
        self._history: list[str] = []
        self._place = 0  # in the history; its length: the draft
        self._draft = ""
        self._hint = ""
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme().font("body"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(wrap_for(""))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setCursorWidth(1)
        self.document().documentLayout().documentSizeChanged.connect(self._measure)
        self._lines = 0
        self._measure()

    # --- the height ----------------------------------------------------------------------------

    def line_height(self) -> int:
        """The height of a line in pixels."""
        return QFontMetrics(self.font()).lineSpacing()

    def lines(self) -> int:
        """Lines that are shown, wrapped ones included; at most ``MAX_LINES``."""
        return self._lines

    def _measure(self) -> None:
        # The layout of a plain text edit measures its height in lines.
        lines = round(self.document().size().height())
        shown = max(1, min(MAX_LINES, lines))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > MAX_LINES else policy.ScrollBarAlwaysOff
        )
        if shown != self._lines:
            self._lines = shown
            self.setFixedHeight(shown * self.line_height() + 2)
            self.height_wanted.emit(self.height())

    # --- text and history ----------------------------------------------------------------------

    def replace_all(self, text: str) -> None:
        """Another text, the cursor at its end."""
        text = _text_only(text)[:MAX_LENGTH]
        mode = wrap_for(text)
        if mode == QTextOption.WrapMode.WrapAnywhere:  # else the old text may need it still
            self._wrap(mode)
        self.setPlainText(text)
        self._wrap(mode)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _wrap(self, mode: QTextOption.WrapMode) -> None:
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def replace_piece(self, start: int, end: int, text: str) -> None:
        """Put ``text`` in the place of a piece; positions are UTF-16, as Qt counts. One undo."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def remember(self, text: str) -> None:
        """Keep a sent text for Up."""
        if text and (not self._history or self._history[-1] != text):
            self._history.append(text)
            del self._history[:-MAX_HISTORY]
        self.leave_history()

    def leave_history(self) -> None:
        """What stands here now is a draft of its own."""
        self._place = len(self._history)
        self._draft = ""

    def recall(self, step: int) -> bool:
        """Bring back the text sent before (-1) or after (1) the one that stands here; False where
        there is none."""
        place = self._place + step
        if not 0 <= place <= len(self._history):
            return False
        if self._place == len(self._history):
            self._draft = self.toPlainText()
        self._place = place
        self.replace_all(self._draft if place == len(self._history) else self._history[place])
        return True

    def _at_edge(self, step: int) -> bool:
        """Whether there is no line above (-1) or below (1) the cursor."""
        cursor = self.textCursor()
        move = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(move)

    # --- Qt ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Tab would leave before any key press is told: completion hears of it first."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and self.key_filter(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """History at the first and the last line; the composer hears of everything first."""
        if self.key_filter(event):
            event.accept()
            return
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            if self._at_edge(step) and not self.isReadOnly() and self.recalls and self.recall(step):
                return
        if event.text() and len(self.toPlainText()) >= MAX_LENGTH and event.text().isprintable():
            self.shortened.emit()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text; pictures and files for a preview."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, without the line end that a copied line often has."""
        if source.hasUrls():
            from desktop.client.given_files import given_files  # late: not at the start

            given = given_files(source)
            if (given.files or given.unfit) and self.take_files(given):
                return
        if source.hasImage() and not source.hasText():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.take_image(image)
            return
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        text = _text_only(text).removesuffix("\n")
        if not self.take_text(text):
            self.insert_text(text)

    def insert_text(self, text: str) -> None:
        """Put a text at the cursor, in the place of what is selected; cut where it does not fit."""
        before = self.toPlainText()
        room = MAX_LENGTH - len(before) + len(self.textCursor().selectedText())
        text = _text_only(text)
        fits = text[: max(room, 0)]
        if self.wordWrapMode() == wrap_for(""):  # it stays so, for what is undone and done again
            self._wrap(wrap_for(before + fits))
        self.textCursor().insertText(fits)
        if len(text) > room:
            self.shortened.emit()
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu, with what others put into it."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.textCursor() if keyboard else self.cursorForPosition(event.pos())
        self.menu_filter(menu, at)
        place = self.cursorRect().bottomLeft() if keyboard else event.pos()
        menu.popup(self.viewport().mapToGlobal(place))

    def set_hint(self, text: str) -> None:
        """What stands in the empty text; one line, in the muted colour, cut where the room ends."""
        self._hint = text
        self.viewport().update()

    def hint(self) -> str:
        """What stands in the empty text."""
        return self._hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or the hint (Qt's own placeholder wraps, and is too faint to be read)."""
        super().paintEvent(event)
        if not self._hint or not self.document().isEmpty():
            return
        painter = QPainter(self.viewport())
        try:
            painter.setPen(theme().color("muted"))
            room = self.viewport().rect()
            words = self.fontMetrics().elidedText(
                self._hint, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        finally:
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
