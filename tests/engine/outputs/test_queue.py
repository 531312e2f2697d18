"""Tests of studio.engine.outputs.queue."""

import threading
from fractions import Fraction

from studio.engine.outputs.queue import Item, PacketQueue
from studio.model.media import Codec, Packet, VideoFormat
from tests.model.captions.telling import told

FORMAT = VideoFormat(Codec.H264, 64, 64, Fraction(30), 100, b"config")


def picture(index: int, size_bytes: int, *, key: bool = False) -> Packet:
    return Packet(0, index, index, 1, key, bytes(size_bytes))


def test_keeps_order_between_packets_and_formats() -> None:
    packets = PacketQueue(limit_bytes=100)
    first, second = picture(0, 10, key=True), picture(1, 10)
    packets.put(first)
    packets.put_format(0, FORMAT)
    packets.put(second)
    assert [packets.get(), packets.get(), packets.get()] == [first, (0, FORMAT), second]


def test_words_have_their_place_and_always_fit() -> None:
    packets = PacketQueue(limit_bytes=10)
    packets.put(picture(0, 10, key=True))
    spoken = told("Hello.")
    packets.put_spoken(spoken)
    assert packets.queued_bytes == 10
    packets.get()
    assert packets.get() is spoken
    packets.close()
    packets.put_spoken(spoken)
    assert packets.is_finished


def test_drops_up_to_the_next_key_frame_when_full() -> None:
    packets = PacketQueue(limit_bytes=100)
    packets.put(picture(0, 60, key=True))
    packets.put(picture(1, 41))
    packets.put(picture(2, 1))
    assert packets.queued_bytes == 60
    packets.get()
    packets.put(picture(3, 1))
    packets.put(picture(4, 100, key=True))
    item = packets.get()
    assert isinstance(item, Packet)
    assert item.is_key
    assert packets.frames_dropped == 3
    assert packets.queued_bytes == 0


def test_a_reader_that_waits_is_woken() -> None:
    packets = PacketQueue(limit_bytes=100)
    got: list[Item | None] = []
    reader = threading.Thread(target=lambda: got.append(packets.get()))
    reader.start()
    packets.put(picture(0, 1, key=True))
    reader.join()
    assert got == [picture(0, 1, key=True)]


def test_closing_wakes_the_reader_after_the_last_packet() -> None:
    packets = PacketQueue(limit_bytes=100)
    packets.put(picture(0, 1, key=True))
    packets.close()
    packets.put(picture(1, 1, key=True))
    assert not packets.is_finished
    assert packets.get() == picture(0, 1, key=True)
    assert packets.is_finished
    assert packets.get() is None


def test_a_time_out_returns_none() -> None:
    packets = PacketQueue(limit_bytes=100)
    assert packets.get(timeout_s=0.001) is None
    assert not packets.is_finished
