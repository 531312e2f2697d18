"""Notices that an X server has died, which x11grab does not: it goes on with old pictures.

A connection of our own, on which nothing is ever said, is closed by the kernel when
the server dies.  (A server may also hang up on it after a minute, as on everybody who
doesn't say who he is: then the screen is opened once more, which costs little.)
"""

import contextlib
import re
import socket

_DISPLAY = re.compile(r"(?:unix|(?P<host>[^/]*)):(?P<number>\d+)(?:\.\d+)?")
_TCP_PORT = 6000
_CONNECT_S = 2.0


class X11Watch:
    """A silent connection to an X server; belongs to one thread.

    Args:
        display: Such as ``:0`` or ``host:0.0``; one that can't be reached is not watched.
    """

    def __init__(self, display: str) -> None:
        self._socket = _connect(display)
        if self._socket is not None:
            self._socket.setblocking(False)

    def has_died(self) -> bool:
        """Whether the server has hung up."""
        if self._socket is None:
            return False
        try:
            return self._socket.recv(1) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()


def _connect(display: str) -> socket.socket | None:
    match = _DISPLAY.fullmatch(display)
    if match is None:
        return None
    number = int(match["number"])
    if match["host"]:
        with contextlib.suppress(OSError):
            return socket.create_connection((match["host"], _TCP_PORT + number), _CONNECT_S)
        return None
    path = f"/tmp/.X11-unix/X{number}"
    for address in (f"\0{path}", path):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_CONNECT_S)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
        else:
            return connection
    return None
