"""What the composer of a window sends off: messages, answers, changes, commands, pictures; who is
told that one writes; and the drafts of the conversations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage

from core.client.actions import CommandResult
from core.client.events import BufferKind, Delivery, MessageKind, MessageReceived
from core.client.feature_events import TypingState
from core.client.splitting import COUNTED_EXACTLY, count_messages, split_lines
from desktop.client.command_texts import result_sentence
from desktop.client.completion import command_end
from desktop.client.composer_draft import Submission, changed, waits_sentence
from desktop.client.composer_format import STYLES
from desktop.client.conversation import SERVER

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.given_files import GivenFiles

KEEP_MS = 500
"""After the last key, before a draft is kept."""
LONG_LINES, LONG_CHARACTERS = 6, 1200
"""A paste of so much is shown before it is put anywhere."""
_BACK = 300  # rows in which the last own message is looked for
_LINE = 512 - 2  # bytes, RFC 1459 section 2.3
_PREFIX = 90  # bytes of ":nick!user@host PRIVMSG  :" where the host is as long as it may be


def _nobody_here() -> str:
    return QCoreApplication.translate(
        "Sending", "Files and pictures go to a channel or to a person: choose one of them first."
    )


class Sending(QObject):
    """Serves the composer of one window.

    Signals: ``draft_kept(Conversation)``: the draft or the reference of a conversation is another
    one than before, to be stored.
    """

    draft_kept = Signal(object)

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        composer = window.page.composer
        self._composer = composer
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self.keep_draft)
        composer.submitted.connect(self.submit)
        composer.typing.connect(self._tell_typing)
        composer.draft_changed.connect(self._keep.start)
        composer.attach_requested.connect(window.files.choose)
        composer.last_own = self.last_own
        composer.pieces = self.pieces
        composer.input.take_text = self._take_text
        composer.input.take_image = self.send_picture
        composer.input.take_files = self.send_files
        view = window.page.view
        view.reply_requested.connect(composer.begin_reply)
        view.edit_requested.connect(composer.begin_edit)
        window.page.setAcceptDrops(True)
        window.page.installEventFilter(self)
        window.chat.changed.connect(lambda _changes: self.look())
        window.conversation_shown.connect(lambda _name: self.look())
        window.context.preference_changed.connect(self._take_preferences)
        bind = window.context.shortcuts.bind
        bind(window, "emoji", composer.pick_emoji)
        bind(window, "attach", window.files.choose_by_key)
        for style in STYLES:
            bind(window, style, partial(self._format, style))
        self._take_preferences()
        self.look()

    # --- what is offered ----------------------------------------------------------------------

    def look(self) -> None:
        """Follow what the server offers where one writes now."""
        features = self._window.chat.connection.features
        shown = self._window.conversations.shown
        self._composer.one_message = features.multiline
        self._composer.set_files(bool(features.files) and shown.kind is not BufferKind.SERVER)

    def _take_preferences(self) -> None:
        preferences = self._window.context.preferences
        self._composer.enter_breaks = preferences.flag("write.enter_breaks")
        self._composer.set_emoji_names(preferences.flag("write.emoji_names"))
        self._composer.retranslate()
        if preferences.flag("write.spelling"):
            from desktop.client.composer_spelling import spell_in

            spell_in(self._composer.input, on=True)
        elif self._composer.input.property("spelled"):
            from desktop.client.composer_spelling import spell_in

            spell_in(self._composer.input, on=False)

    def _format(self, style: str) -> None:
        if self._composer.input.hasFocus():
            self._composer.format(style)

    # --- sending ------------------------------------------------------------------------------

    def submit(self, submission: Submission) -> None:
        """Send off what the composer had."""
        window, text = self._window, submission.text
        active = window.conversations.active
        connection = window.chat.connection
        if submission.edit_of:
            result = connection.edit(active, submission.edit_of, *changed(text))
            if result.action == "waits":
                window.say(waits_sentence)
            self._tell(result)
            return
        text = window.own_words.expand(text)
        lines = text.strip("\n").split("\n")
        if command_end(lines[0]):
            window.submit(lines[0])
            rest = "\n".join(lines[1:])
            if rest.strip():  # said, not run
                self._tell(connection.say(active, rest))
            return
        if text.startswith("//"):
            text = text[1:]
        self._tell(connection.say(active, text.rstrip(), MessageKind.TEXT, submission.reply_to))
        window.page.view.jump_to_bottom()

    def _tell(self, result: CommandResult) -> None:
        if result_sentence(result):
            self._window.say(partial(result_sentence, result), True)

    def pieces(self, text: str) -> int:
        """How many messages a text will be, as well as can be told from here."""
        window = self._window
        active = window.conversations.active
        if command_end(text):
            text = text.partition("\n")[2]  # is said after the command has run
        if not text or not active:
            return 1
        features = window.chat.connection.features
        size = len(text.encode("utf-8", "replace"))
        count = text.count("\n") + 1 if size > COUNTED_EXACTLY else len(split_lines(text))
        if features.multiline:
            lines, most = features.multiline_lines or count, features.multiline_bytes or size
            return max(-(-count // max(1, lines)), -(-size // max(1, most)), 1)
        names = len(window.conversations.nick.encode()) + len(active.encode("utf-8", "replace"))
        room = _LINE - _PREFIX - names
        if size <= room and count <= 1:
            return 1
        return count_messages(text, room)

    def last_own(self) -> MessageReceived | None:
        """The last own message here, if the server lets it be changed."""
        if not self._window.chat.connection.features.edits:
            return None
        model = self._window.conversations.shown.transcript
        for number in range(model.end - 1, max(model.first, model.end - _BACK) - 1, -1):
            row = model.row(number)
            if (
                isinstance(row, MessageReceived)
                and row.own
                and row.msgid
                and row.kind in (MessageKind.TEXT, MessageKind.ACTION)
                and row.delivery is Delivery.STORED
                and not row.redacted
            ):
                return row
        return None

    # --- who is told --------------------------------------------------------------------------

    def _tell_typing(self, state: TypingState) -> None:
        window = self._window
        active = window.conversations.active
        if not window.context.preferences.flag("write.typing") or active == SERVER:
            return
        connection = window.chat.connection
        if connection.features.typing and window.conversations.link.reaches:
            connection.set_typing(active, state)

    # --- drafts -------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what stands in the composer with the conversation that is shown."""
        self._keep.stop()
        shown = self._window.conversations.shown
        text, reference = self._composer.text(), self._composer.reference
        if (text, reference) != (shown.draft, shown.reference):
            shown.draft, shown.reference = text, reference
            self.draft_kept.emit(shown)

    def leave(self) -> None:
        """Another conversation will be shown: keep the draft, and tell nobody any longer."""
        self.keep_draft()
        self._composer.stop_typing()

    def restore(self) -> None:
        """Put the draft of the conversation that is shown into the composer."""
        shown = self._window.conversations.shown
        self._composer.set_draft(shown.draft, shown.reference)

    # --- what is pasted or dropped ------------------------------------------------------------

    def _take_text(self, text: str) -> bool:
        long = text.count("\n") + 1 >= LONG_LINES or len(text) >= LONG_CHARACTERS
        written = self._composer.text()
        reference = self._composer.reference
        edits = reference is not None and reference.edits
        in_server = self._window.conversations.active == SERVER
        if not long or edits or in_server or command_end(written):
            return False
        from desktop.client.paste_preview import PastePreview

        features = self._window.chat.connection.features
        files = self._window.files
        one = features.multiline and self.pieces(text) == 1
        dialog = PastePreview(
            text,
            self._lines(text),
            one_message=one,
            files=files.possible,
            parent=self._window,
        )
        dialog.inserted.connect(lambda: self._composer.input.insert_text(text))
        dialog.sent.connect(lambda: self._send_pasted(text, lines=False))
        dialog.sent_lines.connect(lambda: self._send_pasted(text, lines=True))
        dialog.sent_file.connect(lambda: files.send_text(text))
        dialog.finished.connect(lambda _result: self._composer.focus_input())
        dialog.open()
        return True

    def _lines(self, text: str) -> int:
        """How many messages ``text`` is line by line."""
        names = len(self._window.conversations.active.encode("utf-8", "replace")) + 30
        room = _LINE - _PREFIX - names
        return count_messages(text, room)

    def _send_pasted(self, text: str, *, lines: bool) -> None:
        connection, active = self._window.chat.connection, self._window.conversations.active
        reference = self._composer.reference
        reply_to = reference.msgid if reference is not None else ""
        for number, piece in enumerate(split_lines(text) if lines else [text]):
            result = connection.say(active, piece, MessageKind.TEXT, "" if number else reply_to)
            if result.error_code:
                self._tell(result)
                return
        if reference is not None:
            self._composer.set_draft(self._composer.text(), None)
            self._composer.draft_changed.emit()
        self._window.page.view.jump_to_bottom()

    def send_picture(self, image: QImage, name: str = "") -> bool:
        """Show a picture, and send it if that is wanted."""
        from desktop.client.paste_picture import PicturePreview

        if self._refused():
            return True
        dialog = PicturePreview(
            image, name, possible=self._window.files.possible, parent=self._window
        )
        dialog.confirmed.connect(
            lambda caption: self._window.files.send_picture(image, name, caption)
        )
        dialog.finished.connect(lambda _result: self._composer.focus_input())
        dialog.open()
        return True

    def send_files(self, given: GivenFiles) -> bool:
        """Show files, and send them if that is wanted; say what cannot be sent."""
        from desktop.client.paste_picture import FilesPreview

        files = self._window.files
        if self._refused():
            return True
        if not given.files:
            files.say_left_out(given)
            return True
        dialog = FilesPreview(given, possible=files.possible, parent=self._window)
        dialog.confirmed.connect(lambda caption: files.send_files(given.files, caption))
        dialog.finished.connect(lambda _result: self._composer.focus_input())
        dialog.open()
        return True

    def _refused(self) -> bool:
        """Whether nothing can be sent where one is, which has been said then."""
        hint = self._composer.closed_hint
        if self._window.conversations.active == SERVER:
            self._window.say(_nobody_here, True)
        elif hint:
            self._window.say(hint, True)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files and pictures that are dropped anywhere on the conversation."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            from desktop.client.given_files import has_files

            data = event.mimeData()
            if data.hasImage() or has_files(data):
                event.acceptProposedAction()
                return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._composer.input.insertFromMimeData(event.mimeData())
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
