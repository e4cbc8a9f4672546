"""One answer to choose: a big row with its key, its words and its marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.lab.lesson_text import Span, plain
from desktop.lessons.step_text import SpanLabel
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import paint_focus


class _Mark(QWidget):
    """ "your answer" or "so it happened": an icon and a word at the end of a row."""

    def __init__(self, icon: str, color: str, scale: Scale, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._color, self._scale = icon, color, scale
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        scale.changed.connect(self.updateGeometry)
        self.hide()

    def set_word(self, text: str) -> None:
        self._text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._scale.metrics(self._role)
        side = self._scale.px(16)
        width = side + self._scale.px(6) + metrics.horizontalAdvance(self._text) + 1
        return QSize(round(width), max(side, round(metrics.height())))

    @property
    def _role(self) -> str:
        return "bodyStrong" if self._color == "accentInk" else "body"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._scale.px(16)
        pixmap = theme().pixmap(self._icon, self._color, side, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - side) // 2, pixmap)
        painter.setFont(self._scale.font(self._role))
        painter.setPen(theme().color(self._color))
        box = self.rect().adjusted(side + self._scale.px(6), 0, 0, 0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text
        )


class OptionRow(QAbstractButton):
    """One answer to choose. ``number`` is its key, 0 for a row that cannot be chosen."""

    def __init__(
        self, number: int, spans: Sequence[Span], scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        self._scale = scale
        self._real = False
        self._locked = False
        self.setCheckable(True)
        self.setText(plain(spans))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._label = SpanLabel(scale, "bodyMedium", parent=self)
        self._label.set_spans(spans)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._own = _Mark("user", "text", scale, self)
        self._so = _Mark("circle-check", "accentInk", scale, self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(scale.px(2))
        self._marks.addWidget(self._own, 0, Qt.AlignmentFlag.AlignRight)
        self._marks.addWidget(self._so, 0, Qt.AlignmentFlag.AlignRight)
        self._row.addWidget(self._label, 1)
        self._row.addLayout(self._marks)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()
        self.retranslate()

    def _restyle(self) -> None:
        px = self._scale.px
        self._row.setContentsMargins(px(40), px(10), px(12), px(10))
        self._row.setSpacing(px(8))
        self.setMinimumHeight(px(44))
        self._fit()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Set every text anew."""
        self._own.set_word(self.tr("your answer"))
        self._so.set_word(self.tr("so it happened"))
        self._tell()

    def _tell(self) -> None:
        words = [self.text()]
        if self._locked and self.isChecked():
            words.append(self.tr("your answer"))
        if self._real:
            words.append(self.tr("so it happened"))
        self.setAccessibleName(", ".join(words))

    def set_marks(self, *, locked: bool, real: bool) -> None:
        """``locked``: the answer is given for good; ``real``: the run came out so."""
        self._locked, self._real = locked, real
        self._own.setVisible(locked and self.isChecked())
        self._so.setVisible(real)
        self._tell()
        self._fit()
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        """The marks stand beside the words, or below them where that is too narrow."""
        marks = [mark for mark in (self._own, self._so) if not mark.isHidden()]
        font = "mono" if self._label.is_code() else "bodyMedium"
        longest = max(self.text().split() or [""], key=len) if font != "mono" else self.text()
        words = self._scale.metrics(font).horizontalAdvance(longest) * 1.1
        wanted = self._scale.px(64) + words + max((m.sizeHint().width() for m in marks), default=0)
        beside = not marks or wanted <= self.width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._row.invalidate()
        self.setMinimumHeight(self.heightForWidth(self.width()))

    @property
    def is_real(self) -> bool:
        """Whether the run came out so."""
        return self._real

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        width = max(self.width(), 120)
        height = self._row.heightForWidth(width) if self._row.hasHeightForWidth() else 0
        return QSize(200, max(height, self._row.sizeHint().height(), self._scale.px(44)))

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width."""
        return max(self._row.totalHeightForWidth(width), self._scale.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def nextCheckState(self) -> None:
        """A press chooses, and never takes the choice back."""
        if self.number and not self._locked:
            self.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, border, and the radio mark with its key in it."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        width = self._scale.pen(2 if self._real or chosen else 1)
        border = "accent" if self._real else "text" if chosen else "edge"
        ground = "accentSoft" if self._real else "surface"
        color = look.color(ground)
        if self.underMouse() and not self._locked:
            color = look.over("hover", ground)
        painter.setPen(QPen(look.color(border), width))
        painter.setBrush(color)
        inset = width / 2
        radius = look.radius_control
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        side = px(18)
        ring = QRectF(px(12), (box.height() - side) / 2, side, side)
        painter.setPen(QPen(look.color("text" if chosen else "muted"), self._scale.pen(1.25)))
        painter.setBrush(look.color("text") if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if self.number:
            painter.setFont(self._scale.font("badge"))
            painter.setPen(look.color("surface" if chosen else "muted"))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.number))
        if self.hasFocus() and not (self._real or chosen):
            paint_focus(painter, box, radius)
        elif self.hasFocus():
            paint_focus(painter, box.adjusted(3, 3, -3, -3), radius - 1)
