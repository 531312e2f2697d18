"""The life of the window: from an open door to the end of Qt's loop."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from studio.app.application import log_thread_faults, make_application, say_faults
from studio.app.door import Door
from studio.app.settings.store import settings_path
from studio.app.signals import SignalWatch
from studio.app.studio import Studio

log = logging.getLogger(__name__)


class Letterbox(QObject):
    """Hands what comes to the door over to the UI thread."""

    came = Signal(dict)


def run(run_dir: Path, door: Door, watch_lifeline: Callable[[Callable[[], None]], object]) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        run_dir: Of the session.
        door: Open already.
        watch_lifeline: Calls what it gets when the supervisor has gone.
    """
    log_thread_faults()
    application = make_application()
    studio = Studio(run_dir, settings_path(), door.ask_supervisor)
    say_faults(studio)
    letterbox = Letterbox()
    letterbox.came.connect(studio.heard, Qt.ConnectionType.QueuedConnection)
    studio.finished.connect(application.quit)
    signals = SignalWatch(studio.finished.emit)
    watch_lifeline(lambda: log.warning("The supervisor is gone; the window stays."))
    studio.start()
    door.listen(letterbox.came.emit)
    code = application.exec()
    studio.close()
    signals.close()
    return code
