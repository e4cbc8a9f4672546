"""The modes of channels, and of people: the one place that says which there are.

Sources: RFC 2812 section 4, the Modern IRC document ("Modes"), defs.ircdocs.horse ("Channel modes",
"User modes") for the letters that came later.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUSES = "qaohv"
"""Status modes of members, highest first: founder, admin, operator, half-operator, voice."""
PREFIXES = "~&@%+"
"""How they are shown, in the same order."""
VOICE, HALF_OPERATOR, OPERATOR, ADMIN, FOUNDER = range(1, 6)
"""``Membership.rank``; 0 is a plain member."""

LISTS = "Ibe"
FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "C": "no CTCP except actions (/me)",
        "E": "stories: NPC and SCENE may be used",
        "K": "no KNOCK",
        "M": "only who is logged in to an account may speak",
        "N": "nobody may change the nickname here",
        "R": "only who is logged in to an account may join",
        "T": "no NOTICE to the channel",
        "U": "what is said by those without a status is heard by operators only",
        "c": "colours and other formatting are taken out",
        "g": "everybody may invite",
        "i": "only who is invited may join",
        "m": "only who has a voice or more may speak",
        "n": "no messages from outside",
        "p": "private: not in LIST",
        "s": "secret: not in LIST, NAMES or WHOIS for outsiders",
        "t": "only operators may change the topic",
        "u": "members without a status see only those who have one",
        "z": "only over TLS",
    }
)
"""Channel modes without a parameter, and what they mean in one line."""
WITH_PARAMETER: Mapping[str, str] = MappingProxyType(
    {
        "I": "mask: who may join in spite of +i",
        "b": "mask: who is banned",
        "e": "mask: who is excepted from the bans",
        "f": "channel: where those go who cannot come in",
        "k": "key: the word that is needed to join",
        "l": "number: the most members",
    }
)
CHANMODES = f"{LISTS},k,fl,{''.join(sorted(FLAGS))}"
"""The value of ISUPPORT's CHANMODES."""
PREFIX = f"({STATUSES}){PREFIXES}"
"""The value of ISUPPORT's PREFIX."""
EXTBAN = ",am"
"""The value of ISUPPORT's EXTBAN: masks ``a:account``, and ``m:mask`` that only mutes."""

USER_MODES: Mapping[str, str] = MappingProxyType(
    {
        "B": "is a bot",
        "R": "only who is logged in to an account may write to me, or who is in my ACCEPT list",
        "T": "no CTCP to me except actions",
        "i": "invisible to those who share no channel with me",
        "o": "operator of the server",
        "s": "gets the server's notices for operators",
        "w": "gets WALLOPS",
    }
)
"""User modes, and what they mean in one line."""
GUARDS = frozenset("RT")
"""User modes for which each message to (or of) the person is looked at."""
