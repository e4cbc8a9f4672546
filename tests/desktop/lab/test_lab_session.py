"""The first server and client, made by pressing buttons: real calls, shown as they are."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.lab.session import Role
from desktop.lab.lab_window import LabWindow
from tests.desktop.lab.lab_fixtures import (
    WAIT_MS,
    answered,
    area,
    click,
    create,
    fill,
    form_of,
    in_kernel,
    last,
    listener,
    make,
    over,
    press,
)


def test_the_empty_lab_invites_and_makes_the_first_socket(window: LabWindow) -> None:
    cards = window.body.cards
    assert not cards.empty.isHidden()
    assert cards.empty.texts()[0] == "Make your first socket"
    click(cards.make_first)
    assert cards.empty.isHidden()
    assert [sock.name for sock in window.lab.sockets()] == ["s1"]
    assert cards.cards[1].state.text() == "no address a server calls bind next, a client connect"


@pytest.mark.feature("Sockets made by hand, in a lab")
def test_first_server_and_client(qtbot: QtBot, window: LabWindow) -> None:
    s1, port = listener(qtbot, window)
    card = window.body.cards.cards[s1.number]
    assert card.role.text() == "server"
    qtbot.waitUntil(lambda: "0 of 5 waiting for accept" in card.state.text(), timeout=WAIT_MS)

    press(window, s1.number, "accept")
    accept = in_kernel(qtbot, window, last(window).number)
    qtbot.waitUntil(lambda: card.pill.busy, timeout=WAIT_MS)
    assert card.pill.text.startswith("in the kernel · accept() · ")
    assert area(window, s1.number).buttons["accept"].pending
    rows = window.body.results.rows
    qtbot.waitUntil(lambda: accept.number in rows, timeout=WAIT_MS)
    assert "has not returned, in the kernel" in rows[accept.number].text()

    s2 = create(window)
    press(window, s2.number, "connect")
    form = form_of(window, s2.number)
    assert [button.text() for button in form.targets] == [f"s1  127.0.0.1:{port}"]
    fill(form, host="127.0.0.1", port=str(port))
    click(form.go)
    over(qtbot, window, last(window).number)
    over(qtbot, window, accept.number)
    accepted = next(sock for sock in window.lab.sockets() if sock.role is Role.ACCEPTED)
    assert accepted.number in card.accepted
    qtbot.waitUntil(lambda: not card.pill.busy, timeout=WAIT_MS)

    press(window, accepted.number, "send")
    form = form_of(window, accepted.number)
    fill(form, data="Спасибо за подключение")
    click(form.go)
    sent = over(qtbot, window, last(window).number)
    assert "42 bytes handed to the kernel" in answered(qtbot, window, sent.number)
    client = window.body.cards.cards[s2.number]
    qtbot.waitUntil(lambda: "42 bytes wait to be read" in client.state.text(), timeout=WAIT_MS)
    assert client.state.text().startswith("ESTABLISHED")

    read = make(qtbot, window, s2.number, "recv")
    assert read.data.decode() == "Спасибо за подключение"
    assert "42 bytes: Спасибо за подключение" in answered(qtbot, window, read.number)

    make(qtbot, window, accepted.number, "close")
    end = make(qtbot, window, s2.number, "recv")
    assert "the other side sends no more" in answered(qtbot, window, end.number)
    assert "b''" in answered(qtbot, window, end.number)
    make(qtbot, window, s2.number, "close")
    assert client.state.text().startswith("closed")
    assert client.facts.text().startswith("fd [")


def test_connect_before_accept_is_said(qtbot: QtBot, window: LabWindow) -> None:
    s1, port = listener(qtbot, window)
    s2 = create(window)
    call = make(qtbot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
    assert "connected even before accept" in answered(qtbot, window, call.number)
    card = window.body.cards.cards[s1.number]
    qtbot.waitUntil(lambda: "1 of 5 waiting for accept" in card.state.text(), timeout=WAIT_MS)


def test_datagrams_keep_their_boundaries(qtbot: QtBot, window: LabWindow) -> None:
    taker = create(window, "SOCK_DGRAM")
    make(qtbot, window, taker.number, "bind", host="127.0.0.1", port="0")
    port = window.lab.socket(taker.number).local[1]
    giver = create(window, "SOCK_DGRAM")
    press(window, giver.number, "sendto")
    form = form_of(window, giver.number)
    for text in ("раз", "два"):
        fill(form, data=text, host="127.0.0.1", port=str(port))
        click(form.go)
        over(qtbot, window, last(window).number)
        assert area(window, giver.number).form is form  # it stays, for the next one
    first = make(qtbot, window, taker.number, "recvfrom")
    second = make(qtbot, window, taker.number, "recvfrom")
    assert (first.data.decode(), second.data.decode()) == ("раз", "два")
    assert "UDP" in window.body.cards.cards[taker.number].state.text()


def test_options_and_questions(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    make(qtbot, window, made.number, "setsockopt", option="SO_REUSEADDR", value="1")
    asked = make(qtbot, window, made.number, "getsockopt", option="SO_REUSEADDR")
    assert asked.error is None and asked.value
    limit = make(qtbot, window, made.number, "settimeout", seconds="2,5")
    assert window.lab.socket(made.number).timeout == 2.5
    assert "its calls wait 2.5 s at most" in answered(qtbot, window, limit.number)
    name = make(qtbot, window, made.number, "gethostname")
    assert name.socket == 0 and name.value


def test_a_closed_socket_is_put_away(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    card = window.body.cards.cards[made.number]
    assert card.remove.isHidden()
    make(qtbot, window, made.number, "close")
    click(card.remove)
    assert window.body.cards.cards == {}
    assert not window.body.cards.empty.isHidden()


def test_start_afresh(qtbot: QtBot, window: LabWindow) -> None:
    s1, _port = listener(qtbot, window)
    press(window, s1.number, "accept")
    in_kernel(qtbot, window, last(window).number)
    window.body.header.action("clear").trigger()
    assert window.lab.sockets() == ()
    assert window.body.python.programs() == {}
    assert create(window).name == "s1"


def test_our_chat_server_is_offered(qtbot: QtBot, window: LabWindow) -> None:
    from core.server.config import ServerConfig
    from core.threads.server_threads import ListenOptions, ServerEngine, ServerStarted

    engine = ServerEngine()
    started: list[ServerStarted] = []
    engine.started.connect(started.append)
    try:
        engine.start(ServerConfig(), ListenOptions(host="127.0.0.1", port=0))
        qtbot.waitUntil(lambda: bool(started), timeout=WAIT_MS)
        window.context.set_server(started[0])
        made = create(window)
        press(window, made.number, "connect")
        form = form_of(window, made.number)
        assert form.targets[0].text() == f"our chat server  127.0.0.1:{started[0].port}"
        click(form.targets[0])
        click(form.go)
        call = over(qtbot, window, last(window).number)
        assert call.error is None
        make(qtbot, window, made.number, "close")
    finally:
        window.context.set_server(None)
        assert engine.stop_and_wait(10)
        engine.deleteLater()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")
def test_a_connected_pair(qtbot: QtBot, window: LabWindow) -> None:
    panel = window.body.new_socket
    assert panel.pair_button.isHidden()
    panel.domain.row("AF_UNIX").click()
    assert panel.port.isHidden() and not panel.path.isHidden()
    click(panel.pair_button)
    one, two = window.lab.sockets()
    assert window.body.cards.cards[one.number].role.text() == "pair"
    make(qtbot, window, one.number, "sendall", data="привет")
    assert make(qtbot, window, two.number, "recv").data.decode() == "привет"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")
def test_a_path_instead_of_host_and_port(qtbot: QtBot, window: LabWindow, tmp_path: Path) -> None:
    panel = window.body.new_socket
    panel.domain.row("AF_UNIX").click()
    panel.path.setText("")
    assert panel.path_note.text().startswith("A path is missing")
    panel.path.setText("x" * 200)
    assert "200 bytes" in panel.path_note.text() or "The path has 200" in panel.path_note.text()
    path = str(tmp_path / "lab.sock")
    panel.path.setText(path)
    click(panel.create_button)
    server = window.lab.sockets()[0].number
    bound = make(qtbot, window, server, "bind")
    assert bound.error is None and Path(path).exists()
    make(qtbot, window, server, "listen")
    client = create(window, family="AF_UNIX").number
    press(window, client, "connect")
    assert form_of(window, client).targets[0].text() == f"s1  {path}"
    click(form_of(window, client).go)
    call = over(qtbot, window, last(window).number)
    assert call.error is None
    again = create(window, family="AF_UNIX").number
    taken = make(qtbot, window, again, "bind", path=path)
    assert f"The file {path} is there already" in answered(qtbot, window, taken.number)


def test_a_letter_cut_in_two_and_many_bytes(qtbot: QtBot, window: LabWindow) -> None:
    made = listener(qtbot, window)
    client = create(window).number
    make(qtbot, window, client, "connect", host="127.0.0.1", port=str(made[1]))
    accepted = make(qtbot, window, made[0].number, "accept").made[0]
    make(qtbot, window, accepted, "sendall", data="Привет")
    half = make(qtbot, window, client, "recv", size="5")
    assert "b'" in answered(qtbot, window, half.number)  # no text: shown as the bytes they are
    rest = make(qtbot, window, client, "recv")
    assert len(rest.data) == 7
    make(qtbot, window, accepted, "sendall", data="ы" * 5000)
    many = make(qtbot, window, client, "recv", size="20000")
    said = answered(qtbot, window, many.number)
    assert "ыыыы" in said and said.endswith("…") and len(said) < 400


def test_the_list_of_answers_forgets_the_oldest(qtbot: QtBot, window: LabWindow) -> None:
    from desktop.lab.results_view import KEPT

    made = create(window, "SOCK_DGRAM").number
    make(qtbot, window, made, "bind", host="127.0.0.1", port="0")
    press(window, made, "recvfrom")
    click(form_of(window, made).go)
    waiting = in_kernel(qtbot, window, last(window).number).number
    for _ in range((KEPT + 5) // 25):
        for _ in range(25):
            window.desk.call(made, "getsockname")
        qtbot.waitUntil(lambda: len(window.desk.pending(made)) == 1, timeout=WAIT_MS)
    results = window.body.results
    qtbot.waitUntil(lambda: len(results.rows) == KEPT + 1, timeout=WAIT_MS)
    assert waiting in results.rows  # what has not returned is never forgotten
    assert results.earlier.text() == "6 earlier calls are no longer shown"


def test_a_starting_point_takes_a_port_that_is_free() -> None:
    from desktop.lab.recipes import free_port as find

    with socket.socket() as taken:
        taken.bind(("", 0))
        port = taken.getsockname()[1]
        assert find(port) != port
    assert find(65535) == 65535
