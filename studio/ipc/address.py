"""Where a process listens: a socket file on POSIX, loopback TCP on Windows.

A socket file can be guarded by the file system (0600 in a folder of 0700); TCP
can't, so there the secret of the hello is all that keeps other users out::

    address = free_address(run_dir, "push-1")
    server = listen(address)
    client = connect(address, timeout_s=3)
"""

import hashlib
import os
import re
import secrets
import socket
import stat
import sys
from pathlib import Path

from studio.ipc.errors import ChannelError

_TCP = re.compile(r"127\.0\.0\.1:(\d{1,5})")
_MAX_PATH_BYTES = 103  # macOS; Linux has 107
_BACKLOG = 64


def free_address(run_dir: Path, name: str) -> str:
    """Return an address at which a process with this name can listen.

    Raises:
        ChannelError: If the folder's path is too long for a socket file.
    """
    if sys.platform == "win32":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return f"127.0.0.1:{probe.getsockname()[1]}"
    # Names are for people and may be long; the digest keeps short ones apart.
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", name)[:16]
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    path = str(run_dir / f"{plain}-{digest}-{secrets.token_hex(3)}.sock")
    _check_path(path)
    return path


def listen(address: str) -> socket.socket:
    """Return a non-blocking socket that listens at this address.

    A socket file that a dead process left there is replaced.

    Raises:
        ChannelError: If somebody else listens there, or nobody can.
    """
    try:
        port = _tcp_port(address)
        if port is None:
            return _listen_unix(address)
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            server.bind(("127.0.0.1", port))
            return _start(server)
        except BaseException:
            server.close()
            raise
    except OSError as error:
        raise ChannelError(f"Nobody can listen at {address}: {error}.") from error


def connect(address: str, timeout_s: float) -> socket.socket:
    """Return a socket that is connected to this address, with this time-out.

    Raises:
        ChannelError: If nobody listens there or takes us in time.
    """
    port = _tcp_port(address)
    family = _unix_family(address) if port is None else socket.AF_INET
    client = socket.socket(family, socket.SOCK_STREAM)
    try:
        client.settimeout(timeout_s)
        if port is None:
            client.connect(address)
        else:
            client.connect(("127.0.0.1", port))
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        client.close()
        raise ChannelError(f"Nobody answers at {address}: {error}.") from error
    return client


def forget(address: str) -> None:
    """Remove the socket file of a listener that is gone, if there is one."""
    if _tcp_port(address) is None:
        Path(address).unlink(missing_ok=True)


def _listen_unix(address: str) -> socket.socket:
    family = _unix_family(address)
    _check_path(address)
    path = Path(address)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        _refuse_if_taken(address, family)
        path.unlink()
    server = socket.socket(family, socket.SOCK_STREAM)
    try:
        server.bind(address)
        # Before listen(), so that nobody comes in while the umask still counts.
        os.chmod(address, 0o600)
        return _start(server)
    except BaseException:
        server.close()
        raise


def _start(server: socket.socket) -> socket.socket:
    server.listen(_BACKLOG)
    server.setblocking(False)
    return server


def _refuse_if_taken(address: str, family: socket.AddressFamily) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        try:
            probe.connect(address)
        except BlockingIOError:  # so many wait there that it must be somebody
            pass
        except OSError:
            return
    raise ChannelError(f"Another process listens at {address} already.")


def _tcp_port(address: str) -> int | None:
    match = _TCP.fullmatch(address)
    return int(match[1]) if match and int(match[1]) < 65536 else None


def _unix_family(address: str) -> socket.AddressFamily:
    if sys.platform == "win32":
        raise ChannelError(f"{address!r} is not an address like 127.0.0.1:5000.")
    if not os.path.isabs(address):
        raise ChannelError(f"{address!r} is neither a whole path nor like 127.0.0.1:5000.")
    return socket.AF_UNIX


def _check_path(path: str) -> None:
    if len(os.fsencode(path)) > _MAX_PATH_BYTES:
        raise ChannelError(
            f"The path {path} is too long for a socket ({_MAX_PATH_BYTES} bytes): "
            "set ROCKET_STUDIO_RUN_DIR to a folder with a shorter one."
        )
