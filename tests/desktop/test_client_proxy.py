"""Through a proxy, as a person sets it and joins a server by it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.net.proxy import ProxyKind
from core.preferences import Preferences
from desktop.client.client_options import proxy_for
from desktop.context import AppContext
from desktop.settings.explanations import Page
from desktop.settings.settings_window import SettingsWindow
from desktop.settings.text_control import PlainText
from desktop.widgets.fields import Field
from tests.desktop.client_fixtures import (
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text
from tests.ports import free_port
from tests.proxies import NAME, proxying

__all__ = ["context", "open_client", "server"]


@pytest.mark.feature("Through a proxy")
@pytest.mark.parametrize("tls", [False, True])
def test_set_in_the_settings_and_used(
    server: Server, open_client: OpenClient, context: AppContext, qtbot: QtBot, tls: bool
) -> None:
    from PySide6.QtCore import Qt

    with proxying("socks5", ("anna", "secret")) as middle:
        window = SettingsWindow(context)
        window.show()
        window.open_page(Page.GENERAL)
        typed = {"host": "127.0.0.1", "user": "anna", "password": "secret"}
        host = window.rows["network.proxy_host"].control
        assert host is not None and not host.isEnabled()  # there is no proxy
        context.set_preference("network.proxy", "socks5")
        assert host.isEnabled()
        for part, text in typed.items():
            field = window.rows[f"network.proxy_{part}"].control
            assert isinstance(field, PlainText)
            type_text(field.edit, text)
            press_key(field.edit, Qt.Key.Key_Return)
        assert isinstance(field, Field)
        assert field.edit.echoMode() is QLineEdit.EchoMode.Password
        context.set_preference("network.proxy_port", middle.port)
        window.close()
        delete_now(window)
        anna = open_client(server.port, host=NAME, tls=tls)
        anna.until(lambda: anna.members("#lab"))
        anna.write("through the proxy")
        anna.until(lambda: anna.sees("anna: through the proxy"))
        assert middle.asked == [(NAME, server.port)]
        assert middle.logins == [("anna", "secret")]
        assert anna.page.status.security.isVisible() == tls


def test_a_proxy_that_is_not_there_is_told_in_words(
    context: AppContext, open_client: OpenClient
) -> None:
    context.set_preference("network.proxy", "http")
    context.set_preference("network.proxy_host", "127.0.0.1")
    context.set_preference("network.proxy_port", free_port())
    anna = open_client(6667, host=NAME, reconnect=False)
    page = anna.window.link_page
    anna.until(lambda: "proxy cannot be reached" in page.title.text())
    assert "settings" in page.text.text()


def test_the_own_network_is_joined_without_it() -> None:
    preferences = Preferences({"network.proxy": "socks5", "network.proxy_host": "proxy.school"})
    for host in ("127.0.0.1", "localhost", "192.168.1.5", "lab.local", "fe80::1%eth0", "server"):
        assert proxy_for(preferences, host) is None
    found = proxy_for(preferences, "irc.libera.chat")
    assert found is not None
    assert (found.kind, found.host, found.port) == (ProxyKind.SOCKS5, "proxy.school", 1080)
    preferences.set("network.proxy_local", True)
    assert proxy_for(preferences, "192.168.1.5") == found
    preferences.set("network.proxy", "none")
    assert proxy_for(preferences, "irc.libera.chat") is None
