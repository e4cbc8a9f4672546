"""What can be done about somebody who is connected: each act asks what it must, then the server."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.server import administration
from core.server.events import PersonInfo
from desktop.server.controller import ServerController
from desktop.server.dialogs import DisconnectDialog, NoteDialog
from desktop.server.people_model import person_name
from desktop.server.people_view import PeopleView
from desktop.server.person_dialog import PersonDialog


class PeopleActs(QObject):
    """``window`` is the parent of the questions. Who is meant is settled when one is asked."""

    def __init__(self, controller: ServerController, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window

    def serve(self, view: PeopleView) -> None:
        """Do what this table asks for."""
        view.note_wanted.connect(self.ask_note)
        view.disconnect_wanted.connect(self.ask_disconnect)
        view.details_wanted.connect(self.show_details)
        view.operator_wanted.connect(self.set_operator)

    def ask_note(self, person: PersonInfo) -> None:
        """Send a note from the server."""
        dialog = NoteDialog(person_name(person), self._window)
        dialog.answered.connect(lambda text: self._controller.engine.notice(person.conn, text))
        dialog.open()

    def ask_note_to(self, nick: str) -> None:
        """Send a note to who has this nickname now."""
        person = self._controller.person(self._controller.people.conn_of(nick))
        if person is not None:
            self.ask_note(person)

    def ask_disconnect(self, person: PersonInfo) -> None:
        """Disconnect somebody, with a reason."""
        dialog = DisconnectDialog(person_name(person), self._window)
        dialog.answered.connect(lambda reason: self._controller.engine.kick(person.conn, reason))
        dialog.open()

    def set_operator(self, person: PersonInfo, on: bool) -> None:
        """Let somebody look after the server too, or no longer."""
        self._controller.ask(partial(administration.set_operator, conn=person.conn, on=on))

    def show_details(self, person: PersonInfo) -> None:
        """Everything that is known of a connection, as long as the window is open."""
        dialog = PersonDialog(self._controller, person, self._window)
        dialog.note_wanted.connect(self.ask_note)
        dialog.disconnect_wanted.connect(self.ask_disconnect)
        dialog.open()
