"""The models of the server window: what changes is told row by row, and what is chosen stays."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from core.server.events import ChannelInfo, LogEntry, LogKind, LogLevel
from desktop.context import AppContext
from desktop.server import log_text, words
from desktop.server.channels_model import (
    ChannelColumn,
    ChannelsModel,
    MembersModel,
    modes_in_words,
    split_prefix,
)
from desktop.server.log_groups import LogGroup, groups_of
from desktop.server.log_model import LogColumn, LogModel
from desktop.server.people_model import (
    PeopleColumn,
    PeopleFilter,
    PeopleModel,
    PersonState,
    person_state,
    runs,
)
from tests.desktop.fake_server_engine import person


@pytest.fixture(autouse=True)
def in_english(qapp: QApplication, tmp_path: Path) -> None:
    AppContext.for_tests(tmp_path, "en")
    log_text.forget_language()


STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


def names(model: PeopleModel | PeopleFilter) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def entries(count: int, start: int = 0, kind: LogKind = LogKind.MESSAGE) -> list[LogEntry]:
    return [
        LogEntry(1_700_000_000 + n, kind, 1 + n % 7, f"nick{n % 7}", ("#class", n))
        for n in range(start, start + count)
    ]


def shown(model: LogModel) -> list[str]:
    return [str(model.index(row, LogColumn.WHAT).data()) for row in range(model.rowCount())]


# --- people -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([], []), ([3], [(3, 3)]), ([0, 1, 2], [(0, 2)]), ([0, 2, 3, 7], [(0, 0), (2, 3), (7, 7)])],
)
def test_runs(rows: list[int], expected: list[tuple[int, int]]) -> None:
    assert list(runs(rows)) == expected


def test_people_are_diffed(qtbot: QtBot) -> None:
    model = PeopleModel()
    QAbstractItemModelTester(model, STRICT, model)
    resets = QSignalSpy(model.modelReset)
    model.set_people([person(3, "vera"), person(1, "anna"), person(2, "boris")])
    assert names(model) == ["anna", "boris", "vera"]

    changed = QSignalSpy(model.dataChanged)
    model.set_people([person(1, "anna"), person(2, "bob", since=0.0), person(4, "gleb")])
    assert names(model) == ["anna", "bob", "gleb"]
    assert model.row_of(4) == 2
    assert model.row_of(3) == -1
    assert changed.count() >= 1
    assert resets.count() == 0


def test_equal_snapshots_change_nothing(qtbot: QtBot) -> None:
    model = PeopleModel()
    people = [person(n, f"p{n}") for n in range(1, 6)]
    model.set_people(people)
    changed = QSignalSpy(model.dataChanged)
    model.set_people(list(people))
    assert changed.count() == 0


def test_500_people_keep_selection_and_scroll(qtbot: QtBot) -> None:
    model = PeopleModel()
    proxy = PeopleFilter(model)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(proxy)
    view.resize(600, 400)
    view.show()
    people = {n: person(n, f"student-{n}") for n in range(1, 501)}
    model.set_people(list(people.values()))

    chosen = proxy.index(proxy.row_of(250), 0)
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(chosen, flags.ClearAndSelect | flags.Rows)
    kept = QPersistentModelIndex(chosen)
    view.scrollTo(chosen, QTableView.ScrollHint.PositionAtTop)
    place = view.verticalScrollBar().value()
    for second in range(20):
        del people[1 + second * 3 if 1 + second * 3 != 250 else 2]
        people[1000 + second] = person(1000 + second, f"late-{second}")
        for n in list(people)[::2]:
            people[n] = replace(people[n], bytes_in=second * 1000 + n)
        model.set_people(list(people.values()))
        assert view.selectionModel().selectedRows()[0].data() == "student-250"
    assert kept.isValid()
    assert kept.data() == "student-250"
    assert proxy.rowCount() == 500
    assert view.verticalScrollBar().value() <= place


def test_people_filter_by_name_and_address(qtbot: QtBot) -> None:
    model = PeopleModel()
    proxy = PeopleFilter(model)
    model.set_people([person(1, "Анна"), person(2, "boris"), person(3, host="10.0.0.7")])
    proxy.set_needle(" аНН ")
    assert names(proxy) == ["Анна"]
    proxy.set_needle("10.0.0")
    assert names(proxy) == ["10.0.0.7"]
    proxy.set_needle("nobody")
    assert names(proxy) == []
    proxy.set_needle("")
    assert proxy.rowCount() == 3


def test_people_sort_by_numbers_not_by_letters(qtbot: QtBot) -> None:
    model = PeopleModel()
    proxy = PeopleFilter(model)
    model.set_people(
        [
            person(1, "a", bytes_in=900, host="192.168.1.10"),
            person(2, "b", bytes_in=2_000_000, host="192.168.1.9"),
            person(3, "c", bytes_in=30_000, host="192.168.1.100"),
        ]
    )
    proxy.sort(PeopleColumn.SENT, Qt.SortOrder.DescendingOrder)
    assert names(proxy) == ["b", "c", "a"]
    proxy.sort(PeopleColumn.ADDRESS, Qt.SortOrder.AscendingOrder)
    assert names(proxy) == ["b", "a", "c"]


def test_states_of_people() -> None:
    assert person_state(person(1, "anna")) is PersonState.ONLINE
    assert person_state(person(1, "anna", away="")) is PersonState.AWAY
    assert person_state(person(1)) is PersonState.NAMELESS
    assert person_state(person(1, "anna", away="x", waiting=1 << 20)) is PersonState.BEHIND


# --- channels ---------------------------------------------------------------------------------


def test_channels_are_diffed_and_sorted(qtbot: QtBot) -> None:
    model = ChannelsModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.set_channels(
        [ChannelInfo("#z", "", "+n", ("a",), 0), ChannelInfo("#Class", "t", "+nt", ("@a", "b"), 0)]
    )
    assert [model.channel_at(row).name for row in range(2)] == ["#Class", "#z"]
    assert model.index(0, ChannelColumn.PEOPLE).data() == "2"
    kept = QPersistentModelIndex(model.index(1, 0))
    model.set_channels([ChannelInfo("#z", "new", "+n", (), 0), ChannelInfo("#a", "", "", (), 0)])
    assert kept.data() == "#z"
    assert model.index(kept.row(), ChannelColumn.TOPIC).data() == "new"


def test_members_by_rank_then_name(qtbot: QtBot) -> None:
    model = MembersModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.set_members(["zoya", "@Boris", "+vera", "anna"])
    assert [model.index(row).data() for row in range(4)] == ["Boris", "vera", "anna", "zoya"]
    model.set_members(["@anna", "zoya"])
    assert [model.index(row).data() for row in range(2)] == ["anna", "zoya"]
    assert split_prefix("@+anna") == ("anna", "@+")
    assert modes_in_words("+nt").count(".") == 2
    assert modes_in_words("+") == ""


# --- log --------------------------------------------------------------------------------------


def test_log_is_a_ring(qtbot: QtBot) -> None:
    model = LogModel(capacity=100)
    QAbstractItemModelTester(model, STRICT, model)
    model.add(entries(60))
    kept = QPersistentModelIndex(model.index(55, 0))
    model.add(entries(60, 60))
    assert model.rowCount() == 100
    assert model.counts[LogGroup.EVERYTHING] == 100
    assert model.counts[LogGroup.MESSAGES] == 100
    assert kept.row() == 35
    model.add(entries(1000, 120))
    assert model.rowCount() == 100
    assert model.entry_at(99).args[1] == 1119
    assert not kept.isValid()


def test_log_groups_and_search(qtbot: QtBot) -> None:
    model = LogModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.add(
        [
            LogEntry(1, LogKind.CONNECTED, 1, "10.0.0.5", ("10.0.0.5", 50123)),
            LogEntry(2, LogKind.MESSAGE, 1, "anna", ("#class", 3)),
            LogEntry(3, LogKind.SLOW, 2, "boris", (240 * 1024,), LogLevel.WARNING),
            LogEntry(4, LogKind.DROPPED, 2, "boris", ("sendq",), LogLevel.ERROR),
        ]
    )
    assert [model.counts[group] for group in LogGroup] == [4, 2, 1, 1, 1]
    model.set_filter(LogGroup.PEOPLE, "")
    assert model.rowCount() == 2
    model.set_filter(LogGroup.WARNINGS, "")
    assert "240\u00a0KB" in shown(model)[0]
    model.set_filter(LogGroup.EVERYTHING, " 240 kb ")
    assert model.rowCount() == 1
    model.set_filter(LogGroup.EVERYTHING, "#CLASS")
    assert model.entry_at(0).who == "anna"
    model.set_filter(LogGroup.EVERYTHING, "50123")
    assert model.rowCount() == 1
    model.add([LogEntry(5, LogKind.MESSAGE, 1, "anna", ("#50123", 7))])
    assert model.rowCount() == 2
    model.set_filter(LogGroup.ERRORS, "nothing like this")
    assert model.rowCount() == 0


def test_log_held_stands_still_and_catches_up(qtbot: QtBot) -> None:
    model = LogModel(capacity=50)
    QAbstractItemModelTester(model, STRICT, model)
    model.add(entries(40))
    model.hold(True)
    before = [model.entry_at(row) for row in range(40)]
    model.add(entries(18, 40))
    assert [model.entry_at(row) for row in range(model.rowCount())] == before
    assert model.waiting == 18
    model.set_filter(LogGroup.ERRORS, "")
    assert model.waiting == 0
    model.set_filter(LogGroup.EVERYTHING, "")
    assert model.waiting == 18
    model.hold(False)
    assert model.waiting == 0
    assert [model.entry_at(row).args[1] for row in range(model.rowCount())] == list(range(8, 58))


def test_log_held_longer_than_the_ring(qtbot: QtBot) -> None:
    model = LogModel(capacity=50)
    QAbstractItemModelTester(model, STRICT, model)
    model.add(entries(50))
    model.hold(True)
    model.add(entries(500, 50))
    assert model.rowCount() == 50
    assert model.entry_at(0).args[1] == 0
    model.hold(False)
    assert [model.entry_at(row).args[1] for row in range(50)] == list(range(500, 550))


def test_log_flood_makes_no_text(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are made for rows on the screen, not for entries that come."""
    model = LogModel()

    def never(_entry: LogEntry) -> str:
        raise AssertionError("an entry was put into words")

    monkeypatch.setattr(log_text, "sentence", never)
    inserts = QSignalSpy(model.rowsInserted)
    removals = QSignalSpy(model.rowsRemoved)
    for start in range(0, 200_000, 5000):
        model.add(entries(5000, start))
    assert inserts.count() == 40
    assert removals.count() == 36
    assert model.rowCount() == 20_000


@pytest.mark.parametrize("kind", list(LogKind))
@pytest.mark.parametrize("args", [(), ("a",), ("#class", "b", "c"), ("", ""), (7, 8)])
def test_every_kind_has_a_sentence(kind: LogKind, args: tuple[str | int, ...]) -> None:
    log_text.forget_language()
    text = log_text.sentence(LogEntry(0, kind, 1, "anna", args))
    assert text
    assert "%" not in text
    assert "\n" not in text


def test_what_people_wrote_cannot_break_a_row_or_a_sentence() -> None:
    text = log_text.sentence(LogEntry(0, LogKind.TOPIC, 1, "x", ("#%2", "a\nb\u202e%1 %2")))
    assert text == "Set the topic of #%2: a b\ufffd%1 %2"


@pytest.mark.parametrize(
    ("kind", "args", "said"),
    [
        (
            LogKind.STORAGE,
            ("not_kept", "/data", "disk_full", "No space left on device"),
            "What is said is not being stored: /data (the disk is full)",
        ),
        (
            LogKind.STORAGE,
            ("rescued", "/data/old", "", "3 accounts, 1200 events"),
            "Saved from the damaged history: accounts: 3, messages and events: 1,200",
        ),
        (LogKind.TLS, ("on", "TLSv1.3"), "Encrypted connection, TLS 1.3"),
        (LogKind.OPERATOR, ("KILL", "boris"), "Acted as operator, KILL: boris"),
        (LogKind.RENAMED, ("#a", "#b", "tidy"), "Renamed #a to #b: tidy"),
        (
            LogKind.REPEATED,
            ("connected", 340, ""),
            "Again and again, left out of the log: connections × 340",
        ),
        (
            LogKind.REPEATED,
            ("dropped", 9, "banned"),
            "Again and again, left out of the log: Disconnected: banned × 9",
        ),
    ],
)
def test_codes_become_words(kind: LogKind, args: tuple[str | int, ...], said: str) -> None:
    log_text.forget_language()
    assert log_text.sentence(LogEntry(0, kind, 0, "", args)) == said


def test_every_warning_and_every_person_is_found_by_a_chip() -> None:
    for kind in LogKind:
        assert LogGroup.ERRORS in groups_of(LogEntry(0, kind, 0, "", (), LogLevel.ERROR))
        assert LogGroup.WARNINGS in groups_of(LogEntry(0, kind, 0, "", (), LogLevel.WARNING))
    about_people = LogKind.OPERATOR, LogKind.TLS, LogKind.REPEATED, LogKind.HAND, LogKind.BANNED
    for kind in about_people:
        assert LogGroup.PEOPLE in groups_of(LogEntry(0, kind, 1, "anna"))
    assert LogGroup.MESSAGES in groups_of(LogEntry(0, LogKind.RENAMED, 1, "anna"))


def test_words() -> None:
    assert words.size(0) == "0\u00a0B"
    assert words.size(1023) == "1.0\u00a0KB"
    assert words.size(42_600) == "41.6\u00a0KB"
    assert words.size(880_640) == "860\u00a0KB"
    assert words.size(1024 * 1024 - 1) == "1.0\u00a0MB"
    assert words.duration(45.9) == "45 s"
    assert words.duration(8090) == "2 h 14 min"
    assert words.duration(3600) == "1 h"
    assert words.duration(3 * 86400 + 7300) == "3 d 2 h"
    assert words.endpoint("fe80::1", 6667) == "[fe80::1]:6667"
    moment = time.mktime((2026, 11, 22, 8, 6, 2, 0, 0, -1)) + 0.106
    assert words.clock_time(moment) == "8:06"
    assert words.log_time(moment) == "08:06:02.106"
