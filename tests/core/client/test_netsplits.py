"""People who quit because servers lost each other, and come back."""

from __future__ import annotations

import pytest

from core.client.events import News, NewsKind
from core.client.netsplits import is_netsplit
from tests.core.client.dialogue import plain


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("a.example.net b.example.net", True),
        ("*.net *.split", True),
        ("irc-1.example hub.example", True),
        ("Quit: a.example.net b.example.net", False),
        ("a.example.net", False),
        ("a.example.net  b.example.net", False),
        ("see you", False),
        ("a.example b.example c.example", False),
        ("... ...", False),
        ("", False),
    ],
)
def test_the_reason_of_a_split(reason: str, *, found: bool) -> None:
    assert is_netsplit(reason) is found


def test_who_is_back_after_a_split_is_told_so_once() -> None:
    dialogue = plain(channel="#a")
    dialogue.take(News)
    reason = "a.example b.example"
    dialogue.feed(f":boris!u@h QUIT :{reason}\r\n:clara!u@h QUIT :bye\r\n".encode())
    dialogue.feed(b":Boris!u@h JOIN #a\r\n:clara!u@h JOIN #a\r\n")
    dialogue.feed(b":boris!u@h PART #a\r\n:boris!u@h JOIN #a\r\n")
    told = [(event.kind, event.nick, event.text) for event in dialogue.take(News)]
    assert told == [
        (NewsKind.QUIT, "boris", reason),
        (NewsKind.QUIT, "clara", "bye"),
        (NewsKind.JOINED, "Boris", reason),
        (NewsKind.JOINED, "clara", ""),
        (NewsKind.LEFT, "boris", ""),
        (NewsKind.JOINED, "boris", ""),
    ]
