"""Tests of studio.room.relay.segments, boxes and playlist: bounded, exact, played by ffmpeg."""

import re
from pathlib import Path

from studio.publish.queue import MediaTag
from studio.room.relay.playlist import playlist
from studio.room.relay.segments import (
    PART_MS,
    PART_TARGET_MS,
    SEGMENTS,
    TARGET_MS,
    Segmenter,
)
from studio.rtmp.flv import Tag
from tests.media import Clip
from tests.room.relay.media import steps, strict_errors


def fill(segmenter: Segmenter, clip: Clip, first_ms: int = 0) -> None:
    for tag in [*clip.headers(first_ms), *clip.tags(first_ms)]:
        segmenter.put(tag)


def test_segments_are_their_parts_and_play(clip_a: Clip, tmp_path: Path) -> None:
    segmenter = Segmenter()
    fill(segmenter, clip_a)
    done = [segment for segment in segmenter.segments if segment.is_done]
    assert len(done) == 3
    assert all(segment.parts[0].is_independent for segment in done)
    for segment in done:
        assert segment.duration_ms == 1000
        assert all(PART_MS <= part.duration_ms <= PART_TARGET_MS for part in segment.parts[:-1])
    path = tmp_path / "out.mp4"
    path.write_bytes(segmenter.inits[0] + b"".join(segment.data for segment in done))
    assert strict_errors(path) == ""
    assert set(steps(path, "v").steps_ms) <= {33, 34}
    assert set(steps(path, "a").steps_ms) <= {21, 22}
    assert len(steps(path, "v").times_ms) == 90


def test_another_encoder_is_a_discontinuity_with_its_own_init(clip_a: Clip, clip_b: Clip) -> None:
    segmenter = Segmenter()
    fill(segmenter, clip_a)
    fill(segmenter, clip_b, 4000)
    text = playlist(segmenter)
    assert text.count("#EXT-X-DISCONTINUITY\n") == 1
    assert re.findall(r'MAP:URI="(.*)"', text) == ["init-0.mp4", "init-1.mp4"]
    assert segmenter.inits[0] != segmenter.inits[1]
    assert segmenter.codecs.startswith("avc1.4d")


def test_the_playlist_announces_the_next_part(clip_a: Clip) -> None:
    segmenter = Segmenter()
    assert "PRELOAD" not in playlist(segmenter)
    fill(segmenter, clip_a)
    number, part = segmenter.position
    text = playlist(segmenter, "?token=a.b-c")
    assert f'PRELOAD-HINT:TYPE=PART,URI="part-{number}-{part}.m4s?token=a.b-c"' in text
    longest_s = max(float(d) for d in re.findall(r"EXTINF:([\d.]+)", text))
    assert longest_s <= int(re.findall(r"TARGETDURATION:(\d+)", text)[0])
    segmenter.end()
    assert playlist(segmenter).endswith("#EXT-X-ENDLIST\n")


def test_memory_is_bounded_and_numbers_go_on(clip_a: Clip) -> None:
    segmenter = Segmenter()
    for lap in range(5):
        fill(segmenter, clip_a, lap * 4000)
    assert len(segmenter.segments) == SEGMENTS
    first = segmenter.segments[0].number
    assert f"#EXT-X-MEDIA-SEQUENCE:{first}\n" in playlist(segmenter)
    assert segmenter.find(first - 1) is None
    assert segmenter.find(first) is segmenter.segments[0]


def test_without_key_frames_segments_still_end(clip_a: Clip) -> None:
    segmenter = Segmenter()
    for tag in clip_a.headers():
        segmenter.put(tag)
    pictures = [tag for tag in clip_a.tags() if tag.kind is Tag.VIDEO]
    segmenter.put(pictures[0])
    for number in range(1, 400):
        segmenter.put(MediaTag(Tag.VIDEO, number * 33, pictures[1].body))
    assert len(segmenter.segments) >= 3
    assert all(segment.duration_ms <= TARGET_MS for segment in segmenter.segments)
