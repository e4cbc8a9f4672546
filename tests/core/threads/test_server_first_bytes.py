"""What a client speaks is told by its first bytes, however long the server takes over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from core.threads.server_layers import TlsSetup
from tests.core.threads.server_helpers import Client, any_certificate, serving

if TYPE_CHECKING:
    from OpenSSL import SSL


def test_who_has_begun_a_handshake_is_not_greeted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one waits for OpenSSL to be loaded, which takes longer than a greeting waits."""
    config = ServerConfig(limits=Limits(greeting_delay=0.1))
    with serving(config) as server:
        context = TlsSetup.context

        def slow_context(setup: TlsSetup) -> SSL.Context:
            with Client(server.port) as later:  # whoever is silent for longer was greeted before
                assert later.line() == config.greeting
            return context(setup)

        monkeypatch.setattr(TlsSetup, "context", slow_context)
        with Client(server.port, "anna", tls=any_certificate()) as anna:
            assert config.greeting not in anna.seen
