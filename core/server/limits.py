"""Every limit of the server, with defaults that a class never meets and a flood does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are in seconds, sizes in bytes.

    The lengths of names are in code points; those of texts (topic, away and the reasons) in bytes,
    so that what is accepted also fits on a line when it is passed on.
    """

    nick_length: int = 30
    channel_length: int = 64
    user_length: int = 16
    realname_length: int = 150
    key_length: int = 32
    topic_length: int = 390
    kick_length: int = 390
    """Also of the reasons of PART and QUIT."""
    away_length: int = 200
    body_length: int = 510
    """A line without its tags and its CR LF (RFC 2812 section 2.3)."""
    tags_length: int = 4096
    """The tags of a line from a client with ``@`` and space (IRCv3 message-tags, "Size limit")."""
    greeting_delay: float = 1.0
    """A client that has sent nothing for so long gets the plain greeting."""
    registration_timeout: float = 60.0
    ping_interval: float = 90.0
    """A silent client is asked after this time …"""
    ping_timeout: float = 60.0
    """… and dropped when it says nothing for so long after that."""
    probe_after: float = 5.0
    """A client that was silent for so long is asked when somebody else wants its nickname: it may
    be the rest of a connection that broke, and the other one the same person coming back …"""
    probe_timeout: float = 10.0
    """… and loses the name when it does not answer in this time."""
    sendq: int = 8 * 1024 * 1024
    """What may wait for one client that does not read (kept by the engine)."""
    longest_line: int = 16 * 1024
    """Who sends a longer line, with or without an end, is put out (RecvQ)."""
    recvq: int = 64 * 1024
    """What one ``recv`` reads (used by the engine)."""
    connections: int = 2000
    """All of them; the rest of the limits of connections count only with flood control."""
    unregistered: int = 1000
    """Those that have not said who they are, all together …"""
    unregistered_per_address: int = 100
    """… and from one address. The machine of the server itself has no limits of an address."""
    connections_per_address: int = 250
    """A whole class may sit behind one address."""
    connects: int = 200
    """New connections from one address at once …"""
    connects_per_second: float = 5.0
    """… and after that in a second."""
    tokens: int = 200
    """What a client may ask for at once, plain messages not counted (core.server.throttle): about
    so many simple commands …"""
    tokens_per_second: float = 30.0
    """… and after that in a second. Who asks for more waits."""
    address_tokens: int = 3000
    """The same for everybody behind one address together …"""
    address_tokens_per_second: float = 300.0
    """… and after that in a second."""
    bytes_at_once: int = 48 * 1024
    """What may come from one client at once, plain messages too: many hundreds of lines …"""
    bytes_per_second: float = 32.0 * 1024
    """… and after that in a second."""
    address_bytes_at_once: int = 256 * 1024
    """The same for everybody behind one address together …"""
    address_bytes_per_second: float = 256.0 * 1024
    """… and after that in a second."""
    throttle_patience: float = 120.0
    """Who has asked for too much for so many seconds on end is put out."""
    channels_per_user: int = 100
    masks_per_list: int = 100
    accepted: int = 100
    """People on one person's ACCEPT list."""
    monitored: int = 100
    """Names on one person's MONITOR list."""
    metadata_keys: int = 25
    """Values that a person or a channel has of themselves (METADATA) …"""
    metadata_key_length: int = 64
    metadata_value_length: int = 256
    """… in bytes."""
    metadata_subscriptions: int = 50
    """Keys that one client is told about."""
    targets: int = 10
    """Targets of one PRIVMSG, NOTICE, TAGMSG, JOIN, PART, KICK, NAMES or WHOIS."""
    modes: int = 6
    """Changes with a parameter in one MODE command; more are ignored (ISUPPORT MODES)."""
    unregistered_lines: int = 100
    unregistered_bytes: int = 32 * 1024
    """What a client may send before it is registered; more is a flood."""
    held_lines: int = 2000
    """What a client may send while it has to wait, and while something that takes long is done for
    it: lines …"""
    held_bytes: int = 256 * 1024
    """… and bytes. More is a flood."""
    history: int = 1000
    """Messages that one CHATHISTORY returns at most …"""
    search: int = 100
    """… and one SEARCH."""
    multiline_lines: int = 100
    """Of one multiline message: lines …"""
    multiline_bytes: int = 16 * 1024
    """… and bytes of text."""
    file_megabytes: int = 25
    """Of one file that is given to the server …"""
    files_megabytes: int = 1024
    """… and of all of them; the oldest go."""
    file_days: int = 30
    """So long a file is kept; 0 for as long as there is room."""
    transfer_timeout: float = 3600.0
    """So long a connection may take for files."""
    markers: int = 500
    """Read markers that are kept for one person."""
    nonces: int = 4096
    """Messages that are recognised when a client sends them again after a reconnect."""
    whowas: int = 500
    password_iterations: int = 15_000
    """Of the keys of new passwords (RFC 7677 section 4 names this number): 6 ms of a server's core
    a login with PLAIN, so that a class that comes back at once is in within seconds."""
    password_shortest: int = 3
    """In characters: guessing is held back by the lock-out, and the file by the iterations."""
    password_longest: int = 600
    """In bytes."""
    sasl_longest: int = 1600
    """What one answer of a SASL exchange may have, in letters of Base64."""
    wrong_passwords: int = 5
    """For one account or operator that are free; each more doubles the wait …"""
    wrong_passwords_per_address: int = 20
    """… and from one address, to whatever they belong: a class may sit behind it."""
    lockout_first: float = 2.0
    lockout_longest: float = 300.0
    lockout_forget: float = 900.0
    """Without a wrong password for so long, all are free again."""
    logins_at_once: int = 4
    """Passwords of one account that are looked at in the same moment."""
    logins_at_once_per_address: int = 500
    """… and from one address: 7 ms each, so that others wait for a few seconds at most."""
    registrations_per_hour: int = 60
    """Accounts made from one address."""
    nicks_per_account: int = 5
    """Nicknames that an account may own besides its name."""
    certificates_per_account: int = 10
    verification_time: float = 24 * 3600.0
    """An account that was not verified in this time is free for others."""
    ghost_timeout: float = 3.0
    """How long the old connection of the same person may take to show that it is alive."""
