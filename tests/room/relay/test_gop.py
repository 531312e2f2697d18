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


def test_who_goes_on_behind_a_time_gets_what_is_before_in_a_crowd(clip_a: Clip) -> None:
    cache = GopCache()
    tags = [tag for tag in clip_a.tags(1000) if tag.time_ms < 1950]
    for tag in [*clip_a.headers(), *tags]:
        cache.put(tag)
    since = cache.since(1500)
    pictures = [tag for tag in since if tag.kind is Tag.VIDEO and not tag.is_header]
    assert pictures[0].is_key
    sent = [tag for tag in tags if tag.kind is Tag.VIDEO]
    assert [tag.body for tag in pictures] == [tag.body for tag in sent]
    assert {tag.time_ms for tag in pictures if tag.time_ms > 1500} == {
        tag.time_ms for tag in sent if tag.time_ms > 1500
    }
    assert pictures[0].time_ms > 1480
    sounds = [tag for tag in tags if tag.kind is Tag.AUDIO][-20:]
    assert [tag for tag in since if tag.kind is Tag.AUDIO][-20:] == sounds


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
