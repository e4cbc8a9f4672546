"""The parts of the lab's window, side by side, or as tabs where they have no room."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.lab.session import LabSocket
from desktop.lab.cards_view import CardsView
from desktop.lab.desk import Desk
from desktop.lab.lab_header import LabHeader
from desktop.lab.new_socket_panel import NewSocketPanel
from desktop.lab.python_panel import PythonPanel
from desktop.lab.recipe_bar import RecipeBar
from desktop.lab.results_view import ResultsView
from desktop.lab.tabs import Tabs
from desktop.lab.wanted import Wanted
from desktop.widgets import Banner, Divider

translate = QCoreApplication.translate

BESIDE = 1100
"""Width of the window, in normal sizes, from which everything stands side by side."""
_LEFT, _RIGHT = 252, 352
NEW, BENCH, PYTHON = "new", "bench", "python"


class LabBody(QWidget):
    """Everything in the window. Made anew when the sizes change (projector).

    Signals: ``projector_wanted()``, ``sockets_wanted()``, ``clear_wanted()``.
    """

    projector_wanted = Signal()
    sockets_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        scale = desk.scale
        self.header = LabHeader(scale, desk.lab.system)
        self.banner = Banner("danger")
        self.banner.hide()
        self.new_socket = NewSocketPanel(scale, desk.lab.system)
        self.recipe = RecipeBar(desk)
        self.cards = CardsView(desk)
        self.results = ResultsView(desk)
        self.python = PythonPanel(desk)
        self.tabs = Tabs(scale, (NEW, BENCH, PYTHON))
        self._wide: bool | None = None
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        scale = self._desk.scale
        self.bench = QWidget()
        bench = QVBoxLayout(self.bench)
        bench.setContentsMargins(0, 0, 0, 0)
        bench.setSpacing(scale.px(11))
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(scale.px(11))
        self.split.addWidget(self.cards)
        self.split.addWidget(self.results)
        self.split.setStretchFactor(0, 64)
        self.split.setStretchFactor(1, 36)
        self.split.setSizes([640, 360])
        self.split.setStyleSheet("QSplitter::handle{background:transparent}")
        bench.addWidget(self.recipe)
        bench.addWidget(self.split, 1)
        self.stack = QStackedWidget()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(scale.px(12), scale.px(12), scale.px(12), scale.px(12))
        self._row.setSpacing(scale.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Divider())
        column.addWidget(self.banner)
        column.addWidget(self.tabs)
        column.addLayout(self._row, 1)
        self.cards.setMinimumHeight(scale.px(120))
        self.results.setMinimumHeight(scale.px(110))

    def _connect(self) -> None:
        self.new_socket.create_wanted.connect(self.create_socket)
        self.new_socket.pair_wanted.connect(self._create_pair)
        self.cards.make_first.clicked.connect(self._first)
        self.cards.show_first.clicked.connect(lambda: self.start_recipe("first"))
        self.recipe.stepped.connect(self.cards.bring_to_sight)
        self.recipe.closed.connect(self._recipe_closed)
        self.header.recipe_wanted.connect(self.start_recipe)
        self.header.clear_wanted.connect(self.clear_wanted)
        self.header.sockets_wanted.connect(self.sockets_wanted)
        self.header.projector_wanted.connect(self.projector_wanted)
        self.tabs.chosen.connect(self.show_tab)
        self._desk.changed.connect(self._count)

    # --- doing --------------------------------------------------------------------------------

    def create_socket(self, wanted: Wanted) -> None:
        """Make the socket that is described at the left; then the keyboard is on its calls."""
        self._show_made(self._desk.create(wanted))

    def _create_pair(self, wanted: Wanted) -> None:
        self._show_made(self._desk.create_pair(wanted))

    def _first(self) -> None:
        self.create_socket(self.new_socket.wanted())

    def _show_made(self, made: LabSocket | None) -> None:
        self.show_tab(BENCH)
        if made is not None:
            self.cards.show_socket(made.number)

    def start_recipe(self, key: str) -> None:
        """Begin a starting point."""
        self.show_tab(BENCH)
        self.recipe.begin(key)

    def _recipe_closed(self) -> None:
        areas = self.cards.areas()
        if areas:
            areas[-1].focus_first()

    def show_calls(self, at: int) -> None:
        """The keyboard to the calls of the socket at that place (from 0)."""
        areas = self.cards.areas()
        if at < len(areas):
            self.show_tab(BENCH)
            self.cards.show_socket(areas[at].number)

    def complain(self, text: str) -> None:
        """A sentence across the window."""
        self.banner.set_text(text)
        self.banner.set_dismissable(translate("Lab", "Close this message"))
        self.banner.show()

    # --- side by side, or tabs ----------------------------------------------------------------

    @property
    def wide(self) -> bool:
        """Whether everything stands side by side."""
        return bool(self._wide)

    def show_tab(self, key: str) -> None:
        """Show a part; nothing happens where all are shown."""
        self.tabs.set_current(key)
        if self._wide is False:
            part = {NEW: self.new_socket, BENCH: self.bench, PYTHON: self.python}[key]
            self.stack.setCurrentWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns or tabs."""
        super().resizeEvent(event)
        self._arrange(event.size().width() >= self._desk.scale.px(BESIDE))

    def _arrange(self, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        parts = (self.new_socket, self.bench, self.python)
        while self._row.count():
            self._row.takeAt(0)
        if wide:
            for part in parts:
                self._row.addWidget(part, 1 if part is self.bench else 0)
                part.show()
            self.stack.setParent(self)
            self.stack.hide()
            self.new_socket.setFixedWidth(self._desk.scale.px(_LEFT))
            self.python.setFixedWidth(self._desk.scale.px(_RIGHT))
        else:
            for part in parts:
                part.setMinimumWidth(0)
                part.setMaximumWidth(_UNLIMITED)
                self.stack.addWidget(part)
            self._row.addWidget(self.stack, 1)
            self.stack.show()
        self.tabs.setVisible(not wide)
        key = self.tabs.current
        if not wide and not self._desk.lab.sockets():
            key = NEW
        self.show_tab(key)

    def _count(self) -> None:
        waiting = sum(1 for call in self._desk.lab.calls() if not call.over)
        self.tabs.set_count(BENCH, waiting)

    # --- the end, the language ----------------------------------------------------------------

    def go_on_from(self, other: LabBody) -> None:
        """Take over from a body in other sizes: what is typed, led through, printed, shown."""
        self.new_socket.put(other.new_socket.wanted())
        self.recipe.go_on_from(other.recipe)
        self.python.run_pane.go_on_from(other.python.run_pane)
        self.show_tab(other.tabs.current)

    def finish(self) -> None:
        """It goes: no thread of its own is left."""
        self.python.finish()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew (the panels hear of it themselves)."""
        self.header.retranslate()
        self.recipe.retranslate()
        self.cards.retranslate()
        self.tabs.set_text(NEW, translate("Lab", "New socket"))
        self.tabs.set_text(BENCH, translate("Lab", "Sockets and answers"))
        self.tabs.set_text(PYTHON, translate("Lab", "The same Python"))


_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX
