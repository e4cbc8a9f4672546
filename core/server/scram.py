"""Keys of passwords and the exchange of SCRAM-SHA-256 (RFC 5802, RFC 7677), by scramp.

Only what RFC 5802 lets a server keep is kept. SASL PLAIN is checked with the same keys: a second
kind of hash of the same password would make the file as strong as the weaker one.

scramp is imported when it is first needed; that takes a tenth of a second, so it happens inside a
job (see ``core.server.jobs``).
"""

from __future__ import annotations

from functools import cache
from hmac import compare_digest
from typing import Any

from core.server.accounts import ScramKeys

MECHANISM = "SCRAM-SHA-256"
SALT_LENGTH = 16
NONCE_LENGTH = 18


class BadPasswordError(ValueError):
    """A password with characters that SASLprep (RFC 4013) does not allow."""


class ScramError(Exception):
    """The exchange failed: a malformed message, or a proof that is wrong."""


@cache
def _mechanism() -> Any:
    from scramp import ScramMechanism

    return ScramMechanism(MECHANISM)


def prepare() -> None:
    """Import what the exchange needs (a job, the first time)."""
    _mechanism()


def derive(password: str, salt: bytes, iterations: int) -> ScramKeys:
    """The keys of a password: some milliseconds of work. Raises BadPasswordError."""
    from scramp import ScramException

    try:
        salt, stored, server, count = _mechanism().make_auth_info(
            password, iteration_count=iterations, salt=salt
        )
    except ScramException as error:
        raise BadPasswordError(str(error)) from None
    return ScramKeys(salt, count, stored, server)


def password_fits(password: str, keys: ScramKeys) -> bool:
    """Whether the keys are those of this password: some milliseconds of work."""
    try:
        given = derive(password, keys.salt, keys.iterations)
    except BadPasswordError:
        return False
    return compare_digest(given.stored_key, keys.stored_key)


class ScramExchange:
    """The server's half of one exchange. Every step raises ScramError when it fails."""

    def __init__(self, nonce: str) -> None:
        """``nonce``: printable, unguessable, never used before."""
        self._server: Any = None
        self._nonce = nonce
        self._keys: ScramKeys | None = None

    @staticmethod
    def name_in(message: str) -> str:
        """Whose account the client's first message asks for; "" where it does not say."""
        for part in message.split(","):
            if part.startswith("n="):
                return part[2:].replace("=2C", ",").replace("=3D", "=")
        return ""

    def first(self, message: str, keys: ScramKeys) -> str:
        """Client-first in, server-first out."""
        from scramp import ScramException

        made = _mechanism().make_server(
            lambda name: (keys.salt, keys.stored_key, keys.server_key, keys.iterations),
            s_nonce=self._nonce,
        )
        try:
            made.set_client_first(message)
            answer = str(made.get_server_first())
        except (ScramException, ValueError) as error:
            raise ScramError(str(error)) from None
        self._server = made
        return answer

    def final(self, message: str) -> str:
        """Client-final in, server-final out: the client has proved that it knows the password."""
        from scramp import ScramException

        if self._server is None:
            raise ScramError("out of order")
        try:
            self._server.set_client_final(message)
            return str(self._server.get_server_final())
        except (ScramException, ValueError) as error:
            raise ScramError(str(error)) from None
