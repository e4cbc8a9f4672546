"""The calls of one socket: a row of buttons, and under it a form, or why a call makes no sense."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.calls import arguments_of
from core.lab.session import LabSocket
from desktop.lab.call_button import CallButton
from desktop.lab.call_forms import STAYS_OPEN, CallForm
from desktop.lab.call_words import answer_ahead, why_words
from desktop.lab.counts import counts
from desktop.lab.desk import RARE, Desk, pending_token
from desktop.lab.parts import LabButton, LabIcon, LabIconButton, Words, order_tabs
from desktop.server.flow_layout import FlowLayout
from desktop.sockets.scale import Scale
from desktop.theme import theme

translate = QCoreApplication.translate


_GAP = 6
_MORE_PADDING = 10
_SHORT = ("send", "recv", "close")
"""What stands in the short row of an accepted socket."""


class _LeadFlow(FlowLayout):
    """The first part takes what the others leave; where they do not fit, a line of its own."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        items = self._visible()
        if not items:
            return 0
        first, *rest = items
        size = first.sizeHint()
        needed = sum(item.sizeHint().width() + self.spacing() for item in rest)
        if size.width() + needed <= rect.width():
            high = max(item.sizeHint().height() for item in items)
            if move:
                x = rect.x()
                for item in items:
                    each = item.sizeHint()
                    width = rect.width() - needed if item is first else each.width()
                    y = rect.y() + (high - each.height()) // 2
                    item.setGeometry(QRect(x, y, width, each.height()))
                    x += width + self.spacing()
            return high
        if move:
            first.setGeometry(QRect(rect.x(), rect.y(), rect.width(), size.height()))
        top = size.height() + self.spacing()
        x, y, line = rect.x(), rect.y() + top, 0
        for item in rest:
            each = item.sizeHint()
            if x > rect.x() and x + each.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(x, y, each.width(), each.height()))
            x += each.width() + self.spacing()
            line = max(line, each.height())
        return y + line - rect.y()


class ReasonBox(QWidget):
    """Why a call makes no sense, what the system would say, and a button that calls anyway."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.title = Words(scale, "smallMedium", wrap=True)
        self.answer = Words(scale, "small", "muted", wrap=True)
        self.anyway = LabButton(scale, "zap", "secondary", 28)
        self.cross = LabIconButton(scale, "x")
        texts = QVBoxLayout()
        texts.setSpacing(scale.px(2))
        texts.addWidget(self.title)
        texts.addWidget(self.answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(12), scale.px(8), scale.px(8), scale.px(8))
        row.setSpacing(scale.px(10))
        row.addWidget(LabIcon(scale, "info"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.anyway)
        row.addWidget(self.cross)
        self._scale = scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sunken box with a clear edge."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("muted"), self._scale.pen(1)))
        painter.setBrush(look.color("sunken"))
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(box, look.radius_control, look.radius_control)


class CallArea(QWidget):
    """The calls of socket ``number``. ``lead`` stands before the buttons, in their line."""

    def __init__(
        self, desk: Desk, number: int, *, shown: int = 8, lead: QWidget | None = None
    ) -> None:
        super().__init__()
        self._desk, self._shown, self._lead = desk, shown, lead
        self.number = number
        scale = self._scale = desk.scale
        self.buttons: dict[str, CallButton] = {}
        self._order: tuple[str, ...] = ()
        self._asked = ""
        self._expanded = False
        self._shown_now: tuple[object, ...] = ()
        self.form: CallForm | None = None
        self.reason = ReasonBox(scale)
        self.reason.hide()
        self.reason.anyway.clicked.connect(self._anyway)
        self.reason.cross.clicked.connect(self.close_asked)
        self.more = LabButton(scale, None, "link", 26)
        self.more.setFont(scale.font("small"))
        self.more.clicked.connect(self._toggle_more)
        self._flow = _LeadFlow(scale.px(_GAP)) if lead is not None else FlowLayout(scale.px(_GAP))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scale.px(8))
        self._column.addLayout(self._flow)
        self._column.addWidget(self.reason)
        self.refresh()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def sock(self) -> LabSocket:
        """The socket as it is now."""
        return self._desk.lab.socket(self.number)

    def refresh(self) -> None:
        """The socket or one of its calls changed."""
        sock = self.sock
        accepted = self._desk.accepted_of(self.number)
        busy_now = tuple(
            (call.name, pending_token([call])) for call in self._desk.pending(self.number)
        )
        key = (sock, accepted, busy_now, self._asked, self._expanded, self.form is None)
        shown = (*key, self.width(), self._desk.context.translator.language)
        if shown == self._shown_now:
            return
        self._shown_now = shown
        names = self._desk.offered(sock, _SHORT if self._lead is not None else ())
        pending = dict(busy_now)
        for name in names:
            if name not in self.buttons:
                button = CallButton(self._scale, name)
                button.setParent(self)  # shown without one it would be a window
                button.clicked.connect(lambda _=False, name=name: self.press(name))
                self.buttons[name] = button
        if names != self._order:
            self._lay_out(names)
        hidden = 0
        kept = {name for name in names if name in pending or name == self._asked}
        room = self._room(names, kept)
        for at, name in enumerate(names):
            senseless = self._desk.lab.possible(self.number, name)
            button = self.buttons[name]
            busy = name in pending
            asked = name == self._asked
            description = ""
            if busy:
                description = translate("CallArea", "has not returned, in the kernel")
            elif senseless is not None:
                description = why_words(senseless, sock, name, accepted)
            button.set_state(
                dimmed=senseless is not None,
                asked=asked,
                pending=pending.get(name, ""),
                description=description,
            )
            common = at < room
            button.setVisible(common or self._expanded or busy or asked)
            hidden += not common
        self._show_more(hidden)
        if self._asked and self.form is None:
            self._show_reason()

    def _room(self, names: tuple[str, ...], kept: set[str]) -> int:
        """How many buttons stand in the one line, beside "more" and those that stay anyway."""
        common = [name for name in names if name not in RARE]
        if self._lead is not None and self.sock.closed:
            return 0
        if self._lead is not None or self.width() < self._scale.px(100):
            return min(self._shown, len(common))
        gap = self._scale.px(_GAP)
        longest = self.more.fontMetrics().horizontalAdvance(counts().more(len(names)))
        left = self.width() - longest - self._scale.px(2 * _MORE_PADDING)
        left -= sum(self.buttons[name].sizeHint().width() + gap for name in kept)
        for at, name in enumerate(common):
            left -= 0 if name in kept else self.buttons[name].sizeHint().width() + gap
            if left < 0:
                return at
        return len(common)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: other calls find room in the line."""
        super().resizeEvent(event)
        if self._lead is None and event.size().width() != event.oldSize().width():
            self.refresh()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        row = [self.buttons[name] for name in self._order]
        found: list[QWidget] = [*row, self.more, self.reason.anyway, self.reason.cross]
        return found + (self.form.stops() if self.form is not None else [])

    def _lay_out(self, names: tuple[str, ...]) -> None:
        while self._flow.count():
            self._flow.takeAt(0)
        if self._lead is not None:
            self._flow.addWidget(self._lead)
        for name, button in self.buttons.items():
            button.setVisible(name in names)
        for name in names:
            button = self.buttons[name]
            self._flow.addWidget(button)
        self._flow.addWidget(self.more)
        self._order = names

    def _show_more(self, hidden: int) -> None:
        self.more.setVisible(hidden > 0)
        if self._expanded:
            text = translate("CallArea", "fewer")
        elif self._lead is not None:
            text = "…"
        else:
            text = counts().more(hidden)
        self.more.setText(text)
        if self._expanded:
            name = translate("CallArea", "Fewer calls of %1")
        else:
            name = translate("CallArea", "All calls of %1")
        self.more.setAccessibleName(name.replace("%1", self.sock.name))

    def _toggle_more(self) -> None:
        self._expanded = not self._expanded
        self.refresh()

    # --- a call -------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """A button was pressed: call, or ask for arguments, or say why not."""
        if self._asked == name:
            self.close_asked()
            return
        self._close()
        if self._desk.lab.possible(self.number, name) is not None:
            self._asked = name
            self.refresh()
            order_tabs([self.buttons[name], self.reason.anyway, self.reason.cross])
            self.reason.anyway.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.sight_wanted.emit(self.reason)
            return
        self._begin(name)

    def _begin(self, name: str) -> None:
        sock = self.sock
        if not arguments_of(name, sock):
            self._desk.call(self.number, name)
            self.refresh()
            return
        desk = self._desk
        form = CallForm(
            self._scale,
            name,
            sock,
            desk.lab.system,
            desk.defaults(sock, name),
            desk.targets(sock, name),
        )
        form.submitted.connect(lambda arguments: self._submitted(name, arguments))
        form.cancelled.connect(self.close_asked)
        self.form = form
        self._asked = name
        self._column.addWidget(form)
        form.show()
        self.refresh()
        order_tabs([self.buttons[name], *form.stops()])
        form.focus()
        desk.sight_wanted.emit(form)

    def _anyway(self) -> None:
        name = self._asked
        self._close()
        self._begin(name)
        if self.form is None and name in self.buttons:
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _submitted(self, name: str, arguments: dict[str, object]) -> None:
        self._desk.call(self.number, name, arguments)
        if name not in STAYS_OPEN:
            self.close_asked()

    def close_asked(self) -> None:
        """Away with the form or the reason; the keyboard goes back to the call's button."""
        name = self._asked
        self._close()
        self.refresh()
        if name in self.buttons:
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._asked = ""
        self.reason.hide()
        if self.form is not None:
            form, self.form = self.form, None
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()

    def _show_reason(self) -> None:
        senseless = self._desk.lab.possible(self.number, self._asked)
        if senseless is None:  # the socket's state has changed: it makes sense now
            self._close()
            return
        sock = self.sock
        accepted = self._desk.accepted_of(self.number)
        self.reason.title.setText(why_words(senseless, sock, self._asked, accepted))
        self.reason.answer.setText(answer_ahead(senseless))
        self.reason.anyway.setText(translate("CallArea", "Call anyway"))
        self.reason.cross.set_name(translate("CallArea", "Do not call"))
        self.reason.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the reason away; the arrows go along the buttons."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._asked:
            self.close_asked()
        elif step is not None and self._walk(step):
            return
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> bool:
        row = [self.buttons[name] for name in self._order if self.buttons[name].isVisible()]
        focused = [at for at, button in enumerate(row) if button.hasFocus()]
        if not focused:
            return False
        row[(focused[0] + step) % len(row)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """The keyboard to the first call."""
        for name in self._order:
            if self.buttons[name].isVisible():
                self.buttons[name].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def retranslate(self) -> None:
        """Set every text anew."""
        if self.form is not None:
            self.form.retranslate()
        self.refresh()
