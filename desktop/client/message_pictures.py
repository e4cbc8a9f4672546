"""Pictures in messages, as the view sees them: an address, and what is known of its picture.

The view fetches nothing. Where there is no source of pictures, an address stays an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QImage

from desktop.client.message_links import true_host
from desktop.client.message_text import isolated

translate = QCoreApplication.translate

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")


@dataclass(frozen=True, slots=True)
class PictureState:
    """What is known of a picture: nothing (all empty), that it is ``loading``, why it ``failed`` (a
    sentence), or its ``image``."""

    loading: bool = False
    failed: str = ""
    image: QImage | None = None


class PictureSource(Protocol):
    """Where pictures come from. ``changed(str)``: the state of an address is another one now."""

    changed: SignalInstance

    def state(self, url: str) -> PictureState:
        """What is known of the picture at an address; quick, as it is asked while laying out."""
        ...

    def ask(self, url: str) -> None:
        """Somebody wants to see it, or to try again."""
        ...


def is_picture(url: str) -> bool:
    """Whether an address ends as pictures do."""
    if not url.startswith(("http://", "https://")):
        return False
    return url.partition("?")[0].partition("#")[0].lower().endswith(_ENDINGS)


def file_words(url: str) -> str:
    """The second line of a file's card."""
    return f"{translate('MessageView', 'Save the file')} · {true_host(url)}"


def picture_name(url: str) -> str:
    """The name of the file at an address, made harmless."""
    return isolated(unquote(urlsplit(url).path).rsplit("/", 1)[-1]) or true_host(url)


def card_words(url: str, state: PictureState) -> str:
    """The second line of a picture's card."""
    if state.loading:
        return translate("MessageView", "Loading the picture…")
    if state.failed:
        again = translate("MessageView", "Try again")
        return f"{state.failed} · {again}"
    show = translate("MessageView", "Show the picture")
    return f"{show} · {true_host(url)}"
