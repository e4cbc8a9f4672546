"""Whatever a server says and whatever a person does meanwhile at the whole client window: no error,
nothing that is shown contradicts what is known, and nothing that was typed is lost."""

from __future__ import annotations

import itertools
import os
import sys
import traceback
from types import TracebackType
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from core.client.events import BufferKind, Delivery, MessageReceived
from core.client.session import SessionOptions
from core.threads.client_threads import ClientConnection, ClientOptions
from desktop.client.client_window import ClientWindow
from desktop.client.conversation import Conversation
from desktop.client.message_model import ConversationModel
from desktop.context import AppContext
from tests.desktop.client_fixtures import context, delete_now
from tests.desktop.scripted_connection import ScriptedConnection
from tests.desktop.typing import press_key, type_text

__all__ = ["context"]

_ports = itertools.count(7000)

WORDS = st.sampled_from(
    ["anna", "#lab", "boris", "", "*", "=", "@", "-1", "9" * 30, "+o", "\u202e", "x" * 300, "#b"]
)
TAGS = st.sampled_from(
    [
        "",
        "@time=2026-11-20T10:00:00.000Z ",
        "@time=nonsense ",
        "@time=9999-99-99T99:99:99.999Z;msgid= ",
        "@msgid=m1 ",
        "@msgid=m2;+draft/reply=m1 ",
        "@+draft/reply=m2;+draft/react=👍 ",
        "@batch=b ",
        "@label=m1 ",
        "@account=*;=;;+=x ",
        "@+typing=active ",
        "@bot;msgid=m3;+besedka.app/edit=m1 ",
    ]
)
SOURCES = st.sampled_from(["", ":srv ", ":boris!b@h ", ":anna!a@h ", ":vera!v@h ", ":\u200b!x "])
_COMMANDS = (
    "PRIVMSG NOTICE TAGMSG JOIN PART QUIT KICK NICK TOPIC MODE INVITE AWAY BATCH CAP MARKREAD"
    " REDACT RENAME FAIL NOTE WARN ACK SETNAME CHGHOST ACCOUNT METADATA PING PONG WALLOPS"
)
COMMANDS = st.sampled_from(_COMMANDS.split(" "))
NUMERICS = st.integers(2, 999).map(lambda number: f"{number:03}")
SENSE = st.sampled_from(
    [
        ":vera!v@h JOIN #lab * :Vera",
        ":vera!v@h PART #lab :bye",
        ":boris!b@h QUIT :gone",
        ":boris!b@h NICK :petja",
        ":petja!b@h NICK :boris",
        ":boris!b@h PRIVMSG #lab :hello anna",
        ":boris!b@h PRIVMSG anna :in private",
        ":vera!v@h PRIVMSG anna :in private too",
        "@msgid=m1;time=2026-11-20T10:00:00.000Z :boris!b@h PRIVMSG #lab :with an id",
        ":boris!b@h TOPIC #lab :Another topic",
        ":boris!b@h MODE #lab +o anna",
        ":anna!a@h JOIN #b * :Anna",
        ":anna!a@h PART #b",
        ":boris!b@h KICK #lab anna :out",
        ":anna!a@h JOIN #lab * :Anna",
        ":srv RENAME #b #c :renamed",
        ":srv RENAME #c #b :back",
        ":anna!a@h NICK :hanna",
        ":hanna!a@h NICK :anna",
        ":srv MARKREAD #lab timestamp=2031-01-01T00:00:00.000Z",
        ":srv 404 anna #lab :Cannot send",
        ":srv 474 anna #b :Banned",
        "BATCH +b chathistory #lab",
        "BATCH -b",
        ":boris!b@h REDACT #lab m1 :why",
        ":srv NOTICE * :The server speaks",
        ":srv 305 anna :back",
    ]
)
LETTERS = st.sampled_from(["hello ", "@bo", "#la", ":smi", "слово", "*b* ", "\u202ex"])


@st.composite
def nonsense(draw: st.DrawFn) -> str:
    """A line with any command and any number of any parameters."""
    words = draw(st.lists(WORDS, max_size=6))
    middle = [word or "*" for word in words[:-1]]
    last = [f":{words[-1]}"] if words else []
    command = draw(COMMANDS | NUMERICS)
    if command == "001" or command.startswith("43"):
        command = "002"
    return draw(TAGS) + draw(SOURCES) + " ".join([command, *middle, *last])


class AnyServer(RuleBasedStateMachine):
    """One window, its server, and its person. ``context`` is set by the test."""

    context: AppContext

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._hook, sys.excepthook = sys.excepthook, self._excepthook
        self._handler = qInstallMessageHandler(self._qt_said)
        self._no_threads = patch.object(ClientConnection, "open")
        self._no_threads.start()
        port = next(_ports)
        session = SessionOptions("anna", channels=(("#lab", ""),))
        options = ClientOptions("127.0.0.1", port, session)
        self.window = ClientWindow(self.context, options)
        self.window.resize(1000, 700)
        self.window.show()
        self.server = ScriptedConnection(self.window.chat.connection, "127.0.0.1", port)
        self.said: list[tuple[Conversation[ConversationModel], str]] = []
        self.drafts: dict[int, tuple[Conversation[ConversationModel], str]] = {}
        self.number = 0

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))
        traceback.clear_frames(trace)

    def _qt_said(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg:
            self.faults.append(f"{kind}: {text}")

    def teardown(self) -> None:
        try:
            self._end()
        finally:
            sys.excepthook = self._hook
            qInstallMessageHandler(self._handler)
            self.context.quitting = True
            self.window.close()
            self.context.quitting = False
            for part in self.context.winding_down():
                assert part.stop_and_wait(30.0)
            self._no_threads.stop()
            delete_now(self.window)

    def _end(self) -> None:
        """What waited for the history of a server that does not answer comes when it is lost, and
        everything that was said has its place."""
        self.server.drop()
        self.server.open()
        self._settle()
        for conversation, text in self._kept(self.said):
            row = self._row(conversation, text)
            assert row is not None, f"{text!r} is lost"
            assert row.delivery in (None, *Delivery)
        self.consistent()

    # --- reading ------------------------------------------------------------------------------

    def _settle(self) -> None:
        for _ in range(3):
            self.window.chat.drain()
            QApplication.processEvents()

    @property
    def shown(self) -> Conversation[ConversationModel]:
        return self.window.conversations.shown

    def _kept(self, pairs: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
        there = {id(each) for each in self.window.conversations.order}
        return [(each, text) for each, text in pairs if id(each) in there]

    @staticmethod
    def _row(conversation: Any, text: str) -> MessageReceived | None:
        model = conversation.transcript
        for number in range(model.first, model.end):
            row = model.row(number)
            if isinstance(row, MessageReceived) and row.own and row.text.strip() == text:
                return row
        return None

    def _input(self) -> Any:
        self.window.page.composer.focus_input()
        return self.window.page.composer.input

    # --- what happens -------------------------------------------------------------------------

    @initialize()
    def let_in(self) -> None:
        self.server.open()
        self._settle()

    @rule(lines=st.lists(nonsense() | SENSE, min_size=1, max_size=6))
    def hear(self, lines: list[str]) -> None:
        self.server.say(*lines)
        self._after()

    @rule(lines=st.lists(SENSE, min_size=1, max_size=8))
    def hear_sense(self, lines: list[str]) -> None:
        self.server.say(*lines)
        self._after()

    def _after(self) -> None:
        if self.server.over:
            self.server.drop()
        self._settle()

    @rule()
    def lose(self) -> None:
        self.server.drop()
        self._settle()

    @rule()
    def come_back(self) -> None:
        self.server.open()
        self._after()

    @rule()
    def wait(self) -> None:
        self.server.tick()
        self._after()

    @rule(number=st.integers(0, 9))
    def switch(self, number: int) -> None:
        order = self.window.conversations.order
        self.window.show_conversation(order[number % len(order)].name)
        self._settle()

    @rule(text=LETTERS)
    def type(self, text: str) -> None:
        if not self.window.talking:
            return
        edit = self._input()
        type_text(edit, text)
        press_key(edit, Qt.Key.Key_Escape)
        self._settle()
        self.drafts[id(self.shown)] = (self.shown, self.window.page.composer.text())

    @rule()
    def send(self) -> None:
        """A text that nothing else is, typed behind what stands there."""
        if not self.window.talking or self.shown.kind is BufferKind.SERVER:
            return
        self.number += 1
        edit = self._input()
        type_text(edit, f" said {self.number}")
        press_key(edit, Qt.Key.Key_Escape)
        text = self.window.page.composer.text().strip()
        conversation = self.shown
        press_key(edit, Qt.Key.Key_Return)
        assert self.window.page.composer.text() == ""
        self.drafts.pop(id(conversation), None)
        self.server.answer()
        self.said.append((conversation, text))
        self._after()

    @rule()
    def close(self) -> None:
        name = self.shown.name
        if self.shown.kind is not BufferKind.SERVER:
            self.window.chat.connection.close_buffer(name)
            self.server.answer()
            self._after()

    @rule(words=st.sampled_from(["hello", "\u202e", "(", "anna"]))
    def search(self, words: str) -> None:
        self.window.search()
        bar = self.window.page.search
        if bar.isVisible():
            type_text(QApplication.focusWidget() or bar, words)
            self._settle()
            press_key(QApplication.focusWidget() or bar, Qt.Key.Key_Escape)
        self._settle()

    @rule()
    def escape(self) -> None:
        press_key(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)
        self._settle()

    @rule(size=st.sampled_from([(480, 600), (700, 500), (1240, 800)]))
    def resize(self, size: tuple[int, int]) -> None:
        self.window.resize(*size)
        self._settle()

    @rule(layout=st.sampled_from(["auto", "bubbles", "compact"]))
    def lay_out(self, layout: str) -> None:
        self.context.set_preference("view.layout", layout)
        self._settle()

    @rule(dark=st.booleans())
    def recolour(self, dark: bool) -> None:
        self.context.set_theme("dark" if dark else "light")
        self._settle()

    # --- what always holds --------------------------------------------------------------------

    @invariant()
    def no_faults(self) -> None:
        faults, self.faults = self.faults, []
        assert not faults, faults[0]

    @invariant()
    def consistent(self) -> None:
        window, conversations = self.window, self.window.conversations
        assert conversations.active in conversations
        assert window._shown_model is conversations.shown.transcript
        assert window.page.view.model() is conversations.shown.transcript
        model = window.page.sidebar.model
        names = [row.name for row in model.rows if row.conversation is not None]
        assert names == [each.name for each in conversations.order]
        assert window.page.sidebar.list.currentIndex() == model.index_of(conversations.active)
        for each in conversations.order:
            assert 0 <= each.mentions <= each.unread
            if each.unread:
                spoken = model.index_of(each.name).data(Qt.ItemDataRole.AccessibleTextRole)
                assert f"{each.unread} unread" in spoken

    @invariant()
    def drafts_stay(self) -> None:
        for conversation, draft in self._kept(list(self.drafts.values())):
            if conversation is self.shown:
                assert self.window.page.composer.text() == draft
            else:
                assert conversation.draft == draft


def test_any_server_and_any_person(context: AppContext, qtbot: object) -> None:
    AnyServer.context = context
    run_state_machine_as_test(
        AnyServer,
        settings=settings(
            max_examples=int(os.environ.get("BESEDKA_EXAMPLES") or 10),
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],  # each step of a smaller one takes long
        ),
    )
