"""Tests of studio.rtmp.server, with our own client as the peer."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.amf0 import encode
from studio.rtmp.chunks import ChunkWriter
from studio.rtmp.client import Event as ClientEvent
from studio.rtmp.client import PublishClient, Published, ReconnectRequested, Refused
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.message import Message, MessageType
from studio.rtmp.server import (
    ConnectRequest,
    Event,
    PublishRequest,
    PublishServer,
    TagReceived,
    Unpublished,
)
from studio.rtmp.url import RtmpUrl

URL = RtmpUrl.parse("rtmp://server.example/app/s3cret?x=1")


class Pair:
    """A client and a server that hear each other."""

    def __init__(self) -> None:
        self.client = PublishClient(URL, bytes(NONCE_BYTES))
        self.server = PublishServer(bytes(NONCE_BYTES))
        self.at_client: list[ClientEvent] = []
        self.at_server: list[Event] = []

    def talk(self) -> None:
        """Carry bytes until both are silent; the server takes any key."""
        while True:
            to_server = self.client.data_to_send()
            events = self.server.feed(to_server)
            self.at_server += events
            for event in events:
                if isinstance(event, PublishRequest):
                    self.decide(event)
            to_client = self.server.data_to_send()
            self.at_client += self.client.feed(to_client)
            if not to_server and not to_client:
                return

    def decide(self, request: PublishRequest) -> None:
        self.server.accept()


class Refusing(Pair):
    def decide(self, request: PublishRequest) -> None:
        self.server.refuse(f"{request.key} is unknown")


def test_a_publish_goes_through_whole() -> None:
    pair = Pair()
    pair.talk()
    connect, publish = pair.at_server
    assert isinstance(connect, ConnectRequest)
    assert connect.app == "app"
    assert connect.command["fourCcList"] == ["avc1", "hvc1", "av01"]
    assert publish == PublishRequest("app", "s3cret?x=1")
    assert "s3cret" not in repr(publish)
    assert pair.at_client[-1] == Published()
    pair.at_server.clear()
    sent = [
        (Tag.SCRIPT, 0, b"\x02\x00\x0aonMetaData"),
        (Tag.VIDEO, 16_777_210, bytes(100_000)),
        (Tag.VIDEO, 16_777_243, b"small"),
        (Tag.AUDIO, 16_777_230, b"sound"),
        (Tag.VIDEO, 16_777_276, bytes(300_000)),
    ]
    for kind, time_ms, body in sent:
        pair.client.send_tag(kind, time_ms, body)
    pair.client.finish()
    pair.talk()
    assert pair.at_server == [*(TagReceived(*tag) for tag in sent), Unpublished()]


def test_a_refusal_reaches_the_client() -> None:
    pair = Refusing()
    pair.talk()
    (refused,) = (event for event in pair.at_client if isinstance(event, Refused))
    assert refused.code == "NetStream.Publish.BadName"
    assert "s3cret" not in refused.reason
    assert "… is unknown" in refused.reason


def test_a_reconnect_request_reaches_the_client() -> None:
    pair = Pair()
    pair.talk()
    pair.server.request_reconnect("rtmp://b/app", "Maintenance.")
    pair.talk()
    assert pair.at_client[-1] == ReconnectRequested("rtmp://b/app", "Maintenance.")


def test_publishing_before_connecting_is_an_error() -> None:
    server = PublishServer(bytes(NONCE_BYTES))
    server.feed(b"\x03" + bytes(2 * 1536))
    publish = Message(MessageType.COMMAND, 1, 0, encode("publish", 5, None, "key", "live"))
    with pytest.raises(RtmpError, match="before it connected"):
        server.feed(ChunkWriter().write(3, publish))


@given(st.data())
def test_mutated_clients_raise_nothing_but_rtmp_errors(data: st.DataObject) -> None:
    pair = Pair()
    heard: list[bytes] = []
    for _ in range(6):
        heard.append(pair.client.data_to_send())
        for event in pair.server.feed(heard[-1]):
            if isinstance(event, PublishRequest):
                pair.server.accept()
                pair.client.feed(pair.server.data_to_send())
                pair.client.send_tag(Tag.VIDEO, 5, bytes(500))
        pair.client.feed(pair.server.data_to_send())
    stream = bytearray(b"".join(heard))
    for _ in range(data.draw(st.integers(1, 8))):
        stream[data.draw(st.integers(3073, len(stream) - 1))] = data.draw(st.integers(0, 255))
    server = PublishServer(bytes(NONCE_BYTES))
    with suppress(RtmpError):
        whole = bytes(stream)
        for start in range(0, len(whole), 200):
            if any(isinstance(e, PublishRequest) for e in server.feed(whole[start : start + 200])):
                server.accept()
