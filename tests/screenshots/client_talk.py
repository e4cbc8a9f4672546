"""What is said on the pictures of the client: a session's own events, at fixed times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.client.events import (
    BufferKind,
    BufferOpened,
    ChannelModesKnown,
    Connected,
    Connecting,
    Delivery,
    Disconnected,
    Event,
    HandChanged,
    IsupportChanged,
    LagMeasured,
    Member,
    MembersChanged,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    Reaction,
    ReconnectIn,
    Registered,
    TopicChanged,
    WhoisReceived,
)
from core.client.feature_events import Features, FeaturesChanged, TypingChanged, TypingState
from core.irc.capabilities import CLASSROOM

NOW = 1_795_169_520.0
"""Friday, 20 November 2026, 10:12 UTC: the time on every picture."""
HOST, PORT = "192.168.1.10", 6667
ROOM, OWN = "#класс-7б", "anna"
HOMEWORK, LAB, ENGLISH = "#домашка", "#сокеты-лаба", "#english-club"
CHANNELS = ("#объявления", ROOM, LAB, HOMEWORK, "#сборная-олимпиада", ENGLISH, "#флудилка")
TOPIC = "Сети, урок 9: первый сокет. Отчёт до пятницы, 18:00"
FILES = "https://192.168.1.10/files"
SKETCH = f"{FILES}/a1/schema.png"
FEATURES = Features(
    replies=True,
    reactions=True,
    typing=True,
    edits=True,
    redaction=True,
    multiline=True,
    history=True,
    read_markers=True,
    search=False,
    files=FILES,
)
_RATES = (0, 12, 30, 8, 90, 60, 40, 120, 80, 55, 30, 140, 90, 30, 60, 20, 110, 70, 50, 30, 25, 46)
TRAFFIC = tuple(sum(_RATES[: number + 1]) * 1000 for number in range(len(_RATES)))
"""How many bytes have come in, one second after the other."""
_HERE = [
    *("boris", "chloe", "farida", "george", "igor", "kostya", "lena"),
    *("marat", "nikita", "olya", "petya", "vera"),
]
_AWAY = ("mira", "pavel", "timur", "yura")
CODE = (
    "```python\nimport socket\n"
    's = socket.create_connection(("192.168.1.10", 6667))\n'
    "print(s.recv(1024).decode())\n```"
)


def members() -> tuple[Member, ...]:
    """Nineteen people: one leads, one helps, four are away."""
    there = [Member("учитель", "o"), Member("boris", "v")]
    names = sorted([OWN, "evgeny", *_HERE[1:], *_AWAY])
    there += [Member(name, away=name in _AWAY) for name in names]
    return tuple(there)


def arrive(*channels: str) -> list[Event]:
    """We are let in and join; nothing is said yet."""
    events: list[Event] = [
        Connecting(HOST, PORT, 1),
        Connected(HOST, PORT),
        Registered(OWN, "besedka", "Кабинет 214", frozenset({CLASSROOM}), resumed=False),
        IsupportChanged("Кабинет 214", {"CHANTYPES": "#", "PREFIX": "(ov)@+"}),
        FeaturesChanged(FEATURES),
        LagMeasured(0.003),
    ]
    for channel in channels:
        events.append(BufferOpened(channel, BufferKind.CHANNEL))
        events.append(TopicChanged(channel, TOPIC if channel == ROOM else ""))
        events.append(MembersChanged(channel, members()))
    events.append(ChannelModesKnown(CHANNELS[0], "+mnt"))
    return events


@dataclass(slots=True)
class Talk:
    """Makes messages of one conversation, each with a number of its own."""

    buffer: str = ROOM
    count: int = 0

    def say(
        self,
        clock: str,
        nick: str,
        text: str,
        *,
        reply_to: str = "",
        edited: bool = False,
        redacted: str = "",
        reactions: Iterable[Reaction] = (),
        kind: MessageKind = MessageKind.TEXT,
        delivery: Delivery = Delivery.STORED,
        highlight: bool = False,
        msgid: str = "",
    ) -> MessageReceived:
        """``nick`` said it at ``clock`` ("10:05") of that Friday."""
        self.count += 1
        own = nick == OWN
        name = msgid or f"{self.buffer}-{self.count}"
        moment = at(clock) + self.count / 100
        return MessageReceived(
            self.buffer,
            kind,
            nick,
            text,
            moment,
            key=name,
            msgid=name,
            own=own,
            highlight=highlight,
            delivery=delivery if own else None,
            reply_to=reply_to,
            edited=moment if edited else 0.0,
            redacted=redacted,
            reactions=tuple(reactions),
        )


def at(clock: str) -> float:
    """Unix time of "10:05" on that Friday."""
    hours, minutes = clock.split(":")
    return NOW - NOW % 86_400 + int(hours) * 3600 + int(minutes) * 60


def _came(clock: str, *nicks: str) -> list[Event]:
    return [News(ROOM, NewsKind.JOINED, nick, at(clock)) for nick in nicks]


def lesson() -> tuple[list[Event], list[Event]]:
    """A lesson as it was when one came back to the window: what was read, and what is new."""
    talk = Talk()
    read: list[Event] = [
        *_came("10:00", "farida", "george", "igor", "lena", "olya", "petya", "vera"),
        News(ROOM, NewsKind.QUIT, "dmitry", at("10:01")),
        talk.say(
            "10:02",
            "учитель",
            f"Создайте `socket_1.py`. Сервер здоровается сам, поэтому сначала только слушаем:\n"
            f"{CODE}",
            reactions=(
                Reaction("👍", (OWN, "boris", *_HERE[2:9]), own=True),
                Reaction("👀", ("chloe", "lena", "vera")),
            ),
            msgid="task",
        ),
        talk.say("10:05", OWN, "У меня `ConnectionRefusedError`, хотя адрес тот же", msgid="err"),
        talk.say("10:06", OWN, "А, порт был 6668. Всё, поздоровался!", edited=True),
    ]
    new: list[Event] = [
        talk.say(
            "10:07",
            "chloe",
            "Отказ приходит сразу: на том порту никто не слушает. Хуже, когда тишина",
            reply_to="err",
        ),
        talk.say("10:09", "boris", f"Схема с доски для тех, кто опоздал\n{SKETCH}"),
    ]
    return read, new


def elsewhere() -> list[Event]:
    """What came into the other conversations meanwhile."""
    events: list[Event] = []
    for channel, number, mentions in ((LAB, 12, 0), (HOMEWORK, 5, 2), (ENGLISH, 3, 0)):
        talk = Talk(channel)
        for each in range(number):
            nick = _HERE[each % 5]
            text = "Кто уже проверил порт?" if each % 2 else "У меня сокет закрылся сам"
            events.append(talk.say("09:40", nick, text, highlight=each >= number - mentions))
    for nick, words in (
        ("учитель", "Отчёт принимаю до 18:00"),
        ("boris", ""),
        ("chloe", ""),
        ("mira", ""),
    ):
        events.append(BufferOpened(nick, BufferKind.QUERY))
        if words:
            events.append(Talk(nick).say("10:10", nick, words))
    return events


def busy() -> list[Event]:
    """A hand is up, and two are writing."""
    return [
        HandChanged("evgeny", up=True),
        TypingChanged(ROOM, "evgeny", TypingState.ACTIVE),
        TypingChanged(ROOM, "farida", TypingState.ACTIVE),
    ]


def long_russian() -> list[Event]:
    """Long words, long names, long texts."""
    talk = Talk()
    return [
        talk.say(
            "10:01",
            "Константин-Александрович",
            "Превысокомногорассмотрительствующий сервер отвечает сообщением об "
            "ошибке «соединениепринудительноразорвановызывающейстороной», и это "
            "совершенно нормально: достаточно переподключиться, а непереданные сообщения "
            "будут отправлены заново, как только сеть вернётся.",
        ),
        talk.say(
            "10:03",
            OWN,
            "Понятно. А если электроэнцефалографический датчик присылает по восемь тысяч "
            "измерений в секунду, успеет ли однопоточный сервер прочитать их все, или часть "
            "останется в буфере ядра, пока он занят предыдущим клиентом?",
        ),
        talk.say(
            "10:04",
            "учитель",
            "Успеет, пока хватает буфера. Смотрите сами:\n"
            "https://docs.python.org/3/library/socket.html#socket.socket.setsockopt-"
            "очень-длинный-адрес-который-не-помещается-в-строку-и-должен-перенестись\n"
            "Проверить можно командой `ss --tcp --listening --numeric --processes`.",
        ),
        talk.say("10:05", "учитель", "внимательно смотрит на класс", kind=MessageKind.ACTION),
        talk.say(
            "10:06",
            "Константин-Александрович",
            "> датчик присылает по восемь тысяч измерений в секунду\n"
            "1. Прочитать *всё*, что есть.\n2. Разобрать **целые** строки.\n3. Остаток оставить.",
        ),
    ]


def code() -> list[Event]:
    """Code of several lines, in several languages."""
    talk = Talk()
    return [
        talk.say(
            "10:02",
            "учитель",
            "Сервер целиком:\n```python\nimport socket\n\n"
            "def serve(port: int = 6667) -> None:\n"
            '    """Отвечает каждому, пока не остановят."""\n'
            '    with socket.create_server(("", port)) as listening:\n'
            "        while True:\n"
            "            peer, address = listening.accept()\n"
            '            peer.sendall(f"Привет, {address[0]}!\\n".encode())  # по-русски\n'
            "            peer.close()\n```",
        ),
        talk.say("10:04", OWN, "Запустила `serve()` и проверила:\n```sh\nnc 127.0.0.1 6667\n```"),
        talk.say(
            "10:05",
            "boris",
            'Ответ такой:\n```json\n{"address": "192.168.1.10", "port": 6667, "open": true}\n```',
        ),
    ]


def life() -> list[Event]:
    """Replies, reactions, edits, deletions, and messages that did not get through."""
    talk = Talk()
    return [
        talk.say("10:01", "boris", "recv(1024) вернул сразу две строки, это нормально?", msgid="q"),
        talk.say(
            "10:02",
            "учитель",
            "Нормально: TCP несёт поток байтов, а строки собираете вы",
            reply_to="q",
            edited=True,
            reactions=(
                Reaction("👍", (OWN, "boris", "chloe", "lena"), own=True),
                Reaction("🎉", ("chloe",)),
                Reaction("спасибо", ("boris", "vera")),
            ),
            msgid="a",
        ),
        talk.say("10:03", "chloe", "", redacted="chloe"),
        talk.say("10:04", "chloe", "anna, а у тебя получилось?", highlight=True, msgid="c"),
        talk.say("10:05", OWN, "Да, со второго раза", reply_to="c", edited=True),
        talk.say("10:05", OWN, "", redacted=OWN),
        talk.say("10:06", OWN, "Сейчас пришлю свой вариант", delivery=Delivery.FAILED),
        talk.say("10:06", OWN, "И ещё вопрос про `listen(5)`", delivery=Delivery.WAITING),
    ]


def pictures() -> list[Event]:
    """Links to pictures: one that is shown, one that nobody has asked for, a page."""
    talk = Talk()
    return [
        talk.say("10:02", "boris", f"Схема с доски\n{SKETCH}"),
        talk.say("10:03", "chloe", "Фото стенда https://example.org/photos/stand-214.jpg"),
        talk.say("10:04", OWN, "Вот описание: https://docs.python.org/3/howto/sockets.html"),
    ]


def lost() -> list[Event]:
    """The server does not answer any more; two messages wait."""
    talk = Talk()
    cause = Disconnected("ping_timeout")
    return [
        cause,
        ReconnectIn(8.0, 3, cause),
        talk.say("10:11", OWN, "Сервер закрыт с непрочитанным", delivery=Delivery.WAITING),
        talk.say("10:12", OWN, "Пришлю запись через минуту", delivery=Delivery.WAITING),
    ]


def whois() -> WhoisReceived:
    """What the server tells of the teacher."""
    return WhoisReceived(
        "учитель",
        user="teacher",
        host="192.168.1.2",
        realname="Мария Петровна",
        server="besedka",
        channels=(f"@{ROOM}", HOMEWORK, LAB),
        idle_seconds=130,
        signon=int(at("08:55")),
        account="mpetrova",
    )


def leads() -> list[Event]:
    """We lead the channel too."""
    there = (replace(each, modes="o") if each.nick == OWN else each for each in members())
    return [MembersChanged(ROOM, tuple(there))]


def modes() -> list[Event]:
    """What is switched in the channel."""
    return [ChannelModesKnown(ROOM, "+nt")]
