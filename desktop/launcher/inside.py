"""The launcher's ways to look inside: the show, lessons, the lab of sockets made by hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.theme import theme
from desktop.widgets import label
from desktop.widgets.paint import paint_focus

translate = QCoreApplication.translate

_ICON, _LEFT, _RIGHT, _PAD = 18, 30, 22, 6
_LEFTWARD = int(Qt.AlignmentFlag.AlignLeft)
_WRAP = int(Qt.TextFlag.TextWordWrap) | _LEFTWARD


class Way(QAbstractButton):
    """One way: icon, name, a sentence about it, a chevron. As high as its words need."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._about = self._short = ""
        self._compact = self._brief = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def set_words(self, name: str, about: str, short: str = "") -> None:
        """What it is called, and what is there; ``short``: its name where there is little room."""
        self.setText(name)
        self._about, self._short = about, short or name
        self.setAccessibleDescription(about)
        self.setToolTip(name if self._compact else "")
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Only the name, where there is little room."""
        if compact != self._compact:
            self._compact = compact
            self.setToolTip(self.text() if compact else "")
            self.updateGeometry()
            self.update()

    def set_brief(self, brief: bool) -> None:
        """Without the sentence, where there is little height."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def shown_name(self) -> str:
        """The name that is written."""
        return self._short if self._compact else self.text()

    def _heights(self, width: int, brief: bool) -> tuple[int, int]:
        name = QFontMetrics(theme().font("bodyMedium")).height()
        room = QRect(0, 0, max(60, width - _LEFT - _RIGHT), 1000)
        if self._compact or brief:
            return name, 0
        about = QFontMetrics(theme().font("small")).boundingRect(room, _WRAP, self._about)
        return name, about.height()

    def height_when(self, width: int, *, brief: bool) -> int:
        """How high it is, in pixels, with the sentence or without."""
        return sum(self._heights(width, brief)) + 2 * _PAD + 2

    def heightForWidth(self, width: int) -> int:
        """The sentence wraps."""
        return self.height_when(width, brief=self._brief)

    def sizeHint(self) -> QSize:
        """As the launcher's right side is wide."""
        return QSize(256, self.heightForWidth(256))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words, chevron."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), look.radius_control, look.radius_control)
        ratio = self.devicePixelRatioF()
        name, about = self._heights(self.width(), self._brief)
        painter.drawPixmap(4, _PAD, look.pixmap(self._icon, "accent", _ICON, ratio))
        room = self.width() - _LEFT - (0 if self._compact else _RIGHT)
        painter.setFont(look.font("bodyMedium"))
        painter.setPen(look.color("text"))
        shown = QFontMetrics(painter.font()).elidedText(
            self.shown_name(), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QRect(_LEFT, _PAD, room, name), int(Qt.AlignmentFlag.AlignLeft), shown)
        if about:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("muted"))
            painter.drawText(QRect(_LEFT, _PAD + name + 2, room, about + 2), _WRAP, self._about)
        if not self._compact:
            chevron = look.pixmap("chevron-right", "muted", 16, ratio)
            painter.drawPixmap(self.width() - 18, _PAD + 1, chevron)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), look.radius_control)


class Inside(QWidget):
    """Attributes: ``show_me``, ``lessons``, ``lab``, the ways; ``compact``: they are names side by
    side."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._title = label("smallStrong", "muted")
        self.show_me = Way("eye")
        self.lessons = Way("graduation-cap")
        self.lab = Way("flask-conical")
        self._all = (self.show_me, self.lessons, self.lab)
        self.compact = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        self._ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._ways.setSpacing(4)
        self._ways.addWidget(self.show_me, 3)
        self._ways.addWidget(self.lessons, 2)
        self._ways.addWidget(self.lab, 3)
        column.addLayout(self._ways)
        self.show_me.clicked.connect(context.open_demo)
        self.lessons.clicked.connect(lambda _=False: context.open_lessons(0))
        self.lab.clicked.connect(context.open_lab)
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Names alone, side by side, where there is little room."""
        self.compact = compact
        way = QBoxLayout.Direction
        self._title.setVisible(not compact)
        self._ways.setDirection(way.LeftToRight if compact else way.TopToBottom)
        for each in self._all:
            each.set_compact(compact)

    def set_brief(self, brief: bool) -> None:
        """Names alone, below each other, where there is little height."""
        for each in self._all:
            each.set_brief(brief)

    def height_when(self, width: int, *, brief: bool) -> int:
        """How high all is in that width, in pixels, with the sentences or without."""
        ways = [way.height_when(width, brief=brief) for way in self._all]
        return 8 + self._title.sizeHint().height() + sum(ways) + 4 * len(ways)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._title.setText(translate("LauncherInside", "Look inside"))
        self.show_me.set_words(
            translate("LauncherInside", "Show me how it works"),
            translate(
                "LauncherInside", "In two minutes: a server, two clients and all their bytes"
            ),
            translate("LauncherInside", "Show", "the show, where there is little room"),
        )
        self.lessons.set_words(
            translate("LauncherInside", "Lessons"),
            translate("LauncherInside", "A few minutes each, on real sockets"),
        )
        self.lab.set_words(
            translate("LauncherInside", "Socket lab"),
            translate("LauncherInside", "Make sockets by hand: bind, listen, accept, connect"),
            translate("LauncherInside", "Lab", "where there is little room"),
        )
