"""The blackboard over the desks, with the teachers, and what the marks at the seats mean."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.server.class_acts import ClassActs
from desktop.server.class_model import Pupil
from desktop.server.flow_layout import FlowLayout
from desktop.theme import set_ground
from desktop.widgets import Avatar, ElidedLabel, Icon, IconButton, label
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate

_MARKS = (
    ("hand", "accent"),
    ("clock", "muted"),
    ("refresh-cw", "warn"),
    ("globe", "muted"),
)


class Blackboard(QWidget):
    """Who teaches; a click or Enter opens what can be done with the first of them."""

    def __init__(self, acts: ClassActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._teachers: tuple[Pupil, ...] = ()
        set_ground(self, "sunken")
        self.setProperty("round", True)
        self.setFixedHeight(28)
        self._avatar = Avatar(18)
        self._name = ElidedLabel("smallMedium")
        self._where = label("small", "muted")
        self.more = IconButton("ellipsis", size=26)
        self.more.clicked.connect(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 2, 0)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._avatar)
        row.addWidget(self._name)
        row.addWidget(self._where)
        row.addStretch()
        row.addWidget(self.more)
        self.retranslate()

    def show_teachers(self, teachers: tuple[Pupil, ...]) -> None:
        """Who teaches now."""
        if teachers != self._teachers:
            self._teachers = teachers
            self.retranslate()

    def build_menu(self) -> QMenu:
        """What can be done with each of them."""
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self._teachers) == 1:
            self._acts.fill_menu(menu, self._teachers[0])
        else:
            for pupil in self._teachers:
                self._acts.fill_menu(menu.addMenu(pupil.nick), pupil)
        return menu

    def _menu(self) -> None:
        self.build_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def retranslate(self) -> None:
        """Set every text."""
        names = ", ".join(pupil.nick for pupil in self._teachers)
        self._avatar.setVisible(bool(names))
        self._avatar.set_person(self._teachers[0].nick if names else "")
        self._name.setVisible(bool(names))
        self._name.setText(names)
        self.more.setVisible(bool(names))
        about = translate("ClassPage", "What can be done with %1").replace("%1", names)
        self.more.set_name(about)
        self._where.setText(
            translate("ClassPage", "at the blackboard")
            if names
            else translate("ClassPage", "No teacher is here")
        )


class Legend(QWidget):
    """The marks in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = []
        flow = FlowLayout(16, self)
        for icon, color in _MARKS:
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(Icon(icon, color, 14))
            text = label("small", "muted")
            row.addWidget(text)
            self._labels.append(text)
            flow.addWidget(part)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        texts = (
            translate("ClassPage", "hand raised"),
            translate("ClassPage", "not at the screen"),
            translate("ClassPage", "connection lost"),
            translate("ClassPage", "in the browser"),
        )
        for each, text in zip(self._labels, texts, strict=True):
            each.setText(text)
