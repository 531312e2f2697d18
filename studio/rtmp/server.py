"""The accepting side of a publish as a state machine: bytes in, events out.

Enough to take a publish and its tags; the caller decides about each request::

    server = PublishServer(nonce)
    for event in server.feed(receive()):
        if isinstance(event, PublishRequest):
            server.accept() if event.key in keys else server.refuse("Unknown key.")
    send(server.data_to_send())
"""

from dataclasses import dataclass, field

from studio.rtmp import amf0
from studio.rtmp.amf0 import AmfValue
from studio.rtmp.chunks import MAX_MESSAGE_BYTES
from studio.rtmp.connection import Connection
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import FOUR_CC_LIST, Tag
from studio.rtmp.handshake import ServerHandshake
from studio.rtmp.message import Message, MessageType

CHUNK_BYTES = 4096
WINDOW_BYTES = 2_500_000
STREAM_ID = 1
_STREAM_BEGIN = 0
_SET_DATA_FRAME = amf0.encode("@setDataFrame")


@dataclass(frozen=True, slots=True)
class ConnectRequest:
    """A client connected; already accepted.

    Attributes:
        command: Its whole command object (app, tcUrl, fourCcList, …).
    """

    app: str
    command: dict[str, AmfValue]


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A client wants to publish; answer with ``accept`` or ``refuse``."""

    app: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TagReceived:
    """One tag of the published stream."""

    kind: Tag
    time_ms: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The client ended its stream in order."""


Event = ConnectRequest | PublishRequest | TagReceived | Unpublished


class PublishServer:
    """Takes one publish.

    Args:
        nonce: NONCE_BYTES random bytes for the handshake.
        max_message_bytes: The longest tag that is taken.
    """

    def __init__(self, nonce: bytes, max_message_bytes: int = MAX_MESSAGE_BYTES) -> None:
        self._handshake = ServerHandshake(nonce)
        self._connection = Connection(max_message_bytes)
        self._start = b""
        self._app: str | None = None
        self._is_live = False
        self._events: list[Event] = []

    def data_to_send(self) -> bytes:
        """Take what is to be sent."""
        start, self._start = self._start, b""
        return start + self._connection.data_to_send()

    def feed(self, data: bytes) -> list[Event]:
        """Take what came.

        Raises:
            RtmpError: If the peer does not speak RTMP or breaks a limit.
        """
        if not self._handshake.is_done:
            self._start += self._handshake.feed(data)
            if not self._handshake.is_done:
                return []
            data = self._handshake.rest
        for message in self._connection.receive(data):
            self._message(message)
        events, self._events = self._events, []
        return events

    def accept(self) -> None:
        """Let the client publish."""
        self._is_live = True
        self._connection.send_user_control(_STREAM_BEGIN, STREAM_ID.to_bytes(4, "big"))
        self._status(STREAM_ID, "status", "NetStream.Publish.Start", "Publishing.")

    def refuse(self, description: str, code: str = "NetStream.Publish.BadName") -> None:
        """Say no; the caller closes after sending."""
        self._status(STREAM_ID, "error", code, description)

    def request_reconnect(self, tc_url: str | None = None, description: str = "") -> None:
        """Ask the client to connect anew (Enhanced RTMP v2)."""
        more: dict[str, AmfValue] = {"tcUrl": tc_url} if tc_url else {}
        self._status(0, "status", "NetConnection.Connect.ReconnectRequest", description, more)

    def _status(
        self,
        stream_id: int,
        level: str,
        code: str,
        description: str,
        more: dict[str, AmfValue] | None = None,
    ) -> None:
        status: dict[str, AmfValue] = {"level": level, "code": code, "description": description}
        status.update(more or {})
        self._connection.send_command(stream_id, "onStatus", 0, None, status)

    def _message(self, message: Message) -> None:
        if message.type_id in (MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA):
            if self._is_live:
                body = message.body.removeprefix(_SET_DATA_FRAME)
                self._events.append(TagReceived(Tag(message.type_id), message.timestamp_ms, body))
        elif message.type_id == MessageType.COMMAND:
            self._command(amf0.decode(message.body))
        elif message.type_id == MessageType.COMMAND_AMF3:
            self._command(amf0.decode(message.body[1:]))

    def _command(self, values: list[AmfValue]) -> None:
        match values:
            case ["connect", float(transaction), dict(command), *_]:
                self._connect(transaction, command)
            case ["createStream", float(transaction), *_]:
                self._connection.send_command(0, "_result", transaction, None, STREAM_ID)
            case ["publish", _, _, str(key), *_]:
                if self._app is None:
                    raise RtmpError("The client published before it connected.")
                self._events.append(PublishRequest(self._app, key))
            case ["releaseStream" | "FCPublish", float(transaction), *_]:
                self._connection.send_command(0, "_result", transaction, None, None)
            case ["FCUnpublish" | "deleteStream" | "closeStream", *_] if self._is_live:
                self._is_live = False
                self._events.append(Unpublished())

    def _connect(self, transaction: float, command: dict[str, AmfValue]) -> None:
        app = command.get("app")
        if not isinstance(app, str):
            raise RtmpError("The client connected without naming an app.")
        self._app = app
        connection = self._connection
        connection.set_window_bytes(WINDOW_BYTES)
        connection.send_control(MessageType.PEER_BANDWIDTH, WINDOW_BYTES, b"\x02")
        connection.set_chunk_bytes(CHUNK_BYTES)
        facts: dict[str, AmfValue] = {
            "level": "status",
            "code": "NetConnection.Connect.Success",
            "description": "Connected.",
            "objectEncoding": 0.0,
        }
        if "fourCcList" in command:
            facts.update(fourCcList=list(FOUR_CC_LIST), capsEx=1)
        server: dict[str, AmfValue] = {"fmsVer": "FMS/3,5,7,7009", "capabilities": 31.0}
        connection.send_command(0, "_result", transaction, server, facts)
        self._events.append(ConnectRequest(app, command))
