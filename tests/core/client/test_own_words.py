"""Short texts that become longer ones, and commands of one's own."""

from __future__ import annotations

import pytest

from core.client.own_words import MOST, OwnWord, expand, read_word, read_words

WORDS = read_words(
    [
        "/hi = /me greets $*",
        "/give = /me gives $1 a $2-",
        "/j = /join #lab",
        "/cost = /me asks for $$5",
        "omw = on my way",
        "->=→",
        "a=b=c",
    ]
)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/hi boris and vera", "/me greets boris and vera"),
        ("/HI", "/me greets"),
        ("/give boris cup of tea", "/me gives boris a cup of tea"),
        ("/give", "/me gives  a"),
        ("/j key", "/join #lab key"),
        ("/cost", "/me asks for $5"),
        ("/cost now", "/me asks for $5 now"),
        ("/me says hi", "/me says hi"),
        ("//hi boris", "//hi boris"),
        ("omw  -> you", "on my way  → you"),
        ("somw omw, a", "somw omw, b=c"),
        ("omw\nomw", "on my way\non my way"),
        ("", ""),
    ],
)
def test_what_is_sent(typed: str, sent: str) -> None:
    assert expand(typed, WORDS) == sent


@pytest.mark.parametrize(
    "line",
    ["", "=", "a", "a =", "= b", "two words = b", "/ = b", "//x = b", "/a/b = c", "a\x00 = b"],
)
def test_what_means_nothing(line: str) -> None:
    assert read_word(line) is None


def test_the_later_of_two_counts() -> None:
    assert read_words(["/x = /me a", "/X = /me b"]) == (OwnWord("/X", "/me b"),)
    assert len(read_words(f"w{number} = x" for number in range(MOST + 5))) == MOST


def test_what_becomes_of_it_is_not_looked_up_again() -> None:
    assert expand("/loop", read_words(["/loop = /loop /loop"])) == "/loop /loop"


def test_a_bomb_stays_small() -> None:
    words = read_words([f"a = {'a ' * 5000}"])
    assert len(expand("a " * 1000, words)) <= 8_000
