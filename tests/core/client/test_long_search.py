"""A search for more than a line has room for: what is cut are words, never a filter."""

from __future__ import annotations

from tests.core.client.test_history import no_targets, on_server


def test_only_words_are_cut() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    words = "очень длинный вопрос " * 40
    assert dialogue.session.search(words, "#a", "boris", before=1_800_000_000.0) == 1
    dialogue.feed(b"PING x\r\n")
    line = dialogue.written()[0].removeprefix("@label=q2 ")
    assert len(line.encode()) <= 510
    about = line.removeprefix("SEARCH ").split(";")
    assert about[:4] == ["in=#a", "from=boris", "before=2027-01-15T08:00:00.000Z", "limit=100"]
    assert about[4].startswith("text=очень\\sдлинный\\sвопрос\\sочень")
