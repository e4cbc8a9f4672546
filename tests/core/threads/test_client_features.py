"""Replies, reactions, edits, deletions, several lines, typing and read marks between two clients
over sockets, on our own server; and what a strange server without them gets to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import (
    Delivery,
    MessageReceived,
    MessageUpdated,
    Registered,
    ServerText,
    TagsReceived,
)
from core.client.feature_events import (
    Features,
    FeaturesChanged,
    MessageEdited,
    MessageRedacted,
    ReactionReceived,
    ReadByOther,
    ReadMarkerMoved,
    TypingChanged,
    TypingState,
)
from core.client.session import SessionOptions
from core.server.config import ServerConfig
from core.threads.client_threads import ClientConnection
from tests.core.threads.client_helpers import Peer, Watch, connection, scripted
from tests.core.threads.server_helpers import serving


class Talk:
    """Two people in a channel, and what each of them sees."""

    def __init__(self, qtbot: QtBot, stack: ExitStack) -> None:
        port = stack.enter_context(serving(ServerConfig(flood_control=False))).port
        self.anna, self.annas = self._join(qtbot, stack, port, "anna")
        self.boris, self.boriss = self._join(qtbot, stack, port, "boris")
        qtbot.waitUntil(lambda: len(self.anna.members("#a")) == 2, timeout=30_000)

    def _join(
        self, qtbot: QtBot, stack: ExitStack, port: int, nick: str
    ) -> tuple[ClientConnection, Watch]:
        session = SessionOptions(nick=nick, channels=(("#a", ""),))
        client, watch = stack.enter_context(connection(qtbot, port, session=session))
        watch.wait(FeaturesChanged)
        qtbot.waitUntil(lambda: bool(client.members("#a")), timeout=30_000)
        return client, watch

    def say(self, text: str, buffer: str = "#a", reply_to: str = "") -> str:
        """Anna says something; its id, as she and boris know it."""
        count = len(self.annas.all(MessageUpdated))
        assert self.anna.say(buffer, text, reply_to=reply_to).error_code is None
        stored = self.annas.wait(
            MessageUpdated,
            1,
            lambda u: (
                u.delivery is Delivery.STORED
                and u.msgid != ""
                and u in self.annas.all(MessageUpdated)[count:]
            ),
        )
        self.boriss.wait(MessageReceived, 1, lambda m: m.msgid == stored.msgid)
        return stored.msgid


@pytest.fixture
def talk(qtbot: QtBot) -> Iterator[Talk]:
    with ExitStack() as stack:
        yield Talk(qtbot, stack)


def test_our_server_offers_everything(talk: Talk) -> None:
    features = talk.anna.features
    assert features.replies and features.reactions and features.typing and features.edits
    assert features.redaction and features.multiline and features.read_markers
    assert features.read_receipts
    assert features.multiline_lines > 1 and features.multiline_bytes > 1000


def test_a_reply_and_reactions(talk: Talk) -> None:
    first = talk.say("who comes?")
    talk.boris.say("#a", "I do", reply_to=first)
    answer = talk.annas.wait(MessageReceived, 1, lambda m: m.nick == "boris")
    assert (answer.reply_to, answer.highlight) == (first, True)
    talk.anna.react("#a", answer.msgid, "👍")
    seen = talk.boriss.wait(ReactionReceived)
    assert (seen.buffer, seen.msgid, seen.nick, seen.reaction) == ("#a", answer.msgid, "anna", "👍")
    own = talk.annas.wait(ReactionReceived)
    assert (own.own, own.reaction) == (True, "👍")
    talk.anna.react("#a", answer.msgid, "👍", remove=True)
    assert talk.boriss.wait(ReactionReceived, 2).removed


def test_several_lines_arrive_as_one_message(talk: Talk) -> None:
    text = "def f():\n\n    return " + "x" * 900
    msgid = talk.say(text)
    (seen,) = [m for m in talk.boriss.all(MessageReceived) if m.msgid == msgid]
    assert seen.text == text
    assert [m.text for m in talk.annas.all(MessageReceived)] == [text]


def test_a_text_beyond_the_limits_of_a_batch_arrives_in_several(talk: Talk) -> None:
    lines = [f"line {number}" for number in range(talk.anna.features.multiline_lines + 3)]
    talk.anna.say("#a", "\n".join(lines))
    talk.boriss.wait(MessageReceived, 2)
    seen = [m.text for m in talk.boriss.all(MessageReceived)]
    assert "\n".join(seen).split("\n") == lines
    talk.annas.wait(MessageUpdated, 2, lambda u: u.delivery is Delivery.STORED)


def test_edits_of_one_line_and_of_several(talk: Talk) -> None:
    msgid = talk.say("helo")
    for count, text in enumerate(("hello", "hello\nworld"), 1):
        talk.anna.edit("#a", msgid, text)
        seen = talk.boriss.wait(MessageEdited, count)
        assert (seen.msgid, seen.nick, seen.text, seen.own) == (msgid, "anna", text, False)
        own = talk.annas.wait(MessageEdited, count)
        assert (own.text, own.own) == (text, True)
    assert len(talk.boriss.all(MessageReceived)) == 1


def test_an_edit_of_what_somebody_else_wrote_is_refused(talk: Talk) -> None:
    msgid = talk.say("mine")
    talk.boris.edit("#a", msgid, "no, mine")
    told = talk.boriss.wait(ServerText, 1, lambda t: t.code == "EDIT")
    assert told.buffer == "#a" and told.error and told.text
    assert not talk.boriss.all(MessageEdited)


def test_deletions(talk: Talk) -> None:
    first, second = talk.say("one"), talk.say("two", "boris")
    talk.anna.redact("#a", first, "a slip")
    seen = talk.boriss.wait(MessageRedacted)
    assert (seen.buffer, seen.msgid, seen.nick, seen.reason) == ("#a", first, "anna", "a slip")
    assert talk.annas.wait(MessageRedacted).own
    talk.anna.redact("boris", second)
    seen = talk.boriss.wait(MessageRedacted, 2)
    assert (seen.buffer, seen.msgid) == ("anna", second)
    assert talk.annas.wait(MessageRedacted, 2).buffer == "boris"
    third = talk.say("three")
    talk.boris.redact("#a", third)
    assert talk.boriss.wait(ServerText, 1, lambda t: t.code == "FAIL").buffer == "#a"


def test_typing(talk: Talk) -> None:
    talk.anna.set_typing("#a", TypingState.ACTIVE)
    seen = talk.boriss.wait(TypingChanged)
    assert (seen.buffer, seen.nick, seen.state) == ("#a", "anna", TypingState.ACTIVE)
    talk.say("done")
    assert talk.boriss.wait(TypingChanged, 2).state is TypingState.DONE
    assert not talk.annas.all(TypingChanged)
    assert not talk.boriss.all(TagsReceived)


def test_somebody_stops_typing_without_a_word(talk: Talk) -> None:
    talk.anna.set_typing("#a", TypingState.ACTIVE)
    assert talk.boriss.wait(TypingChanged, 2).state is TypingState.DONE


def test_read_marks(talk: Talk) -> None:
    msgid = talk.say("hello", "boris")
    row = talk.boriss.wait(MessageReceived)
    talk.boris.mark_read("anna", row.time, row.msgid)
    seen = talk.annas.wait(ReadByOther)
    assert (seen.buffer, seen.nick, seen.msgid) == ("boris", "boris", msgid)
    talk.boris.mark_read("#a", row.time)
    talk.boris.say("#a", "the server has answered by now")
    talk.boriss.wait(MessageUpdated, 1, lambda u: u.delivery is Delivery.STORED)
    assert not talk.boriss.all(ReadMarkerMoved)  # nothing but our own mark


def test_a_strange_server_offers_nothing_and_gets_nothing(qtbot: QtBot) -> None:
    lines: list[str] = []

    def script(peer: Peer, _: int) -> None:
        peer.welcome()
        peer.expect("JOIN #a")
        peer.send(":anna!u@h JOIN #a", ":irc.test 353 anna = #a :anna boris")
        peer.send(":irc.test 366 anna #a :End", "@+typing=active :boris!b@h TAGMSG #a")
        lines.extend(peer.expect(start) for start in ("PRIVMSG #a one", "PRIVMSG #a two"))
        lines.extend(line for line in peer.lines if line.startswith(("@", "TAGMSG", "MARKREAD")))

    session = SessionOptions(nick="anna", channels=(("#a", ""),))
    with scripted(script) as peer, connection(qtbot, peer.port, session=session) as (anna, watch):
        watch.wait(Registered)
        qtbot.waitUntil(lambda: len(anna.members("#a")) == 2, timeout=30_000)
        assert anna.features == Features()
        assert anna.react("#a", "id", "👍").error_code == "not_offered"
        assert anna.edit("#a", "id", "x").error_code == "not_offered"
        assert anna.redact("#a", "id").error_code == "not_offered"
        assert anna.set_typing("#a", TypingState.ACTIVE).error_code == "not_offered"
        assert anna.mark_read("#a", 5.0, "id").error_code is None
        anna.say("#a", "one\ntwo", reply_to="id")
        qtbot.waitUntil(lambda: len(lines) == 2, timeout=30_000)
        anna.close()
    assert lines == ["PRIVMSG #a one", "PRIVMSG #a two"]
