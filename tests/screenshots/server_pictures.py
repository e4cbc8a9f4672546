"""Pictures of the server window's pages with few and many people.

    python -m tests.screenshots.server_pictures FOLDER [--people 3 30 500] [--sizes 1120x760 ...]

Everything shown is real: a server on loopback, and sockets that join, talk and go away.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.screenshots.patience import until

NAMES = (
    *("anna", "boris", "vera", "gleb", "dmitry", "zoya", "igor", "kira", "lidia", "mikhail"),
    *("Нина", "Олег", "Павел", "Роман", "София", "Тимур", "Ульяна", "Фёдор", "Юлия", "Яна"),
)
TALK = (
    *("recv(1024) вернул сразу две строки, это нормально?", "Кто закрывает соединение первым?"),
    *("У меня ConnectionRefusedError, хотя адрес тот же", "Порт 6667, см. журнал сервера 🙂"),
    *("TCP несёт поток байтов, а строки собираете вы", "Поняла, спасибо!"),
)
CHANNELS = ("#класс", "#lab-2", "#вопросы", "#английский", "#off-topic")


class Crowd:
    """Plain sockets that stay connected."""

    def __init__(self, port: int, people: int) -> None:
        self.socks: list[socket.socket] = []
        pick = random.Random(7)
        for number in range(people):
            name = NAMES[number % len(NAMES)] + (str(number) if number >= len(NAMES) else "")
            sock = socket.create_connection(("127.0.0.1", port), timeout=30)
            self.socks.append(sock)
            channels = {CHANNELS[0], pick.choice(CHANNELS)}
            lines = [f"NICK {name}", f"USER {name} 0 * :{name.title()}"]
            lines += [f"JOIN {channel}" for channel in sorted(channels)]
            lines += [f"PRIVMSG {CHANNELS[0]} :{pick.choice(TALK)}"]
            if number % 9 == 4:
                lines.append("AWAY :обед")
            if number == 0:
                lines.append(f"TOPIC {CHANNELS[0]} :Сети, урок 9: первый сокет. Отчёт до пятницы")
                lines.append(f"MODE {CHANNELS[0]} +b *!*@192.168.1.77")
            self.say(number, *lines)

    def say(self, number: int, *lines: str) -> None:
        """Lines of one of them."""
        self.socks[number].sendall("".join(f"{line}\r\n" for line in lines).encode())

    def close(self) -> None:
        """Everybody goes."""
        for sock in self.socks:
            sock.close()


def bans_and_accounts(window: Any) -> None:
    """What the lists of the administrator show."""
    from core.server import account_admin
    from core.server.bans import BanKind, add_ban

    def add(server: Any) -> None:
        server.touch()
        add_ban(server, BanKind.ADDRESS, "192.168.1.77", "Рассылает рекламу")
        add_ban(server, BanKind.MASK, "spammer*", "", "boris", 3600)
        add_ban(server, BanKind.ACCOUNT, "guest", "До разговора с учителем", "", 7 * 86400)
        for name in ("учитель", "maria", "guest", "старое-имя"):
            account_admin.add_account(server, name, "correct horse")
        account_admin.suspend(server, "guest", "До разговора с учителем")

    window.controller.ask(add)


def class_at_work(window: Any, crowd: Crowd) -> None:
    """A lesson: only the teacher writes, hands are up, somebody's connection broke off."""
    from core.server import classroom

    people = sorted((p for p in _people(window) if p.registered), key=lambda person: person.conn)
    conns = [person.conn for person in people]

    def lead(server: Any) -> None:
        server.touch()
        users = [server.users[conn] for conn in conns if conn in server.users]
        classroom.name_teacher(server, users[1])
        classroom.switch(server, "muted", True)
        classroom.switch(server, "private", True)
        for user in (*users[:1], *users[12:13], *users[9:10]):
            classroom.raise_hand(server, user)
        for user in users[6:7]:
            classroom.give_floor(server, user)

    window.controller.ask(lead)
    if len(crowd.socks) > 5:
        crowd.socks[5].close()
    until(lambda: window.controller.snapshot.classroom.muted)


@contextmanager
def open_window(context: Any, people: int) -> Iterator[Any]:
    """A server window with a crowd."""
    from desktop.server.controller import RunState
    from desktop.server.server_window import ServerWindow

    context.settings.server.name = "Кабинет 214"
    context.settings.server.data_folder = tempfile.mkdtemp(prefix="besedka-pictures-")
    window = ServerWindow(context)
    window.resize(1120, 760)
    window.show()
    form = window.start_page.form
    form.network.setCurrentIndex(form.network.findData("127.0.0.1"))
    form.port.edit.setText("6667")
    window.start_page.submit()
    until(lambda: window.controller.state is RunState.RUNNING)
    assert window.controller.started is not None
    crowd = Crowd(window.controller.started.port, people)
    until(lambda: len([p for p in _people(window) if p.registered]) == people)
    bans_and_accounts(window)
    until(lambda: window.controller.channels.rowCount() > 0)
    class_at_work(window, crowd)
    try:
        yield window
    finally:
        context.quitting = True
        window.close()
        crowd.close()
        until(lambda: not context.winding_down())
        context.quitting = False


def _people(window: Any) -> list[Any]:
    model = window.controller.people
    return [model.person_at(row) for row in range(model.rowCount())]


def make(folder: Path, counts: Sequence[int], sizes: Sequence[tuple[int, int]]) -> None:
    """Take every picture."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.context import AppContext

    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for people in counts:
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["BESEDKA_CONFIG_DIR"] = scratch
            context = AppContext.for_tests(Path(scratch), "ru")
            with open_window(context, people) as window:
                QTest.qWait(6000)  # the figures of the history are some seconds old
                for language in ("ru", "en"):
                    context.set_language(language)
                    for mode in ("light", "dark"):
                        context.set_theme(mode)
                        for width, height in sizes:
                            ending = f"{people}-{width}-{mode}-{language}"
                            shoot(window, width, height, folder, ending)
            context.save()
    app.processEvents()


def shoot(window: Any, width: int, height: int, folder: Path, ending: str) -> None:
    """Every page, and the parts of those that have several."""
    from PySide6.QtTest import QTest

    from desktop.server.navigation import Page

    def take(name: str) -> None:
        QTest.qWait(350)
        window.grab().save(str(folder / f"{name}-{ending}.png"))

    window.resize(width, height)
    for page in Page:
        window.navigation.choose(page)
        if page is Page.CHANNELS:
            for tab in ("members", "rules"):
                window.channels.detail.show_tab(tab)
                take(f"{page.value}-{tab}")
        elif page is Page.CLASS:
            room = window.classroom.room
            for view in ("desks", "list"):
                room.views.set_current(view)
                room.views.changed.emit(view)
                take(f"{page.value}-{view}")
        elif page is Page.HISTORY:
            for tab in ("search", "conversations", "keeping"):
                window.history.show_tab(tab)
                take(f"{page.value}-{tab}")
        else:
            take(page.value)


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, nargs="*", default=[3, 30, 500])
    parser.add_argument("--sizes", nargs="*", default=["1120x760"])
    options = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in options.sizes]
    make(options.folder, options.people, [(width, height) for width, height in sizes])


if __name__ == "__main__":
    main()
