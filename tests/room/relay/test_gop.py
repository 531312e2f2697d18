"""Tests of studio.room.relay.gop: where a newcomer begins."""

from pathlib import Path

from studio.room.relay.gop import LIVE_MS, MAX_TAGS, GopCache
from studio.rtmp.flv import Tag
from tests.media import Clip
from tests.room.relay.media import strict_errors, write_flv


def test_a_newcomer_begins_at_the_key_frame_but_close_to_now(clip_a: Clip, tmp_path: Path) -> None:
    cache = GopCache()
    tags = [tag for tag in clip_a.tags(1000) if tag.time_ms < 1950]
    for tag in [*clip_a.headers(1000), *tags]:
        cache.put(tag)
    start = cache.start()
    pictures = [tag for tag in start if tag.kind is Tag.VIDEO and not tag.is_header]
    assert pictures[0].is_key
    assert len(pictures) == sum(tag.kind is Tag.VIDEO for tag in tags)
    span_ms = pictures[-1].time_ms - pictures[0].time_ms
    assert span_ms <= LIVE_MS + len(pictures)
    assert [tag.kind for tag in start[:3]] == [Tag.SCRIPT, Tag.VIDEO, Tag.AUDIO]
    write_flv(tmp_path / "start.flv", start)
    assert strict_errors(tmp_path / "start.flv") == ""


def test_who_begins_in_the_middle_gets_all_of_it_at_its_own_times(clip_a: Clip) -> None:
    cache = GopCache()
    tags = [tag for tag in clip_a.tags(1000) if tag.time_ms < 1950]
    for tag in [*clip_a.headers(), *tags]:
        cache.put(tag)
    *headers, first = cache.whole()[:4]
    assert {header.time_ms for header in headers} == {first.time_ms}
    assert cache.whole()[3:] == tags[tags.index(first) :]


def test_the_newest_key_frame_replaces_the_older(clip_a: Clip) -> None:
    cache = GopCache()
    for tag in [*clip_a.headers(), *clip_a.tags()]:
        cache.put(tag)
    pictures = [t for t in cache.start() if t.kind is Tag.VIDEO and not t.is_header]
    assert len(pictures) == 30


def test_one_without_key_frames_is_not_kept(clip_a: Clip) -> None:
    cache = GopCache()
    cache.put(clip_a.headers()[1])
    pictures = [tag for tag in clip_a.tags() if tag.kind is Tag.VIDEO]
    cache.put(pictures[0])
    assert cache.is_ready
    for _ in range(MAX_TAGS):
        cache.put(pictures[1])
    assert not cache.is_ready
    cache.put(pictures[0])
    assert cache.is_ready
