"""Messages put together from a client's frames: fragments, compression, UTF-8, size.

Pure; whatever arrives, the result is a message, nothing yet, or a ``ViolationError``
that says why the connection must end::

    assembler = Assembler(takes_deflated=True)
    message = assembler.feed(opcode, is_final, is_deflated, payload)
"""

import zlib

from studio.room.backbone.close_code import CloseCode
from studio.room.protocol.actions import MAX_MESSAGE_BYTES

CONTINUATION, TEXT, BINARY = 0, 1, 2
_TAIL = b"\x00\x00\xff\xff"


class ViolationError(Exception):
    """A client did what ends its connection."""

    def __init__(self, code: CloseCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Assembler:
    """Puts one client's messages together."""

    __slots__ = ("_is_deflated", "_parts", "_size", "_takes_deflated")

    def __init__(self, *, takes_deflated: bool) -> None:
        self._takes_deflated = takes_deflated
        self._is_deflated = False
        self._parts: list[bytes] | None = None
        self._size = 0

    def feed(
        self, opcode: int, payload: bytes, *, is_final: bool, is_deflated: bool
    ) -> bytes | None:
        """Take a data frame; return the message that it completes, in valid UTF-8.

        Raises:
            ViolationError: If the client must go.
        """
        self._begin_or_go_on(opcode, is_deflated)
        assert self._parts is not None
        self._parts.append(payload)
        self._size += len(payload)
        if self._size > MAX_MESSAGE_BYTES:
            raise too_big()
        if not is_final:
            return None
        message = b"".join(self._parts)
        self._parts = None
        return checked(_inflated(message) if self._is_deflated else message)

    def _begin_or_go_on(self, opcode: int, is_deflated: bool) -> None:
        if opcode == CONTINUATION:
            if self._parts is None or is_deflated:
                raise ViolationError(CloseCode.PROTOCOL_ERROR, "This fragment continues nothing.")
            return
        if self._parts is not None:
            raise ViolationError(CloseCode.PROTOCOL_ERROR, "The message before was not complete.")
        if opcode != TEXT:
            raise ViolationError(CloseCode.NOT_TEXT, "Messages are JSON in text frames.")
        if is_deflated and not self._takes_deflated:
            raise ViolationError(CloseCode.PROTOCOL_ERROR, "Compression was not agreed upon.")
        self._parts, self._size, self._is_deflated = [], 0, is_deflated


def checked(message: bytes) -> bytes:
    """Return a message that is UTF-8.

    Raises:
        ViolationError: If it is not.
    """
    try:
        message.decode()
    except UnicodeDecodeError:
        raise ViolationError(CloseCode.INVALID_TEXT, "The message is not UTF-8.") from None
    return message


def too_big() -> ViolationError:
    """Return what is said of a message beyond the limit."""
    return ViolationError(
        CloseCode.TOO_BIG, f"A message may have {MAX_MESSAGE_BYTES} bytes at most."
    )


def _inflated(message: bytes) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        whole = inflater.decompress(message + _TAIL, MAX_MESSAGE_BYTES + 1)
    except zlib.error:
        raise ViolationError(
            CloseCode.PROTOCOL_ERROR, "The message can't be decompressed."
        ) from None
    if len(whole) > MAX_MESSAGE_BYTES or inflater.unconsumed_tail:
        raise too_big()
    return whole
