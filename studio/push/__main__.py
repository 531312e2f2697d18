"""Run the push process: ``python -m studio.push``, started by the supervisor."""

import asyncio
import logging
import sys

import setproctitle

from studio.ipc.child import Boot
from studio.model.errors import StudioError
from studio.push.process import PushProcess
from studio.telemetry.logs import start_logging


def main() -> int:
    """Read the boot message and push until told to stop; return the exit code."""
    start_logging("push")
    try:
        boot = Boot.read()
        setproctitle.setproctitle(f"rocket-studio push {boot.name}")
        start_logging(boot.name)
        asyncio.run(_run(boot))
    except StudioError as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


async def _run(boot: Boot) -> None:
    await PushProcess(boot).run()


if __name__ == "__main__":
    sys.exit(main())
