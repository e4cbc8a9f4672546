"""What can be done with a channel: each act asks what it must, then asks the server.

The server may have changed meanwhile: its functions do nothing where the channel or the person is
gone, and the next snapshot shows how it is.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from core.server import administration
from core.server.events import ChannelInfo
from desktop.server.channel_bans import ChannelBansDialog
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.questions import AskLine, Words

translate = QCoreApplication.translate

_MOST_PEOPLE = 100_000


class ChannelActs(QObject):
    """``window`` is the parent of the questions."""

    def __init__(self, controller: ServerController, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window

    # --- at once ------------------------------------------------------------------------------

    def set_muted(self, name: str, on: bool) -> None:
        """Only operators of the channel and people with a voice may write, or everybody."""
        self._controller.ask(partial(administration.set_flag, name=name, letter="m", on=on))

    def set_locked(self, name: str, on: bool) -> None:
        """Only who is invited may join, or everybody."""
        self._controller.ask(partial(administration.set_flag, name=name, letter="i", on=on))

    def set_status(self, name: str, nick: str, letter: str, on: bool) -> None:
        """Let somebody lead the channel ("o") or speak in it while it is muted ("v"), or not."""
        self._controller.ask(
            partial(administration.set_status, name=name, nick=nick, letter=letter, on=on)
        )

    # --- after a question -----------------------------------------------------------------------

    def ask_topic(self, channel: ChannelInfo) -> None:
        """Another topic."""
        name = channel.name
        dialog = AskLine("pencil", self._window, lambda: _topic_words(name), text=channel.topic)
        dialog.answered.connect(
            lambda text: self._controller.ask(
                partial(administration.set_topic, name=name, topic=text)
            )
        )
        dialog.open()

    def ask_password(self, channel: ChannelInfo) -> None:
        """A password, or none."""
        name = channel.name
        dialog = AskLine(
            "key-round",
            self._window,
            lambda: _password_words(name),
            text=channel.key,
            fault=self._password_fault,
        )
        dialog.answered.connect(
            lambda key: self._controller.ask(partial(administration.set_key, name=name, key=key))
        )
        dialog.open()

    def _password_fault(self, key: str) -> str:
        longest = self._controller.config.limits.key_length
        if len(key) > longest:
            return translate("ChannelActs", "At most %1 characters.").replace("%1", str(longest))
        if set(key) & set(" ,") or key[:1] == ":":
            return translate("ChannelActs", "No spaces, no commas, and no colon at the beginning.")
        return ""

    def ask_limit(self, channel: ChannelInfo) -> None:
        """How many people fit in."""
        name = channel.name
        dialog = AskLine(
            "users",
            self._window,
            lambda: _limit_words(name),
            text=str(channel.limit or ""),
            fault=_limit_fault,
        )
        dialog.answered.connect(
            lambda text: self._controller.ask(
                partial(administration.set_limit, name=name, limit=int(text or 0))
            )
        )
        dialog.open()

    def ask_remove(self, channel: ChannelInfo, nick: str) -> None:
        """Put somebody out of the channel."""
        conn = self._controller.people.conn_of(nick)
        if not conn:
            return
        name = channel.name
        dialog = AskLine("user-minus", self._window, lambda: _remove_words(name, nick), danger=True)
        dialog.answered.connect(
            lambda reason: self._controller.ask(
                partial(administration.remove_person, name=name, conn=conn, reason=reason)
            )
        )
        dialog.open()

    def ask_close(self, channel: ChannelInfo) -> None:
        """Put everybody out of the channel."""
        name, people = channel.name, len(channel.members)
        dialog = AskLine("circle-x", self._window, lambda: _close_words(name, people), danger=True)
        dialog.answered.connect(
            lambda reason: self._controller.ask(
                partial(administration.close_channel, name=name, reason=reason)
            )
        )
        dialog.open()

    def show_bans(self, channel: ChannelInfo) -> None:
        """Who may not join this channel."""
        ChannelBansDialog(self._controller, channel.name, self._window).open()


def _topic_words(name: str) -> Words:
    return Words(
        translate("ChannelActs", "Topic of %1").replace("%1", name),
        translate("ChannelActs", "Everybody in the channel sees it, and whoever joins reads it."),
        translate("ChannelActs", "Leave as it is"),
        translate("ChannelActs", "Set the topic"),
        translate("ChannelActs", "Topic"),
        translate("ChannelActs", "No topic"),
    )


def _password_words(name: str) -> Words:
    return Words(
        translate("ChannelActs", "Password of %1").replace("%1", name),
        translate(
            "ChannelActs",
            "Whoever joins must know it. Those who are inside stay. Empty: no password.",
        ),
        translate("ChannelActs", "Leave as it is"),
        translate("ChannelActs", "Set the password"),
        translate("ChannelActs", "Password"),
        translate("ChannelActs", "No password"),
    )


def _limit_words(name: str) -> Words:
    return Words(
        translate("ChannelActs", "How many people fit into %1?").replace("%1", name),
        translate("ChannelActs", "Nobody is put out. Empty: any number."),
        translate("ChannelActs", "Leave as it is"),
        translate("ChannelActs", "Set the number"),
        translate("ChannelActs", "Number of people"),
        translate("ChannelActs", "Any number"),
    )


def _limit_fault(text: str) -> str:
    if not text:
        return ""
    if text.isascii() and text.isdigit() and 1 <= int(text) < _MOST_PEOPLE:
        return ""
    return translate("ChannelActs", "A number from 1 on.")


def _remove_words(name: str, nick: str) -> Words:
    title = translate("ChannelActs", "Remove %2 from %1?")
    return Words(
        title.replace("%1", name).replace("%2", nick),
        translate(
            "ChannelActs",
            "They stay connected and may join again, unless the channel is locked or bans them.",
        ),
        translate("ChannelActs", "Leave in"),
        translate("ChannelActs", "Remove"),
        translate("ChannelActs", "Reason"),
        translate("ChannelActs", "Reason, if you want to give one"),
    )


def _close_words(name: str, people: int) -> Words:
    return Words(
        translate("ChannelActs", "Close %1?").replace("%1", name),
        counts().people_leave_channel(people),
        translate("ChannelActs", "Keep open"),
        translate("ChannelActs", "Close the channel"),
        translate("ChannelActs", "Reason"),
        translate("ChannelActs", "Reason, if you want to give one"),
    )
