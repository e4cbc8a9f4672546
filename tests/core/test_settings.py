"""The settings file: typed, atomic, never overwritten when it cannot be understood."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.settings import MAX_RECENT, RecentServer, ServerSettings, Settings


def place(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")


def test_defaults_without_a_file(tmp_path: Path) -> None:
    settings = Settings.load(place(tmp_path))
    assert (settings.language, settings.theme, settings.nick) == ("", "system", "")
    assert settings.recent == ()
    assert settings.server == ServerSettings("", 6667, None, (), "")
    assert settings.problem is None
    assert not place(tmp_path).exists()


def test_the_default_place_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(tmp_path))
    assert Settings.load().path == tmp_path / "settings.json"


def test_everything_comes_back(tmp_path: Path) -> None:
    settings = Settings.load(place(tmp_path))
    settings.language, settings.theme, settings.nick = "ru", "dark", "учитель"
    settings.server = ServerSettings("Кабинет 12", 12345, "Привет 👋", ("раз", "", "два"), "тайна")
    settings.remember("192.168.1.5", 6667, "Класс", ("#класс",), now=5.0)
    settings.set_geometry("client", b"\x00\xff\x01")
    assert settings.save()

    again = Settings.load(place(tmp_path))
    assert (again.language, again.theme, again.nick) == ("ru", "dark", "учитель")
    assert again.server == settings.server
    assert again.recent == (RecentServer("Класс", "192.168.1.5", 6667, 5.0, ("#класс",)),)
    assert again.geometry("client") == b"\x00\xff\x01"
    assert again.geometry("server") == b""
    assert "учитель" in place(tmp_path).read_text("utf-8")


def test_recent_servers_latest_first_each_once_and_not_too_many(tmp_path: Path) -> None:
    settings = Settings.load(place(tmp_path))
    for number in range(MAX_RECENT + 3):
        settings.remember(f"host{number}", 6667, now=float(number))
    settings.remember("HOST5", 6667, "named", ("#a",), now=50.0)
    settings.remember("host5", 6667, now=51.0)
    settings.remember("host5", 6668, now=52.0)
    assert len(settings.recent) == MAX_RECENT
    assert settings.recent[:3] == (
        RecentServer("", "host5", 6668, 52.0),
        RecentServer("named", "host5", 6667, 51.0, ("#a",)),
        RecentServer("", "host10", 6667, 10.0),
    )
    settings.forget("host5", 6668)
    assert settings.recent[0].port == 6667


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    write(
        place(tmp_path), {"nick": "anna", "later": {"x": [1]}, "server": {"port": 7000, "tls": 1}}
    )
    settings = Settings.load(place(tmp_path))
    settings.nick = "boris"
    settings.server.name = "n"
    settings.save()
    data = json.loads(place(tmp_path).read_text("utf-8"))
    assert data["later"] == {"x": [1]}
    assert data["nick"] == "boris"
    assert (data["server"]["port"], data["server"]["tls"], data["server"]["name"]) == (7000, 1, "n")


def test_two_programs_do_not_undo_each_other(tmp_path: Path) -> None:
    one = Settings.load(place(tmp_path))
    one.remember("old", 1, now=1.0)
    one.remember("unwanted", 1, now=2.0)
    one.save()
    two = Settings.load(place(tmp_path))
    one.theme = "dark"
    one.remember("one", 1, now=3.0)
    one.forget("unwanted", 1)
    one.save()
    two.language = "en"
    two.remember("two", 1, now=4.0)
    two.server.port = 7777
    two.save()
    both = Settings.load(place(tmp_path))
    assert (both.theme, both.language, both.server.port) == ("dark", "en", 7777)
    assert [entry.host for entry in both.recent][:2] == ["two", "one"]
    one.set_geometry("client", b"1")
    one.save()
    assert Settings.load(place(tmp_path)).language == "en"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000, b'{"nick": "\xd0"}'],
    ids=["empty", "cut", "list", "bytes", "null", "nested", "half a letter"],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = place(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings.load(path)
    assert settings.nick == ""
    assert settings.problem is not None
    assert settings.problem.detail
    assert settings.problem.kept_as == path.with_name("settings.json.damaged-1")
    assert settings.problem.kept_as.read_bytes() == content
    assert settings.save()
    assert Settings.load(path).problem is None

    path.write_bytes(b"}")
    second = Settings.load(path).problem
    assert second is not None
    assert second.kept_as.name == "settings.json.damaged-2"
    assert path.with_name("settings.json.damaged-1").read_bytes() == content


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "xx"),
        ("theme", 3),
        ("theme", ["dark"]),
        ("nick", None),
        ("nick", "\ud800"),
        ("recent", {}),
        ("recent", [{"host": "a", "port": 70000}]),
        ("recent", [{"port": 1}]),
        ("recent", [{"host": "", "port": 1}]),
        ("recent", [7]),
        ("recent", [{"host": "a", "port": 1, "last_used": float("nan")}]),
        ("server", 1),
        ("server", {"port": True}),
        ("server", {"port": 0}),
        ("server", {"motd": "text"}),
        ("windows", {"client": 1}),
    ],
)
def test_a_wrong_value_does_not_take_the_others_along(
    tmp_path: Path, key: str, value: object
) -> None:
    write(place(tmp_path), {"nick": "anna", "theme": "dark", key: value})
    settings = Settings.load(place(tmp_path))
    assert settings.problem is not None
    assert settings.problem.kept_as.exists()
    assert key != "nick" or settings.nick == ""
    assert key == "nick" or settings.nick == "anna"
    assert key == "theme" or settings.theme == "dark"
    assert settings.server == ServerSettings()
    settings.save()
    again = Settings.load(place(tmp_path))
    assert again.problem is None
    assert again.nick == settings.nick


def test_geometry_that_is_no_base64_is_none(tmp_path: Path) -> None:
    write(place(tmp_path), {"windows": {"client": "~~~"}})
    assert Settings.load(place(tmp_path)).geometry("client") == b""


def test_a_save_that_fails_leaves_the_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place(tmp_path)
    settings = Settings.load(path)
    settings.nick = "anna"
    assert settings.save()
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    settings.nick = "boris"
    assert not settings.save()
    assert settings.save_error == "disk_full"
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]
    monkeypatch.undo()
    assert settings.save()
    assert settings.save_error == ""
    assert Settings.load(path).nick == "boris"


def test_a_folder_that_cannot_be_made_is_no_exception(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file stands where the folder should be")
    settings = Settings.load(place(tmp_path))
    assert not settings.save()
    assert settings.save_error == "File exists"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.load(place(tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(os, "fsync", refuse)
    assert not settings.save()
    assert settings.save_error == "forbidden"


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX systems")
def test_only_the_person_may_read_it(tmp_path: Path) -> None:
    Settings.load(place(tmp_path)).save()
    assert stat.S_IMODE(place(tmp_path).stat().st_mode) == 0o600


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
KEYS = st.sampled_from(["language", "theme", "nick", "recent", "server", "windows", "x"])


@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)  # it writes files
@given(st.dictionaries(KEYS, JSON))
def test_any_json_loads_saves_and_is_sound_afterwards(data: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        write(path, data)
        settings = Settings.load(path)
        settings.remember("host", 1)
        assert settings.save()
        again = Settings.load(path)
        assert again.problem is None
        assert any(entry.host == "host" for entry in again.recent)


def test_what_the_server_window_keeps(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings.load(path)
    own = settings.server
    own.keep_history, own.accounts, own.flood_control = False, False, False
    own.history_messages, own.history_days, own.history_megabytes = 7, 30, 0
    own.certificate_file, own.key_file, own.data_folder = "/a.pem", "/b.pem", "/data"
    own.limits = (("nick_length", 9), ("ping_interval", 12.5))
    assert settings.save()
    assert Settings.load(path).server == own


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("keep_history", 1),
        ("history_messages", -1),
        ("history_days", True),
        ("history_megabytes", 10**12),
        ("data_folder", 5),
        ("limits", {"nick_length": 3}),
        ("limits", [["nick_length"]]),
        ("limits", [["nick_length", "9"]]),
    ],
)
def test_a_wrong_value_of_the_server_has_its_default(
    tmp_path: Path, key: str, wrong: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"server": {key: wrong, "port": 7000}}), "utf-8")
    settings = Settings.load(path)
    assert getattr(settings.server, key) == getattr(ServerSettings(), key)
    assert settings.server.port == 7000
    assert settings.problem is not None
