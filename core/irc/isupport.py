"""What a server supports, as it tells in 005 (RPL_ISUPPORT).

Source: the Modern IRC document, "RPL_ISUPPORT Parameters".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from core.irc import casemapping

_DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "CASEMAPPING": casemapping.DEFAULT,
        "CHANMODES": "beI,k,l,imnpst",
        "CHANTYPES": "#&",
        "MODES": "3",
        "PREFIX": "(ov)@+",
    }
)
TOKENS_PER_LINE = 13  # 15 parameters less the nickname and the closing words
_MOST_TOKENS = 500  # a server has some dozens; more is a fault of the peer


def escape_value(value: str) -> str:
    """Write the characters that a 005 value may not hold as ``\\xHH``."""
    return "".join(f"\\x{ord(letter):02X}" if letter in "\\ =" else letter for letter in value)


def unescape_value(value: str) -> str:
    """Undo :func:`escape_value`; what is no escape stays as it is."""
    head, *rest = value.split("\\x")
    out = [head]
    for piece in rest:
        digits = piece[:2]
        if len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
            out.append(chr(int(digits, 16)) + piece[2:])
        else:
            out.append("\\x" + piece)
    return "".join(out)


def format_tokens(tokens: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The tokens for 005 lines, at most 13 a line; a value "" gives the bare name."""
    words = [f"{name}={escape_value(v)}" if v else name for name, v in tokens.items()]
    for start in range(0, len(words), TOKENS_PER_LINE):
        yield tuple(words[start : start + TOKENS_PER_LINE])


class Isupport:
    """The tokens of a server, with the defaults for what it has not told.

    Liberal: a value that makes no sense is read as the default.
    """

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        self._refresh()

    def update(self, words: Iterable[str]) -> None:
        """Take the tokens of one 005 (the parameters between the nickname and the last)."""
        for word in words:
            name, _, value = word.partition("=")
            if name.startswith("-"):
                self.tokens.pop(name[1:].upper(), None)
            elif name and (len(self.tokens) < _MOST_TOKENS or name.upper() in self.tokens):
                self.tokens[name.upper()] = unescape_value(value)
        self._refresh()

    def get(self, name: str) -> str | None:
        """The value of a token; None if the server did not send it and there is no default."""
        return self.tokens.get(name, _DEFAULTS.get(name))

    def number(self, name: str, default: int) -> int:
        """The value as a number of 1 or more, else ``default``."""
        return _number(self.tokens.get(name, "")) or default

    def _refresh(self) -> None:
        self.casemapping: str = (self.get("CASEMAPPING") or casemapping.DEFAULT).lower()
        """The name of the mapping for ``core.irc.casemapping.fold``."""
        chantypes = self.get("CHANTYPES")
        self.chantypes: str = "" if chantypes is None else chantypes
        """The characters a channel's name begins with."""
        self.prefix_modes, self.prefixes = _parse_prefix(self.get("PREFIX"))
        classes = (self.get("CHANMODES") or "").split(",")
        self.chanmodes: tuple[str, str, str, str] = (
            classes[0],
            classes[1] if len(classes) > 1 else "",
            classes[2] if len(classes) > 2 else "",
            classes[3] if len(classes) > 3 else "",
        )
        """Mode letters by class: A lists, B always a parameter, C when set, D never."""
        self.network: str = self.tokens.get("NETWORK", "")
        self.statusmsg: str = self.tokens.get("STATUSMSG", "")
        self.nicklen: int = self.number("NICKLEN", self.number("MAXNICKLEN", 9))
        """The longest nickname; 9 where the server has not told (RFC 1459)."""
        self.channellen: int = self.number("CHANNELLEN", 200)
        self.topiclen: int = self.number("TOPICLEN", 390)
        self.modes: int = self.number("MODES", 3)
        """How many modes with a parameter fit in one MODE."""
        self.linelen: int = max(512, min(self.number("LINELEN", 512), 65536))
        """The longest line without tags, in bytes with CR LF."""

    @property
    def targmax(self) -> dict[str, int | None]:
        """How many targets a command takes; None: no limit."""
        limits: dict[str, int | None] = {}
        for item in self.tokens.get("TARGMAX", "").split(","):
            command, _, count = item.partition(":")
            if command:
                limits[command.upper()] = _number(count)
        return limits

    def mode_of_prefix(self, prefix: str) -> str:
        """The mode letter of a prefix character ("@" → "o"), "" if it is none."""
        at = self.prefixes.find(prefix) if prefix else -1
        return self.prefix_modes[at] if at >= 0 else ""

    def rank(self, modes: str) -> int:
        """Where somebody with these prefix modes stands: 0 is the highest."""
        ranks = (self.prefix_modes.find(letter) for letter in modes)
        return min((rank for rank in ranks if rank >= 0), default=len(self.prefix_modes))

    def sort_modes(self, modes: Iterable[str]) -> str:
        """Prefix modes without repetition, the highest first; other letters are dropped."""
        held = set(modes)
        return "".join(letter for letter in self.prefix_modes if letter in held)

    def split_prefixes(self, name: str) -> tuple[str, str]:
        """``@+anna`` → ("ov", "anna")."""
        bare = name.lstrip(self.prefixes) if self.prefixes else name
        marks = name[: len(name) - len(bare)]
        return self.sort_modes(self.mode_of_prefix(mark) for mark in marks), bare

    def is_channel(self, name: str) -> bool:
        """Whether a target is a channel by its first character."""
        return bool(name) and name[0] in self.chantypes

    def strip_statusmsg(self, target: str) -> tuple[str, str]:
        """``@#chan`` → ("@", "#chan"); ("", target) where it is no STATUSMSG."""
        bare = target.lstrip(self.statusmsg) if self.statusmsg else target
        if bare != target and self.is_channel(bare) and not self.is_channel(target):
            return target[: len(target) - len(bare)], bare
        return "", target


def _number(text: str) -> int | None:
    """A decimal number of at most nine digits, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _parse_prefix(value: str | None) -> tuple[str, str]:
    """``(ov)@+`` → ("ov", "@+"); "" means that the server knows no such modes."""
    if not value:
        return "", ""
    letters, paren, marks = value.partition(")")
    if not letters.startswith("(") or not paren or len(letters) - 1 != len(marks):
        return "ov", "@+"
    return letters[1:], marks
