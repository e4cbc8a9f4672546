"""Connections that fail, are lost, and come back; as a person at the window sees them."""

from __future__ import annotations

import socket
import threading

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import LagMeasured
from tests.desktop.client_fixtures import (
    TIMEOUT,
    OpenClient,
    Server,
    context,
    free_port,
    locked_server,
    open_client,
    server,
    silent_port,
)

__all__ = ["context", "free_port", "locked_server", "open_client", "server", "silent_port"]


@pytest.mark.feature("Comes back by itself after a lost connection")
def test_reconnects_by_itself_and_sends_once_what_was_typed(
    server: Server, open_client: OpenClient
) -> None:
    anna = open_client(server.port, "anna")
    boris = open_client(server.port, "борис")
    for client in (anna, boris):
        client.until(lambda c=client: len(c.members("#lab")) == 2)  # type: ignore[misc]
    server.stop()
    banner = anna.page.notices.link
    anna.until(banner.isVisible)
    anna.until(lambda: "Trying again" in banner.text())
    assert banner.cancel.isVisible()
    anna.write("пока сервера нет 1")
    anna.write("пока сервера нет 2")
    anna.until(lambda: anna.window.conversations.waiting == 2)
    anna.until(lambda: anna.page.status.waiting.text() == "2 messages waiting")
    assert anna.page.members.model.online is False
    assert boris.page.sidebar.own.texts[1] != "online"
    boris.until(lambda: not boris.online())
    server.start()
    banner.now.click() if banner.now.isVisible() else None
    for client in (boris, anna):
        client.window.acts.retry()
        client.until(client.online)
        client.until(lambda c=client: len(c.members("#lab")) == 2)  # type: ignore[misc]
    anna.until(lambda: anna.window.conversations.waiting == 0)
    assert not banner.isVisible()
    # The messages went out when anna was in the channel again; boris may have come later, so both
    # are looked at in anna's own window, each once.
    said = [line for line in anna.lines("#lab") if "пока сервера нет" in line]
    assert said == ["anna: пока сервера нет 1", "anna: пока сервера нет 2"]
    anna.write("снова тут")
    boris.until(lambda: boris.sees("anna: снова тут", "#lab"))
    assert anna.sees("Connection lost at")
    assert anna.sees("Connected again")


def test_the_countdown_goes_down(server: Server, open_client: OpenClient, qtbot: QtBot) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    server.stop()
    banner = anna.page.notices.link
    seen: set[str] = set()

    def counted() -> bool:
        text = banner.text()
        for seconds in ("1 s", "2 s", "3 s", "4 s"):
            if f"<b>{seconds}</b>" in text:
                seen.add(seconds)
        return len(seen) >= 2

    qtbot.waitUntil(counted, timeout=TIMEOUT)
    assert "attempt" in banner.text()


def test_cancel_ends_reconnecting_and_connect_again_begins(
    server: Server, open_client: OpenClient
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    server.stop()
    banner = anna.page.notices.link
    anna.until(banner.isVisible)
    banner.cancel.click()
    anna.until(lambda: not anna.window.chat.connection.is_running)
    anna.until(banner.address.isVisible)
    assert banner.now.text() == "Connect again"
    server.start()
    banner.now.click()
    anna.until(lambda: anna.online() and anna.members("#lab"))
    anna.until(lambda: not banner.isVisible())


def test_refused_is_a_sentence_with_a_countdown(free_port: int, open_client: OpenClient) -> None:
    anna = open_client(free_port)
    page = anna.window.link_page
    anna.until(lambda: "refuses" in page.title.text())
    assert f"127.0.0.1:{free_port}" in page.title.text()
    anna.until(lambda: "Trying again in" in page.countdown.text())
    assert page.retry.isVisible()
    assert page.cancel.isVisible()
    page.cancel.click()
    anna.until(lambda: page.title.text() == "Connecting was cancelled.")
    assert page.retry.isVisible()


def test_a_server_that_never_answers_can_be_cancelled_at_once(
    silent_port: int, open_client: OpenClient
) -> None:
    anna = open_client(silent_port)
    page = anna.window.link_page
    anna.until(lambda: "Introducing" in page.text.text())
    page.cancel.click()
    anna.until(lambda: not anna.window.chat.connection.is_running)
    anna.until(lambda: page.title.text() == "Connecting was cancelled.")


def test_a_listener_that_never_accepts_can_be_cancelled_at_once(open_client: OpenClient) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(3)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", port))
            anna = open_client(port)
            page = anna.window.link_page
            anna.until(lambda: anna.window.chat.connection.is_running)
            page.cancel.click()
            anna.until(lambda: not anna.window.chat.connection.is_running)
        finally:
            for filler in fillers:
                filler.close()


def test_no_such_host(open_client: OpenClient) -> None:
    anna = open_client(6667, host="no-such-host.invalid")
    page = anna.window.link_page
    anna.until(lambda: "no-such-host.invalid" in page.title.text() and page.icon.isVisible())


def test_closing_while_connecting_does_not_wait(silent_port: int, open_client: OpenClient) -> None:
    anna = open_client(silent_port)
    anna.until(lambda: anna.window.chat.connection.is_running)
    connection = anna.window.chat.connection
    assert anna.window.close()
    assert not anna.window.isVisible()
    anna.until(lambda: not connection.is_running)


@pytest.mark.feature("Another nickname where one's own is taken")
def test_a_taken_name_is_replaced_and_said(server: Server, open_client: OpenClient) -> None:
    first = open_client(server.port, "anna")
    first.until(lambda: first.members("#lab"))
    second = open_client(server.port, "anna")
    second.until(lambda: second.members("#lab"))
    called = second.page.sidebar.own.texts[0]
    assert called != "anna"
    banner = second.page.notices.nick
    assert banner.isVisible()
    assert "The name anna is taken." in banner.text()
    assert called in banner.text()
    second.window.acts.set_nick("вера")
    second.until(lambda: second.page.sidebar.own.texts[0] == "вера")
    second.until(lambda: not banner.isVisible())


def test_a_taken_name_later_is_refused_in_words(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna")
    boris = open_client(server.port, "boris")
    for client in (anna, boris):
        client.until(lambda c=client: len(c.members("#lab")) == 2)  # type: ignore[misc]
    boris.write("/nick anna")
    boris.until(lambda: boris.sees("The name anna is taken."))
    assert boris.page.sidebar.own.texts[0] == "boris"


def test_join_refusals_are_sentences(server: Server, open_client: OpenClient) -> None:
    from desktop.client.dialogs import KeyDialog

    anna = open_client(server.port, "anna", ("#invited", "#full", "#locked", "#banned"))
    anna.until(lambda: len(anna.window.conversations.channels) == 4)
    for line in (
        "/mode #invited +i",
        "/mode #full +l 1",
        "/mode #locked +k geheim",
        "/mode #banned +b boris!*@*",
    ):
        anna.window.submit(line)
    anna.until(lambda: "k" in anna.window.conversations["#locked"].modes)
    boris = open_client(server.port, "boris", ())
    boris.until(boris.online)
    for name, sentence in (
        ("#invited", "#invited is for invited people only"),
        ("#full", "#full is full"),
        ("#banned", "You are banned from #banned"),
        ("#locked", "#locked opens only with the right key"),
    ):
        boris.window.submit(f"/join {name}")
        boris.until(lambda wanted=sentence: boris.sees(wanted))  # type: ignore[misc]
    boris.until(lambda: boris.window.findChildren(KeyDialog))
    dialog = boris.window.findChildren(KeyDialog)[0]
    dialog.yes.click()
    assert dialog.field.error  # an empty key is no key
    dialog.field.set_text("geheim")
    dialog.yes.click()
    boris.until(lambda: boris.window.conversations.active == "#locked")
    boris.window.submit("/join a,b c")
    boris.window.acts.join("#" + "x" * 300)
    boris.until(lambda: boris.sees("characters"))


@pytest.mark.feature("Password of a server")
def test_a_password_is_asked_for(locked_server: Server, open_client: OpenClient) -> None:
    anna = open_client(locked_server.port)
    page = anna.window.link_page
    anna.until(lambda: "asks for a password" in page.title.text())
    assert page.field.isVisible()
    page.retry.click()
    assert page.field.error
    page.field.set_text("falsch")
    page.retry.click()
    anna.until(lambda: "this is not it" in page.title.text())
    page.field.set_text("тайна")
    page.retry.click()
    anna.until(lambda: anna.online() and anna.members("#lab"))


@pytest.mark.parametrize("line", ["Спасибо за подключение", "Thank you for connecting\r\n"])
def test_a_beginners_server_is_shown_with_its_line(open_client: OpenClient, line: str) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.sendall(line.encode())

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        anna = open_client(listener.getsockname()[1])
        page = anna.window.link_page
        anna.until(page.received.isVisible)
        assert page.received.text() == line.strip()
        assert "said goodbye. It is no chat server." in page.title.text()
        assert page.retry.isVisible()
    finally:
        thread.join(10)
        listener.close()


def test_quit_leaves_the_conversations_to_read(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.write("/quit до завтра")
    banner = anna.page.notices.link
    anna.until(lambda: banner.isVisible() and "You left" in banner.text())
    assert anna.page.isVisible()
    assert anna.window.isVisible()


def test_another_address_begins_anew(
    server: Server, free_port: int, open_client: OpenClient
) -> None:
    from desktop.client.dialogs import AddressDialog

    anna = open_client(free_port)
    page = anna.window.link_page
    anna.until(page.address.isVisible)
    page.address.click()
    dialog = anna.window.findChildren(AddressDialog)[0]
    dialog.field.set_text("not an address!")
    dialog.yes.click()
    assert dialog.field.error
    dialog.field.set_text(f"127.0.0.1:{server.port}/#лаба")
    dialog.yes.click()
    anna.until(lambda: anna.window.conversations.active == "#лаба")


def test_closing_with_messages_that_wait_asks_first(
    server: Server, open_client: OpenClient
) -> None:
    from desktop.client.dialogs import CloseDialog

    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    server.stop()
    anna.until(lambda: not anna.online())
    anna.write("noch nicht gesendet")
    assert not anna.window.close()
    dialog = anna.window.findChildren(CloseDialog)[0]
    dialog.no.click()
    assert anna.window.isVisible()
    assert not anna.window.close()
    anna.until(lambda: len(anna.window.findChildren(CloseDialog)) == 1)
    anna.window.findChildren(CloseDialog)[0].yes.click()
    assert not anna.window.isVisible()


@pytest.mark.feature("What is typed offline goes out later, once")
def test_what_was_typed_offline_arrives_once_and_in_order(
    server: Server, open_client: OpenClient
) -> None:
    anna = open_client(server.port, "anna")
    boris = open_client(server.port, "борис")
    for client in (anna, boris):
        client.until(lambda c=client: len(c.members("#lab")) == 2)  # type: ignore[misc]
    server.stop()
    anna.until(lambda: not anna.online())
    anna.window.acts.cancel()  # so that the other one is there first
    anna.until(lambda: not anna.window.chat.connection.is_running)
    texts = [f"без связи {number}" for number in range(5)]
    for text in texts:
        anna.write(text)
    anna.until(lambda: anna.window.conversations.waiting == 5)
    server.start()
    boris.until(boris.online)  # by itself
    boris.until(lambda: boris.members("#lab") == ["борис"])
    anna.page.notices.link.now.click()
    boris.until(lambda: boris.sees(texts[-1], "#lab"))
    anna.until(lambda: anna.window.conversations.waiting == 0)
    for client in (anna, boris):
        said = [line for line in client.lines("#lab") if "без связи" in line]
        assert said == [f"anna: {text}" for text in texts]


@pytest.mark.feature("How long the server takes to answer")
def test_the_round_trip_is_shown(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.window.chat.connection.feed.push([LagMeasured(0.0034)])
    anna.until(lambda: anna.page.sidebar.server.texts[1] == "connected · 3 ms")
