"""Where the packaged program begins (see build.spec)."""

import sys

from desktop.__main__ import gui

sys.exit(gui())
