"""A choice of one from a short list, with an explanation beside each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets.paint import paint_focus

_ROW = 30
_NAMED_CHARACTERS = 60


class Choice(NamedTuple):
    """What can be chosen: ``text`` as Python writes it, ``note`` in words.

    ``faint``: it can be chosen, but hardly makes sense here.
    """

    key: str
    text: str
    note: str
    faint: bool = False


class _Row(QAbstractButton):
    """One line: a ring, the text, the note at the right."""

    def __init__(self, choice: Choice, scale: Scale, owner: ChoiceList) -> None:
        super().__init__(owner)
        self.choice = choice
        self._scale = scale
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(scale.font("mono"))
        self.setAccessibleName(f"{choice.text or chr(39) * 2}: {choice.note}"[:_NAMED_CHARACTERS])

    def sizeHint(self) -> QSize:
        scale = self._scale
        text = scale.metrics("mono").horizontalAdvance(self.choice.text)
        note = scale.metrics("small").horizontalAdvance(self.choice.note)
        return QSize(round(text + note) + scale.px(31 + 12 + 10), scale.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._scale.px(80), self._scale.px(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        owner = self.parentWidget()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and isinstance(owner, ChoiceList):
            owner.step(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on:
            painter.fillRect(self.rect(), look.color("accentSoft"))
        elif self.underMouse():
            painter.fillRect(self.rect(), look.color("hover"))
        middle = QPointF(scale.px(15), self.height() / 2)
        radius = scale.px(6.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(middle, radius, radius)
            painter.setBrush(look.color("accentText"))
            painter.drawEllipse(middle, radius * 0.38, radius * 0.38)
        else:
            painter.setPen(QPen(look.color("muted"), scale.pen(1)))
            painter.setBrush(look.color("surface"))
            painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
        left, right = scale.px(31), self.width() - scale.px(9)
        painter.setFont(scale.font("mono"))
        painter.setPen(look.color("muted" if self.choice.faint else "text"))
        metrics = scale.metrics("mono")
        note_width = scale.metrics("small").horizontalAdvance(self.choice.note)
        room = max(right - left - note_width - scale.px(8), scale.px(60))
        text = metrics.elidedText(self.choice.text, Qt.TextElideMode.ElideMiddle, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, room, self.height()), int(flags), text)
        painter.setFont(scale.font("small"))
        painter.setPen(look.color("accentInk" if on else "muted"))
        used = left + metrics.horizontalAdvance(text) + scale.px(8)
        box = QRectF(used, 0, right - used, self.height())
        note = scale.metrics("small").elidedText(
            self.choice.note, Qt.TextElideMode.ElideRight, box.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, int(flags), note)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), look.radius_control)


class ChoiceList(QWidget):
    """A framed list of choices. Tab stops at it once; the arrows choose.

    Signals: ``changed(key)`` when a person chose another.
    """

    changed = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._rows: list[_Row] = []
        self._current = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self._fit)
        theme().changed.connect(self.update)

    @property
    def current(self) -> str:
        """The key that is chosen."""
        return self._current

    @property
    def keys(self) -> list[str]:
        """Every key, from the top."""
        return [row.choice.key for row in self._rows]

    def rows(self) -> list[QAbstractButton]:
        """Every line, from the top."""
        return list(self._rows)

    def row(self, key: str) -> QAbstractButton:
        """The line of a choice. Raises KeyError where there is none."""
        for row in self._rows:
            if row.choice.key == key:
                return row
        raise KeyError(key)

    def set_choices(self, choices: Sequence[Choice], current: str | None = None) -> None:
        """Other lines, or the same in another language; keeps what is chosen where it can."""
        wanted = self._current if current is None else current
        if [row.choice for row in self._rows] != list(choices):
            focused = any(row.hasFocus() for row in self._rows)
            for row in self._rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = []
            for choice in choices:
                row = _Row(choice, self._scale, self)
                row.clicked.connect(lambda _=False, key=choice.key: self._clicked(key))
                self._column.addWidget(row)
                self._rows.append(row)
                row.show()
            keys = self.keys
            self.set_current(wanted if wanted in keys else keys[0] if keys else "")
            if focused and self._rows:
                self.row(self._current).setFocus()
            self.updateGeometry()
        else:
            self.set_current(wanted)

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        self._current = key
        for row in self._rows:
            chosen = row.choice.key == key
            row.setChecked(chosen)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    def step(self, by: int) -> None:
        """The next or the previous line, with the keyboard on it."""
        keys = self.keys
        at = keys.index(self._current) + by
        if 0 <= at < len(keys):
            self.row(keys[at]).setFocus(Qt.FocusReason.OtherFocusReason)
            self._clicked(keys[at])

    def _clicked(self, key: str) -> None:
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.changed.emit(key)

    def _fit(self) -> None:
        for row in self._rows:
            row.setFont(self._scale.font("mono"))
            row.updateGeometry()
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and a line between the choices."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("edge"), self._scale.pen(1)))
        painter.setBrush(look.color("surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.radius_control, look.radius_control)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for row in self._rows[1:]:
            painter.fillRect(1, row.y() - 1, self.width() - 2, 1, look.color("line"))
