"""The connection breaks off at any moment of getting in: the window says so, comes back, keeps what
was typed, and nothing of the half connection stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.client.events import Delivery, MessageReceived
from core.threads.client_ends import is_cut_line
from tests.desktop.client_fixtures import Client, OpenClient, Server, context, open_client, server
from tests.desktop.dropping_server import STAGES, DroppingServer

__all__ = ["context", "open_client", "server"]

# In these the client has been let in: then messages are shown, and a banner over them.
LATE = frozenset({"001", "005", "motd", "join", "joined", "names", "history"})


@pytest.fixture
def dropping() -> Iterator[DroppingServer]:
    made = DroppingServer()
    yield made
    made.close()


def opened(open_client: OpenClient, dropping: DroppingServer) -> Client:
    return open_client(dropping.port, "anna", account=("anna", "secret"))


def waits(client: Client, cuts: int, dropping: DroppingServer) -> bool:
    """Whether the connection was cut that often, and the window has seen it."""
    return dropping.cuts >= cuts and client.window.conversations.link.trying_again


def is_in(client: Client) -> bool:
    return client.online() and sorted(client.members("#lab")) == ["anna", "boris"]


@pytest.mark.parametrize("stage", ["connect", "hello", "cap ls", "authenticate", "001", "names"])
def test_cut_on_the_first_way_in(
    dropping: DroppingServer, open_client: OpenClient, stage: str
) -> None:
    dropping.stage = stage
    anna = opened(open_client, dropping)
    anna.until(lambda: waits(anna, 1, dropping))
    window = anna.window
    if stage in LATE:
        anna.until(window.page.notices.link.isVisible)
        assert "Trying again" in window.page.notices.link.text()
        assert window.page.status.state.text().startswith("Reconnecting")
    else:
        page = window.link_page
        anna.until(page.countdown.isVisible)
        assert "connection" in page.title.text()
        assert "attempt" in page.countdown.text()
        assert page.received.text() == ""  # half a line is nothing that a person should read
        assert page.retry.isVisible()
        assert page.cancel.isVisible()
    dropping.stage = ""
    window.acts.retry()
    anna.until(lambda: is_in(anna))
    assert_nothing_leaked(anna)


@pytest.mark.parametrize("stage", STAGES)
def test_cut_on_the_way_back(dropping: DroppingServer, open_client: OpenClient, stage: str) -> None:
    anna = opened(open_client, dropping)
    anna.until(lambda: is_in(anna))
    anna.window.show_conversation("#lab")
    dropping.stage = stage
    dropping.drop()
    anna.until(lambda: not anna.online())
    anna.write("one")
    anna.window.acts.retry()
    anna.until(lambda: waits(anna, 1, dropping))
    banner = anna.page.notices.link
    anna.until(banner.isVisible)
    anna.write("two")
    anna.page.composer.set_draft("half a thought", None)
    dropping.stage = ""
    anna.window.acts.retry()
    anna.until(lambda: is_in(anna) and anna.window.conversations.waiting == 0)
    anna.until(lambda: not banner.isVisible())
    model = anna.window.conversations["#lab"].transcript
    rows = [model.row(number) for number in range(model.first, model.end)]
    own = [row for row in rows if isinstance(row, MessageReceived) and row.own]
    assert [row.text for row in own] == ["one", "two"]
    for row in own:  # what the cut connection had taken: nobody knows whether it arrived
        if row.delivery is Delivery.FAILED:
            assert stage in LATE
            anna.window.send_again(row.key)
    anna.until(lambda: sorted(dropping.said) == ["one", "two"])
    assert anna.page.composer.text() == "half a thought"
    assert_nothing_leaked(anna)


def assert_nothing_leaked(anna: Client) -> None:
    """Nothing of a connection that was cut is taken for something of the one that stands."""
    conversations = anna.window.conversations
    assert [each.name for each in conversations.order] == ["", "#lab"]
    assert anna.window.chat.connection.features.history
    assert conversations.nick == "anna"
    anna.until(lambda: conversations.network == "Drop")
    anna.until(lambda: anna.lines("#lab").count("boris: what was said") == 1)
    anna.until(lambda: not anna.window.history.is_loading)
    assert anna.window.accounts.account == "anna"


def test_cut_in_the_hello_of_tls(server: Server, open_client: OpenClient) -> None:
    dropping = DroppingServer("connect")
    anna = open_client(dropping.port, "anna", tls=True)
    anna.until(lambda: waits(anna, 1, dropping))
    page = anna.window.link_page
    anna.until(page.countdown.isVisible)
    assert page.title.text()
    port = dropping.port
    dropping.close()
    server.stop()
    server.port = port
    server.start()
    anna.window.acts.retry()
    anna.until(lambda: anna.online() and anna.members("#lab"))
    assert anna.window.conversations.link.secured is not None


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        (b":irc.example.net", True),
        (b":irc.example.net NOTI", True),
        (b":irc.example.net 00", True),
        (b"@time=2026-11-20T10:00:00.000Z :irc", True),
        (b"CA", True),
        (b"NOTI", True),
        (b":irc.example.net NOTICE * :Looking up", False),  # that much can be followed
        (b"ERROR :Closing link", False),
        (b":) hello", False),
        (b"@all good morning", False),
        (b"Thank you for connecting", False),
        (b"HELLO", False),
        (b"\xd0\xa1\xd0\xbf\xd0\xb0\xd1\x81\xd0\xb8\xd0\xb1\xd0\xbe", False),
    ],
)
def test_half_a_line_of_irc_is_no_greeting(tail: bytes, cut: bool) -> None:
    assert is_cut_line(tail) == cut
