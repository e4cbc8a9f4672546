"""Messages: reading what is written, and never failing on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.irc.message import (
    Message,
    ParseError,
    escape_tag_value,
    format_line,
    parse,
    parse_source,
    unescape_tag_value,
)

ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")
TEXT = st.text(ANY, max_size=20)
WORD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0 "), min_size=1, max_size=10
)
MIDDLE = WORD.filter(lambda word: word[0] != ":")
KEY = st.from_regex(r"\+?([a-z.]+/)?[a-zA-Z0-9-]+", fullmatch=True)
VALUE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
SOURCE = st.none() | WORD
COMMAND = st.from_regex(r"[A-Z]+|[0-9]{3}", fullmatch=True)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    params = draw(st.lists(MIDDLE, max_size=14))
    last = draw(st.none() | TEXT)
    return Message(
        draw(COMMAND),
        (*params, *([] if last is None else [last])),
        draw(SOURCE),
        draw(st.dictionaries(KEY, VALUE, max_size=4)),
    )


@given(messages())
def test_what_is_written_is_read(message: Message) -> None:
    assert parse(message.encode()) == message
    assert parse(str(message)) == message


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_line(line: bytes | str) -> None:
    try:
        message = parse(line)
    except ParseError:
        return
    assert message.command
    assert " " not in message.command
    assert all(" " not in param for param in message.params[:-1])
    message.from_  # noqa: B018


@given(st.text())
def test_tag_values(value: str) -> None:
    escaped = escape_tag_value(value)
    assert not set(escaped) & set("; \r\n")
    assert unescape_tag_value(escaped) == value
    unescape_tag_value(value)


@given(st.text())
def test_any_source(text: str) -> None:
    source = parse_source(text)
    assert "!" not in source.nick or "@" in source.nick.partition("!")[0]


@pytest.mark.parametrize(
    "params", [("", "x"), ("a b", "x"), (":a", "x"), ("a\r\nQUIT",), ("a\0",), ("a\n", "b")]
)
def test_what_cannot_be_written(params: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"parameter|break"):
        format_line("PRIVMSG", *params)


def test_parts_that_are_missing() -> None:
    message = parse("PING")
    assert message.param(0) == ""
    assert message.param(3, "x") == "x"
    assert message.from_.nick == ""
    assert str(parse_source("a!b@c")) == "a!b@c"
    assert str(parse_source("srv.example")) == "srv.example"
