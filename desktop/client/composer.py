"""Where a message is written: a text that grows, what it answers or changes, and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.client.events import MessageReceived
from desktop.client.completion import CommandArgument, CommandInfo
from desktop.client.composer_completion import ComposerCompletion
from desktop.client.composer_counts import MOST_MESSAGES, composer_counts
from desktop.client.composer_draft import Reference, Submission, to_change
from desktop.client.composer_format import toggle
from desktop.client.composer_frame import ComposerFrame
from desktop.client.composer_input import MAX_LENGTH
from desktop.client.composer_typing import ComposerTyping
from desktop.client.counts import counts
from desktop.client.message_content import one_line
from desktop.client.message_text import utf16_length, utf16_slice
from desktop.widgets.paint import Faces

__all__ = ["CommandArgument", "CommandInfo", "Composer", "Reference", "Submission"]

# Lines that are sent without asking where each is a message of its own.
UNASKED_LINES = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(ComposerFrame):
    """The composer under the messages; its margins (20 at the sides, 12 below) are its own.

    Attributes:
        enter_breaks: Enter begins a line and Ctrl+Enter sends, instead of the other way round.
        one_message: several lines are one message here, so that nobody is asked about them.
        last_own: gives the last own message, for Up in the empty text; None: it cannot be changed.
        pieces: how many messages a text will be.

    Signals:
        submitted(Submission): a text or a command is to be sent.
        typing(TypingState): what others may be told of it.
        draft_changed(): the person changed the text, or what it answers.
        attach_requested(): a file is to be chosen.
        popup_height_changed(int): pixels above the composer that the completion popup covers, 0
            when it closes: for ``MessageView.set_bottom_margin``.
        page_requested(int): Page Up (-1) or Page Down (1) was pressed here: the messages scroll.
    """

    submitted = Signal(object)
    typing = Signal(object)
    draft_changed = Signal()
    attach_requested = Signal()
    popup_height_changed = Signal(int)
    page_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_breaks = False
        self.one_message = False
        self.last_own: Callable[[], MessageReceived | None] = lambda: None
        self.pieces: Callable[[str], int] = lambda _text: 1
        self._placeholder = ""
        self._confirming = 0  # lines that the next Enter sends
        self._many = 0  # messages that it would be, where they are too many
        self._cut = False  # what was pasted did not fit
        self._setting = False
        self._text = ""  # at the last change
        self._reference: Reference | None = None
        self._before: tuple[str, Reference | None] = ("", None)  # what an edit interrupted

        self.input.key_filter = self._key
        self.input.textChanged.connect(self._text_changed)
        self.attach.clicked.connect(self.attach_requested)
        self.emoji.clicked.connect(self.pick_emoji)
        self.send.clicked.connect(self.submit)
        self._completion = ComposerCompletion(self, self.input, self.frame)
        self._completion.height_changed.connect(self.popup_height_changed)
        self.input.cursorPositionChanged.connect(self._cursor_moved)
        self.input.focus_changed.connect(self._complete)
        self.input.shortened.connect(self._was_cut)
        self._typing = ComposerTyping(self)
        self._typing.state.connect(self.typing)
        self.bar.closed.connect(self.leave)
        self.grow()
        self._text_changed()
        self.retranslate()

    # --- for the window ------------------------------------------------------------------------

    def text(self) -> str:
        """The draft."""
        return self.input.toPlainText()

    @property
    def reference(self) -> Reference | None:
        """What the draft answers or changes."""
        return self._reference

    def set_text(self, text: str) -> None:
        """Put a draft in, the cursor at its end; it answers nothing."""
        self.set_draft(text, None)

    def set_draft(self, text: str, reference: Reference | None) -> None:
        """Put a draft in with what it answers or changes."""
        self._setting = True
        self.input.replace_all(text)
        self.input.leave_history()
        self._set_reference(reference)
        self._setting = False
        self._before = ("", None)
        self._completion.reset()
        self._typing.sent()

    def stop_typing(self) -> None:
        """Others hear that nothing is being written here any more."""
        self._typing.taken_back()

    def begin_reply(self, row: MessageReceived) -> None:
        """Answer a message: what is written stays, and Esc leaves the answer."""
        if self._reference is not None and self._reference.edits:
            self.leave()
        self._set_reference(Reference(row.msgid, row.nick, one_line(row)))
        self.draft_changed.emit()
        self.focus_input()

    def begin_edit(self, row: MessageReceived) -> None:
        """Change an own message: its text stands here, and Esc brings back what was written."""
        if self._reference is not None and self._reference.edits:
            self.leave()
        before = (self.text(), self._reference)
        text = to_change(row)
        self.set_draft(text, Reference(row.msgid, row.nick, text, edits=True))
        self._before = before
        self.draft_changed.emit()
        self.focus_input()

    def leave(self) -> None:
        """Answer or change nothing any more; the word about the text goes first."""
        if self._has_notice():
            self._drop_notice()
        elif self._reference is not None:
            if self._reference.edits:
                self.set_draft(*self._before)
            else:
                self._set_reference(None)
            self.draft_changed.emit()
        self.focus_input()

    def _set_reference(self, reference: Reference | None) -> None:
        self._reference = reference
        edits = reference is not None and reference.edits
        self.input.recalls = not edits
        self.send.set_icon("check" if edits else "arrow-up")
        self.bar.show_reference(reference)
        self._name_send()
        self.grow()

    def insert_mention(self, nick: str) -> None:
        """Put "nick: " at the start, or the nickname at the cursor when something is written."""
        if not self.text().strip():
            self.set_draft(f"{nick}: ", self._reference)
        else:
            cursor = self.input.textCursor()
            before = self.text()[: len(utf16_slice(self.text(), 0, cursor.position()))]
            gap = "" if not before or before[-1].isspace() else " "
            cursor.insertText(f"{gap}{nick} ")
        self.focus_input()

    def format(self, style: str) -> None:
        """Put Markdown's marks round what is selected, or take them away: "bold", "italic",
        "strike", "code", "code_block", "quote"."""
        cursor, text = self.input.textCursor(), self.text()
        start = len(utf16_slice(text, 0, cursor.selectionStart()))
        end = len(utf16_slice(text, 0, cursor.selectionEnd()))
        marked = toggle(text, start, end, style)
        if len(marked.text) > MAX_LENGTH:
            self._was_cut()
            return
        self.input.replace_piece(0, utf16_length(text), marked.text)
        cursor = self.input.textCursor()
        cursor.setPosition(utf16_length(marked.text[: marked.start]))
        cursor.setPosition(utf16_length(marked.text[: marked.end]), cursor.MoveMode.KeepAnchor)
        self.input.setTextCursor(cursor)

    def pick_emoji(self) -> None:
        """Open the picker over its button; what is chosen is put at the cursor."""
        if self.closed_hint:
            return
        from desktop.client.emoji_picker import EmojiPicker

        top = self.window()
        frame = self.frame()
        place = QRect(self.mapTo(top, frame.topLeft()), frame.size())
        EmojiPicker.open_at(place, top, self.input.insert_text, many=True)

    def set_placeholder(self, text: str) -> None:
        """The hint in the empty input ("Message #class")."""
        self._placeholder = text
        self._show_hint()

    def set_enabled_hint(self, text: str) -> None:
        """With "" one can write; else the input is closed and shows why ("You are not in this
        channel"). The draft is kept."""
        self.closed_hint = text
        self.input.setEnabled(not text)
        self.emoji.setEnabled(not text)
        self.attach.setEnabled(not text)
        self._show_hint()
        self._text_changed()

    def set_files(self, taken: bool) -> None:
        """Whether the server takes files: else there is no paperclip."""
        self.attach.setVisible(taken)
        self.grow()

    def set_providers(
        self,
        commands: Callable[[], Sequence[CommandInfo]],
        nicks: Callable[[], Sequence[str]],
        channels: Callable[[], Sequence[str]],
    ) -> None:
        """Where completion gets its words, the likeliest first; asked when they are needed."""
        self._completion.commands = commands
        self._completion.nicks = nicks
        self._completion.channels = channels

    def set_people(self, faces: Faces, name_of: Callable[[str], str]) -> None:
        """Whose pictures and names stand beside the nicknames that completion offers."""
        self._completion.faces, self._completion.name_of = faces, name_of

    def paint_people_again(self) -> None:
        """Pictures of people came."""
        self._completion.paint_again()

    def set_emoji_names(self, on: bool) -> None:
        """Whether ":smi" offers emoji by their names."""
        self._completion.emoji_names = on

    def submit(self) -> None:
        """Send what is written; many lines only after a second Enter where each is a message."""
        text = self.text()
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines or self.closed_hint:
            return
        reference = self._reference
        edits = reference is not None and reference.edits
        if not edits and (pieces := self.pieces(text)) > MOST_MESSAGES:
            self._many = pieces
            self._show_notice()
            return
        asks = len(lines) > UNASKED_LINES and not self.one_message and not edits
        if asks and self._confirming != len(lines):
            self._confirming = len(lines)
            self._show_notice()
            return
        if not edits:
            self.input.remember(text)
        before = self._before
        self.set_draft("", None)
        msgid = reference.msgid if reference is not None else ""
        self.submitted.emit(Submission(text, "" if edits else msgid, msgid if edits else ""))
        if edits:
            self.set_draft(*before)
        self.draft_changed.emit()

    # --- looks ---------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the window."""
        self.input.setAccessibleName(self.tr("Message"))
        self.attach.set_name(self.tr("Attach a file"))
        self.emoji.set_name(self.tr("Emoji"))
        self._name_send()
        self._show_notice()
        self._show_length()

    def _name_send(self) -> None:
        edits = self._reference is not None and self._reference.edits
        name = self.tr("Save the change") if edits else self.tr("Send")
        self.send.setAccessibleName(name)
        self.send.setToolTip(f"{name} ({'Ctrl+Enter' if self.enter_breaks else 'Enter'})")

    def _has_notice(self) -> bool:
        return bool(self._confirming or self._cut or self._many)

    def _drop_notice(self) -> None:
        self._confirming, self._cut, self._many = 0, False, 0
        self._show_notice()

    def _show_notice(self) -> None:
        text = ""
        if self._many:
            text = composer_counts().too_many(self._many)
        elif self._confirming:
            text = counts().lines(self._confirming)
        elif self._cut:
            text = self.tr("Too long: only the first %1 characters fit.").replace(
                "%1", str(MAX_LENGTH)
            )
        self.bar.show_notice(text)
        self.grow()

    def _show_length(self) -> None:
        pieces = self.pieces(self.text())
        words = ""
        if pieces > 1 and not self.closed_hint:
            words = composer_counts().messages(pieces)
        self.length.setText(f"×{pieces}" if words and self.compact else words)
        self.length.setAccessibleName(words)
        self.length.setToolTip(
            self.tr("Too long for one message: this is how many it will be.") if words else ""
        )
        self.length.setVisible(bool(words))

    def _show_hint(self) -> None:
        self.input.set_hint(self.closed_hint or self._placeholder)
        self.input.setAccessibleDescription(self.closed_hint or self._placeholder)

    # --- keys ----------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        """What a key in the text means; True when the text must not see it."""
        keys = Qt.Key
        key, modifiers = event.key(), event.modifiers()
        if self._completion.key(event):
            return True
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            breaks = (not control or shift) if self.enter_breaks else (control or shift)
            if breaks:
                self.input.insertPlainText("\n")
            else:
                self.submit()
            return True
        if key == keys.Key_Escape and (self._has_notice() or self._reference):
            self.leave()
            return True
        if key in (keys.Key_PageUp, keys.Key_PageDown) and not modifiers:
            self.page_requested.emit(-1 if key == keys.Key_PageUp else 1)
            return True
        if key in (keys.Key_Up, keys.Key_Down) and control and not shift:
            return not self.input.recalls or self.input.recall(-1 if key == keys.Key_Up else 1)
        if key == keys.Key_Up and not modifiers and not self.text() and self._reference is None:
            row = self.last_own()
            if row is not None:
                self.begin_edit(row)
                return True
        return False

    def _cursor_moved(self) -> None:
        if not self._setting:
            self._completion.refresh()

    # --- what happens --------------------------------------------------------------------------

    def _text_changed(self) -> None:
        text = self.text()
        self.send.setEnabled(bool(text.strip()) and not self.closed_hint)
        self._show_length()
        if self._has_notice():
            self._drop_notice()
        if self._setting or text == self._text:
            self._text = text
            return  # a wave came under a word, or another draft stands here
        self._text = text
        if self._reference is None or not self._reference.edits:
            self._typing.typed(text)
        self.draft_changed.emit()

    def _was_cut(self) -> None:
        self._cut = True
        self._show_notice()

    def _complete(self, focused: bool) -> None:
        if focused:
            self._completion.refresh()
        else:
            self._completion.close()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the popup over the composer."""
        super().resizeEvent(event)
        self._completion.follow()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the popup over the composer."""
        super().moveEvent(event)
        self._completion.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is offered while nothing can be written."""
        self._completion.close()
        super().hideEvent(event)
