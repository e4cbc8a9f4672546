"""The form of the stopped page: name, network, port, password, greeting, message of the day."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.net.addresses import local_addresses
from core.settings import ServerSettings
from desktop.server.combo import ComboBox
from desktop.server.port_check import PortAnswer, PortState, check_port
from desktop.server.start_values import (
    NAME_LENGTH,
    PASSWORD_LENGTH,
    StartValues,
    default_greeting,
    default_name,
    greeting_fault,
    motd_fault,
    motd_lines,
)
from desktop.theme import set_text, theme
from desktop.widgets import Card, Divider, Field, Icon, label

translate = QCoreApplication.translate

_LABELS = 184
_CHECK_MS = 250


class FormRow(QWidget):
    """What it is at the left, with a line of help, and the control at the right."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("bodyMedium")
        self._help = label("small", "muted", wrap=True)
        self._title.setBuddy(control)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._help)
        words.addStretch()
        self._words = QWidget()
        self._words.setLayout(words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(16)
        self._row.addWidget(self._words)
        self._row.addWidget(control, 1)
        self.set_narrow(False)

    def set_texts(self, title: str, help_text: str) -> None:
        """The name of the row, and what it means."""
        self._title.setText(title)
        self._help.setText(help_text)

    def set_narrow(self, narrow: bool) -> None:
        """The control goes under its name where it has no room beside it."""
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._row.setSpacing(6 if narrow else 16)
        self._words.setMinimumWidth(0 if narrow else _LABELS)
        self._words.setMaximumWidth(16_777_215 if narrow else _LABELS)


class StartForm(Card):
    """Signals: ``changed()`` on every edit and check; ``submitted()`` on Enter in a line."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, settings: ServerSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Field()
        self.name.edit.setMaxLength(NAME_LENGTH)
        self.network = ComboBox()
        self.network.setFixedHeight(36)
        self.network.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.network.setMinimumContentsLength(8)
        self.port = Field()
        self.port.edit.setMaxLength(40)  # what is pasted is judged whole, not cut to a port
        self.port.edit.setFont(theme().font("body", tabular=True))
        self.password = Field()
        self.password.edit.setMaxLength(PASSWORD_LENGTH)
        self.greeting = Field()
        self.motd = QPlainTextEdit()
        self.motd.setTabChangesFocus(True)
        self.motd.setFixedHeight(84)
        self._motd_error = label("small", "danger", wrap=True)
        self._motd_error.setVisible(False)
        self.answer: PortAnswer | None = None
        self._check_icon = Icon("check", "accent", 16)
        self.check_text = label("small", "muted", wrap=True)
        self.rows: dict[str, FormRow] = {}
        self._build()
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_CHECK_MS)
        self._check.timeout.connect(self.check_now)
        for field in (self.name, self.port, self.password, self.greeting):
            field.changed.connect(self._edited)
            field.submitted.connect(self.submitted)
        self.port.changed.connect(self._port_edited)
        self.network.currentIndexChanged.connect(self._port_edited)
        self.motd.textChanged.connect(self._edited)
        self.fill(settings)
        self.retranslate()

    def _build(self) -> None:
        port = QWidget()
        port_row = QHBoxLayout(port)
        port_row.setContentsMargins(0, 0, 0, 0)
        port_row.setSpacing(8)
        self.port.setFixedWidth(96)
        port_row.addWidget(self.port, 0, Qt.AlignmentFlag.AlignVCenter)
        port_row.addSpacing(4)
        port_row.addWidget(self._check_icon)
        port_row.addWidget(self.check_text, 1)
        port.setFocusProxy(self.port)
        motd = QWidget()
        motd_column = QVBoxLayout(motd)
        motd_column.setContentsMargins(0, 0, 0, 0)
        motd_column.setSpacing(4)
        motd_column.addWidget(self.motd)
        motd_column.addWidget(self._motd_error)
        motd.setFocusProxy(self.motd)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for key, control in (
            ("name", self.name),
            ("network", self.network),
            ("port", port),
            ("password", self.password),
            ("greeting", self.greeting),
            ("motd", motd),
        ):
            if self.rows:
                column.addWidget(Divider())
            row = self.rows[key] = FormRow(control)
            column.addWidget(row, 1)

    # --- values -------------------------------------------------------------------------------

    def fill(self, settings: ServerSettings) -> None:
        """What was chosen last time."""
        self.name.set_text(settings.name)
        self.port.set_text(str(settings.port))
        self.password.set_text(settings.password)
        self.greeting.set_text(
            default_greeting() if settings.greeting is None else settings.greeting
        )
        self._own_greeting = settings.greeting is not None
        self.motd.setPlainText("\n".join(settings.motd))
        self.refresh_networks()

    def set_texts(self, greeting: str, motd: tuple[str, ...]) -> None:
        """The greeting and the message of the day were changed while the server ran."""
        if greeting != self.greeting.text().strip():
            self._own_greeting = True
        self.greeting.set_text(greeting)
        self.motd.setPlainText("\n".join(motd))

    def store(self, settings: ServerSettings) -> None:
        """Keep the values for the next time; called with a form that is right."""
        values = self.values()
        if values is None:
            return
        settings.name = self.name.text().strip()
        settings.port = values.port
        settings.password = values.password
        untouched = not self._own_greeting and values.greeting == default_greeting()
        settings.greeting = None if untouched else values.greeting
        settings.motd = values.motd

    def values(self) -> StartValues | None:
        """The values, or None where one of them is wrong (and says so under its field)."""
        port = self._port()
        greeting = self.greeting.text().strip()
        lines = motd_lines(self.motd.toPlainText())
        self.greeting.set_error(greeting_fault(greeting))
        self.set_motd_error(motd_fault(lines))
        if port is None or self.greeting.error or self._motd_error.text():
            return None
        return StartValues(
            self.shown_name(), self.host(), port, self.password.text(), greeting, lines
        )

    def shown_name(self) -> str:
        """The name that others see."""
        name = " ".join(self.name.text().split())
        return (
            name
            if any(letter.isprintable() for letter in name if letter != " ")
            else default_name()
        )

    def host(self) -> str:
        """The address to listen at, "" for every one."""
        return str(self.network.currentData() or "")

    def shown_host(self) -> str:
        """The address that others would use."""
        if host := self.host():
            return host
        best = self.network.itemData(1)
        return str(best) if best else "127.0.0.1"

    def shown_port(self) -> int:
        """The port at which the server would be found."""
        if self.answer is not None and self.answer.port:
            return self.answer.port
        return self._port() or 6667

    def shown_values(self) -> StartValues:
        """What others would see of the form as it stands, right or not."""
        return StartValues(
            self.shown_name(),
            self.shown_host(),
            self.shown_port(),
            self.password.text(),
            self.greeting.text().strip(),
            motd_lines(self.motd.toPlainText()),
        )

    def first_fault(self) -> QWidget | None:
        """The field to put the cursor in when the form is not right."""
        if self.port.error:
            return self.port
        if self.greeting.error:
            return self.greeting
        return self.motd if self._motd_error.text() else None

    def set_motd_error(self, text: str) -> None:
        """Say under the message of the day what is wrong with it."""
        self._motd_error.setText(text)
        self._motd_error.setVisible(bool(text))
        self.motd.setAccessibleDescription(text)

    @property
    def motd_error(self) -> str:
        """The sentence under the message of the day, or ""."""
        return self._motd_error.text()

    def _port(self) -> int | None:
        text = self.port.text().strip()
        if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
            self.port.set_error("")
            return int(text)
        self.port.set_error(translate("StartForm", "1 to 65535"))
        return None

    # --- the network and the port ---------------------------------------------------------------

    def refresh_networks(self) -> bool:
        """Show the addresses that this computer has now; whether they are others than before.

        The choice stays where its address is still there.
        """
        chosen = self.host()
        addresses = local_addresses()
        known = [self.network.itemData(n) for n in range(1, self.network.count())]
        if self.network.count() and known == [*addresses, "127.0.0.1"]:
            return False
        self.network.blockSignals(True)
        self.network.clear()
        look = theme()
        self.network.addItem(look.icon("globe"), translate("StartForm", "All networks"), "")
        for address in addresses:
            self.network.addItem(look.icon("network"), address, address)
        self.network.addItem(
            look.icon("laptop"), translate("StartForm", "Only this computer"), "127.0.0.1"
        )
        self.network.setCurrentIndex(max(0, self.network.findData(chosen)))
        self.network.blockSignals(False)
        return True

    def check_now(self) -> None:
        """Try the port, and say beside it how it is."""
        self._check.stop()
        port = self._port()
        self.answer = check_port(self.host(), port) if port is not None else None
        self._show_answer()
        self.changed.emit()

    def _port_edited(self) -> None:
        self.answer = None
        self._show_answer()
        self._check.start()
        self.changed.emit()

    def _show_answer(self) -> None:
        answer = self.answer
        icon, color = "check", "accent"
        if answer is None:
            text = ""
        elif answer.state is PortState.FREE:
            text = translate("StartForm", "Free on this computer")
        elif answer.state is PortState.TAKEN:
            icon, color = "info", "muted"
            text = translate("StartForm", "Taken: %1, the next free one, will be used").replace(
                "%1", str(answer.port)
            )
        elif answer.state is PortState.FORBIDDEN:
            icon, color = "triangle-alert", "warn"
            text = translate("StartForm", "Needs administrator rights: choose one from 1024 on")
        elif answer.state is PortState.NONE_FREE:
            icon, color = "triangle-alert", "warn"
            text = translate("StartForm", "Taken, and so are the next 20: choose another")
        else:
            icon, color = "triangle-alert", "warn"
            text = translate("StartForm", "This computer has left that network: choose another")
        self._check_icon.set_icon(icon, color)
        self._check_icon.setVisible(bool(text))
        self.check_text.setText(text)
        set_text(self.check_text, "warn" if color == "warn" else "muted")
        self.port.edit.setAccessibleDescription(text or self.port.error)

    def _edited(self) -> None:
        if self.greeting.edit.isModified():
            self._own_greeting = True
        if self.greeting.error or self._motd_error.text():
            self.values()
        self.changed.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Names above their fields."""
        for row in self.rows.values():
            row.set_narrow(narrow)

    # --- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        if not self._own_greeting:
            self.greeting.set_text(default_greeting())
        for key, title, help_text, control in (
            (
                "name",
                translate("StartForm", "Name"),
                translate("StartForm", "How others see it"),
                self.name.edit,
            ),
            (
                "network",
                translate("StartForm", "Network"),
                translate("StartForm", "Where people come from"),
                self.network,
            ),
            (
                "port",
                translate("StartForm", "Port"),
                translate("StartForm", "The door number"),
                self.port.edit,
            ),
            (
                "password",
                translate("StartForm", "Password"),
                translate("StartForm", "Leave empty for a class"),
                self.password.edit,
            ),
            (
                "greeting",
                translate("StartForm", "Greeting"),
                translate("StartForm", "What a program reads that only connects"),
                self.greeting.edit,
            ),
            (
                "motd",
                translate("StartForm", "Message of the day"),
                translate("StartForm", "What people read when they join"),
                self.motd,
            ),
        ):
            self.rows[key].set_texts(title, help_text)
            control.setAccessibleName(title)
        self.name.set_placeholder(default_name())
        self.password.set_placeholder(translate("StartForm", "No password"))
        self.greeting.set_placeholder(translate("StartForm", "No greeting"))
        self.motd.setPlaceholderText(translate("StartForm", "No message"))
        self.network.setItemText(0, translate("StartForm", "All networks"))
        self.network.setItemText(
            self.network.count() - 1, translate("StartForm", "Only this computer")
        )
        if self.port.error:
            self._port()
        if self.greeting.error or self._motd_error.text():
            self.values()
        self._show_answer()

    def retint(self) -> None:
        """The theme changed: icons in the list of networks."""
        look = theme()
        last = self.network.count() - 1
        for number in range(self.network.count()):
            name = "globe" if number == 0 else "laptop" if number == last else "network"
            self.network.setItemIcon(number, look.icon(name))
