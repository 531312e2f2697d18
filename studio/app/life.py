"""The process of the window: its libraries, its orders, its loop, its end.

What it needs is loaded before its boot message is read: one that was launched ahead has
that behind it when the message comes.
"""

import logging
import os
from pathlib import Path

import setproctitle

from studio.app.application import make_application
from studio.app.door import Door
from studio.app.preload import preload
from studio.app.run import run
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.model.errors import StudioError
from studio.supervisor.display import go_to_display
from studio.telemetry.logs import start_logging

log = logging.getLogger("studio.app")


def live() -> int:
    """Run until the window is closed; return the exit code."""
    start_logging("app")
    preload()
    try:
        boot = Boot.read()
        setproctitle.setproctitle("rocket-studio app")
        start_logging(boot.name)
        go_to_display(boot, os.environ)
        application = make_application()
        door = Door(boot)
        door.open()
    except StudioError as error:
        log.error("%s", error)
        return 1
    announce_ready()
    code = run(
        application,
        Path(str(boot["run_dir"])),
        door,
        watch_lifeline,
        is_back=boot.get("resume") is True,
    )
    door.close()
    logging.shutdown()
    # Qt's objects and Python's are taken apart in an order that crashes now and then; an
    # app that has ended in order must not look as if it had crashed.
    os._exit(code)
