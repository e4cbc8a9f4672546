"""What a teacher does with the class: each act is one question to the server."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu

from core.server import classroom
from core.server.server import Server
from desktop.server.class_model import Pupil
from desktop.server.controller import ServerController
from desktop.theme import theme

translate = QCoreApplication.translate


class ClassActs(QObject):
    """Signals: ``note_wanted(person)``, ``disconnect_wanted(person)``, ``details_wanted(person)``;

    ``forget_wanted(key)``: the seat of somebody who is gone is to be free.
    """

    note_wanted = Signal(object)
    disconnect_wanted = Signal(object)
    details_wanted = Signal(object)
    forget_wanted = Signal(str)

    def __init__(self, controller: ServerController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self.waiting: dict[str, int] = {}
        """Switches that the server has not yet answered for."""

    def switch(self, name: str, on: bool) -> None:
        """Turn one of ``core.server.classroom.SWITCHES`` on or off for everybody."""
        self.waiting[name] = self.waiting.get(name, 0) + 1
        self._controller.ask(
            partial(classroom.switch, name=name, on=on), lambda _done: self._switched(name)
        )

    def _switched(self, name: str) -> None:
        self.waiting[name] -= 1
        if not self.waiting[name]:
            del self.waiting[name]

    def give_floor(self, conn: int, on: bool = True) -> None:
        """Let somebody write, or take that back."""
        self._controller.ask(partial(_give_floor, conn=conn, on=on))

    def lower(self, conn: int) -> None:
        """Lower a hand."""
        self._controller.ask(partial(_lower, conn=conn))

    def lower_all(self) -> None:
        """Lower all hands."""
        self._controller.ask(_lower_all)

    def name_teacher(self, conn: int, on: bool = True) -> None:
        """Let the switches not bind somebody, or bind them again."""
        self._controller.ask(partial(_name_teacher, conn=conn, on=on))

    def fill_menu(self, menu: QMenu, pupil: Pupil) -> None:
        """What can be done with somebody, whom ``pupil`` was when the menu was opened."""
        look, person = theme(), pupil.person
        if person is None:
            free = menu.addAction(look.icon("x"), translate("ClassPage", "Free the seat"))
            free.triggered.connect(lambda: self.forget_wanted.emit(pupil.key))
            return
        conn = person.conn
        if not pupil.teacher:
            floor = menu.addAction(
                look.icon("mic-off" if pupil.floor else "mic"),
                translate("ClassPage", "Take the floor back")
                if pupil.floor
                else translate("ClassPage", "Give the floor"),
            )
            floor.triggered.connect(lambda: self.give_floor(conn, not pupil.floor))
        if pupil.hand:
            lower = menu.addAction(look.icon("hand"), translate("ClassPage", "Lower the hand"))
            lower.triggered.connect(lambda: self.lower(conn))
        if not (pupil.teacher and person.operator):  # operators are teachers by their office
            teacher = menu.addAction(
                look.icon("graduation-cap"),
                translate("ClassPage", "No longer a teacher")
                if pupil.teacher
                else translate("ClassPage", "Make a teacher"),
            )
            teacher.triggered.connect(lambda: self.name_teacher(conn, not pupil.teacher))
        menu.addSeparator()
        note = menu.addAction(look.icon("message-square"), translate("ClassPage", "Send a note…"))
        note.triggered.connect(lambda: self.note_wanted.emit(person))
        details = menu.addAction(look.icon("info"), translate("ClassPage", "About the connection…"))
        details.triggered.connect(lambda: self.details_wanted.emit(person))
        menu.addSeparator()
        out = menu.addAction(look.icon("user-x", "danger"), translate("ClassPage", "Disconnect…"))
        out.triggered.connect(lambda: self.disconnect_wanted.emit(person))


def _give_floor(server: Server, conn: int, on: bool) -> bool:
    user = server.users.get(conn)
    if user is None or not user.registered:
        return False
    server.touch()
    return classroom.give_floor(server, user, on)


def _lower(server: Server, conn: int) -> bool:
    user = server.users.get(conn)
    if user is None:
        return False
    server.touch()
    return classroom.lower_hand(server, user)


def _lower_all(server: Server) -> int:
    server.touch()
    return classroom.lower_all(server)


def _name_teacher(server: Server, conn: int, on: bool) -> None:
    user = server.users.get(conn)
    if user is not None and user.registered:
        classroom.name_teacher(server, user, on)
