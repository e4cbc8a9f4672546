"""Every way in which a connection can fail has its sentences, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.client.events import Disconnected
from core.net.errors import NetError, NetErrorCode
from desktop.errors import (
    Words,
    address_words,
    channel_words,
    connect_words,
    disconnect_words,
    listen_words,
    nickname_words,
)
from desktop.i18n import Translator

REASONS = (
    *NetErrorCode,
    *("closed", "quit", "cancelled", "error", "ping_timeout", "password", "not_irc"),
    *("name_rejected", "internal"),
)
WITHOUT_ADVICE = {"quit", "cancelled", "error"}


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translator = Translator()
    translator.set_language(request.param)
    yield request.param
    translator.set_language("en")


def check(words: Words, language: str, code: str) -> None:
    for part in words:
        assert "%" not in part
        assert not re.search(r"errno|\b[A-Z]{2,}_?[A-Z]{2,}\b", part.replace("IRC", "")), part
    assert words.title.endswith(".")
    assert bool(words.advice) or code in WITHOUT_ADVICE
    cyrillic = re.search(r"[а-яё]", words.title + words.advice)
    assert bool(cyrillic) == (language == "ru")


@pytest.mark.parametrize("reason", [r for r in REASONS if r != "other"])
def test_every_reason_has_a_sentence(reason: str, language: str) -> None:
    words = disconnect_words(Disconnected(reason), "192.168.1.5", 6667)
    assert words != disconnect_words(Disconnected("no such reason"), "192.168.1.5", 6667)
    check(words, language, reason)


@pytest.mark.parametrize("code", [c for c in NetErrorCode if c != NetErrorCode.OTHER])
def test_every_net_error_has_a_sentence(code: NetErrorCode, language: str) -> None:
    error = NetError(code, "192.168.1.5", 6667, "the system's words")
    check(connect_words(error), language, code)
    check(listen_words(error), language, code)


def test_the_place_is_named(language: str) -> None:
    refused = NetError(NetErrorCode.REFUSED, "fe80::1", 6667)
    assert "[fe80::1]:6667" in connect_words(refused).title
    taken = NetError(NetErrorCode.PORT_IN_USE, "", 80)
    assert "80" in listen_words(taken).title
    unknown = NetError(NetErrorCode.NAME_NOT_FOUND, "lab.local", 6667)
    assert "lab.local " in connect_words(unknown).title


def test_what_has_no_sentence_says_the_systems_own(language: str) -> None:
    odd = NetError(NetErrorCode.OTHER, "h", 1, "Protocol not available")
    assert "Protocol not available" in connect_words(odd).advice
    assert "Protocol not available" in listen_words(odd).advice
    assert "boom" in disconnect_words(Disconnected("strange", "boom")).advice


def test_an_unnamed_place_is_still_a_sentence(language: str) -> None:
    words = disconnect_words(Disconnected("timed_out"))
    assert "%" not in words.title
    assert words.title.strip() == words.title


@pytest.mark.parametrize("words", [address_words, nickname_words, channel_words])
def test_bad_names_have_sentences(words: object, language: str) -> None:
    assert callable(words)
    codes = ("empty", "too_long", "bad_start", "bad_character", "bad_host", "bad_port", "?")
    for code in codes:
        sentence = words(code)
        assert sentence.endswith(".")
        assert bool(re.search(r"[а-яё]", sentence)) == (language == "ru")
