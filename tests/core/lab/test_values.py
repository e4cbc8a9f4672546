"""What a person types in the lab: every text gives a value or a fault."""

from __future__ import annotations

import ast
import socket
import struct
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.lab.payloads import read_payload
from core.lab.values import (
    MAX_PAYLOAD,
    MAX_RECV,
    Fault,
    FaultCode,
    Host,
    HostKind,
    OptionKind,
    PayloadKind,
    Port,
    System,
    Value,
    families,
    flag_names,
    options,
    protocols,
    read_backlog,
    read_flags,
    read_host,
    read_option_value,
    read_path,
    read_port,
    read_size,
    read_timeout,
)
from tests.core.threads.lab_helpers import can_make

FAMILIES = [socket.AF_INET, socket.AF_INET6]
TYPES = [socket.SOCK_STREAM, socket.SOCK_DGRAM]
texts = st.text() | st.text("0123456789abcdefx.:%-@'\"[]<>\\b() +*\0 \n", max_size=40)
any_texts = st.text(st.characters(codec=None), max_size=30) | texts  # lone surrogates too


def run_source(source: str) -> Any:
    """What the expression of a value stands for."""
    return eval(source, {"socket": socket, "struct": struct})


def is_right(found: Value | Fault, typed: str) -> None:
    """A value of that text whose source gives it, or a fault of that text."""
    assert found.typed == typed
    value = found.anyway if isinstance(found, Fault) else found
    if value is None:
        return
    tree = ast.parse(value.source or "None", mode="eval")
    if value.value is not None and not (isinstance(value, Port) and value.service):
        assert run_source(value.source) == value.value
    assert tree is not None


# --- never an exception ---------------------------------------------------------------------------


@given(any_texts, st.sampled_from(FAMILIES), st.sampled_from(TYPES))
@example("xn--", socket.AF_INET, socket.SOCK_STREAM)
@example("١٢", socket.AF_INET, socket.SOCK_STREAM)  # digits, but not ours
@example("." * 300, socket.AF_INET, socket.SOCK_STREAM)
@example("fe80::1%", socket.AF_INET6, socket.SOCK_STREAM)
@example("::1%\ud800", socket.AF_INET6, socket.SOCK_STREAM)
@example("9" * 5000, socket.AF_INET6, socket.SOCK_STREAM)
def test_any_text_as_a_host(text: str, family: int, kind: int) -> None:
    is_right(read_host(text, family, kind), text)


@given(any_texts, st.sampled_from(["tcp", "udp"]))
@example("\ud800", "tcp")
@example("a\0b", "tcp")
@example("9" * 5000, "tcp")
@example("²", "tcp")
def test_any_text_as_a_port(text: str, protocol: str) -> None:
    is_right(read_port(text, protocol), text)


@given(any_texts)
def test_any_text_as_a_path(text: str) -> None:
    is_right(read_path(text), text)
    is_right(read_path(text, System(linux=False)), text)


@given(
    any_texts | st.builds(repr, st.binary()) | st.builds(repr, st.text()),
    st.sampled_from(PayloadKind),
    st.sampled_from(["utf-8", "cp1251", "ascii", "utf-16", "idna", "hex", "", "nope", "a\0b"]),
)
@example("b'\\d'", PayloadKind.LITERAL, "utf-8")
@example("(" * 5000, PayloadKind.LITERAL, "utf-8")
@example("-" * 5000 + "1", PayloadKind.LITERAL, "utf-8")
@example("True * 3", PayloadKind.LITERAL, "utf-8")
@example("'a'.encode('undefined')", PayloadKind.LITERAL, "utf-8")
@example("'a'.encode('hex')", PayloadKind.LITERAL, "utf-8")
@example("'\\ud800'.encode()", PayloadKind.LITERAL, "utf-8")
@example("'Ы'.encode('ascii')", PayloadKind.LITERAL, "utf-8")
@example("b'a' * 10 ** 100", PayloadKind.LITERAL, "utf-8")
@example("b'a' * 99999999999999999999", PayloadKind.LITERAL, "utf-8")
@example("b'' * 99999999999999999999", PayloadKind.LITERAL, "utf-8")
def test_any_text_as_a_payload(text: str, kind: PayloadKind, encoding: str) -> None:
    is_right(read_payload(text, kind, encoding), text)


@given(any_texts)
@example("nan")
@example("1e999")
@example("-0.0")
@example("9" * 5000)
def test_any_text_as_a_number(text: str) -> None:
    for read in (read_size, read_backlog, read_timeout):
        is_right(read(text), text)


@given(any_texts, st.sampled_from(FAMILIES), st.sampled_from(TYPES))
def test_any_text_as_an_option(text: str, family: int, kind: int) -> None:
    for option in options(family, kind):
        is_right(read_option_value(option, text), text)


# --- hosts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "family", "value", "kind"),
    [
        ("", socket.AF_INET, "", HostKind.ANY),
        ("''", socket.AF_INET6, "", HostKind.ANY),
        (" localhost ", socket.AF_INET, "localhost", HostKind.LOCALHOST),
        ("192.168.1.20", socket.AF_INET, "192.168.1.20", HostKind.IPV4),
        ("2130706433", socket.AF_INET, "127.0.0.1", HostKind.INTEGER),
        ("0", socket.AF_INET, "0.0.0.0", HostKind.INTEGER),
        ("4294967295", socket.AF_INET, "255.255.255.255", HostKind.INTEGER),
        ("0x7f000001", socket.AF_INET, "127.0.0.1", HostKind.INTEGER),
        ("1", socket.AF_INET6, "::1", HostKind.INTEGER),
        (str(2**128 - 1), socket.AF_INET6, "ffff:" * 7 + "ffff", HostKind.INTEGER),
        ("::1", socket.AF_INET6, "::1", HostKind.IPV6),
        ("[::1]", socket.AF_INET6, "::1", HostKind.IPV6),
        ("fe80::1%eth0", socket.AF_INET6, "fe80::1%eth0", HostKind.IPV6),
        ("::ffff:1.2.3.4", socket.AF_INET6, "::ffff:1.2.3.4", HostKind.IPV6),
        ("kab-214", socket.AF_INET, "kab-214", HostKind.NAME),
        ("школа.рф", socket.AF_INET, "школа.рф", HostKind.NAME),
    ],
)
def test_hosts(text: str, family: int, value: str, kind: HostKind) -> None:
    host = read_host(text, family)
    assert isinstance(host, Host)
    assert (host.value, host.kind) == (value, kind)
    assert run_source(host.source) == value


def test_the_zone_of_an_address() -> None:
    host = read_host("fe80::1%eth0", socket.AF_INET6)
    assert isinstance(host, Host) and host.zone == "eth0"


def test_broadcast_is_for_ipv4_datagrams() -> None:
    assert isinstance(read_host("<broadcast>", socket.AF_INET, socket.SOCK_DGRAM), Host)
    for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET6, TYPES[1])):
        found = read_host("<broadcast>", family, kind)
        assert isinstance(found, Fault) and found.code is FaultCode.HOST_BROADCAST
        assert isinstance(found.anyway, Host)


@pytest.mark.parametrize(
    ("text", "family", "code"),
    [
        ("999.1.1.1", socket.AF_INET, FaultCode.HOST_DOTTED),
        ("127.1", socket.AF_INET, FaultCode.HOST_DOTTED),
        ("...", socket.AF_INET, FaultCode.HOST_DOTTED),
        ("4294967296", socket.AF_INET, FaultCode.HOST_INTEGER),
        ("-1", socket.AF_INET, FaultCode.HOST_INTEGER),
        (str(2**128), socket.AF_INET6, FaultCode.HOST_INTEGER),
        ("::1", socket.AF_INET, FaultCode.HOST_FAMILY),
        ("127.0.0.1", socket.AF_INET6, FaultCode.HOST_FAMILY),
        ("1:2:3", socket.AF_INET6, FaultCode.HOST_IPV6),
        ("example.org:80", socket.AF_INET, FaultCode.HOST_IPV6),
        ("two words", socket.AF_INET, FaultCode.HOST_SPACE),
        ("a\0b", socket.AF_INET, FaultCode.HOST_SPACE),
        ("a" * 64, socket.AF_INET, FaultCode.HOST_LONG),
        ("a." * 127 + "b", socket.AF_INET, FaultCode.HOST_LONG),
        ("a..b", socket.AF_INET, FaultCode.HOST_NAME),
        ("\udc80", socket.AF_INET, FaultCode.HOST_NAME),
    ],
)
def test_hosts_that_are_none(text: str, family: int, code: FaultCode) -> None:
    found = read_host(text, family)
    assert isinstance(found, Fault) and found.code is code


# --- ports ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("65535", 65535), (" 0080 ", 80)])
def test_ports(text: str, number: int) -> None:
    port = read_port(text)
    assert isinstance(port, Port) and port.value == number and run_source(port.source) == number


def test_a_service_is_a_port() -> None:
    port = read_port("http")
    assert isinstance(port, Port)
    assert (port.value, port.service) == (80, "http")


def test_services_are_known_where_the_system_has_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: str) -> int:
        raise OSError("service/proto not found")

    monkeypatch.setattr(socket, "getservbyname", unknown)
    port = read_port("http")
    assert isinstance(port, Port)
    assert (port.value, port.source) == (80, "80")  # getservbyname would raise


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", FaultCode.PORT_EMPTY),
        ("  ", FaultCode.PORT_EMPTY),
        ("65536", FaultCode.PORT_RANGE),
        ("-1", FaultCode.PORT_RANGE),
        ("htpp", FaultCode.PORT_SERVICE),
        ("1.5", FaultCode.PORT_SERVICE),
        ("tftp", FaultCode.PORT_PROTOCOL),
    ],
)
def test_ports_that_are_none(text: str, code: FaultCode) -> None:
    found = read_port(text)
    assert isinstance(found, Fault) and found.code is code


def test_a_wrong_port_can_be_tried_all_the_same() -> None:
    wrong = read_port("70000")
    assert isinstance(wrong, Fault) and wrong.anyway is not None
    with socket.socket() as sock, pytest.raises(OverflowError):
        sock.bind(("127.0.0.1", wrong.anyway.value))
    unknown = read_port("htpp")
    assert isinstance(unknown, Fault) and unknown.anyway is not None
    with pytest.raises(OSError, match="not found"):
        run_source(unknown.anyway.source)


# --- paths ----------------------------------------------------------------------------------------


def test_paths() -> None:
    linux, other = System(linux=True), System(linux=False)
    path = read_path("/tmp/сокет", linux)
    assert isinstance(path, Value) and path.value == "/tmp/сокет"
    abstract = read_path("@besedka", linux)
    assert isinstance(abstract, Value) and abstract.value == "\0besedka"
    plain = read_path("@besedka", other)
    assert isinstance(plain, Value) and plain.value == "@besedka"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", FaultCode.PATH_EMPTY),
        ("a\0b", FaultCode.PATH_NUL),
        ("/" + "я" * 60, FaultCode.PATH_LONG),
        ("\ud800", FaultCode.PATH_ENCODING),
    ],
)
def test_paths_that_are_none(text: str, code: FaultCode) -> None:
    found = read_path(text)
    assert isinstance(found, Fault) and found.code is code


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")
@pytest.mark.parametrize("size", [107, 108])
def test_the_longest_path_is_the_systems(size: int) -> None:
    found = read_path("/" + "x" * (size - 1), System(linux=True))
    with socket.socket(socket.AF_UNIX) as sock:
        if isinstance(found, Fault):
            assert found.details == (108, 107) and found.anyway is not None
            with pytest.raises(OSError, match="AF_UNIX path too long"):
                sock.connect(found.anyway.value)
        else:
            with pytest.raises(FileNotFoundError):
                sock.connect(found.value)


# --- payloads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "encoding", "value"),
    [
        ("Привет", PayloadKind.TEXT, "utf-8", "Привет".encode()),
        ("Привет", PayloadKind.TEXT, "cp1251", "Привет".encode("cp1251")),
        ("Привет", PayloadKind.STR, "utf-8", "Привет"),
        ("", PayloadKind.TEXT, "utf-8", b""),
        (r"b'a\x00\r\n'", PayloadKind.LITERAL, "", b"a\0\r\n"),
        (r"b'\d'", PayloadKind.LITERAL, "", b"\\d"),
        ("b'ab' * 3 + b'c'", PayloadKind.LITERAL, "", b"abababc"),
        ("2 * b'x'", PayloadKind.LITERAL, "", b"xx"),
        ("b'x' * 0", PayloadKind.LITERAL, "", b""),
        ("'Привет'", PayloadKind.LITERAL, "", "Привет"),
        ("'Привет'.encode()", PayloadKind.LITERAL, "", "Привет".encode()),
        ("'Привет'.encode('cp1251')", PayloadKind.LITERAL, "", "Привет".encode("cp1251")),
        ("d0 9F d1:80", PayloadKind.HEX, "", b"\xd0\x9f\xd1\x80"),
        ("0xd0 0x9f", PayloadKind.HEX, "", b"\xd0\x9f"),
        (r"\xd0\x9f", PayloadKind.HEX, "", b"\xd0\x9f"),
        ("", PayloadKind.HEX, "", b""),
    ],
)
def test_payloads(text: str, kind: PayloadKind, encoding: str, value: bytes | str) -> None:
    found = read_payload(text, kind, encoding)
    assert isinstance(found, Value), found
    assert found.value == value
    assert run_source(found.source) == value


def test_a_line_end_can_be_added() -> None:
    found = read_payload("Привет", ending="\r\n")
    assert found == read_payload("Привет", ending="\r\n")
    assert isinstance(found, Value)
    assert found.source == "'Привет\\r\\n'.encode()"


@pytest.mark.parametrize(
    ("text", "kind", "encoding", "code", "details"),
    [
        ("Привет", PayloadKind.TEXT, "ascii", FaultCode.ENCODING_CANNOT, ("ascii", "П", 0)),
        ("aЫ", PayloadKind.TEXT, "latin-1", FaultCode.ENCODING_CANNOT, ("latin-1", "Ы", 1)),
        ("a", PayloadKind.TEXT, "utf-9", FaultCode.ENCODING_UNKNOWN, ("utf-9",)),
        ("a", PayloadKind.TEXT, "rot13", FaultCode.ENCODING_UNKNOWN, ("rot13",)),
        ("b'Привет'", PayloadKind.LITERAL, "", FaultCode.LITERAL_ASCII, ()),
        ("Привет", PayloadKind.LITERAL, "", FaultCode.LITERAL, ()),
        ("42", PayloadKind.LITERAL, "", FaultCode.LITERAL, ()),
        ("open('x')", PayloadKind.LITERAL, "", FaultCode.LITERAL, ()),
        ("b'x' * 99999999999", PayloadKind.LITERAL, "", FaultCode.TOO_LONG, (MAX_PAYLOAD,)),
        ("d0 9", PayloadKind.HEX, "", FaultCode.HEX_ODD, ()),
        ("d0 zz", PayloadKind.HEX, "", FaultCode.HEX_DIGIT, ("z", 3)),
    ],
)
def test_payloads_that_are_none(
    text: str, kind: PayloadKind, encoding: str, code: FaultCode, details: tuple[Any, ...]
) -> None:
    found = read_payload(text, kind, encoding)
    assert isinstance(found, Fault)
    assert (found.code, found.details) == (code, details)


# --- numbers, flags, options ----------------------------------------------------------------------


def test_numbers() -> None:
    def value(found: Value | Fault) -> Any:
        assert isinstance(found, Value), found
        return found.value

    assert value(read_size("1024")) == 1024
    assert value(read_backlog("")) is None
    assert value(read_backlog("-1")) == -1
    assert value(read_timeout("")) is None
    assert value(read_timeout("None")) is None
    assert value(read_timeout("0")) == 0
    assert value(read_timeout("1,5")) == 1.5
    found = read_timeout("2")
    assert isinstance(found, Value) and found.source == "2"


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (read_size(""), FaultCode.NUMBER),
        (read_size("1.5"), FaultCode.NUMBER),
        (read_size("-1"), FaultCode.NUMBER_RANGE),
        (read_size(str(MAX_RECV + 1)), FaultCode.NUMBER_RANGE),
        (read_backlog("many"), FaultCode.NUMBER),
        (read_backlog(str(2**31)), FaultCode.NUMBER_RANGE),
        (read_timeout("soon"), FaultCode.TIMEOUT),
        (read_timeout("nan"), FaultCode.TIMEOUT),
        (read_timeout("inf"), FaultCode.TIMEOUT),
        (read_timeout("-1"), FaultCode.TIMEOUT_NEGATIVE),
        (read_timeout("1e30"), FaultCode.NUMBER_RANGE),
    ],
)
def test_numbers_that_are_none(found: Value | Fault, code: FaultCode) -> None:
    assert isinstance(found, Fault) and found.code is code


def test_flags() -> None:
    none = read_flags(())
    assert isinstance(none, Value) and none.value == 0
    peek = read_flags(("MSG_PEEK",))
    assert isinstance(peek, Value) and run_source(peek.source) == socket.MSG_PEEK
    assert isinstance(read_flags(("MSG_NONE",)), Fault)
    assert "MSG_PEEK" in flag_names(True) and "MSG_PEEK" not in flag_names(False)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", TYPES)
def test_every_option_can_be_asked_for(family: socket.AddressFamily, kind: int) -> None:
    if not can_make(family.name):
        pytest.skip("not on this system")
    with socket.socket(family, kind) as sock:
        for option in options(family, kind):
            level, name = getattr(socket, option.level_name), getattr(socket, option.name)
            if option.write_only:
                continue
            if option.kind is OptionKind.LINGER:
                assert len(sock.getsockopt(level, name, 8)) == 8
            else:
                sock.getsockopt(level, name)
            assert run_source(f"({option.source})") == (level, name)


def test_option_values_are_what_setsockopt_takes() -> None:
    found = {option.name: option for option in options(socket.AF_INET, socket.SOCK_DGRAM)}
    for name, text in (
        ("SO_REUSEADDR", "1"),
        ("SO_RCVBUF", "4096"),
        ("SO_LINGER", "1,5"),
        ("IP_ADD_MEMBERSHIP", "239.1.2.3, 127.0.0.1"),
    ):
        value = read_option_value(found[name], text)
        assert isinstance(value, Value), value
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            option = found[name]
            level, number = getattr(socket, option.level_name), getattr(socket, option.name)
            sock.setsockopt(level, number, value.value)
    for name, text, code in (
        ("SO_REUSEADDR", "2", FaultCode.OPTION_VALUE),
        ("SO_RCVBUF", "much", FaultCode.OPTION_VALUE),
        ("SO_RCVBUF", "99999999999", FaultCode.NUMBER_RANGE),
        ("SO_LINGER", "1,x", FaultCode.OPTION_VALUE),
        ("SO_TYPE", "1", FaultCode.OPTION_READ_ONLY),
        ("IP_ADD_MEMBERSHIP", "me", FaultCode.OPTION_VALUE),
    ):
        fault = read_option_value(found[name], text)
        assert isinstance(fault, Fault) and fault.code is code


# --- what the system has --------------------------------------------------------------------------


def test_domains_are_those_of_the_system() -> None:
    assert families(System(has_unix=True, has_ipv6=True)) == ("AF_INET", "AF_INET6", "AF_UNIX")
    assert families(System(has_unix=False, has_ipv6=False)) == ("AF_INET",)


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_protocols_that_are_offered_fit(family: str, kind: str) -> None:
    if not can_make(family):
        pytest.skip("not on this system")
    for source, number in protocols(family, kind):
        assert run_source(source) == number
        socket.socket(getattr(socket, family), getattr(socket, kind), number).close()
