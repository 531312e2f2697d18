"""Tests of studio.rtmp.client, against bytes and against our own server."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp import amf0
from studio.rtmp.amf0 import AmfValue
from studio.rtmp.chunks import ChunkReader, ChunkWriter
from studio.rtmp.client import (
    Event,
    PublishClient,
    Published,
    ReconnectRequested,
    Refused,
    Step,
    StepDone,
)
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.message import Message, MessageType
from studio.rtmp.url import RtmpUrl

URL = RtmpUrl.parse("rtmp://server.example/app/s3cret?x=1")
HANDSHAKE = b"\x03" + bytes(2 * 1536)
SUCCESS: dict[str, AmfValue] = {"level": "status", "code": "NetConnection.Connect.Success"}


class Scripted:
    """A client after its handshake, with the peer's words put into its ears."""

    def __init__(self) -> None:
        self.client = PublishClient(URL, bytes(NONCE_BYTES))
        self._writer = ChunkWriter()
        self._reader = ChunkReader()
        self.client.data_to_send()
        assert self.client.feed(HANDSHAKE) == [StepDone(Step.CONNECT)]
        answer = self.client.data_to_send()
        assert answer[:1536] == bytes(1536)  # C2
        self._reader.feed(answer[1536:])

    def hear(self, *values: AmfValue, type_id: int = MessageType.COMMAND) -> list[Event]:
        lead = b"\0" if type_id == MessageType.COMMAND_AMF3 else b""
        message = Message(type_id, 0, 0, lead + amf0.encode(*values))
        return self.client.feed(self._writer.write(3, message))

    def messages(self) -> list[Message]:
        return self._reader.feed(self.client.data_to_send())

    def said(self) -> list[list[AmfValue]]:
        commands = self.messages()
        return [amf0.decode(m.body) for m in commands if m.type_id == MessageType.COMMAND]

    def publish(self) -> None:
        self.hear("_result", 1.0, None, SUCCESS)
        self.hear("_result", 4.0, None, 7.0)
        assert self.hear("onStatus", 0.0, None, _status("NetStream.Publish.Start")) == [Published()]
        self.said()


def _status(code: str, level: str = "status", **more: AmfValue) -> dict[str, AmfValue]:
    return {"level": level, "code": code, **more}


def test_says_what_a_publisher_says() -> None:
    client = PublishClient(URL, b"n" * NONCE_BYTES)
    assert client.data_to_send() == b"\x03" + bytes(8) + b"n" * NONCE_BYTES
    client.feed(HANDSHAKE)
    size, window, connect = ChunkReader().feed(client.data_to_send()[1536:])
    assert size == Message(MessageType.SET_CHUNK_SIZE, 0, 0, b"\x00\x01\x00\x00")
    assert window == Message(MessageType.WINDOW_SIZE, 0, 0, b"\x00\x00\x80\x00")
    assert amf0.decode(connect.body) == [
        "connect",
        1,
        {
            "app": "app",
            "type": "nonprivate",
            "flashVer": "FMLE/3.0 (compatible; RocketStudio)",
            "swfUrl": "rtmp://server.example/app",
            "tcUrl": "rtmp://server.example/app",
            "fourCcList": ["avc1", "hvc1", "av01"],
            "capsEx": 1,
        },
    ]


def test_publishes_and_ends_in_order() -> None:
    peer = Scripted()
    assert peer.hear("_result", 1.0, None, SUCCESS) == [StepDone(Step.CREATE)]
    key = "s3cret?x=1"
    assert peer.said() == [
        ["releaseStream", 2, None, key],
        ["FCPublish", 3, None, key],
        ["createStream", 4, None],
    ]
    assert peer.hear("_error", 2.0, None, {"level": "error"}) == []  # many know no releaseStream
    assert peer.hear("_result", 4.0, None, 7.0) == [StepDone(Step.PUBLISH)]
    assert peer.said() == [["publish", 5, None, key, "live"]]
    assert peer.hear("onStatus", 0.0, None, _status("NetStream.Publish.Start")) == [Published()]
    peer.client.finish()
    assert peer.said() == [["FCUnpublish", 6, None, key], ["deleteStream", 7, None, 7]]


def test_commands_of_flash_servers_are_understood() -> None:
    peer = Scripted()
    events = peer.hear("_result", 1.0, None, SUCCESS, type_id=MessageType.COMMAND_AMF3)
    assert events == [StepDone(Step.CREATE)]


def test_tags_go_out_as_messages() -> None:
    peer = Scripted()
    peer.publish()
    peer.client.send_tag(Tag.SCRIPT, 0, b"meta")
    peer.client.send_tag(Tag.VIDEO, 40, b"picture")
    peer.client.send_tag(Tag.AUDIO, 41, b"sound")
    script, video, audio = peer.messages()
    assert script.body == amf0.encode("@setDataFrame") + b"meta"
    assert video == Message(9, 7, 40, b"picture")
    assert audio == Message(8, 7, 41, b"sound")


def test_no_tags_before_the_server_agrees() -> None:
    with pytest.raises(RuntimeError, match="only while"):
        Scripted().client.send_tag(Tag.VIDEO, 0, b"")


def test_a_refused_connection_is_told() -> None:
    status = _status("NetConnection.Connect.Rejected", "error", description="No app.")
    (refused,) = Scripted().hear("_error", 1.0, None, status)
    assert refused == Refused(
        Step.CONNECT,
        "NetConnection.Connect.Rejected",
        "The server at rtmp://server.example/app/… refused the connection: No app.",
    )


def test_a_refused_key_is_told_without_the_key() -> None:
    peer = Scripted()
    peer.hear("_result", 1.0, None, SUCCESS)
    peer.hear("_result", 4.0, None, 1.0)
    status = _status("NetStream.Publish.BadName", "error", description="s3cret is in use")
    (refused,) = peer.hear("onStatus", 0.0, None, status)
    assert isinstance(refused, Refused)
    assert refused.step is Step.PUBLISH
    assert refused.reason == (
        "The server at rtmp://server.example/app/… refused the stream key: … is in use."
    )


def test_a_reconnect_request_is_told_at_any_time() -> None:
    peer = Scripted()
    peer.publish()
    status = _status(
        "NetConnection.Connect.ReconnectRequest", tcUrl="rtmp://b/app", description="Update."
    )
    assert peer.hear("onStatus", 0.0, None, status) == [
        ReconnectRequested("rtmp://b/app", "Update.")
    ]
    plain = _status("NetConnection.Connect.ReconnectRequest")
    assert peer.hear("onStatus", 0.0, None, plain) == [ReconnectRequested(None, "")]


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["_result"],
        ["_result", "1", None],
        ["_result", float("nan"), None],
        ["_result", float("inf"), None],
        ["onStatus"],
        ["onStatus", 0.0, None, "text"],
        ["_error", 4.0],
        [{"a": "b"}],
        ["onBWDone", 0.0],
    ],
)
def test_strange_commands_do_no_harm(values: list[AmfValue]) -> None:
    Scripted().hear(*values)


def test_a_stream_without_a_number_is_an_error() -> None:
    peer = Scripted()
    peer.hear("_result", 1.0, None, SUCCESS)
    with pytest.raises(RtmpError, match="without giving its number"):
        peer.hear("_result", 4.0, None, float("nan"))


@given(st.lists(st.binary(max_size=300), max_size=12), st.booleans())
def test_strange_bytes_raise_nothing_but_rtmp_errors(pieces: list[bytes], greets: bool) -> None:
    client = PublishClient(URL, bytes(NONCE_BYTES))
    with suppress(RtmpError):
        if greets:
            client.feed(HANDSHAKE)
        for piece in pieces:
            client.feed(piece)
