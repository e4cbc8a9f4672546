"""What is selected and chosen in a message view, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from core.client.events import MessageReceived
from desktop.client.message_deeds import Offers, can, usual_keys
from desktop.client.message_extras import Quote
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import Row
from desktop.client.message_scroll import Scroller
from desktop.client.message_selection import (
    Selection,
    Transcript,
    code_blocks,
    line_text,
    plain_text,
)
from desktop.client.message_speech import spoken_whole
from desktop.client.message_text import Body, Link

translate = QCoreApplication.translate

# Rows that are copied in one go; more are copied in slices between events.
SLICE = 500


class MessageDoing(QAbstractScrollArea):
    """Selection, the chosen row and the deeds of a message view; it has no paint of its own.

    Attributes: ``offers`` of the server; ``keys`` of the deeds.
    """

    link_activated = Signal(str)
    nick_activated = Signal(str)
    mention_requested = Signal(str)
    resend_requested = Signal(str)
    gap_requested = Signal(int)
    sockets_requested = Signal(int)
    reply_requested = Signal(object)
    edit_requested = Signal(object)
    delete_requested = Signal(object)
    reaction_toggled = Signal(object, str)
    picker_requested = Signal(object, QRect)
    picture_requested = Signal(str)
    picture_opened = Signal(str)
    file_requested = Signal(str)

    def __init__(self, scroller: Scroller, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._scroller = scroller
        self._model: ConversationModel | None = None
        self._selection: Selection | None = None
        self._current: int | None = None  # the row that the keyboard has chosen
        self._link: Link | None = None  # the address in it that Enter opens
        self._transcript: Transcript | None = None
        self.offers = Offers()
        self.keys: Mapping[str, Iterable[str]] = usual_keys()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the view gives to its hands.

    def scroll_pixels(self, pixels: float) -> None:
        """Scroll down by ``pixels``."""
        raise NotImplementedError

    def jump_to_bottom(self) -> None:
        """Show the newest row."""
        raise NotImplementedError

    def announce(self, text: str) -> None:
        """Let a screen reader say ``text``."""
        raise NotImplementedError

    def _tell_chosen(self, number: int, words: str) -> None:
        """Let a screen reader say that this row is chosen."""
        raise NotImplementedError

    def jump_to_msgid(self, msgid: str) -> bool:
        """Show the message with that msgid."""
        raise NotImplementedError

    def _refresh(self, settled: bool = False) -> None:
        raise NotImplementedError

    def _body(self, row: Row) -> Body:
        """What a row says, as it is shown."""
        own_nick = self._model.own_nick if self._model is not None else ""
        return self._scroller.builder.body_of(row, own_nick)

    # --- selection -----------------------------------------------------------------------------

    def reset_selection(self) -> None:
        """Nothing is selected or chosen."""
        self._selection = None
        self._current = None
        self._link = None

    def move_choices(self, before: int, by: int) -> None:
        """The rows before that number have other numbers now."""
        if self._current is not None and self._current < before:
            self._current += by
        if self._selection is not None:
            self._selection.move(before, by)

    def has_selection(self) -> bool:
        """Whether text is selected."""
        return self._selection is not None and not self._selection.empty

    def select_all(self) -> None:
        """Select every row."""
        model = self._model
        if model is not None and len(model):
            last = model.end - 1
            end = self._scroller.layout(last).length
            self._selection = Selection((model.first, 0), (last, end))
            self.viewport().update()

    def selected_text(self) -> str:
        """What is selected, as it would be copied; for a short selection."""
        if self._model is None or self._selection is None or self._selection.empty:
            return ""
        transcript = Transcript(self._model, self._selection, self._body)
        while not transcript.write(SLICE):
            pass
        return transcript.text

    def copy_selection(self) -> bool:
        """Copy what is selected as plain text, or the chosen row; False when there is neither.
        Of many rows each slice is written between other events; the clipboard has it at the end."""
        model = self._model
        if model is None:
            return False
        if self._selection is not None and not self._selection.empty:
            self._transcript = Transcript(model, self._selection, self._body)
            self._copy_on()
            return True
        if (row := self._current_row()) is not None:
            words = line_text(row.row, self._body(row.row))
            QGuiApplication.clipboard().setText(words)
            return True
        return False

    def _copy_on(self) -> None:
        transcript = self._transcript
        if transcript is None:
            return
        if transcript.write(SLICE):
            self._transcript = None
            QGuiApplication.clipboard().setText(transcript.text)
        else:
            QTimer.singleShot(0, self, self._copy_on)

    # --- the chosen row ------------------------------------------------------------------------

    def set_current(self, number: int | None) -> None:
        """Choose a row as the keyboard does; None for none."""
        self._current = number
        self._link = None
        if number is None or self._model is None:
            self.setAccessibleDescription("")
        else:
            words = self.words_of(number)
            self.setAccessibleDescription(words)
            self._tell_chosen(number, words)
        self.viewport().update()

    def words_of(self, number: int) -> str:
        """All that is seen of a row, in words."""
        model = self._model
        if model is None or (row := model.row_or_none(number)) is None:
            return ""
        made = self._scroller.layout(number)
        return spoken_whole(made, model.read_by_other, self._quote_of(row))

    def _quote_of(self, row: Row) -> Quote | None:
        """What a message answers, None where it answers nothing."""
        answers = row.reply_to if isinstance(row, MessageReceived) else ""
        model = self._model
        return self._scroller.builder.quote(model, answers) if model and answers else None

    def current(self) -> int | None:
        """The number of the chosen row."""
        return self._current

    def _current_row(self) -> RowLayout | None:
        model = self._model
        if model is None or self._current is None:
            return None
        return self._scroller.layout(self._current) if model.first <= self._current else None

    # --- what can be done with a message --------------------------------------------------------

    def can(self, name: str, number: int) -> bool:
        """Whether a deed (``message_deeds``) can be done with the row of that number."""
        row = self._model.row_or_none(number) if self._model is not None else None
        if row is None or not can(name, row, self.offers):
            return False
        return name != "message_save" or bool(self._scroller.layout(number).cards)

    def do(self, name: str, number: int, anchor: QRect | None = None) -> bool:
        """Do it; ``anchor``: where on the viewport it was asked for. False where it cannot be."""
        model = self._model
        if model is None or not self.can(name, number):
            return False
        row = model.row(number)
        assert isinstance(row, MessageReceived)
        clipboard = QGuiApplication.clipboard()
        if name == "message_reply":
            self.reply_requested.emit(row)
        elif name == "message_edit":
            self.edit_requested.emit(row)
        elif name == "message_delete":
            self.delete_requested.emit(row)
        elif name == "message_react":
            self.picker_requested.emit(row, anchor or self._row_rect(number))
        elif name == "message_wire":
            self.sockets_requested.emit(number)
        elif name == "message_save":
            cards = self._scroller.layout(number).cards
            if not cards:
                return False
            self.file_requested.emit(cards[0].url)
        elif name == "message_origin":
            if not self.jump_to_msgid(row.reply_to):
                self.announce(translate("MessageView", "The message is not here."))
        elif name == "message_code":
            blocks = code_blocks(self._body(row))
            if not blocks:
                return False
            clipboard.setText("\n\n".join(blocks))
            self.announce(translate("MessageView", "Copied"))
        else:
            self.copy_row(number)
        return True

    def copy_row(self, number: int) -> None:
        """Copy what a row says."""
        model = self._model
        row = model.row_or_none(number) if model is not None else None
        if row is not None and model is not None:
            words = plain_text(row, self._body(row))
            QGuiApplication.clipboard().setText(words)
            self.announce(translate("MessageView", "Copied"))

    def _row_rect(self, number: int) -> QRect:
        """Where a row in sight has its text, on the viewport."""
        for y, row in self._scroller.placed:
            if row.number == number:
                top = round(y + row.top)
                return QRect(round(row.origin.x()), top, 300, round(row.height - row.top))
        return QRect(0, 0, 1, 1)

    def _show_in_sockets(self) -> bool:
        """Ctrl+Enter: the call that carried the chosen message."""
        row = self._current_row()
        if row is None or not isinstance(row.row, MessageReceived):
            return False
        self.sockets_requested.emit(row.number)
        return True

    def _activate(self, target: Hit | Link, number: int) -> None:
        if isinstance(target, Link):
            self.link_activated.emit(target.url)
        elif target.kind == "nick":
            self.nick_activated.emit(target.value)
        elif target.kind == "resend":
            self.resend_requested.emit(target.value)
        elif target.kind == "gap":
            self.gap_requested.emit(number)
        elif target.kind == "picture":
            self._open_picture(target.value, number)
        elif target.kind == "file":
            self.file_requested.emit(target.value)
        elif target.kind == "quote":
            self.do("message_origin", number)
        elif self._model is not None:
            self._activate_part(self._model, target, number)

    def _activate_part(self, model: ConversationModel, target: Hit, number: int) -> None:
        row = model.row(number)
        if target.kind == "unfold":
            model.toggle_news(number)
        elif target.kind == "chip":
            if self.can("message_react", number):
                self.reaction_toggled.emit(row, target.value)
        elif target.kind == "add":
            self.do("message_react", number, self._on_viewport(target.rect, number))
        elif target.kind == "code":
            blocks = code_blocks(self._body(row))
            if int(target.value) < len(blocks):
                QGuiApplication.clipboard().setText(blocks[int(target.value)])
                self.announce(translate("MessageView", "Copied"))

    def _open_picture(self, url: str, number: int) -> None:
        """Show the picture; one that is shown already is opened in a larger view."""
        row = self._scroller.layout(number)
        shown = any(card.url == url and card.image is not None for card in row.cards)
        (self.picture_opened if shown else self.picture_requested).emit(url)

    def _on_viewport(self, rect: QRectF, number: int) -> QRect:
        for y, row in self._scroller.placed:
            if row.number == number:
                return rect.translated(0, y).toRect()
        return self._row_rect(number)
