"""One IRC message: its parts, and the way between text and parts.

Sources: RFC 1459 section 2.3, the Modern IRC document ("Messages"), IRCv3 message-tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

_ESCAPES = {";": "\\:", " ": "\\s", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}
_UNESCAPES = {":": ";", "s": " ", "\\": "\\", "r": "\r", "n": "\n"}
_NO_TAGS: Mapping[str, str] = MappingProxyType({})


class ParseError(ValueError):
    """A line that is no IRC message: it has no command."""


class Source(NamedTuple):
    """Who sent a message: ``nick!user@host``, or a server name in ``nick`` alone."""

    nick: str
    user: str = ""
    host: str = ""

    def __str__(self) -> str:
        text = self.nick
        if self.user:
            text += "!" + self.user
        if self.host:
            text += "@" + self.host
        return text


@dataclass(frozen=True, slots=True)
class Message:
    """An IRC message in parts.

    ``source`` is the raw prefix without its colon, or None. Tag values are unescaped; a tag
    without a value has the value "".
    """

    command: str
    params: tuple[str, ...] = ()
    source: str | None = None
    tags: Mapping[str, str] = field(default_factory=lambda: _NO_TAGS)

    def __str__(self) -> str:
        return format_line(self.command, *self.params, source=self.source, tags=self.tags)

    def encode(self) -> bytes:
        """The bytes for the wire, in UTF-8, with CR LF."""
        return (str(self) + "\r\n").encode("utf-8", "replace")

    def param(self, index: int, default: str = "") -> str:
        """The parameter at ``index``, or ``default`` where the peer sent fewer."""
        return self.params[index] if index < len(self.params) else default

    @property
    def from_(self) -> Source:
        """The source in parts; an absent one is ``Source("")``."""
        return parse_source(self.source or "")


def escape_tag_value(value: str) -> str:
    """Escape a tag's value for the wire (IRCv3 message-tags, "Escaping values")."""
    return "".join(_ESCAPES.get(letter, letter) for letter in value)


def unescape_tag_value(value: str) -> str:
    """Undo :func:`escape_tag_value`; an unknown escape drops its backslash."""
    if "\\" not in value:
        return value
    out: list[str] = []
    letters = iter(value)
    for letter in letters:
        if letter == "\\":
            escaped = next(letters, "")
            out.append(_UNESCAPES.get(escaped, escaped))
        else:
            out.append(letter)
    return "".join(out)


def parse_tags(text: str) -> dict[str, str]:
    """The tags of ``a=1;b`` (no leading ``@``). Of a repeated key the last one counts."""
    tags: dict[str, str] = {}
    for item in text.split(";"):
        key, _, value = item.partition("=")
        if key:
            tags[key] = unescape_tag_value(value)
    return tags


def parse_source(text: str) -> Source:
    """Split ``nick!user@host``; missing parts are ""."""
    left, _, host = text.partition("@")
    nick, _, user = left.partition("!")
    return Source(nick, user, host)


def parse(line: str | bytes) -> Message:
    """Parse one line, with or without its line ending.

    Bytes that are not UTF-8 become U+FFFD. Raises ParseError where there is no command.
    """
    text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
    text = text.strip("\r\n")
    tags: Mapping[str, str] = _NO_TAGS
    source: str | None = None
    if text.startswith("@"):
        raw, _, text = text[1:].partition(" ")
        tags = parse_tags(raw)
    text = text.lstrip(" ")
    if text.startswith(":"):
        source, _, text = text[1:].partition(" ")
        text = text.lstrip(" ")
    head, colon, trailing = text.partition(" :")
    words = [word for word in head.split(" ") if word]
    if not words:
        raise ParseError("no command")
    if colon:
        words.append(trailing)
    return Message(words[0].upper(), tuple(words[1:]), source, tags)


def format_line(
    command: str,
    *params: str,
    source: str | None = None,
    tags: Mapping[str, str] | None = None,
) -> str:
    """One line without its ending. The last parameter gets a colon where it needs one.

    Raises ValueError where a part cannot be written: a line break or NUL anywhere, or a space, an
    empty text or a leading colon in a parameter that is not the last.
    """
    parts: list[str] = []
    if tags:
        items = (k if v == "" else f"{k}={escape_tag_value(v)}" for k, v in tags.items())
        parts.append("@" + ";".join(items))
    if source:
        parts.append(":" + source)
    parts.append(command)
    for param in params[:-1]:
        if not param or param[0] == ":" or " " in param:
            raise ValueError(f"only the last parameter may be {param!r}")
        parts.append(param)
    if params:
        last = params[-1]
        parts.append(":" + last if not last or last[0] == ":" or " " in last else last)
    text = " ".join(parts)
    if "\n" in text or "\r" in text or "\0" in text:
        raise ValueError("a line break or NUL inside a message")
    return text
