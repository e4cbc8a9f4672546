"""What everything looks like: colours, fonts, icons and the one style sheet."""

from __future__ import annotations

from desktop.theme.roles import set_ground, set_role, set_text
from desktop.theme.theme import Mode, Theme, set_theme, theme

__all__ = ["Mode", "Theme", "set_ground", "set_role", "set_text", "set_theme", "theme"]
