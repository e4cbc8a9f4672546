"""How a person wants messages to look: the rows of ``core.preferences`` that the view follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.preferences import Preferences

Layout = Literal["bubbles", "compact"]

# Pixels above a message of another sender, and of the same one.
_GAPS = {"comfortable": (16.0, 6.0), "normal": (12.0, 3.0), "dense": (8.0, 1.0)}
_COMPACT_GAPS = {"comfortable": (9.0, 4.0), "normal": (6.0, 2.0), "dense": (3.0, 0.0)}


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """Attributes: ``layout`` "auto" (compact in narrow windows), "bubbles" or "compact";
    ``density`` "comfortable", "normal" or "dense"; ``markdown``: it is understood; ``news``: joins
    and parts are shown; ``words``: those that call us besides our name; ``pictures``: they are
    offered."""

    layout: str = "auto"
    density: str = "normal"
    avatars: bool = True
    markdown: bool = True
    news: bool = True
    words: tuple[str, ...] = ()
    pictures: bool = True

    @classmethod
    def of(cls, chosen: Preferences) -> ViewOptions:
        """What the person has chosen."""
        words = tuple(word.strip() for word in chosen.texts("notify.words"))
        return cls(
            layout=chosen.text("view.layout"),
            density=chosen.text("view.density"),
            avatars=chosen.flag("view.avatars"),
            markdown=chosen.flag("view.markdown"),
            news=chosen.flag("view.join_part"),
            words=tuple(word for word in words if word),
            pictures=chosen.text("pictures.load") != "never",
        )

    def compact(self, narrow: bool) -> bool:
        """Whether names stand beside the messages, in a window that is ``narrow`` or not."""
        return narrow if self.layout == "auto" else self.layout == "compact"

    def gap(self, compact: bool, grouped: bool) -> float:
        """Pixels above a message; ``grouped``: under the same name as the one before."""
        gaps = (_COMPACT_GAPS if compact else _GAPS)[self.density]
        return gaps[1 if grouped else 0]
