"""Capabilities: their names, and the reading and writing of CAP.

Sources: IRCv3 capability-negotiation and the page of each capability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntFlag

ACCOUNT_NOTIFY = "account-notify"
ACCOUNT_REGISTRATION = "draft/account-registration"
ACCOUNT_TAG = "account-tag"
AWAY_NOTIFY = "away-notify"
BATCH = "batch"
CAP_NOTIFY = "cap-notify"
CHANNEL_RENAME = "draft/channel-rename"
CHATHISTORY = "draft/chathistory"
CHGHOST = "chghost"
ECHO_MESSAGE = "echo-message"
EVENT_PLAYBACK = "draft/event-playback"
EXTENDED_JOIN = "extended-join"
EXTENDED_MONITOR = "extended-monitor"
INVITE_NOTIFY = "invite-notify"
LABELED_RESPONSE = "labeled-response"
MESSAGE_REDACTION = "draft/message-redaction"
MESSAGE_TAGS = "message-tags"
METADATA = "draft/metadata-3"
MULTI_PREFIX = "multi-prefix"
MULTILINE = "draft/multiline"
NO_IMPLICIT_NAMES = "no-implicit-names"
DRAFT_NO_IMPLICIT_NAMES = "draft/no-implicit-names"  # its name before it was ratified
PRE_AWAY = "draft/pre-away"
RELAYMSG = "draft/relaymsg"
READ_MARKER = "draft/read-marker"
SASL = "sasl"
SEARCH = "soju.im/search"
SERVER_TIME = "server-time"
SETNAME = "setname"
STANDARD_REPLIES = "standard-replies"
STS = "sts"
USERHOST_IN_NAMES = "userhost-in-names"
ZNC_PLAYBACK = "znc.in/playback"
ZNC_SELF_MESSAGE = "znc.in/self-message"

NONCE = "besedka.app/nonce"
"""Ours: the client names each of its messages with the client-only tag ``+besedka.app/nonce`` (up
to 64 ASCII characters). The server answers a nonce that it has seen with the echo of the first
message and delivers nothing again: what is resent after a reconnect is neither lost nor doubled."""
CLASSROOM = "besedka.app/classroom"
"""Ours: the client hears of raised hands and of what the teacher switched, and can raise a hand."""
EDIT = "besedka.app/edit"
"""Ours: a message with the client-only tag ``+besedka.app/edit=MSGID`` takes the place of an
earlier one of the same sender."""

EDIT_TAG = "+besedka.app/edit"
EDITED_TAG = "besedka.app/edited"
"""When the text of a message in the history was last replaced (a time as in server-time)."""
MULTILINE_BATCH = "draft/multiline"
MULTILINE_CONCAT = "draft/multiline-concat"
"""The tag of a line of a multiline message that continues the line before it without a break."""
NONCE_TAG = "+besedka.app/nonce"
READ_TAG = "+besedka.app/read"
"""Ours: in a TAGMSG between two people, the id of the newest message that the sender has seen."""
REPLY_TAG = "+draft/reply"
"""The id of the message that this one answers, or reacts to (IRCv3 reply, react)."""
REACT_TAG = "+draft/react"
UNREACT_TAG = "+draft/unreact"
TYPING_TAG = "+typing"
NONCE_LENGTH = 64


class Cap(IntFlag):
    """The capabilities that change the bytes a client gets: a key for what is encoded once."""

    MESSAGE_TAGS = 1
    SERVER_TIME = 2
    ACCOUNT_TAG = 4
    BATCH = 8
    LABELED_RESPONSE = 16
    ECHO_MESSAGE = 32
    MULTI_PREFIX = 64
    EXTENDED_JOIN = 128
    AWAY_NOTIFY = 256
    CHGHOST = 512
    SETNAME = 1024
    USERHOST_IN_NAMES = 2048
    INVITE_NOTIFY = 4096
    ACCOUNT_NOTIFY = 8192
    CAP_NOTIFY = 16384
    STANDARD_REPLIES = 32768
    NONCE = 65536
    EXTENDED_MONITOR = 1 << 17
    SASL = 1 << 18
    CHATHISTORY = 1 << 19
    EVENT_PLAYBACK = 1 << 20
    READ_MARKER = 1 << 21
    MESSAGE_REDACTION = 1 << 22
    MULTILINE = 1 << 23
    METADATA = 1 << 24
    CHANNEL_RENAME = 1 << 25
    PRE_AWAY = 1 << 26
    NO_IMPLICIT_NAMES = 1 << 27
    ACCOUNT_REGISTRATION = 1 << 28
    EDIT = 1 << 29
    CLASSROOM = 1 << 30
    SEARCH = 1 << 31
    RELAYMSG = 1 << 32


FLAGS: Mapping[str, Cap] = {
    MESSAGE_TAGS: Cap.MESSAGE_TAGS,
    SERVER_TIME: Cap.SERVER_TIME,
    ACCOUNT_TAG: Cap.ACCOUNT_TAG,
    BATCH: Cap.BATCH,
    LABELED_RESPONSE: Cap.LABELED_RESPONSE,
    ECHO_MESSAGE: Cap.ECHO_MESSAGE,
    MULTI_PREFIX: Cap.MULTI_PREFIX,
    EXTENDED_JOIN: Cap.EXTENDED_JOIN,
    AWAY_NOTIFY: Cap.AWAY_NOTIFY,
    CHGHOST: Cap.CHGHOST,
    SETNAME: Cap.SETNAME,
    USERHOST_IN_NAMES: Cap.USERHOST_IN_NAMES,
    INVITE_NOTIFY: Cap.INVITE_NOTIFY,
    ACCOUNT_NOTIFY: Cap.ACCOUNT_NOTIFY,
    CAP_NOTIFY: Cap.CAP_NOTIFY,
    STANDARD_REPLIES: Cap.STANDARD_REPLIES,
    NONCE: Cap.NONCE,
    EXTENDED_MONITOR: Cap.EXTENDED_MONITOR,
    SASL: Cap.SASL,
    SEARCH: Cap.SEARCH,
    RELAYMSG: Cap.RELAYMSG,
    CHATHISTORY: Cap.CHATHISTORY,
    EVENT_PLAYBACK: Cap.EVENT_PLAYBACK,
    READ_MARKER: Cap.READ_MARKER,
    MESSAGE_REDACTION: Cap.MESSAGE_REDACTION,
    MULTILINE: Cap.MULTILINE,
    METADATA: Cap.METADATA,
    CHANNEL_RENAME: Cap.CHANNEL_RENAME,
    PRE_AWAY: Cap.PRE_AWAY,
    NO_IMPLICIT_NAMES: Cap.NO_IMPLICIT_NAMES,
    DRAFT_NO_IMPLICIT_NAMES: Cap.NO_IMPLICIT_NAMES,
    ACCOUNT_REGISTRATION: Cap.ACCOUNT_REGISTRATION,
    EDIT: Cap.EDIT,
    CLASSROOM: Cap.CLASSROOM,
}


def parse_capabilities(text: str) -> dict[str, str]:
    """The list of CAP LS, NEW or ACK: name → value ("" without one).

    The modifiers of old servers (``=`` sticky, ``~`` ack) are dropped; a leading ``-`` stays, it
    says in an ACK that the capability is now off.
    """
    found: dict[str, str] = {}
    for word in text.split(" "):
        name, _, value = word.lstrip("=~").partition("=")
        if name:
            found[name] = value
    return found


def split_list(words: Iterable[str], room: int) -> Iterator[str]:
    """``words`` joined by spaces into texts of at most ``room`` bytes each, in order.

    A word longer than ``room`` stands alone.
    """
    line: list[str] = []
    length = 0
    for word in words:
        size = len(word.encode("utf-8", "replace"))
        if line and length + 1 + size > room:
            yield " ".join(line)
            line, length = [], 0
        length += size + (1 if line else 0)
        line.append(word)
    if line:
        yield " ".join(line)
