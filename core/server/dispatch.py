"""One line that is not a plain message: checked, parsed, and handed to its handler."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.irc.decoder import Overlong
from core.irc.message import ParseError, parse
from core.irc.numerics import Numeric
from core.server import login, sasl
from core.server.commands.table import TABLE
from core.server.events import LogKind, LogLevel
from core.server.jobs import Job, TooManyJobsError
from core.server.message_tags import read_tags
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_HTTP = re.compile(rb"[A-Z]{3,10} [^ ]+ HTTP/[0-9]")
_HTTP_TEXT = (
    "This is a chat server (IRC). Open its address in a chat program, not in a browser.\r\n"
)
_HTTP_ANSWER = (
    "HTTP/1.1 400 Bad Request\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    f"Content-Length: {len(_HTTP_TEXT)}\r\n"
    "Connection: close\r\n\r\n"
    f"{_HTTP_TEXT}"
).encode()


def handle(server: Server, user: User, line: bytes | Overlong) -> None:
    """Execute one line of a client. An exception of ours becomes a log entry and numeric 400."""
    mark, began = server.outbox.mark(), server.clock()
    try:
        if user.registered or _count(server, user, line):
            _handle(server, user, line)
    except Exception as fault:  # a fault in one handler must not take the server down
        _failed(server, user, fault)
    finally:
        server.wire.end_label()
    server.throttle.charge(server, user, line, mark, server.clock() - began)


def finish_job(
    server: Server, user: User, job: Job, result: object, fault: Exception | None
) -> None:
    """Go on where a handler left off to have work done elsewhere."""
    if job.label:
        server.wire.begin_label(user, job.label)
    try:
        if fault is None:
            job.done(server, user, result)
        else:
            _not_done(server, user, fault)
            server.complete_registration(user)  # it may have waited for a login by PASS
    except Exception as error:
        _failed(server, user, error)
    finally:
        server.wire.end_label()


def _not_done(server: Server, user: User, fault: Exception) -> None:
    if not isinstance(fault, TooManyJobsError):
        _failed(server, user, fault)
    elif user.sasl is not None:
        sasl.fail(server, user, login.BUSY)
    else:
        text = "The server has much to do; wait a while and try again"
        server.wire.numeric(user, Numeric.RPL_TRYAGAIN, "*", text)


def _failed(server: Server, user: User, fault: Exception) -> None:
    text = f"{type(fault).__name__}: {fault}"
    server.note(LogKind.INTERNAL, user, text, level=LogLevel.ERROR)
    if not user.closed:
        server.wire.numeric(user, Numeric.ERR_UNKNOWNERROR, "*", "The server failed to do that")


def count_bytes(server: Server, user: User, size: int) -> None:
    """Count what came of a line before registration; too much of it ends the connection."""
    limits = server.config.limits
    user.bytes_sent += size
    flooded = (
        user.lines_sent > limits.unregistered_lines or user.bytes_sent > limits.unregistered_bytes
    )
    if flooded and server.config.flood_control:
        server.note(LogKind.FLOOD, user, user.lines_sent, level=LogLevel.WARNING)
        server.drop(user, "flood", "Too much before you said who you are (flood)")


def _count(server: Server, user: User, line: bytes | Overlong) -> bool:
    """Count what comes before registration; False when the connection was closed."""
    user.lines_sent += 1
    count_bytes(server, user, line.length if isinstance(line, Overlong) else len(line) + 2)
    if user.closed:
        return False
    if user.lines_sent == 1 and isinstance(line, bytes) and _HTTP.match(line):
        # A browser could be made to send IRC commands in the lines that follow: close at once.
        _note_bad(server, user, "not_irc")
        server.outbox.to(user.conn, _HTTP_ANSWER)
        server.close_quietly(user, "HTTP request")
        return False
    return True


def _handle(server: Server, user: User, line: bytes | Overlong) -> None:
    wire = server.wire
    if isinstance(line, Overlong):
        if line.length > server.config.limits.longest_line:
            server.drop(user, "recvq", "Your line has no end (RecvQ exceeded)")
            return
        _note_bad(server, user, "overlong")
        wire.numeric(user, Numeric.ERR_INPUTTOOLONG, "The line is too long")
        return
    line = line.rstrip(b"\r")  # some send CR CR LF
    if line.startswith(b"@"):
        raw, _, rest = line[1:].partition(b" ")
        tags = read_tags(raw, user.caps)
        if tags.label and b"\0" not in raw and b"\r" not in raw and _is_utf8(tags.label):
            wire.begin_label(user, tags.label)
    else:
        rest = line
    if b"\0" in line or b"\r" in line:
        _note_bad(server, user, "nul")
        text = "A line must not have NUL or CR characters in it"
        wire.fail(user, _verb(rest), "INVALID_CHARACTER", text)
        return
    if not _is_utf8(line):
        _note_bad(server, user, "utf8")
        wire.fail(user, _verb(rest), "INVALID_UTF8", "The message is not UTF-8")
        return
    try:
        message = parse(line)
    except ParseError:
        if line.strip():
            wire.numeric(user, Numeric.ERR_UNKNOWNCOMMAND, "*", "There is no command in this line")
        return
    command = TABLE.get(message.command)
    if command is None:
        if not user.registered:
            _note_bad(server, user, "not_irc")
        name = message.command[:60]
        wire.numeric(user, Numeric.ERR_UNKNOWNCOMMAND, name, "Unknown command")
    elif not user.registered and not command.before_registration:
        wire.numeric(user, Numeric.ERR_NOTREGISTERED, "You have not registered (NICK and USER)")
    elif len(message.params) < command.min_params:
        text = f"{command.name} needs more parameters"
        wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, command.name, text)
    else:
        server.used[command.name] += 1
        command.handler(server, user, message)


def _note_bad(server: Server, user: User, what: str) -> None:
    """Log bad input; of a client that speaks no IRC at all only once."""
    if what == "not_irc":
        if user.warned:
            return
        user.warned = True
    server.note(LogKind.BAD_INPUT, user, what, level=LogLevel.WARNING)


def _verb(line: bytes) -> str:
    word = line.lstrip(b" ").partition(b" ")[0]
    return word.decode().upper() if word.isalpha() and word.isascii() else "*"


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
