"""What is said, without a mouse: going through it, opening, answering, and finding it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.client import message_dialogs
from desktop.client.client_shell import ClientShell
from desktop.client.conversation_window import ConversationWindow
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.message_rows import NewsRow
from desktop.client.paste_preview import PastePreview
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    keeping_server,
    open_client,
)
from tests.desktop.keyboard_session import Session, shown
from tests.desktop.shell_fixtures import options

__all__ = ["context", "keeping_server", "open_client"]

# The platform without a screen says so of every menu.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


class Talk:
    """Anna, who has no mouse, and boris, who talks to her."""

    def __init__(self, session: Session, boris: Client) -> None:
        self.session, self.boris, self.person = session, boris, session.person
        self.model = session.client.window.conversations["#lab"].transcript

    def hear(self, text: str) -> None:
        """Boris says it."""
        self.boris.window.chat.connection.say("#lab", text)
        self.person.until(lambda: self.session.row(text))

    def clipboard(self) -> str:
        """What was copied."""
        return QGuiApplication.clipboard().text()


@pytest.fixture
def talk(
    context: AppContext, qtbot: QtBot, keeping_server: Server, open_client: OpenClient
) -> Iterator[Talk]:
    shell = ClientShell(context, options(keeping_server.port, "anna", "#lab", "#tea"))
    shell.resize(1240, 800)
    shell.show()
    session = Session(context, qtbot, keeping_server.port)
    session.person.until(lambda: session.client.members("#lab"))
    session.person.until(lambda: session.client.members("#tea"))
    session.client.window.show_conversation("#lab")
    boris = open_client(keeping_server.port, "boris", ("#lab",))
    session.person.until(lambda: "boris" in session.client.members("#lab"))
    boris.until(lambda: boris.members("#lab"))
    boris.until(lambda: boris.window.chat.connection.features.files)
    session.window(ClientShell)
    session.to_composer()
    yield Talk(session, boris)
    context.quitting = True
    shell.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    delete_now(shell)


def test_through_what_was_said(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Selected over messages, code copied, an address opened, reactions, a jump to the answered."""
    session, person = talk.session, talk.person
    opened: list[str] = []
    monkeypatch.setattr(message_dialogs, "open_outside", opened.append)
    talk.hear("the first of two")
    talk.hear("the second of two")
    talk.hear("see https://example.org/page and https://example.org/other")
    talk.hear("```python\nprint(7)\n```")
    session.choose_message("the first of two")
    person.press("Home", "Shift+Down", "Shift+Down", "Ctrl+C")
    person.until(lambda: "the second of two" in talk.clipboard())
    assert "the first of two" in talk.clipboard()
    person.press("Escape")
    session.choose_message("print(7)")
    person.press("K")
    assert talk.clipboard() == "print(7)"
    session.choose_message("see https")
    person.press("Right", "Right", "Return")
    assert opened == ["https://example.org/other"]
    person.press("Menu")
    person.choose("Copy the address")
    assert talk.clipboard() == "https://example.org/other"
    # An answer leads to what it answers.
    session.choose_message("the first of two")
    person.press("R")
    session.say("here is an answer")
    session.choose_message("here is an answer")
    person.press("G")
    assert session.current_text() == "the first of two"
    # A reaction is given, joined, and taken back; the menu tells whose they are.
    question = session.row("the first of two")
    assert question is not None
    talk.boris.window.chat.connection.react("#lab", question.msgid, "👍")
    person.until(lambda: session.now(question).reactions)
    person.press("Menu")
    person.choose("React with 👍 (boris)")
    person.until(lambda: len(session.now(question).reactions[0].nicks) == 2)
    person.press("Menu")
    person.choose("Take back")
    person.until(lambda: session.now(question).reactions[0].nicks == ("boris",))
    assert session.pane_name() == "Messages"
    # One's own is changed where it stands.
    session.choose_message("here is an answer")
    person.press("E")
    person.fill("another answer")
    person.press("Return")
    person.until(lambda: session.row("another answer"))


def test_where_one_is_among_many(talk: Talk, open_client: OpenClient) -> None:
    """Folded comings unfold; whoever scrolled goes on from there; to the newest and to the new."""
    session, person = talk.session, talk.person
    for nick in ("vera", "gleb"):
        talk.boris.window.chat.connection.say("#lab", f"waiting for {nick}")
    person.until(lambda: session.row("waiting for gleb"))
    guests: list[Client] = []
    for nick in ("dasha", "egor"):
        guests.append(open_client(session.port, nick, ("#lab",)))
    person.until(lambda: {"dasha", "egor"} <= set(session.client.members("#lab")))
    session.window(ClientShell)  # theirs came before it

    def news() -> NewsRow:
        rows = [talk.model.row(number) for number in range(talk.model.first, talk.model.end)]
        return next(row for row in reversed(rows) if isinstance(row, NewsRow))

    assert not news().unfolded
    session.pane("Messages")
    view = session.client.page.view
    for _ in range(10):
        number = view.current()
        if number is not None and talk.model.row(number) is news():
            break
        person.press("Up" if number is None or number > talk.model.first else "Down")
    person.press("Return")
    assert news().unfolded
    person.press("Return")
    assert not news().unfolded
    for number in range(40):
        talk.boris.window.chat.connection.say("#lab", f"line {number} of many")
    person.until(lambda: session.row("line 39 of many"))
    person.press("End", "Up")
    person.until(view.at_bottom)
    person.press("PgUp", "PgUp")
    assert not view.at_bottom()
    person.press("Up")
    chosen = session.current_text()
    assert "of many" in chosen
    assert view.current() in [number for number, _share in view.in_sight()]
    assert not view.at_bottom()  # it did not jump back
    session.to_composer()
    person.press("Alt+End")
    assert view.at_bottom()
    # New lines while one is in another conversation.
    person.press("Alt+Down")
    person.until(lambda: session.active == "#tea")
    talk.boris.window.chat.connection.say("#lab", "the newest of all")
    lab = session.client.window.conversations["#lab"]
    person.until(lambda: lab.unread)
    person.press("Alt+Up")
    person.until(lambda: session.active == "#lab")
    assert lab.transcript.marker is not None
    person.press("Alt+Home")
    assert lab.transcript.marker in [number for number, _share in view.in_sight()]
    person.press("Alt+End")


def test_writing(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Completion, emoji by the arrows, drafts, what was sent before, a paste, a file."""
    session, person = talk.session, talk.person
    composer = session.client.page.composer
    person.type("bor")
    person.press("Tab")
    session.say("good morning")
    assert session.last().text == "boris: good morning"
    person.type("come to #te")
    person.press("Tab")
    assert "#tea" in composer.text()
    person.fill("/topi")
    person.press("Tab")
    assert composer.text() == "/topic "
    person.fill("a draft")
    person.press("Alt+Down")
    person.until(lambda: session.active == "#tea")
    assert not composer.text()
    person.press("Alt+Up")
    person.until(lambda: session.active == "#lab")
    assert composer.text() == "a draft"
    person.press("Ctrl+Up")
    assert composer.text() == "boris: good morning"
    person.press("Ctrl+Down")
    assert composer.text() == "a draft"
    person.press("Ctrl+A", "Ctrl+B")
    assert composer.text() == "**a draft**"
    person.press("Ctrl+A", "Delete")
    # The picker: the next group, a step in the grid, and one is taken.
    person.press("Ctrl+.")
    person.until(lambda: shell_child(session, EmojiPicker))
    person.press("Tab", "Right", "Tab", "Right", "Return", "Escape")
    person.until(lambda: shell_child(session, EmojiPicker) is None)
    session.to_composer()
    assert len(composer.text()) >= 1
    person.press("Ctrl+A", "Delete")
    # A long text is shown before it is pasted.
    long = "\n".join(f"row {number}" for number in range(9))
    QGuiApplication.clipboard().setText(long)
    for answer in ("Cancel", "Insert"):
        person.press("Ctrl+V")
        preview = session.dialog(PastePreview)
        if answer == "Cancel":
            person.press("Escape")
        else:
            person.push("Insert")
        session.back_from(preview)
        assert composer.text() == ("" if answer == "Cancel" else long)
    person.press("Ctrl+A", "Delete")
    # A file is given, and fetched.
    path, saved = tmp_path / "notes.zip", tmp_path / "saved.zip"
    path.write_text("some notes", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    person.press("Ctrl+O")
    person.until(lambda: session.row("/files/"))
    session.choose_message("/files/")
    person.press("D")
    person.until(saved.exists)
    person.until(lambda: session.client.sees("Saved as"))
    assert saved.read_text(encoding="utf-8") == "some notes"
    session.to_composer()
    # The same in a window of the conversation's own.
    person.press("Ctrl+Shift+O")
    own = session.window(ConversationWindow)
    session.person.type("from beside")
    person.press("Return")
    person.until(lambda: session.row("from beside"))
    person.press("Ctrl+F6")
    assert own.view.hasFocus()
    person.press("Ctrl+F6", "Ctrl+W")
    person.until(lambda: shown(ConversationWindow) is None)
    session.window(ClientShell)


def test_finding(talk: Talk) -> None:
    """The filters of the search, the way to what was found, and out of it."""
    session, person = talk.session, talk.person
    talk.hear("a word about sockets")
    talk.hear("```\nsockets()\n```")
    session.say("sockets, said anna")
    person.press("Ctrl+Shift+F")
    person.type("sockets")
    everywhere = session.client.window.finding.everywhere
    assert everywhere is not None
    panel = everywhere.panel
    person.until(lambda: len(panel.results.hits) == 3)
    person.tab_to("From whom")
    person.type("boris")
    person.until(lambda: len(panel.results.hits) == 2)
    person.push("Kind of message")
    person.choose("Code")
    person.until(lambda: len(panel.results.hits) == 1)
    person.push("How far back")
    person.choose("Last 7 days")
    person.push("Where")
    person.choose("This conversation")
    person.until(lambda: len(panel.results.hits) == 1)
    person.tab_to("What was found")
    person.press("Return")
    person.until(lambda: "sockets()" in session.current_text())
    person.press("Ctrl+Shift+F", "Escape", "Escape")
    person.until(panel.isHidden)
    assert session.pane_name() == "Message"


def shell_child(session: Session, kind: type[EmojiPicker]) -> EmojiPicker | None:
    """What lies over the window."""
    found = session.client.window.window().findChildren(kind)
    return next((each for each in found if each.isVisible()), None)
