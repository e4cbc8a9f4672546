"""The README's table of features against the tests that show its rows.

A row that has ✓ for Besedka needs a test with ``@pytest.mark.feature("title of the row")``, which
has to show it in a whole window. The tests are read here, not run.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
YES = "✓"
OURS = "Besedka"

# What makes a window of the program: its class, or how the program is told to open one.
WINDOWS = {
    "ClientShell",
    "ClientWindow",
    "DemoWindow",
    "LabWindow",
    "LauncherWindow",
    "LessonsWindow",
    "ServerWindow",
    "SettingsWindow",
    "open_client_window",
    "open_launcher",
    "open_server_window",
}


@dataclass(frozen=True)
class Table:
    """The programs, each row's marks by title, and the counts under them."""

    columns: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]
    counts: tuple[int, ...]


def cells(line: str) -> list[str]:
    return [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]


@cache
def table() -> Table:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| | " + OURS))
    rows: dict[str, tuple[str, ...]] = {}
    columns = tuple(cells(lines[start])[1:])
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        title, *marks = cells(line)
        assert len(marks) == len(columns), title
        assert title not in rows, title
        if any(marks):  # else it is the heading of a group
            assert all(marks), title
            rows[title] = tuple(marks)
    counts = rows.popitem()[1]
    return Table(columns, rows, tuple(map(int, counts)))


# --- the tests ------------------------------------------------------------------------------------


@cache
def definitions(path: Path) -> dict[str, ast.AST]:
    """What a test file or one it imports from defines at its top, by name."""
    found: dict[str, ast.AST] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found.update({t.id: node for t in node.targets if isinstance(t, ast.Name)})
    return found


@cache
def imports(path: Path) -> dict[str, Path]:
    """Where the names come from that a file imports from other files of the tests."""
    found: dict[str, Path] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            source = ROOT.joinpath(*(node.module or "").split(".")).with_suffix(".py")
            if source.exists():
                found.update({alias.asname or alias.name: source for alias in node.names})
    return found


def names_in(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.arg):
            yield each.arg  # a fixture
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            # A program that the test runs, or the name of a fixture.
            yield from (name for name in WINDOWS if name in each.value)


def shows_a_window(path: Path, test: str) -> bool:
    """Whether a test, its fixtures or its helpers make a window of the program."""
    todo, done = [(path, test)], set[tuple[Path, str]]()
    while todo:
        place = todo.pop()
        if place in done:
            continue
        done.add(place)
        file, name = place
        node = definitions(file).get(name)
        if node is None:
            if source := imports(file).get(name):
                todo.append((source, name))
            elif (near := file.parent / "conftest.py") != file and near.exists():
                todo.append((near, name))
            continue
        for used in names_in(node):
            if used in WINDOWS:
                return True
            todo.append((file, used))
    return False


@cache
def marked() -> dict[str, list[tuple[Path, str]]]:
    """The tests that say which row they show."""
    found: dict[str, list[tuple[Path, str]]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "pytest.mark.feature(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.feature":
                    (row,) = (ast.literal_eval(argument) for argument in mark.args)
                    found.setdefault(row, []).append((path, node.name))
    return found


# --- what has to hold -----------------------------------------------------------------------------


def ours() -> set[str]:
    """The rows that the table says we have."""
    column = table().columns.index(OURS)
    return {row for row, marks in table().rows.items() if marks[column].startswith(YES)}


def test_every_row_that_we_have_is_shown_by_a_test() -> None:
    assert ours() - marked().keys() == set()


def test_every_marked_test_shows_a_row_that_we_have() -> None:
    assert marked().keys() - ours() == set()


def test_they_are_shown_in_windows_of_the_program() -> None:
    elsewhere = [
        f"{path.name}::{test}"
        for tests in marked().values()
        for path, test in tests
        if not shows_a_window(path, test)
    ]
    assert elsewhere == []


def test_a_test_without_a_window_is_found() -> None:
    here = Path(__file__).parent / "desktop"
    assert not shows_a_window(here / "test_message_view.py", "test_dates_stand_between_days")
    assert not shows_a_window(here / "test_emoji.py", "test_the_picker_by_keyboard_alone")
    assert shows_a_window(here / "test_sending.py", "test_an_answer_names_its_message")


def test_nobody_has_more_rows_than_we() -> None:
    found = Counter[str]()
    for marks in table().rows.values():
        found.update(
            program
            for program, mark in zip(table().columns, marks, strict=True)
            if mark.startswith(YES)
        )
    counts = dict(zip(table().columns, table().counts, strict=True))
    assert counts == dict(found)
    assert all(count <= counts[OURS] for count in counts.values())


def test_what_a_mark_may_be() -> None:
    for row, marks in table().rows.items():
        for mark in marks:
            assert mark[0] in "✓–?", (row, mark)
