"""Completion in the composer: when the popup opens, what its keys do, and going through names with
Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.client import emoji_data, emoji_recent
from desktop.client.completion import (
    CommandInfo,
    Completion,
    Kind,
    Words,
    command_end,
    find_by_tab,
    find_emoji,
    find_popup,
)
from desktop.client.completion_popup import CompletionPopup
from desktop.client.composer_input import ComposerInput
from desktop.client.message_text import utf16_length, utf16_slice
from desktop.widgets.paint import Faces

# Pixels between popup and composer.
GAP = 6
# Pixels that the popup leaves free at the top of the window.
ABOVE = 60


class ComposerCompletion(QObject):
    """Completes what is written in a ``ComposerInput``.

    Attributes:
        commands, nicks, channels: where the words come from, the likeliest first.
        emoji_names: whether emoji are offered by their names.
        faces, name_of: the pictures and the shown names of people, beside their nicknames.

    Signals:
        height_changed(int): pixels above the composer that the popup covers, 0 when it is closed.
    """

    height_changed = Signal(int)

    def __init__(self, composer: QWidget, text: ComposerInput, frame: Callable[[], QRect]) -> None:
        super().__init__(composer)
        self.commands: Callable[[], Sequence[CommandInfo]] = tuple
        self.nicks: Callable[[], Sequence[str]] = tuple
        self.channels: Callable[[], Sequence[str]] = tuple
        self.emoji_names = True
        self.faces: Faces | None = None
        self.name_of: Callable[[str], str] = lambda _nick: ""
        self._composer = composer
        self._input = text
        self._frame = frame
        self._popup: CompletionPopup | None = None
        self._cycle: tuple[Completion, int, str] | None = None  # what Tab goes through
        self._dismissed = False  # Esc closed the popup: until the word ends it stays closed
        self._inserting = False
        self._told_height = 0
        self._last = ""  # the text at the last look for emoji

    def _words(self) -> Words:
        return Words(self.commands(), self.nicks(), self.channels())

    def _cursor(self) -> int:
        """The cursor's place in the text, in characters."""
        text = self._input.toPlainText()
        return len(utf16_slice(text, 0, self._input.textCursor().position()))

    def offered(self) -> Completion | None:
        """What the popup offers; None while it is closed."""
        return self._popup.completion() if self._popup is not None else None

    def _chosen(self) -> int:
        return self._popup.index() if self._popup is not None else 0

    # --- the popup -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """The text or the cursor changed: open, change or close the popup."""
        if self._inserting:
            return
        text = self._input.toPlainText()
        cursor = self._cursor()
        found = self._emoji(text, cursor)
        # Most texts hold none of the three signs: nobody is asked for words then.
        if found is None and (text.startswith("/") or "@" in text[:cursor] or "#" in text[:cursor]):
            found = find_popup(text, cursor, self._words())
        if found is None:
            self._dismissed = False
        cycling = self._cycle is not None and self._cycle[2] == text
        if found is None or self._dismissed or cycling or not self._input.hasFocus():
            self.close()
        else:
            self._place(found)

    def paint_again(self) -> None:
        """What is offered looks different now."""
        if self._popup is not None:
            self._popup.update()

    def _emoji(self, text: str, cursor: int) -> Completion | None:
        """The emoji of the name before the cursor; a name with both colons becomes its emoji."""
        if not self.emoji_names or ":" not in text[:cursor] or self._is_command(text):
            return None
        closed = emoji_data.name_closed(text, cursor)
        if closed is not None and self._typed_on(text):
            self._last = ""
            self._insert(closed[0], cursor, closed[1].text)
            return None
        self._last = text
        return find_emoji(text, cursor, QLocale().name()[:2], emoji_recent.recent())

    def _typed_on(self, text: str) -> bool:
        """Whether the last key put a colon in: what was pasted stays as it is."""
        return len(text) == len(self._last) + 1

    def _is_command(self, text: str) -> bool:
        """Whether a command is being typed whose argument is no text ("/join :x")."""
        end = command_end(text)
        return bool(end) and text[1:end].casefold() not in ("me", "msg", "notice", "topic", "away")

    def _place(self, found: Completion) -> None:
        window = self._composer.window()
        if self._popup is None:
            self._popup = CompletionPopup(window)
            self._popup.chosen.connect(self._clicked)
            self._popup.set_people(self.faces, self.name_of)
        elif self._popup.parentWidget() is not window:
            self._popup.setParent(window)
        frame = self._frame()
        corner = self._composer.mapTo(window, QPoint(frame.left(), frame.top() - GAP))
        height = self._popup.panel_height(found, corner.y() - ABOVE)
        rect = QRect(corner.x(), corner.y() - height, frame.width(), height)
        self._popup.show_completion(found, rect)
        self._tell_height(height + GAP - frame.top())

    def follow(self) -> None:
        """The composer moved: keep the popup over it."""
        offered = self.offered()
        if offered is not None:
            self._place(offered)

    def close(self) -> None:
        """Close the popup."""
        if self._popup is not None:
            self._popup.hide()
        self._tell_height(0)

    def reset(self) -> None:
        """Another text: nothing is offered, and Tab begins anew."""
        self._cycle = None
        self._dismissed = False
        self.close()

    def _tell_height(self, height: int) -> None:
        if height != self._told_height:
            self._told_height = height
            self.height_changed.emit(height)

    def _clicked(self, index: int) -> None:
        offered = self.offered()
        if offered is not None:
            self._take(offered, index)

    # --- keys ----------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """What a key means for completion; True when nobody else must see it."""
        keys = Qt.Key
        key, modifiers = event.key(), event.modifiers()
        if key not in (keys.Key_Tab, keys.Key_Backtab, keys.Key_Shift):
            self._cycle = None
        offered = self.offered()
        plain = not modifiers & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        )
        if offered is not None and self._popup is not None:
            if key == keys.Key_Escape:
                self._dismissed = True
                self.close()
                return True
            if offered.kind is not Kind.HINT and plain:
                if key in (keys.Key_Up, keys.Key_Down):
                    self._popup.step(-1 if key == keys.Key_Up else 1)
                    return True
                enter = key in (keys.Key_Return, keys.Key_Enter) and not self._enter_sends(offered)
                if enter or key == keys.Key_Tab:
                    self._take(offered, self._chosen())
                    return True
        if key in (keys.Key_Tab, keys.Key_Backtab) and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            return self._tab(-1 if key == keys.Key_Backtab else 1)
        return False

    def _enter_sends(self, offered: Completion) -> bool:
        """Whether Enter sends although the popup is open: what is written stands there in full; or
        it begins a channel's name, which may well be the name of a new channel, and nothing was
        chosen."""
        assert self._popup is not None
        chosen = offered.candidates[self._chosen()].shown.casefold()
        if offered.kind is Kind.COMMAND:
            return chosen == self._input.toPlainText().strip().casefold()
        if self._popup.was_moved or offered.kind is Kind.EMOJI:
            return False
        return offered.kind is Kind.CHANNEL or chosen == offered.typed.casefold()

    def _tab(self, step: int) -> bool:
        """Complete the word before the cursor; again: the next possibility."""
        text = self._input.toPlainText()
        if self._cycle is not None:
            completion, index, expected = self._cycle
            if text == expected:
                self._put(completion, (index + step) % len(completion.candidates))
                return True
            self._cycle = None
        if step < 0:
            return False
        found = find_by_tab(text, self._cursor(), self._words())
        if found is None:
            return False
        self._put(found, 0)
        return True

    def _put(self, completion: Completion, index: int) -> None:
        """Put a candidate in the place of what Tab last put in, or of the word."""
        end = completion.end
        if self._cycle is not None:
            end = completion.start + len(completion.candidates[self._cycle[1]].insert)
        self._insert(completion.start, end, completion.candidates[index].insert)
        self._cycle = (completion, index, self._input.toPlainText())
        self.refresh()

    def _take(self, completion: Completion, index: int) -> None:
        """Put a candidate of the popup in."""
        insert = completion.candidates[index].insert
        if self._input.toPlainText()[completion.end :].startswith(" "):
            insert = insert.rstrip(" ")
        self._cycle = None
        self._insert(completion.start, completion.end, insert)
        if completion.kind is Kind.EMOJI:
            emoji_recent.use(insert)
        elif completion.kind is not Kind.COMMAND:
            self._cycle = (completion, index, self._input.toPlainText())
        self.refresh()

    def _insert(self, start: int, end: int, insert: str) -> None:
        text = self._input.toPlainText()
        self._inserting = True
        self._input.replace_piece(utf16_length(text[:start]), utf16_length(text[:end]), insert)
        self._inserting = False
        self._dismissed = False
