"""A conversation in a window of its own, beside the others: what is said there, and a place to
write. Both windows show the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QCursor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.client.actions import CommandResult
from core.client.events import BufferKind, MessageKind
from desktop.client import menus
from desktop.client.chat_page import NARROW
from desktop.client.command_texts import command_infos, missing_commands, result_sentence
from desktop.client.completion import command_end
from desktop.client.composer import Composer
from desktop.client.composer_draft import Submission
from desktop.client.composer_format import STYLES
from desktop.client.conversation import Changes
from desktop.client.message_deeds import DEEDS, Offers
from desktop.client.message_options import ViewOptions
from desktop.client.message_safety import isolated
from desktop.client.message_view import MessageView
from desktop.client.sidebar_model import LONGEST_TOPIC
from desktop.theme import set_ground
from desktop.widgets.accessible_role import set_role
from desktop.widgets.basics import Divider, ElidedLabel

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate

_SIZE = (480, 640)
_MINIMUM = (340, 320)
_VIEW = ("view.", "pictures.", "notify.words")


class ConversationWindow(QWidget):
    """Attributes: ``name`` of the conversation, ``view``, ``composer``. Signals: ``left()``: it is
    closed."""

    left = Signal()

    def __init__(self, window: ClientWindow, name: str) -> None:
        super().__init__(window, Qt.WindowType.Window)
        set_role(self, QAccessible.Role.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("conversation")
        set_ground(self, "paper")
        self.setMinimumSize(*_MINIMUM)
        self._window = window
        self.name = name
        self.title, self._topic = ElidedLabel("title"), ElidedLabel("small", "muted")
        self.view = MessageView(self)
        self.composer = Composer(self)
        self._lay_out()
        self._connect()
        self.view.set_model(window.conversations[name].transcript)
        window.context.restore_geometry(self, "conversation", _SIZE)
        self._take_preferences("view.")
        self._take_preferences("write.")
        self.show_state()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self._topic)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 20, 8)
        head.addLayout(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self.view, 1)
        column.addWidget(self.composer)

    def _connect(self) -> None:
        window, view, composer = self._window, self.view, self.composer
        view.set_pictures(window.pictures)
        view.set_faces(window.avatars)
        view.link_activated.connect(window.follow_up.open_link)
        view.picture_opened.connect(window.pictures.open)
        view.mention_requested.connect(composer.insert_mention)
        view.nick_activated.connect(self._show_menu)
        view.reply_requested.connect(composer.begin_reply)
        view.file_requested.connect(window.fetching.save)
        view.sockets_requested.connect(self._show_wire)
        view.at_bottom_changed.connect(self.look)
        composer.popup_height_changed.connect(view.set_bottom_margin)
        composer.page_requested.connect(view.scroll_pages)
        composer.submitted.connect(self._submit)
        composer.set_files(False)
        composer.set_people(window.avatars, window.people_told.name)
        composer.set_providers(
            lambda: [*window.own_words.infos(), *command_infos(missing_commands(window))],
            self._nicks,
            window.channels,
        )
        window.chat.changed.connect(self._follow)
        window.closed.connect(self.close)
        window.context.preference_changed.connect(self._take_preferences)
        window.context.bind_everywhere(self)
        self._bind_keys()

    def _bind_keys(self) -> None:
        """Those of the large window that mean something here."""
        shortcuts, view, composer = self._window.context.shortcuts, self.view, self.composer

        def other_pane() -> None:
            if view.hasFocus():
                composer.focus_input()
            else:
                view.setFocus(Qt.FocusReason.ShortcutFocusReason)

        def change(style: str) -> None:
            if composer.input.hasFocus():
                composer.format(style)

        actions: tuple[tuple[str, Callable[[], object]], ...] = (
            ("leave", self.close),
            ("next_pane", other_pane),
            ("previous_pane", other_pane),
            ("to_new", view.jump_to_marker),
            ("to_newest", view.jump_to_bottom),
            ("emoji", composer.pick_emoji),
            *((style, partial(change, style)) for style in STYLES),
        )
        for action, act in actions:
            shortcuts.bind(self, action, act)
        shortcuts.changed.connect(self._take_keys)
        self._take_keys()

    def _take_keys(self, *_: object) -> None:
        shortcuts = self._window.context.shortcuts
        self.view.set_keys({each.id: shortcuts.keys(each.id) for each in DEEDS})

    # --- what is shown ------------------------------------------------------------------------

    def _nicks(self) -> list[str]:
        members = self._window.conversations[self.name].members
        return [m.nick for m in members if m.nick != self._window.conversations.nick]

    def show_state(self) -> None:
        """Title, topic, and whether one can write."""
        window = self._window
        conversation = window.conversations[self.name]
        name = isolated(self.name)
        self.setWindowTitle(f"{name} · {window.chat.network_name}")
        self.title.setText(name)
        self._topic.setText(isolated(conversation.topic, LONGEST_TOPIC))
        self._topic.setVisible(bool(conversation.topic))
        to_person = conversation.kind is BufferKind.QUERY
        words = (
            translate("ConversationWindow", "Message to %1")
            if to_person
            else translate("ConversationWindow", "Message %1")
        )
        self.composer.set_placeholder(words.replace("%1", name))
        left = conversation.left and conversation.kind is BufferKind.CHANNEL
        gone = translate("ConversationWindow", "You are not in this channel.")
        self.composer.set_enabled_hint(gone if left else "")
        features = window.chat.connection.features
        self.composer.one_message = features.multiline
        self.view.set_offers(Offers(replies=features.replies))
        self.view.set_file_host(features.files)

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            if old == self.name:
                self.name = new
        if self.name not in self._window.conversations:
            self.close()
            return
        self.show_state()
        self.look()

    @property
    def seen(self) -> bool:
        """Whether the person sees the newest line here."""
        return self.isVisible() and self.isActiveWindow() and self.view.at_bottom()

    def look(self, *_: object) -> None:
        """What is seen here is no longer unread."""
        conversation = self._window.conversations.get(self.name)
        if conversation is None or not self.seen:
            return
        conversation.transcript.attended = True
        if conversation.unread or conversation.mentions:
            conversation.unread = conversation.mentions = 0
            conversation.transcript.mark_read()
            self._window.page.sidebar.touch({self.name})
            self._window.told.emit()

    def _take_preferences(self, key: str) -> None:
        preferences = self._window.context.preferences
        if key.startswith(_VIEW):
            self.view.set_options(ViewOptions.of(preferences))
            self.view.renew_look()
        elif key.startswith("write."):
            self.composer.enter_breaks = preferences.flag("write.enter_breaks")
            self.composer.set_emoji_names(preferences.flag("write.emoji_names"))
            self.composer.retranslate()

    def _show_menu(self, nick: str) -> None:
        window = self._window
        conversation = window.conversations[self.name]
        menu = menus.member_menu(
            self,
            nick,
            conversation if conversation.kind is BufferKind.CHANNEL else None,
            conversations=window.conversations,
            acts=window.acts,
            mention=self.composer.insert_mention,
            watch=window.watched.add_entry,
        )
        menu.popup(QCursor.pos())

    def _show_wire(self, number: int) -> None:
        """The large window has the place for it."""
        self._window.come_forward()
        self._window.show_conversation(self.name)
        self._window.sockets.show_message(number)

    # --- what is written ----------------------------------------------------------------------

    def _submit(self, submission: Submission) -> None:
        connection = self._window.chat.connection
        text = self._window.own_words.expand(submission.text).strip("\n")
        first, _, others = text.partition("\n")
        if command_end(first):
            result = connection.run(first, self.name)
            if result.action:  # a list, the help: the window has the words for it
                self._window.come_forward()
                self._window.submit(first)
            self._tell(result)
            text = others
        elif text.startswith("//"):
            text = text[1:]
        if text.strip():
            self._tell(connection.say(self.name, text, MessageKind.TEXT, submission.reply_to))
        self.view.jump_to_bottom()

    def _tell(self, result: CommandResult) -> None:
        if result_sentence(result):
            transcript = self._window.conversations[self.name].transcript
            words = partial(result_sentence, result)
            transcript.append_line(words, time.time(), "circle-alert", "danger")

    # --- the window ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow one shows a line for each message."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW - 200  # there is no sidebar here
        self.view.set_narrow(narrow)
        self.composer.set_compact(narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; see what came while another window was the active one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.name in self._window.conversations:
            self.show_state()
        elif event.type() == QEvent.Type.ActivationChange:
            self.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was not sent is the conversation's draft, where it has none."""
        window = self._window
        window.context.keep_geometry(self, "conversation")
        conversation = window.conversations.get(self.name)
        text = self.composer.text()
        if text.strip() and conversation is not None:
            if self.name != window.conversations.active:
                conversation.draft = conversation.draft or text
            elif not window.page.composer.text():
                window.page.composer.set_text(text)
        self.view.set_model(None)
        super().closeEvent(event)
        self.left.emit()
