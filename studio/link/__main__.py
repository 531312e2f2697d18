"""``python -m studio.link``: phones and guests by WebRTC; only the supervisor starts it."""

import asyncio
import logging
import sys

import av
import setproctitle

from studio.ipc import priority
from studio.ipc.child import Boot
from studio.link.process import LinkProcess
from studio.model.errors import StudioError
from studio.telemetry.logs import start_logging


def main() -> int:
    """Read the boot message and link until told to stop; return the exit code."""
    start_logging("link")
    try:
        boot = Boot.read()
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        start_logging(boot.name)
        priority.rank(priority.LINK)
        for chatty in ("aiortc", "aioice", "websockets"):  # they tell addresses of peers
            logging.getLogger(chatty).setLevel(logging.WARNING)
        av.logging.set_level(av.logging.FATAL)
        asyncio.run(_run(boot))
    except StudioError as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


async def _run(boot: Boot) -> None:
    await LinkProcess(boot).run()


if __name__ == "__main__":
    sys.exit(main())
