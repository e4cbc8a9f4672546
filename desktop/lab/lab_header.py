"""The lab's head: its name, starting points, the live view, the projector."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.lab.values import System
from desktop.lab.parts import LabButton, LabIcon, Short, Words
from desktop.lab.recipes import recipes
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate


class LabHeader(QWidget):
    """Signals: ``recipe_wanted(key)``, ``clear_wanted()``, ``sockets_wanted()``,
    ``projector_wanted()``."""

    recipe_wanted = Signal(str)
    clear_wanted = Signal()
    sockets_wanted = Signal()
    projector_wanted = Signal()

    def __init__(self, scale: Scale, system: System) -> None:
        super().__init__()
        self._scale, self._system = scale, system
        set_ground(self, "surface")
        self.title = Words(scale, "title")
        self.about = Short(scale, "body", "muted")
        self.open_button = LabButton(scale, "folder-open", "secondary", 32)
        self.sockets_button = LabButton(scale, "eye", "secondary", 32, key="F6")
        self.projector_button = LabButton(scale, "presentation", "secondary", 32, key="F11")
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(16), scale.px(5), scale.px(16), scale.px(6))
        row.setSpacing(scale.px(10))
        row.addWidget(LabIcon(scale, "gazebo", "accent", 24))
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        for button in (self.open_button, self.sockets_button, self.projector_button):
            row.addWidget(button)
        self.menu = PopupMenu(self)
        self.open_button.clicked.connect(self.open_menu)
        self.sockets_button.clicked.connect(self.sockets_wanted)
        self.projector_button.clicked.connect(self.projector_wanted)
        self.retranslate()

    def open_menu(self) -> None:
        """The starting points."""
        self.menu.setFont(self._scale.font("body"))
        self.menu.popup(self.open_button.mapToGlobal(QPoint(0, self.open_button.height() + 2)))

    def action(self, key: str) -> QAction:
        """The entry of a starting point. Raises KeyError where there is none."""
        for action in self.menu.actions():
            if action.data() == key:
                return action
        raise KeyError(key)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(translate("LabHeader", "Socket lab"))
        self.about.setText(translate("LabHeader", "make sockets by hand: the calls are real"))
        self.about.updateGeometry()
        self.open_button.setText(translate("LabHeader", "Open…"))
        self.sockets_button.setText(translate("LabHeader", "Sockets"))
        self.projector_button.setText(translate("LabHeader", "Projector"))
        for button in (self.open_button, self.sockets_button, self.projector_button):
            button.updateGeometry()
        self.menu.clear()
        for recipe in recipes(self._system):
            action = self.menu.addAction(recipe.title)
            action.setData(recipe.key)
            action.triggered.connect(lambda _=False, key=recipe.key: self.recipe_wanted.emit(key))
        self.menu.addSeparator()
        clear = self.menu.addAction(translate("LabHeader", "Start afresh: close all sockets"))
        clear.setData("clear")
        clear.triggered.connect(self.clear_wanted)
