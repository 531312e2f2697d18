"""Tests of studio.room.relay.slate: fits what it follows, whatever that is."""

from itertools import islice
from pathlib import Path

import pytest

from studio.publish.queue import MediaTag
from studio.room.relay.slate import SlateFormat, make_slate
from studio.room.relay.tags import AvcConfig
from studio.rtmp.flv import Tag
from tests.room.relay.media import steps, strict_errors, write_flv

STEREO_48, MONO_44 = b"\xaf\0\x11\x90", b"\xaf\0\x12\x08"


@pytest.mark.parametrize(
    ("width", "height", "fps", "sound"), [(320, 180, 30, STEREO_48), (180, 320, 25, MONO_44)]
)
def test_plays_in_a_loop(width: int, height: int, fps: int, sound: bytes, tmp_path: Path) -> None:
    slate = make_slate(SlateFormat(width, height, fps, sound))
    config = AvcConfig.read(slate.header)
    assert (config.width, config.height) == (width, height)
    header = MediaTag(Tag.AUDIO, 0, sound, is_header=True)
    tags = [*slate.headers(header), *islice(slate.endless(slate.silence_for(header)), 400)]
    write_flv(tmp_path / "slate.flv", tags)
    assert strict_errors(tmp_path / "slate.flv") == ""
    assert abs(max(steps(tmp_path / "slate.flv", "v").steps_ms) - 1000 / fps) < 1
    assert max(steps(tmp_path / "slate.flv", "a").steps_ms) <= 24


def test_its_silence_is_for_one_kind_of_sound() -> None:
    slate = make_slate(SlateFormat(320, 180, 30, STEREO_48))
    assert slate.silence_for(MediaTag(Tag.AUDIO, 0, MONO_44, is_header=True)) is None
    mute = make_slate(SlateFormat(320, 180, 30, b""))
    assert {tag.kind for tag in islice(mute.endless(None), 100)} == {Tag.VIDEO}


def test_a_rate_that_was_measured_a_little_differently_needs_no_new_one() -> None:
    one = SlateFormat(320, 180, 30, STEREO_48)
    assert one.is_close_to(SlateFormat(320, 180, 29, STEREO_48))
    assert not one.is_close_to(SlateFormat(320, 180, 60, STEREO_48))
    assert not one.is_close_to(SlateFormat(640, 360, 30, STEREO_48))
    assert not one.is_close_to(None)
