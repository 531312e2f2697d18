"""Tests of studio.room.ws.frames."""

import random
import zlib

from studio.room.ws.frames import HEADROOM, deflated, framed


def test_leaves_room_for_the_header() -> None:
    assert framed(b"abc")[HEADROOM:] == b"abc"


def test_each_message_can_be_read_without_the_one_before() -> None:
    message = b'[{"type":"danmaku","text":"666"}]' * 20
    for _ in range(2):
        frame = deflated(message)
        assert frame is not None
        assert len(frame) < len(message) / 2
        body = bytes(frame[HEADROOM:]) + b"\x00\x00\xff\xff"
        assert zlib.decompressobj(-zlib.MAX_WBITS).decompress(body) == message


def test_what_would_not_get_smaller_stays() -> None:
    assert deflated(b"short") is None
    assert deflated(bytes(range(256)) * 2) is not None
    assert deflated(random.Random(1).randbytes(1_000)) is None
