"""Besedka's core: everything that is not a window.

The layers, top down (imports go down only): ``core.threads`` (the only Qt here) → ``core.net``,
``core.settings``, ``core.paths`` → ``core.server``, ``core.client`` → ``core.irc``.
"""

__version__ = "0.1.0"
