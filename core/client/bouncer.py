"""A bouncer (znc) that kept what was said while we were away.

Source: the wiki of ZNC ("Query buffers", "Playback" by jpnurmi): with ``znc.in/playback`` the
module ``*playback`` is told since when; without it the bouncer plays everything by itself.
"""

from __future__ import annotations

from core.client.context import Context
from core.client.history import History
from core.irc.capabilities import ZNC_PLAYBACK


class Bouncer:
    """Asks a bouncer for what we have missed."""

    def __init__(self, context: Context, history: History) -> None:
        self._context = context
        self._history = history

    def ready(self) -> None:
        """A connection stands."""
        if self._context.has(ZNC_PLAYBACK):
            since = int(self._history.newest())
            self._context.send("PRIVMSG", "*playback", f"PLAY * {since}")
