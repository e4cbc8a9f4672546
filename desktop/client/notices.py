"""The banners under the header: the connection that is being made anew, a name that was taken, and
where to go when one is in no channel yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.client.classroom import State
from desktop.client.account_state import LoginBanner
from desktop.client.bouncer_notice import BouncerBanner
from desktop.client.link import Link, Phase
from desktop.client.link_texts import banner_sentence, ended_sentence
from desktop.client.server_texts import nick_rejected_sentence
from desktop.theme import theme
from desktop.widgets.banner import Banner


class LinkBanner(Banner):
    """Counts down to the next attempt. Signals: ``try_requested()``, ``cancel_requested()``,
    ``address_requested()``."""

    try_requested = Signal()
    cancel_requested = Signal()
    address_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._icon.set_icon("wifi-off", "warn")
        self.cancel = self.add_action("flat")
        self.address = self.add_action("flat")
        self.now = self.add_action("secondary")
        self.cancel.clicked.connect(self.cancel_requested)
        self.address.clicked.connect(self.address_requested)
        self.now.clicked.connect(self.try_requested)
        self._link: Link | None = None
        self._at = 0.0
        self._shown: tuple[str, bool, bool, str] | None = None
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def show_link(self, link: Link, now: float) -> None:
        """Say how the connection stands; ``now`` is a monotonic clock in seconds."""
        self._link, self._at = link, now
        ended = link.phase is Phase.ENDED
        waiting = link.phase is Phase.WAITING
        faint = theme().color("muted").name()
        text = ended_sentence(link) if ended else banner_sentence(link, now, faint)
        again = self.tr("Connect again") if ended else self.tr("Try now")
        shown = (text, ended, waiting, again)
        if shown == self._shown:
            return
        self._shown = shown
        self.cancel.setVisible(not ended)
        self.address.setVisible(ended)
        self.now.setVisible(ended or waiting)
        self.now.setText(again)
        self.set_text(text, rich=True)  # last: its height depends on the room beside the buttons

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.cancel.setText(self.tr("Cancel"))
        self.address.setText(self.tr("Other address…"))
        if self._link is not None:
            self.show_link(self._link, self._at)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class NickBanner(Banner):
    """Says that a nickname was not to be had. Signals: ``change_requested()``."""

    change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self.change = self.add_action("secondary")
        self.change.clicked.connect(self.change_requested)
        self._rejected = ("", "", "")
        self.dismissed.connect(self.hide)
        self.retranslate()

    def show_rejected(self, nick: str, code: str, now_called: str) -> None:
        """``nick`` was refused for ``code``; we are ``now_called``."""
        self._rejected = (nick, code, now_called)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_dismissable(self.tr("Close this message"))
        self.change.setText(self.tr("Choose another…"))
        nick, code, called = self._rejected
        if nick:
            so = self.tr("You are called %1 for now.").replace("%1", called)
            self.set_text(f"{nick_rejected_sentence(nick, code)} {so}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class NowhereBanner(Banner):
    """Says that one is in no channel yet. Signals: ``join_requested()``."""

    join_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ok", parent)
        self.join = self.add_action("secondary", "hash")
        self.join.clicked.connect(self.join_requested)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_text(self.tr("You are in. Now join a channel: people talk there."))
        self.join.setText(self.tr("Join a channel…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class OfferBanner(Banner):
    """Says something about a channel, and offers to join it. Signals: ``taken(channel)``."""

    taken = Signal(str)

    def __init__(self, *, dismissable: bool, parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self._dismissable = dismissable
        self.channel = ""
        self._who = ""
        self.act = self.add_action("secondary", "log-in")
        self.act.clicked.connect(lambda: self.taken.emit(self.channel))
        self.dismissed.connect(self.hide)
        self.retranslate()

    def offer(self, channel: str, who: str = "") -> None:
        """Offer ``channel``; ``who`` invites us, or "" where we are in it no longer."""
        self.channel, self._who = channel, who
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Words of the language in force."""
        if self._dismissable:
            self.set_dismissable(self.tr("Close this message"))
        if self._who:
            sentence = self.tr("%1 invites you to %2.").replace("%1", self._who)
            self.act.setText(self.tr("Join"))
        else:
            sentence = self.tr("You are in %2 no longer. What was said stays here to read.")
            self.act.setText(self.tr("Join again"))
        self.set_text(sentence.replace("%2", self.channel))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ClassBanner(Banner):
    """Says that somebody leads a class here. Signals: ``taken()``."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ok", parent)
        self._shown: tuple[str, str, State | None] = ("", "", None)
        self.join = self.add_action("primary", "graduation-cap")
        self.join.clicked.connect(self.taken)
        self.dismissed.connect(self.hide)
        self.retranslate()

    def show_class(self, what: str, teacher: str, state: State | None) -> None:
        """``what``: "offered", "missing" (this computer has no such lesson), "newer", "older"."""
        self._shown = (what, teacher, state)
        self.set_kind("ok" if what == "offered" else "info")
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_dismissable(self.tr("Close this message"))
        self.join.setText(self.tr("Join"))
        what, teacher, state = self._shown
        self.join.setVisible(what == "offered")
        title = state.title or state.lesson if state is not None else ""
        words = {
            "offered": self.tr("%1 opens the lesson “%2” in %3."),
            "missing": self.tr(
                "%1 opens the lesson “%2”, which this computer does not have. Follow it on the"
                " teacher's screen, or ask for its folder."
            ),
            "newer": self.tr(
                "A class is led here by a newer Besedka than this one. Update this program to"
                " take part."
            ),
            "older": self.tr(
                "A class is led here by an older Besedka than this one. The teacher has to update."
            ),
        }.get(what, "")
        channel = state.channel if state is not None else ""
        self.set_text(words.replace("%1", teacher).replace("%2", title).replace("%3", channel))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Notices(QWidget):
    """The banners, one under another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = LinkBanner(self)
        self.bouncer = BouncerBanner(self)
        self.nick = NickBanner(self)
        self.login = LoginBanner(self)
        self.nowhere = NowhereBanner(self)
        self.invited = OfferBanner(dismissable=True, parent=self)
        self.left = OfferBanner(dismissable=False, parent=self)
        self.classroom = ClassBanner(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts: tuple[Banner, ...] = (self.link, self.bouncer, self.nick, self.login, self.nowhere)
        for banner in (*parts, self.invited, self.left, self.classroom):
            banner.hide()
            column.addWidget(banner)
