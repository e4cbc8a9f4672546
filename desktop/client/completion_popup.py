"""The panel over the composer that offers commands with their arguments, people and channels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.client.completion import LIMIT, Candidate, CommandInfo, Completion, Kind
from desktop.client.counts import counts
from desktop.client.message_safety import make_safe
from desktop.theme import theme
from desktop.widgets import Popup
from desktop.widgets.paint import Faces, paint_person

ROW = 36
FOOT = 37
PAD = 6
MAX_ROWS = 8
_NAME_WIDTH = 56


class CompletionPopup(Popup):
    """Shows a ``Completion``; it never has the focus, the composer tells it what to choose.

    Signals: ``chosen(int)``: the candidate of that index was clicked.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._completion: Completion | None = None
        self._index = 0
        self._first = 0  # the topmost candidate in sight
        self._rows = 0
        self._moved = False
        self._faces: Faces | None = None
        self._name_of: Callable[[str], str] = lambda _nick: ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)

    # --- what is shown -------------------------------------------------------------------------

    def set_people(self, faces: Faces | None, name_of: Callable[[str], str]) -> None:
        """Whose pictures and names stand beside the nicknames."""
        self._faces, self._name_of = faces, name_of

    def completion(self) -> Completion | None:
        """What is offered; None while the popup is closed."""
        return self._completion if not self.isHidden() else None

    def index(self) -> int:
        """The candidate that is chosen."""
        return self._index

    @property
    def was_moved(self) -> bool:
        """Whether the person went to a candidate, in contrast to the first being offered."""
        return self._moved

    def panel_height(self, completion: Completion, room: int) -> int:
        """The height that the panel takes for ``completion`` where there is ``room``."""
        if completion.kind is Kind.HINT:
            return ROW + 2 * PAD
        fit = max(1, min(MAX_ROWS, (room - FOOT - 2 * PAD) // ROW))
        self._rows = min(len(completion.candidates), fit)
        return self._rows * ROW + 2 * PAD + FOOT

    def show_completion(self, completion: Completion, rect: QRect) -> None:
        """Offer ``completion`` in a panel at ``rect`` (of the parent)."""
        names = [candidate.shown for candidate in completion.candidates]
        chosen = self._completion.candidates[self._index].shown if self._completion else ""
        # What somebody went to stays chosen while he types on; a first offer does not.
        self._moved = self._moved and not self.isHidden() and chosen in names
        self._completion = completion
        self._index = names.index(chosen) if self._moved else 0
        self._rows = max(1, (rect.height() - 2 * PAD - FOOT) // ROW)
        self._first = 0
        self.place(rect)
        self.raise_()
        self.show()
        self._follow()

    def step(self, by: int) -> None:
        """Choose the next candidate (1) or the one before (-1), round and round."""
        if self._completion is not None and self._completion.kind is not Kind.HINT:
            self._index = (self._index + by) % len(self._completion.candidates)
            self._moved = True
            self._follow()

    def _follow(self) -> None:
        self._first = min(max(self._first, self._index - self._rows + 1), self._index)
        if self._completion is not None:
            self._announce(self._completion.candidates[self._index])
        self.update()

    def _announce(self, candidate: Candidate) -> None:
        words = [candidate.note or make_safe(candidate.shown).text]
        if self._completion is not None and self._completion.kind is Kind.NICK:
            words.append(self._name_of(candidate.shown))
        if candidate.command is not None:
            words += [argument.name for argument in candidate.command.arguments]
            words.append(candidate.command.description)
        text = ", ".join(word for word in words if word)
        if text != self.accessibleName():
            self.setAccessibleName(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # --- the mouse -----------------------------------------------------------------------------

    def _candidate_at(self, point: QPoint) -> int | None:
        if self._completion is None or self._completion.kind is Kind.HINT:
            return None
        inner = self.panel_rect().adjusted(PAD, PAD, -PAD, -PAD)
        if not inner.contains(point):
            return None
        row = (point.y() - inner.top()) // ROW
        index = self._first + row
        return index if row < self._rows and index < len(self._completion.candidates) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        index = self._candidate_at(event.position().toPoint())
        if index is not None and index != self._index:
            self._index = index
            self._follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take what is clicked; the composer keeps the focus."""
        index = self._candidate_at(event.position().toPoint())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the candidates."""
        if self._completion is not None:
            last = max(0, len(self._completion.candidates) - self._rows)
            step = -1 if event.angleDelta().y() > 0 else 1
            self._first = min(max(self._first + step, 0), last)
            self._index = min(max(self._index, self._first), self._first + self._rows - 1)
            self.update()
        event.accept()

    # --- paint ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel, the candidates and the keys."""
        super().paintEvent(event)
        completion = self._completion
        if completion is None:
            return
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            panel = self.panel_rect()
            hint = completion.kind is Kind.HINT
            shown = completion.candidates[self._first : self._first + (1 if hint else self._rows)]
            for row, candidate in enumerate(shown):
                rect = QRect(
                    panel.left() + PAD, panel.top() + PAD + row * ROW, panel.width() - 2 * PAD, ROW
                )
                chosen = not hint and self._first + row == self._index
                self._paint_candidate(painter, rect, candidate, chosen, completion)
            if not hint:
                self._paint_foot(painter, panel, completion)
        finally:
            painter.end()

    def _paint_candidate(
        self,
        painter: QPainter,
        rect: QRect,
        candidate: Candidate,
        chosen: bool,
        completion: Completion,
    ) -> None:
        look = theme()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft"))
            painter.drawRoundedRect(QRectF(rect), look.radius_control, look.radius_control)
        inner = rect.adjusted(10, 0, -10, 0)
        if candidate.command is not None:
            current = completion.argument if chosen or completion.kind is Kind.HINT else -1
            self._paint_command(painter, inner, candidate.command, completion.typed, current)
            return
        if completion.kind is Kind.EMOJI:
            self._paint_emoji(painter, inner, candidate)
            return
        if completion.kind is Kind.NICK:
            size = 20
            box = QRectF(inner.left(), inner.center().y() - size / 2 + 0.5, size, size)
            paint_person(painter, box, candidate.shown, self._faces)
            left, skip = inner.left() + 30, len(completion.typed)
        else:
            icon = look.pixmap("hash", "muted", 16, self.devicePixelRatioF())
            painter.drawPixmap(inner.left() + 2, inner.center().y() - 7, icon)
            left, skip = inner.left() + 30, len(completion.typed)
        text = make_safe(candidate.shown).text
        area = QRect(left, inner.top(), inner.right() - left, inner.height())
        end = self._two_inks(painter, area, text, skip, "body")
        if completion.kind is Kind.NICK:
            self._paint_name(painter, area, end, candidate.shown)

    def _paint_name(self, painter: QPainter, area: QRect, end: int, nick: str) -> None:
        """The name that somebody wants to be shown by, after the nickname."""
        room = area.right() - end - 12
        if room < 40 or not (name := self._name_of(nick)):
            return
        look = theme()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(end + 12, area.top(), room, area.height()), flags, words)

    def _paint_emoji(self, painter: QPainter, inner: QRect, candidate: Candidate) -> None:
        look = theme()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(look.color("text"))
        painter.setFont(look.font("titleMedium"))
        painter.drawText(
            QRect(inner.left(), inner.top(), 30, inner.height()), flags, candidate.insert
        )
        painter.setFont(look.font("body"))
        area = inner.adjusted(34, 0, 0, 0)
        metrics = painter.fontMetrics()
        name = metrics.elidedText(candidate.note, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, flags, name)
        left = area.left() + metrics.horizontalAdvance(name) + 16
        painter.setFont(look.font("mono"))
        painter.setPen(look.color("muted"))
        room = area.right() - left
        if room > 60:
            short = painter.fontMetrics().elidedText(
                candidate.shown, Qt.TextElideMode.ElideRight, room
            )
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(left, inner.top(), room, inner.height()), right, short)

    def _two_inks(self, painter: QPainter, area: QRect, text: str, typed: int, role: str) -> int:
        """Draw ``text`` with its first ``typed`` letters in the accent; where it ends."""
        look = theme()
        painter.setFont(look.font(role))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        head, tail = (
            (shown[:typed], shown[typed:]) if text.startswith(shown[:typed]) else ("", shown)
        )
        painter.setPen(look.color("accentInk"))
        painter.drawText(area, flags, head)
        left = area.left() + metrics.horizontalAdvance(head)
        painter.setPen(look.color("text"))
        painter.drawText(QRect(left, area.top(), area.width(), area.height()), flags, tail)
        return left + metrics.horizontalAdvance(tail)

    def _paint_command(
        self, painter: QPainter, inner: QRect, command: CommandInfo, typed: str, current: int
    ) -> None:
        look = theme()
        skip = len(typed) + 1 if typed else (1 if current < 0 else len(command.name) + 1)
        end = self._two_inks(painter, inner, "/" + command.name, skip, "mono")
        at = max(inner.left() + _NAME_WIDTH, end + 12)
        for number, argument in enumerate(command.arguments):
            name = f"[{argument.name}]" if argument.optional else argument.name
            at = self._paint_chip(painter, QPoint(at, inner.center().y()), name, number == current)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        area = inner.adjusted(at + 12 - inner.left(), 0, 0, 0)
        if area.width() < 60:
            return
        metrics = painter.fontMetrics()
        room = area.width() - (22 if command.operator else 0)
        words = metrics.elidedText(command.description, Qt.TextElideMode.ElideRight, room)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, right, words)
        if command.operator:
            icon = look.pixmap("star", "warn", 14, self.devicePixelRatioF())
            left = area.right() - metrics.horizontalAdvance(words) - 22
            painter.drawPixmap(left, area.center().y() - 6, icon)

    def _paint_chip(self, painter: QPainter, at: QPoint, text: str, current: bool) -> int:
        """Draw an argument's chip from the middle of its left edge; where the next one begins."""
        look = theme()
        painter.setFont(look.font("mono"))
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        rect = QRect(at.x(), at.y() - 10, width, 21)
        edge: QColor = look.color("accent" if current else "line")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(look.color("paper"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look.color("accentInk" if current else "muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        return at.x() + width + 4

    def _paint_foot(self, painter: QPainter, panel: QRect, completion: Completion) -> None:
        look = theme()
        top = panel.bottom() - FOOT + 1
        painter.fillRect(QRect(panel.left() + 1, top, panel.width() - 2, 1), look.color("line"))
        middle = top + FOOT // 2 + 1
        at = panel.left() + 12
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        count = self._count_text(completion)
        painter.setFont(look.font("caption"))
        count_width = painter.fontMetrics().horizontalAdvance(count)
        right = panel.right() - 16
        painter.setPen(look.color("muted"))
        painter.drawText(QRect(right - count_width, middle - 10, count_width + 2, 20), flags, count)
        for key, words in (
            ("↑↓", self.tr("choose")),
            ("Tab", self.tr("complete")),
            ("Esc", self.tr("close")),
        ):
            painter.setFont(look.font("caption"))
            metrics = painter.fontMetrics()
            key_width = metrics.horizontalAdvance(key) + 12
            words_width = metrics.horizontalAdvance(words)
            if at + key_width + 6 + words_width > right - count_width - 16:
                break
            box = QRect(at, middle - 9, key_width, 18)
            painter.setPen(QPen(look.color("edge"), 1))
            painter.setBrush(look.color("paper"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(look.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
            painter.setPen(look.color("muted"))
            area = QRect(at + key_width + 6, middle - 10, words_width + 4, 20)
            painter.drawText(area, flags, words)
            at = area.right() + 16

    def _count_text(self, completion: Completion) -> str:
        count = len(completion.candidates)
        if completion.kind is Kind.COMMAND:
            text = counts().of_commands(completion.total)
            return text.replace("%1", str(count))
        if completion.kind is Kind.EMOJI:
            return ""
        nicks = completion.kind is Kind.NICK
        text = counts().people(count) if nicks else counts().channels(count)
        return text.replace(str(LIMIT), f"{LIMIT}+") if count == LIMIT else text
