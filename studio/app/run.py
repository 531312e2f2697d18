"""The life of the window: from Qt's start to the end of its loop."""

import gc
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from studio.app.application import Looks, log_thread_faults, say_faults
from studio.app.door import Door
from studio.app.link.wake_up import wake_up
from studio.app.orphan import Orphan, start_again
from studio.app.seen import Seen
from studio.app.settings.store import settings_path
from studio.app.signals import SignalWatch
from studio.app.studio import Studio
from studio.app.window import MainWindow
from studio.app.words import tr

log = logging.getLogger(__name__)

COLLECTS_AFTER_MS = 1000
"""The first picture comes first; until then nothing is let go of."""


class Letterbox(QObject):
    """Hands what comes to the door over to the UI thread."""

    came = Signal(dict)


def run(
    application: QApplication,
    run_dir: Path,
    door: Door,
    watch_lifeline: Callable[[Callable[[], None]], object],
    *,
    is_back: bool = False,
) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        application: Just made.
        run_dir: Of the session.
        door: Open already.
        watch_lifeline: Calls what it gets when the supervisor has gone.
        is_back: The app before this one crashed.
    """
    log_thread_faults()
    log.info("The app starts.")
    wake_up(run_dir, application)
    studio = Studio(run_dir, settings_path(), door.ask_supervisor)
    studio.link.start()
    say_faults(studio)
    Looks(application, studio.settings)
    letterbox = Letterbox()
    letterbox.came.connect(studio.heard, Qt.ConnectionType.QueuedConnection)
    # Not ``quit``, which closes windows first: they would ask, or end the session.
    studio.finished.connect(lambda: application.exit(0))
    signals = SignalWatch(studio.finished.emit)
    watch_lifeline(lambda: log.warning("The supervisor is gone; the window stays."))
    window = MainWindow(studio)
    # Who counts what comes from the room must be there before it comes.
    window.whole.connect(studio.room.start)
    Seen(window).changed.connect(studio.set_seen)
    window.show()
    _offer_another(studio, window)
    log.info("The window is shown.")
    door.listen(letterbox.came.emit)
    if studio.settings.notice:
        studio.say("warning", studio.settings.notice)
    if is_back:
        studio.say("info", tr("The window was closed by a fault and is back; the stream went on."))
    QTimer.singleShot(COLLECTS_AFTER_MS, application, gc.enable)
    code = application.exec()
    window.keep_place()
    window.hide()
    studio.close()
    signals.close()
    return code


def _offer_another(studio: Studio, window: MainWindow) -> None:
    """Offer to start the studio again when all that was behind the window is gone."""

    def start() -> None:
        start_again()
        studio.finished.emit()

    def say() -> None:
        text = tr("The studio behind this window is gone, and nothing is streamed any more.")
        window.stage.notices.say("error", text, tr("Start it again"), start, stays=True)

    Orphan(studio.link, studio).found.connect(say)
