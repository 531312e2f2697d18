"""The simple RTMP handshake, both sides.

No digests: they were made for Flash Player, and every server that takes a
publish takes the simple form.  Randomness is an argument, so that a handshake
can be repeated byte for byte::

    handshake = ClientHandshake(os.urandom(NONCE_BYTES))
    send(handshake.start())
    while not handshake.is_done:
        send(handshake.feed(receive()))
    first_chunk_bytes = handshake.rest
"""

from studio.rtmp.errors import RtmpError

VERSION = 3
NONCE_BYTES = 1528
_BLOCK_BYTES = 1536


class ClientHandshake:
    """The side that connects: C0 C1, then C2 as soon as S1 is there."""

    def __init__(self, nonce: bytes) -> None:
        self.is_done = False
        self.rest = b""
        self._nonce = _checked(nonce)
        self._received = bytearray()
        self._did_answer = False

    def start(self) -> bytes:
        """Return C0 and C1, which open the connection."""
        return bytes([VERSION]) + bytes(8) + self._nonce

    def feed(self, data: bytes) -> bytes:
        """Take what came and return what is to be sent.

        Raises:
            RtmpError: If the peer does not speak RTMP.
        """
        self._received += data
        _check_version(self._received)
        answer = b""
        if not self._did_answer and len(self._received) > _BLOCK_BYTES:
            self._did_answer = True
            answer = bytes(self._received[1 : 1 + _BLOCK_BYTES])
        if len(self._received) > 2 * _BLOCK_BYTES:
            self.is_done = True
            self.rest = bytes(self._received[1 + 2 * _BLOCK_BYTES :])
            self._received.clear()
        return answer


class ServerHandshake:
    """The side that accepts: S0 S1 S2 when C1 is there, done with C2."""

    def __init__(self, nonce: bytes) -> None:
        self.is_done = False
        self.rest = b""
        self._nonce = _checked(nonce)
        self._received = bytearray()
        self._did_answer = False

    def feed(self, data: bytes) -> bytes:
        """Take what came and return what is to be sent.

        Raises:
            RtmpError: If the peer does not speak RTMP.
        """
        self._received += data
        _check_version(self._received)
        answer = b""
        if not self._did_answer and len(self._received) > _BLOCK_BYTES:
            self._did_answer = True
            echo = bytes(self._received[1 : 1 + _BLOCK_BYTES])
            answer = bytes([VERSION]) + bytes(8) + self._nonce + echo
        if len(self._received) > 2 * _BLOCK_BYTES:
            self.is_done = True
            self.rest = bytes(self._received[1 + 2 * _BLOCK_BYTES :])
            self._received.clear()
        return answer


def _checked(nonce: bytes) -> bytes:
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"the nonce must have {NONCE_BYTES} bytes, not {len(nonce)}")
    return nonce


def _check_version(received: bytearray) -> None:
    if received and received[0] != VERSION:
        raise RtmpError("The peer does not speak RTMP: its first byte is not the version 3.")
