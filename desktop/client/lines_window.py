"""The lines of the connection as they come and go, in a window of its own: with a filter, held
still when one wants to read, copied. Passwords are not shown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.server.lines_view import Line, LinesView
from desktop.theme import set_ground
from desktop.widgets import Button, Divider, EmptyState, SearchField
from desktop.widgets.accessible_role import set_role

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate

MOST = 5_000
_EVERY_MS = 300
_SIZE = (760, 480)
_MINIMUM = (400, 300)


def fresh_lines(known: list[Line], seen: tuple[Line, ...]) -> list[Line]:
    """Those of the last lines that came after what is known."""
    for length in range(min(len(known), len(seen)), 0, -1):
        if known[len(known) - length :] == list(seen[:length]):
            return list(seen[length:])
    return list(seen)


def _as_text(line: Line) -> str:
    when, way, text = line
    clock = time.strftime("%H:%M:%S", time.localtime(when))
    return f"{clock} {'>>' if way == 'out' else '<<'} {text}"


class LinesWindow(QWidget):
    """One for each server. Attributes: ``view``, the list; ``search``, ``hold``, ``copy``."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window, Qt.WindowType.Window)
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("lines")
        set_ground(self, "paper")
        self.setMinimumSize(*_MINIMUM)
        self._window = window
        self._known: list[Line] = []
        self.search = SearchField()
        self.hold = Button("pause", "flat")
        self.hold.setCheckable(True)
        self.copy = Button("copy", "flat")
        self.view = LinesView(self, of_client=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        for part, stretch in ((self.search, 1), (self.hold, 0), (self.copy, 0)):
            bar.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Divider())
        self.empty = EmptyState("scroll-text")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.search.textChanged.connect(self._show)
        self.hold.toggled.connect(self.take)
        self.copy.clicked.connect(self._copy)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.take)
        window.closed.connect(self.close)
        window.context.restore_geometry(self, "lines", _SIZE)
        self.retranslate()
        self.take()
        self._timer.start()

    def take(self) -> None:
        """Read what came since the last time; the list stays as it is while it is held."""
        self._known += fresh_lines(self._known, self._window.chat.connection.recent_lines())
        del self._known[:-MOST]
        if not self.hold.isChecked():
            self._show()

    def _wanted(self) -> tuple[Line, ...]:
        words = self.search.text().casefold().split()
        return tuple(
            line for line in self._known if all(word in line[2].casefold() for word in words)
        )

    def _show(self) -> None:
        wanted = self._wanted()
        self.view.show_lines(wanted)
        if not wanted:
            self._tell_empty()
        self._stack.setCurrentWidget(self.view if wanted else self.empty)

    def _tell_empty(self) -> None:
        """Why there is no line."""
        if self._known:
            title = translate("LinesWindow", "No line has these words")
            text = translate("LinesWindow", "Try fewer of them, or a part of one.")
        else:
            title = translate("LinesWindow", "Nothing has come or gone yet")
            text = translate("LinesWindow", "Each line stands here as soon as it does.")
        self.empty.set_texts(title, text)

    def _copy(self) -> None:
        model = self.view.lines
        rows = (model.line_at(row) for row in range(model.rowCount()))
        QGuiApplication.clipboard().setText("\n".join(map(_as_text, rows)))

    def retranslate(self) -> None:
        """Words of the language in force."""
        title = translate("LinesWindow", "Lines of %1")
        self.setWindowTitle(title.replace("%1", self._window.chat.network_name))
        self.search.set_name(translate("LinesWindow", "Only lines with…"))
        self.hold.setText(translate("LinesWindow", "Hold"))
        self.copy.setText(translate("LinesWindow", "Copy"))
        self._tell_empty()
        self.view.setAccessibleName(translate("LinesWindow", "Lines, the newest last"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It is made anew the next time."""
        self._timer.stop()
        self._window.context.keep_geometry(self, "lines")
        super().closeEvent(event)
        self.deleteLater()


def open_lines(window: ClientWindow) -> LinesWindow:
    """Show the lines of a server; the window that is open already comes forward."""
    found = next((each for each in window.findChildren(LinesWindow) if each.isVisible()), None)
    shown = found if isinstance(found, LinesWindow) else LinesWindow(window)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.view.setFocus()
    return shown
