"""An engine whose window is gone, as the program waits for it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject

from desktop.server.controller import Engine


class WindingDown(QObject):
    """Runs until every thread of the engine is joined, not only until it was told to stop."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        if isinstance(engine, QObject):
            cast("QObject", engine).setParent(self)

    @property
    def is_running(self) -> bool:
        """Whether any of its threads lives."""
        return not self._engine.is_idle

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """Join its threads now; False if that took too long."""
        return self._engine.stop_and_wait(timeout_s)
