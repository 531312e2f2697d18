"""Tests of studio.room.backbone.batch."""

import json

from hypothesis import given
from hypothesis import strategies as st

from studio.room.backbone.batch import Batch, merge


def batch(offset: int, lane: str) -> Batch:
    return Batch(offset, offset, **{lane: b'{"offset":%d}' % offset})


@given(st.lists(st.sampled_from(["control", "money", "danmaku"]), min_size=1, max_size=30))
def test_merging_keeps_every_event_in_order_of_weight(lanes: list[str]) -> None:
    batches = [batch(offset, lane) for offset, lane in enumerate(lanes, 1)]
    whole = merge(batches)
    by_lane = [
        [offset for offset, lane in enumerate(lanes, 1) if lane == wanted]
        for wanted in ("control", "money", "danmaku")
    ]
    found = [event["offset"] for event in json.loads(whole.everything())]
    assert found == by_lane[0] + by_lane[1] + by_lane[2]
    essential = json.loads(whole.essential() or b"[]")
    assert [event["offset"] for event in essential] == by_lane[0] + by_lane[1]
    assert (whole.first, whole.last) == (1, len(lanes))


def test_an_empty_batch_is_an_empty_message() -> None:
    assert merge([Batch(0, 0), Batch(0, 0)]).everything() == b"[]"
    assert Batch(0, 0).essential() == b""
    assert Batch(1, 1, danmaku=b"{}").essential() == b""
