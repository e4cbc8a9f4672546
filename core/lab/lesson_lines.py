"""Which line of a TOML file a key stands in: ``tomllib`` does not tell.

Good enough for faults: tables, arrays of tables, keys, and the texts in an array.
"""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\"'\- ]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(\"[^\"]+\"|'[^']+'|[\w-]+(?:\.[\w-]+)*)\s*=")
_SYNTAX_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

Path = tuple[str | int, ...]


class TomlLines:
    """The lines of a TOML text. Paths are as in the parsed value: ``("step", 0, "do")``."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines()
        self._of: dict[Path, int] = {}
        prefix: Path = ()
        counts: dict[Path, int] = {}
        quotes = ""
        for number, line in enumerate(self._lines, start=1):
            if quotes:
                quotes = "" if quotes in line else quotes
                continue
            if (table := _TABLE.match(line)) is not None:
                prefix = self._resolve(table[2], counts, is_array=table[1] == "[[")
                self._of.setdefault(prefix, number)
            elif (key := _KEY.match(line)) is not None:
                names = tuple(name.strip("\"'") for name in key[1].split("."))
                for length in range(1, len(names) + 1):
                    self._of.setdefault((*prefix, *names[:length]), number)
            for mark in ('"""', "'''"):
                if line.count(mark) % 2:
                    quotes = mark

    @staticmethod
    def _resolve(name: str, counts: dict[Path, int], is_array: bool) -> Path:
        path: Path = ()
        names = [part.strip().strip("\"'") for part in name.split(".")]
        for at, part in enumerate(names):
            path = (*path, part)
            if at == len(names) - 1 and is_array:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def line(self, *path: str | int, word: str = "") -> int:
        """The line of a path, or of the nearest table around it; 1 where nothing is known.

        ``word``: a text in an array: its own line is looked for, from the key's line on.
        """
        for length in range(len(path), 0, -1):
            found = self._of.get(path[:length])
            if found is None:
                continue
            if word:
                for number in range(found, len(self._lines) + 1):
                    text = self._lines[number - 1]
                    if word in text:
                        return number
                    if number > found and (_TABLE.match(text) or _KEY.match(text)):
                        break
            return found
        return 1


def syntax_fault(error: Exception, source: str) -> tuple[int, str]:
    """The line and the words of a TOMLDecodeError."""
    text = str(error)
    place = _SYNTAX_PLACE.search(text)
    if place is None:
        return 1, text
    line = int(place[1]) if place[1] else max(1, len(source.splitlines()))
    return line, text[: place.start()]
