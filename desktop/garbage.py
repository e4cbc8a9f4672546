"""Python's cyclic garbage is collected in the GUI thread only.

The collector runs in whichever thread allocates when its count is full. A reader thread that
collects a forgotten window or thread object would delete it from the wrong thread, and Qt aborts.
"""

from __future__ import annotations

import gc
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 200
_REST = 200


class GuiGarbage(QObject):
    """Takes the collector over, and runs it from a timer at the thresholds that it had itself.

    Python's lock is held all the while, so it takes at most a two hundredth of the time: what
    a flood leaves behind waits a little longer, and hardly a picture comes late.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._rest_until = 0.0

    def _collect(self) -> None:
        began = perf_counter()
        if began < self._rest_until:
            return
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                ended = perf_counter()
                self._rest_until = ended + (ended - began) * _REST
                return
