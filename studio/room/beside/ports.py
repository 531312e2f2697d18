"""Which ports the room of a session listens at: the usual ones, or any that are free.

While it runs, and after it was killed, they stand in a file, so that viewers of before
find it where it was; an orderly end removes the file::

    ports = choose(data / "ports.json", patience_s=6.0)
"""

import json
import socket
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

from studio.model.files import FileError, write_whole

_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Ports:
    """0 stands for any that is free; the last four are those of TLS, and 0 without it."""

    http: int = 0
    ws: int = 0
    relay_http: int = 0
    relay_ws: int = 0
    rtmp: int = 0
    https: int = 0
    wss: int = 0
    relay_https: int = 0
    relay_wss: int = 0


USUAL = Ports(8080, 8081, 8082, 8083, 1935, 8443, 8444, 8445, 8446)


def choose(path: Path, patience_s: float) -> Ports:
    """Return those of before, once who had them is gone, or the usual ones, or any."""
    last = _read(path)
    if last is not None:
        end_s = time.monotonic() + patience_s
        while not _are_free(astuple(last)):
            if time.monotonic() >= end_s:
                return Ports()
            time.sleep(_POLL_S)
        return last
    needed = astuple(replace(USUAL, rtmp=0))  # where it is taken, the relay picks another
    return USUAL if _are_free(needed) else Ports()


def keep(path: Path, ports: Ports) -> None:
    """Note where it listens; without a place for that it goes on."""
    try:
        write_whole(path, json.dumps(asdict(ports)), mode=0o600)
    except FileError:
        path.unlink(missing_ok=True)  # what it says is no longer so


def forget(path: Path) -> None:
    """Note that it ended in order."""
    path.unlink(missing_ok=True)


def _read(path: Path) -> Ports | None:
    try:
        ports = Ports(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    plain, secure = astuple(ports)[:5], astuple(ports)[5:]
    is_sane = all(isinstance(port, int) and 0 <= port < 65_536 for port in (*plain, *secure))
    is_sane = is_sane and all(plain) and (all(secure) or not any(secure))
    return ports if is_sane else None


def _are_free(ports: Iterable[int]) -> bool:
    return all(map(_is_free, filter(None, ports)))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # as servers do: ends of old connections are no hindrance
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
