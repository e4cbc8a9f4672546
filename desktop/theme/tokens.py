"""The design tokens: every colour, size and duration that Besedka is drawn with.

Colours are sRGB hex; sizes are pixels at 100 %; durations are milliseconds.
"""

from __future__ import annotations

LIGHT: dict[str, str] = {
    "paper": "#FBFAF7",
    "surface": "#FFFFFF",
    "sunken": "#F3F1EB",
    "line": "#E3DFD5",
    "text": "#1F2421",
    "muted": "#646B66",
    "accent": "#2A7A56",
    "accentText": "#FFFFFF",
    "accentSoft": "#E3F1E9",
    "danger": "#B3372F",
    "warn": "#9A6700",
    "focus": "#2A7A56",
    "client": "#2F6FB0",
    "server": "#A8641A",
    "kernel": "#7A4FB5",
    "running": "#2A7A56",
    "parked": "#9A6700",
    "finished": "#8A8F8B",
}
DARK: dict[str, str] = {
    "paper": "#151816",
    "surface": "#1D211F",
    "sunken": "#111312",
    "line": "#2E3431",
    "text": "#E9E7E1",
    "muted": "#9BA39E",
    "accent": "#63C495",
    "accentText": "#0E1512",
    "accentSoft": "#20352B",
    "danger": "#F08A80",
    "warn": "#E3B34C",
    "focus": "#63C495",
    "client": "#7DB5EE",
    "server": "#EBB46C",
    "kernel": "#C1A0F0",
    "running": "#63C495",
    "parked": "#E3B34C",
    "finished": "#7C847F",
}

# Eight hues that tell senders apart. The last one equals `danger`, so it is never a person's.
LIGHT_BYTES: tuple[str, ...] = (
    "#2F6FB0",
    "#A8641A",
    "#2A7A56",
    "#B0467A",
    "#7A4FB5",
    "#0F7C86",
    "#8A6D00",
    "#B3372F",
)
DARK_BYTES: tuple[str, ...] = (
    "#7DB5EE",
    "#EBB46C",
    "#63C495",
    "#F09AC0",
    "#C1A0F0",
    "#62CCD6",
    "#E3CE5C",
    "#F08A80",
)
PERSON_COLORS = 7

SPACE: tuple[int, ...] = (4, 8, 12, 16, 24, 32)
RADIUS_CONTROL = 6
RADIUS_MENU = 8
RADIUS_CARD = 10
RADIUS_BUBBLE = 12
QUICK_MS = 120
CALM_MS = 220

UI_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"
SIZE_CAPTION = 11
SIZE_SMALL = 12
SIZE_BODY = 14
SIZE_TITLE = 16
SIZE_DISPLAY = 22
