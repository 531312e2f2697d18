"""Run the edge: ``python -m studio.room --data DIR``; ``rocket-studio room`` does, with the relay.

Once it listens it prints one line of JSON with its ports and the addresses to open.
SIGTERM ends it in order, and so does the end of standard input with ``--lifeline``.

``python -m studio.room --spare`` is one that waits to be needed: most of a start is
imports, which it has done.  It begins when it is told its words on standard input.
"""

import asyncio
import importlib
import json
import logging
import os
import signal
import sys

import setproctitle

from studio.ipc.child import watch_lifeline
from studio.model.errors import StudioError
from studio.room.edge import Edge, running
from studio.room.settings import RoomSettings, read_settings
from studio.room.tls.authority import fingerprint
from studio.room.tls.names import lan_address
from studio.telemetry.logs import EcsLines, start_logging

if sys.platform == "win32":
    from winloop import run
else:
    from uvloop import run

EXIT_USAGE = 2
SPARE = "--spare"

_ALSO_NEEDED = ("aiosqlite", "uvicorn.lifespan.off", "studio.room.ledger.sqlite")
"""What an edge of one server loads while it starts."""
_MAX_LINE_BYTES = 65_536


def main() -> int:
    """Serve until told to stop; return the exit code."""
    words = sys.argv[1:]
    if words == [SPARE]:
        words = _wait_to_be_needed()
        if not words:
            return 0
    settings = read_settings(words)
    start_logging("edge", lines=EcsLines)
    setproctitle.setproctitle("rocket-studio room edge")
    try:
        run(_serve(settings))
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    return 0


def _wait_to_be_needed() -> list[str]:
    """Load everything, then wait for the words; return none when the parent has gone."""
    for name in _ALSO_NEEDED:
        importlib.import_module(name)
    setproctitle.setproctitle("rocket-studio room spare")
    line = sys.stdin.buffer.readline(_MAX_LINE_BYTES)
    return [str(word) for word in json.loads(line)] if line else []


async def _serve(settings: RoomSettings) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    if settings.has_lifeline:
        watch_lifeline(lambda: _call_stop(loop, stop))
    async with running(settings) as edge:
        print(json.dumps(_said(edge)), flush=True)
        await stop.wait()


def _call_stop(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    try:
        loop.call_soon_threadsafe(stop.set)
    except RuntimeError:
        logging.getLogger(__name__).info("The loop had ended before its parent.")


def _said(edge: Edge) -> dict[str, object]:
    """Return what the parent shows; the links are secrets of those whom they are for."""
    return {
        "ready": True,
        "pid": os.getpid(),
        "host": edge.host,
        "http": edge.http_port,
        "ws": edge.ws_port,
        "https": edge.secure.https_port if edge.secure else 0,
        "wss": edge.secure.wss_port if edge.secure else 0,
        "lan": lan_address() if edge.secure else "",
        "fingerprint": fingerprint(edge.secure.authority) if edge.secure else "",
        "anchor": edge.anchor_link,
        "operator_key": str(edge.operator_key),
        "is_key_new": edge.services.operator_key.is_new,
    }


if __name__ == "__main__":
    sys.exit(main())
