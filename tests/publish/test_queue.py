"""Tests of studio.publish.queue."""

from collections.abc import Iterator

from studio.publish.queue import MediaTag, TagQueue
from studio.rtmp.flv import Tag


def stream(seconds: int, key_every: int = 30, body: bytes = b"x" * 1000) -> Iterator[MediaTag]:
    """Pictures at 30 fps, with a sound frame beside each."""
    for index in range(seconds * 30):
        time_ms = index * 1000 // 30
        yield MediaTag(Tag.VIDEO, time_ms, body, is_key=index % key_every == 0)
        yield MediaTag(Tag.AUDIO, time_ms, b"a" * 100)


def drain(queue: TagQueue) -> list[MediaTag]:
    taken: list[MediaTag] = []
    while (tag := queue.take()) is not None:
        taken.append(tag)
    return taken


def test_what_fits_comes_out_as_it_went_in() -> None:
    queue, tags = TagQueue(), list(stream(1))
    assert all(queue.put(tag) for tag in tags)
    assert queue.waiting_ms == 966
    assert queue.waiting_bytes == 30 * 1100
    assert drain(queue) == tags
    assert (queue.waiting_ms, queue.waiting_bytes, len(queue)) == (0, 0, 0)


def test_a_slow_network_loses_pictures_up_to_a_key_frame_and_no_sound() -> None:
    queue, tags = TagQueue(), list(stream(5))
    results = [queue.put(tag) for tag in tags]
    assert not all(results)
    left = drain(queue)
    pictures = [tag for tag in left if tag.kind is Tag.VIDEO]
    assert pictures[0].is_key
    assert pictures == [t for t in tags if t.kind is Tag.VIDEO][-len(pictures) :]
    assert queue.dropped_frames == 150 - len(pictures)
    assert queue.dropped_audio == 0
    assert [t for t in left if t.kind is Tag.AUDIO] == [t for t in tags if t.kind is Tag.AUDIO]


def test_without_a_key_frame_everything_waits_for_the_next_one() -> None:
    queue = TagQueue()
    for tag in stream(3, key_every=10_000):
        queue.put(tag)
    assert queue.wants_key
    assert queue.pictures == 0
    assert queue.dropped_frames == 90
    assert queue.put(MediaTag(Tag.VIDEO, 3000, b"key", is_key=True))
    assert not queue.wants_key
    assert queue.pictures == 1


def test_sound_is_given_up_when_it_is_far_behind() -> None:
    queue = TagQueue()
    for tag in stream(20):
        queue.put(tag)
    assert queue.waiting_ms <= 6000
    assert queue.dropped_audio > 0


def test_bytes_are_bounded_and_headers_are_kept() -> None:
    queue = TagQueue(max_bytes=20_000)
    header = MediaTag(Tag.VIDEO, 0, b"h" * 50, is_header=True)
    queue.put(header)
    for tag in stream(1):
        queue.put(tag)
        assert queue.waiting_bytes <= 20_000
    assert drain(queue)[0] == header
    assert queue.dropped_frames > 0
