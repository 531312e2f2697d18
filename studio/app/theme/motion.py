"""Whether the system is content with motion; asked once, when the window opens.

Qt 6.12 has it as ``motionPreference``; it can't be used yet (see pyproject.toml).
"""

import ctypes
import sys

from PySide6.QtCore import QProcess

_SPI_GETCLIENTAREAANIMATION = 0x1042
_ASK_MS = 300
_QUESTIONS = {
    "linux": ("gsettings", ["get", "org.gnome.desktop.interface", "enable-animations"], "false"),
    "darwin": ("defaults", ["read", "com.apple.universalaccess", "reduceMotion"], "1"),
}


def has_motion() -> bool:
    """Return what the system's settings say; true where they say nothing."""
    if sys.platform == "win32":
        is_on = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(is_on), 0
        )
        return bool(is_on.value)
    if sys.platform not in _QUESTIONS:
        return True
    program, words, no = _QUESTIONS[sys.platform]
    asked = QProcess()
    asked.start(program, words)
    if not asked.waitForFinished(_ASK_MS):
        asked.kill()
        asked.waitForFinished(_ASK_MS)
        return True
    return bytes(asked.readAllStandardOutput().data()).decode("utf-8", "replace").strip() != no
