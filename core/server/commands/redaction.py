"""REDACT: taking a message back (IRCv3 message-redaction).

Authors redact their own messages, operators of a channel those of others in it, and server
operators all. There is no time limit. The message leaves the history and the search for good;
those who know redaction are told, the others see no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.server.capabilities import ECHO_MESSAGE, MESSAGE_REDACTION
from core.server.commands import Command
from core.server.events import LogKind
from core.server.history import MESSAGES
from core.server.recording import is_author, private_conversation, recall, sealed_until
from core.server.state import User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


def _redact(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    target, msgid = message.params[:2]
    channel = server.find_channel(target) if target.startswith("#") else None
    person = None if target.startswith("#") else server.find_nick(target)
    inside = channel is not None and user.conn in channel.members
    if person is None and (channel is None or not (inside or user.oper)):
        text = "You cannot redact messages there"
        wire.fail(user, "REDACT", "INVALID_TARGET", text, target[:100])
        return
    if channel is not None:
        key, name = channel.folded, channel.name
        people = [member.user for member in channel.members.values()]
    else:
        assert person is not None
        key, name, people = private_conversation(user, person), person.nick, [person]
    event = recall(server, key, msgid)
    sealed = event is not None and event.time < sealed_until(server, key) and not user.oper
    if event is None or sealed or event.command not in (*MESSAGES, "TAGMSG"):
        text = "There is no such message here, or it is too old"
        wire.fail(user, "REDACT", "UNKNOWN_MSGID", text, target[:100], msgid[:100])
        return
    own = is_author(user, event)
    leads = channel is not None and inside and channel.members[user.conn].op
    if not (own or leads or user.oper):
        text = "Only its author and the operators can redact this message"
        wire.fail(user, "REDACT", "REDACT_FORBIDDEN", text, target[:100], msgid[:100])
        return
    server.stores.history.redact(key, msgid)
    server.hot.unstored.pop(msgid, None)
    reason = shorten(message.param(2), server.config.limits.kick_length)
    tail = f" :{reason}" if reason else ""
    body = user.prefix + f"REDACT {name} {msgid}{tail}".encode()
    new_id = wire.new_id()
    told = [other for other in people if other.caps & MESSAGE_REDACTION]
    others = [other for other in told if other is not user or person is user]
    wire.to_users(others, body, source=user, msgid=new_id)
    if user.caps & MESSAGE_REDACTION and user.caps & ECHO_MESSAGE:
        wire.line(user, body, user, new_id)
    if not own:
        about = f"{name} {event.nick} {reason}".rstrip()
        server.note(LogKind.OPERATOR, user, "REDACT", about)


COMMANDS = (Command("REDACT", 2, False, _redact),)
"""The rows of the command table."""
