"""Lessons where the kernel tells less: neither queues nor TCP's state, nor who sleeps in a call."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from core.lab.lesson import lessons_dir, load_lesson
from core.lab.lesson_report import check_lesson
from core.net import at_rest
from core.net.kernel import REAL, look

FOLDERS = [file.parent for file in sorted(lessons_dir().glob("*/lesson.toml"))]


def take_away(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = partial(look, platform=replace(REAL, has_tcp_info=False, has_queue_sizes=False))
    monkeypatch.setattr("core.lab.lesson_facts.look", silent)
    monkeypatch.setattr("core.lab.runner_flight.look", silent)
    monkeypatch.setattr(at_rest, "_WAITS", None)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_lesson_runs_and_says_what_is_not_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(monkeypatch)
    lesson = load_lesson(folder)
    told: list[str] = []
    assert check_lesson(lesson, told.append), told
    asked = [
        item.line
        for step in lesson.steps
        for item in step.expect
        if item.holds_here
        and any(f".{field}" in item.expression.source for field in ("queue", "waiting", "tcp"))
    ]
    if lesson.runs_here:
        said = [line for line in told if "not on this system" in line]
        assert [line for line in asked if any(f":{line}:" in each for each in said)] == asked
