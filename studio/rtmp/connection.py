"""What both sides of RTMP do after the handshake: control messages and framing.

Acknowledges what comes within the peer's window, answers pings, follows the
peer's bandwidth, and counts what the peer has acknowledged.  An exhausted
window does not hold our media back: nobody enforces it, many servers never
acknowledge, and a peer that takes no bytes is seen sooner at the socket.  Those
who do acknowledge prove by it that their program lives, not only its kernel.
"""

import struct

from studio.rtmp.amf0 import AmfValue, encode
from studio.rtmp.chunks import MAX_MESSAGE_BYTES, ChunkReader, ChunkWriter
from studio.rtmp.message import Message, MessageType

CONTROL_CHUNK_STREAM = 2
COMMAND_CHUNK_STREAM = 3
_PING_REQUEST, _PING_RESPONSE = 6, 7
_WRAP = 0xFFFFFFFF


class Connection:
    """One side of a connection; see the module."""

    def __init__(self, max_message_bytes: int = MAX_MESSAGE_BYTES) -> None:
        self.acknowledged_bytes = 0
        self.acknowledgements = 0
        self.sent_bytes = 0
        self._reader = ChunkReader(max_message_bytes)
        self._writer = ChunkWriter()
        self._output: list[bytes] = []
        self._received_bytes = 0
        self._reported_bytes = 0
        self._peer_window_bytes = 0
        self._window_bytes = 0

    @property
    def unacknowledged_bytes(self) -> int:
        """Bytes that we sent and the peer has not acknowledged (many never do)."""
        return (self.sent_bytes - self.acknowledged_bytes) & _WRAP

    def receive(self, data: bytes) -> list[Message]:
        """Take bytes; return the messages that are not about the connection itself.

        Raises:
            RtmpError: If the peer breaks the protocol or a limit.
        """
        self._received_bytes += len(data)
        messages = [message for message in self._reader.feed(data) if not self._control(message)]
        half = max(1, self._peer_window_bytes // 2)
        if self._peer_window_bytes and self._received_bytes - self._reported_bytes >= half:
            self._reported_bytes = self._received_bytes
            self.send_control(MessageType.ACKNOWLEDGEMENT, self._received_bytes & _WRAP)
        return messages

    def send(self, chunk_stream_id: int, message: Message) -> None:
        """Put a message into the output."""
        chunks = self._writer.write(chunk_stream_id, message)
        self.sent_bytes += len(chunks)
        self._output.append(chunks)

    def send_control(self, type_id: MessageType, number: int, tail: bytes = b"") -> None:
        """Send a message of the connection itself, which is one number."""
        body = struct.pack(">I", number) + tail
        self.send(CONTROL_CHUNK_STREAM, Message(type_id, 0, 0, body))

    def send_user_control(self, event: int, data: bytes) -> None:
        """Send a user control event, e.g. Stream Begin (0)."""
        body = struct.pack(">H", event) + data
        self.send(CONTROL_CHUNK_STREAM, Message(MessageType.USER_CONTROL, 0, 0, body))

    def send_command(self, stream_id: int, *values: AmfValue) -> None:
        """Send a command: its name, its transaction number, and the rest."""
        message = Message(MessageType.COMMAND, stream_id, 0, encode(*values))
        self.send(COMMAND_CHUNK_STREAM, message)

    def set_chunk_bytes(self, size: int) -> None:
        """Tell the peer our chunk size, and use it from the next message on."""
        self.send_control(MessageType.SET_CHUNK_SIZE, size)
        self._writer.chunk_bytes = size

    def set_window_bytes(self, size: int) -> None:
        """Ask the peer to acknowledge each time it has received so much."""
        self._window_bytes = size
        self.send_control(MessageType.WINDOW_SIZE, size)

    def data_to_send(self) -> bytes:
        """Take the output."""
        if len(self._output) == 1:
            return self._output.pop()
        output = b"".join(self._output)
        self._output.clear()
        return output

    def _control(self, message: Message) -> bool:
        """Follow a message of the connection itself; False when it is another one."""
        number = int.from_bytes(message.body[:4], "big")
        if message.type_id == MessageType.ACKNOWLEDGEMENT:
            self.acknowledged_bytes = number
            self.acknowledgements += 1
        elif message.type_id == MessageType.WINDOW_SIZE:
            self._peer_window_bytes = number
        elif message.type_id == MessageType.PEER_BANDWIDTH:
            if number and not 0 < self._window_bytes <= number:
                self.set_window_bytes(number)
        elif message.type_id == MessageType.USER_CONTROL:
            if int.from_bytes(message.body[:2], "big") == _PING_REQUEST:
                self.send_user_control(_PING_RESPONSE, message.body[2:6])
        elif message.type_id not in (MessageType.SET_CHUNK_SIZE, MessageType.ABORT):
            return False
        return True
