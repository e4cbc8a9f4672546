"""What is there for the whole class: a message to all, a lesson, the address, the transcript."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import theme
from desktop.widgets import Card, Divider, label, paint_focus, set_text

translate = QCoreApplication.translate


class TaskRow(QAbstractButton):
    """A row of 64 that is a button: icon, title, one small line, and an arrow."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._about = ""
        self.setFixedHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def set_texts(self, title: str, about: str) -> None:
        """What is done, and how."""
        self.setText(title)
        self._about = about
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(280, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, two lines, and an arrow."""
        look, ratio = theme(), self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        usable = self.isEnabled()
        if usable and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect(), look.color("press" if self.isDown() else "hover"))
        ink = "muted" if usable else "disabled"
        painter.drawPixmap(16, 12, look.pixmap(self._icon, ink, 18, ratio))
        painter.drawPixmap(self.width() - 32, 22, look.pixmap("chevron-right", ink, 16, ratio))
        room = self.width() - 46 - 40
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font("bodyMedium"))
        painter.setPen(look.color("text" if usable else "disabled"))
        text = painter.fontMetrics().elidedText(self.text(), elide, room)
        painter.drawText(QRectF(46, 10, room, 20), flags, text)
        painter.setFont(look.font("small"))
        painter.setPen(look.color(ink))
        about = painter.fontMetrics().elidedText(self._about, elide, room)
        self.setToolTip(self._about if about != self._about else "")
        painter.drawText(QRectF(46, 31, room, 18), flags, about)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 6)


class TasksCard(Card):
    """Attributes: the rows ``announce``, ``lesson``, ``address``, ``transcript``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("bodyStrong")
        self._title.setContentsMargins(16, 12, 16, 12)
        self.announce = TaskRow("megaphone")
        self.lesson = TaskRow("graduation-cap")
        self.address = TaskRow("presentation")
        self.transcript = TaskRow("save")
        self._told = label("small", "muted", wrap=True)
        self._told.setContentsMargins(16, 8, 16, 10)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._told.hide()
        self._lesson_line = Divider()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(Divider())
        column.addWidget(self.announce)
        column.addWidget(self._lesson_line)
        column.addWidget(self.lesson)
        column.addWidget(Divider())
        column.addWidget(self.address)
        column.addWidget(Divider())
        column.addWidget(self.transcript)
        column.addWidget(self._told)
        self._channel = ""
        self._keeps = True
        self.offer_lesson(False)
        self.retranslate()

    def offer_lesson(self, possible: bool) -> None:
        """A lesson can be started where a chat of this program leads the channel."""
        self.lesson.setVisible(possible)
        self._lesson_line.setVisible(possible)

    def show_channel(self, channel: str, *, keeps: bool) -> None:
        """Whose transcript it would be; ``keeps``: a history is kept at all."""
        if (channel, keeps) != (self._channel, self._keeps):
            self._channel, self._keeps = channel, keeps
            self.retranslate()

    def tell(self, text: str, good: bool = True) -> None:
        """How saving goes, under the rows."""
        set_text(self._told, "muted" if good else "danger")
        self._told.setText(text)
        self._told.setVisible(bool(text))

    @property
    def told(self) -> str:
        """What was told last."""
        return self._told.text()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("ClassPage", "For the whole class"))
        self.announce.set_texts(
            translate("ClassPage", "Message to all"),
            translate("ClassPage", "Everybody sees it at once"),
        )
        self.lesson.set_texts(
            translate("ClassPage", "Start a lesson for all"),
            translate("ClassPage", "It opens on the pupils' screens"),
        )
        self.address.set_texts(
            translate("ClassPage", "Show the address"),
            translate("ClassPage", "Large, on the whole screen"),
        )
        if not self._keeps:
            about = translate("ClassPage", "No history is kept: see “History”")
        elif self._channel:
            about = translate("ClassPage", "What was said in %1").replace("%1", self._channel)
        else:
            about = translate("ClassPage", "No channel yet")
        self.transcript.set_texts(translate("ClassPage", "Save the transcript…"), about)
        self.transcript.setEnabled(self._keeps and bool(self._channel))
