"""Run the relay: ``python -m studio.room.relay --data DIR``.

Its ports stand in one line of JSON on standard output once it listens, and in
DATA/relay.json.  SIGTERM ends it in order; the death of whoever started it does not,
unless ``--lifeline`` says that its standard input is a pipe from there.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path

import setproctitle

from studio.ipc.child import watch_lifeline
from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.room.auth.secret import Secret
from studio.room.relay.access import Access
from studio.room.relay.relay import Relay
from studio.room.relay.server import Server
from studio.room.tls.certificates import Certificates
from studio.telemetry.logs import start_logging

log = logging.getLogger("studio.room.relay")


def main() -> int:
    """Read the words, serve until told to stop; return the exit code."""
    words = _parser().parse_args()
    start_logging("relay")
    setproctitle.setproctitle("rocket-studio relay")
    run = asyncio.run
    with contextlib.suppress(ImportError):
        if sys.platform == "win32":
            from winloop import run  # type: ignore[import-not-found]
        else:
            from uvloop import run
    try:
        run(_serve(words))
    except StudioError as error:
        log.error("%s", error)
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="studio.room.relay", description="The room's relay.")
    add = parser.add_argument
    add("--data", type=Path, required=True, metavar="DIR", help="the edge's; has the secret")
    add("--host", default="127.0.0.1")
    add("--http-port", type=int, default=8082)
    add("--ws-port", type=int, default=8083)
    add("--rtmp-port", type=int, default=1935, help="a free one is picked where it is taken")
    add("--https-port", type=int, help="serve HTTPS too, and WebSockets over it")
    add("--wss-port", type=int, default=0)
    add("--name", action="append", default=[], help="what clients call this computer")
    add("--watch-tokens", action="store_true", help="watching takes a token too")
    add("--lifeline", action="store_true", help="end with standard input")
    return parser


async def _serve(words: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    words.data.mkdir(parents=True, exist_ok=True)
    access = Access(Secret.open(words.data / "secret"))
    relay = Relay(access, words.data / "relay-onward.json", is_public=not words.watch_tokens)
    server = Server(relay, words.host)
    ports = await server.start(
        http_port=words.http_port, ws_port=words.ws_port, rtmp_port=words.rtmp_port
    )
    if words.https_port is not None:
        certificates = Certificates.open(words.data / "tls", words.name)
        ports = await server.start_tls(
            certificates, https_port=words.https_port, wss_port=words.wss_port
        )
    if words.lifeline:

        def on_lost() -> None:
            loop.call_soon_threadsafe(stop.set)

        watch_lifeline(on_lost)
    line = json.dumps({"ready": True, "host": words.host, "pid": os.getpid(), **ports.as_dict()})
    write_whole(words.data / "relay.json", line + "\n")
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)
    log.info("listening: HTTP %(http)d, WebSocket %(ws)d, RTMP %(rtmp)d", ports.as_dict())
    await stop.wait()
    await server.close()


if __name__ == "__main__":
    sys.exit(main())
