"""Addresses in a text, and which of them are not what they seem."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_LINK = re.compile(
    r"(?<![\w@/:.\-])(?:(?:https?|ircs?)://|www\.(?=[^\s.]))"
    r"(?:(?!\]\()"  # of "[name](address)" each is an address of its own
    '[^\\s<>"`{}|\\\\^\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f'
    "\u205f-\u206f\u2400-\u2421\u3000\ufeff\ufff0-\uffff])+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"…»”’*_~。，、！？"
_PAIRS = {")": "(", "]": "[", "」": "「", "）": "（"}
_HOST = re.compile(r"[^/?#@:\[\]]*\w[^/?#@:\[\]]*(?::\d{1,5})?(?=[/?#]|$)|\[[0-9A-Fa-f:.]+\]")


def find_links(text: str) -> list[tuple[int, int, str]]:
    """Addresses in ``text``: (start, end, complete address). Only http, https and irc, and names
    that begin with "www."; punctuation and unpaired brackets at the end are no part of them. An
    address with a user name before the host is none: it looks like another host."""
    found: list[tuple[int, int, str]] = []
    if "://" not in text and "www." not in text.lower():
        return found
    for match in _LINK.finditer(text):
        url = _trimmed(match.group())
        scheme, separator, rest = url.partition("://")
        if not separator:
            complete, rest = f"https://{url}", url
        else:
            complete = f"{scheme.lower()}://{rest}"
        if _HOST.match(rest) and "@" not in re.split("[/?#]", rest, maxsplit=1)[0]:
            found.append((match.start(), match.start() + len(url), complete))
    return found


def _trimmed(url: str) -> str:
    end = len(url)
    balance = {close: url.count(opening) - url.count(close) for close, opening in _PAIRS.items()}
    while end:
        last = url[end - 1]
        if last in _PAIRS and balance[last] < 0:
            balance[last] += 1
        elif last not in _TRAILING:
            break
        end -= 1
    return url[:end]


# --- addresses as they are shown ------------------------------------------------------------------

# Characters of an address that are shown, and how many of them stand after the gap.
SHOWN_LINK, LINK_END = 60, 16
_ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def readable(shown: str) -> str:
    """An address as people read it: letters instead of their percent codes where that cannot
    deceive, the middle left out of a long one; never any of the host."""
    start = shown.find("://") + 3 if "://" in shown else 0
    host_end = start + len(re.split("[/?#]", shown[start:], maxsplit=1)[0])
    text = shown[:host_end] + _ENCODED.sub(_decoded, shown[host_end:])
    if len(text) <= max(SHOWN_LINK, host_end + LINK_END + 8):
        return text
    keep = max(SHOWN_LINK - LINK_END - 1, host_end + 1)
    return f"{text[:keep]}…{text[-LINK_END:]}"


def _decoded(match: re.Match[str]) -> str:
    """The letters that percent codes stand for, if they are plain ones that run to the right."""
    try:
        text = unquote(match.group(), errors="strict")
    except UnicodeDecodeError:
        return match.group()
    plain = all(
        unicodedata.category(char)[0] in "LNS" and unicodedata.bidirectional(char) not in _LEFTWARD
        for char in text
    )
    return text if plain else match.group()


_LEFTWARD = frozenset({"R", "AL", "AN"})


# --- addresses that lie -------------------------------------------------------------------------

_NUMBERS = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}")
_ENDINGS = frozenset({"com", "net", "org", "ru", "su", "info", "io", "xn--p1ai", "рф"})


def host_of(url: str) -> str:
    """The host (and port) in a complete address, as it is written there."""
    return re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0]


def true_host(url: str) -> str:
    """The host (and port) as the network knows it: letters beyond ASCII as Punycode."""
    host, colon, port = host_of(url).partition(":") if "[" not in url else (host_of(url), "", "")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:  # no name that the network could have
            host = host.encode("ascii", "backslashreplace").decode("ascii")
    return f"{host}{colon}{port}"


def doubt(url: str) -> str:
    """What is suspicious about where an address leads: "letters" (the host is written with letters
    that look like others), "number" (it is a number in disguise), "ending" (it begins like another
    site's name), or "" for nothing.

    Source of the notion: Unicode Technical Report 36, "Visual Spoofing"; WHATWG URL, "IPv4 parser".
    """
    host = host_of(url).lower()
    if host.startswith("["):
        return ""
    host = host.partition(":")[0].rstrip(".")
    if "%" in host or (_NUMBERS.fullmatch(host) and not _DOTTED.fullmatch(host)):
        return "number"
    labels = [_shown_label(label) for label in host.split(".")]
    foreign = [label for label in labels if not label.isascii()]
    if foreign and (labels[-1].isascii() or len(foreign) < len(labels)):
        from core.irc.lookalikes import skeleton, stray_letter

        for label in foreign:
            if stray_letter(label) is not None or skeleton(label).isascii():
                return "letters"
    elif foreign:
        from core.irc.lookalikes import stray_letter

        if any(stray_letter(label) is not None for label in foreign):
            return "letters"
    if any(label in _ENDINGS for label in labels[1:-2]):
        return "ending"
    return ""


def _shown_label(label: str) -> str:
    """A part of a host's name as people would read it."""
    if label.startswith("xn--"):
        try:
            return label.encode("ascii").decode("idna")
        except UnicodeError:
            return label
    return label
