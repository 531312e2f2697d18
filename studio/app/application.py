"""Makes the QApplication, and sees to it that no fault of a widget ends it silently.

A fault in a slot is logged and said as a sentence: an app that is wrong in one corner is
better than none while a stream runs.
"""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from studio.app.studio import Studio

log = logging.getLogger(__name__)

NAME = "rocket-studio"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_application() -> QApplication:
    """Return the application, named as its desktop file is."""
    qInstallMessageHandler(_log_qt)
    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("Rocket Studio")
    application.setDesktopFileName(NAME)
    application.setQuitOnLastWindowClosed(False)  # ``Leaving`` decides
    return application


def say_faults(studio: Studio) -> Callable[[], None]:
    """Log faults that nobody caught and say each kind of them once; return what undoes it."""
    said: set[str] = set()
    before = sys.excepthook

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        log.error("A part of the window failed.", exc_info=(kind, fault, trace))
        place = repr(fault)
        if place not in said and len(said) < 100:
            said.add(place)
            studio.say(
                "warning",
                "A part of the window failed; the stream is not touched. The app's log says more.",
            )

    sys.excepthook = hook

    def undo() -> None:
        sys.excepthook = before

    return undo


def log_thread_faults() -> None:
    """Log faults of threads too."""

    def hook(fault: threading.ExceptHookArgs) -> None:
        name = fault.thread.name if fault.thread else "a thread"
        log.error("%s failed.", name, exc_info=fault.exc_value)

    threading.excepthook = hook


def _log_qt(kind: QtMsgType, context: object, text: str) -> None:
    del context
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
