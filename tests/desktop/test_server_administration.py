"""Bans, accounts, history and limits through the real window, with real clients."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.server.config import ServerConfig
from core.server.limits import Limits
from core.settings import Settings
from desktop.context import AppContext
from desktop.server.account_dialogs import AccountDialog, PasswordDialog
from desktop.server.ban_dialog import BanDialog
from desktop.server.controller import RunState
from desktop.server.navigation import Page
from desktop.server.questions import AskLine, Confirm
from desktop.server.server_window import ServerWindow
from tests.desktop.server_fixtures import WAIT_MS, click, context
from tests.desktop.server_peers import (
    Connect,
    connect,
    start,
    wait_for_people,
    wait_for_text,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["connect", "context", "window"]


@pytest.fixture(autouse=True)
def data_beside_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(tmp_path))
    return tmp_path / "server"


def choose(menu: QMenu, text: str) -> None:
    (action,) = [action for action in menu.actions() if action.text() == text]
    assert action.isEnabled()
    action.trigger()


def wait_for_server(qtbot: QtBot, window: ServerWindow) -> None:
    """Until the server has done what the window asked of it."""
    done: list[bool] = []
    window.controller.ask(lambda _server: True, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)


# --- bans ---------------------------------------------------------------------------------------


def test_a_ban_puts_out_and_keeps_out_until_it_is_lifted(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    spam = connect()
    spam.register("spammer")
    wait_for_people(qtbot, window, "spammer")
    view = window.overview.people.view
    choose(view.build_menu(view.people.person_at(0)), "Ban…")
    (box,) = window.findChildren(BanDialog)
    assert box.field.text() == "spammer"  # its address is this computer's own
    press_key(box.field.edit, Qt.Key.Key_Return)
    assert box.isVisible()  # Enter alone does no harm
    box.kind._cells["address"].click()
    assert box.field.text() == "127.0.0.1"
    assert "your own chat would be put out" in box._help.text()
    box.kind._cells["mask"].click()
    type_text(box.reason.edit, "реклама")
    click(box.ok)
    qtbot.waitUntil(lambda: spam.ended, timeout=WAIT_MS)
    assert "реклама" in spam.text
    window.navigation.choose(Page.BANS)
    bans = window.bans.list
    qtbot.waitUntil(lambda: bans.model.rowCount() == 1, timeout=WAIT_MS)
    shown = [str(bans.model.index(0, column).data()) for column in range(4)]
    assert shown == ["spammer", "Name", "реклама", "this window"]
    again = connect()
    again.register("spammer")
    qtbot.waitUntil(lambda: again.ended, timeout=WAIT_MS)
    bans.view.selectRow(0)
    press_key(bans.view, Qt.Key.Key_Delete)
    (question,) = window.findChildren(Confirm)
    click(question.do)
    qtbot.waitUntil(lambda: bans.model.rowCount() == 0, timeout=WAIT_MS)
    third = connect()
    third.register("spammer")
    wait_for_people(qtbot, window, "spammer")


def test_a_ban_is_typed_and_outlives_the_server(qtbot: QtBot, window: ServerWindow) -> None:
    port = start(qtbot, window)
    window.navigation.choose(Page.BANS)
    click(window.bans.list.add)
    (box,) = window.findChildren(BanDialog)
    type_text(box.field.edit, "192.168.1.x")
    click(box.ok)
    assert "192.168.1.34" in box.field.error
    box.field.edit.clear()
    type_text(box.field.edit, "192.0.2.0/24")
    box.duration.setCurrentIndex(box.duration.count() - 1)
    click(box.ok)
    bans = window.bans.list
    qtbot.waitUntil(lambda: bans.model.rowCount() == 1, timeout=WAIT_MS)
    assert [str(bans.model.index(0, c).data()) for c in (0, 1, 4)] == [
        *("192.0.2.0/24", "Network", "for ever")
    ]
    window.header.stop.click()
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    start(qtbot, window, port)
    window.navigation.choose(Page.BANS)
    qtbot.waitUntil(lambda: bans.model.rowCount() == 1, timeout=WAIT_MS)


# --- accounts -----------------------------------------------------------------------------------


def add_account(qtbot: QtBot, window: ServerWindow, name: str, password: str) -> None:
    window.navigation.choose(Page.ACCOUNTS)
    click(window.accounts.list.add)
    (box,) = window.findChildren(PasswordDialog)
    type_text(box.name.edit, name)
    type_text(box.password.edit, password)
    click(box.ok)
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog), timeout=WAIT_MS)
    rows = window.accounts.list.model
    qtbot.waitUntil(lambda: name in [row.name for row in rows.rows()], timeout=WAIT_MS)


def test_an_account_opens_with_its_password_and_not_when_it_is_suspended(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    add_account(qtbot, window, "anna", "correct horse")
    rows = window.accounts.list
    peer = connect()
    peer.say("CAP REQ :sasl", "NICK anna", "USER anna 0 * :Anna", "AUTHENTICATE PLAIN")
    wait_for_text(qtbot, peer, "AUTHENTICATE \\+")
    peer.say("AUTHENTICATE AGFubmEAY29ycmVjdCBob3JzZQ==")
    wait_for_text(qtbot, peer, " 903 ")
    peer.say("CAP END")
    wait_for_people(qtbot, window, "anna")
    qtbot.waitUntil(lambda: rows.model.row_at(0).online == ("anna",), timeout=WAIT_MS)
    assert str(rows.model.index(0, 1).data()) == "logged in"
    person = window.controller.people.person_at(0)
    assert person.account == "anna"

    choose(rows.view.build_menu(rows.model.row_at(0)), "Suspend…")
    (box,) = window.findChildren(AskLine)
    assert not box.ok.isEnabled()
    type_text(box.field.edit, "до разговора")
    click(box.ok)
    qtbot.waitUntil(lambda: rows.model.row_at(0).suspended == "до разговора", timeout=WAIT_MS)
    wait_for_text(qtbot, peer, " 901 ")
    choose(rows.view.build_menu(rows.model.row_at(0)), "Restore")
    qtbot.waitUntil(lambda: rows.model.row_at(0).suspended == "", timeout=WAIT_MS)


def test_a_new_password_and_faults_in_words(qtbot: QtBot, window: ServerWindow) -> None:
    start(qtbot, window)
    add_account(qtbot, window, "anna", "correct horse")
    click(window.accounts.list.add)
    (box,) = window.findChildren(PasswordDialog)
    type_text(box.name.edit, "ANNA")
    type_text(box.password.edit, "correct horse")
    click(box.ok)
    qtbot.waitUntil(lambda: box.name.error != "", timeout=WAIT_MS)
    box.reject()
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog), timeout=WAIT_MS)
    rows = window.accounts.list
    choose(rows.view.build_menu(rows.model.row_at(0)), "Set a new password…")
    (box,) = window.findChildren(PasswordDialog)
    type_text(box.password.edit, "x")
    click(box.ok)
    qtbot.waitUntil(lambda: "At least" in box.password.error, timeout=WAIT_MS)
    type_text(box.password.edit, "yz another one")
    click(box.ok)
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog), timeout=WAIT_MS)
    press_key(rows.view, Qt.Key.Key_Down)
    choose(rows.view.build_menu(rows.model.row_at(0)), "Details…")
    (details,) = window.findChildren(AccountDialog)
    assert details.values["opened"].text() == "password"
    details.done_button.click()
    choose(rows.view.build_menu(rows.model.row_at(0)), "Remove…")
    (question,) = window.findChildren(Confirm)
    press_key(question, Qt.Key.Key_Return)
    assert rows.model.rowCount() == 1
    qtbot.waitUntil(lambda: not window.findChildren(Confirm), timeout=WAIT_MS)
    choose(rows.view.build_menu(rows.model.row_at(0)), "Remove…")
    (question,) = window.findChildren(Confirm)
    click(question.do)
    qtbot.waitUntil(lambda: rows.model.rowCount() == 0, timeout=WAIT_MS)


def test_people_may_make_accounts_or_not(
    qtbot: QtBot, window: ServerWindow, connect: Connect, context: AppContext
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.ACCOUNTS)
    assert window.accounts.own.isChecked()
    click(window.accounts.own)
    wait_for_server(qtbot, window)
    peer = connect()
    peer.say("CAP LS 302", "NICK anna", "USER anna 0 * :Anna")
    wait_for_text(qtbot, peer, "CAP \\* LS")
    assert "draft/account-registration" not in peer.text
    assert not context.settings.server.accounts
    click(window.accounts.own)
    qtbot.waitUntil(lambda: context.settings.server.accounts, timeout=WAIT_MS)


# --- history ------------------------------------------------------------------------------------


@pytest.mark.feature("A conversation saved as text, HTML or JSON")
def test_history_is_searched_saved_and_deleted(
    qtbot: QtBot, window: ServerWindow, connect: Connect, tmp_path: Path
) -> None:
    start(qtbot, window)
    anna, boris = connect(), connect()
    anna.register("anna", "#class", "#lab")
    wait_for_text(qtbot, anna, " 366 anna #lab ")
    boris.register("boris", "#class")
    wait_for_text(qtbot, boris, " 366 boris #class ")
    anna.say("PRIVMSG #class :recv вернул две строки", "PRIVMSG #lab :сокет закрыт")
    boris.say("PRIVMSG #class :это нормально, TCP несёт поток")
    wait_for_text(qtbot, anna, "TCP несёт поток")
    qtbot.waitUntil(lambda: window.controller.channels.rowCount() == 2, timeout=WAIT_MS)
    window.navigation.choose(Page.HISTORY)
    search = window.history.search
    qtbot.waitUntil(lambda: search.model.rowCount() == 3, timeout=WAIT_MS)
    type_text(search.needle, "пот TCP")
    qtbot.waitUntil(lambda: search.model.rowCount() == 1, timeout=WAIT_MS)
    hit = [str(search.model.index(0, column).data()) for column in (1, 2, 3)]
    assert hit == ["#class", "boris", "это нормально, TCP несёт поток"]
    search.needle.clear()
    type_text(search.who.edit, "anna")
    qtbot.waitUntil(lambda: search.model.rowCount() == 2, timeout=WAIT_MS)
    search.place.setCurrentIndex(search.place.findText("#lab"))
    qtbot.waitUntil(lambda: search.model.rowCount() == 1, timeout=WAIT_MS)

    window.history.show_tab("conversations")
    kept = window.history.conversations
    qtbot.waitUntil(
        lambda: {row.name for row in kept.model.rows()} == {"#class", "#lab"}, timeout=WAIT_MS
    )
    for ending in ("txt", "html", "json"):
        file = tmp_path / f"class.{ending}"
        window.history.export.save("#class", "#class", file)
        qtbot.waitUntil(file.exists, timeout=WAIT_MS)
        assert "TCP несёт поток" in file.read_text("utf-8")
    json.loads((tmp_path / "class.json").read_text("utf-8"))
    qtbot.waitUntil(lambda: not window.history.export.tasks.busy, timeout=WAIT_MS)

    lab = next(row for row in kept.model.rows() if row.name == "#lab")
    choose(kept.view.build_menu(lab), "Delete for ever…")
    (question,) = window.findChildren(Confirm)
    click(question.do)
    window.history.show_tab("search")
    search.show_place("")
    qtbot.waitUntil(lambda: search.model.rowCount() == 2, timeout=WAIT_MS)


def test_what_was_said_is_there_after_the_next_start(
    qtbot: QtBot, window: ServerWindow, connect: Connect, data_beside_the_settings: Path
) -> None:
    port = start(qtbot, window)
    anna = connect()
    anna.register("anna", "#class")
    anna.say("PRIVMSG #class :ещё помню")
    wait_for_people(qtbot, window, "anna")
    anna.say("PING :done")
    wait_for_text(qtbot, anna, "PONG .*done")
    window.header.stop.click()
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    assert (data_beside_the_settings / "server.db").exists()
    start(qtbot, window, port)
    window.navigation.choose(Page.HISTORY)
    search = window.history.search
    qtbot.waitUntil(lambda: search.model.rowCount() == 1, timeout=WAIT_MS)
    assert search.model.row_at(0).text == "ещё помню"


def test_keeping_is_switched_and_limited_at_once_and_kept(
    qtbot: QtBot, window: ServerWindow, connect: Connect, context: AppContext
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.HISTORY)
    window.history.show_tab("keeping")
    keep = window.history.keep
    keep.messages.setValue(500)
    keep.days.setValue(30)
    keep.megabytes.setValue(0)
    click(keep.on)
    configs: list[ServerConfig] = []
    window.controller.ask(lambda server: server.config, configs.append)
    qtbot.waitUntil(lambda: bool(configs), timeout=WAIT_MS)
    (config,) = configs
    assert not config.keep_history
    assert (config.history_messages, config.history_days, config.history_bytes) == (500, 30, 0)
    peer = connect()
    peer.say("CAP LS 302")
    wait_for_text(qtbot, peer, "CAP \\* LS")
    assert "chathistory" not in peer.text
    context.save()
    kept = Settings.load(context.settings.path).server
    assert (kept.keep_history, kept.history_messages, kept.history_days) == (False, 500, 30)
    assert kept.history_megabytes == 0


def run_once(qtbot: QtBot, window: ServerWindow, folder: Path) -> int:
    """Have a data folder made, and the server stopped again; its port."""
    window.start_page.more.folder.set_text(str(folder))
    port = start(qtbot, window)
    window.header.stop.click()
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    assert (folder / "server.db").exists()
    return port


def test_another_programs_file_is_left_alone_and_the_chat_goes_on(
    qtbot: QtBot, window: ServerWindow, connect: Connect, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(folder / "server.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    window.start_page.more.folder.set_text(str(folder))
    start(qtbot, window)
    qtbot.waitUntil(window.news_banner.isVisible, timeout=WAIT_MS)
    assert "choose another folder. The chat goes on" in window.news_banner.text()
    peer = connect()
    peer.register("anna", "#class")
    wait_for_people(qtbot, window, "anna")
    window.navigation.choose(Page.HISTORY)
    window.news_banner.dismissed.emit()
    assert not window.news_banner.isVisible()


def test_a_damaged_file_is_set_aside_with_its_path(
    qtbot: QtBot, window: ServerWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    port = run_once(qtbot, window, folder)
    with (folder / "server.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3900)
    start(qtbot, window, port)
    qtbot.waitUntil(window.news_banner.isVisible, timeout=WAIT_MS)
    said = " ".join(news.text() for news in window.controller.news)
    assert "It was set aside as" in said
    assert str(folder) in said


def test_a_newer_file_keeps_the_server_from_starting(
    qtbot: QtBot, window: ServerWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    run_once(qtbot, window, folder)
    with contextlib.closing(sqlite3.connect(folder / "server.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
        connection.commit()
    window.start_page.submit()
    qtbot.waitUntil(window.banner.isVisible, timeout=WAIT_MS)
    assert window.controller.state is RunState.STOPPED
    assert "was written by a newer version" in window.banner.text()


# --- limits -------------------------------------------------------------------------------------


def test_limits_act_at_once_are_kept_and_come_back(
    qtbot: QtBot, window: ServerWindow, connect: Connect, context: AppContext
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.LIMITS)
    limits = window.limits
    assert not limits.reset.isEnabled()
    limits.fields["channels_per_user"].setValue(1)
    limits.fields["nick_length"].setValue(9)
    wait_for_server(qtbot, window)
    peer = connect()
    peer.register("anna", "#one", "#two")
    wait_for_text(qtbot, peer, " 405 anna #two ")
    peer.say("NICK abcdefghij")
    wait_for_text(qtbot, peer, " 432 anna ")
    context.save()
    kept = Settings.load(context.settings.path).server
    assert dict(kept.limits) == {"channels_per_user": 1, "nick_length": 9}
    click(limits.reset)
    wait_for_server(qtbot, window)
    peer.say("JOIN #two")
    wait_for_text(qtbot, peer, " 366 anna #two ")
    assert window.controller.config.limits == Limits()
    assert context.settings.server.limits == ()
    click(limits.flood)
    assert not window.controller.config.flood_control
    assert not limits.fields["tokens"].isEnabled()
