"""Tool tips with words of others in them."""

from __future__ import annotations

import html

_MOST = 2000  # characters that anybody reads in a tool tip


def plain_tip(text: str) -> str:
    """A tip that Qt takes for what it is: text that looks like markup is not drawn as such, nothing
    that it names is loaded, and it ends somewhere."""
    from desktop.client.message_safety import make_safe

    shown = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    shown = make_safe(shown).text
    if "<" not in shown and "&lt;" not in shown:
        return shown
    return f"<span style='white-space:pre-wrap'>{html.escape(shown)}</span>"
