"""Which lessons a person has done, kept in ``lessons.json`` beside the settings.

A file that cannot be read counts as empty, and is set aside when it is written next; nothing of a
lesson depends on it.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from core.paths import config_dir

_NAME = "lessons.json"
_MOST = 1000


class Progress:
    """How many steps of each lesson were done; lessons are named by their folder."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_dir() / _NAME
        self._steps: dict[str, int] = {}
        self._done: set[str] = set()
        self._damaged = False
        self._load()

    def _load(self) -> None:
        try:
            data = json.loads(self.path.read_bytes())
            steps, done = data["steps"], data["done"]
            self._steps = {str(k): int(v) for k, v in list(steps.items())[:_MOST]}
            self._done = {str(name) for name in done[:_MOST]}
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._damaged = True

    def steps(self, lesson: str) -> int:
        """How many of its steps were done at most."""
        return self._steps.get(lesson, 0)

    def is_done(self, lesson: str) -> bool:
        """Whether it was done to its end."""
        return lesson in self._done

    def note(self, lesson: str, steps: int, *, done: bool) -> None:
        """A step was done; kept at once. A folder that cannot be written to is no fault here."""
        before = (self.steps(lesson), self.is_done(lesson))
        self._steps[lesson] = max(before[0], steps)
        if done:
            self._done.add(lesson)
        if before != (self._steps[lesson], self.is_done(lesson)):
            self._save()

    def _save(self) -> None:
        text = json.dumps(
            {"steps": self._steps, "done": sorted(self._done)}, ensure_ascii=False, indent=1
        )
        fresh = self.path.with_name(f"{_NAME}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._damaged and self.path.exists():
                self.path.replace(self.path.with_name(f"{_NAME}.damaged"))
                self._damaged = False
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self.path)
