"""Larger parts: empty states, floating panels, dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import set_ground, theme
from desktop.theme.roles import ButtonRole
from desktop.theme.shadow import margins, paint_shadow
from desktop.widgets.basics import Divider, Icon, label
from desktop.widgets.buttons import Button


class EmptyState(QWidget):
    """What stands where a list would be: why it is empty, and what to do."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(icon, "muted", 32)
        self._title = label("title", wrap=True)
        self._text = label("body", "muted", wrap=True)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._actions.addStretch()
        self._actions.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._text)
        column.addSpacing(16)
        column.addLayout(self._actions)
        column.addStretch()

    def set_icon(self, icon: str, color: str = "muted") -> None:
        """Another icon above the words."""
        self._icon.set_icon(icon, color)

    def set_texts(self, title: str, text: str) -> None:
        """The sentence in bold, and what to do."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def texts(self) -> tuple[str, str]:
        """What is shown: title and text."""
        return self._title.text(), self._text.text()

    def add_action(self, role: ButtonRole = "secondary", icon: str | None = None) -> Button:
        """A button under the words; the caller sets its text and connects it."""
        button = Button(icon, role)
        self._actions.insertWidget(self._actions.count() - 1, button)
        return button


class Popup(QWidget):
    """A panel that floats over its window, with a shadow; a child, not a window of its own.

    The shadow lies in the contents margins: place it with ``place(rect)``, which is where the panel
    itself goes. Attributes: ``radius``.
    """

    def __init__(self, parent: QWidget, *, radius: int | None = None) -> None:
        super().__init__(parent)
        self.radius = theme().radius_card if radius is None else radius
        self.setContentsMargins(QMargins(*margins()))
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()
        theme().changed.connect(self.update)

    def place(self, rect: QRect) -> None:
        """Put the panel (without its shadow) at ``rect``, in the parent's coordinates."""
        self.setGeometry(rect.marginsAdded(self.contentsMargins()))

    def panel_rect(self) -> QRect:
        """The panel without its shadow, in its own coordinates."""
        return self.rect().marginsRemoved(self.contentsMargins())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, surface, edge."""
        look = theme()
        box = self.panel_rect()
        painter = QPainter(self)
        paint_shadow(painter, box, look.color("shadow"), self.radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(
            QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), self.radius, self.radius
        )


class Dialog(QDialog):
    """A question: title, body, and a foot of 60 with the answers. Esc closes it.

    Attributes: ``body``, the layout to fill. ``tone``: the token of the icon's colour.
    """

    def __init__(
        self, icon: str | None = None, parent: QWidget | None = None, *, tone: str = "accent"
    ) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.setMinimumWidth(400)
        self._title: QLabel = label("title", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon is not None:
            head.addWidget(Icon(icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._top = top = QVBoxLayout()
        top.setContentsMargins(24, 24, 24, 24)
        top.setSpacing(16)
        top.addLayout(head)
        top.addLayout(self.body)
        foot = QWidget()
        set_ground(foot, "paper")
        foot.setFixedHeight(60)
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(24, 0, 24, 0)
        self._foot.setSpacing(12)
        self._foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addStretch()
        column.addWidget(Divider())
        column.addWidget(foot)

    def let_scroll(self, bar: int) -> None:
        """The body ends in something that scrolls: it reaches down to the foot, and ``bar`` px into
        the margin at the right, for its scroll bar."""
        self._top.setContentsMargins(24, 24, 24 - bar, 0)

    def set_title(self, text: str) -> None:
        """The title, in the window's frame too; what others wrote in it is made harmless."""
        from desktop.client.message_safety import make_safe

        text = make_safe(text).text
        self._title.setText(text)
        self.setWindowTitle(text)

    def add_button(
        self,
        role: ButtonRole = "secondary",
        icon: str | None = None,
        *,
        default: bool = False,
        aside: bool = False,
    ) -> Button:
        """A button in the foot, from left to right; ``default``: Enter presses it; ``aside``: it is
        no answer, and stands at the left."""
        button = Button(icon, role)
        button.setDefault(default)
        self._foot.insertWidget(0 if aside else -1, button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as its wrapped texts need in its width; Tab comes to the answers last."""
        super().showEvent(event)
        self._order_keyboard()
        chosen = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        layout = self.layout()
        if event.spontaneous() or chosen or layout is None or not layout.hasHeightForWidth():
            return
        needed = max(layout.totalHeightForWidth(self.width()), self.minimumHeight())
        if needed != self.height():
            self.resize(self.width(), needed)
            self.setAttribute(Qt.WidgetAttribute.WA_Resized, False)

    def _order_keyboard(self) -> None:
        """What was put in after the answers comes before them, as it is seen."""
        items = (self._foot.itemAt(at) for at in range(self._foot.count()))
        answers = [part for item in items if item and isinstance(part := item.widget(), Button)]
        # Not by nextInFocusChain(): PySide takes what it returns for a child, and the program
        # crashes at its end.
        rest = [
            widget
            for widget in self.findChildren(QWidget)
            if widget not in answers and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for stack in self.findChildren(QStackedWidget):  # its last page comes last
            if page := stack.widget(stack.count() - 1):
                rest += [widget for widget in rest if page.isAncestorOf(widget)]
        before: QWidget | None = rest[-1] if rest else None
        for answer in answers:
            if before is not None:
                QWidget.setTabOrder(before, answer)
            before = answer

    def retranslate(self) -> None:
        """Set every text anew; subclasses fill it."""

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
