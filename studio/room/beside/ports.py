"""Which ports the room of a session listens at: the usual ones, or any that are free.

While it runs, and after it was killed, they stand in a file, so that viewers of before
find it where it was; an orderly end removes the file::

    claim = new_claim()
    ports = choose(data / "ports.json", 6.0, claim)
    …                                       # listens there
    claim.release()

Between the look at ports and the bind another room may begin: whoever has the claim may begin
at certain ones, the other takes any.  Another program may still be quicker, so the bind decides.
"""

import json
import socket
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

from studio.ipc.file_lock import FileLock
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
ANY = Ports()


def new_claim() -> FileLock:
    """Return the claim of this computer's rooms, not taken yet."""
    return FileLock(Path(tempfile.gettempdir()) / "rocket-studio-room-ports.lock")


def choose(path: Path, patience_s: float, claim: FileLock) -> Ports:
    """Return those of before, once who had them is gone, or the usual ones, or any.

    Args:
        path: The file in which those of before stand.
        patience_s: For how long those of before are waited for.
        claim: Is taken unless they are any; to be released once it listens there.
    """
    last = _read(path)
    # Where RTMP's usual one is taken, the relay picks another.
    wanted, needed = (last, last) if last else (USUAL, replace(USUAL, rtmp=0))
    end_s = time.monotonic() + (patience_s if last else 0.0)
    is_claimed = False
    while True:
        is_claimed = is_claimed or _take(claim)
        if is_claimed and _are_free(astuple(needed)):
            return wanted
        if time.monotonic() >= end_s:
            claim.release()
            return ANY
        time.sleep(_POLL_S)


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


def _take(claim: FileLock) -> bool:
    try:
        return claim.take()
    except OSError:  # it is another user's: the bind alone decides
        return True


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
