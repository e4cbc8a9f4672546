"""The launcher's head: the name, who you are, the language, light or dark."""

from __future__ import annotations

import os
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.errors import nickname_words
from desktop.theme import set_ground, theme
from desktop.theme.roles import set_property
from desktop.widgets import Avatar, Divider, Icon, IconButton, Segment, label

translate = QCoreApplication.translate

_HEIGHT = 64
_WIDE = 760
_NARROW = 600
_TIGHT = 480
_TINY = 440
_TYPED_MAX = 40  # more than a nickname has, so that "too long" can be said


def nick_fault(nick: str) -> str:
    """The code of what is wrong with a nickname, or ""."""
    from core.irc.names import nickname_fault  # late: not needed before the first key

    return nickname_fault(nick) or ""


def login_name() -> str:
    """The person's login name where it can be a nickname and says something, else ""."""
    name = next((v for k in ("LOGNAME", "USER", "USERNAME") if (v := os.environ.get(k))), "")
    if name.casefold() in ("root", "admin", "administrator", "user") or nick_fault(name):
        return ""
    return name


class LogoTile(QWidget):
    """The gazebo on a rounded tile in the accent colour."""

    def __init__(self, size: int = 36) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile and gazebo."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), look.radius_card, look.radius_card)
        inner = round(self.width() * 0.64)
        at = (self.width() - inner) // 2
        pixmap = look.pixmap("gazebo", "accentText", inner, self.devicePixelRatioF())
        painter.drawPixmap(at, at - 1, pixmap)


class NickField(QLineEdit):
    """The nickname, with the person's avatar before it and a pencil behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(188, 32)
        self.setFont(theme().font("body"))
        self.setMaxLength(_TYPED_MAX)
        self._avatar = Avatar(24, parent=self)
        self._avatar.move(4, 4)
        self._pencil = Icon("pencil", "muted", 14, parent=self)
        self._pencil.move(188 - 26, 9)
        for part in (self._avatar, self._pencil):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(24, 0, 24, 0)
        self.textChanged.connect(self._avatar.set_person)


class Header(QWidget):
    """Signals: ``nick_changed(nick)`` when it is another valid one."""

    nick_changed = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._fault = ""
        set_ground(self, "paper")
        self.logo = LogoTile()
        self._name = label("display")
        self._nick_label = label("small", "muted")
        self.nick = NickField()
        self._nick_label.setBuddy(self.nick)
        self.language = Segment([("ru", "RU"), ("en", "EN")])
        self.mode = IconButton("moon", icon_size=18)
        self.settings = IconButton("settings", icon_size=18)
        self.settings.clicked.connect(partial(context.open_settings, ""))
        self._error = label("small", "danger")
        self._error.setVisible(False)

        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.logo)
        self._name.setContentsMargins(12, 0, 12, 0)
        self._row.addWidget(self._name)
        self._row.addStretch(1)
        self._nick_label.setContentsMargins(0, 0, 10, 0)
        self._row.addWidget(self._nick_label)
        self._row.addWidget(self.nick)
        self._row.addSpacing(16)
        self._row.addWidget(self.language)
        self._row.addSpacing(12)
        self._row.addWidget(self.mode)
        self._row.addSpacing(4)
        self._row.addWidget(self.settings)
        bar = QWidget()
        bar.setFixedHeight(_HEIGHT)
        bar.setLayout(self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        self._error.setContentsMargins(24, 0, 24, 10)
        self._error.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._error)
        column.addWidget(Divider())

        self.nick.setText(context.settings.nick or login_name())
        self.nick.textChanged.connect(self._edited)
        self.language.changed.connect(context.set_language)
        self.mode.clicked.connect(self._switch_mode)
        theme().changed.connect(self._show_mode)
        self.retranslate()

    # --- the nickname -------------------------------------------------------------------------

    def valid_nick(self) -> str:
        """The nickname to join with; "" where it is no nickname, which is then said and shown."""
        nick = self.nick.text().strip()
        self._set_fault(nick_fault(nick))
        if self._fault:
            self.nick.setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        if self._context.settings.nick != nick:
            self._keep(nick)
        return nick

    @property
    def error(self) -> str:
        """The sentence about the nickname, or ""."""
        return self._error.text()

    def _edited(self, text: str) -> None:
        nick = text.strip()
        self._set_fault(nick_fault(nick))
        if not self._fault:
            self._keep(nick)

    def _keep(self, nick: str) -> None:
        self._context.settings.nick = nick
        self._context.save_soon()
        self.nick_changed.emit(nick)

    def _set_fault(self, code: str) -> None:
        self._fault = code
        words = nickname_words(code) if code else ""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.nick.setAccessibleDescription(words)
        set_property(self.nick, "fault", bool(code))

    # --- language and theme -------------------------------------------------------------------

    def _switch_mode(self) -> None:
        """To the other scheme; where that is the system's own, the system is followed again."""
        dark = not theme().dark
        if dark == theme().system_dark:
            self._context.set_theme("system")
        else:
            self._context.set_theme("dark" if dark else "light")

    def _show_mode(self) -> None:
        dark = theme().dark
        self.mode.set_icon("sun" if dark else "moon")
        self.mode.set_name(
            translate("LauncherHeader", "Light colours")
            if dark
            else translate("LauncherHeader", "Dark colours")
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self._name.setText(translate("LauncherHeader", "Besedka"))
        self._nick_label.setText(translate("LauncherHeader", "Nick"))
        self.nick.setAccessibleName(translate("LauncherHeader", "Your nickname"))
        self.nick.setPlaceholderText(translate("LauncherHeader", "Nickname"))
        self.language.setAccessibleName(translate("LauncherHeader", "Language"))
        self.language.set_option("ru", "RU", "Русский")
        self.language.set_option("en", "EN", "English")
        self.language.set_current(self._context.translator.language)
        self.settings.set_name(translate("LauncherHeader", "Settings"))
        self._set_fault(self._fault)
        self._show_mode()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the words go first: what one needs stays."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        side = 24 if self.width() >= _WIDE else 16  # as the parts below it
        self._row.setContentsMargins(side, 0, side, 0)
        self._name.setVisible(self.width() >= _TIGHT)
        self._nick_label.setVisible(not narrow)
        self.mode.setVisible(self.width() >= _TINY)  # the settings have it, too
