"""Who somebody is, as the server tells it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.client.events import WhoisReceived
from desktop.client.counts import counts
from desktop.client.message_safety import isolated, make_safe
from desktop.client.message_words import moment_text
from desktop.widgets.basics import Avatar, caption, label
from desktop.widgets.menu import PopupMenu
from desktop.widgets.panels import Dialog


class WhoisCard(Dialog):
    """A card about somebody. ``fill_menu`` adds what else can be done with the person; ``raw`` are
    the server's own lines, ``told`` what the person told by keys of IRCv3 metadata.

    Signals: ``write_requested(nick)``, ``mention_requested(nick)``.
    """

    write_requested = Signal(str)
    mention_requested = Signal(str)

    def __init__(
        self,
        event: WhoisReceived,
        parent: QWidget | None = None,
        *,
        fill_menu: Callable[[QMenu], None] | None = None,
        raw: Sequence[str] = (),
        common: Sequence[str] = (),
        told: Mapping[str, str] | None = None,
        own: bool = False,
    ) -> None:
        super().__init__(None, parent)
        self.setObjectName("userCard")
        self._fill_menu, self._raw, self._common = fill_menu, tuple(raw), tuple(common)
        self._told = told or {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._event = event
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.avatar = Avatar(48)
        self.avatar.set_person(event.nick)
        self.state = label("body", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.realname = label("bodyStrong", wrap=True)
        words.addWidget(self.realname)
        words.addWidget(self.state)
        words.addStretch()
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addLayout(self._grid)
        self.raw = label("mono", "muted", wrap=True)
        self.raw.setText("\n".join(self._raw))
        self.raw.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.raw.hide()
        self.body.addWidget(self.raw)
        self.more = self.add_button("secondary", "ellipsis", aside=True)
        self.close_button = self.add_button("primary" if own else "secondary", default=own)
        self.mention = self.add_button("secondary", "at-sign")
        self.write = self.add_button("primary", "message-circle", default=not own)
        self.write.setVisible(not own)
        self.mention.setVisible(not own)
        self.more.clicked.connect(self._more)
        self.mention.clicked.connect(self._mention)
        self.write.clicked.connect(self._write)
        self.close_button.clicked.connect(self.accept)
        (self.close_button if own else self.write).setFocus()
        self.retranslate()

    def _write(self) -> None:
        self.write_requested.emit(self._event.nick)
        self.accept()

    def _mention(self) -> None:
        self.mention_requested.emit(self._event.nick)
        self.accept()

    def more_menu(self) -> QMenu:
        """What else can be done."""
        menu = PopupMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._fill_menu is not None:
            self._fill_menu(menu)
        menu.addSeparator()
        copy = menu.addAction(self.tr("Copy what is known"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        if self._raw:
            action = menu.addAction(self.tr("As the server said it"))
            action.setCheckable(True)
            action.setChecked(self.raw.isVisible())
            action.triggered.connect(lambda on=False: self.raw.setVisible(on))
        return menu

    def _more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def text(self) -> str:
        """Everything that the card says, as plain text."""
        head = [self._event.nick, isolated(self._event.realname), self.state.text()]
        facts = [f"{name}: {make_safe(said).text}" for name, said in self.facts()]
        raw = [self.raw.text()] if not self.raw.isHidden() else []
        return "\n".join(line for line in (*head, *facts, *raw) if line)

    def facts(self) -> list[tuple[str, str]]:
        """What is known, as (name, words) in the language in force."""
        event = self._event
        told = (
            ("display-name", self.tr("Goes by")),
            ("pronouns", self.tr("Pronouns")),
            ("status", self.tr("Status")),
            ("homepage", self.tr("Home page")),
        )
        found = [(words, said) for key, words in told if (said := self._told.get(key))]
        if event.user or event.host:
            who = f"{event.user}@{event.host}" if event.host else event.user
            found.append((self.tr("Comes from"), who))
        if event.channels:
            # The signs of ranks before the names say nothing to a person.
            names = (name.lstrip("~&@%+") or name for name in event.channels)
            found.append((self.tr("Is in"), ", ".join(names)))
        if self._common:
            found.append((self.tr("In common"), ", ".join(self._common)))
        if event.account:
            found.append((self.tr("Account"), event.account))
        if event.signon is not None:
            found.append((self.tr("Here since"), moment_text(event.signon)))
        if event.idle_seconds is not None:
            found.append((self.tr("Last wrote"), self._ago(event.idle_seconds)))
        if event.server:
            found.append((self.tr("Server"), event.server))
        if event.extra:
            found.append((self.tr("Also"), "\n".join(event.extra)))
        return found

    def _ago(self, seconds: int) -> str:
        if seconds < 60:
            return self.tr("just now")
        if seconds < 3600:
            return counts().minutes_ago(seconds // 60)
        if seconds < 86400:
            return counts().hours_ago(seconds // 3600)
        return counts().days_ago(seconds // 86400)

    def retranslate(self) -> None:
        """Words of the language in force."""
        event = self._event
        self.set_title(event.nick)
        self.realname.setText(isolated(event.realname))
        self.realname.setVisible(event.realname not in ("", event.nick))
        parts = []
        if event.operator:
            parts.append(self.tr("Runs this server"))
        if event.away is None:
            parts.append(self.tr("Online"))
        elif event.away:
            parts.append(self.tr("Away: %1").replace("%1", isolated(event.away)))
        else:
            parts.append(self.tr("Away"))
        self.state.setText(" · ".join(parts))
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, (name, said) in enumerate(self.facts()):
            value = label("body", wrap=True)
            words = make_safe(said).text
            value.setText(words)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(f"{name}: {words}")
            heading = caption()
            heading.setText(name)
            self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        self.more.setText(self.tr("More"))
        self.mention.setText(self.tr("Mention"))
        self.write.setText(self.tr("Write"))
        self.close_button.setText(self.tr("Close"))
