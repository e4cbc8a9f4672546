"""The launcher's right side: start a server here, join one by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.errors import address_words
from desktop.launcher.inside import Inside
from desktop.theme import set_ground
from desktop.widgets import Button, Divider, Field, label
from desktop.widgets.encrypted import EncryptedSwitch

if TYPE_CHECKING:
    from desktop.server.combo import ComboBox

translate = QCoreApplication.translate

_LOW = 600  # pixels of a narrow window: with less, an address pushes the ways inside out


class JoinPanel(QWidget):
    """An address to type or paste, and who one is there. Signals: ``join(ServerAddress, identity)``
    (a name, "" for the launcher's nickname, None where there is no choice), ``cancelled()``."""

    join = Signal(object, object)
    cancelled = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._code = ""
        self._label = label("smallStrong", "muted")
        self.field = Field(mono=True)
        self._label.setBuddy(self.field.edit)
        self.field.changed.connect(self._typed)
        self.field.submitted.connect(self._submit)
        self.join_button = Button("log-in", "tonal", 36)
        self.join_button.clicked.connect(self._submit)
        self.cancel_button = Button(None, "flat", 36)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.join_button, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._label)
        column.addWidget(self.field)
        self.encrypted = EncryptedSwitch()
        column.addWidget(self.encrypted)
        self._who_label = label("smallStrong", "muted")
        column.addWidget(self._who_label)
        self.who: ComboBox | None = None
        self._column = column
        column.addLayout(row)
        self.show_identities()
        self.retranslate()

    def show_identities(self) -> None:
        """The choice of an identity, where the person has any."""
        identities = self._context.settings.identities
        self._who_label.setVisible(bool(identities))
        if self.who is None and identities:
            from desktop.server.combo import ComboBox

            self.who = ComboBox()
            self.who.setFixedHeight(36)
            self._who_label.setBuddy(self.who)
            self._column.insertWidget(4, self.who)
            QWidget.setTabOrder(self.encrypted.switch, self.who)
            QWidget.setTabOrder(self.who, self.join_button)
        if self.who is not None:
            chosen = self.who.currentData()
            self.who.setVisible(bool(identities))
            self.who.clear()
            self.who.addItem("", "")
            for identity in identities:
                self.who.addItem(f"{identity.name} ({identity.nick})", identity.name)
            self.who.setCurrentIndex(max(self.who.findData(chosen), 0))
            self.retranslate()

    def clear(self) -> None:
        """Empty, and without a complaint."""
        self.field.set_text("")
        self.encrypted.set_on(False)
        self._complain("")

    def _typed(self, text: str) -> None:
        if self._code:  # the complaint goes as soon as it is being mended
            self._complain("")
        self.encrypted.follow(text)
        self._choose_known()

    def _choose_known(self) -> None:
        """Who one was at that server before."""
        from core.net.addresses import parse_address

        try:
            address = parse_address(self.field.text())
        except ValueError:
            return
        if self._context.settings.tls_at(address.host, address.port):
            self.encrypted.set_on(True)
        known = self._context.identity_at(address.host, address.port)
        if known is not None and self.who is not None:
            self.who.setCurrentIndex(max(self.who.findData(known.name), 0))

    def _submit(self) -> None:
        from core.net.addresses import parse_address

        try:
            address = parse_address(self.encrypted.address(self.field.text()))
        except ValueError as error:
            self._complain(str(error))
            return
        self._complain("")
        shown = self.who is not None and not self.who.isHidden()
        self.join.emit(address, self.who.currentData() if shown and self.who is not None else None)

    def _complain(self, code: str) -> None:
        self._code = code
        self.field.set_error(address_words(code) if code else "")
        if code:
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._label.setText(translate("LauncherActions", "Server's address"))
        self.field.set_accessible(translate("LauncherActions", "Server's address"))
        self.field.set_placeholder("192.168.1.5:6667")
        self.join_button.setText(translate("LauncherActions", "Join"))
        self.cancel_button.setText(translate("LauncherActions", "Cancel"))
        self._who_label.setText(translate("LauncherActions", "Who you are there"))
        if self.who is not None:
            self.who.setAccessibleName(self._who_label.text())
            self.who.setItemText(0, translate("LauncherActions", "Your nickname above"))
        self._complain_again()

    def _complain_again(self) -> None:
        self.field.set_error(address_words(self._code) if self._code else "")


class Actions(QWidget):
    """Signals: ``start()`` (the server window is wanted), ``join(ServerAddress, identity)``,
    ``join_saved(SavedServer)``, ``panel_made()`` (there is more to walk through by keyboard)."""

    start = Signal()
    join = Signal(object, object)
    join_saved = Signal(object)
    panel_made = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        set_ground(self, "sunken")
        self.start_button = Button("server", "primary", 40)
        self.start_button.clicked.connect(self.start)
        self._start_text = label("small", "muted", wrap=True)
        self.address_button = Button("log-in", "secondary", 40)
        self.address_button.clicked.connect(self.ask_address)
        self._address_text = label("small", "muted", wrap=True)
        self._panel: JoinPanel | None = None
        self._brief = False
        self.inside = Inside(context)
        for text in (self._start_text, self._address_text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.start_button)
        column.addWidget(self._start_text)
        column.addSpacing(8)
        column.addWidget(self.address_button)
        column.addWidget(self._address_text)
        self.saved_button: Button | None = None
        column.addSpacing(16)
        self._line = Divider()
        column.addWidget(self._line)
        column.addSpacing(12)
        column.addWidget(self.inside)
        column.addStretch()
        context.server_changed.connect(self.retranslate)
        context.recent_changed.connect(self._show_saved)
        self._show_saved()
        self.retranslate()

    def _show_saved(self) -> None:
        """A way to the servers that are kept by name, where there are any."""
        saved = self._context.settings.saved
        if self.saved_button is None and saved:
            self.saved_button = Button("list", "secondary", 40)
            self.saved_button.clicked.connect(self._ask_saved)
            self._column.insertWidget(
                self._column.indexOf(self._address_text) + 1, self.saved_button
            )
            QWidget.setTabOrder(self.address_button, self.saved_button)
            self.retranslate()
        if self.saved_button is not None:
            self.saved_button.setVisible(bool(saved))

    def _ask_saved(self) -> None:
        from desktop.launcher.saved import SavedDialog

        dialog = SavedDialog(self._context, self.window())
        dialog.join.connect(self.join_saved)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def panel(self) -> JoinPanel:
        """The line for an address; made when it is first wanted."""
        if self._panel is None:
            self._panel = JoinPanel(self._context)
            self._panel.setVisible(False)
            self._panel.join.connect(self.join)
            self._panel.cancelled.connect(self._cancelled)
            self._column.insertWidget(self._column.indexOf(self._line) - 1, self._panel)
            QWidget.setTabOrder(self._panel.cancel_button, self.inside.show_me)
            QWidget.setTabOrder(self.inside.show_me, self.inside.lessons)
            QWidget.setTabOrder(self.inside.lessons, self.inside.lab)
            self.panel_made.emit()
        return self._panel

    def set_margin(self, margin: int) -> None:
        """The room around everything, in pixels."""
        self._column.setContentsMargins(margin, margin, margin, margin)

    def ask_address(self) -> None:
        """Open the line for an address, with the keyboard in it."""
        self.address_button.setVisible(False)
        self._address_text.setVisible(False)
        self._start_text.hide()
        if self.saved_button is not None:
            self.saved_button.hide()
        self.panel.show_identities()
        self.panel.setVisible(True)
        self.panel.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.field.edit.selectAll()

    def close_panel(self) -> None:
        """Back to the button, the line emptied."""
        if self._panel is not None:
            self._panel.clear()
            self._panel.setVisible(False)
        self.address_button.setVisible(True)
        self._address_text.setVisible(True)
        self._start_text.show()
        self._show_saved()

    def _cancelled(self) -> None:
        self.close_panel()
        self.address_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every text anew."""
        server = self._context.server
        if server is None:
            self.start_button.setText(translate("LauncherActions", "Start a server here"))
            self._start_text.setText(translate("LauncherActions", "The others join by its address"))
        else:
            from core.net.addresses import display_address

            address = server.addresses[0] if server.addresses else "127.0.0.1"
            self.start_button.setText(translate("LauncherActions", "Open your server"))
            self._start_text.setText(
                translate("LauncherActions", "It runs at %1").replace(
                    "%1", display_address(address, server.port)
                )
            )
        self.address_button.setText(translate("LauncherActions", "Join by address…"))
        self._address_text.setText(
            translate("LauncherActions", "IP and port, a name, or an irc:// link")
        )
        if self.saved_button is not None:
            self.saved_button.setText(translate("LauncherActions", "Saved servers…"))
        self.inside.retranslate()
        if self._panel is not None:
            self._panel.retranslate()

    def _fit(self) -> None:
        """The ways to look inside lose their sentences where all is too high, and go where even
        that is: what one types must not be cut off."""
        asked = self._panel is not None and not self._panel.isHidden()
        compact = self.inside.compact  # all is under the list, and as high as it needs
        low = compact and asked and self.window().height() < _LOW
        self.start_button.setVisible(not low)
        if compact:
            self.inside.setVisible(not low)
            return
        margins = self._column.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        inside, column = self.inside, self._column
        rest = max(column.totalHeightForWidth(self.width()), column.totalSizeHint().height())
        if not inside.isHidden():
            rest -= inside.height_when(width, brief=self._brief) + column.spacing()
        room = self.height() - rest - column.spacing()
        self._brief = inside.height_when(width, brief=False) > room
        inside.set_brief(self._brief)
        inside.setVisible(inside.height_when(width, brief=self._brief) <= room)

    def event(self, event: QEvent) -> bool:
        """Something became higher or lower: does all fit?"""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
