"""Calls and addresses in words."""

from __future__ import annotations

import itertools
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from core.net.flows import Piece
from core.net.trace import (
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallError,
    CallEvent,
    Part,
    PendingCall,
    Side,
)
from desktop.i18n import Translator
from desktop.sockets import event_words
from desktop.sockets.colours import ORDER, send_color, send_label
from desktop.theme import theme
from tests.desktop.sockets.panes import translator

__all__ = ["translator"]


def event(call: str, *arguments: Any, **known: Any) -> CallEvent:
    return CallEvent(1, 1, 1, 5, call, arguments, 0.0, 1.0, **known)


PEER = ("127.0.0.1", 50410)

SENTENCES = [
    (event("send", size=35, wanted=35), 7, (), "anna sends 35 bytes as #7",
     "anna отправляет 35 байт (№7)"),
    (event("send", size=1, wanted=3), None, (), "anna sends only 1 of 3 bytes",
     "anna отправляет не всё: только 1, а дали 3 байта"),
    (event("sendto", PEER, size=3, wanted=3, address=PEER), None, (),
     "anna sends 3 bytes to 127.0.0.1:50410", "anna отправляет 3 байта на 127.0.0.1:50410"),
    (event("recv", 1024, size=21, wanted=1024), None, (Piece(7, 1, 21, 0),),
     "anna takes 21 bytes of #7", "anna берёт 21 байт из №7"),
    (event("recv", 1024, size=9, wanted=1024), None, (Piece(6, 1, 4, 0), Piece(9, 2, 5, 4)),
     "anna takes 9 bytes of #6, #9", "anna берёт 9 байт из №6, №9"),
    (event("recv", 1024, size=0, wanted=1024), None, (),
     "anna reads the end: the other side sends no more",
     "anna читает конец: другая сторона больше ничего не пришлёт"),
    (event("accept", address=PEER, made=4), None, (),
     "anna accepts the connection from 127.0.0.1:50410",
     "anna принимает соединение от 127.0.0.1:50410"),
    (event("connect", PEER, address=PEER), None, (), "anna is connected to 127.0.0.1:50410",
     "anna соединяется с 127.0.0.1:50410"),
    (event("shutdown", socket.SHUT_WR), None, (), "anna will send no more, but still reads",
     "anna больше ничего не отправит, но ещё читает"),
    (event("settimeout", 2.5), None, (), "anna lets calls on this socket wait 2.5 s at most",
     "anna разрешает вызовам этого сокета ждать не дольше 2,5 с"),
    (event("recv", 10, error=CallError("ConnectionResetError", 104, "ECONNRESET", "x")), None, (),
     "anna: recv(10) raised ConnectionResetError (ECONNRESET)",
     "anna: recv(10), ошибка ConnectionResetError (ECONNRESET)"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "send", "pieces", "english", "russian"), SENTENCES)
def test_sentences(
    translator: Translator,
    told: CallEvent,
    send: int | None,
    pieces: tuple[Piece, ...],
    english: str,
    russian: str,
) -> None:
    translator.set_language("en")
    assert event_words.sentence(told, "anna", send, pieces) == english
    translator.set_language("ru")
    assert event_words.sentence(told, "anna", send, pieces) == russian


CALLS = (
    "socket", "bind", "listen", "accept", "connect", "connect_ex", "send", "sendall", "recv",
    "recvfrom", "recv_into", "sendto", "sendmsg", "recvmsg", "shutdown", "close", "detach",
    "settimeout", "setblocking", "setsockopt", "getsockopt", "getsockname", "getpeername",
    "gethostname", "getaddrinfo", "dup", "socketpair", "anything",
)  # fmt: skip


@given(
    call=st.sampled_from(CALLS),
    arguments=st.lists(
        st.one_of(
            st.none(),
            st.integers(0, 99),
            st.text(),
            st.binary(),
            st.floats(0, 5),
            st.lists(st.integers()),
            st.tuples(st.text(), st.integers()),
        ),
        max_size=3,
    ),
    size=st.integers(0, 99),
    wanted=st.integers(0, 99),
    result=st.one_of(st.none(), st.integers(), st.text(), st.tuples(st.text(), st.integers())),
)
def test_any_call_has_a_sentence(
    call: str, arguments: list[Any], size: int, wanted: int, result: Any
) -> None:
    told = event(call, *arguments, size=size, wanted=wanted, result=result)
    text = event_words.sentence(told, "anna")
    assert "anna" in text
    assert "%w" not in text
    assert event_words.call_text(told).startswith(call)
    event_words.result_text(told)


def test_calls_as_python_writes_them() -> None:
    assert event_words.call_text(event("send")) == "send(data)"
    assert event_words.call_text(event("recv", 65536)) == "recv(65536)"
    option = event("setsockopt", socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    assert event_words.call_text(option) == "setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)"
    assert event_words.call_text(event("shutdown", 1)) == "shutdown(SHUT_WR)"
    made = event("socket", socket.AF_INET, socket.SOCK_STREAM)
    assert event_words.call_text(made) == "socket(AF_INET, SOCK_STREAM)"
    assert event_words.call_text(event("bind", ("", 80))) == "bind(('', 80))"


def test_addresses() -> None:
    assert event_words.address_text(("127.0.0.1", 80)) == "127.0.0.1:80"
    assert event_words.address_text(("::1", 80, 0, 0)) == "[::1]:80"
    assert event_words.address_text("/tmp/s") == "/tmp/s"
    assert event_words.address_text(b"\0name") == "@name"
    assert event_words.address_text("\0name") == "@name"
    assert event_words.address_text(None) == ""


def test_what_an_actor_is_doing(translator: Translator) -> None:
    translator.set_language("ru")
    call = PendingCall(0, "recv", (65536,), 1, 5, b"", 65536, "x.py", 1)
    info = ActorInfo(1, Side.CLIENT, "boris", Part.READER)
    parked = ActorSnapshot(info, ActorState.PARKED, 0.0, call)
    assert event_words.actor_sentence(parked, "boris") == "boris стоит перед recv(65536)"
    for state in ActorState:
        text = event_words.actor_sentence(ActorSnapshot(info, state, 0.0, call), "boris")
        assert "boris" in text
        assert "%" not in text


def test_send_colours_go_round_and_neighbours_differ(qtbot: QtBot, translator: Translator) -> None:
    colours = [send_color(number) for number in range(1, 13)]
    assert colours[:6] == [theme().color(f"bytes{place}") for place in ORDER]
    assert colours[6:] == colours[:6]
    assert all(one != other for one, other in itertools.pairwise(colours))
    assert theme().color("danger") not in colours
    assert send_color(0) == QColor(theme().color("muted"))
    assert send_label(7) == "#7"
    translator.set_language("ru")
    assert send_label(7) == "№7"
    assert send_label(0) == "?"
