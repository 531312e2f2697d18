"""Run the room client: ``python -m studio.room_client``, started by the supervisor."""

import asyncio
import logging
import sys

import setproctitle

from studio.ipc.child import Boot
from studio.model.errors import StudioError
from studio.room_client.process import RoomClientProcess
from studio.telemetry.logs import start_logging


def main() -> int:
    """Read the boot message and stay in the room until told to stop; return the exit code."""
    start_logging("room client")
    try:
        boot = Boot.read()
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        start_logging(boot.name)
        asyncio.run(_run(boot))
    except StudioError as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


async def _run(boot: Boot) -> None:
    await RoomClientProcess(boot).run()


if __name__ == "__main__":
    sys.exit(main())
