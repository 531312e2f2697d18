"""Tests of studio.engine.canvas.drawn_feed: pictures that other processes drew."""

import itertools
import secrets
from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.canvas.drawn_feed import OLDEST_NS, LiveFeed, round_feed
from studio.engine.canvas.motion import NEVER
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingReader, RingWriter
from studio.ipc.segment import Segment

MS_NS = 1_000_000


@pytest.fixture
def ring() -> Iterator[RingWriter]:
    writer = RingWriter.create(f"test-{secrets.token_hex(4)}", 5, 16 * 8 * 5 // 2)
    yield writer
    writer.close()


def write(ring: RingWriter, pts_ns: int, luma: int, natural: tuple[int, int] = (32, 16)) -> None:
    slot = np.frombuffer(ring.begin(), np.uint8)
    slot[:] = luma
    ring.commit(
        pts_ns=pts_ns,
        format=RingFormat.NV12Z,
        width=16,
        height=8,
        natural_width=natural[0],
        natural_height=natural[1],
        left=-8,
        top=24,
    )


def test_the_newest_due_picture_is_seen_in_its_place(ring: RingWriter) -> None:
    feed = LiveFeed(RingReader.attach(ring.name), 100, 50)
    assert feed.seen(5 * MS_NS) is None
    write(ring, 10 * MS_NS, 50)
    write(ring, 40 * MS_NS, 90)
    seen = feed.seen(20 * MS_NS)
    assert seen
    assert (seen.left, seen.top, seen.width, seen.height) == (-8, 24, 100, 50)
    assert (seen.picture.width, seen.picture.height) == (32, 16)
    assert seen.picture.y.shape == (8, 16)
    assert seen.picture.y.max() == 50
    assert feed.seen(30 * MS_NS) is seen
    later = feed.seen(40 * MS_NS)
    assert later
    assert later.picture.y.max() == 90
    assert later.picture.serial != seen.picture.serial
    assert (feed.rests_ns, feed.pixels) == (NEVER, 5_000)


def test_what_is_too_old_or_empty_is_not_seen(ring: RingWriter) -> None:
    feed = LiveFeed(RingReader.attach(ring.name), 100, 50)
    write(ring, 0, 50)
    assert feed.seen(OLDEST_NS - 1)
    assert feed.seen(OLDEST_NS) is None
    write(ring, OLDEST_NS, 50, natural=(0, 0))
    assert feed.seen(OLDEST_NS) is None


@pytest.fixture
def segment() -> Iterator[Segment]:
    segment = Segment.create(f"rs-test-{secrets.token_hex(4)}", 2 * 4 * 2 * 5 // 2)
    yield segment
    segment.unlink()
    segment.close()


def told(segment: Segment, **more: object) -> Message:
    boxes = [[2, 0, 4, 2], [0, 0, 0, 0], [4, 6, 4, 2]]
    about = {"name": segment.name, "width": 30, "height": 20, "loop_ns": 300, "boxes": boxes}
    return about | more


def test_a_round_is_played_from_when_it_is_first_seen(segment: Segment) -> None:
    segment.memory[:20], segment.memory[20:40] = bytes([30]) * 20, bytes([60]) * 20
    feed = round_feed(told(segment), itertools.count(1))
    first, none, last, again = (feed.seen(1_000 + at_ns) for at_ns in (0, 150, 299, 300))
    assert first
    assert last
    assert none is None
    assert again is first
    assert (first.left, first.top, first.width, first.height) == (2, 0, 30, 20)
    assert (first.picture.y.max(), last.picture.y.max()) == (30, 60)
    assert first.picture.serial != last.picture.serial
    assert (feed.rests_ns, feed.pixels) == (NEVER, 16)


def test_a_still_one_rests(segment: Segment) -> None:
    feed = round_feed(told(segment, loop_ns=0, boxes=[[0, 0, 4, 2]]), itertools.count(1))
    assert feed.rests_ns == 0
    assert feed.seen(1) is feed.seen(10**12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"boxes": []},
        {"boxes": [[0, 0, 400, 2]]},
        {"boxes": [[0, 0, 3, 2]]},
        {"boxes": [[0, 0, -4, 2]]},
        {"loop_ns": "long"},
        {"name": "rs-nobody"},
    ],
)
def test_what_is_not_as_it_is_said_to_be_is_not_taken(segment: Segment, wrong: Message) -> None:
    with pytest.raises(RingError):
        round_feed(told(segment, **wrong), itertools.count(1))
