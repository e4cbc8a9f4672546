"""The switcher itself: a panel over the window, with a line to type in and what fits below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLineEdit, QListView, QWidget

from desktop.switcher.entries import Choice, Entry, Found, choose, prepare
from desktop.switcher.entry_delegate import HEADING, ROW, EntryDelegate, keys_width, paint_keys
from desktop.switcher.entry_model import FOUND_ROLE, EntryModel, spoken
from desktop.switcher.matching import LONGEST
from desktop.theme import theme
from desktop.theme.shadow import paint_shadow

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

WIDTH, TOP, INPUT, FOOT = 620, 92, 52, 36
_PAD = 8
_MARGIN = 16
_AT_ONCE = 100  # entries that are prepared between two events

Gather = Callable[[str], Sequence[Entry]]


class Switcher(QWidget):
    """Covers ``window`` with a scrim and offers entries for what is typed.

    ``gather`` gives the entries for a query. Signals: ``closed()``.
    """

    closed = Signal()

    def __init__(self, window: QWidget, gather: Gather) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("switcher")
        self._gather = gather
        self._choice = Choice((), 0)
        self._before: QWidget | None = QApplication.focusWidget()
        self.input = QLineEdit(self)
        self.input.setObjectName("switcherInput")
        self.input.setMaxLength(LONGEST)  # what is pasted there by mistake may be megabytes
        self.input.setProperty("bare", True)
        self.input.setFont(theme().font("titleMedium"))
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setObjectName("switcherList")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setProperty("bare", True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.viewport().setAutoFillBackground(False)
        self.list.entered.connect(self._hovered)
        self.list.clicked.connect(lambda _index: self._take(elsewhere=False))
        self.input.textChanged.connect(self._search)
        self.input.installEventFilter(self)
        window.installEventFilter(self)
        theme().changed.connect(self.update)
        self._retranslate()
        self._search("")
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)
        self._unprepared = iter(self._gather(""))
        self._preparing = QTimer(self)
        self._preparing.timeout.connect(self._prepare)
        self._preparing.start(0)

    def _prepare(self) -> None:
        """Use the time until the first letter, a little at once."""
        some = list(islice(self._unprepared, _AT_ONCE))
        for entry in some:
            prepare(entry)
        if not some:
            self._preparing.stop()

    # --- what is offered ----------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What is offered now."""
        return self._choice

    def refresh(self) -> None:
        """There is more to offer now."""
        self._search(self.input.text())

    def paint_people_again(self, _nicks: object = None) -> None:
        """Pictures of people came."""
        self.list.viewport().update()

    def current(self) -> Entry | None:
        """The entry that Enter takes."""
        row = self.list.currentIndex().data(FOUND_ROLE)
        return row.entry if isinstance(row, Found) else None

    def _search(self, text: str) -> None:
        self._choice = choose(text, self._gather(text))
        self.model.show_choice(self._choice)
        rows = self.model.entries()
        if rows:
            self._select(rows[0])
        self._lay_out()
        self.update()
        if not rows:
            self._say(self.tr("Nothing fits"))

    def _select(self, row: int) -> None:
        index = self.model.index(row)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        if row == 1:
            self.list.scrollToTop()
        else:
            self.list.scrollTo(index)
        self.update()
        entry = self.current()
        if entry is not None:
            self._say(spoken(entry))

    def _say(self, text: str) -> None:
        """The line keeps the keyboard: what is chosen below is told."""
        self.input.setAccessibleDescription(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def step(self, by: int) -> None:
        """Choose the next entry (1) or the one before (-1), round and round."""
        rows = self.model.entries()
        if rows:
            now = self.list.currentIndex().row()
            at = rows.index(now) if now in rows else 0
            self._select(rows[(at + by) % len(rows)])

    def _end(self, place: int) -> None:
        if rows := self.model.entries():
            self._select(rows[place])

    def _hovered(self, index: QModelIndex) -> None:
        if isinstance(index.data(FOUND_ROLE), Found):
            self._select(index.row())

    def _take(self, *, elsewhere: bool) -> None:
        entry = self.current()
        if entry is None or (elsewhere and entry.elsewhere is None):
            return
        act = entry.elsewhere if elsewhere and entry.elsewhere is not None else entry.act
        self.end()
        act()

    def end(self) -> None:
        """Close it; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self._over.removeEventFilter(self)
        self.hide()
        try:
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        except RuntimeError:
            pass  # it is gone meanwhile
        self.closed.emit()
        self.deleteLater()

    # --- the keyboard -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line that move the choice; the window's new size."""
        kind = event.type()
        if watched is self.input and kind == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the window reaches through
            return False
        if watched is self.input and kind == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        if watched is self._over and kind == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self.step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self.step(-1)
            case Qt.Key.Key_PageDown:
                self._end(-1)
            case Qt.Key.Key_PageUp:
                self._end(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(elsewhere=control)
            case Qt.Key.Key_K if control:
                self.end()
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self._panel().contains(event.position().toPoint()):
            self.end()

    # --- drawing ------------------------------------------------------------------------------

    def _panel(self) -> QRect:
        width = min(WIDTH, self.width() - 2 * _MARGIN)
        rows = sum(ROW if isinstance(row, Found) else HEADING for row in self.model.rows)
        rows = (rows + _PAD) if rows else 72
        top = min(TOP, max(_MARGIN, (self.height() - INPUT - FOOT - rows) // 2))
        most = self.height() - top - _MARGIN
        height = min(INPUT + rows + FOOT, most)
        return QRect((self.width() - width) // 2, top, width, height)

    def _hints(self) -> tuple[str, ...]:
        return (self.tr("# channels"), self.tr("@ people"), self.tr("> commands"))

    def _hints_width(self) -> int:
        metrics = QFontMetrics(theme().font("small"))
        width = sum(metrics.horizontalAdvance(hint) + 12 for hint in self._hints())
        return width if self._panel().width() >= 520 else 0

    def _lay_out(self) -> None:
        panel = self._panel()
        room = panel.width() - 47 - 14 - self._hints_width()
        self.input.setGeometry(panel.left() + 47, panel.top() + 1, room, INPUT - 2)
        top = panel.top() + INPUT + 1
        self.list.setGeometry(panel.left() + 1, top, panel.width() - 2, panel.bottom() - FOOT - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel in the middle."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Scrim, shadow, panel, its head and foot."""
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("scrim"))
        panel = self._panel()
        paint_shadow(painter, panel, look.color("shadow"), look.radius_card, blur=36, shift=12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("surface"))
        box = QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.radius_card, look.radius_card)
        ratio = self.devicePixelRatioF()
        glass = look.pixmap("search", "muted", 18, ratio)
        painter.drawPixmap(panel.left() + 17, panel.top() + 17, glass)
        line = look.color("line")
        painter.fillRect(panel.left() + 1, panel.top() + INPUT, panel.width() - 2, 1, line)
        foot = panel.bottom() + 1 - FOOT
        painter.fillRect(panel.left() + 1, foot, panel.width() - 2, 1, line)
        self._paint_hints(painter, panel)
        if not self._choice.rows:
            self._paint_nothing(painter, panel)
        self._paint_foot(painter, QRect(panel.left(), foot, panel.width(), FOOT))

    def _paint_hints(self, painter: QPainter, panel: QRect) -> None:
        if not self._hints_width():
            return
        look = theme()
        font = look.font("small")
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        x = panel.right() - 13 - self._hints_width() + 12
        for hint in self._hints():
            width = QFontMetrics(font).horizontalAdvance(hint)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(x, panel.top(), width + 2, INPUT), middle, hint)
            x += width + 12

    def _paint_nothing(self, painter: QPainter, panel: QRect) -> None:
        look = theme()
        area = panel.adjusted(20, INPUT, -20, -FOOT)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("muted"))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        painter.drawText(area, wrap, self.tr("Nothing fits. Try fewer letters."))

    def _paint_foot(self, painter: QPainter, foot: QRect) -> None:
        look = theme()
        entry = self.current()
        hints = [("↑↓", self.tr("choose")), ("Enter", self.tr("open"))]
        if entry is not None and entry.elsewhere is not None:
            hints.append(("Ctrl+Enter", self.tr("in a new window")))
        hints.append(("Esc", self.tr("close")))
        small, tabular = look.font("caption"), look.font("caption", tabular=True)
        metrics = QFontMetrics(small)
        count = ""
        if self._choice.total > len(self._choice.rows):
            words = self.tr("%1 of %2").replace("%1", str(len(self._choice.rows)))
            count = words.replace("%2", str(self._choice.total))
        room = foot.right() - 17 - metrics.horizontalAdvance(count)
        x, middle = foot.left() + 17, foot.center().y()
        for key, words in hints:
            width = keys_width((key,))
            end = x + width + 3 + metrics.horizontalAdvance(words)
            if end > room - 12:
                break
            paint_keys(painter, x + width - 4, middle, (key,))
            painter.setFont(small)
            painter.setPen(look.color("muted"))
            painter.drawText(QPoint(x + width + 3, middle + metrics.ascent() // 2), words)
            x = end + 18
        painter.setFont(tabular)
        painter.setPen(look.color("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(foot.adjusted(0, 0, -17, 0), right, count)

    # --- words --------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.input.setAccessibleName(self.tr("Go to a conversation, a person or a command"))
        self.input.setPlaceholderText(self.tr("Go to…"))
        self.list.setAccessibleName(self.tr("What fits"))
        self.setAccessibleName(self.tr("Quick switcher"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._search(self.input.text())
