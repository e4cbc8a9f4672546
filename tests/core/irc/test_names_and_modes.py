"""Names, casemapping, ISUPPORT, modes, capabilities, CTCP, formatting."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.irc import capabilities
from core.irc.casemapping import fold
from core.irc.ctcp import Ctcp, format_ctcp, parse_ctcp
from core.irc.formatting import Span, Style, parse_formatting, strip_formatting
from core.irc.isupport import Isupport, escape_value, format_tokens, unescape_value
from core.irc.modes import ModeChange, format_modes, parse_modes, parse_user_modes
from core.irc.names import channel_fault, mask_matches, nickname_fault

MAPPINGS = ["ascii", "rfc1459", "rfc1459-strict", "strict-rfc1459", "rfc7613", "rfc8265", "klingon"]


@given(st.text(max_size=30), st.sampled_from(MAPPINGS))
def test_folding_twice_is_folding_once(text: str, mapping: str) -> None:
    folded = fold(text, mapping)
    assert fold(folded, mapping) == folded


@pytest.mark.parametrize(
    ("one", "other", "mappings"),
    [
        ("Anna", "aNNA", MAPPINGS),
        ("a[]\\", "A{}|", ["rfc1459", "rfc1459-strict", "strict-rfc1459"]),
        ("a^", "a~", ["rfc1459"]),
        ("Учитель", "уЧИТЕЛЬ", ["rfc7613", "rfc8265"]),
        ("#ИГРЫ", "#игры", ["rfc7613", "rfc8265"]),
        ("Ａｎｎａ", "anna", ["rfc7613", "rfc8265"]),
        ("JU\u0308RGEN", "jürgen", ["rfc7613", "rfc8265"]),
        ("#שלום", "#שלום", MAPPINGS),
    ],
)
def test_which_names_are_the_same(one: str, other: str, mappings: list[str]) -> None:
    for mapping in MAPPINGS:
        assert (fold(one, mapping) == fold(other, mapping)) is (mapping in mappings), mapping


@pytest.mark.parametrize(
    ("nick", "fault"),
    [
        ("anna", None),
        ("Учитель", None),
        ("Jürgen", None),
        ("先生", None),
        ("[a]^_`{|}\\-", None),
        ("a1", None),
        ("1a", None),
        ("x" * 30, None),
        ("x" * 31, "too_long"),
        ("я" * 31, "too_long"),
        ("", "empty"),
        *((mark + "anna", "bad_start") for mark in "#&:$%+~"),
        *((f"an{mark}na", "bad_character") for mark in " ,*?!@."),
        *((mark + "anna", "bad_character") for mark in " ,*?!@."),
        ("an\tna", "bad_character"),
        ("an\x00na", "bad_character"),
        ("an\x7fna", "bad_character"),
        ("an\u200bna", "bad_character"),  # zero width space
        ("an\u200dna", "bad_character"),  # zero width joiner
        ("an\u202ena", "bad_character"),  # right-to-left override
        ("an\u2066na", "bad_character"),
        ("an\ufeffna", "bad_character"),
        ("an\u00a0na", "bad_character"),
        ("an\u3000na", "bad_character"),
        ("an\ue000na", "bad_character"),
        ("an\udc80na", "bad_character"),
        ("\u0301anna", "bad_start"),
        ("анна😀", "bad_character"),
        ("ﬁn", "bad_character"),
    ],
)
def test_nicknames(nick: str, fault: str | None) -> None:
    assert nickname_fault(nick) == fault


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("#chan", None),
        ("#Игры", None),
        ("##c++", None),
        ("#кино🎬", None),
        ("#a:b", None),
        ("#" + "x" * 63, None),
        ("#" + "x" * 64, "too_long"),
        ("", "empty"),
        ("#", "empty"),
        ("##", "empty"),
        ("chan", "bad_start"),
        ("&chan", "bad_start"),
        ("#a b", "bad_character"),
        ("#a,b", "bad_character"),
        ("#a\x07b", "bad_character"),
        ("#a\u200bb", "bad_character"),
        ("#a\u2028b", "bad_character"),
    ],
)
def test_channels(name: str, fault: str | None) -> None:
    assert channel_fault(name) == fault


@given(st.text(max_size=40))
def test_any_name(text: str) -> None:
    known = {None, "empty", "too_long", "bad_start", "bad_character"}
    assert nickname_fault(text) in known
    assert channel_fault(text) in known
    assert channel_fault(text, chantypes="") is not None


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_masks_agree_with_a_plain_definition(mask: str, text: str) -> None:
    def matches(m: str, t: str) -> bool:
        if not m:
            return not t
        if m[0] == "*":
            return matches(m[1:], t) or (bool(t) and matches(m, t[1:]))
        return bool(t) and m[0] in ("?", t[0]) and matches(m[1:], t[1:])

    while "**" in mask:
        mask = mask.replace("**", "*")
    assert mask_matches(mask, text) is matches(mask, text)


def test_a_malicious_mask_ends() -> None:
    assert not mask_matches("*a" * 40 + "b", "a" * 400)


# --- ISUPPORT -------------------------------------------------------------------------------------


def test_defaults_of_an_old_server() -> None:
    isupport = Isupport()
    assert isupport.casemapping == "rfc1459"
    assert (isupport.prefix_modes, isupport.prefixes) == ("ov", "@+")
    assert isupport.is_channel("&local")
    assert (isupport.nicklen, isupport.modes, isupport.linelen) == (9, 3, 512)
    assert isupport.targmax == {}


def test_tokens() -> None:
    isupport = Isupport()
    text = (
        "CASEMAPPING=ASCII CHANTYPES=# PREFIX=(qov)~@+ CHANMODES=b,k,l,mn,future NICKLEN=30"
        " NETWORK=Our\\x20\\x3D\\xZZ STATUSMSG=@+ TARGMAX=JOIN:4,KICK:,X:y MODES LINELEN=2048"
    )
    isupport.update(text.split())
    assert isupport.casemapping == "ascii"
    assert isupport.chanmodes == ("b", "k", "l", "mn")
    assert isupport.network == "Our =\\xZZ"
    assert isupport.targmax == {"JOIN": 4, "KICK": None, "X": None}
    assert (isupport.modes, isupport.nicklen, isupport.linelen) == (3, 30, 2048)
    assert isupport.split_prefixes("+~anna") == ("qv", "anna")
    assert isupport.strip_statusmsg("@+#chan") == ("@+", "#chan")
    assert isupport.strip_statusmsg("@anna") == ("", "@anna")
    assert isupport.rank("v") > isupport.rank("ov") > isupport.rank("q") == 0
    assert isupport.rank("") == 3
    isupport.update(["-PREFIX", "-NICKLEN", "CHANTYPES="])
    assert (isupport.prefix_modes, isupport.nicklen) == ("ov", 9)
    assert not isupport.is_channel("#chan")


def test_no_prefixes_at_all() -> None:
    isupport = Isupport()
    isupport.update(["PREFIX="])
    assert isupport.prefix_modes == ""
    assert isupport.split_prefixes("@anna") == ("", "@anna")


@given(st.lists(st.text(max_size=20), max_size=20))
def test_any_tokens(words: list[str]) -> None:
    isupport = Isupport()
    isupport.update(words)
    isupport.update([f"PREFIX={word}" for word in words])
    assert len(isupport.prefix_modes) == len(isupport.prefixes)
    assert isupport.linelen >= 512
    assert isupport.targmax is not None


@given(
    st.dictionaries(st.from_regex(r"[A-Z]{1,8}", fullmatch=True), st.text(max_size=9), max_size=40)
)
def test_tokens_there_and_back(tokens: dict[str, str]) -> None:
    lines = list(format_tokens(tokens))
    assert all(0 < len(line) <= 13 for line in lines)
    assert all(" " not in word for line in lines for word in line)
    isupport = Isupport()
    for line in lines:
        isupport.update(line)
    assert isupport.tokens == tokens


@given(st.text())
def test_values_there_and_back(value: str) -> None:
    assert unescape_value(escape_value(value)) == value


# --- modes ----------------------------------------------------------------------------------------


def test_modes_take_their_parameters() -> None:
    isupport = Isupport()
    isupport.update(["CHANMODES=beI,k,l,imnt", "PREFIX=(ov)@+"])
    assert parse_modes(("+ol-l+bk-k", "anna", "10", "*!*@x", "key", "key"), isupport) == [
        ModeChange("+", "o", "anna"),
        ModeChange("+", "l", "10"),
        ModeChange("-", "l"),
        ModeChange("+", "b", "*!*@x"),
        ModeChange("+", "k", "key"),
        ModeChange("-", "k", "key"),
    ]
    assert parse_modes(("b",), isupport) == [ModeChange("+", "b")]
    assert parse_modes((), isupport) == []
    assert parse_user_modes("+iw-o") == [("+", "i", None), ("+", "w", None), ("-", "o", None)]


CHANGES = st.lists(
    st.builds(
        lambda sign, letter: ModeChange(sign, letter, "x" if letter in "obk" else None),
        st.sampled_from("+-"),
        st.sampled_from("obkmn"),
    ),
    max_size=10,
)


@given(CHANGES)
def test_modes_there_and_back(changes: list[ModeChange]) -> None:
    assert parse_modes(format_modes(changes), Isupport()) == changes


@given(st.lists(st.text(max_size=10), max_size=5))
def test_any_modes(params: list[str]) -> None:
    for change in parse_modes(params, Isupport()):
        assert change.sign in ("+", "-")
        assert len(change.letter) == 1


# --- capabilities, CTCP, formatting ---------------------------------------------------------------


def test_capabilities() -> None:
    assert capabilities.parse_capabilities("=batch ~sasl=PLAIN,EXTERNAL  -echo-message") == {
        "batch": "",
        "sasl": "PLAIN,EXTERNAL",
        "-echo-message": "",
    }
    names = capabilities.FLAGS.keys() - {capabilities.DRAFT_NO_IMPLICIT_NAMES}
    assert len({capabilities.FLAGS[name] for name in names}) == len(names)


@given(st.lists(st.from_regex("[a-zя]{1,12}", fullmatch=True)), st.integers(1, 40))
def test_lists_in_lines(words: list[str], room: int) -> None:
    lines = list(capabilities.split_list(words, room))
    assert " ".join(lines).split() == words
    assert all(len(line.encode()) <= room or " " not in line for line in lines)


def test_ctcp() -> None:
    assert parse_ctcp("hello") is None
    assert parse_ctcp("\x01\x01") is None
    assert parse_ctcp("\x01") is None
    assert parse_ctcp("\x01action waves") == Ctcp("ACTION", "waves")
    for ctcp in (Ctcp("VERSION"), Ctcp("PING", "1 2")):
        assert parse_ctcp(format_ctcp(*ctcp)) == ctcp


def test_formatting() -> None:
    assert parse_formatting("a\x02b\x02c") == (Span("a"), Span("b", Style(bold=True)), Span("c"))
    assert parse_formatting("\x0304,1red\x03 plain") == (
        Span("red", Style(foreground=4, background=1)),
        Span(" plain"),
    )
    assert parse_formatting("\x03,5x") == (Span(",5x"),)
    assert parse_formatting("\x0399x\x04ff0000y") == (
        Span("x"),
        Span("y", Style(foreground="#ff0000")),
    )
    assert parse_formatting("\x1d\x1f\x1e\x11\x16x\x0fy") == (
        Span("x", Style(italic=True, underline=True, strike=True, monospace=True, reverse=True)),
        Span("y"),
    )
    assert strip_formatting("\x02\x0312,4a\x07b\tc\x0f") == "ab\tc"


@given(st.text(max_size=40) | st.text("\x02\x03\x04\x0f\x16\x1d0123456789,abcf\x07", max_size=40))
def test_spans_hold_the_stripped_text(text: str) -> None:
    spans = parse_formatting(text)
    assert "".join(span.text for span in spans) == strip_formatting(text)
    assert all(span.text for span in spans)
    for one, other in pairwise(spans):
        assert one.style != other.style
