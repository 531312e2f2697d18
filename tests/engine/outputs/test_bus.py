"""Tests of studio.engine.outputs.bus."""

import threading
from dataclasses import replace
from fractions import Fraction

from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.queue import Format, PacketQueue
from studio.model.media import AudioFormat, Codec, Packet, VideoFormat

MS = 1_000_000
VIDEO = VideoFormat(Codec.H264, 64, 64, Fraction(30), 100, b"config")
OTHER = VideoFormat(Codec.H264, 64, 64, Fraction(30), 100, b"another")
AUDIO = AudioFormat(Codec.AAC, 48_000, 2, 128, b"\x11\x90")


class Queued:
    """An output that keeps what it got in a queue, as all real ones do."""

    def __init__(self, name: str, limit_bytes: int = 1 << 20) -> None:
        self.name = name
        self.queue = PacketQueue(limit_bytes)

    def put(self, packet: Packet) -> None:
        self.queue.put(packet)

    def put_format(self, track: int, format: Format) -> None:
        self.queue.put_format(track, format)

    def seen(self) -> list[Format | tuple[int, int]]:
        self.queue.close()
        seen: list[Format | tuple[int, int]] = []
        while (item := self.queue.get()) is not None:
            if isinstance(item, tuple):
                seen.append(item[1])
            elif isinstance(item, Packet):
                seen.append((item.track, item.dts_ns // MS))
        return seen


def packet(track: int, ms: int, *, key: bool = True, size_bytes: int = 0) -> Packet:
    return Packet(track, ms * MS, ms * MS, MS, key, bytes(size_bytes))


def test_every_output_gets_all_tracks_in_order_from_a_key_frame() -> None:
    bus = PacketBus(tracks=2)
    outputs = [Queued("a"), Queued("b")]
    bus.put_format(0, VIDEO)
    bus.add(outputs[0])
    bus.put_format(1, AUDIO)
    bus.add(outputs[1])
    bus.put(packet(0, 0, key=False))
    for ms in (10, 30, 50):
        bus.put(packet(1, ms))
    bus.put(packet(0, 20))
    bus.put(packet(0, 40, key=False))
    bus.flush()
    for output in outputs:
        assert output.seen() == [VIDEO, AUDIO, (0, 20), (1, 30), (0, 40), (1, 50)]


def test_an_output_that_is_full_costs_the_others_nothing() -> None:
    bus = PacketBus(tracks=1)
    slow, fast = Queued("slow", limit_bytes=150), Queued("fast")
    bus.add(slow)
    bus.add(fast)
    for ms in range(10):
        bus.put(packet(0, ms, key=ms % 5 == 0, size_bytes=100))
    assert slow.queue.frames_dropped == 9
    assert fast.queue.frames_dropped == 0
    assert len(fast.seen()) == 10


def test_one_that_was_removed_gets_nothing_more() -> None:
    bus = PacketBus(tracks=1)
    output = Queued("a")
    bus.add(output)
    bus.put(packet(0, 0))
    bus.remove(output)
    bus.remove(output)
    bus.put(packet(0, 1))
    assert output.seen() == [(0, 0)]
    assert bus.outputs == ()


def test_a_new_format_waits_behind_the_packets_that_are_held_back() -> None:
    bus = PacketBus(tracks=2)
    output = Queued("a")
    bus.add(output)
    bus.put_format(0, VIDEO)
    bus.put(packet(0, 10))
    bus.put(packet(0, 20))
    bus.put_format(0, OTHER)
    bus.put(packet(0, 30))
    bus.put_format(0, VIDEO)
    bus.put(packet(0, 40))
    bus.put(packet(1, 35))
    bus.flush()
    assert output.seen() == [VIDEO, (0, 10), (0, 20), OTHER, (0, 30), (1, 35), VIDEO, (0, 40)]


def test_the_same_format_again_is_not_told_again() -> None:
    bus = PacketBus(tracks=1)
    output = Queued("a")
    bus.add(output)
    bus.put_format(0, VIDEO)
    bus.put_format(0, VIDEO)
    assert output.seen() == [VIDEO]


def test_encoders_on_threads_of_their_own_share_it() -> None:
    bus = PacketBus(tracks=3)
    output = Queued("a")
    bus.add(output)

    def feed(track: int) -> None:
        for ms in range(500):
            bus.put(packet(track, ms))

    threads = [threading.Thread(target=feed, args=(track,)) for track in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bus.flush()
    seen = output.seen()
    for track in range(3):
        times = [item[1] for item in seen if isinstance(item, tuple) and item[0] == track]
        assert times == sorted(times)
        assert len(times) == 500 if track == 0 else len(times) > 0


def test_other_encoders_begin_anew_and_the_outputs_stay() -> None:
    bus = PacketBus(tracks=2)
    output = Queued("a")
    bus.add(output)
    bus.put_format(0, VIDEO)
    bus.put_format(1, AUDIO)
    bus.put(packet(0, 50_000))  # held back: the sound may still bring an earlier one
    bus.restart(tracks=1)
    bus.put_format(0, OTHER)
    bus.put(packet(0, 90_000))
    assert output.seen() == [VIDEO, AUDIO, OTHER, (0, 90_000)]


def test_who_is_early_gets_pictures_before_the_sound_of_their_time() -> None:
    bus = PacketBus(tracks=2)
    bus.put_format(0, VIDEO)
    early, other = Queued("early"), Queued("other")
    bus.add_early(early)
    bus.add(other)
    bus.put(packet(0, 0))
    bus.put_format(0, OTHER)
    bus.put(packet(0, 40))
    bus.put(packet(1, 0))
    assert early.seen() == [VIDEO, (0, 0), OTHER, (0, 40)]
    bus.remove(early)
    bus.put(packet(0, 80))
    assert other.seen()[-1] != (0, 80)


def test_pictures_carry_what_they_are_given_and_sound_does_not() -> None:
    bus = PacketBus(tracks=2, through=lambda each: replace(each, data=each.data + b"!"))
    early, other = PacketQueue(100), PacketQueue(100)
    for queue, add in ((early, bus.add_early), (other, bus.add)):
        output = Queued("any")
        output.queue = queue
        add(output)
    bus.put(packet(0, 0))
    bus.put(packet(1, 0))
    bus.flush()
    pictures = [item for item in (early.get(), other.get()) if isinstance(item, Packet)]
    assert [each.data for each in pictures] == [b"!", b"!"]
    sound = other.get()
    assert isinstance(sound, Packet)
    assert sound.data == b""
