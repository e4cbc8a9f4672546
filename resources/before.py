"""What the packaged program does before anything else, PyInstaller's own hooks included."""

import os
import sys

from desktop import late_signatures, quick_enums

late_signatures.install()
quick_enums.install()
if sys.platform.startswith("linux"):  # a desktop's QT_PLUGIN_PATH names plugins of another Qt
    os.environ["QT_PLUGIN_PATH"] = f"{sys._MEIPASS}/PySide6/Qt/plugins"
