"""The whole live view: pace, tape, sequence, and the panes below it.

It is used in a dock, in a window of its own, in the lab, in lessons and in the demo.

Keys: F5 run or pause, F10 step, F8 to the next delivery, F9 again from here, + and - speed, ←/→ one
call on the tape, Home/End its ends, F11 projector.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.net.tape import Tape
from core.threads.trace_feed import TraceFeed
from desktop.sockets import chat_words
from desktop.sockets.error_card import ErrorCard
from desktop.sockets.legend import Legend
from desktop.sockets.lower_panes import LowerPanes
from desktop.sockets.pace_bar import PaceBar
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.sockets.sequence_view import SequenceView
from desktop.sockets.tape_bar import TapeBar
from desktop.theme import set_ground
from desktop.widgets import Banner, EmptyState

translate = QCoreApplication.translate
_LOW = 560
"""Pixels of height under which the panes begin folded."""
_LOWEST = 400
_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX


class SocketsPanel(QWidget):
    """The live view of ``feed``. The feed belongs to whoever made it: start and stop it there.

    Attributes: ``feed``, ``selection``, ``scale``, ``pace`` (bar), ``tape`` (bar), ``view`` (the
    sequence), ``panes``, ``banner``, ``empty``.

    Signals:
        projector_wanted(): F11 was pressed.
        again_wanted(number): run the calls up to this one again; who connects to it does it
            instead of a window with a replay.
        message_wanted(text): show the chat bubble of these bytes.
    """

    projector_wanted = Signal()
    again_wanted = Signal(int)
    message_wanted = Signal(str)

    def __init__(
        self,
        feed: TraceFeed,
        scale: Scale | None = None,
        selection: Selection | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.feed = feed
        self.scale = scale if scale is not None else Scale(parent=self)
        self.selection = selection if selection is not None else Selection(self)
        self.pace = PaceBar(feed, self.selection, self.scale)
        self.tape = TapeBar(feed, self.scale)
        self.banner = Banner("info")
        self.banner.hide()
        self.view = SequenceView(feed, self.selection, self.scale)
        self.empty = EmptyState("ethernet-port")
        self.open_tape = self.empty.add_action(icon="folder-open")
        self.legend = Legend(self.scale)
        self.error = ErrorCard(feed, self.selection, self.scale)
        self.panes = LowerPanes(feed, self.selection, self.scale)
        self._low = False
        self._lay_out()
        self._connect()
        self._restyled()
        self.retranslate()
        self._fill()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.error)
        column.addWidget(self.legend)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(5)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self.panes)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([560, 280])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (self.pace, self.tape, self.banner):
            whole.addWidget(widget)
        whole.addWidget(self.splitter, 1)
        self.pace.setVisible(self.feed.is_live)  # a saved tape has no pace

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low panel the panes are folded until the person asks for one."""
        super().resizeEvent(event)
        low = event.size().height() < self.scale.px(_LOW)
        if low != self._low:
            self._low = low
            self.panes.set_folded(low)
        self.legend.setVisible(event.size().height() >= self.scale.px(_LOWEST))

    def _restyled(self) -> None:
        self.banner.set_font(self.scale.font("body"))

    def _folded(self, folded: bool) -> None:
        names = self.panes.names_height()
        height = sum(self.splitter.sizes()) or self.height()
        lower = names if folded else min(self.scale.px(280), round(height * 0.5))
        self.panes.setMaximumHeight(names if folded else _UNLIMITED)
        self.splitter.setSizes([height - lower, lower])

    def _connect(self) -> None:
        self.panes.folded_changed.connect(self._folded)
        self.view.step_wanted.connect(self.pace.step_actor)
        self.view.named.connect(self.pace.set_names)
        self.tape.said.connect(self.say)
        self.open_tape.clicked.connect(self.tape.ask_open)
        self.tape.opened.connect(self._open_tape)
        self.tape.again_wanted.connect(self._again)
        self.tape.set_repeatable(True)
        self.banner.dismissed.connect(self.banner.hide)
        self.selection.message_wanted.connect(self.message_wanted)
        self.scale.changed.connect(self._restyled)
        self.feed.changed.connect(self._fill)
        self.feed.reset.connect(self._start_over)

        def bind(keys: str, act: Callable[[], object]) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

        bind("F5", self.pace.toggle)
        bind("F10", self.pace.step)
        bind("F8", self.pace.to_delivery)
        bind("F9", self.tape.again)
        bind("F11", self.projector_wanted.emit)

    # --- for whoever shows it -------------------------------------------------------------------

    def show_event(self, number: int) -> None:
        """Choose a call and bring it into view."""
        if self.feed.position is not None and number > self.feed.position:
            self.feed.set_position(None)
        self._fill()
        self.view.reveal(number)
        self.view.choose(number)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_projector(self, on: bool) -> None:
        """The large sizes, and one pane at a time."""
        self.scale.set_projector(on)

    def set_repeatable(self, can: bool) -> None:
        """Whether "Again from here" is offered."""
        self.tape.set_repeatable(can)

    def show_bubbles_with(self, shows: Callable[[str], bool]) -> None:
        """Who shows the chat message of some bytes, and says whether there is one."""
        self.message_wanted.connect(lambda text: self._bubble(shows(text)))

    def _bubble(self, found: bool) -> None:
        if not found:
            self.say(chat_words.no_bubble(), error=True)

    def say(self, text: str, error: bool = False) -> None:
        """A sentence under the tape, until the person closes it."""
        self.banner.set_kind("danger" if error else "ok")
        self.banner.set_text(text)
        self.banner.set_dismissable(translate("SocketsPanel", "Close this message"))
        self.banner.show()

    def _again(self, number: int) -> None:
        if self.receivers(SIGNAL("again_wanted(int)")):
            self.again_wanted.emit(number)
            return
        from desktop.sockets.replay_window import open_replay

        open_replay(self.feed.tape, number, self.say)

    def _open_tape(self, tape: Tape, name: str) -> None:
        from desktop.sockets.sockets_window import open_tape_window

        open_tape_window(tape, name)

    # --- empty or not ---------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn because nothing has been called."""
        return self._stack.currentWidget() is self.empty

    def _fill(self, _change: object = None) -> None:
        if self.is_empty and (len(self.feed.tape) or self.feed.actors()):
            self._stack.setCurrentWidget(self.view)

    def _start_over(self) -> None:
        if not len(self.feed.tape) and not self.feed.actors():
            self._stack.setCurrentWidget(self.empty)
        self.selection.clear()
        self._fill()
        self.retranslate()

    # --- the keyboard, the language -------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The tape and the speed, from wherever the keyboard is."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Home | Qt.Key.Key_End:
                self.tape.strip.keyPressEvent(event)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.pace.change_speed(1)
            case Qt.Key.Key_Minus:
                self.pace.change_speed(-1)
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Enough for three lanes and a pane."""
        return QSize(self.scale.px(760), self.scale.px(620))

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(translate("SocketsPanel", "Sockets"))
        if self.feed.is_live:
            text = translate(
                "SocketsPanel",
                "Write a message in a chat, or let somebody join: every socket call of it appears "
                "here.",
            )
        else:
            text = translate("SocketsPanel", "This tape holds no calls. Open another one.")
        self.open_tape.setText(translate("TapeBar", "Open a saved tape"))
        self.empty.set_texts(translate("SocketsPanel", "Nothing has been called yet"), text)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
