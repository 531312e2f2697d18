"""The words of ``rocket-studio room``."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from studio.room.auth.sfu import FROM_GUEST
from studio.room.pair.errors import PairError
from studio.room.pair.plan import RoomPlan
from studio.room.settings import DATABASE_VARIABLE, NATS_VARIABLE, REPLICA_VARIABLE

DATA = Path("~/.rocket-studio-room")
EPILOG = f"""\
Addresses of NATS and databases may hold passwords, and everybody on a machine may read
the words of a command: write such an address into a file and give @FILE, or set
{NATS_VARIABLE}, {DATABASE_VARIABLE}, {REPLICA_VARIABLE}.
"""


def room_plan(argv: Sequence[str]) -> RoomPlan:
    """Return what words and environment ask for; argparse ends the program if they don't fit.

    Raises:
        PairError: If a file that is named can't be read.
    """
    words = _parser().parse_args(argv)
    return RoomPlan(
        host=words.host,
        port=words.port,
        ws_port=words.ws_port,
        relay_port=words.relay_port,
        data=words.data.expanduser().absolute(),
        welcome_coins=words.welcome_coins,
        nats=_address("--nats", words.nats, NATS_VARIABLE),
        database=_address("--database", words.database, DATABASE_VARIABLE),
        replica=_address("--replica", words.replica, REPLICA_VARIABLE),
        proxy=words.behind_proxy,
        stun=tuple(words.stun),
        turn=tuple(words.turn),
        turn_secret_file=words.turn_secret_file and words.turn_secret_file.expanduser().absolute(),
        sfu=words.sfu,
        sfu_secret_file=words.sfu_secret_file and words.sfu_secret_file.expanduser().absolute(),
        sfu_from=words.sfu_from,
        https_port=words.https_port if words.https else None,
        names=tuple(words.name),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rocket-studio room", description="A room server for this computer.", epilog=EPILOG
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="the address to listen at; 0.0.0.0 for all")
    add("--port", type=_port, default=8080, help="of pages and API; 0: any that is free")
    add("--ws-port", type=_port, default=8081, help="of danmaku and gifts")
    add("--relay-port", type=_port, default=8082, help="of the programme, and the next one")
    add("--data", type=Path, metavar="DIR", default=DATA)
    add("--welcome-coins", type=int, default=1000, help="what each newcomer finds in the wallet")
    add("--nats", metavar="URL", help="where other nodes are; or @FILE")
    add(
        "--behind-proxy",
        nargs="?",
        const="127.0.0.1",
        metavar="ADDRESS",
        help="clients come through a proxy, at this address or on this machine",
    )
    add("--database", metavar="URL", help="a PostgreSQL instead of files; or @FILE")
    add("--replica", metavar="URL", help="a PostgreSQL to read from; or @FILE")
    add("--stun", action="append", default=[], metavar="URL", help="stun:host, for guests' lines")
    add("--turn", action="append", default=[], metavar="URL", help="turn:host, which relays them")
    add("--turn-secret-file", type=Path, metavar="FILE", help="its static-auth-secret")
    add("--sfu", default="", metavar="URL", help="ws://host:8188 of a Janus, for many guests")
    add("--sfu-secret-file", type=Path, metavar="FILE", help="its api_secret")
    add("--sfu-from", type=int, default=FROM_GUEST, metavar="N", help="its first guest; 1: all")
    add(
        "--https",
        action="store_true",
        help="HTTPS too, with an authority of its own: phones' cameras need it",
    )
    add("--https-port", type=_port, default=8443, help="of HTTPS, and the next three")
    add(
        "--name",
        action="append",
        default=[],
        help="what HTTPS clients call this computer, if not by its own names",
    )
    return parser


def _address(word: str, given: str | None, variable: str) -> str | None:
    """Return an address, which ``@FILE`` names by a file that holds it."""
    if given is None:
        return os.environ.get(variable) or None
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise PairError(f"{word} {given}: the file can't be read: {error}.") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 0 to 65535")
    return int(text)
