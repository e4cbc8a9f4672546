"""How large something is, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_UNITS = QLocale.DataSizeFormat.DataSizeTraditionalFormat  # "MB", which Russian has too
_KILO = 1024


def size_text(number: int) -> str:
    """``number`` bytes in the largest unit of which there is one: "512 B", "4.2 MB"."""
    locale = QLocale()
    if abs(number) < _KILO:  # Qt writes "bytes", and in Russian only the form for 2 to 4 of them
        words = QCoreApplication.translate("DataSize", "%1 B")
        return words.replace("%1", locale.toString(number))
    words = str(locale.formattedDataSize(number, 1, _UNITS))
    return words.replace("kB", "KB").replace("кБ", "КБ")  # as in "MB", "KB/s"
