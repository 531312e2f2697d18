"""Run the room of a session: ``python -m studio.room.beside``, started by the supervisor."""

import logging
import signal
import sys

import setproctitle

from studio.ipc.child import Boot
from studio.model.errors import StudioError
from studio.room.beside.process import BesideProcess
from studio.telemetry.logs import start_logging


def main() -> int:
    """Read the boot message and keep the room until told to stop; return the exit code."""
    start_logging("room")
    try:
        boot = Boot.read()
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        start_logging(boot.name)
        process = BesideProcess(boot)
        signal.signal(signal.SIGTERM, lambda number, frame: process.stop())
        process.run()
    except StudioError as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
