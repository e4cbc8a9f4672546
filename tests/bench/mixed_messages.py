"""Messages as a busy channel has them, each made from its number, always the same.

Two hundred people, short and long texts in two alphabets, links, emoji, words in code; besides, at
fixed distances, blocks of code, replies, reactions, changed and deleted messages, very long ones,
and text from right to left.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from core.client.events import Delivery, MessageKind, MessageReceived, Reaction

ROOM = "#room"
#: Who writes; the first is ourselves.
NICKS = ("anna", *(f"{name}{n}" for n in range(40) for name in ("boris", "chloe", "учитель", "f")))
_TEXT = (
    "сокет сервер клиент порт адрес recv send accept `listen` поток байты 👍 https://example.org "
    "а и но если почему молчит отвечает connection refused буфер строка кадр пакет"
)
_WORDS = _TEXT.split() * 50
_CODE = """почему так?
```python
with socket.create_server(("", 6667)) as listener:
    while True:
        connection, address = listener.accept()  # ждём
        print(f"{address} {connection.recv(1024)!r}")
```"""
_FROM_RIGHT = "السلام عليكم، المنفذ 6667 مغلق؟ שלום, הפורט socket() לא עונה"
_REACTIONS = (Reaction("👍", ("anna", "boris1"), own=True), Reaction("🎉", ("chloe2",)))


@cache
def _words(start: int, length: int) -> str:
    return " ".join(_WORDS[start : start + length])


def _msgid(number: int) -> str:
    return f"{number:x}-{number * 7919 % 1_000_003:x}"


def generated(number: int, others: bool = False) -> MessageReceived:
    """The message of that number; ``others``: never one of our own."""
    # Cheaper than a random generator: the source must not be what is measured.
    text = _words(number * 7919 % 1009, (2, 4, 8, 8, 16, 40)[number * 31 % 6])
    more: dict[str, Any] = {}
    if number % 10 == 3:
        more["reply_to"] = _msgid(max(0, number - number % 97))
    if number % 14 == 5:
        more["reactions"] = _REACTIONS
    if number % 40 == 7:
        text = _CODE
    elif number % 60 == 11:
        text = f"{_FROM_RIGHT} {text}"
    elif number % 300 == 13:
        text = _words(number % 1009, 250)
    elif number % 50 == 17:
        more["edited"] = 1_700_000_000.0 + number * 20
    elif number % 100 == 19:
        text, more["redacted"] = " ", "boris1"
    if number % 1000 == 0:
        text += f" тысяча{number}"
    nick = NICKS[number // 3 % len(NICKS)]
    own = nick == "anna" and not others
    return MessageReceived(
        ROOM,
        MessageKind.TEXT,
        nick,
        text,
        1_700_000_000.0 + number * 20,
        f"g{number}",
        msgid=_msgid(number),
        own=own,
        delivery=Delivery.STORED if own else None,
        **more,
    )
