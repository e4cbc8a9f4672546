"""Makes message.wav beside it: two soft notes, a sixth apart, as bells sound. Run it by hand."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 44_100
NOTES = ((0.0, 659.25), (0.11, 1046.5))  # seconds, Hz: E5, C6
PARTIALS = ((1.0, 1.0, 7.0), (2.0, 0.28, 11.0), (3.01, 0.10, 17.0))  # frequency, loudness, decay
SECONDS = 0.62
LOUDNESS = 0.32


def sample(at: float) -> float:
    """The sound at a time in seconds, -1 to 1."""
    total = 0.0
    for begin, pitch in NOTES:
        since = at - begin
        if since > 0:
            attack = min(1.0, since / 0.006)
            for times, loud, decay in PARTIALS:
                wave_now = math.sin(2 * math.pi * pitch * times * since)
                total += attack * loud * math.exp(-decay * since) * wave_now
    fade = min(1.0, (SECONDS - at) / 0.05)
    return total * fade * LOUDNESS


def main() -> None:
    """Write the file."""
    frames = [round(32_767 * sample(n / RATE)) for n in range(int(RATE * SECONDS))]
    with wave.open(str(Path(__file__).with_name("message.wav")), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(frames)}h", *frames))


if __name__ == "__main__":
    main()
