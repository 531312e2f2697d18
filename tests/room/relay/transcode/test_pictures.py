"""Tests of studio.room.relay.transcode.pictures: what comes out decodes, and is as on air."""

import subprocess
from pathlib import Path

import pytest

from studio.model.media import Codec
from studio.publish.queue import MediaTag
from studio.room.relay.tags import AvcConfig
from studio.room.relay.target import Target
from studio.room.relay.transcode.pictures import SHOWN_LATE_MS, Pictures
from studio.rtmp.flv import Tag
from tests.media import Clip, make_clip
from tests.room.relay.media import steps, strict_errors, write_flv

TARGET = Target(320, 180, 30, 400, b"")


def begun(clip: Clip) -> tuple[Pictures, list[MediaTag]]:
    """Return what is ready for a clip, and its pictures."""
    pictures = Pictures(TARGET)
    for header in clip.headers():
        if header.kind is Tag.VIDEO:
            pictures.configure(header.body)
    return pictures, [tag for tag in clip.tags(1000) if tag.kind is Tag.VIDEO]


def written(pictures: Pictures, tags: list[MediaTag], path: Path) -> None:
    header = MediaTag(Tag.VIDEO, 0, pictures.header, is_key=True, is_header=True)
    write_flv(path, [header, *tags])


def test_another_shape_and_rate_become_those_on_air(clip_tall: Clip, tmp_path: Path) -> None:
    pictures, sent = begun(clip_tall)
    made = [out for tag in sent for out in pictures.take(tag, is_late=False)]
    config = AvcConfig.read(pictures.header)
    assert (config.width, config.height) == (320, 180)
    assert made[0].is_key
    assert 2 * len(sent) - 1 <= len(made) <= 2 * len(sent)
    assert abs(made[-1].time_ms - sent[-1].time_ms) <= 17
    written(pictures, made, tmp_path / "made.flv")
    assert strict_errors(tmp_path / "made.flv") == ""
    assert set(steps(tmp_path / "made.flv", "v").steps_ms) <= {33, 34}
    assert "B" not in kinds(tmp_path / "made.flv")


@pytest.mark.parametrize("codec", [Codec.HEVC, Codec.AV1])
def test_another_codec_becomes_that_on_air(codec: Codec, tmp_path: Path) -> None:
    """HEVC comes with B-frames: pictures are shown in another order than they are sent."""
    pictures, sent = begun(make_clip(tmp_path, 1, codec=codec))
    made = [out for tag in sent for out in pictures.take(tag, is_late=False)]
    assert len(made) >= len(sent) - 4  # the decoder holds some back
    written(pictures, made, tmp_path / "made.flv")
    assert strict_errors(tmp_path / "made.flv") == ""
    assert set(steps(tmp_path / "made.flv", "v").steps_ms) <= {33, 34}


def test_who_goes_on_shows_nothing_that_another_showed(clip_a: Clip, tmp_path: Path) -> None:
    pictures, sent = begun(clip_a)
    pictures.resume(sent[9].time_ms)
    made = [out for tag in sent[:20] for out in pictures.take(tag, is_late=False)]
    assert [tag.time_ms for tag in made] == [tag.time_ms for tag in sent[10:20]]
    assert made[0].is_key
    written(pictures, made, tmp_path / "made.flv")
    assert strict_errors(tmp_path / "made.flv") == ""


def test_a_key_frame_comes_when_it_is_asked_for(clip_a: Clip) -> None:
    pictures, sent = begun(clip_a)
    made = [out for tag in sent[:10] for out in pictures.take(tag, is_late=False)]
    pictures.want_key()
    made += [out for tag in sent[10:20] for out in pictures.take(tag, is_late=False)]
    assert [number for number, tag in enumerate(made) if tag.is_key] == [0, 10]


def test_nothing_comes_before_a_key_frame_or_of_what_is_broken(clip_a: Clip) -> None:
    pictures, sent = begun(clip_a)
    assert pictures.take(sent[1], is_late=False) == []
    assert not pictures.is_lost
    assert pictures.take(sent[0], is_late=False)
    broken = MediaTag(Tag.VIDEO, sent[1].time_ms, sent[1].body[:5] + b"\xff" * 40)
    assert pictures.take(broken, is_late=False) == []
    assert pictures.is_lost
    assert pictures.take(sent[2], is_late=False) == []
    assert pictures.take(sent[30], is_late=False)


def test_one_that_is_late_leaves_pictures_out_and_moves_none(clip_a: Clip, tmp_path: Path) -> None:
    pictures, sent = begun(clip_a)
    made = [out for tag in sent[:30] for out in pictures.take(tag, is_late=False)]
    late = [out for tag in sent[30:60] for out in pictures.take(tag, is_late=True)]
    after = [out for tag in sent[60:] for out in pictures.take(tag, is_late=False)]
    assert 1000 // SHOWN_LATE_MS - 1 <= len(late) <= 1000 // SHOWN_LATE_MS + 1
    assert pictures.dropped == 30 - len(late)
    made += late + after
    times_ms = {tag.time_ms for tag in sent}
    assert {tag.time_ms for tag in made} <= times_ms  # in step with a sound that is not moved
    written(pictures, made, tmp_path / "made.flv")
    assert strict_errors(tmp_path / "made.flv") == ""


def kinds(path: Path) -> str:
    """Return of what kind the pictures are."""
    argv = ["ffprobe", "-v", "error", "-select_streams", "v", "-of", "csv=p=0"]
    argv += ["-show_entries", "frame=pict_type", str(path)]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout
