"""Where the packaged program begins (see build.spec)."""

import sys
from pathlib import Path

from desktop.precompiled import FILE, recall

if folder := getattr(sys, "_MEIPASS", None):
    recall(Path(folder) / FILE)

from desktop.__main__ import gui

sys.exit(gui())
