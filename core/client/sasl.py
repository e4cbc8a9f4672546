"""The client's half of SASL: PLAIN and SCRAM-SHA-256.

Sources: IRCv3 sasl 3.1 and 3.2, RFC 4616, RFC 5802, RFC 7677. SCRAM is scramp's, which is imported
when it is first needed: that takes a tenth of a second.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from typing import Any

CHUNK = 400
"""Letters of Base64 in one AUTHENTICATE; a shorter one, or ``+``, is the last."""
LONGEST = 20_000
"""Letters of a server's message; more is a fault of the peer."""
MOST_ROUNDS = 500_000
"""Iterations of the hash that we do for a server: a quarter of a second of work."""
MECHANISMS = ("SCRAM-SHA-256", "PLAIN")
"""In the order in which we like them: SCRAM does not show the server the password."""


class SaslError(Exception):
    """The exchange cannot go on: the server's message makes no sense, or is not to be trusted."""


class Exchange:
    """One login. ``nonce``: printable, never used before. Raises SaslError."""

    def __init__(self, mechanism: str, account: str, password: str, nonce: str) -> None:
        self.mechanism = mechanism
        self._account = account
        self._password = password
        self._nonce = nonce
        self._scram: Any = None
        self._step = 0

    def answer(self, data: bytes) -> str:
        """What we say to what the server said."""
        self._step += 1
        if self.mechanism == "PLAIN":
            return f"\0{self._account}\0{self._password}"
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise SaslError("not UTF-8") from None
        return self._scram_answer(text)

    def _scram_answer(self, text: str) -> str:
        from scramp import ScramClient, ScramException

        try:
            if self._step == 1:
                self._scram = ScramClient(
                    [self.mechanism], self._account, self._password, c_nonce=self._nonce
                )
                return str(self._scram.get_client_first())
            if self._step == 2:
                rounds = re.search(r",i=(\d{1,9})(?:,|$)", text)
                if rounds is None or not 0 < int(rounds[1]) <= MOST_ROUNDS:
                    raise SaslError("a number of iterations that we do not do")
                self._scram.set_server_first(text)
                return str(self._scram.get_client_final())
            self._scram.set_server_final(text)
        except (ScramException, ValueError, IndexError, KeyError) as error:
            raise SaslError(str(error)) from None
        return ""

    @property
    def trusted(self) -> bool:
        """Whether the server has proved that it knows the password, too, as far as it has to."""
        return self.mechanism == "PLAIN" or self._step > 2


def choose(offered: Sequence[str]) -> str:
    """The mechanism to use of those that a server has, "" for none; without any told, our best."""
    if not offered:
        return MECHANISMS[0]
    return next((name for name in MECHANISMS if name in offered), "")


def chunks(text: str) -> Iterator[str]:
    """An answer as the parameters of AUTHENTICATE."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode()
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
    if len(data) % CHUNK == 0:
        yield "+"


def decoded(parts: Sequence[str]) -> bytes:
    """What the server's lines say. Raises SaslError."""
    try:
        return base64.b64decode("".join(parts), validate=True)
    except ValueError:
        raise SaslError("not Base64") from None
