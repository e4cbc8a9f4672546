"""TCP's states: where the chosen socket is, how it got there, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.net.trace import SocketInfo
from desktop.sockets import tcp_words
from desktop.sockets.pane import (
    ElidedPaneLabel,
    Pane,
    PaneLabel,
    fd_text,
    is_stream,
    is_tcp,
    scroll_area,
    short_name,
)
from desktop.sockets.tcp_map_view import TcpDiagram
from desktop.theme import set_ground
from desktop.widgets import IconButton

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX


class TcpPane(Pane):
    """The map with its heading, and a sentence about the state."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._title = PaneLabel(scale, "bodyStrong")
        self._of = ElidedPaneLabel(scale, "mono", "muted")
        self._source = ElidedPaneLabel(scale, "caption", "muted")
        self.diagram = TcpDiagram(scale)
        self.sentence = PaneLabel(scale, "small", wrap=True)
        self.explanation = PaneLabel(scale, "body", "muted", wrap=True)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.larger = IconButton("maximize", size=28)
        self.larger.clicked.connect(self.open_window)
        self._window: TcpPane | None = None
        self._state = ("", "none")
        self._cause = self._seen_state = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._of, 1)
        head.addWidget(self._source)
        head.addWidget(self.larger)
        self._area = scroll_area(self.diagram)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.explanation)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.addWidget(self._stack, 1)
        self._body.addWidget(self.sentence)
        self._column.addLayout(self._body, 1)
        self.diagram.state_asked.connect(self._say)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("TcpDiagram", "TCP state"))
        self.diagram.setAccessibleName(translate("TcpDiagram", "Map of TCP's states"))
        self.larger.set_name(translate("TcpDiagram", "The map in a window of its own"))
        self.setWindowTitle(translate("TcpDiagram", "TCP state"))
        self.diagram.relayout()
        self.refresh()

    def restyle(self) -> None:
        """Margins and the map in the sizes in force."""
        edge = self.scale.px(8)  # the map is wide
        self._column.setContentsMargins(edge, self.scale.px(6), edge, self.scale.px(6))
        self._column.setSpacing(self.scale.px(8))
        self.diagram.relayout()

    def _chosen(self) -> SocketInfo | None:
        found = self.socket_of(self.selection.socket)
        if found is not None:
            return found
        sockets = self.feed.sockets()
        connected = tuple(s for s in sockets if is_tcp(s) and not s.listening and not s.closed)
        found_any = connected or sockets
        return found_any[-1] if found_any else None

    def refresh(self) -> None:
        """Where the chosen socket is now, and the others."""
        info = self._chosen()
        if info is None or not is_tcp(info):
            self._stack.setCurrentIndex(1)
            self._of.setText("" if info is None else f"fd {fd_text(info)}")
            self._source.setText("")
            self.sentence.setText("")
            self.explanation.setText(
                translate("TcpDiagram", "No socket yet. As soon as one is made, its state is here.")
                if info is None
                else tcp_words.no_states(is_stream(info))
            )
            return
        self._stack.setCurrentIndex(0)
        time = self.feed.past_time
        steps = self.feed.states.steps(info.number, time)
        truth = self.feed.truth(info.number)
        self._state = (truth.state, truth.source)
        self._cause = tcp_words.cause_words(steps[-1].cause) if steps else ""
        tags: dict[str, list[str]] = {}
        for other in self.feed.sockets():
            if other.number != info.number and is_tcp(other):
                where = self.feed.states.state(other.number, time)[0]
                if where and not (other.closed and where == "CLOSED"):
                    tags.setdefault(where, []).append(_tag(other))
        path = tuple((step.old, step.new, step.source == "inferred") for step in steps)
        self.diagram.show_state(
            truth.state,
            _tag(info),
            path,
            inferred=truth.source == "inferred",
            tags={key: tuple(value) for key, value in tags.items()},
        )
        of = translate("TcpDiagram", "of %1 · %2").replace("%1", f"fd {fd_text(info)}")
        self._of.setText(of.replace("%2", short_name(info)))
        self._source.setText(_source_words(truth.source))
        self._say(self.diagram.asked)
        self._look_at(truth.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen socket's state stays in view."""
        super().resizeEvent(event)
        self._seen_state = ""
        self._arrange()
        self.refresh_soon()

    def _arrange(self) -> None:
        """In a wide and low place the sentence stands beside the map."""
        least = self.diagram.minimumSizeHint()
        side = self.scale.px(220)
        wide = self.width() > least.width() + side and self.height() < (
            least.height() + self.scale.px(110)
        )
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._body.setSpacing(self.scale.px(8 if not wide else 20))
        self.sentence.setMinimumWidth(side if wide else 0)
        self.sentence.setMaximumWidth(side if wide else _UNLIMITED)
        self._spare_sentence(wide)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self.sentence.setAlignment(top)

    def _spare_sentence(self, beside: bool) -> None:
        """The whole map comes before the sentence under it, where one of them must go."""
        margins = self._column.contentsMargins()
        edges = margins.top() + margins.bottom() + self._column.spacing()
        room = self.height() - edges - self._title.sizeHint().height()
        least = self.diagram.minimumSizeHint().height()
        words = self.sentence.heightForWidth(self.width()) + self._body.spacing()
        self.sentence.setHidden(not beside and least <= room < least + words)

    # --- a window of its own ------------------------------------------------------------------

    def open_window(self) -> None:
        """The same map, as large as it needs to be: for a projector, or beside the rest."""
        if self._window is None:
            self._window = TcpPane(self.feed, self.selection, self.scale.whole, self)
            self._window.setWindowFlag(Qt.WindowType.Window)
            set_ground(self._window, "surface")
            self._window.larger.hide()
            least = self._window.diagram.minimumSizeHint()
            size = QSize(least.width(), least.height()) + QSize(60, self.scale.px(130))
            self._window.resize(size)
            close = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self._window)
            close.activated.connect(self._window.close)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _look_at(self, state: str) -> None:
        """Bring a state into view where the map is larger than its place."""
        box = self.diagram.layout_map().boxes.get(state)
        if box is not None and state != self._seen_state:
            self._seen_state = state
            centre = box.center().toPoint()
            margin_x, margin_y = round(box.width() / 2) + 8, round(box.height()) + 8
            self._area.ensureVisible(centre.x(), centre.y(), margin_x, margin_y)

    def _meaning(self, state: str) -> str:
        return tcp_words.state_sentence(state, over=bool(self._cause) and not self.diagram.asked)

    def _say(self, asked: str) -> None:
        if asked:
            self._look_at(asked)
        state, source = self._state
        shown = asked or state
        how = "" if asked or source == "none" else f" ({_how(source)})"
        text = f"{tcp_words.state_name(shown)}{how}: {self._meaning(shown)}" if shown else ""
        if not asked and self._cause:
            text += " " + translate("TcpDiagram", "What led here: %1.").replace("%1", self._cause)
        if not asked and source == "inferred":
            text += " " + translate("TcpDiagram", "Nobody measured it: it follows from the calls.")
        self.sentence.setText(text)
        self.diagram.setAccessibleDescription(text)


def _tag(info: SocketInfo) -> str:
    return fd_text(info) if info.closed else f"fd {info.fd}"


def _source_words(source: str) -> str:
    if source == "measured":
        return translate("TcpDiagram", "dashed: inferred")
    return _how(source)


def _how(source: str) -> str:
    match source:
        case "measured":
            return translate("TcpDiagram", "measured")
        case "inferred":
            return translate("TcpDiagram", "inferred")
        case _:
            return translate("TcpDiagram", "not on this system")
