"""Where a message goes, and whether it may: the checks of the long way, for every kind of message.

What is refused is answered here; a NOTICE is never answered with an error (Modern IRC, "NOTICE
message").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.irc.numerics import Numeric
from core.server import nickserv
from core.server.channel_modes import PREFIXES
from core.server.classroom import is_muted, why_mute, why_not_to
from core.server.commands.targets import no_such_channel, no_such_nick
from core.server.nicknames import SERVICE
from core.server.outbox import Audience
from core.server.recording import private_conversation
from core.server.speech import (
    as_allowed,
    heard_by,
    is_looked_at,
    why_refused,
    why_silent,
    why_unheard,
)
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


class Destination(NamedTuple):
    """Those who get a message that was found to be allowed.

    ``name`` is the target as it is passed on (with the prefixes of a STATUSMSG), ``shown`` the one
    for the log. There is either an ``audience`` or a ``person``. ``key`` is the conversation that
    the message belongs to, "" where not all of it hear it; ``stored`` whether it is for the
    history. ``texts`` are the lines as they are passed on.
    """

    name: str
    shown: str
    audience: Audience | None
    person: User | None
    key: str
    stored: bool
    texts: tuple[str, ...]

    def people(self, server: Server) -> list[User]:
        """Those who get it."""
        if self.person is not None:
            return [self.person]
        return [server.users[conn] for conn in self.audience.group_of] if self.audience else []


def destination(
    server: Server, user: User, name: str, command: str, texts: Sequence[str], spare: int = 0
) -> Destination | None:
    """Where ``user`` may send these lines of text; None when that was refused.

    ``spare`` bytes must be left on each line for what is put in front of its text.
    """
    status = name[: len(name) - len(name.lstrip(PREFIXES))]
    if name[len(status) :].startswith("#"):
        return _to_channel(server, user, name, status, command, texts, spare)
    return _to_person(server, user, name, command, texts, spare)


def _to_channel(
    server: Server,
    user: User,
    name: str,
    status: str,
    command: str,
    texts: Sequence[str],
    spare: int,
) -> Destination | None:
    quiet = command == "NOTICE"
    channel = server.find_channel(name[len(status) :])
    if channel is None:
        if not quiet:
            no_such_channel(server, user, name)
        return None
    refusal = why_mute(server, user) or why_silent(channel, user)
    for text in texts:
        refusal = refusal or why_refused(channel, command, text)
    if refusal:
        if not quiet:
            server.wire.numeric(user, Numeric.ERR_CANNOTSENDTOCHAN, channel.name, refusal)
        return None
    allowed = tuple([as_allowed(channel, text) for text in texts])
    target = status + channel.name
    if not _fits(server, user, command, target, allowed, spare):
        return None
    looked_at = status or is_looked_at(channel) or is_muted(server)
    if user.conn in channel.members and not looked_at:
        channel.speakers.add(user.conn)
    audience = heard_by(channel, user, status)
    key = channel.folded if audience is channel.audience else ""
    stored = bool(key) and server.config.keep_history
    return Destination(target, channel.name, audience, None, key, stored, allowed)


def _to_person(
    server: Server, user: User, name: str, command: str, texts: Sequence[str], spare: int
) -> Destination | None:
    wire, quiet = server.wire, command == "NOTICE"
    person = server.find_nick(name)
    if person is None:
        if command == "PRIVMSG" and name.partition("@")[0].upper() == SERVICE.upper():
            nickserv.hear(server, user, texts[0])
        elif not quiet:
            no_such_nick(server, user, name)
        return None
    closed = why_not_to(server, user, person)
    if closed:
        if not quiet:
            wire.numeric(user, Numeric.ERR_CANTSENDTOUSER, person.nick, closed)
        return None
    unwanted = why_unheard(person, user, texts[0])
    if unwanted is not None:
        if not quiet:
            wire.numeric(user, unwanted[0], person.nick, unwanted[1])
        return None
    if not _fits(server, user, command, person.nick, texts, spare):
        return None
    if "R" in user.modes and len(user.accepted) < server.config.limits.accepted:
        user.accepted.add(person.conn)  # who is written to may answer
    key = private_conversation(user, person)
    stored = server.config.keep_history and bool(user.account or person.account)
    return Destination(person.nick, person.nick, None, person, key, stored, tuple(texts))


def _fits(
    server: Server, user: User, command: str, target: str, texts: Sequence[str], spare: int
) -> bool:
    """Whether each line fits with its source; 417 if not."""
    longest = max([len(text.encode()) for text in texts])
    text_part = 2 + longest if command != "TAGMSG" else 0
    over = len(f"{command} {target}".encode()) + text_part + spare - user.room
    if over > 0:
        words = f"The message is {over} bytes too long and was not sent"
        server.wire.numeric(user, Numeric.ERR_INPUTTOOLONG, words)
    return over <= 0


def say_away(server: Server, user: User, where: Destination, command: str) -> None:
    """Tell who wrote to somebody that they are away."""
    person = where.person
    if person is not None and person.away is not None and command == "PRIVMSG":
        server.wire.numeric(user, Numeric.RPL_AWAY, person.nick, person.away)
