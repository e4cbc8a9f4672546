"""A client window's part in a class: what it hears of one, and what it says.

There is one for each client window, from its beginning; the heavy parts (the windows of a lesson)
are loaded when a class is opened or joined.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.client import events
from core.client.class_pupil import Pupil
from core.client.class_teacher import Teacher
from core.client.classroom import CLASS_TAG
from core.irc.casemapping import fold

if TYPE_CHECKING:
    from core.lab.lesson import Lesson
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes
    from desktop.lessons.class_pupil import PupilWindow
    from desktop.lessons.class_window import ClassWindow

_PUMP_MS = 150
LEADING = frozenset("qao")


class ClassLink(QObject):
    """Follows one client window.

    Attributes:
        pupil: what is known of a class that somebody else leads here.
        teacher: the class that this person leads, or None.

    Signals:
        teacher_changed(): something of ``teacher`` changed.
        pupil_changed(what): what ``Pupil.receive`` told, or "absent", "back", "left".
        tags_refused(): the server passes no client tags on, so no class is possible.
    """

    teacher_changed = Signal()
    pupil_changed = Signal(str)
    tags_refused = Signal()

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self.window = window
        self.pupil = Pupil(self._fold)
        self.teacher: Teacher | None = None
        self.class_window: ClassWindow | None = None
        self.pupil_window: PupilWindow | None = None
        self._members: set[str] = set()
        self._pump = QTimer(self)
        self._pump.setSingleShot(True)
        self._pump.setInterval(_PUMP_MS)
        self._pump.timeout.connect(self.pump)
        window.chat.followed.connect(self._events)
        window.chat.changed.connect(self._changed)

    def _fold(self, nick: str) -> str:
        return fold(nick, self.window.chat.connection.isupport.casemapping)

    # --- what is known ------------------------------------------------------------------------

    def channels_led(self) -> list[str]:
        """The channels of this window in which this person is an operator now."""
        conversations = self.window.conversations
        if not conversations.link.online:
            return []
        return [c.name for c in conversations.channels if self.leads(c.name)]

    def leads(self, channel: str) -> bool:
        """Whether this person may lead a class there, and the server passes on what it takes."""
        features = self.window.chat.connection.features
        if not (features.typing or features.replies):
            return False  # it passes no tags on
        return bool(LEADING & set(self.window.conversations.own_modes(channel)))

    @property
    def online(self) -> bool:
        """Whether the connection stands."""
        return self.window.conversations.link.online

    # --- the teacher ----------------------------------------------------------------------------

    def open_class(self, channel: str, lesson: Lesson | None = None) -> None:
        """Open the teacher's window for a channel; without a lesson it asks for one."""
        from desktop.lessons.class_window import ClassWindow

        if self.class_window is None:
            window = self.class_window = ClassWindow(self, channel)
            window.closed.connect(self._class_closed)
            window.show()  # a new window comes to the front by itself
        else:
            self.class_window.raise_()
            self.class_window.activateWindow()
        if lesson is not None and self.teacher is None:
            self.class_window.open_lesson(lesson)

    def _class_closed(self) -> None:
        self.class_window = None

    def begin(self, channel: str, lesson: str, title: str, digest: str) -> Teacher:
        """Lead a class on a lesson. Raises ClassError where it cannot be told."""
        teacher = Teacher(os.urandom(6).hex(), channel, self._fold)
        teacher.open(lesson, title, digest)
        self.teacher = teacher
        self._members = self._members_of(channel)
        self.tell()
        return teacher

    def end_class(self) -> None:
        """The class is over: the pupils are told."""
        if self.teacher is not None:
            self.teacher.end()
            self.pump()
            self.teacher = None

    def say(self, text: str) -> None:
        """A line in the channel, for those whose program knows nothing of classes."""
        if self.teacher is not None and self.online:
            self.window.chat.connection.notice(self.teacher.channel, text)

    def tell(self) -> None:
        """Send what there is to send, in a moment and together."""
        if not self._pump.isActive():
            self._pump.start()

    def pump(self) -> None:
        """Send it now."""
        if self.teacher is not None and self.online:
            self._send(self.teacher.take_output())
        if self.online:
            self._send(self.pupil.take_output())

    def _send(self, lines: list[tuple[str, str]]) -> None:
        connection = self.window.chat.connection
        for target, value in lines:
            result = connection.tag(target, {CLASS_TAG: value})
            if result.error_code == "no_tags":
                self.tags_refused.emit()
                return

    # --- what comes in --------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        for event in changes.other:
            if isinstance(event, events.News) and event.own:
                self._own_news(event)
        teacher = self.teacher
        if teacher is not None and teacher.channel in changes.members:
            self._members_changed(teacher)
        if teacher is not None and (changes.link or changes.structure):
            self.teacher_changed.emit()
        if changes.link and not self.online and self.pupil.joined:
            self.pupil_changed.emit("offline")

    def _tags(self, event: events.TagsReceived) -> None:
        value = event.tags.get(CLASS_TAG, "")
        if event.own:
            return
        if self.teacher is not None and not event.buffer:
            strangers = len(self.teacher.strangers)
            told = self.teacher.receive(event.nick, value, time.monotonic())
            if told is not None or len(self.teacher.strangers) != strangers:
                self.tell()
                self.teacher_changed.emit()
        what = self.pupil.receive(event.nick, value, event.leads)
        if what:
            self._heard(what)
            self.tell()

    def _heard(self, what: str) -> None:
        if what in ("offered", "newer", "older", "ended"):
            self._show_banner(what)
        self.pupil_changed.emit(what)

    def _own_news(self, event: events.News) -> None:
        """We came (back) into a channel, or left it."""
        if event.kind is events.NewsKind.JOINED:
            if self.teacher is not None and event.buffer == self.teacher.channel:
                self.teacher.tell_again()
                self.tell()
                self.teacher_changed.emit()
            state = self.pupil.state
            if state is not None and self._fold(state.channel) == self._fold(event.buffer):
                self.pupil.tell_again()
                self.tell()
                self.pupil_changed.emit("back")

    # --- people -------------------------------------------------------------------------------

    def _members_of(self, channel: str) -> set[str]:
        found = self.window.conversations.get(channel)
        own = self.window.conversations.nick
        return {m.nick for m in found.members if m.nick != own} if found is not None else set()

    def _members_changed(self, teacher: Teacher) -> None:
        now = self._members_of(teacher.channel)
        teacher.came(sorted(now - self._members))
        for nick in self._members - now:
            teacher.left(nick)
        self._members = now
        self.tell()
        self.teacher_changed.emit()

    def _events(self, batch: list[events.Event]) -> None:
        """In their order: who left after the last message of the class has left."""
        gone = (events.NewsKind.LEFT, events.NewsKind.QUIT, events.NewsKind.KICKED)
        for event in batch:
            kind = type(event)
            if kind is events.MessageReceived:
                continue  # the most by far
            if isinstance(event, events.TagsReceived):
                self._tags(event)
            elif isinstance(event, events.News):
                if event.kind is events.NewsKind.NICK:
                    self._renamed(event.nick, event.other)
                elif event.kind in gone:
                    self._gone(event)
            elif isinstance(event, events.OwnNickChanged) and self.teacher is not None:
                self.teacher.tell_again()
                self.tell()

    def _renamed(self, old: str, new: str) -> None:
        if self.teacher is not None:
            self.teacher.renamed(old, new)
            self._members = {new if nick == old else nick for nick in self._members}
            self.teacher_changed.emit()

    def _gone(self, event: events.News) -> None:
        state = self.pupil.state
        here = event.kind is events.NewsKind.QUIT or (
            state is not None and self._fold(event.buffer) == self._fold(state.channel)
        )
        joined = self.pupil.joined
        if here and self.pupil.teacher_left(event.nick):
            self._hide_banner()
            self.pupil_changed.emit("absent" if joined else "ended")

    # --- the pupil ------------------------------------------------------------------------------

    def join(self) -> None:
        """Take part in the class that is offered, in a window of its own."""
        state = self.pupil.state
        if state is None:
            return
        from desktop.lessons.class_pupil import PupilWindow, find_lesson

        lesson = find_lesson(state.lesson)
        self._hide_banner()
        if lesson is None:
            self._show_banner("missing")
            return
        self.pupil.join()
        self.pump()
        window = self.pupil_window = PupilWindow(self, lesson)
        window.closed.connect(self._pupil_closed)
        window.show()

    def _pupil_closed(self) -> None:
        self.pupil_window = None
        self.pupil.leave()
        self.pump()

    def _show_banner(self, what: str) -> None:
        banner = self.window.page.notices.classroom
        if what == "ended":
            banner.hide()
        elif what == "offered" and self.pupil_window is not None:
            self.pupil_window.close()  # another class than the one it followed
            banner.show_class(what, self.pupil.teacher, self.pupil.state)
        else:
            banner.show_class(what, self.pupil.teacher, self.pupil.state)
        if what == "offered":
            self.window.alert()

    def _hide_banner(self) -> None:
        self.window.page.notices.classroom.hide()

    def close(self) -> None:
        """The client window closes: so do the windows of its class."""
        for window in (self.class_window, self.pupil_window):
            if window is not None:
                window.close()
        self.pump()
        self._pump.stop()
