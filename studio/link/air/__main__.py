"""``python -m studio.link.air``: puts phones on air; ``rocket-studio room`` starts it."""

import asyncio
import contextlib
import json
import os
import signal
import sys

import setproctitle

from studio.ipc.child import watch_lifeline
from studio.link.air.process import AirProcess, place
from studio.model.errors import StudioError
from studio.telemetry.logs import start_logging


def main() -> int:
    """Work until told to stop, or until whoever started this is gone; return the exit code."""
    start_logging("air")
    setproctitle.setproctitle("rocket-studio room air")
    try:
        asyncio.run(_run(*place(os.environ)))
    except StudioError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def _run(address: str, secret: str) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)

    def on_lost() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended before its parent
            loop.call_soon_threadsafe(stop.set)

    watch_lifeline(on_lost)
    print(json.dumps({"ready": True, "pid": os.getpid()}), flush=True)
    await AirProcess(address, secret).run(stop)


if __name__ == "__main__":
    sys.exit(main())
