"""The IRCv3 capabilities that this server offers, as bits of ``User.caps``.

Plain ints: an operation on an ``IntFlag`` costs more than the relaying of a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.irc import capabilities as irc
from core.irc.capabilities import FLAGS, Cap

MESSAGE_TAGS = int(Cap.MESSAGE_TAGS)
SERVER_TIME = int(Cap.SERVER_TIME)
ECHO_MESSAGE = int(Cap.ECHO_MESSAGE)
BATCH = int(Cap.BATCH)
LABELED_RESPONSE = int(Cap.LABELED_RESPONSE)
MULTI_PREFIX = int(Cap.MULTI_PREFIX)
NONCE = int(Cap.NONCE)
AWAY_NOTIFY = int(Cap.AWAY_NOTIFY)
USERHOST_IN_NAMES = int(Cap.USERHOST_IN_NAMES)
INVITE_NOTIFY = int(Cap.INVITE_NOTIFY)
SETNAME = int(Cap.SETNAME)
CAP_NOTIFY = int(Cap.CAP_NOTIFY)

ENCODING = MESSAGE_TAGS | SERVER_TIME
"""Those that change the bytes of a relayed message: the mask that groups an audience."""

OFFERED: Mapping[str, int] = MappingProxyType(
    {
        name: int(FLAGS[name])
        for name in (
            irc.AWAY_NOTIFY,
            irc.BATCH,
            irc.NONCE,
            irc.CAP_NOTIFY,
            irc.ECHO_MESSAGE,
            irc.INVITE_NOTIFY,
            irc.LABELED_RESPONSE,
            irc.MESSAGE_TAGS,
            irc.MULTI_PREFIX,
            irc.SERVER_TIME,
            irc.SETNAME,
            irc.STANDARD_REPLIES,
            irc.USERHOST_IN_NAMES,
        )
    }
)

NONCE_TAG = irc.NONCE_TAG.encode()
NONCE_LENGTH = irc.NONCE_LENGTH
