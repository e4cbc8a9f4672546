"""The messages of a conversation, drawn row by row: only what is in sight is laid out."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QFrame, QWidget

from core.client.events import MessageReceived
from desktop.client.message_choices import MessageChoices
from desktop.client.message_jump import JumpButton
from desktop.client.message_model import ConversationModel
from desktop.client.message_paint import RowState, paint_ground, paint_row
from desktop.client.message_paint_extras import paint_empty
from desktop.client.message_scroll import Position
from desktop.client.message_words import forget_times
from desktop.widgets.accessible_role import set_interface
from desktop.widgets.scroll_bars import float_scroll_bar

__all__ = ["MessageView", "Position"]

# Rows among which one is looked for by its key.
_LOOKED_AT = 5_000
# So many rows at once, again and again within so many seconds, are a flood: of that a picture is
# drawn after so many milliseconds.
_FLOOD, _FLOOD_S, _FLOOD_MS = 100, 0.2, 33


def _list(view: MessageView) -> QAccessibleInterface:
    """What assistive programs see of a view; loaded when the first of them asks."""
    from desktop.client.message_accessible import MessageList

    return MessageList(view)


class MessageView(MessageChoices):
    """Shows a ``ConversationModel``.

    Signals:
        link_activated(str): an http, https or irc address was clicked, or opened by Enter.
        nick_activated(str): a sender's name or avatar was clicked.
        mention_requested(str): "Mention" was chosen in a message's menu.
        gap_requested(int): what is missing at the row of that number is to be loaded.
        resend_requested(str): "Send again" of a failed message; its ``key``.
        reply_requested(object), edit_requested(object), delete_requested(object): that is to be
            done with a MessageReceived.
        reaction_toggled(object, str): that reaction is to be given, or taken back where it is ours.
        picker_requested(object, QRect): a reaction is to be chosen, near that part of the viewport.
        picture_requested(str): the picture at that address is to be shown.
        file_requested(str): the file at that address is to be saved.
        picture_opened(str): the picture that is shown is to be seen larger.
        sockets_requested(int): the row of that number is to be shown on the wire.
        at_bottom_changed(bool): the newest row came into sight, or left it.
    """

    at_bottom_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bottom_margin = 0
        self._empty = ("", "", "")
        self._needles: tuple[str, ...] = ()
        self._new = 0  # messages that came while the newest one was out of sight
        self._told_bottom = True
        self._flooded = 0.0  # when many rows came at once last
        self._moving_bar = False
        self._barred: tuple[int, ...] = ()  # sizes and rows at which there was a bar last
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        float_scroll_bar(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 80)
        self._jump = JumpButton(self.viewport())
        self._jump.clicked.connect(self.jump_to_bottom)
        self._jump.hide()
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._bar_moved)
        bar.actionTriggered.connect(self._bar_action)
        set_interface(self, _list)
        self._retranslate()

    # --- the model -----------------------------------------------------------------------------

    def model(self) -> ConversationModel | None:
        """The conversation that is shown."""
        return self._model

    def set_model(self, model: ConversationModel | None) -> None:
        """Show ``model`` from its bottom (then ``restore_position`` if it stood elsewhere)."""
        if (old := self._model) is not None:
            old.appended.disconnect(self._appended)
            old.changed.disconnect(self._changed)
            old.first_changed.disconnect(self._first_changed)
            old.moved.disconnect(self._moved)
        self._model = model
        self.reset_selection()
        self._new = 0
        self._builder.forget_quotes()
        self._scroller.set_model(model)
        if model is not None:
            model.appended.connect(self._appended)
            model.changed.connect(self._changed)
            model.first_changed.connect(self._first_changed)
            model.moved.connect(self._moved)
        self._refresh()

    def _appended(self, start: int, end: int) -> None:
        model = self._model
        if model is None:
            return
        heard = QAccessible.isActive() and self.isVisible()
        if heard or not self._scroller.stuck:
            rows = (model.row(number) for number in range(max(start, model.first), end))
            messages = [row for row in rows if isinstance(row, MessageReceived)]
            if any(row.own and row.delivery is not None for row in messages):
                self._scroller.stuck = True  # whoever writes wants to see it
            elif not self._scroller.stuck:
                self._new += len(messages)
            if heard:
                self._announce_messages([row for row in messages if not row.own])
        self._schedule(self._flood_delay(end - start))

    def _flood_delay(self, rows: int) -> int:
        if rows < _FLOOD:
            return 0
        before, self._flooded = self._flooded, monotonic()
        return _FLOOD_MS if self._flooded - before < _FLOOD_S else 0

    def _changed(self, number: int) -> None:
        self._builder.forget_quotes(number)
        if (interface := self._interface()) is not None:
            interface.renamed(number)
        placed = self._scroller.placed
        # What is above or below does not move what is seen; it is laid out when it comes in sight.
        if not placed or placed[0][1].number <= number <= placed[-1][1].number + 1:
            self._schedule()

    def _first_changed(self, _first: int) -> None:
        self._builder.forget_missing()
        self._schedule()

    def _moved(self, before: int, by: int) -> None:
        """Rows came between others, or a row there is gone: what is seen stays where it is."""
        self._scroller.move(before, by)
        self.move_choices(before, by)
        self._builder.forget_quotes()
        self._refresh()

    def _refresh(self, settled: bool = False) -> None:
        """Lay out what is in sight (unless that is ``settled``), set the scroll bar and the button,
        and paint once."""
        scroller = self._scroller
        if not settled:
            scroller.settle()
        maximum, page, value = scroller.bar()
        bar = self.verticalScrollBar()
        maximum = self._steady(maximum)
        if scroller.stuck:
            value = maximum
        self._moving_bar = True
        bar.setRange(0, maximum)
        bar.setPageStep(page)
        bar.setSingleStep(max(1, page // 20))
        bar.setValue(value)
        self._moving_bar = False
        if scroller.stuck:
            self._new = 0
        self._jump.set_count(self._new)
        self._jump.setVisible(not scroller.stuck)
        if scroller.stuck != self._told_bottom:
            self._told_bottom = scroller.stuck
            self.at_bottom_changed.emit(scroller.stuck)
        self.place_hover()
        self._tell_rows()
        self.viewport().update()

    def _steady(self, maximum: int) -> int:
        """The bar's maximum; 1 instead of 0 where all fits only beside the bar (a picture is lower
        in a narrower column): the bar would come and go for ever."""
        model = self._model
        rows = (model.first, model.end) if model is not None else (0, 0)
        case = (self.width(), self.height(), self._bottom_margin, *rows)
        if maximum:
            self._barred = case
        elif self._barred == case:
            return 1
        return maximum

    # --- position ------------------------------------------------------------------------------

    def save_position(self) -> Position:
        """Where the view stands, to be given back to ``restore_position`` with the same model."""
        return self._scroller.save()

    def restore_position(self, position: Position) -> None:
        """Go back to where the view stood."""
        self._scroller.restore(position)
        self._refresh(settled=True)

    def at_bottom(self) -> bool:
        """Whether the newest row is in sight; then it stays in sight when more come."""
        return self._scroller.stuck

    def new_below(self) -> int:
        """Messages that came while the newest one was out of sight."""
        return self._new

    def jump_to_bottom(self) -> None:
        """Show the newest row."""
        self._scroller.to_bottom()
        self._refresh(settled=True)

    def jump_to_marker(self) -> None:
        """Bring the "New" line into the upper third; to the bottom when there is none."""
        if self._model is None or self._model.marker is None:
            self.jump_to_bottom()
            return
        self._scroller.show(self._model.marker, 0.25)
        self._refresh(settled=True)

    def jump_to_row(self, number: int) -> None:
        """Bring a row into the middle and make it the current one (a search result)."""
        self._scroller.show(number, 0.4)
        self.set_current(number)
        self._refresh(settled=True)

    def jump_to_msgid(self, msgid: str) -> bool:
        """Show the message with that msgid, and choose it; False where it is not here."""
        number = self._model.find(msgid) if self._model is not None else None
        if number is None:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.jump_to_row(number)
        return True

    def jump_to_key(self, key: str) -> bool:
        """Show the message of that key, looked for among the newest; False where it is not here."""
        model = self._model
        if model is None:
            return False
        for number in range(model.end - 1, max(model.first, model.end - _LOOKED_AT) - 1, -1):
            if getattr(model.row(number), "key", None) == key:
                self.jump_to_row(number)
                return True
        return False

    def scroll_pixels(self, pixels: float) -> None:
        """Scroll down by ``pixels``, up when it is negative."""
        self._scroller.scroll_by(pixels)
        self._refresh(settled=True)

    def scroll_pages(self, pages: float) -> None:
        """Scroll by pages: down, or up when it is negative (``Composer.page_requested``)."""
        self.scroll_pixels(pages * max(40.0, self._scroller.height * 0.9))

    # --- settings ------------------------------------------------------------------------------

    def set_highlighted_text(self, *texts: str) -> None:
        """Mark every place of the texts in what is shown (the search field); "" ends it."""
        self._needles = texts if any(texts) else ()
        self.viewport().update()

    def set_bottom_margin(self, pixels: int) -> None:
        """Keep the lowest ``pixels`` free: a popup covers them."""
        if pixels != self._bottom_margin:
            self._bottom_margin = pixels
            self._resized()

    def set_empty_text(self, title: str, text: str = "", icon: str = "") -> None:
        """What stands in the middle while there is no row."""
        self._empty = (title, text, icon)
        self.viewport().update()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Messages"))

    # --- Qt ------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the fonts."""
        kind = event.type()
        if kind == QEvent.Type.LanguageChange:
            self._retranslate()
            self.renew_look()
        elif kind in (QEvent.Type.FontChange, QEvent.Type.LocaleChange):
            forget_times()
            self.renew_look()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out for the screen that the view is on."""
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is under the mouse any more."""
        self.reset_hover()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width; the topmost row, or the newest, stays where it is."""
        super().resizeEvent(event)
        self._resized()

    def _resized(self) -> None:
        size = self.viewport().size()
        self._scroller.height = max(0, size.height() - self._bottom_margin)
        if size.width() != self._builder.width:
            before = self._builder.text_width
            self._builder.width = size.width()
            # Above the first one, something is centred in the whole width.
            self._scroller.forget_rows(lambda row: bool(row.key[6]))
            if self._builder.text_width != before:
                self._scroller.forget_layouts(narrowed=True)
        jump = self._jump.size()
        self._jump.move(
            size.width() - jump.width() + 2,
            self._scroller.height - jump.height() + 6,
        )
        self._refresh()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Nothing: the bar counts rows, not pixels (``_bar_moved``)."""

    def _bar_moved(self, value: int) -> None:
        if not self._moving_bar:
            self._scroller.set_bar(value, self.verticalScrollBar().maximum())
            self._refresh(settled=True)

    def _bar_action(self, action: int) -> None:
        """Arrows and clicks beside the handle scroll by pixels, whatever a row's height."""
        moves = QAbstractSlider.SliderAction
        step = {
            moves.SliderSingleStepAdd.value: 40.0,
            moves.SliderSingleStepSub.value: -40.0,
            moves.SliderPageStepAdd.value: self._scroller.height * 0.9,
            moves.SliderPageStepSub.value: -self._scroller.height * 0.9,
        }.get(action)
        if step is not None:
            self.verticalScrollBar().setSliderPosition(self.verticalScrollBar().value())
            self.scroll_pixels(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches."""
        ratio = self.devicePixelRatioF()
        if ratio != self._builder.look.ratio:
            self.renew_look()
            self._scroller.settle()
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect())
        finally:
            painter.end()

    def _paint(self, painter: QPainter, dirty: QRect) -> None:
        look = self._builder.look
        width = self.viewport().width()
        painter.fillRect(dirty, look.color("paper"))
        scroller = self._scroller
        if not scroller.placed:
            room = QRect(0, 0, width, scroller.height)
            paint_empty(painter, room, look, *self._empty)
            return
        # What was found is marked although the search field has the keyboard.
        focused = self.hasFocus() or bool(self._needles)
        clip = QRectF(dirty)
        for y, row in scroller.placed:
            current = row.number == self._current and focused
            if (current or row.number == self._hovered) and not row.hidden:
                paint_ground(painter, row, y, width=width, look=look, current=current)
        for y, row in scroller.placed:
            if y + row.height < dirty.top() or y > dirty.bottom():
                continue
            hovered = row.number == self._hovered
            state = RowState(needles=self._needles, hovered=hovered, clip=clip)
            if self._under is not None and self._under[0] == row.number:
                state.under = self._under[1]
            if self._selection is not None:
                state.selection = self._selection.within(row.number, row.length)
            if row.number == self._current and focused and self._link is not None:
                state.link = self._link
            paint_row(painter, row, y, width=width, look=look, state=state)
