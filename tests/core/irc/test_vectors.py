"""core.irc against the vectors of ircdocs/parser-tests (PyPI: irc-parser-tests)."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from core.irc.message import format_line, parse, parse_source
from core.irc.names import is_hostname, mask_matches


def vectors(name: str) -> list[dict[str, Any]]:
    text = files("parser_tests").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    tests: list[dict[str, Any]] = yaml.safe_load(text)["tests"]
    assert tests
    return tests


@pytest.mark.parametrize("case", vectors("msg-split"), ids=lambda case: str(case["input"]))
def test_split(case: dict[str, Any]) -> None:
    message = parse(case["input"])
    atoms = case["atoms"]
    assert message.command == atoms["verb"].upper()
    assert message.params == tuple(atoms.get("params", ()))
    assert message.source == atoms.get("source")
    assert message.tags == atoms.get("tags", {})


@pytest.mark.parametrize("case", vectors("msg-join"), ids=lambda case: str(case["desc"]))
def test_join(case: dict[str, Any]) -> None:
    atoms = case["atoms"]
    line = format_line(
        atoms["verb"],
        *atoms.get("params", ()),
        source=atoms.get("source"),
        tags=atoms.get("tags"),
    )
    assert line in case["matches"]


@pytest.mark.parametrize("case", vectors("userhost-split"), ids=lambda case: str(case["source"]))
def test_source(case: dict[str, Any]) -> None:
    atoms = case["atoms"]
    expected = (atoms.get("nick", ""), atoms.get("user", ""), atoms.get("host", ""))
    assert parse_source(case["source"]) == expected


@pytest.mark.parametrize("case", vectors("mask-match"), ids=lambda case: str(case["mask"]))
def test_mask(case: dict[str, Any]) -> None:
    for text in case["matches"]:
        assert mask_matches(case["mask"], text), text
    for text in case["fails"]:
        assert not mask_matches(case["mask"], text), text


@pytest.mark.parametrize("case", vectors("validate-hostname"), ids=lambda case: str(case["host"]))
def test_hostname(case: dict[str, Any]) -> None:
    assert is_hostname(case["host"]) is case["valid"]
