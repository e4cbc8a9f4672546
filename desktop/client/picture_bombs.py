"""Pictures that are small as files and cost minutes to decode: found before a decoder sees them.

Qt's own limits are on the memory of an image. What costs only time gets past them: compressed texts
and profiles of a PNG, image data that unfolds to more than the image has room for, and a JPEG of a
thousand scans. Sources: PNG (Third Edition) 5.2 and 11; ITU T.81, Annex B.
"""

from __future__ import annotations

import struct
import zlib

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
MOST_SCANS = 100
"""Of a JPEG: a progressive one has about ten."""
_NEEDED = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_STEP = 1 << 16


def defused(data: bytes) -> bytes | None:
    """The picture without what is not needed to show it; None for a bomb."""
    if data.startswith(PNG):
        return _png(data)
    if data.startswith(JPEG) and data.count(b"\xff\xda") > MOST_SCANS:
        return None
    return data


def _png(data: bytes) -> bytes | None:
    kept = [PNG]
    image: list[bytes] = []
    place = len(PNG)
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if kind in _NEEDED:
            kept.append(data[place:end])
        if kind == b"IDAT":
            image.append(data[place + 8 : end - 4])
        if kind == b"IEND":
            break
        place = end
    if len(kept) > 1 and kept[1][4:8] == b"IHDR" and len(kept[1]) == 25:
        room = _room(kept[1])
        if _unfolds_to_more(image, room):
            return None
    return b"".join(kept)


def _room(head: bytes) -> int:
    """Bytes of the image data that a PNG with this header can have, and some more."""
    width, height, depth, kind = struct.unpack_from(">IIBB", head, 8)
    row = int(width * _CHANNELS.get(kind, 4) * depth // 8) + 2
    return (
        row * int(height) * 11 // 10 + 14 * int(height) + _STEP
    )  # interlaced: seven images, each in rows


def _unfolds_to_more(pieces: list[bytes], room: int) -> bool:
    unfold = zlib.decompressobj()
    unfolded = 0
    try:
        for piece in pieces:
            for start in range(0, len(piece), _STEP // 64):
                unfolded += len(unfold.decompress(piece[start : start + _STEP // 64]))
                if unfolded > room:
                    return True
    except zlib.error:
        return False  # damaged: the decoder says so
    return False
