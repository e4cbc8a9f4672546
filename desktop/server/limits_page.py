"""The limits of the server, a line of explanation each. What is changed acts at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.server.limit_ranges import RANGES, with_values
from core.server.limits import Limits
from desktop.server.controller import ServerController
from desktop.server.scroll_page import ScrollPage
from desktop.server.setting_rows import NARROW, NumberField, SettingsCard
from desktop.widgets import Button, Switch, label

translate = QCoreApplication.translate

_GROUPS = {
    "flood": ("connections", "connections_per_address", "tokens", "tokens_per_second"),
    "names": ("channels_per_user", "nick_length", "channel_length", "topic_length"),
    "passwords": (
        *("password_shortest", "wrong_passwords", "wrong_passwords_per_address"),
        "lockout_longest",
    ),
    "files": ("file_megabytes", "files_megabytes", "file_days"),
    "times": ("registration_timeout", "ping_interval", "ping_timeout"),
}
_MEGABYTES = ("file_megabytes", "files_megabytes")
_SECONDS = frozenset(("lockout_longest", *_GROUPS["times"]))


class LimitsPage(ScrollPage):
    """Attributes: ``fields`` by the limit's name, ``flood``, ``reset``.

    Signals: ``changed()``: the controller's configuration has other limits, keep them.
    """

    changed = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._title = label("display", wrap=True)
        self._text = label("body", "muted", wrap=True)
        self.reset = Button("rotate-ccw")
        self.reset.clicked.connect(self._reset)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._text)
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(16)
        top.addLayout(head, 1)
        top.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(top)
        self.flood = Switch()
        self.flood.clicked.connect(self._flood_switched)
        self.groups: dict[str, SettingsCard] = {}
        self.fields: dict[str, NumberField] = {}
        for group, names in _GROUPS.items():
            card = self.groups[group] = SettingsCard()
            if group == "flood":
                card.add("flood_control", self.flood)
            for name in names:
                field = self.fields[name] = card.add_number(name, *RANGES[name])
                field.chosen.connect(lambda value, name=name: self._chosen(name, value))
            self.column.addWidget(card)
        self.column.addStretch()
        self.retranslate()
        self.show_config()

    def lay_out(self, width: int) -> None:
        """Wide controls under their words where there is little room."""
        narrow = width < NARROW
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        for card in self.groups.values():
            card.set_narrow(narrow)

    # --- values -------------------------------------------------------------------------------

    def show_config(self) -> None:
        """Show the limits in force (of the next start, while the server does not run)."""
        config = self._controller.config
        for name, field in self.fields.items():
            field.show_value(round(getattr(config.limits, name)))
        self.flood.setChecked(config.flood_control)
        for name in ("connections_per_address", "tokens", "tokens_per_second"):
            self.fields[name].setEnabled(config.flood_control)
        usual = Limits()
        same = all(getattr(config.limits, n) == getattr(usual, n) for n in RANGES)
        self.reset.setEnabled(not same or not config.flood_control)

    def _chosen(self, name: str, value: int) -> None:
        config = self._controller.config
        if round(getattr(config.limits, name)) != value:
            self._apply(limits=with_values(config.limits, [(name, value)]))

    def _flood_switched(self, on: bool) -> None:
        self._apply(flood_control=on)

    def _reset(self) -> None:
        usual = Limits()
        values = [(name, getattr(usual, name)) for name in RANGES]
        limits = with_values(self._controller.config.limits, values)
        self._apply(limits=limits, flood_control=True)

    def _apply(self, **changes: object) -> None:
        config = replace(self._controller.config, **changes)  # type: ignore[arg-type]
        self._controller.apply(config)
        self.show_config()
        self.changed.emit()

    # --- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("LimitsPage", "Limits"))
        self._text.setText(
            translate(
                "LimitsPage",
                "A class never meets them, a flood does. Changes act at once and are kept.",
            )
        )
        self.reset.setText(translate("LimitsPage", "Back to the defaults"))
        for group, title in (
            ("flood", translate("LimitsPage", "Connections and floods")),
            ("names", translate("LimitsPage", "Names and channels")),
            ("passwords", translate("LimitsPage", "Passwords")),
            ("files", translate("LimitsPage", "Files")),
            ("times", translate("LimitsPage", "Waiting")),
        ):
            self.groups[group].set_title(title)
        rows = {name: row for card in self.groups.values() for name, row in card.rows.items()}
        for name, (title, text) in _words().items():
            rows[name].set_texts(title, text)
        for name in _SECONDS:
            self.fields[name].setSuffix(translate("LimitsPage", " s", "seconds"))
        for name in _MEGABYTES:
            self.fields[name].setSuffix(translate("LimitsPage", " MB"))
        self.fit()


def _words() -> dict[str, tuple[str, str]]:
    return {
        "flood_control": (
            translate("LimitsPage", "Protection against floods"),
            translate(
                "LimitsPage", "Holds back who sends too much at once, and one address that fills it"
            ),
        ),
        "connections": (
            translate("LimitsPage", "Connections in all"),
            translate("LimitsPage", "Whoever comes after that is told that the server is full"),
        ),
        "connections_per_address": (
            translate("LimitsPage", "Connections from one address"),
            translate("LimitsPage", "A whole class may sit behind one address"),
        ),
        "tokens": (
            translate("LimitsPage", "Requests at once"),
            translate("LimitsPage", "Commands in a row; a paste of fifty lines passes anyway"),
        ),
        "tokens_per_second": (
            translate("LimitsPage", "Requests a second after that"),
            translate("LimitsPage", "Who asks for more is not cut off, but waits"),
        ),
        "channels_per_user": (
            translate("LimitsPage", "Channels of one person"),
            translate("LimitsPage", "In how many somebody can be at the same time"),
        ),
        "nick_length": (
            translate("LimitsPage", "Length of a nickname"),
            translate("LimitsPage", "In characters; for new names"),
        ),
        "channel_length": (
            translate("LimitsPage", "Length of a channel's name"),
            translate("LimitsPage", "In characters; for new channels"),
        ),
        "topic_length": (
            translate("LimitsPage", "Length of a topic"),
            translate("LimitsPage", "In bytes: a Russian letter takes two"),
        ),
        "password_shortest": (
            translate("LimitsPage", "Shortest password of an account"),
            translate("LimitsPage", "In characters; for new passwords"),
        ),
        "wrong_passwords": (
            translate("LimitsPage", "Wrong passwords for one account"),
            translate("LimitsPage", "So many are free; each more makes the next wait longer"),
        ),
        "wrong_passwords_per_address": (
            translate("LimitsPage", "Wrong passwords from one address"),
            translate("LimitsPage", "For all accounts together"),
        ),
        "lockout_longest": (
            translate("LimitsPage", "Longest wait after wrong passwords"),
            translate("LimitsPage", "It doubles from two seconds up to this"),
        ),
        "file_megabytes": (
            translate("LimitsPage", "Size of one file"),
            translate("LimitsPage", "Pictures and files that people put into the chat"),
        ),
        "files_megabytes": (
            translate("LimitsPage", "Size of all files together"),
            translate("LimitsPage", "When there is no more room, the oldest go"),
        ),
        "file_days": (
            translate("LimitsPage", "Days that a file is kept"),
            translate("LimitsPage", "0: for as long as there is room"),
        ),
        "registration_timeout": (
            translate("LimitsPage", "Time to say a name"),
            translate("LimitsPage", "A connection without a name is closed after that"),
        ),
        "ping_interval": (
            translate("LimitsPage", "Silence before asking"),
            translate("LimitsPage", "Then the server asks whether somebody is still there"),
        ),
        "ping_timeout": (
            translate("LimitsPage", "Time to answer"),
            translate("LimitsPage", "Who does not answer counts as gone"),
        ),
    }
