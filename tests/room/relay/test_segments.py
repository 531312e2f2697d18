"""Tests of studio.room.relay.segments, boxes and playlist: bounded, exact, played by ffmpeg."""

import re
from pathlib import Path

from studio.publish.queue import MediaTag
from studio.room.relay.playlist import captions_playlist, multivariant, playlist
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


def test_captions_have_the_segments_of_the_video(clip_a: Clip, clip_b: Clip) -> None:
    segmenter = Segmenter()
    fill(segmenter, clip_a)
    fill(segmenter, clip_b, 4000)
    video = playlist(segmenter, "?token=a")
    wanted = [
        line.replace("segment-", "captions-en-GB-").replace(".m4s", ".vtt")
        for line in video.splitlines()
        if not line.startswith(("#EXT-X-PART", "#EXT-X-PRELOAD", "#EXT-X-MAP", "#EXT-X-SERVER"))
    ]
    found = captions_playlist(segmenter, "en-GB", "?token=a").splitlines()
    assert [line for line in found if not line.startswith("#EXT-X-SERVER")] == wanted
    starts = [segment.start_ms for segment in segmenter.segments]
    assert starts == [n * 1000 for n in range(8)]
    assert segmenter.open_ms == starts[-1]
    segmenter.end()
    assert segmenter.open_ms is None
    assert captions_playlist(segmenter, "en").endswith("#EXT-X-ENDLIST\n")


def test_the_first_playlist_names_the_video_and_each_language(clip_a: Clip) -> None:
    segmenter = Segmenter()
    fill(segmenter, clip_a)
    plain = multivariant(segmenter, [])
    assert "SUBTITLES" not in plain
    assert plain.endswith("\nvideo.m3u8\n")
    assert f'CODECS="{segmenter.codecs}",RESOLUTION=320x180\n' in plain
    bandwidth = int(re.findall(r"BANDWIDTH=(\d+)", plain)[0])
    assert 100_000 < bandwidth < 3_000_000
    text = multivariant(segmenter, ["zh", "en", "zh-TW", "tlh"], "?token=a")
    assert re.findall(r'NAME="(.*?)"', text) == ["中文", "English", "中文 (TW)", "tlh"]
    assert 'URI="captions-zh-TW.m3u8?token=a"' in text
    assert 'SUBTITLES="captions"\nvideo.m3u8?token=a\n' in text


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
