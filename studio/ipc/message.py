"""Messages as bytes: a length, then a MessagePack map.  No sockets in here.

Lengths are checked before anything is kept, and everything that is not a map
with a str ``type`` is refused, so that a peer can't cost more than its own
connection::

    data = encode({"type": "ping", "id": 1})
    for message in Decoder().feed(data):
        print(message["type"])
"""

import struct

import msgpack  # type: ignore[import-untyped]  # it ships no types

from studio.ipc.errors import MessageError

Message = dict[str, object]

MAX_BYTES = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")


def encode(message: Message) -> bytes:
    """Return the message as bytes with its length in front.

    Raises:
        MessageError: If it is larger than a peer takes, has no type, or holds
            something that MessagePack has no words for.
    """
    if not isinstance(message.get("type"), str):
        raise MessageError("A message without a str 'type' can't be sent.")
    try:
        payload: bytes = msgpack.packb(message)
    except (TypeError, ValueError, OverflowError) as error:
        raise MessageError(f"The message {message['type']!r} can't be sent: {error}.") from error
    if len(payload) > MAX_BYTES:
        raise MessageError(
            f"The message {message['type']!r} has {len(payload)} bytes, "
            f"{MAX_BYTES} are the most that can be sent."
        )
    return _LENGTH.pack(len(payload)) + payload


class Decoder:
    """Makes messages of what one peer sends, in whatever pieces it comes.

    Args:
        max_bytes: The largest message to accept; strangers get less.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that are complete now.

        Raises:
            MessageError: If the peer does not speak this protocol; nothing it
                sends after that can be understood.
        """
        self._buffer += data
        messages = []
        start = 0
        while len(self._buffer) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer, start)
            if length > self.max_bytes:
                raise MessageError(
                    f"The peer announced a message of {length} bytes, "
                    f"{self.max_bytes} are the most that is taken."
                )
            end = start + _LENGTH.size + length
            if len(self._buffer) < end:
                break
            messages.append(_unpack(bytes(self._buffer[start + _LENGTH.size : end])))
            start = end
        del self._buffer[:start]
        return messages


def _unpack(payload: bytes) -> Message:
    try:
        message = msgpack.unpackb(payload)
    except (ValueError, OverflowError, msgpack.UnpackException) as error:
        raise MessageError(f"The peer sent bad MessagePack: {error}.") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise MessageError("The peer sent something that is not a map with a str 'type'.")
    if not all(isinstance(key, str) for key in message):
        raise MessageError("The peer sent a map with keys that are not str.")
    return message
