"""The fixtures of the lessons' tests, beside those of the client windows."""

from __future__ import annotations

from tests.desktop.client_fixtures import context, open_client, server
from tests.desktop.lessons.lesson_fixtures import own_folder, window

__all__ = ["context", "open_client", "own_folder", "server", "window"]
