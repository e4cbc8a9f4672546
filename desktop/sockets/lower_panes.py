"""The panes under the sequence: as many side by side as there is room for, one on a projector.

A row of names above them says which there are; a name brings its pane into view, in place of the
one that was asked for longest ago.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.threads.trace_feed import TraceFeed
from desktop.sockets.bar_button import BarButton, Room
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Rung, Selection
from desktop.theme import set_ground, theme

translate = QCoreApplication.translate
WIDE = 980
"""Pixels of width under which one pane is shown at a time: a window of 1100, or the show's."""
_PANE = 330


class PaneName(StrEnum):
    """The panes, in their order."""

    QUEUES = "queues"
    BYTES = "bytes"
    LAYERS = "layers"
    STATES = "states"
    SOCKETS = "sockets"
    CODE = "code"


_ICONS = {
    PaneName.QUEUES: "inbox",
    PaneName.BYTES: "binary",
    PaneName.LAYERS: "layers",
    PaneName.STATES: "network",
    PaneName.SOCKETS: "plug",
    PaneName.CODE: "file-code",
}


def pane_title(name: PaneName) -> str:
    """The name of a pane."""
    match name:
        case PaneName.QUEUES:
            return translate("LowerPanes", "Queues")
        case PaneName.BYTES:
            return translate("LowerPanes", "Bytes")
        case PaneName.LAYERS:
            return translate("LowerPanes", "Layers")
        case PaneName.STATES:
            return translate("LowerPanes", "TCP state")
        case PaneName.SOCKETS:
            return translate("LowerPanes", "Sockets")
        case _:
            return translate("LowerPanes", "Code")


def _make(
    name: PaneName,
) -> Callable[[TraceFeed, Selection, Scale, QWidget | None], QWidget]:
    """The class of a pane; imported when the pane is first shown."""
    match name:
        case PaneName.QUEUES:
            from desktop.sockets.tanks import TanksPane

            return TanksPane
        case PaneName.BYTES:
            from desktop.sockets.hex_view import HexPane

            return HexPane
        case PaneName.LAYERS:
            from desktop.sockets.ladder import Ladder

            return Ladder
        case PaneName.STATES:
            from desktop.sockets.tcp_diagram import TcpPane

            return TcpPane
        case PaneName.SOCKETS:
            from desktop.sockets.socket_table import SocketTable

            return SocketTable
        case _:
            from desktop.sockets.code_view import CodePane

            return CodePane


class LowerPanes(QWidget):
    """The row of names, and the panes.

    Attributes: ``shown``, the names of the panes in view, from the left; ``folded``.
    Signals: ``folded_changed(bool)``.
    """

    folded_changed = Signal(bool)

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self.selection, self.scale = feed, selection, scale
        set_ground(self, "surface")
        self.shown: list[PaneName] = []
        self._asked = list(reversed(PaneName))  # the latest wish last
        self._panes: dict[PaneName, QWidget] = {}
        self._room = 0
        self.buttons: dict[PaneName, BarButton] = {}
        self._names = QHBoxLayout()
        self._names.setSpacing(2)
        for name in PaneName:
            button = BarButton(scale, _ICONS[name], look="segment", token="accent")
            button.setCheckable(True)
            button.clicked.connect(lambda _on, name=name: self.show_pane(name))
            self.buttons[name] = button
            self._names.addWidget(button)
        self._names.addStretch(1)
        self.folded = False
        self.fold_button = BarButton(scale, "chevron-down", look="flat")
        self.fold_button.clicked.connect(self.toggle)
        self._names.addWidget(self.fold_button)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(5)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._names)
        self._column.addWidget(self.splitter, 1)
        self._rung = selection.rung
        selection.changed.connect(self._follow_rung)
        scale.changed.connect(self._restyled)
        self._restyled()
        self.retranslate()

    # --- which ----------------------------------------------------------------------------------

    def show_pane(self, name: PaneName) -> None:
        """Bring a pane into view; the name of one that is in view folds them all away."""
        if self.folded:
            self.set_folded(False)
        elif name in self.shown:
            self.buttons[name].setChecked(True)
            if self._room == 1:
                self.set_folded(True)
            return
        self._asked.remove(name)
        self._asked.append(name)
        self._arrange()

    def set_folded(self, folded: bool) -> None:
        """Show only the row of names, or the panes too."""
        if folded != self.folded:
            self.folded = folded
            self.splitter.setVisible(not folded)
            self.fold_button.set_icon("chevron-up" if folded else "chevron-down")
            self._name_fold()
            self._arrange()
            self.folded_changed.emit(folded)

    def toggle(self) -> None:
        """Fold the panes away, or show them again."""
        self.set_folded(not self.folded)

    def names_height(self) -> int:
        """How high the row of names is."""
        return self.scale.px(26) + 2 * self.scale.px(3) + 1

    def pane(self, name: PaneName) -> QWidget:
        """A pane, made if it was never shown."""
        found = self._panes.get(name)
        if found is None:
            found = _make(name)(self.feed, self.selection, self.scale, None)
            self._panes[name] = found
        return found

    def _arrange(self) -> None:
        """As many as there is room for: those that were asked for last, in their own order."""
        self._arrange_panes()
        self._fit_names()

    def _fit_names(self) -> None:
        """Icons and words; where that is too wide, words only for what is shown, else icons."""
        margins = self._names.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.fold_button.sizeHint().width()
        room -= self._names.spacing() * (len(self.buttons) + 1)
        shown = {button for button in self.buttons.values() if button.isChecked()}
        for worded in (set(self.buttons.values()), shown, set[BarButton]()):
            rooms = {b: Room.WORDS if b in worded else Room.ICON for b in self.buttons.values()}
            if sum(button.width_in(each) for button, each in rooms.items()) <= room:
                break
        for button, each in rooms.items():
            button.set_room(each)

    def _arrange_panes(self) -> None:
        count = max(1, self._room)
        wanted = self._asked[-count:]
        shown = [name for name in PaneName if name in wanted]
        for name, button in self.buttons.items():
            button.setChecked(name in shown and not self.folded)
        if shown == self.shown or self.folded:
            return
        for name in self.shown:
            if name not in shown:
                self._panes[name].hide()
        for place, name in enumerate(shown):
            pane = self.pane(name)
            self.splitter.insertWidget(place, pane)
            pane.show()
        self.shown = shown
        self.splitter.setSizes([1000] * len(shown))

    def _follow_rung(self) -> None:
        """The ladder's steps bring the pane of their step into view."""
        rung = self.selection.rung
        if rung is self._rung:
            return
        self._rung = rung
        wanted = {Rung.BYTES: PaneName.BYTES, Rung.CODE: PaneName.CODE}.get(rung, PaneName.LAYERS)
        if wanted not in self.shown:
            self.show_pane(wanted)

    # --- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pane, or several side by side."""
        super().resizeEvent(event)
        self._measure()
        self._fit_names()

    def _measure(self) -> None:
        width = self.width()
        room = (
            1
            if self.scale.projector or width < WIDE
            else min(3 if width < 1800 else 4, width // _PANE)
        )
        if room != self._room:
            self._room = room
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As small as the panes let it be, and no smaller than the names."""
        height = self.names_height() if self.folded else self.scale.px(120)
        return QSize(self.scale.px(260), height)

    def _restyled(self) -> None:
        px = self.scale.px
        self._names.setContentsMargins(px(8), px(3), px(8), px(3))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._measure()
        self._fit_names()

    def retranslate(self) -> None:
        """Set every text."""
        for name, button in self.buttons.items():
            button.set_words(pane_title(name))
        self._name_fold()
        self._fit_names()

    def _name_fold(self) -> None:
        if self.folded:
            self.fold_button.set_words("", translate("LowerPanes", "Show the panes"))
        else:
            self.fold_button.set_words("", translate("LowerPanes", "Fold the panes away"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line between the names and the panes."""
        super().paintEvent(event)
        painter = QPainter(self)
        y = self.splitter.y() - 1
        painter.fillRect(0, y, self.width(), 1, theme().color("line"))
