"""PRIVMSG and NOTICE, in and out; CTCP.

Sources: the Modern IRC document ("Sending Messages"), IRCv3 message-tags, echo-message,
labeled-response, "Client-to-Client Protocol (CTCP)".
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime

from core import __version__
from core.client.buffers import Buffers
from core.client.context import Context, Handler
from core.client.events import (
    Delivery,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    NewsKind,
    TagsReceived,
)
from core.client.outgoing import Outgoing
from core.client.splitting import split_lines, split_text
from core.irc.capabilities import MESSAGE_TAGS, NONCE_TAG
from core.irc.ctcp import Ctcp, format_ctcp, parse_ctcp
from core.irc.formatting import strip_formatting
from core.irc.message import Message, Source
from core.irc.numerics import Numeric

CLASS_TAG = "+besedka.app/class"
"""The client-only tag by which a class follows its teacher (``core.client.classroom``)."""
HEARD_TAGS = frozenset({CLASS_TAG})
"""The tags of a TAGMSG that are told; of others (typing, reactions) come too many."""
CTCP_ANSWERS = 3
CTCP_SECONDS = 10.0
"""We answer at most so many CTCP requests in so many seconds."""
_MOST_SEEN = 20_000  # ids of messages, so that what a server plays back is not shown twice


class Messages:
    """What people write to each other."""

    def __init__(self, context: Context, buffers: Buffers, outgoing: Outgoing) -> None:
        self._context = context
        self._buffers = buffers
        self._outgoing = outgoing
        self._answers: deque[float] = deque(maxlen=CTCP_ANSWERS)
        self._named = ("", re.compile(""))
        self._seen: dict[str, None] = {}

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            "PRIVMSG": self._on_text,
            "NOTICE": self._on_text,
            "TAGMSG": self._on_tags,
            "ACK": self._on_ack,
            Numeric.RPL_AWAY: self.on_away,
            Numeric.ERR_NOSUCHNICK: self.on_refused,
            Numeric.ERR_NOSUCHSERVER: self.on_refused,
            Numeric.ERR_CANNOTSENDTOCHAN: self.on_refused,
            Numeric.ERR_TOOMANYTARGETS: self.on_refused,
            Numeric.ERR_NORECIPIENT: self.on_refused,
            Numeric.ERR_NOTEXTTOSEND: self.on_refused,
            Numeric.ERR_INPUTTOOLONG: self.on_refused,
            "408": self.on_refused,  # no colours allowed
            "415": self.on_refused,  # wildcards
            "716": self.on_refused,  # that person takes no messages from strangers
            "531": self.on_refused,
        }

    # --- out ------------------------------------------------------------------------------------

    def say(self, target: str, text: str, kind: MessageKind) -> None:
        """Write to a channel or a person; every line is a message, a long one several."""
        buffer = self._buffers.shown(self._context.isupport.strip_statusmsg(target)[1])
        if not buffer and not self._is_channel(target) and kind is not MessageKind.NOTICE:
            self._buffers.open_query(target, by_us=True)
            buffer = self._buffers.shown(target)
        command = "NOTICE" if kind is MessageKind.NOTICE else "PRIVMSG"
        room = self._context.text_room(command, target)
        if kind is MessageKind.ACTION:
            room -= len(format_ctcp("ACTION", " ")) - 1
        for line in split_lines(text):
            for piece in split_text(line, room):
                body = format_ctcp("ACTION", piece) if kind is MessageKind.ACTION else piece
                self._outgoing.add(buffer, target, body, piece, kind)

    def _is_channel(self, target: str) -> bool:
        isupport = self._context.isupport
        return isupport.is_channel(isupport.strip_statusmsg(target)[1])

    # --- in -------------------------------------------------------------------------------------

    def _on_text(self, message: Message) -> None:
        context = self._context
        target, body = message.param(0), message.param(1)
        source = message.from_
        nick = source.nick
        own = bool(nick) and context.is_me(nick)
        by_server = self._is_server(source)
        notice = message.command == "NOTICE"
        if len(message.params) < 2:
            context.tell(message.command, " ".join(message.params))
            return
        msgid, history = message.tags.get("msgid", ""), context.in_history(message)
        if own and self._is_own(message, target, body, history=history):
            self._saw(msgid)
            return
        if msgid in self._seen:
            return
        self._saw(msgid)
        ctcp = parse_ctcp(body)
        kind = MessageKind.NOTICE if notice else MessageKind.TEXT
        if ctcp is not None:
            if ctcp.command != "ACTION":
                self._on_ctcp(message, nick, ctcp, own=own)
                return
            kind, body = MessageKind.ACTION, ctcp.text
        channel = context.isupport.strip_statusmsg(target)[1]
        if context.isupport.is_channel(channel):
            buffer = self._buffers.shown(channel)
        elif by_server:
            buffer = ""
        else:
            buffer = self._private_buffer(message, nick, target, own=own)
        if by_server and not own:
            context.tell(
                "NOTICE", body, buffer=buffer, time=context.time_of(message), params=(nick,)
            )
            return
        context.emit(
            MessageReceived(
                buffer=buffer,
                kind=kind,
                nick=nick,
                text=body,
                time=context.time_of(message),
                key=context.next_key(),
                msgid=msgid,
                own=own,
                highlight=not own and not history and self._names_us(body),
                delivery=Delivery.STORED if own else None,
                account=message.tags.get("account", ""),
                target=target,
                tags=message.tags,
                history=history,
            )
        )

    def _private_buffer(self, message: Message, nick: str, target: str, *, own: bool) -> str:
        """Where a message between two people is shown; a notice opens no conversation."""
        if not own and not self._context.is_me(target):
            return ""  # to everybody on the server, or to a name that we no longer have
        peer = target if own else nick
        if message.command != "NOTICE" or self._buffers.find(peer) is not None:
            query = self._buffers.open_query(peer)
            if query is not None:
                if not own:
                    query.away = None
                return query.name
        return ""

    def _is_server(self, source: Source) -> bool:
        nick, user, host = source
        if not self._context.registered or not nick:
            return True
        return not user and not host and ("." in nick or nick == self._context.server)

    def _names_us(self, text: str) -> bool:
        nick = self._context.nick
        if self._named[0] != nick:
            pattern = rf"(?<![\w\-]){re.escape(nick)}(?![\w\-])"
            self._named = (nick, re.compile(pattern, re.IGNORECASE))
        return bool(nick) and self._named[1].search(text) is not None

    def _on_tags(self, message: Message) -> None:
        context = self._context
        heard = {key: value for key, value in message.tags.items() if key in HEARD_TAGS}
        nick = message.from_.nick
        if not heard or not nick:
            return
        target = message.param(0)
        channel = self._buffers.joined(context.isupport.strip_statusmsg(target)[1])
        own = context.is_me(nick)
        if channel is None and not own and not context.is_me(target):
            return
        buffer = channel.name if channel is not None else ""
        leads = self._leads(nick)
        context.emit(TagsReceived(buffer, nick, heard, context.time_of(message), leads, own))

    def _leads(self, nick: str) -> tuple[str, ...]:
        """Our channels in which somebody is an operator, or more than that."""
        context = self._context
        letters = context.isupport.prefix_modes
        leading = set(letters[: letters.find("o") + 1])
        folded = context.fold(nick)
        return tuple(
            channel.name
            for channel in self._buffers.channels_of(folded)
            if channel.joined and leading & set(channel.members[folded].modes)
        )

    def send_tags(self, target: str, tags: Mapping[str, str]) -> bool:
        """Send client-only tags alone; False where the server passes none on, or it cannot be
        written. Nothing is kept for a later connection."""
        context = self._context
        denied = (context.isupport.get("CLIENTTAGDENY") or "").split(",")
        names = [key.lstrip("+") for key in tags]
        if "*" in denied:
            refused = any(f"-{name}" not in denied for name in names)
        else:
            refused = any(name in denied for name in names)
        if refused or not context.has(MESSAGE_TAGS):
            return False
        return context.send("TAGMSG", target, tags=tags)

    # --- what came of ours ----------------------------------------------------------------------

    def _saw(self, msgid: str) -> None:
        if msgid:
            self._seen[msgid] = None
            if len(self._seen) > _MOST_SEEN:
                del self._seen[next(iter(self._seen))]

    def _is_own(self, message: Message, target: str, body: str, *, history: bool) -> bool:
        """Whether it is a message that we show already: its echo, or played back to us after the
        connection broke before the echo came."""
        if history:
            known = message.tags.get("msgid", "") in self._seen
            entry = None if known else self._outgoing.played_back(target, body)
        else:
            nonce = message.tags.get(NONCE_TAG, "")
            entry = self._outgoing.stored(self._context.label_of(message), nonce, target, body)
        if entry is None:
            return False
        self._context.emit(
            MessageUpdated(
                entry.buffer,
                entry.key,
                Delivery.STORED,
                self._context.time_of(message),
                message.tags.get("msgid", ""),
            )
        )
        return True

    def _on_ack(self, message: Message) -> None:
        self._outgoing.acknowledged(self._context.label_of(message))

    def on_refused(self, message: Message) -> None:
        """An error that may be the answer to a message; else it is shown as any other."""
        label = self._context.label_of(message)
        error = message.params[-1] if len(message.params) > 1 else ""
        target = message.param(1)
        if self._outgoing.refused(label, target, error):
            return
        buffer = self._buffers.shown(target)
        if self._buffers.channel(buffer) is None and self._context.asked_buffer():
            buffer = ""  # "/whois nobody" is answered where it was typed, not where nobody looks
        self._context.tell_error(message, buffer)

    def on_away(self, message: Message) -> None:
        """301: whom we wrote to is away; shown once for each reason."""
        nick, reason = message.param(1), message.param(2)
        query = self._buffers.find(nick)
        if query is None or query.away == reason:
            return
        query.away = reason
        when, shown = self._context.time_of(message), strip_formatting(reason)
        self._context.emit(News(query.name, NewsKind.AWAY, nick, when, text=shown))

    # --- CTCP -----------------------------------------------------------------------------------

    def _on_ctcp(self, message: Message, nick: str, ctcp: Ctcp, *, own: bool) -> None:
        context = self._context
        if own:
            return  # the echo of our own answer
        context.tell(
            "CTCP",
            f"{nick}: {ctcp.command} {ctcp.text}".rstrip(),
            time=context.time_of(message),
            params=(nick, ctcp.command, ctcp.text),
        )
        if message.command == "NOTICE" or not nick or context.in_history(message):
            return
        answer = self._ctcp_answer(ctcp)
        if answer is None:
            return
        now = context.now()
        if len(self._answers) == CTCP_ANSWERS and now - self._answers[0] < CTCP_SECONDS:
            return
        self._answers.append(now)
        context.send("NOTICE", nick, format_ctcp(ctcp.command, answer))

    def _ctcp_answer(self, ctcp: Ctcp) -> str | None:
        match ctcp.command:
            case "VERSION":
                return f"Besedka {__version__}"
            case "PING":
                return ctcp.text[:100]
            case "TIME":
                now = datetime.fromtimestamp(self._context.now(), UTC)
                return now.isoformat(timespec="seconds")
            case "CLIENTINFO":
                return "ACTION CLIENTINFO PING TIME VERSION"
        return None
