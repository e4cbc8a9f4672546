"""The IRCv3 capabilities that this server offers, as bits of ``User.caps``.

Plain ints: an operation on an ``IntFlag`` costs more than the relaying of a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.irc import capabilities as irc
from core.irc.capabilities import FLAGS, Cap

if TYPE_CHECKING:
    from core.server.server import Server
    from core.server.state import User

MESSAGE_TAGS = int(Cap.MESSAGE_TAGS)
SERVER_TIME = int(Cap.SERVER_TIME)
ACCOUNT_TAG = int(Cap.ACCOUNT_TAG)
CHATHISTORY = int(Cap.CHATHISTORY)
ECHO_MESSAGE = int(Cap.ECHO_MESSAGE)
EDIT = int(Cap.EDIT)
EVENT_PLAYBACK = int(Cap.EVENT_PLAYBACK)
BATCH = int(Cap.BATCH)
LABELED_RESPONSE = int(Cap.LABELED_RESPONSE)
MULTI_PREFIX = int(Cap.MULTI_PREFIX)
MESSAGE_REDACTION = int(Cap.MESSAGE_REDACTION)
MULTILINE = int(Cap.MULTILINE)
NONCE = int(Cap.NONCE)
READ_MARKER = int(Cap.READ_MARKER)
AWAY_NOTIFY = int(Cap.AWAY_NOTIFY)
USERHOST_IN_NAMES = int(Cap.USERHOST_IN_NAMES)
INVITE_NOTIFY = int(Cap.INVITE_NOTIFY)
SETNAME = int(Cap.SETNAME)
CHANNEL_RENAME = int(Cap.CHANNEL_RENAME)
CHGHOST = int(Cap.CHGHOST)
ACCOUNT_NOTIFY = int(Cap.ACCOUNT_NOTIFY)
EXTENDED_JOIN = int(Cap.EXTENDED_JOIN)
EXTENDED_MONITOR = int(Cap.EXTENDED_MONITOR)
METADATA = int(Cap.METADATA)
NO_IMPLICIT_NAMES = int(Cap.NO_IMPLICIT_NAMES)
PRE_AWAY = int(Cap.PRE_AWAY)
RELAYMSG = int(Cap.RELAYMSG)
CAP_NOTIFY = int(Cap.CAP_NOTIFY)
CLASSROOM = int(Cap.CLASSROOM)

ENCODING = MESSAGE_TAGS | SERVER_TIME | ACCOUNT_TAG
"""Those that change the bytes of a relayed message: the mask that groups an audience."""

OFFERED: Mapping[str, int] = MappingProxyType(
    {
        name: int(FLAGS.get(name, 0))
        for name in (
            irc.ACCOUNT_NOTIFY,
            irc.ACCOUNT_REGISTRATION,
            irc.ACCOUNT_TAG,
            irc.AWAY_NOTIFY,
            irc.BATCH,
            irc.NONCE,
            irc.CAP_NOTIFY,
            irc.CHATHISTORY,
            irc.CLASSROOM,
            irc.ECHO_MESSAGE,
            irc.EVENT_PLAYBACK,
            irc.EXTENDED_JOIN,
            irc.INVITE_NOTIFY,
            irc.LABELED_RESPONSE,
            irc.EDIT,
            irc.MESSAGE_REDACTION,
            irc.MESSAGE_TAGS,
            irc.MULTILINE,
            irc.MULTI_PREFIX,
            irc.SASL,
            irc.READ_MARKER,
            irc.SEARCH,
            irc.SERVER_TIME,
            irc.SETNAME,
            irc.CHANNEL_RENAME,
            irc.CHGHOST,
            irc.DRAFT_NO_IMPLICIT_NAMES,
            irc.EXTENDED_MONITOR,
            irc.NO_IMPLICIT_NAMES,
            irc.METADATA,
            irc.PRE_AWAY,
            irc.RELAYMSG,
            irc.STANDARD_REPLIES,
            irc.STS,
            irc.USERHOST_IN_NAMES,
        )
    }
)
"""Name → bit, 0 for what is only announced (STS). Whether one of them is offered just now and to
whom says :func:`offered`."""

NONCE_TAG = irc.NONCE_TAG.encode()
NONCE_LENGTH = irc.NONCE_LENGTH


def offered(server: Server, user: User, name: str) -> bool:
    """Whether a capability of ``OFFERED`` is offered to this client, by the settings of now."""
    config = server.config
    if name in (irc.SASL, irc.ACCOUNT_REGISTRATION):
        return config.accounts
    if name in (irc.CHATHISTORY, irc.EVENT_PLAYBACK, irc.SEARCH):
        return config.keep_history
    if name == irc.STS:
        return config.sts_port > 0
    return True


def capability_value(server: Server, user: User, name: str) -> str:
    """What stands behind ``=`` in CAP LS 302 and CAP NEW; "" for a capability without a value."""
    config = server.config
    if name == irc.SASL:
        return ",".join(mechanisms(user))
    if name == irc.RELAYMSG:
        return "/"  # what a relayed name has in it
    if name == irc.METADATA:
        limits = config.limits
        return (
            f"before-connect,max-keys={limits.metadata_keys}"
            f",max-key-bytes={limits.metadata_key_length}"
            f",max-subs={limits.metadata_subscriptions}"
            f",max-value-bytes={limits.metadata_value_length}"
        )
    if name == irc.MULTILINE:
        limits = config.limits
        return f"max-bytes={limits.multiline_bytes},max-lines={limits.multiline_lines}"
    if name == irc.STS:
        # Over TLS the port is known already (IRCv3 sts, "Keys").
        duration = f"duration={config.sts_seconds}"
        return duration if user.secure else f"{duration},port={config.sts_port}"
    if name == irc.ACCOUNT_REGISTRATION:
        flags = ["before-connect"] if config.register_before_connect else []
        flags.append("custom-account-name")
        if config.register_requires_email:
            flags.append("email-required")
        return ",".join(flags)
    return ""


def mechanisms(user: User) -> tuple[str, ...]:
    """The SASL mechanisms that this connection can use."""
    return (
        ("EXTERNAL", "PLAIN", "SCRAM-SHA-256") if user.certificate else ("PLAIN", "SCRAM-SHA-256")
    )
