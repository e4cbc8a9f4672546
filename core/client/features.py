"""What the server offers beyond RFC 1459, read from its capabilities and from 005.

Sources: IRCv3 message-tags ("CLIENTTAGDENY"), multiline, chathistory, monitor; soju.im/FILEHOST.
"""

from __future__ import annotations

from core.client.context import Context
from core.client.feature_events import Features, FeaturesChanged
from core.irc import capabilities as cap

_MULTILINE_BYTES = 4096  # where the server has not told how many it takes
_FILE_HOSTS = ("SOJU.IM/FILEHOST", "DRAFT/FILEHOST", "FILEHOST")


class OfferedFeatures:
    """Keeps :attr:`current` true, and tells the window when it changes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.current = Features()
        """What the server offers; after a connection was lost what it offered last."""
        self.known = False
        """Whether it has ever let us in."""

    def flush(self) -> None:
        """Look again, if the server said anything about it."""
        context = self._context
        if not (context.offer_changed and context.registered):
            return
        context.offer_changed = False
        self.known = True
        found = read_features(context)
        if found != self.current:
            self.current = found
            context.emit(FeaturesChanged(found))


def may_send_tag(context: Context, tag: str) -> bool:
    """Whether this server passes the client-only tag ``tag`` ("+typing") on."""
    if not context.has(cap.MESSAGE_TAGS):
        return False
    denied = (context.isupport.get("CLIENTTAGDENY") or "").split(",")
    name = tag.lstrip("+")
    return f"-{name}" in denied if "*" in denied else name not in denied


def read_features(context: Context) -> Features:
    """What the server offers just now."""
    has, isupport, offered = context.has, context.isupport, context.offered
    batches = has(cap.BATCH)
    multiline = has(cap.MULTILINE) and batches
    limits = _pairs(offered.get(cap.MULTILINE, ""))
    history = has(cap.CHATHISTORY) and batches
    replies = may_send_tag(context, cap.REPLY_TAG)
    reactions = replies and may_send_tag(context, cap.REACT_TAG)
    hosts = (isupport.get(name) or "" for name in _FILE_HOSTS)
    return Features(
        replies=replies,
        reactions=reactions,
        typing=may_send_tag(context, cap.TYPING_TAG),
        edits=has(cap.EDIT) and may_send_tag(context, cap.EDIT_TAG),
        redaction=has(cap.MESSAGE_REDACTION),
        multiline=multiline,
        multiline_lines=_number(limits.get("max-lines", "")) if multiline else 0,
        multiline_bytes=(_number(limits.get("max-bytes", "")) or _MULTILINE_BYTES)
        if multiline
        else 0,
        history=history,
        history_limit=isupport.number("CHATHISTORY", 0) if history else 0,
        read_markers=has(cap.READ_MARKER),
        read_receipts=may_send_tag(context, cap.READ_TAG),
        search=has(cap.SEARCH) and batches,
        monitor=isupport.get("MONITOR") is not None,
        metadata=has(cap.METADATA),
        accounts=cap.ACCOUNT_REGISTRATION in offered,
        sasl=tuple(word.upper() for word in offered.get(cap.SASL, "").split(",") if word),
        channel_rename=has(cap.CHANNEL_RENAME),
        files=next((host for host in hosts if host.startswith(("http://", "https://"))), ""),
    )


def _pairs(value: str) -> dict[str, str]:
    """``max-bytes=4096,max-lines=24`` in parts."""
    return {name: number for name, _, number in (w.partition("=") for w in value.split(","))}


def _number(text: str) -> int:
    """A decimal number of at most nine digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
