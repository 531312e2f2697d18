"""Tests of studio.room.relay.timeline: many changes of the publisher in a row."""

from itertools import pairwise

from studio.publish.queue import MediaTag
from studio.room.relay.source import Source
from studio.room.relay.timeline import MAX_AHEAD_MS, Timeline
from studio.rtmp.flv import Tag

PICTURE_MS = 33
PICTURES = 20


def test_the_line_stays_with_real_time_however_often_the_publisher_changes() -> None:
    timeline, now_ms, times_ms = Timeline(), 50_000, []
    for number in range(100):
        source = Source(number, "one", now_ms)
        waited_ms = (number * 7) % PICTURE_MS  # a key frame comes when it comes
        now_ms += waited_ms
        for place in range(PICTURES):
            tag = source.note(MediaTag(Tag.VIDEO, 9_000_000 + place * PICTURE_MS, b"x"), now_ms)
            if place == 0:
                timeline.cut_to(source, tag, waited_ms)
            placed = timeline.place(tag)
            assert placed is not None
            times_ms.append(placed.time_ms)
            now_ms += PICTURE_MS if place < PICTURES - 1 else 0
    steps_ms = [after - before for before, after in pairwise(times_ms)]
    assert max(steps_ms) == PICTURE_MS
    assert min(steps_ms) >= PICTURE_MS / 3
    assert abs(times_ms[-1] - times_ms[0] - (now_ms - 50_000)) < MAX_AHEAD_MS + 2 * PICTURE_MS
