"""Tests of studio.room.relay.viewer: a slow viewer costs a bounded memory and nothing else."""

from studio.publish.queue import MediaTag
from studio.room.relay.viewer import (
    LEAST_LIMIT_BYTES,
    MOST_LIMIT_BYTES,
    STUCK_MS,
    Frame,
    Viewer,
    limit_bytes,
)
from studio.rtmp.flv import Tag

LIMIT = 10_000


class Slow:
    """A viewer that takes what it is told to take."""

    def __init__(self) -> None:
        self.waiting = 0
        self.got: list[bytes] = []
        self.viewer = Viewer(self._write, lambda: self.waiting, lambda: None)

    def _write(self, data: bytes, is_whole: bool) -> None:
        self.got.append(data)
        self.waiting += len(data)

    def offer(self, tag: MediaTag, now_ms: int = 0) -> bool:
        return self.viewer.offer(Frame.of(tag), LIMIT, now_ms)


def picture(time_ms: int, *, is_key: bool = False) -> MediaTag:
    return MediaTag(Tag.VIDEO, time_ms, bytes(3000), is_key)


def test_drops_to_the_next_key_frame_and_counts() -> None:
    slow = Slow()
    for number in range(10):
        assert slow.offer(picture(number))
    assert slow.viewer.is_slow
    assert slow.waiting <= LIMIT + 3015
    assert slow.viewer.dropped_frames == 6
    assert slow.offer(picture(11, is_key=True))
    assert slow.viewer.is_slow  # it has taken nothing yet
    slow.waiting = 0
    assert slow.offer(picture(12))
    assert slow.viewer.dropped_frames == 8
    assert slow.offer(picture(13, is_key=True))
    assert slow.offer(picture(14))
    assert not slow.viewer.is_slow
    assert len(slow.got) == 6


def test_headers_are_never_dropped_until_nothing_helps() -> None:
    slow = Slow()
    slow.waiting = LIMIT * 2
    header = MediaTag(Tag.VIDEO, 0, b"\x17\0\0\0\0", is_key=True, is_header=True)
    slow.offer(picture(0))
    assert slow.offer(header)
    assert len(slow.got) == 1
    slow.waiting = MOST_LIMIT_BYTES + 1
    assert not slow.offer(header)


def test_one_that_takes_nothing_for_long_is_given_up() -> None:
    slow = Slow()
    slow.waiting = LIMIT * 2
    assert slow.offer(picture(0), 1000)
    assert slow.offer(picture(33), 1000 + STUCK_MS)
    assert not slow.offer(picture(66), 1001 + STUCK_MS)


def test_the_limit_follows_the_bit_rate() -> None:
    assert limit_bytes(0) == LEAST_LIMIT_BYTES
    assert limit_bytes(1_000_000) == 1_500_000
    assert limit_bytes(1e9) == MOST_LIMIT_BYTES // 2
