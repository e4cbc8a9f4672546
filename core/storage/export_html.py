"""A conversation as one HTML file: nothing else is needed to read it, and nothing in it runs.

Colours are those of the program's windows, light or dark as the reader's system is; a person has
the same colour as there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from html import escape

from core.irc.formatting import Span, parse_formatting, strip_formatting
from core.server.history import MESSAGES, StoredEvent
from core.storage.export_words import ExportWords, action_of, local, phrase_of, text_of

_INKS = ("#2c6296", "#8f581b", "#286b4c", "#96406a", "#6a479a", "#126c74", "#776006")
_DARK_INKS = ("#90beec", "#ebbd81", "#7bcaa3", "#efa8c6", "#c8aded", "#7ad1d8", "#e4d274")
_STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --surface: #ffffff; --line: #e3dfd5;
  --text: #1f2421; --muted: #646b66; --accent: #2a7a56; %(light)s }
@media (prefers-color-scheme: dark) { :root { --paper: #151816; --surface: #1d211f;
  --line: #2e3431; --text: #e9e7e1; --muted: #9ba39e; --accent: #63c495; %(dark)s } }
body { margin: 0; background: var(--paper); color: var(--text);
  font: 14px/20px Inter, "Segoe UI", system-ui, sans-serif; }
main, header { max-width: 880px; margin: 0 auto; padding: 16px 24px; }
h1 { font-size: 22px; line-height: 30px; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 12px; line-height: 17px; color: var(--muted); text-align: center;
  border-top: 1px solid var(--line); margin: 24px 0 8px; padding-top: 8px; }
header p, time, .event, .edited { color: var(--muted); font-size: 12px; line-height: 17px; }
p { margin: 0; }
.line { display: grid; grid-template-columns: 64px minmax(0, 1fr); padding: 4px 0; }
time { font-variant-numeric: tabular-nums; padding-top: 2px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
b.nick { font-weight: 600; }
.action { font-style: italic; }
a { color: var(--accent); }
""".strip()
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}»'’]")
_ELEMENTS = (
    ("bold", "b"),
    ("italic", "i"),
    ("underline", "u"),
    ("strike", "s"),
    ("monospace", "code"),
)


def html_pieces(
    events: Iterable[StoredEvent], title: str, words: ExportWords, now: float
) -> Iterator[str]:
    """The file in pieces."""
    exported = words.exported.format(time=f"{local(now):%Y-%m-%d %H:%M %z}")
    name = escape(strip_formatting(title))
    inks = {"light": _colors(_INKS), "dark": _colors(_DARK_INKS)}
    persons = "".join(f".p{n} {{ color: var(--p{n}); }}\n" for n in range(len(_INKS)))
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{name}</title>\n<style>\n{_STYLE % inks}\n{persons}</style>\n</head>\n"
        f"<body>\n<header><h1>{name}</h1>\n<p>{escape(exported)}</p></header>\n<main>\n"
    )
    day = ""
    for event in events:
        body = _body(event, words)
        if not body:
            continue
        when = local(event.time)
        if (today := f"{when.strftime(words.day)} ({when:%z})") != day:
            day = today
            yield f"<h2>{escape(day)}</h2>\n"
        stamp = when.isoformat(timespec="milliseconds")
        yield (
            f'<div class="line"><time datetime="{stamp}" title="{stamp}">{when:%H:%M:%S}</time>'
            f"{body}</div>\n"
        )
    yield "</main>\n</body>\n</html>\n"


def _body(event: StoredEvent, words: ExportWords) -> str:
    if event.command not in MESSAGES:
        phrase = strip_formatting(phrase_of(event, words))
        return f'<p class="event">{escape(phrase)}</p>' if phrase else ""
    number = zlib.crc32(event.nick.casefold().encode("utf-8", "replace")) % len(_INKS)
    nick = f'<b class="nick p{number}">{escape(event.nick)}</b>'
    edited = f' <span class="edited">({escape(words.edited)})</span>' if event.edited else ""
    if (action := action_of(event)) is not None:
        return f'<p class="text action">{nick} {_formatted(action)}{edited}</p>'
    return f'<p class="text">{nick} {_formatted(text_of(event))}{edited}</p>'


def _formatted(text: str) -> str:
    """Formatting codes as elements; each line begins plain, as on IRC."""
    lines = text.split("\n")
    return "\n".join("".join(map(_span, parse_formatting(line))) for line in lines)


def _span(span: Span) -> str:
    html = ""
    at = 0
    for link in _LINK.finditer(span.text):
        address = escape(link.group())
        html += escape(span.text[at : link.start()])
        html += f'<a href="{address}" rel="noopener noreferrer">{address}</a>'
        at = link.end()
    html += escape(span.text[at:])
    for attribute, element in _ELEMENTS:
        if getattr(span.style, attribute):
            html = f"<{element}>{html}</{element}>"
    return html


def _colors(inks: tuple[str, ...]) -> str:
    return " ".join(f"--p{number}: {ink};" for number, ink in enumerate(inks))
