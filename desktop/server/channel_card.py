"""One channel: topic, who is in it, its rules, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.server.events import ChannelInfo
from desktop.server import words
from desktop.server.channel_acts import ChannelActs
from desktop.server.channels_model import MembersModel
from desktop.server.counts import counts
from desktop.server.members_view import MembersView
from desktop.theme import set_ground, set_text
from desktop.widgets import Button, Card, Divider, IconButton, Segment, Switch, label
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

_LEAST = 130
_ROOMY = 280
_MEMBERS, _RULES = "members", "rules"


class Rule(QWidget):
    """A rule of the channel: what it is, a line that explains it or tells its value, a control."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.title = label("bodyMedium", wrap=True)
        self.line = label("small", "muted", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self.title)
        column.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_texts(self, title: str, line: str) -> None:
        """The name of the rule, and what it means or how it stands."""
        if (title, line) != (self.title.text(), self.line.text()):
            self.title.setText(title)
            self.line.setText(line)
            self.control.setAccessibleName(title)
            self.control.setAccessibleDescription(line)


class ChannelCard(Card):
    """Signals: ``note_wanted(nick)``, ``history_wanted(channel name)``."""

    note_wanted = Signal(str)
    history_wanted = Signal(str)

    def __init__(self, acts: ChannelActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._channel: ChannelInfo | None = None
        self._name = label("title", wrap=True)
        self._people: QLabel = label("small", "muted", wrap=True)
        self._topic = label("body", wrap=True)
        self.edit_topic = IconButton("pencil", size=28)
        self.members = MembersModel(self)
        self.members_view = MembersView(self.members)
        self.tabs = Segment([(_MEMBERS, ""), (_RULES, "")])
        self.muted, self.locked = Switch(), Switch()
        self.password, self.limit, self.bans = Button(), Button(), Button()
        self.rules = {
            "muted": Rule(self.muted),
            "locked": Rule(self.locked),
            "password": Rule(self.password),
            "limit": Rule(self.limit),
            "bans": Rule(self.bans),
        }
        self.history = Button("history", height=36)
        self.close_channel = Button("circle-x", "danger", 36)
        self._build()
        self._connect()
        self.tabs.set_current(_MEMBERS)

    def minimumSizeHint(self) -> QSize:
        """It scrolls inside, so the lowest window has room for it."""
        return QSize(super().minimumSizeHint().width(), _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In the lowest windows the people come before the topic."""
        super().resizeEvent(event)
        roomy = event.size().height() >= _ROOMY
        for part in (self._people, self._topic, self.edit_topic):
            part.setVisible(roomy)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._people)
        topic = QHBoxLayout()
        topic.setSpacing(8)
        topic.addWidget(self._topic, 1)
        topic.addWidget(self.edit_topic, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(16, 13, 12, 12)
        head.setSpacing(8)
        head.addLayout(names)
        head.addLayout(topic)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 8, 12, 8)
        tabs.addWidget(self.tabs)
        tabs.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.members_view)
        self._stack.addWidget(self._rules())
        self._stack.setMinimumHeight(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.history, 1)
        foot.addWidget(self.close_channel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (head, Divider(), tabs, Divider(), self._stack, Divider(), foot):
            if isinstance(part, QWidget):
                column.addWidget(part, 1 if part is self._stack else 0)
            else:
                column.addLayout(part)

    def _rules(self) -> QScrollArea:
        body = QWidget()
        set_ground(body, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, rule in enumerate(self.rules.values()):
            if number:
                column.addWidget(Divider())
            column.addWidget(rule)
        column.addStretch()
        area = QScrollArea()
        area.setProperty("bare", True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(body)
        return area

    def _connect(self) -> None:
        acts = self._acts
        self.tabs.changed.connect(self.show_tab)
        self.edit_topic.clicked.connect(lambda: self._do(acts.ask_topic))
        self.password.clicked.connect(lambda: self._do(acts.ask_password))
        self.limit.clicked.connect(lambda: self._do(acts.ask_limit))
        self.bans.clicked.connect(lambda: self._do(acts.show_bans))
        self.close_channel.clicked.connect(lambda: self._do(acts.ask_close))
        self.muted.clicked.connect(
            lambda on: self._do(lambda channel: acts.set_muted(channel.name, on))
        )
        self.locked.clicked.connect(
            lambda on: self._do(lambda channel: acts.set_locked(channel.name, on))
        )
        self.history.clicked.connect(
            lambda: self._do(lambda channel: self.history_wanted.emit(channel.name))
        )
        view = self.members_view
        view.note_wanted.connect(self.note_wanted)
        view.remove_wanted.connect(
            lambda nick: self._do(lambda channel: acts.ask_remove(channel, nick))
        )
        view.status_wanted.connect(
            lambda nick, letter, on: self._do(
                lambda channel: acts.set_status(channel.name, nick, letter, on)
            )
        )

    def _do(self, act: object) -> None:
        if self._channel is not None:
            act(self._channel)  # type: ignore[operator]

    def show_tab(self, key: str) -> None:
        """Show the "members" or the "rules"."""
        self.tabs.set_current(key)
        self._stack.setCurrentIndex(0 if key == _MEMBERS else 1)

    # --- what is shown ------------------------------------------------------------------------

    def show_channel(self, channel: ChannelInfo | None) -> None:
        """The channel as it is now."""
        another = self._channel is None or channel is None or channel.name != self._channel.name
        self._channel = channel
        if channel is None:
            self.members.set_members(())
            return
        if another:
            self.members.set_members(())
        self.members.set_members(channel.members)
        since = translate("ChannelsPage", "since %1").replace(
            "%1", words.date_time(channel.created)
        )
        for part, text in (
            (self._name, channel.name),
            (self._people, f"{counts().people(len(channel.members))}  ·  {since}"),
            (self._topic, channel.topic or translate("ChannelCard", "No topic")),
        ):
            if part.text() != text:
                part.setText(text)
        set_text(self._topic, "text" if channel.topic else "muted")
        self._topic.setToolTip(
            plain_tip(
                translate("ChannelCard", "Set by %1").replace("%1", channel.topic_by.split("!")[0])
            )
            if channel.topic_by
            else ""
        )
        self._show_rules(channel)

    def _show_rules(self, channel: ChannelInfo) -> None:
        flags = channel.modes.split(" ", 1)[0]
        self.muted.setChecked("m" in flags)
        self.locked.setChecked("i" in flags)
        self.rules["password"].set_texts(
            translate("ChannelCard", "Password"),
            translate("ChannelCard", "“%1”").replace("%1", channel.key)
            if channel.key
            else translate("ChannelCard", "None is needed"),
        )
        self.rules["limit"].set_texts(
            translate("ChannelCard", "How many fit in"),
            counts().people(channel.limit)
            if channel.limit
            else translate("ChannelCard", "Any number"),
        )
        self.rules["bans"].set_texts(
            translate("ChannelCard", "Bans"),
            counts().banned(len(channel.bans))
            if channel.bans
            else translate("ChannelCard", "Nobody is banned"),
        )

    def retranslate(self) -> None:
        """Set every text."""
        self.edit_topic.set_name(translate("ChannelCard", "Change the topic…"))
        members = translate("ChannelCard", "People")
        rules = translate("ChannelCard", "Rules")
        self.tabs.setAccessibleName(translate("ChannelCard", "What is shown of the channel"))
        self.tabs.set_option(_MEMBERS, members, members)
        self.tabs.set_option(_RULES, rules, rules)
        self.members_view.setAccessibleName(translate("ChannelsPage", "Members"))
        self.rules["muted"].set_texts(
            translate("ChannelCard", "Mute all"),
            translate("ChannelCard", "Only who leads it or has a voice may write"),
        )
        self.rules["locked"].set_texts(
            translate("ChannelCard", "Lock"),
            translate("ChannelCard", "Only who is invited may join"),
        )
        change = translate("ChannelCard", "Change…")
        self.password.setText(change)
        self.limit.setText(change)
        self.bans.setText(translate("ChannelCard", "Show…"))
        self.history.setText(translate("ChannelCard", "History"))
        self.close_channel.setText(translate("ChannelCard", "Close…"))
        self.close_channel.setToolTip(
            translate("ChannelCard", "Put everybody out, so that the channel is gone")
        )
        self.members.retranslate()
        if self._channel is not None:
            self.show_channel(self._channel)
