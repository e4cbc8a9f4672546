"""From what the person chose to what the server is started with, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.paths import data_dir
from core.server.config import ServerConfig
from core.server.limit_ranges import values_of, with_values
from core.server.limits import Limits
from core.settings import ServerSettings
from core.threads.server_threads import ListenOptions
from desktop.server.start_values import StartValues

MEGABYTE = 1024 * 1024


def kept_config(settings: ServerSettings, config: ServerConfig | None = None) -> ServerConfig:
    """``config`` (or the usual one) with what is kept about history, accounts and limits."""
    return replace(
        config or ServerConfig(),
        limits=with_values(Limits(), settings.limits),
        flood_control=settings.flood_control,
        keep_history=settings.keep_history,
        history_messages=settings.history_messages,
        history_days=settings.history_days,
        history_bytes=settings.history_megabytes * MEGABYTE,
        accounts=settings.accounts,
    )


def start_config(values: StartValues, settings: ServerSettings) -> ServerConfig:
    """What a server is started with."""
    config = ServerConfig(
        network=values.name,
        password=values.password,
        greeting=values.greeting,
        motd=values.motd,
    )
    return kept_config(settings, config)


def listen_options(values: StartValues, settings: ServerSettings) -> ListenOptions:
    """Where it listens, and with which certificate."""
    certificate, key = settings.certificate_file, settings.key_file
    return ListenOptions(
        host=values.host,
        port=values.port,
        tls_certificate=Path(certificate) if certificate else None,
        tls_key=Path(key) if certificate and key else None,
    )


def keep(config: ServerConfig, settings: ServerSettings) -> None:
    """Keep what the window changed of a running server for the next start."""
    settings.limits = values_of(config.limits)
    settings.flood_control = config.flood_control
    settings.keep_history = config.keep_history
    settings.history_messages = config.history_messages
    settings.history_days = config.history_days
    settings.history_megabytes = config.history_bytes // MEGABYTE
    settings.accounts = config.accounts


def data_folder(settings: ServerSettings) -> Path:
    """Where the server keeps what outlives it."""
    return Path(settings.data_folder) if settings.data_folder else data_dir()
