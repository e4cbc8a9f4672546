"""A lesson's window on a system whose kernel tells nothing of its queues."""

from __future__ import annotations

import pytest

from tests.core.lab.test_other_systems import take_away
from tests.desktop.lessons.lesson_fixtures import Learner


def test_what_the_system_does_not_tell_is_said(
    window: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(monkeypatch)
    window.open(3)
    page = window.page
    said: list[str] = []
    for step in range(4):
        window.skip_to(step)
        page.bar.skip_button.click() if page.bar.skip_button.isVisible() else window.run()
        window.ran()
        said.append(page.column.otherwise.text())
    assert "Not on this system" in said[2] and "server.queue == 3" in said[2], said
    assert any("This system does not tell the answer" in text for text in said), said
    assert not any("otherwise" in text for text in said), said
    window.window.context.set_language("ru")
    window.until(lambda: "Эта система" in page.column.otherwise.text())
