"""The lab's fixtures for its tests."""

from __future__ import annotations

from tests.desktop.lab.lab_fixtures import context, window

__all__ = ["context", "window"]
