"""Tests of studio.room.live.packer."""

import json

from studio.room.backbone.batch import Batch, merge
from studio.room.live.packer import HOT, MAX_DANMAKU_BYTES, MIN_GAP_NS, REST, Packer, after

FLUSH_NS = 75_000_000


def danmaku(offset: int, size: int = 0) -> Batch:
    return Batch(offset, offset, danmaku=b'{"offset":%d,"pad":"%b"}' % (offset, b"x" * size))


def test_a_calm_room_is_flushed_at_once() -> None:
    packer = Packer()
    packer.add(danmaku(1))
    assert packer.due_ns() <= 0


def test_after_a_flush_that_carried_one_message_the_next_may_follow() -> None:
    packer = Packer()
    packer.add(danmaku(1))
    packer.take(1_000)
    packer.flushed(1_000 + FLUSH_NS)
    assert packer.due_ns() == 1_000 + FLUSH_NS


def test_a_hot_room_rests_for_a_share_of_its_flush() -> None:
    packer = Packer()
    for offset in range(HOT):
        packer.add(danmaku(offset + 1))
    packer.take(1_000)
    packer.flushed(1_000 + FLUSH_NS)
    assert packer.due_ns() == 1_000 + round((1 + REST) * FLUSH_NS)


def test_after_a_short_flush_the_next_waits_a_little() -> None:
    packer = Packer()
    packer.add(danmaku(1))
    packer.take(0)
    packer.flushed(10)
    assert packer.due_ns() == MIN_GAP_NS


def test_what_comes_during_a_flush_travels_together_what_matters_first() -> None:
    packer = Packer()
    packer.add(danmaku(1))
    packer.add(Batch(2, 2, money=b'{"offset":2}'))
    packer.add(danmaku(3))
    packer.add(Batch(4, 4, control=b'{"offset":4}'))
    whole = merge(packer.take(0))
    assert packer.is_empty
    assert [event["offset"] for event in json.loads(whole.everything())] == [4, 2, 1, 3]
    assert [event["offset"] for event in json.loads(whole.essential())] == [4, 2]
    assert (whole.first, whole.last) == (1, 4)


def test_too_many_danmaku_push_out_the_oldest_and_never_a_gift() -> None:
    packer = Packer()
    size, count = 1_000, 2 * MAX_DANMAKU_BYTES // 1_000
    packer.add(Batch(1, 1, money=b'{"offset":1}'))
    for offset in range(2, count + 2):
        packer.add(danmaku(offset, size))
    whole = merge(packer.take(0))
    found = [event["offset"] for event in json.loads(whole.everything())]
    assert found[0] == 1
    assert found[-1] == count + 1
    assert len(whole.danmaku) <= MAX_DANMAKU_BYTES
    assert packer.dropped_bytes > 0
    packer.add(danmaku(9_000))
    assert merge(packer.take(0)).danmaku


def test_a_newcomer_gets_what_began_after_the_welcome() -> None:
    batches = [danmaku(1), danmaku(2), danmaku(3)]
    rest = after(batches, 1)
    assert rest is not None
    assert (rest.first, rest.last) == (2, 3)
    assert after(batches, 3) is None
