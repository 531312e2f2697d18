"""What the kernel knows about a connection: how to set it up, and whether it moves.

A frozen peer is not seen by a write: the kernels on both sides take a second or
more of media before they say no.  So the bytes that the peer has really taken
are what counts (Linux tells them), and where nothing tells, the send buffer is
kept small enough that seconds of media cannot hide in it.
"""

import socket
import struct
import sys

SEND_BUFFER_BYTES = 128 << 10
UNSENT_BYTES = 64 << 10
USER_TIMEOUT_MS = 5000
_SIOCOUTQ = 0x5411
_TCP_NOTSENT_LOWAT = 25  # Linux; socket has no name for it in Python 3.11
_RTT_OFFSET = 68
_TCP_INFO_BYTES = 104


def tune(sock: socket.socket) -> None:
    """Set what a live push needs; options that a system lacks are left out."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if sys.platform == "linux":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 5)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
        # In flight may be what the network holds; waiting in the kernel may be little.
        sock.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    else:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)


def untaken_bytes(sock: socket.socket) -> int:
    """Bytes that the kernel holds because the peer has not acknowledged them.

    Always 0 where the system does not tell.
    """
    if sys.platform != "linux":
        return 0
    import fcntl

    try:
        answer = fcntl.ioctl(sock.fileno(), _SIOCOUTQ, bytes(4))
    except OSError:
        return 0
    count: int = struct.unpack("i", answer)[0]
    return count


def round_trip_ms(sock: socket.socket) -> float:
    """The smoothed round trip time; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0.0
    try:
        info = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO_BYTES)
    except OSError:
        return 0.0
    microseconds: int = struct.unpack_from("I", info, _RTT_OFFSET)[0]
    return microseconds / 1000
