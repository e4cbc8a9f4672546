"""PRIVMSG and NOTICE, in and out; CTCP.

Sources: the Modern IRC document ("Sending Messages"), IRCv3 message-tags, echo-message,
labeled-response, "Client-to-Client Protocol (CTCP)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.client.buffers import Buffers
from core.client.context import Context, Handler
from core.client.ctcp import CtcpRequests
from core.client.edits import edited_at, edited_id
from core.client.events import (
    Delivery,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    TagsReceived,
)
from core.client.feature_events import MessageEdited, ReactionReceived
from core.client.features import OfferedFeatures, may_send_tag
from core.client.multiline import split_batches
from core.client.outgoing import Outgoing
from core.client.reactions import reply_to
from core.client.splitting import clean_text, split_lines, split_text
from core.client.typing import Typing
from core.irc.capabilities import EDIT_TAG, NONCE_TAG, REPLY_TAG, ZNC_PLAYBACK
from core.irc.ctcp import format_ctcp, parse_ctcp
from core.irc.formatting import strip_formatting
from core.irc.message import Message, Source
from core.irc.numerics import Numeric

CLASS_TAG = "+besedka.app/class"
"""The client-only tag by which a class follows its teacher (``core.client.classroom``)."""
HEARD_TAGS = frozenset({CLASS_TAG})
"""The tags of a TAGMSG that are told; of others (typing, reactions) come too many."""
_MOST_SEEN = 20_000  # ids of messages, so that what a server plays back is not shown twice


class Messages:
    """What people write to each other."""

    def __init__(
        self,
        context: Context,
        buffers: Buffers,
        outgoing: Outgoing,
        typing: Typing,
        features: OfferedFeatures,
    ) -> None:
        self._context = context
        self._buffers = buffers
        self._outgoing = outgoing
        self._typing = typing
        self._features = features
        self._ctcp = CtcpRequests(context)
        self._named = ("", re.compile(""))
        self._seen: dict[str, None] = {}
        self._own_ids: dict[str, None] = {}
        self._told: dict[int, None] = {}
        """The same of messages without an id, by their time and all that they say."""

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            "PRIVMSG": self._on_text,
            "NOTICE": self._on_text,
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

    def say(self, target: str, text: str, kind: MessageKind, reply_to: str = "") -> None:
        """Write to a channel or a person; ``reply_to`` is the id of the message that it answers.

        Where the server takes several lines as one message, they are one; else every line is a
        message, a long one several.
        """
        buffer = self._buffers.shown(self._context.isupport.strip_statusmsg(target)[1])
        if not buffer and not self._is_channel(target) and kind is not MessageKind.NOTICE:
            self._buffers.open_query(target, by_us=True)
            buffer = self._buffers.shown(target)
        tags = (
            {REPLY_TAG: reply_to}
            if reply_to and (self._features.current.replies or not self._features.known)
            else {}
        )
        for piece in self._pieces(target, text, kind):
            body = format_ctcp("ACTION", piece) if kind is MessageKind.ACTION else piece
            self._outgoing.add(buffer, target, body, piece, kind, tags)
            tags = {}
        self._typing.said(target)

    def _pieces(self, target: str, text: str, kind: MessageKind) -> Iterator[str]:
        """What people get as one message each."""
        room = self._room(target, kind)
        offered = self._features.current
        if not self._features.known and kind is not MessageKind.ACTION:
            if whole := clean_text(text):
                yield whole  # it is cut when it goes out, as the server will have it
            return
        if offered.multiline and kind is not MessageKind.ACTION:
            limits = (offered.multiline_lines, offered.multiline_bytes)
            for part in split_batches(clean_text(text), room, *limits):
                if part.strip():
                    yield part
            return
        for line in split_lines(text):
            yield from split_text(line, room)

    def _room(self, target: str, kind: MessageKind) -> int:
        command = "NOTICE" if kind is MessageKind.NOTICE else "PRIVMSG"
        room = self._context.text_room(command, target)
        return room - len(format_ctcp("ACTION", " ")) + 1 if kind is MessageKind.ACTION else room

    def edit(self, target: str, msgid: str, text: str, kind: MessageKind) -> bool | None:
        """Replace the text of an own message; whether that was sent at once, None where the text
        is too long to be one message."""
        text = clean_text(text)
        pieces = list(self._pieces(target, text, kind))
        if len(pieces) != 1 or pieces[0] != text:
            return None
        buffer = self._buffers.shown(target)
        body = format_ctcp("ACTION", text) if kind is MessageKind.ACTION else text
        self._typing.said(target)
        return self._outgoing.add(buffer, target, body, text, kind, {EDIT_TAG: msgid})

    def ask_program(self, target: str, command: str, text: str) -> bool:
        """CTCP: ask the program of somebody, or of everybody in a channel."""
        return self._ctcp.ask(target, command, text)

    def _is_channel(self, target: str) -> bool:
        isupport = self._context.isupport
        return isupport.is_channel(isupport.strip_statusmsg(target)[1])

    # --- in -------------------------------------------------------------------------------------

    def _on_text(self, message: Message) -> None:
        context = self._context
        target, body = message.param(0), message.param(1)
        source = message.from_
        nick = source.nick
        own = bool(nick) and (context.is_me(nick) or self._was_ours(message))
        by_server = self._is_server(source)
        notice = message.command == "NOTICE"
        if len(message.params) < 2:
            context.tell(message.command, " ".join(message.params))
            return
        msgid, played_back = message.tags.get("msgid", ""), context.playback_of(message)
        history = bool(played_back)
        if not msgid and context.page is None and self._is_repeated(message):
            return
        edits = edited_id(context, message)
        may_be_ours = own or (history and context.fold(nick) in context.had_nicks)
        if may_be_ours and self._is_own(message, target, body, edits, history=history):
            self._saw(msgid, own=True)
            return
        page = context.page
        if msgid in self._seen:
            if page is None:
                return
            page.seen.add(msgid)
        if page is None or not page.search:
            self._saw(msgid, own=own)
        ctcp = parse_ctcp(body)
        kind = MessageKind.NOTICE if notice else MessageKind.TEXT
        if ctcp is not None:
            if ctcp.command != "ACTION":
                self._ctcp.on_ctcp(message, nick, ctcp, own=own)
                return
            kind, body = MessageKind.ACTION, ctcp.text
        if edits:
            shown = self._buffers.of_message(nick, target)
            when = context.time_of(message)
            if shown:
                self._typing.heard(shown, nick)
                context.emit(MessageEdited(shown, edits, nick, body, when, own))
            return
        channel = context.isupport.strip_statusmsg(target)[1]
        if page is not None:
            peer = target if own or context.isupport.is_channel(channel) else nick
            buffer = self._buffers.shown(page.buffer or peer) or page.buffer or peer
        elif context.isupport.is_channel(channel):
            buffer = self._buffers.shown(channel)
        elif by_server:
            buffer = ""
        else:
            buffer = self._private_buffer(message, nick, target, own=own)
        if by_server and not own and page is None:
            self._tell_notice(message, nick, body, buffer)
            return
        if not history:
            self._typing.heard(buffer, nick)
        answered = reply_to(message)
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
                highlight=not own
                and (self._names_us(body) or answered in self._own_ids)
                and self._is_new(played_back, buffer),
                delivery=Delivery.STORED if own else None,
                account=message.tags.get("account", ""),
                target=target,
                tags=message.tags,
                history=history,
                reply_to=answered,
                edited=edited_at(context, message),
            )
        )

    def _tell_notice(self, message: Message, nick: str, body: str, buffer: str) -> None:
        """What the server itself says."""
        context = self._context
        if context.list_asked and "channel list" in body:
            # InspIRCd tells it so, and an empty list, to who has only just come.
            context.list_refused = strip_formatting(body).lstrip("* ")
        context.tell("NOTICE", body, buffer=buffer, time=context.time_of(message), params=(nick,))

    def _private_buffer(self, message: Message, nick: str, target: str, *, own: bool) -> str:
        """Where a message between two people is shown; a notice opens no conversation."""
        if not own and not self._context.is_me(target):
            return ""  # to everybody on the server, or to a name that we no longer have
        peer = target if own else nick
        asked = self._context.fold(peer) in self._context.asked_services
        if message.command != "NOTICE" or asked or self._buffers.find(peer) is not None:
            query = self._buffers.open_query(peer, by_us=asked)
            if query is not None:
                if not own:
                    query.away = None
                return query.name
        return ""

    def _was_ours(self, message: Message) -> bool:
        """Whether we wrote it long ago, under whatever nickname."""
        account = self._context.account
        said_by = message.tags.get("account", "")
        if self._context.page is None or not account or not said_by:
            return False
        return self._context.fold(said_by) == self._context.fold(account)

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

    def on_tags(self, message: Message) -> None:
        """A TAGMSG: for what this program does with a class."""
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
        if not tags or not all(may_send_tag(self._context, tag) for tag in tags):
            return False
        sent = self._context.send("TAGMSG", target, tags=tags)
        if sent:
            self._outgoing.charge()
        return sent

    def reacted(self, target: str, msgid: str, reaction: str, *, removed: bool) -> None:
        """We reacted, on a server that sends no echo: tell it now."""
        nick, when = self._context.nick, self._context.now()
        buffer = self._buffers.shown(target)
        event = ReactionReceived(buffer, msgid, nick, reaction, when, removed, own=True)
        self._context.emit(event)

    # --- what came of ours ----------------------------------------------------------------------

    def _saw(self, msgid: str, *, own: bool = False) -> None:
        if not msgid:
            return
        self._seen[msgid] = None
        if len(self._seen) > _MOST_SEEN:
            del self._seen[next(iter(self._seen))]
        if own:
            self._own_ids[msgid] = None
            if len(self._own_ids) > _MOST_SEEN:
                del self._own_ids[next(iter(self._own_ids))]

    def _is_new(self, played_back: str, buffer: str) -> bool:
        """Whether a message is one that we have not seen, so that what names us counts: also where
        a bouncer, or a server that we were on before, plays back what we missed."""
        if (page := self._context.page) is not None:
            return page.missed
        return not played_back or played_back == ZNC_PLAYBACK or self._context.was_known(buffer)

    def _is_repeated(self, message: Message) -> bool:
        """Whether a bouncer tells again what was said in a channel before it came back there: its
        server has played that back to it, and it hands that on as if it were new."""
        stamp = message.tags.get("time")
        if stamp is None:
            return False
        told = hash((stamp, message.source, *message.params))
        channel = self._buffers.joined(message.param(0))
        if told in self._told:
            return channel is not None and self._context.time_of(message) < channel.since
        self._told[told] = None
        if len(self._told) > _MOST_SEEN:
            del self._told[next(iter(self._told))]
        return False

    def _is_own(
        self, message: Message, target: str, body: str, edits: str, *, history: bool
    ) -> bool:
        """Whether it is a message that we show already: its echo, or played back to us after the
        connection broke before the echo came."""
        if history:
            known = message.tags.get("msgid", "") in self._seen
            entry = None if known else self._outgoing.played_back(target, body)
        else:
            nonce = message.tags.get(NONCE_TAG, "")
            label = self._context.label_of(message)
            entry = self._outgoing.stored(label, nonce, target, body, edits)
        if entry is None:
            return False
        msgid = message.tags.get("msgid", "")
        self._outgoing.tell_stored(entry, self._context.time_of(message), msgid)
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
