"""The settings of a channel in plain words: topic, switches, people and their roles, who is kept
out. What one may not change is shown and cannot be turned, and the dialog says why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.client.actions import CommandResult
from core.client.events import (
    ChannelModesChanged,
    ChannelModesKnown,
    Event,
    MembersChanged,
    ServerText,
    TopicChanged,
)
from core.client.feature_events import ChannelListReceived
from core.irc.modes import parse_modes
from desktop.client import channel_words
from desktop.client.channel_general import GeneralPage
from desktop.client.channel_lists import ListsPage
from desktop.client.channel_people import PeoplePage
from desktop.client.command_texts import result_sentence
from desktop.client.message_safety import isolated
from desktop.client.server_texts import server_sentence
from desktop.theme.roles import set_text
from desktop.widgets.basics import label
from desktop.widgets.buttons import Segment
from desktop.widgets.panels import Dialog
from desktop.widgets.scroll_bars import float_scroll_bar

if TYPE_CHECKING:
    from core.irc.isupport import Isupport
    from desktop.client.client_window import ClientWindow

_HEIGHT = 464
_BAR = 12
_LONGEST_NOTE = 500  # characters of what the server says


class ChannelSettings(Dialog):
    """Shows and changes one channel of a window; follows what happens there while it is open."""

    def __init__(self, window: ClientWindow, channel: str) -> None:
        super().__init__("sliders-horizontal", window)
        self.setObjectName("channelSettings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._window = window
        self.channel = channel
        self.note = label("small", "muted", wrap=True)
        self.tabs = Segment([("general", ""), ("people", ""), ("lists", "")])
        self.general = GeneralPage(self._isupport)
        self.people = PeoplePage()
        self.lists = ListsPage(channel_words.lists(self._isupport))
        self._stack = QStackedWidget()  # Tab comes to it where it stands
        for page in (self.general, self.people, self.lists):
            self._stack.addWidget(_scrolled(page, fills=page is not self.general))
        self._stack.setMinimumHeight(min(_HEIGHT, max(240, window.height() - 260)))
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.note)
        self.body.addWidget(self._stack, 1)
        self.let_scroll(_BAR)
        self.setMinimumWidth(min(620, max(400, window.width() - 40)))
        self.close_button = self.add_button("primary", default=False)
        self.close_button.clicked.connect(self.accept)
        self.tabs.changed.connect(self._show_tab)
        self.tabs.set_current("general")
        self._refused = ""
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        self.retranslate()
        self.general.topic.setFocus()  # what is changed most often
        self._do(window.chat.connection.request_modes(channel))

    @property
    def _isupport(self) -> Isupport:
        return self._window.chat.connection.isupport

    def _connect(self) -> None:
        window, general = self._window, self.general
        window.chat.followed.connect(self._follow)
        window.chat.changed.connect(self._changed)
        window.closed.connect(self.reject)
        general.topic_given.connect(self._set_topic)
        general.switched.connect(self._switch)
        general.value_given.connect(self._set_value)
        self.people.role_wanted.connect(self._give_role)
        self.people.removal_wanted.connect(partial(window.acts.ask_kick, self.channel))
        self.people.ban_wanted.connect(self._ban)
        self.people.card_wanted.connect(window.acts.whois)
        self.lists.wanted.connect(self._ask_list)
        self.lists.added.connect(partial(self._change_list, "+"))
        self.lists.removed.connect(partial(self._change_list, "-"))

    # --- what the person does -----------------------------------------------------------------

    def _do(self, result: CommandResult) -> None:
        self._refused = result_sentence(result)
        self._show()

    def _set_topic(self, text: str) -> None:
        self._do(self._window.chat.connection.set_topic(self.channel, text))

    def _mode(self, text: str) -> None:
        self._do(self._window.chat.connection.mode(self.channel, text))

    def _switch(self, letter: str, on: bool) -> None:
        self._mode(f"{'+' if on else '-'}{letter}")

    def _set_value(self, letter: str, value: str) -> None:
        if value:
            self._mode(f"+{letter} {value.split(maxsplit=1)[0]}")
        elif letter in self._isupport.chanmodes[1]:
            old = self._values().get(letter, "") or "*"
            self._mode(f"-{letter} {old}")
        else:
            self._mode(f"-{letter}")

    def _give_role(self, nick: str, letter: str, on: bool) -> None:
        self._mode(f"{'+' if on else '-'}{letter} {nick}")

    def _ban(self, nick: str) -> None:
        conversation = self._window.conversations.get(self.channel)
        member = conversation.member(nick) if conversation is not None else None
        host = member.host if member is not None else ""
        mask = f"*!*@{host}" if host else f"{nick}!*@*"
        self._change_list("+", "b", mask)

    def _ask_list(self, letter: str) -> None:
        self._do(self._window.chat.connection.request_list(self.channel, letter))

    def _change_list(self, sign: str, letter: str, mask: str) -> None:
        connection = self._window.chat.connection
        self._do(connection.give_modes(self.channel, sign, letter, [mask]))
        connection.request_list(self.channel, letter)

    # --- what happens -------------------------------------------------------------------------

    def _follow(self, batch: Sequence[Event]) -> None:
        for event in batch:
            match event:
                case ChannelListReceived() if self._is_it(event.channel):
                    self.lists.show_entries(event.mode, event.entries, event.failed)
                case ServerText(error=True) if self._is_it(event.buffer):
                    self._refused = server_sentence(event)
                    self._soon.start()
                case (
                    ChannelModesChanged() | ChannelModesKnown() | MembersChanged() | TopicChanged()
                ):
                    if self._is_it(event.buffer):
                        if not isinstance(event, MembersChanged):
                            self._refused = ""
                        self._soon.start()

    def _changed(self, _changes: object) -> None:
        self._soon.start()

    def _is_it(self, name: str) -> bool:
        return name.casefold() == self.channel.casefold()

    def _values(self) -> dict[str, str]:
        """The modes that are set, with their values."""
        conversation = self._window.conversations.get(self.channel)
        words = conversation.modes.split() if conversation is not None else []
        changes = parse_modes(words, self._isupport)
        return {change.letter: change.arg or "" for change in changes if change.sign == "+"}

    def _show(self) -> None:
        """Everything as it stands now."""
        conversations = self._window.conversations
        conversation = conversations.get(self.channel)
        if conversation is None:
            self.reject()
            return
        isupport = self._isupport
        own = conversations.own_modes(self.channel)
        online = conversations.link.online and not conversation.left
        leads = online and channel_words.leads(own, isupport)
        values = self._values()
        topic = online and (leads or "t" not in values)
        self.general.show_topic(conversation.topic, isupport.topiclen, topic)
        self.general.show_modes(values, leads)
        self.people.show_people(conversation.members, conversations.nick, own, isupport, online)
        self.lists.set_enabled(leads)
        self._tell(online, leads)

    def _tell(self, online: bool, leads: bool) -> None:
        """Why something cannot be changed, or was not."""
        if self._refused:
            words = self._refused
        elif not online:
            words = self.tr("There is no connection: this is as it was, and cannot be changed now.")
        elif not leads:
            words = self.tr("Only those who lead the channel can change this. You can look.")
        else:
            words = self.tr("Changes take effect at once, for everybody.")
        set_text(self.note, "danger" if self._refused else "muted")
        self.note.setText(isolated(words, _LONGEST_NOTE))

    def _show_tab(self, key: str) -> None:
        self._stack.setCurrentIndex(("general", "people", "lists").index(key))
        if key == "lists":
            self.lists.begin()

    def show_tab(self, key: str) -> None:
        """Go to "general", "people" or "lists"."""
        self.tabs.set_current(key)
        self._show_tab(key)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Settings of %1").replace("%1", isolated(self.channel)))
        self.tabs.setAccessibleName(self.tr("Parts of the settings"))
        self.tabs.set_option("general", self.tr("General"), self.tr("General"))
        self.tabs.set_option("people", self.tr("People"), self.tr("People"))
        self.tabs.set_option("lists", self.tr("Kept out"), self.tr("Kept out"))
        self.close_button.setText(self.tr("Done"))
        self._show()


def _scrolled(page: QWidget, *, fills: bool) -> QScrollArea:
    """``page`` in an area that scrolls; ``fills``: its list takes all the room there is."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("bare", True)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, _BAR, 24)
    column.addWidget(page, 1 if fills else 0)
    if not fills:
        column.addStretch()
    area.setWidget(inside)
    float_scroll_bar(area)
    inside.setAutoFillBackground(False)  # the dialog's own ground
    return area
