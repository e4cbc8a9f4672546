"""Colours for code in messages, by Pygments. Bounded: few languages, little text, and between two
blocks the window gets its turn; what is not coloured yet is shown plain.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.client.message_safety import LINE

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Blocks whose colours are remembered, and characters of a block that are coloured.
REMEMBERED, MAX_CODE = 256, 4_000
# Seconds that are spent on it before the window gets its turn.
BUDGET_S = 0.004
# Milliseconds for which no new block was asked for.
CALM_MS = 30
# A line longer than this is data rather than code: nothing in the block is coloured, since some
# rules of the languages need time that grows with its square. Languages whose rules do so with the
# length of the block (Java, C#) are left out.
MAX_LINE = 400

# Start and end (characters), and the kind: "keyword", "string", "number", "comment", "name".
Piece = tuple[int, int, str]

_LANGUAGES = {
    "python": ("py", "python3", "py3", "pycon"),
    "c": ("h",),
    "cpp": ("c++", "cxx", "hpp"),
    "javascript": ("js", "node"),
    "typescript": ("ts",),
    "go": ("golang",),
    "rust": ("rs",),
    "pascal": ("delphi", "pas"),
    "bash": ("sh", "shell", "zsh"),
    "sql": (),
    "json": (),
    "xml": ("html", "htm", "svg"),
    "yaml": ("yml",),
    "toml": (),
    "ini": ("cfg",),
    "diff": ("patch",),
}
_NAMES = {alias: name for name, aliases in _LANGUAGES.items() for alias in (name, *aliases)}
_LIKE_PYTHON = re.compile(
    r"^(?:\s*(?:import \w|from [\w.]+ import |def \w+\(|class \w+[(:]|elif |"
    r"(?:for|while|if|with|try|else)\b.*:\s*$)|\w[\w.]* = \w|print\()",
    re.MULTILINE,
)


def language_of(name: str, code: str) -> str:
    """The language to colour ``code`` in: the one that was named if we know it, Python where
    nothing was named and it looks so; "" for none."""
    if name:
        return _NAMES.get(name.casefold(), "")
    return "python" if _LIKE_PYTHON.search(code) else ""


def _kind(token: object) -> str:
    name = str(token)[len("Token.") :]
    for start, kind in (
        ("Keyword", "keyword"),
        ("Operator.Word", "keyword"),
        ("Name.Tag", "keyword"),
        ("Literal.String", "string"),
        ("Literal.Number", "number"),
        ("Comment", "comment"),
        ("Name.Function", "name"),
        ("Name.Class", "name"),
        ("Name.Attribute", "name"),
        ("Name.Decorator", "name"),
        ("Generic.Inserted", "string"),
        ("Generic.Deleted", "number"),
    ):
        if name.startswith(start):
            return kind
    return ""


def colored(code: str, language: str) -> Iterator[Piece]:
    """The coloured pieces of ``code``, whose lines are parted by a line feed or by U+2028; nothing
    for languages that are not known."""
    text = code.replace(LINE, "\n")
    if not language or len(text) > MAX_CODE or max(map(len, text.split("\n"))) > MAX_LINE:
        return
    for start, token, piece in _lexer(language).get_tokens_unprocessed(text):
        end = start + len(piece)
        kind = _kind(token)
        if not kind and text[end : end + 1] == "(" and piece.isidentifier():
            kind = "name"  # what is called
        if kind == "number" and text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
            kind = ""  # the beginning of an address or a version
        yield start, end, kind


_lexers: dict[str, Lexer] = {}


def _lexer(language: str) -> Lexer:
    found = _lexers.get(language)
    if found is None:
        from pygments.lexers import get_lexer_by_name

        found = _lexers[language] = get_lexer_by_name(language)
        # The first look compiles the language's rules: no part of a block's time.
        for _ in found.get_tokens_unprocessed(" "):
            pass
    return found


class CodeColors(QObject):
    """Remembers the colours of blocks, and finds those that were asked for, one at a time.

    Signals: ``found()``, the colours of some blocks that were asked for are known now.
    """

    found = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: OrderedDict[tuple[str, str], tuple[Piece, ...]] = OrderedDict()
        self._wanted: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._code: tuple[str, str] | None = None  # what is being looked at
        self._rest: Iterator[Piece] = iter(())
        self._pieces: list[Piece] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def pieces(self, code: str, named: str) -> tuple[Piece, ...] | None:
        """The colours of ``code``, in the language that was named after the fence; None where they
        are not known yet: then they will be found."""
        language = language_of(named, code)
        if not language:
            return ()
        key = (language, code)
        pieces = self._known.get(key)
        if pieces is not None:
            self._known.move_to_end(key)
            return pieces
        if key == self._code:
            return None
        if key not in self._wanted:
            self._timer.start(CALM_MS)  # once more: whoever hurries by sees no colours
        self._wanted[key] = None
        self._wanted.move_to_end(key)
        while len(self._wanted) > REMEMBERED // 2:
            self._wanted.popitem(last=False)
        return None

    def _next(self) -> None:
        self._timer.setInterval(0)
        if self._look_on():
            self.found.emit()

    def _look_on(self) -> bool:
        """Look at what is wanted while there is time; whether a block is done."""
        until = time.perf_counter() + BUDGET_S
        done = False
        while time.perf_counter() < until:
            if self._code is None:
                if not self._wanted:
                    self._timer.stop()
                    return done
                self._code, _ = self._wanted.popitem()  # what was asked for last is in sight
                self._rest = colored(self._code[1], self._code[0])
                self._pieces = []
            for piece in self._rest:
                if piece[2]:
                    self._pieces.append(piece)
                if time.perf_counter() > until:
                    return done
            self._known[self._code] = tuple(self._pieces)
            self._code = None
            done = True
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return done
