"""Rows of the README's table: a person's own words, and a conversation saved as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from core.client.events import (
    ChannelModesChanged,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    TopicChanged,
)
from desktop.client.message_rows import LocalLine, NewsRow, Row
from desktop.client.saved_conversation import events_of
from desktop.settings.explanations import Page
from desktop.settings.lines_control import LinesControl
from desktop.settings.settings_window import SettingsWindow
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.test_client_ignoring import choose, pair
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]


@pytest.mark.feature("Commands of one's own")
@pytest.mark.feature("Abbreviations written out")
def test_words_of_ones_own(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    settings = SettingsWindow(anna.window.context)
    settings.open_page(Page.WRITING)
    control = settings.rows["write.own_words"].control
    assert isinstance(control, LinesControl)
    type_text(control.edit, "/hi = /me greets $1")
    press_key(control.edit, Qt.Key.Key_Return)
    type_text(control.edit, "omw = on my way")
    press_key(control.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = anna.window.context.preferences.texts("write.own_words")
    assert kept == ("/hi = /me greets $1", "omw = on my way")
    anna.write("/hi boris")
    boris.until(lambda: boris.sees("greets boris"))
    anna.write("omw, no: omw")
    boris.until(lambda: boris.sees("anna: omw, no: on my way"))
    anna.write("`omw`")
    boris.until(lambda: boris.sees("anna: `omw`"))
    type_text(anna.input, "/h")  # offered with the others, and explained by what it does
    assert anna.window.own_words.infos()[0].description == "/me greets $1"
    settings.close()
    delete_now(settings)


def save(client: Client, path: Path) -> None:
    (dialog,) = client.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    client.until(lambda: not client.window.saving.writers)
    delete_now()


@pytest.mark.feature("A conversation saved as text, HTML or JSON")
def test_a_conversation_becomes_a_file(
    server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, boris = pair(open_client, server)
    boris.write("привет, anna")
    anna.until(lambda: anna.sees("boris: привет, anna"))
    anna.write("/me waves")
    boris.until(lambda: boris.sees("waves"))
    anna.until(lambda: anna.sees("waves"))
    choose(anna.window.menus.conversation_menu("#lab"), "Save as a file…")
    save(anna, tmp_path / "lab.txt")
    anna.until(lambda: anna.sees(f"Saved as {tmp_path / 'lab.txt'}."))
    text = (tmp_path / "lab.txt").read_text(encoding="utf-8")
    assert text.startswith("#lab\n")
    assert "<boris> привет, anna\n" in text
    assert "* anna waves\n" in text
    anna.window.saving.ask("#lab")
    save(anna, tmp_path / "lab.json")
    data = json.loads((tmp_path / "lab.json").read_text(encoding="utf-8"))
    assert "привет, anna" in json.dumps(data, ensure_ascii=False)
    anna.window.saving.ask("#lab")
    save(anna, tmp_path / "lab.html")
    assert "привет, anna" in (tmp_path / "lab.html").read_text(encoding="utf-8")
    anna.window.saving.ask("#lab")
    save(anna, tmp_path / "nowhere" / "lab.txt")
    anna.until(lambda: anna.sees("lab.txt was not saved"))
    assert sorted(path.name for path in tmp_path.glob("*lab.*")) == [
        "lab.html",
        "lab.json",
        "lab.txt",
    ]


def test_the_rows_as_the_file_has_them() -> None:
    def commands(row: Row) -> list[tuple[str, str, tuple[str, ...]]]:
        found = events_of(row, "#lab")
        return [(event.command, event.source, event.params) for event in found]

    said = MessageReceived("#lab", MessageKind.NOTICE, "eva", "hm", 1.0, "k", "m1")
    assert commands(said) == [("NOTICE", "eva", ("#lab", "hm"))]
    news = [
        News("#lab", NewsKind.JOINED, "eva", 1.0),
        News("#lab", NewsKind.KICKED, "eva", 2.0, other="boris", text="out"),
        News("#lab", NewsKind.NICK, "eva", 3.0, other="eve"),
        News("#lab", NewsKind.QUIT, "eve", 4.0, text="bye"),
        News("#lab", NewsKind.AWAY, "eve", 5.0),
    ]
    assert commands(NewsRow(tuple(news))) == [
        ("JOIN", "eva", ("#lab", "")),
        ("KICK", "boris", ("#lab", "eva", "out")),
        ("NICK", "eva", ("eve",)),
        ("QUIT", "eve", ("bye",)),
    ]
    assert commands(TopicChanged("#lab", "tea", "eva", 1.0)) == [("TOPIC", "eva", ("#lab", "tea"))]
    assert commands(ChannelModesChanged("#lab", "+m", "eva", 1.0)) == [
        ("MODE", "eva", ("#lab", "+m"))
    ]
    assert commands(LocalLine("words", 1.0)) == []
