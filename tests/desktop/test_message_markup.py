"""Markdown in messages: what is understood, what stays as it was typed, and that no text can break
it; the colours of code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from core.irc.formatting import Style
from desktop.client.message_code import MAX_LINE, CodeColors, colored, language_of
from desktop.client.message_links import doubt, true_host
from desktop.client.message_text import LINE, Body, copied, make_body, utf16_length, utf16_slice


def styled(body: Body, **wanted: bool) -> list[str]:
    """The pieces of a text in a style."""
    style = Style(**wanted)
    return [utf16_slice(body.text, a, b) for a, b, found in body.styles if found == style]


def blocks(body: Body, kind: str) -> list[str]:
    return [utf16_slice(body.text, b.start, b.end) for b in body.blocks if b.kind == kind]


def test_emphasis() -> None:
    body = make_body("**bold** *italic* _too_ ~~gone~~ ***both***")
    assert body.text == "bold italic too gone both"
    assert styled(body, bold=True) == ["bold"]
    assert styled(body, italic=True) == ["italic", "too"]
    assert styled(body, strike=True) == ["gone"]
    assert styled(body, bold=True, italic=True) == ["both"]


@pytest.mark.parametrize(
    "text",
    [
        "2**3**4",
        "__init__ and a_b_c",
        "2 * 3 * 4",
        "* not closed",
        "**not closed",
        "a ~ b ~ c",
        "`code with *stars*`",
        "https://example.org/a_b_c/*x*",
        "one*\ntwo*",
    ],
)
def test_what_programmers_write_stays(text: str) -> None:
    body = make_body(text)
    assert body.plain == text.replace("\n", LINE)
    assert body.styles == ()


def test_formatting_of_irc_beside_it() -> None:
    body = make_body("\x02bold\x02 and *slanted* 👍 **b**")
    assert body.text == "bold and slanted 👍 b"
    assert styled(body, bold=True) == ["bold", "b"]
    assert styled(body, italic=True) == ["slanted"]


def test_a_link_is_only_ever_its_true_address() -> None:
    body = make_body("[https://bank.example](https://thief.example/x)")
    assert body.text == "[https://bank.example](https://thief.example/x)"
    assert [link.url for link in body.links] == ["https://bank.example", "https://thief.example/x"]


def test_code_blocks() -> None:
    body = make_body("so:\n```python\nimport socket\n\tx = '**no**'\n```\nend")
    assert body.text == f"so:{LINE}import socket{LINE}\tx = '**no**'{LINE}end"
    assert blocks(body, "code") == [f"import socket{LINE}\tx = '**no**'"]
    assert body.blocks[0].language == "python"
    assert body.styles == ()
    assert blocks(make_body("```import socket\nx = 1```"), "code") == [f"import socket{LINE}x = 1"]
    assert blocks(make_body("```c\nnot closed"), "code") == ["not closed"]
    assert blocks(make_body("```` \n```\n````"), "code") == ["```"]


@pytest.mark.parametrize("text", ["```", "```\n```", "``` \n \n```", "```py"])
def test_an_empty_block_is_none(text: str) -> None:
    assert make_body(text).blocks == ()


def test_quotes_and_lists() -> None:
    body = make_body("> one\n> *two*\nthree\n- a\n  - b\n12. c\n-d\n>e")
    assert blocks(body, "quote") == [f"one{LINE}two", "e"]
    assert blocks(body, "item") == ["• a", "• b", "12. c"]
    assert [b.level for b in body.blocks if b.kind == "item"] == [0, 1, 0]
    assert "- a" in body.plain


def test_without_markdown_everything_stays() -> None:
    text = "**bold** `code`\n> quote\n```\ncode\n```"
    body = make_body(text, markup=False)
    assert body.text == body.plain == text.replace("\n", LINE)
    assert body.codes == () == body.blocks


def test_words_that_call() -> None:
    body = make_body("anna, the Exam is tomorrow, example", "anna", words=("exam", "tomorrow"))
    named = [utf16_slice(body.text, a, b) for a, b in body.mentions]
    assert named == ["anna", "Exam", "tomorrow"]


TYPED = st.text(st.sampled_from("*_~`>-1. \n\t👍aб\x02\x03\u202e\u0301"), max_size=60)


@given(TYPED, st.booleans())
def test_nothing_that_is_typed_breaks_it(text: str, action: bool) -> None:
    body = make_body(text, "anna", "boris" if action else "")
    size = utf16_length(body.text)
    assert utf16_length(body.plain) == size
    pieces = [*body.codes, *body.marks, *((a, b) for a, b, _ in body.styles)]
    assert all(0 <= a < b <= size for a, b in pieces)
    at = 0
    for block in body.blocks:
        assert at <= block.start <= block.end <= size
        at = block.end
        assert block.kind != "item" or block.marker <= block.end - block.start


@given(st.text(max_size=40).filter(lambda text: not set(text) & set("*_~`>\n-.)")))
def test_a_text_without_markers_is_the_same_either_way(text: str) -> None:
    assert make_body(text) == make_body(text, markup=False)


# --- colours ------------------------------------------------------------------------------------


def test_code_is_coloured() -> None:
    code = 'import socket\ns = socket.create("x", 6667)  # hi'
    found = {(code[a:b], kind) for a, b, kind in colored(code, "python") if kind}
    assert ("import", "keyword") in found
    assert ("create", "name") in found
    assert ("6667", "number") in found
    assert ("# hi", "comment") in found
    assert any(kind == "string" for _, kind in found)


@pytest.mark.parametrize(
    ("named", "code", "expected"),
    [
        ("py", "", "python"),
        ("C++", "", "cpp"),
        ("brainfuck", "import x", ""),
        ("", "def f(x):\n  pass", "python"),
        ("", "for word in words:\n    print(word)", "python"),
        ("", "just words", ""),
    ],
)
def test_the_language(named: str, code: str, expected: str) -> None:
    assert language_of(named, code) == expected


def test_what_is_no_code_is_not_looked_at() -> None:
    assert list(colored("x" * (MAX_LINE + 1), "python")) == []
    assert list(colored("x = 1\n" * 2000, "python")) == []


def test_colours_come_between_other_events(qtbot: QtBot) -> None:
    colors = CodeColors()
    assert colors.pieces("import socket", "py") is None
    with qtbot.waitSignal(colors.found, timeout=30_000):
        pass
    assert colors.pieces("import socket", "py") == ((0, 6, "keyword"),)
    assert colors.pieces("anything", "no such language") == ()


def test_many_blocks_are_not_all_remembered(qtbot: QtBot) -> None:
    colors = CodeColors()
    for number in range(1000):
        colors.pieces(f"x = {number}", "py")
    qtbot.waitUntil(lambda: colors.pieces("x = 999", "py") is not None, timeout=30_000)
    assert len(colors._wanted) <= 128


# --- addresses that lie -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", ""),
        ("https://кабинет.рф/урок", ""),
        ("https://münchen.de/", ""),
        ("http://192.168.1.10:6667/", ""),
        ("http://[::1]:80/", ""),
        ("https://gооgle.com/", "letters"),  # Cyrillic letters in a Latin word
        ("https://аррӏе.com/", "letters"),  # nothing but Cyrillic letters
        ("https://xn--80ak6aa92e.com/", "letters"),  # the same, as Punycode
        ("http://3232235777/", "number"),
        ("http://0x7f.1/", "number"),
        ("http://ex%61mple.org/", "number"),
        ("https://vk.com.login.example.net/", "ending"),
        ("https://www.example.com.br/", ""),
    ],
)
def test_addresses_that_lie(url: str, expected: str) -> None:
    assert doubt(url) == expected


def test_the_true_host() -> None:
    assert true_host("https://gооgle.com:443/x?y") == "xn--ggle-55da.com:443"
    assert true_host("http://[::1]:80/") == "[::1]:80"
    assert true_host("https://" + "я" * 80 + ".com/").isascii()


# --- addresses as they are shown ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (
            "https://ru.wikipedia.org/wiki/%D0%A1%D0%BE%D0%BA%D0%B5%D1%82",
            "https://ru.wikipedia.org/wiki/Сокет",
        ),
        ("http://a.b/%E2%80%AEgnp.exe", "http://a.b/%E2%80%AEgnp.exe"),  # an override
        ("http://a.b/%D7%A9", "http://a.b/%D7%A9"),  # a letter that runs to the left
        ("http://a.b/%C0%AF%FF", "http://a.b/%C0%AF%FF"),  # no UTF-8
        ("http://a.b/%2F%3F%20", "http://a.b/%2F%3F%20"),  # signs that mean something
        (
            "https://example.org/" + "a/" * 60 + "the-last-part.html",
            "https://example.org/a/a/a/a/a/a/a/a/a/a/a/a…e-last-part.html",
        ),
    ],
)
def test_an_address_is_shown_readable_and_copied_true(shown: str, expected: str) -> None:
    body = make_body(f"see 👍 {shown} there")
    assert body.text == f"see 👍 {expected} there"
    assert body.links[0].url == shown
    assert copied(body) == f"see 👍 {shown} there"
    # Of a part of what is shown, that part.
    start = body.links[0].start
    assert copied(body, start, start + 8) == shown[:8]


def test_none_of_a_long_host_is_left_out() -> None:
    host = "bank.example." + "x" * 50 + ".thief.example"
    body = make_body(f"https://{host}/{'a' * 100}")
    assert host in body.text
    assert "…" in body.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://a.b/c.png", ""),
        ("look:\nhttp://a.b/c.png\nnice", f"look:{LINE}nice"),
        ("look http://a.b/c.png", "look http://a.b/c.png"),
        ("http://a.b/c.txt", "http://a.b/c.txt"),
        (
            "\n".join(f"http://a.b/{n}.png" for n in range(6)),
            f"http://a.b/4.png{LINE}http://a.b/5.png",
        ),
    ],
)
def test_an_address_with_a_card_and_a_line_of_its_own_is_not_shown(text: str, shown: str) -> None:
    body = make_body(text, has_card=lambda url: url.endswith(".png"))
    assert body.text == shown
    assert copied(body).replace(LINE, "\n") == text
    assert len(body.links) == text.count("http")
