"""The publishing client as a state machine: bytes in, events out.

The edge feeds what it receives, sends ``data_to_send()``, and puts a time-out
on the way from each event to the next::

    client = PublishClient(url, nonce)
    send(client.data_to_send())
    for event in client.feed(receive()):
        if isinstance(event, Published):
            client.send_tag(Tag.VIDEO, 0, header)

Refusals come as events with a sentence, because they are answers; bytes that
are not RTMP are an RtmpError.
"""

from dataclasses import dataclass
from enum import Enum

from studio.rtmp import amf0
from studio.rtmp.amf0 import AmfValue
from studio.rtmp.connection import Connection
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import FOUR_CC_LIST, Tag
from studio.rtmp.handshake import ClientHandshake
from studio.rtmp.message import Message, MessageType
from studio.rtmp.url import RtmpUrl

CHUNK_BYTES = 65536
WINDOW_BYTES = 32768
"""Small, so that a server that acknowledges shows several times a second that it lives."""
MAX_COMMAND_BYTES = 1 << 20
FLASH_VERSION = "FMLE/3.0 (compatible; RocketStudio)"
_CAPS_RECONNECT = 1
_CONNECT, _RELEASE, _FC_PUBLISH, _CREATE, _PUBLISH, _FC_UNPUBLISH, _DELETE = range(1, 8)
_CHUNK_STREAM = {Tag.AUDIO: 4, Tag.VIDEO: 6, Tag.SCRIPT: 4}


class Step(Enum):
    """What the client waits for; the values finish 'The server did not …'."""

    HANDSHAKE = "finish the RTMP handshake"
    CONNECT = "answer the connect command"
    CREATE = "open a stream"
    PUBLISH = "answer the publish command"
    LIVE = "take the stream"
    CLOSED = "close"


@dataclass(frozen=True, slots=True)
class StepDone:
    """The server answered; ``step`` is what the client waits for now."""

    step: Step


@dataclass(frozen=True, slots=True)
class Published:
    """The server takes our tags now."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server said no.

    Attributes:
        step: At which step.
        code: Its status code, e.g. ``NetStream.Publish.BadName``; may be empty.
        reason: A sentence for people, without the key.
    """

    step: Step
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReconnectRequested:
    """The server asks us to connect anew, elsewhere when ``tc_url`` says so."""

    tc_url: str | None
    reason: str


Event = StepDone | Published | Refused | ReconnectRequested


class PublishClient:
    """Publishes one stream.

    Args:
        url: Where to.
        nonce: NONCE_BYTES random bytes for the handshake.
    """

    def __init__(self, url: RtmpUrl, nonce: bytes) -> None:
        self.step = Step.HANDSHAKE
        self._url = url
        self._handshake = ClientHandshake(nonce)
        self._connection = Connection(MAX_COMMAND_BYTES)
        self._start = self._handshake.start()
        self._stream_id = 0
        self._events: list[Event] = []

    @property
    def acknowledgements(self) -> int:
        """How often the server has acknowledged what it read; many never do."""
        return self._connection.acknowledgements

    def data_to_send(self) -> bytes:
        """Take what is to be sent."""
        start, self._start = self._start, b""
        return start + self._connection.data_to_send() if start else self._connection.data_to_send()

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
            self._connect()
        for message in self._connection.receive(data):
            self._message(message)
        events, self._events = self._events, []
        return events

    def send_tag(self, kind: Tag, time_ms: int, body: bytes) -> None:
        """Send one tag; only after Published.

        Raises:
            RuntimeError: If the stream is not published.
        """
        if self.step is not Step.LIVE:
            raise RuntimeError("tags can be sent only while the stream is published")
        if kind is Tag.SCRIPT:
            body = amf0.encode("@setDataFrame") + body
        self._connection.send(_CHUNK_STREAM[kind], Message(kind, self._stream_id, time_ms, body))

    def finish(self) -> None:
        """Say that the stream ends; the edge sends this and closes."""
        if self.step is Step.LIVE:
            send = self._connection.send_command
            send(0, "FCUnpublish", _FC_UNPUBLISH, None, self._url.key)
            send(0, "deleteStream", _DELETE, None, float(self._stream_id))
        self.step = Step.CLOSED

    def _go(self, step: Step) -> None:
        self.step = step
        self._events.append(StepDone(step))

    def _connect(self) -> None:
        self._connection.set_chunk_bytes(CHUNK_BYTES)
        self._connection.set_window_bytes(WINDOW_BYTES)
        self._connection.send_command(
            0,
            "connect",
            _CONNECT,
            {
                "app": self._url.app,
                "type": "nonprivate",
                "flashVer": FLASH_VERSION,
                "swfUrl": self._url.tc_url,
                "tcUrl": self._url.tc_url,
                "fourCcList": list(FOUR_CC_LIST),
                "capsEx": _CAPS_RECONNECT,
            },
        )
        self._go(Step.CONNECT)

    def _message(self, message: Message) -> None:
        body = message.body
        if message.type_id == MessageType.COMMAND_AMF3:
            body = body[1:]  # AMF0 behind a zero byte, as servers for Flash send it
        elif message.type_id != MessageType.COMMAND:
            return
        match amf0.decode(body):
            case ["_result", float(transaction), *values]:
                self._result(int(transaction) if abs(transaction) < 100 else 0, values)
            case ["_error", float(transaction), *values]:
                if transaction in (_CONNECT, _CREATE, _PUBLISH):
                    self._refused(_dictionary(values))
            case ["onStatus", _, *values]:
                self._status(_dictionary(values))
            case ["close", *_]:
                self._refused({})

    def _result(self, transaction: int, values: list[AmfValue]) -> None:
        key = self._url.key
        send = self._connection.send_command
        if transaction == _CONNECT and self.step is Step.CONNECT:
            send(0, "releaseStream", _RELEASE, None, key)
            send(0, "FCPublish", _FC_PUBLISH, None, key)
            send(0, "createStream", _CREATE, None)
            self._go(Step.CREATE)
        elif transaction == _CREATE and self.step is Step.CREATE:
            numbers = [v for v in values if isinstance(v, float) and 0 <= v <= 0xFFFFFFFF]
            if not numbers:
                raise RtmpError("The server opened a stream without giving its number.")
            self._stream_id = int(numbers[0])
            send(self._stream_id, "publish", _PUBLISH, None, key, "live")
            self._go(Step.PUBLISH)

    def _status(self, status: dict[str, AmfValue]) -> None:
        code = str(status.get("code", ""))
        if code == "NetConnection.Connect.ReconnectRequest":
            tc_url = status.get("tcUrl")
            reason = self._url.hide(str(status.get("description") or ""))
            address = tc_url if isinstance(tc_url, str) and tc_url else None
            self._events.append(ReconnectRequested(address, reason))
        elif status.get("level") == "error" or code == "NetConnection.Connect.Closed":
            self._refused(status)
        elif code == "NetStream.Publish.Start" and self.step is Step.PUBLISH:
            self.step = Step.LIVE
            self._events.append(Published())

    def _refused(self, status: dict[str, AmfValue]) -> None:
        code = str(status.get("code", ""))
        said = str(status.get("description") or code).strip().rstrip(".")
        said = f": {self._url.hide(said)[:200]}" if said else ""
        where = self._url.redacted()
        if self.step is Step.PUBLISH:
            sentence = f"The server at {where} refused the stream key{said}."
        elif self.step is Step.LIVE:
            sentence = f"The server at {where} ended the stream{said}."
        else:
            sentence = f"The server at {where} refused the connection{said}."
        self._events.append(Refused(self.step, code, sentence))


def _dictionary(values: list[AmfValue]) -> dict[str, AmfValue]:
    return next((value for value in reversed(values) if isinstance(value, dict)), {})
