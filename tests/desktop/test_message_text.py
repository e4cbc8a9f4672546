"""What a message's text becomes before it is drawn: safe characters, code, links, mentions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.client.message_text import (
    LINE,
    MAX_MARKS,
    MAX_SHOWN,
    REPLACEMENT,
    Body,
    find_code,
    find_links,
    isolated,
    make_body,
    utf16_length,
    utf16_slice,
)


def urls(text: str) -> list[str]:
    return [url for _, _, url in find_links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("[http://x.ru/?q=1&r=2]!", ["http://x.ru/?q=1&r=2"]),
        ("www.example.org, and more", ["https://www.example.org"]),
        ("irc://host:6667/#chan;", ["irc://host:6667/#chan"]),
        ("HTTPS://Example.org/Path", ["https://Example.org/Path"]),
        ("«https://ru.wikipedia.org/wiki/Сокет»", ["https://ru.wikipedia.org/wiki/Сокет"]),
        ("http://[::1]:80/x", ["http://[::1]:80/x"]),
        ("http://192.168.1.10:8000", ["http://192.168.1.10:8000"]),
        ("two http://a.b http://c.d", ["http://a.b", "http://c.d"]),
        ("'http://a.b'", ["http://a.b"]),
        ("http://a.b…", ["http://a.b"]),
    ],
)
def test_links_are_found_without_what_surrounds_them(text: str, expected: list[str]) -> None:
    assert urls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org",
        "https://",
        "http://.",
        "http://user@example.org/",
        "https://example.org@evil.test",
        "mail@www.example.org",
        "xhttp://example.org",
        "www.",
        "http://\u202egro.elpmaxe",
    ],
)
def test_what_is_no_safe_address_is_no_link(text: str) -> None:
    assert urls(text) == []


@given(st.text(max_size=300))
@example("http://a.b/" + ")" * 200)
def test_links_are_pieces_of_the_text_and_have_a_known_scheme(text: str) -> None:
    for start, end, url in find_links(text):
        assert 0 <= start < end <= len(text)
        assert url.startswith(("http://", "https://", "irc://"))
        assert not any(c.isspace() or unicodedata.category(c) == "Cc" for c in url)


def test_inline_code_is_framed_and_copied_with_its_backticks() -> None:
    body = make_body("use `recv` now")
    assert body.plain == "use `recv` now"
    assert body.text == "use \u00a0recv\u00a0 now"
    assert body.codes == ((4, 10),)


def test_code_with_backticks_inside_and_without_an_end() -> None:
    assert find_code("``a ` b``") == [(0, 9, 2)]
    assert find_code("one ` alone") == []
    assert find_code("`` ``") == []
    assert [piece[:2] for piece in find_code("`a` and `b`")] == [(0, 3), (8, 11)]


def test_no_link_in_code() -> None:
    assert make_body("`http://a.b`").links == ()


def test_positions_are_utf16() -> None:
    body = make_body("😀 http://a.b 😀 `x`")
    assert [(k.start, k.end) for k in body.links] == [(3, 13)]
    assert body.codes == ((17, 20),)
    assert utf16_slice(body.plain, 3, 13) == "http://a.b"


def test_formatting_codes_become_styles() -> None:
    body = make_body("a \x02bold\x02 \x034,1red\x03 end")
    assert body.text == "a bold red end"
    (first, second) = body.styles
    assert first[:2] == (2, 6)
    assert first[2].bold
    assert second[:2] == (7, 10)
    assert (second[2].foreground, second[2].background) == (4, 1)


def test_control_characters_are_seen() -> None:
    body = make_body("a\0b\x07\x7f")
    assert body.text == "a\u2400b\u2407\u2421"
    assert body.marks == ((1, 2), (3, 4), (4, 5))


def test_line_ends_break_lines_and_tabs_are_spaces() -> None:
    assert make_body("one\ntwo\tthree").text == f"one{LINE}two three"


def test_overrides_are_seen_and_do_nothing() -> None:
    body = make_body("photo\u202egpj.exe")
    assert body.text == f"photo{REPLACEMENT}gpj.exe"
    assert body.marks == ((5, 6),)


def test_isolates_and_embeddings_are_closed() -> None:
    assert make_body("a\u2067b\u202bc").text == "a\u2067b\u202bc\u202c\u2069"
    assert make_body("x\u2069\u202cy").text == "xy"  # closes nothing: dropped


def test_combining_marks_are_few() -> None:
    body = make_body("e" + "\u0301" * 10_000)
    assert body.text.startswith("e" + "\u0301" * MAX_MARKS)
    assert body.text.count("\u0301") == MAX_MARKS


def test_a_family_emoji_and_persian_stay_whole() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert make_body(family).text == family
    assert make_body("می\u200cخواهم").text == "می\u200cخواهم"


def test_invisible_text_is_seen() -> None:
    body = make_body("\u200b\u2060")
    assert body.text == REPLACEMENT * 2
    assert len(body.marks) == 2


def test_lone_surrogates_are_replaced() -> None:
    assert make_body("a\ud800b").text == f"a{REPLACEMENT}b"


def test_a_megabyte_is_cut_and_says_so() -> None:
    body = make_body("слово " * 200_000)
    assert body.truncated
    assert body.text.endswith("…")
    assert len(body.text) == MAX_SHOWN + 1


def test_long_words_may_break_anywhere() -> None:
    assert make_body("x" * 3000).break_anywhere
    assert not make_body("word " * 600).break_anywhere


def test_mentions_are_whole_names_in_any_case() -> None:
    body = make_body("Anna, annabel and @anna", "anna")
    assert body.mentions == ((0, 4), (18, 23))
    assert make_body("nothing", "").mentions == ()


def test_the_name_before_an_action() -> None:
    body = make_body("waves at http://a.b", prefix="anna")
    assert body.plain == "anna waves at http://a.b"
    assert body.names == ((0, 4, "anna"),)
    assert body.links[0].start == 14


def test_names_are_isolated() -> None:
    assert isolated("anna") == "anna"
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert "\n" not in isolated("a\nb")
    assert "\u202e" not in isolated("a\u202eb")


def check_positions(body: Body) -> None:
    size = utf16_length(body.text)
    assert utf16_length(body.plain) == size
    pieces = [(a, b) for a, b, _ in body.styles] + list(body.codes) + list(body.marks)
    pieces += [(k.start, k.end) for k in body.links] + list(body.mentions)
    pieces += [(a, b) for a, b, _ in body.names]
    assert all(0 <= a <= b <= size for a, b in pieces)


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\x02\x03\x04\x0f\x16\x1d`@anhtp:/.www\u202a\u202e\u2066\u2069\u200b"),
        st.characters(categories=["Mn", "Me", "Cf", "Cs", "Cc", "So"]),
    ),
    max_size=400,
)


@given(HOSTILE, st.sampled_from(["", "anna", "\u202e", "a"]))
def test_any_text_becomes_safe(raw: str, nick: str) -> None:
    body = make_body(raw, nick, nick)
    check_positions(body)
    for char in body.text:
        assert unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in "\u202d\u202e"
    body.text.encode("utf-8")


@given(st.text(max_size=60), st.integers(0, 80), st.integers(0, 80))
def test_utf16_slices_agree_with_utf16(text: str, start: int, end: int) -> None:
    start, end = sorted((start, end))
    raw = text.encode("utf-16-le")
    assert utf16_slice(text, start, end) == raw[2 * start : 2 * end].decode("utf-16-le", "replace")
