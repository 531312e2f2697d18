"""Tests of studio.rtmp.connection."""

import struct

from studio.rtmp.chunks import ChunkReader
from studio.rtmp.connection import Connection
from studio.rtmp.message import Message, MessageType

MEDIA = Message(9, 1, 40, bytes(1000))


def test_acknowledges_before_the_window_is_full() -> None:
    sender, receiver = Connection(), Connection()
    sender.set_window_bytes(5000)
    acknowledged: list[int] = []
    for _ in range(20):
        sender.send(6, MEDIA)
        assert receiver.receive(sender.data_to_send()) == [MEDIA]
        sender.receive(receiver.data_to_send())
        acknowledged.append(sender.acknowledged_bytes)
        assert sender.unacknowledged_bytes <= 5000
    assert len(set(acknowledged)) > 5


def test_answers_pings_with_their_time() -> None:
    us, peer = Connection(), Connection()
    peer.send_user_control(6, b"\x01\x02\x03\x04")
    assert us.receive(peer.data_to_send()) == []
    (pong,) = ChunkReader().feed(us.data_to_send())
    assert (pong.type_id, pong.body) == (MessageType.USER_CONTROL, b"\0\x07\x01\x02\x03\x04")


def test_follows_the_peers_bandwidth_once() -> None:
    us, peer = Connection(), Connection()
    for _ in range(3):
        peer.send_control(MessageType.PEER_BANDWIDTH, 250_000, b"\x02")
    us.receive(peer.data_to_send())
    (window,) = ChunkReader().feed(us.data_to_send())
    assert (window.type_id, window.body) == (MessageType.WINDOW_SIZE, struct.pack(">I", 250_000))


def test_short_control_messages_do_no_harm() -> None:
    us, peer = Connection(), Connection()
    for kind in (3, 4, 5, 6):
        peer.send(2, Message(kind, 0, 0, b""))
    assert us.receive(peer.data_to_send()) == []
    assert us.data_to_send() == b""


def test_the_chunk_size_counts_from_the_next_message_on() -> None:
    us = Connection()
    us.set_chunk_bytes(65536)
    us.send(6, Message(9, 1, 0, bytes(60_000)))
    data = us.data_to_send()
    assert len(data) == 16 + 12 + 60_000  # one chunk, no type 3 headers
    assert [m.type_id for m in ChunkReader().feed(data)] == [1, 9]
