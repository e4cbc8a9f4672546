"""Which passwords are accepted, and the checking of those in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.server.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

ARGON2 = "$argon2id$"
"""How the password of an operator begins that is a hash (RFC 9106)."""


def password_fault(password: str, name: str, limits: Limits) -> str:
    """Why ``password`` is none for the account ``name``: a code, "" if it is one.

    Codes: "weak" (short, or the name), "too_long", "bad_password" (control characters).
    """
    if len(password.encode()) > limits.password_longest:
        return "too_long"
    if any(letter < " " or letter == "\x7f" for letter in password):
        return "bad_password"
    if len(password) < limits.password_shortest or fold(password) == fold(name):
        return "weak"
    return ""


def same_secret(given: str, wanted: str) -> bool:
    """Compare passwords in a time that does not tell how much of them is right."""
    from hmac import compare_digest

    return compare_digest(given.encode(), wanted.encode())


def argon2_check(given: str, wanted: str) -> Callable[[], bool]:
    """Work that finds out whether ``given`` is the password of the hash ``wanted`` (a job)."""

    def work() -> bool:
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return PasswordHasher().verify(wanted, given)
        except (Argon2Error, InvalidHashError):
            return False

    return work
