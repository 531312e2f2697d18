"""Tests of studio.capture.sound_file."""

import numpy as np
import pytest

from studio.capture.errors import CaptureError
from studio.capture.sound_file import MOST_S, read_whole
from tests.capture.clips import Clips, run_ffmpeg, tone


def test_a_file_is_read_as_a_whole(clips: Clips) -> None:
    sound = read_whole(str(clips["mono44.m4a"]))
    assert sound.dtype == np.float32
    assert 47_000 < len(sound) < 51_000
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.1)
    assert (sound[:, 0] == sound[:, 1]).all()


def test_what_is_no_short_sound_is_said(clips: Clips) -> None:
    with pytest.raises(CaptureError, match=r"count30\.mp4 holds no sound"):
        read_whole(str(clips["count30.mp4"]))
    long = clips.folder / "long.wav"
    run_ffmpeg([*tone(MOST_S + 1, 8000, 1), str(long)])
    with pytest.raises(CaptureError, match=r"long\.wav is longer than 30 seconds"):
        read_whole(str(long))
    with pytest.raises(CaptureError, match="is not there"):
        read_whole(str(clips.folder / "gone.ogg"))
