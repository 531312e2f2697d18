"""What an edge is told at its start: where to listen, where its data lies, who is beside it."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from studio.model.errors import StudioError
from studio.room.auth.sfu import FROM_GUEST

NATS_VARIABLE = "ROCKET_STUDIO_NATS"
DATABASE_VARIABLE = "ROCKET_STUDIO_DATABASE"
REPLICA_VARIABLE = "ROCKET_STUDIO_REPLICA"
"""Such addresses hold passwords, and everybody may read a process's words."""

AIR_VARIABLE = "ROCKET_STUDIO_AIR"
"""Where the edge waits for the process that puts phones on air, and a secret: for both of them."""


class SettingsError(StudioError):
    """What was asked for does not fit together."""


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """See the module.

    Attributes:
        port: Of HTTP; 0 for any that is free, as for ``ws_port``.
        data: Holds the secret, the operator's key and, without ``database``, the databases.
        nats: Where other nodes are, None for a server that is one node.
        database: PostgreSQL's address, None for SQLite in ``data``.
        replica: A PostgreSQL to read from.
        proxy: Address of a proxy that says who asks, None if clients come by themselves.
        has_lifeline: Whether to end with standard input.
        welcome_coins: What each newcomer finds in the wallet, once.
        do_shows_end: Whether an orderly end of this process ends its rooms' shows.
        stun: Servers that tell peers at the stage their own addresses.
        turn: Servers that relay for those who don't reach one another.
        turn_secret_file: Holds the ``static-auth-secret`` of these.
        sfu: A Janus for guests whose number or network is too much for direct lines.
        sfu_secret_file: Holds its ``api_secret``.
        sfu_from: The first guest who is linked by it; 1: all.
        https_port: Of HTTPS beside HTTP, None for none; ``wss_port`` goes with it.
        names: What clients call this computer over HTTPS, besides what it knows itself.
        air: Where to wait for what puts phones on air, and a secret; None: there is none.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    ws_port: int = 8081
    nats: str | None = None
    database: str | None = None
    replica: str | None = None
    proxy: str | None = None
    has_lifeline: bool = False
    welcome_coins: int = 0
    do_shows_end: bool = False
    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    turn_secret_file: Path | None = None
    sfu: str = ""
    sfu_secret_file: Path | None = None
    sfu_from: int = FROM_GUEST
    https_port: int | None = None
    wss_port: int = 0
    names: tuple[str, ...] = ()
    air: tuple[str, str] | None = None


def read_settings(argv: list[str]) -> RoomSettings:
    """Return what the words and the environment say; words that don't fit end the program."""
    parser = argparse.ArgumentParser(prog="studio.room", description="The room server's edge.")
    add = parser.add_argument
    add("--data", type=Path, required=True, metavar="DIR")
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=8080)
    add("--ws-port", type=int, default=8081)
    add("--nats", metavar="URL")
    add("--behind-proxy", nargs="?", const="127.0.0.1", metavar="ADDRESS")
    add("--welcome-coins", type=int, default=0, help="what each newcomer finds in the wallet")
    add("--lifeline", action="store_true", help="end with standard input")
    add("--shows-end", action="store_true", help="an orderly end of this is that of its shows")
    add("--stun", action="append", default=[], metavar="URL")
    add("--turn", action="append", default=[], metavar="URL")
    add("--turn-secret-file", type=Path, metavar="FILE")
    add("--sfu", default="", metavar="URL")
    add("--sfu-secret-file", type=Path, metavar="FILE")
    add("--sfu-from", type=int, default=FROM_GUEST, metavar="N")
    add("--https-port", type=int, help="serve HTTPS too, and WebSockets over it")
    add("--wss-port", type=int, default=0)
    add("--name", action="append", default=[], help="what clients call this computer")
    words = parser.parse_args(argv)
    return RoomSettings(
        data=words.data,
        host=words.host,
        port=words.port,
        ws_port=words.ws_port,
        nats=words.nats or os.environ.get(NATS_VARIABLE),
        database=os.environ.get(DATABASE_VARIABLE),
        replica=os.environ.get(REPLICA_VARIABLE),
        proxy=words.behind_proxy,
        has_lifeline=words.lifeline,
        welcome_coins=words.welcome_coins,
        do_shows_end=words.shows_end,
        stun=tuple(words.stun),
        turn=tuple(words.turn),
        turn_secret_file=words.turn_secret_file,
        sfu=words.sfu,
        sfu_secret_file=words.sfu_secret_file,
        sfu_from=words.sfu_from,
        https_port=words.https_port,
        wss_port=words.wss_port,
        names=tuple(words.name),
        air=_place(os.environ.get(AIR_VARIABLE, "")),
    )


def _place(said: str) -> tuple[str, str] | None:
    address, _, secret = said.rpartition(" ")
    return (address, secret) if address and secret else None
