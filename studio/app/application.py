"""Makes the QApplication, and sees to it that no fault of a widget ends it silently.

A fault in a slot is logged and said as a sentence: an app that is wrong in one corner is
better than none while a stream runs.
"""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from studio.app import theme, words
from studio.app.settings.store import AppSettings
from studio.app.studio import Studio
from studio.app.words import tr

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


class Looks(QObject):
    """Language, theme and size of text as the settings have them, now and when they change."""

    def __init__(self, application: QApplication, settings: AppSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._language = ""
        self._theme: tuple[str, float] = ("", 0.0)
        self.follow()
        settings.changed.connect(self.follow)

    def follow(self) -> None:
        """Take over what is new."""
        now = self._settings.now
        if now.language != self._language:
            self._language = now.language
            words.use(self._application, now.language)
        if (now.theme, now.text_scale) != self._theme:
            self._theme = (now.theme, now.text_scale)
            theme.apply(self._application, now.theme, now.text_scale)


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
                tr("A part of the window failed; the stream goes on. The app's log says more."),
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
