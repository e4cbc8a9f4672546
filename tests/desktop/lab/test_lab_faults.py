"""What goes wrong in the lab is explained, and nothing hangs."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.lab.values import PayloadKind
from core.net.kernel import Platform
from desktop.context import AppContext
from desktop.lab.lab_window import LabWindow
from tests.desktop.lab.lab_fixtures import (
    WAIT_MS,
    answered,
    anyway,
    area,
    click,
    close,
    create,
    fill,
    form_of,
    in_kernel,
    last,
    listener,
    make,
    over,
    press,
    write_as,
)
from tests.desktop.typing import type_text
from tests.ports import free_port


def test_refused(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    port = free_port()
    call = make(qtbot, window, made.number, "connect", host="127.0.0.1", port=str(port))
    said = answered(qtbot, window, call.number)
    assert call.error is not None
    assert f"ConnectionRefusedError [Errno {call.error.code}]" in said
    assert f"Nobody listens at 127.0.0.1:{port}" in said
    row = window.body.results.row(call.number)
    assert row.lesson is not None
    lessons: list[int] = []
    window.context.lessons_wanted.connect(lessons.append)
    click(row.lesson)
    assert lessons == [13]


def test_a_str_is_not_bytes(qtbot: QtBot, window: LabWindow) -> None:
    s1, port = listener(qtbot, window)
    s2 = create(window)
    make(qtbot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
    press(window, s2.number, "send")
    form = form_of(window, s2.number)
    write_as(form, PayloadKind.STR)
    fill(form, data="Привет")
    click(form.go)
    call = over(qtbot, window, last(window).number)
    said = answered(qtbot, window, call.number)
    assert call.error is not None and call.error.kind == "TypeError"
    assert "encode" in said
    assert window.body.results.row(call.number).lesson is not None
    assert s1.listening


def test_wrong_order_gives_the_reason_first_and_the_error_anyway(
    qtbot: QtBot, window: LabWindow
) -> None:
    made = create(window)
    button = area(window, made.number).buttons["accept"]
    assert button.dimmed and button.isEnabled()
    press(window, made.number, "accept")
    reason = area(window, made.number).reason
    assert not reason.isHidden()
    assert reason.title.text() == "accept will not work: s1 does not listen yet."
    assert "EINVAL" in reason.answer.text()
    assert not [call for call in window.lab.calls() if call.name == "accept"]
    click(reason.anyway)
    call = over(qtbot, window, last(window).number)
    assert call.error is not None and call.error.name == "EINVAL"
    assert "Call bind and listen first" in answered(qtbot, window, call.number)

    sent = anyway(qtbot, window, made.number, "send", data="x")
    assert sent.error is not None
    assert window.body.results.row(sent.number).text()


def test_the_reason_goes_when_it_makes_sense_again(qtbot: QtBot, window: LabWindow) -> None:
    s1, port = listener(qtbot, window)
    s2 = create(window)
    press(window, s2.number, "recv")
    assert not area(window, s2.number).reason.isHidden()
    window.desk.call(s2.number, "connect", {"host": "127.0.0.1", "port": port})
    qtbot.waitUntil(lambda: window.lab.socket(s2.number).connected, timeout=WAIT_MS)
    qtbot.waitUntil(area(window, s2.number).reason.isHidden, timeout=WAIT_MS)
    assert not area(window, s2.number).buttons["recv"].dimmed
    assert s1.listening


def test_an_address_that_is_not_ours(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    call = make(qtbot, window, made.number, "bind", host="203.0.113.7", port="12345")
    assert call.error is not None and call.error.name == "EADDRNOTAVAIL"
    assert "no address of this computer" in answered(qtbot, window, call.number)


def test_a_port_out_of_range_can_be_called_anyway(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    press(window, made.number, "bind")
    form = form_of(window, made.number)
    fill(form, host="127.0.0.1", port="70000")
    click(form.go)
    assert "There is no port 70000" in form.note.text()
    assert last(window).name == "socket"
    click(form.anyway)
    call = over(qtbot, window, last(window).number)
    assert call.error is not None and call.error.kind == "OverflowError"
    assert "65535" in answered(qtbot, window, call.number)


def test_unknown_service_in_a_form(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    press(window, made.number, "connect")
    form = form_of(window, made.number)
    fill(form, host="127.0.0.1", port="no-such-service")
    click(form.go)
    assert "no service “no-such-service” for tcp" in form.note.text()
    if not form.anyway.isHidden():
        click(form.anyway)
        call = over(qtbot, window, last(window).number)
        assert call.error is not None


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("http", "Ports below 1024", "= 80"),
        ("80", "Ports below 1024", ""),
        ("8080", "A number from 0 to 65535", ""),
        ("65536", "There is no port 65536", ""),
        ("", "A port is missing", ""),
        ("нет", "This system knows no service “нет” for tcp", ""),
    ],
)
def test_the_port_is_read_while_it_is_typed(
    window: LabWindow, text: str, said: str, value: str
) -> None:
    panel = window.body.new_socket
    panel.port.clear()
    type_text(panel.port, text)
    assert panel.port_note.text().startswith(said)
    assert panel.port_value.text() == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("999.1.1.1", "This is no IPv4 address"),
        ("two words", "A host name has no spaces"),
        ("2130706433", "A binary address: 127.0.0.1"),
        ("::1", "This address belongs to another domain"),
        ("lab.example", "A name: getaddrinfo"),
    ],
)
def test_the_host_is_read_while_it_is_typed(window: LabWindow, text: str, said: str) -> None:
    panel = window.body.new_socket
    panel.host.row("other").click()
    assert not panel.other.isHidden()
    type_text(panel.other, text)
    assert panel.host_note.text().startswith(said)


def test_a_fault_keeps_the_keyboard_at_the_field(window: LabWindow) -> None:
    panel = window.body.new_socket
    panel.port.clear()
    click(panel.create_button)
    assert window.lab.sockets() == ()
    assert window.focusWidget() is panel.port


def test_close_while_another_call_is_blocked(qtbot: QtBot, window: LabWindow) -> None:
    s1, port = listener(qtbot, window)
    s2 = create(window)
    make(qtbot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
    press(window, s2.number, "recv")
    click(form_of(window, s2.number).go)
    blocked = in_kernel(qtbot, window, last(window).number)
    make(qtbot, window, s2.number, "close")
    card = window.body.cards.cards[s2.number]
    qtbot.waitUntil(lambda: "close does not wake" in card.state.text(), timeout=WAIT_MS)
    assert card.state.text().startswith("closed")
    assert card.pill.busy  # close does not wake it: that is the lesson
    assert card.remove.isHidden()
    assert not window.lab.calls()[-1].error
    assert not next(c for c in window.lab.calls() if c.number == blocked.number).over
    assert s1.listening


def test_a_host_name_that_nobody_has(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    call = make(qtbot, window, made.number, "connect", host="no-such-host.invalid", port="80")
    assert call.error is not None and call.error.kind == "gaierror"
    assert "socket.gaierror" in answered(qtbot, window, call.number)


def test_what_the_system_does_not_have(window: LabWindow) -> None:
    from core.lab.values import System

    bare = LabWindow(window.context, System(has_unix=False, has_ipv6=False))
    try:
        bare.show()
        assert bare.body.new_socket.domain.keys == ["AF_INET"]
        with pytest.raises(KeyError):
            bare.body.header.action("unix")
    finally:
        bare.close()
        bare.deleteLater()


def test_where_the_system_does_not_tell_it_says_so(qtbot: QtBot, context: AppContext) -> None:
    silent = Platform(has_tcp_info=False, has_queue_sizes=False, has_af_unix=False, kind="other")
    window = LabWindow(context, platform=silent)
    window.show()
    try:
        s1, port = listener(qtbot, window)
        card = window.body.cards.cards[s1.number]
        assert "LISTEN" in card.state.text()
        assert card.state.text().endswith("the system does not tell how many wait")
        s2 = create(window)
        make(qtbot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
        c1 = make(qtbot, window, s1.number, "accept").made[0]
        state = window.body.cards.cards[s2.number].state
        qtbot.waitUntil(lambda: state.text().startswith("ESTABLISHED"), timeout=WAIT_MS)
        assert state.text().endswith("inferred")
        make(qtbot, window, c1, "send", data="x")
        assert make(qtbot, window, s2.number, "recv").data == b"x"
    finally:
        close(window)
