"""The words of the choices about a proxy: key, title, sentence, and what else
its row has (``desktop.settings.explanations``)."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

PROXY_GROUP = QT_TRANSLATE_NOOP("Settings", "The way to servers")
PROXY_ROWS: tuple[tuple[str, object, object, dict[str, object]], ...] = (
    (
        "network.proxy",
        QT_TRANSLATE_NOOP("Settings", "Proxy"),
        QT_TRANSLATE_NOOP(
            "Settings", "Servers on the internet, and their files, are reached through it."
        ),
        {
            "choices": {
                "none": QT_TRANSLATE_NOOP("Settings", "None"),
                "socks5": QT_TRANSLATE_NOOP("Settings", "SOCKS 5"),
                "http": QT_TRANSLATE_NOOP("Settings", "HTTP (CONNECT)"),
            }
        },
    ),
    (
        "network.proxy_host",
        QT_TRANSLATE_NOOP("Settings", "Its address"),
        QT_TRANSLATE_NOOP(
            "Settings", "A name or numbers, such as proxy.school or 10.0.0.1; Tor: 127.0.0.1."
        ),
        {},
    ),
    (
        "network.proxy_port",
        QT_TRANSLATE_NOOP("Settings", "Its port"),
        QT_TRANSLATE_NOOP(
            "Settings", "Usual are 1080 for SOCKS, 3128 or 8080 for HTTP, 9050 for Tor."
        ),
        {"none": QT_TRANSLATE_NOOP("Settings", "The usual one")},
    ),
    (
        "network.proxy_user",
        QT_TRANSLATE_NOOP("Settings", "User there"),
        QT_TRANSLATE_NOOP("Settings", "Empty where the proxy asks for none."),
        {},
    ),
    (
        "network.proxy_password",
        QT_TRANSLATE_NOOP("Settings", "Password there"),
        QT_TRANSLATE_NOOP(
            "Settings", "It is kept readable in the settings file, which only you can open."
        ),
        {},
    ),
    (
        "network.proxy_local",
        QT_TRANSLATE_NOOP("Settings", "Also in the own network"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Otherwise this computer and addresses such as 192.168.… are joined without it.",
        ),
        {},
    ),
)
