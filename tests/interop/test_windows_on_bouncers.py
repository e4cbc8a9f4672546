"""Real windows behind ZNC, which stays on its servers while we are away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import Delivery
from core.net.addresses import ServerAddress
from core.server.config import ServerConfig
from desktop.client.client_options import options_for
from desktop.client.connecting_dialog import ConnectingDialog
from desktop.client.link import Phase
from desktop.client.link_texts import status_words
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    run_server,
)
from tests.desktop.conftest import english_first
from tests.interop.programs import ngircd
from tests.interop.servers import ZNC_PASSWORD, znc_networks
from tests.interop.windows import ROOM, is_with, message

__all__ = ["context", "english_first", "open_client"]

STATUS, OTHER = "*status", "#other"


@pytest.fixture
def own_server(qtbot: QtBot, tmp_path: Path) -> Iterator[Server]:
    config = ServerConfig(network="Room 214", flood_control=False)
    yield from run_server(qtbot, config, tmp_path / "server")


@pytest.fixture
def znc_port(own_server: Server) -> Iterator[int]:
    """The bouncer in front of our own server: it is "bnc" in two channels."""
    with znc_networks("bnc", {"net": (own_server.port, (ROOM, OTHER))}) as port:
        yield port


@pytest.fixture
def boris(own_server: Server, znc_port: int, open_client: OpenClient) -> Client:
    """Somebody without a bouncer."""
    client = open_client(own_server.port, "boris", (ROOM, OTHER))
    client.until(partial(is_with, client, 2))
    client.until(lambda: len(client.members(OTHER)) == 2)
    client.window.show_conversation(ROOM)
    return client


def behind(open_client: OpenClient, port: int, password: str = ZNC_PASSWORD) -> Client:
    """A window of the bouncer's person, in the room."""
    client = open_client(port, "bnc", (), password=password)
    client.until(lambda: ROOM in client.window.conversations)
    client.window.show_conversation(ROOM)
    return client


def say(client: Client, target: str, *texts: str) -> None:
    for text in texts:
        client.window.chat.connection.say(target, text)
    client.until(lambda: client.sees(texts[-1], target))


def close(client: Client, context: AppContext) -> None:
    client.window.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(30.0)


def know_of_it(port: int) -> None:
    """Until the bouncer has seen that a window is gone: only then it keeps what is said. It answers
    a stranger who came later."""
    with socket.create_connection(("127.0.0.1", port), 30) as stranger:
        stranger.sendall(b"NICK stranger\r\nUSER stranger 0 * :stranger\r\n")
        assert stranger.recv(1000)


def counts_of(client: Client, name: str) -> tuple[int, int]:
    conversation = client.window.conversations.get(name)
    return (conversation.unread, conversation.mentions) if conversation is not None else (-1, -1)


def said(client: Client, name: str) -> list[str]:
    return [line for line in client.lines(name) if line.startswith(("boris: ", "bnc: "))]


def test_what_was_missed_is_counted_and_read_elsewhere(
    boris: Client, znc_port: int, open_client: OpenClient, context: AppContext
) -> None:
    """Unread and mentions as if one had been there; answering in another window reads them."""
    anna = behind(open_client, znc_port)
    say(boris, OTHER, "до того")
    anna.until(lambda: anna.sees("до того", OTHER))
    anna.window.show_conversation(OTHER)
    anna.window.show_conversation(ROOM)
    close(anna, context)
    know_of_it(znc_port)
    say(boris, OTHER, "раз", "bnc: два", "три")
    say(boris, "bnc", "наедине")
    anna = behind(open_client, znc_port)
    anna.until(lambda: counts_of(anna, OTHER) == (3, 1))
    anna.until(lambda: counts_of(anna, "boris") == (1, 1))
    wanted = ["boris: до того", "boris: раз", "boris: bnc: два", "boris: три"]
    assert said(anna, OTHER) == wanted
    second = behind(open_client, znc_port)
    second.until(lambda: OTHER in second.window.conversations)
    second.window.show_conversation(OTHER)
    second.activate()
    second.write("отвечаю")
    anna.until(lambda: counts_of(anna, OTHER) == (0, 0))
    assert said(anna, OTHER) == [*wanted, "bnc: отвечаю"]
    second.until(lambda: said(second, OTHER)[-1] == "bnc: отвечаю")
    assert said(second, OTHER).count("bnc: отвечаю") == 1
    # What the second window asked (WHO, when it came in) is not shown in the first.
    assert not any("boris 127.0.0.1" in line for line in anna.lines(""))


def test_a_channel_that_is_detached(boris: Client, znc_port: int, open_client: OpenClient) -> None:
    """The bouncer stays in it; one comes back by joining, and reads what was said there. Its own
    answers are a conversation."""
    anna = behind(open_client, znc_port)
    anna.until(lambda: len(anna.members(OTHER)) == 2)
    anna.activate()
    anna.write(f"/msg {STATUS} detach {OTHER}")
    anna.until(lambda: anna.window.conversations[OTHER].left)
    anna.until(lambda: anna.sees("Detached 1 channel", STATUS))
    assert anna.page.notices.left.isHidden()
    anna.window.show_conversation(OTHER)
    assert anna.page.notices.left.isVisible()
    say(boris, OTHER, "пока её нет")
    anna.page.notices.left.act.click()
    anna.until(lambda: said(anna, OTHER) == ["boris: пока её нет"])
    anna.until(anna.page.notices.left.isHidden)
    anna.window.show_conversation(STATUS)
    anna.write("version")
    anna.until(lambda: anna.sees("ZNC 1", STATUS))
    lines = [line for _, way, line in anna.window.chat.connection.recent_lines() if way == "out"]
    assert not [line for line in lines if line.startswith("MONITOR") and STATUS in line]


def test_a_bouncer_that_has_lost_its_server(
    boris: Client, znc_port: int, open_client: OpenClient
) -> None:
    """That is seen; what is written waits, and arrives once, in order; nothing is told twice."""
    anna = behind(open_client, znc_port)
    say(boris, ROOM, "при ней")
    anna.until(lambda: anna.sees("boris: при ней"))
    banner = anna.page.notices.bouncer
    assert banner.isHidden()
    second = behind(open_client, znc_port)  # to which the bouncer does not say it
    anna.activate()
    anna.write(f"/msg {STATUS} disconnect")
    for client in (anna, second):
        client.until(client.page.notices.bouncer.isVisible)
    anna.until(lambda: len(boris.members(ROOM)) == 1)
    for text in ("первое", "второе"):
        anna.write(text)
    anna.until(lambda: len(anna.window.conversations[ROOM].waiting) == 2)
    assert status_words(anna.window.conversations.link) == "Only the bouncer"
    assert anna.window.conversations.presence("boris") is None
    banner.again.click()
    for client in (anna, second):
        client.until(client.page.notices.bouncer.isHidden)
    boris.until(lambda: boris.sees("bnc: второе", ROOM))
    anna.until(lambda: not anna.window.conversations[ROOM].waiting)
    assert [line for line in said(boris, ROOM) if line.startswith("bnc")] == [
        "bnc: первое",
        "bnc: второе",
    ]
    anna.until(lambda: len(anna.members(ROOM)) == 2)
    assert anna.window.conversations.presence("boris") == "on"
    assert said(anna, ROOM) == ["boris: при ней", "bnc: первое", "bnc: второе"]
    anna.until(lambda: message(anna, "второе", stored=False).delivery is Delivery.STORED)


def test_a_bouncer_that_is_on_no_server(
    own_server: Server, boris: Client, znc_port: int, open_client: OpenClient
) -> None:
    """It is connected to while it has no server: what is written waits from the first word on."""
    first = behind(open_client, znc_port)
    first.activate()
    first.write(f"/msg {STATUS} disconnect")
    first.until(first.page.notices.bouncer.isVisible)
    anna = open_client(znc_port, "bnc", (ROOM,), password=ZNC_PASSWORD)
    anna.until(anna.page.notices.bouncer.isVisible)
    assert anna.page.notices.nowhere.isHidden()
    anna.window.acts.write("boris")
    anna.until(lambda: anna.window.conversations.active == "boris")
    anna.activate()
    anna.write("ты здесь?")
    anna.until(lambda: anna.window.conversations["boris"].waiting)
    anna.page.notices.bouncer.again.click()
    boris.until(lambda: boris.sees("ты здесь?", "bnc"))
    anna.until(anna.page.notices.bouncer.isHidden)
    anna.until(lambda: not anna.window.conversations["boris"].waiting)
    anna.until(lambda: anna.window.chat.network_name == "Room 214")


def test_several_networks_at_one_address(
    own_server: Server, open_client: OpenClient, context: AppContext, tmp_path: Path
) -> None:
    """They have one address and one nickname; their conversations and passwords are kept apart."""
    folder = tmp_path / "ngircd"
    folder.mkdir()
    with ngircd(folder) as other_server:
        networks = {"net": (own_server.port, (ROOM,)), "far": (other_server, (ROOM,))}
        with znc_networks("bnc", networks) as port:
            near = behind(open_client, port)
            far = behind(open_client, port, "bouncer/far:between us")
            for client, text in ((near, "близко"), (far, "далеко")):
                client.until(partial(is_with, client, 1))
                client.activate()
                client.write(text)
                client.until(partial(client.sees, text))
                client.window.on_connecting.ask()
                dialog = client.window.findChild(ConnectingDialog)
                assert dialog is not None
                dialog.yes.click()
            saved = context.settings.saved
            passwords = {server.password for server in saved}
            assert passwords == {ZNC_PASSWORD, "bouncer/far:between us"}
            close(near, context)
            close(far, context)
            address = near.window.chat.options
            for login, text, absent in (
                ("bouncer/net", "близко", "далеко"),
                ("bouncer/far", "далеко", "близко"),
            ):
                options = options_for(
                    context, ServerAddress(address.host, port), "bnc", login=login
                )
                again = open_client(port, "bnc", (), password=options.session.password)
                again.until(partial(again.sees, text, ROOM))
                assert not again.sees(absent, ROOM)


def test_a_wrong_password_of_a_bouncer(znc_port: int, open_client: OpenClient) -> None:
    anna = open_client(znc_port, "bnc", (), password="bouncer/net:wrong")
    link = anna.window.conversations.link
    anna.until(lambda: link.phase is Phase.ENDED)
    page = anna.window.link_page
    anna.until(page.field.isVisible)
    page.field.set_text(ZNC_PASSWORD)
    page.retry.click()
    anna.until(lambda: ROOM in anna.window.conversations)
