"""The tags of a message: those that a client sent, and those that each reader gets.

Sources: IRCv3 message-tags, message-ids, server-time, account-tag, labeled-response, bot-mode.
"""

from __future__ import annotations

from typing import NamedTuple

from core.irc.capabilities import EDIT_TAG as EDIT_TAG_TEXT
from core.irc.message import Message, escape_tag_value
from core.server.capabilities import (
    ACCOUNT_TAG,
    EDIT,
    LABELED_RESPONSE,
    MESSAGE_TAGS,
    NONCE,
    NONCE_LENGTH,
    NONCE_TAG,
    SERVER_TIME,
)
from core.server.state import User

EDIT_TAG = EDIT_TAG_TEXT.encode()
_LABEL_LENGTH = 64  # bytes, IRCv3 labeled-response
_NONCE_KEY = NONCE_TAG.decode() + "="


class Tags(NamedTuple):
    """The tags of a client's message that mean something to us, raw as on the wire."""

    client: bytes = b""
    label: bytes = b""
    nonce: bytes = b""


def read_tags(raw: bytes, caps: int) -> Tags:
    """Sort the tags of a line (without ``@``) for a client with these capabilities."""
    client: list[bytes] = []
    label = nonce = b""
    for item in raw.split(b";"):
        key, _, value = item.partition(b"=")
        if key == b"label":
            if caps & LABELED_RESPONSE and len(value) <= _LABEL_LENGTH:
                label = value
        elif key == NONCE_TAG and caps & NONCE and 0 < len(value) <= NONCE_LENGTH:
            nonce = value
        elif key == EDIT_TAG and not caps & EDIT:
            continue
        elif key[:1] == b"+" and len(key) > 1 and caps & MESSAGE_TAGS:
            client.append(item)
    return Tags(b";".join(client) if client else b"", label, nonce)


def tags_of(message: Message, user: User) -> Tags:
    """The same of a parsed line; its label is kept by the wire."""
    raw = ";".join(
        f"{key}={escape_tag_value(value)}" if value else key for key, value in message.tags.items()
    )
    return read_tags(raw.encode(), user.caps)._replace(label=b"")


def with_nonce(tags: Tags) -> str:
    """The tags of a message as they are stored: the nonce last."""
    nonce = NONCE_TAG + b"=" + tags.nonce if tags.nonce else b""
    return b";".join(filter(None, (tags.client, nonce))).decode()


def without_nonce(tags: str) -> str:
    """Stored tags as they are shown."""
    return tags.partition(_NONCE_KEY)[0].rstrip(";") if _NONCE_KEY in tags else tags


def nonce_of(tags: str) -> bytes:
    """The nonce in stored tags, empty where there is none."""
    return tags.rpartition(_NONCE_KEY)[2].encode() if _NONCE_KEY in tags else b""


def message_ids(user: User, msgid: bytes, client: bytes) -> bytes:
    """The tags for those with message-tags: message id, bot, client-only tags."""
    if msgid and not user.bot:
        return b"msgid=%b;%b" % (msgid, client) if client else b"msgid=" + msgid
    tags = (b"msgid=" + msgid if msgid else b"", b"bot" if user.bot else b"", client)
    return b";".join(filter(None, tags))


def encode(capset: int, body: bytes, time_tag: bytes, ids: bytes, account: bytes) -> bytes:
    """``body`` with the tags of one set of capabilities."""
    if capset & ACCOUNT_TAG:
        if not account:
            capset ^= ACCOUNT_TAG
        elif capset & SERVER_TIME:
            time_tag = b"%b;%b" % (time_tag, account)
        else:
            time_tag = account
            capset |= SERVER_TIME
    if capset & MESSAGE_TAGS and ids:
        if capset & SERVER_TIME:
            return b"@%b;%b %b" % (time_tag, ids, body)
        return b"@%b %b" % (ids, body)
    return b"@%b %b" % (time_tag, body) if capset & SERVER_TIME else body
