"""Messages of several lines from a client: a batch is gathered, checked, and sent as one message.

Sources: IRCv3 multiline, client-batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.irc.capabilities import MULTILINE_BATCH, MULTILINE_CONCAT
from core.irc.casemapping import fold
from core.irc.message import Message
from core.server.capabilities import MULTILINE
from core.server.composed import Composed, send_composed
from core.server.message_tags import Tags, tags_of
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_REFERENCE_LENGTH = 64
_NO_TAGS = Tags()


@dataclass(slots=True)
class Incoming:
    """A batch that a client has opened. Once it ``failed``, its lines are ignored to its end."""

    reference: str
    target: str = ""
    tags: Tags = _NO_TAGS
    label: bytes = b""
    failed: bool = False
    command: str = ""
    lines: list[str] = field(default_factory=list)
    concat: list[int] = field(default_factory=list)
    size: int = 0


def batch(server: Server, user: User, message: Message) -> None:
    """BATCH of a client: ``+reference draft/multiline target`` and ``-reference``."""
    sign, reference = message.params[0][:1], message.params[0][1:]
    if "batch" in message.tags:
        _fail(server, user, "MULTILINE_INVALID", "A batch cannot be inside another one")
    elif sign == "+":
        _open(server, user, reference, message)
    elif sign == "-" and user.batch is not None and user.batch.reference == reference:
        _close(server, user)
    else:
        _fail(server, user, "MULTILINE_INVALID", "There is no such open batch")


def _open(server: Server, user: User, reference: str, message: Message) -> None:
    if user.batch is not None and not user.batch.failed:
        _fail(server, user, "MULTILINE_INVALID", "Another batch was open; it is dropped")
    name = reference.replace("-", "").replace("_", "")
    if not (name.isascii() and name.isalnum()) or len(reference) > _REFERENCE_LENGTH:
        text = "The name of a batch has letters and digits"
        server.wire.fail(user, "BATCH", "INVALID_REFTAG", text, reference[:100])
        user.batch = Incoming(reference, failed=True)
        return
    kind = message.param(1)
    if kind != MULTILINE_BATCH or not user.caps & MULTILINE:
        text = "The server takes no such batch from you"
        server.wire.fail(user, "BATCH", "UNKNOWN_TYPE", text, reference, kind[:100])
        user.batch = Incoming(reference, failed=True)
        return
    user.batch = Incoming(reference, message.param(2), tags_of(message, user))
    if not user.batch.target or "," in user.batch.target:
        _fail(server, user, "MULTILINE_INVALID", "The batch needs one target")
        return
    # What comes of it answers the command that opened it.
    user.batch.label = server.wire.take_label()


def add_line(server: Server, user: User, message: Message) -> None:
    """A PRIVMSG or NOTICE (or TAGMSG, which is an error) that has the tag of a batch."""
    opened: Incoming | None = user.batch
    if opened is None or opened.reference != message.tags["batch"]:
        if opened is None or not opened.failed:
            _fail(server, user, "MULTILINE_INVALID", "There is no such open batch")
        return
    if opened.failed:
        return
    text = message.param(1)
    limits = server.config.limits
    concat = MULTILINE_CONCAT in message.tags and bool(opened.lines)
    mixed = opened.command and message.command != opened.command
    if mixed or message.command == "TAGMSG":
        words = "The lines of a message are all PRIVMSG or all NOTICE"
        _fail(server, user, "MULTILINE_INVALID", words)
        return
    if fold(message.param(0)) != fold(opened.target):
        words = "The line is for somebody else than the batch"
        context = (opened.target, message.param(0)[:100])
        _fail(server, user, "MULTILINE_INVALID_TARGET", words, *context)
        return
    if not text and MULTILINE_CONCAT in message.tags:
        _fail(server, user, "MULTILINE_INVALID", "A blank line cannot continue another one")
        return
    opened.size += len(text.encode()) + (1 if opened.lines and not concat else 0)
    if opened.size > limits.multiline_bytes:
        most = str(limits.multiline_bytes)
        words = f"A message of several lines has {most} bytes at most"
        _fail(server, user, "MULTILINE_MAX_BYTES", words, most)
        return
    if len(opened.lines) >= limits.multiline_lines:
        most = str(limits.multiline_lines)
        words = f"A message of several lines has {most} lines at most"
        _fail(server, user, "MULTILINE_MAX_LINES", words, most)
        return
    if concat:
        opened.concat.append(len(opened.lines))
    opened.command = message.command
    opened.lines.append(text)


def _close(server: Server, user: User) -> None:
    opened: Incoming = user.batch
    if opened.failed:
        user.batch = None
        return
    if not any(opened.lines):
        _fail(server, user, "MULTILINE_INVALID", "There is nothing but blank lines in the batch")
        user.batch = None
        return
    user.batch = None
    _answer(server, user, opened)
    lines, concat = tuple(opened.lines), tuple(opened.concat)
    message = Composed(opened.command, lines, concat, True)
    send_composed(server, user, opened.target, message, opened.tags)


def _fail(server: Server, user: User, code: str, text: str, *context: str) -> None:
    """FAIL under the label of the open batch; the rest of that is ignored."""
    opened: Incoming | None = user.batch
    if opened is not None:
        opened.failed = True
        opened.lines.clear()
        _answer(server, user, opened)
    server.wire.fail(user, "BATCH", code, text, *context)


def _answer(server: Server, user: User, opened: Incoming) -> None:
    """What follows answers the command that opened the batch, if that had a label."""
    label, opened.label = opened.label, b""
    if label:
        server.wire.end_label(user)  # that of the line which is handled: it gets its own answer
        server.wire.begin_label(user, label)
