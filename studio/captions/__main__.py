"""``python -m studio.captions``: the captions process; only the supervisor starts it."""

import signal
import sys

import setproctitle

from studio.captions.service import CaptionsService
from studio.ipc import priority
from studio.ipc.child import Boot
from studio.ipc.errors import IpcError
from studio.telemetry.logs import start_logging


def main() -> int:
    """Run until told to end.

    Returns:
        The exit code.
    """
    try:
        boot = Boot.read()
        start_logging(boot.name)
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        priority.rank(priority.CAPTIONS)
        service = CaptionsService(boot)
        signal.signal(signal.SIGTERM, lambda number, frame: service.end())
        service.run()
    except IpcError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
