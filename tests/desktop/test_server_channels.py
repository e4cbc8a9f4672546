"""Channels and rights through the real window, with real clients."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.server.events import ChannelInfo
from desktop.server.channel_bans import ChannelBansDialog
from desktop.server.navigation import Page
from desktop.server.person_dialog import PersonDialog
from desktop.server.questions import AskLine
from desktop.server.server_window import ServerWindow
from tests.desktop.server_fixtures import WAIT_MS, click, context
from tests.desktop.server_peers import (
    Connect,
    Peer,
    connect,
    start,
    wait_for_people,
    wait_for_text,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["connect", "context", "window"]


def two_in_a_channel(qtbot: QtBot, window: ServerWindow, connect: Connect) -> tuple[Peer, Peer]:
    start(qtbot, window)
    anna, boris = connect(), connect()
    anna.register("anna", "#class")
    wait_for_text(qtbot, anna, " 366 anna ")
    boris.register("boris", "#class")
    wait_for_people(qtbot, window, "anna", "boris")
    window.navigation.choose(Page.CHANNELS)
    qtbot.waitUntil(lambda: len(channel(window).members) == 2, timeout=WAIT_MS)
    return anna, boris


def channel(window: ServerWindow) -> ChannelInfo:
    found = window.channels.current_channel()
    return found or ChannelInfo("", "", "", (), 0.0)


def answer(qtbot: QtBot, window: QWidget, text: str) -> None:
    (box,) = window.findChildren(AskLine)
    box.field.edit.clear()
    if text:
        type_text(box.field.edit, text)
    click(box.ok)
    qtbot.waitUntil(lambda: not window.findChildren(AskLine), timeout=WAIT_MS)


def choose(menu: QMenu, text: str) -> None:
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()


def test_topic(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    anna, _ = two_in_a_channel(qtbot, window, connect)
    window.channels.detail.edit_topic.click()
    answer(qtbot, window, "Сети, урок 9")
    wait_for_text(qtbot, anna, " TOPIC #class :Сети, урок 9\r\n")
    qtbot.waitUntil(lambda: channel(window).topic == "Сети, урок 9", timeout=WAIT_MS)
    window.channels.detail.edit_topic.click()
    answer(qtbot, window, "")
    wait_for_text(qtbot, anna, " TOPIC #class :\r\n")


def test_mute_all_and_a_voice(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    anna, boris = two_in_a_channel(qtbot, window, connect)
    detail = window.channels.detail
    detail.show_tab("rules")
    click(detail.muted)
    wait_for_text(qtbot, boris, " MODE #class \\+m\r\n")
    boris.say("PRIVMSG #class :nobody hears this")
    wait_for_text(qtbot, boris, " 404 boris #class ")
    qtbot.waitUntil(lambda: "m" in channel(window).modes, timeout=WAIT_MS)
    assert detail.muted.isChecked()
    row = next(r for r in range(2) if detail.members.member_at(r)[0] == "boris")
    choose(detail.members_view.build_menu(row), "Give a voice (may write while it is muted)")
    wait_for_text(qtbot, boris, " MODE #class \\+v boris\r\n")
    boris.say("PRIVMSG #class :now it is heard")
    wait_for_text(qtbot, anna, "PRIVMSG #class :now it is heard")
    assert "nobody hears this" not in anna.text
    click(detail.muted)
    wait_for_text(qtbot, boris, " MODE #class -m\r\n")


def test_lock_password_and_places(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    anna, _ = two_in_a_channel(qtbot, window, connect)
    detail = window.channels.detail
    detail.show_tab("rules")
    late = connect()
    late.register("late")
    wait_for_people(qtbot, window, "anna", "boris", "late")
    click(detail.locked)
    wait_for_text(qtbot, anna, " MODE #class \\+i\r\n")
    late.say("JOIN #class")
    wait_for_text(qtbot, late, " 473 late #class ")
    click(detail.locked)
    wait_for_text(qtbot, anna, " MODE #class -i\r\n")

    detail.password.click()
    (box,) = window.findChildren(AskLine)
    type_text(box.field.edit, "two words")
    click(box.ok)
    assert box.field.error == "No spaces, no commas, and no colon at the beginning."
    answer(qtbot, window, "тайна")
    wait_for_text(qtbot, anna, " MODE #class \\+k тайна\r\n")
    late.say("JOIN #class wrong")
    wait_for_text(qtbot, late, " 475 late #class ")
    qtbot.waitUntil(lambda: detail.rules["password"].line.text() == "“тайна”", timeout=WAIT_MS)
    detail.password.click()
    answer(qtbot, window, "")
    wait_for_text(qtbot, anna, " MODE #class -k")

    detail.limit.click()
    answer(qtbot, window, "2")
    wait_for_text(qtbot, anna, " MODE #class \\+l 2\r\n")
    late.say("JOIN #class")
    wait_for_text(qtbot, late, " 471 late #class ")
    qtbot.waitUntil(lambda: detail.rules["limit"].line.text() == "2 people", timeout=WAIT_MS)


def test_bans_of_a_channel(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    two_in_a_channel(qtbot, window, connect)
    window.channels.detail.bans.click()
    (box,) = window.findChildren(ChannelBansDialog)
    type_text(box.field.edit, "late\n")
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 1, timeout=WAIT_MS)
    assert box.list.model.row_at(0).mask == "late!*@*"
    late = connect()
    late.register("late", "#class")
    wait_for_text(qtbot, late, " 474 late #class ")
    type_text(box.field.edit, "LATE!*@*\n")
    qtbot.waitUntil(lambda: "already" in box.field.error, timeout=WAIT_MS)
    box.list.view.selectRow(0)
    press_key(box.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 0, timeout=WAIT_MS)
    late.say("JOIN #class")
    wait_for_text(qtbot, late, " 366 late #class ")
    box.done_button.click()


def test_remove_lead_and_close(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    anna, boris = two_in_a_channel(qtbot, window, connect)
    detail = window.channels.detail
    row = next(r for r in range(2) if detail.members.member_at(r)[0] == "boris")
    choose(detail.members_view.build_menu(row), "Let them lead the channel")
    wait_for_text(qtbot, boris, " MODE #class \\+o boris\r\n")
    qtbot.waitUntil(lambda: "@boris" in channel(window).members, timeout=WAIT_MS)
    row = next(r for r in range(2) if detail.members.member_at(r)[0] == "boris")
    detail.members_view.setCurrentIndex(detail.members.index(row))
    press_key(detail.members_view, Qt.Key.Key_Delete)
    answer(qtbot, window, "шумит")
    wait_for_text(qtbot, boris, " KICK #class boris :шумит\r\n")
    qtbot.waitUntil(lambda: channel(window).members == ("@anna",), timeout=WAIT_MS)
    detail.close_channel.click()
    answer(qtbot, window, "конец")
    wait_for_text(qtbot, anna, " KICK #class anna :конец\r\n")
    qtbot.waitUntil(lambda: window.controller.channels.rowCount() == 0, timeout=WAIT_MS)


def test_operator_and_details(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    anna, _ = two_in_a_channel(qtbot, window, connect)
    window.navigation.choose(Page.PEOPLE)
    view = window.people.panel.view
    row = next(r for r in range(2) if view.people.person_at(r).nick == "anna")
    choose(view.build_menu(view.people.person_at(row)), "Make operator of the server")
    wait_for_text(qtbot, anna, " 381 anna ")
    choose(view.build_menu(view.people.person_at(row)), "Details…")
    (box,) = window.findChildren(PersonDialog)
    rights = box.values["rights"]
    qtbot.waitUntil(lambda: rights.text() == "operator of the server", timeout=WAIT_MS)
    assert box.values["address"].text() == anna.place
    assert box.values["channels"].text() == "#class"
    assert box.values["encryption"].text() == "not encrypted"
    anna.close()
    qtbot.waitUntil(lambda: box.values["state"].text() == "no longer connected", timeout=WAIT_MS)
    assert not box.disconnect_button.isEnabled()
    box.done_button.click()
