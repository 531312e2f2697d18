"""The words of ``rocket-studio room``."""

import argparse
from pathlib import Path


def add_room_words(room: argparse.ArgumentParser) -> None:
    """Let the verb take its words."""
    add = room.add_argument
    add("--host", default="127.0.0.1", help="the address to listen at; 0.0.0.0 for all")
    add("--port", type=_port, default=8080, help="of pages and API; 0: any that is free")
    add("--ws-port", type=_port, default=8081, help="of danmaku and gifts")
    add("--relay-port", type=_port, default=8082, help="of the programme, and the next one")
    add("--data", type=Path, metavar="DIR", default=Path("~/.rocket-studio-room"))
    add("--welcome-coins", type=int, default=1000, help="what each newcomer finds in the wallet")
    add("--nats", metavar="URL", help="where other nodes are")
    add(
        "--behind-proxy",
        nargs="?",
        const="127.0.0.1",
        metavar="ADDRESS",
        help="clients come through a proxy, at this address or on this machine",
    )
    add("--database", metavar="URL", help="a PostgreSQL instead of files")
    add("--replica", metavar="URL", help="a PostgreSQL to read from")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 0 to 65535")
    return int(text)
