"""Why a tape could not be opened or saved, in sentences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.net.tape import TapeError, TapeErrorCode
from desktop.sockets.counts import counts

translate = QCoreApplication.translate


def tape_sentence(error: TapeError, *, saving: bool) -> str:
    """What happened, and what to do."""
    name = Path(error.path).name
    match error.code:
        case TapeErrorCode.NOT_A_TAPE:
            text = translate(
                "TapeBar",
                "“%1” is not a tape of socket calls. Choose a file that was saved here with "
                "“Save the tape”.",
            )
        case TapeErrorCode.NEWER:
            text = translate(
                "TapeBar",
                "“%1” was saved by a newer Besedka (tape version %2). Open it with that one, or "
                "save it anew there.",
            ).replace("%2", error.version)
        case TapeErrorCode.CUT_SHORT:
            text = translate("TapeBar", "“%1” ends in the middle: it was cut short. %2")
            text = text.replace("%2", _good(error))
        case TapeErrorCode.DAMAGED:
            text = translate("TapeBar", "“%1” is damaged at line %3. %2")
            text = text.replace("%3", str(error.line)).replace("%2", _good(error))
        case TapeErrorCode.TOO_BIG:
            text = translate("TapeBar", "“%1” is too big to be a tape, so it was not opened.")
        case _ if saving:
            text = translate(
                "TapeBar", "The tape could not be saved in “%1”: %2. Choose another place."
            ).replace("%2", error.detail)
        case _:
            text = translate("TapeBar", "“%1” could not be read: %2.").replace("%2", error.detail)
    return text.replace("%1", name)


def _good(error: TapeError) -> str:
    if not error.good:
        return translate("TapeBar", "No call in it can be read.")
    return counts().good_calls(error.good)
