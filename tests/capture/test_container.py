"""Tests of studio.capture.container and the sentences of studio.capture.errors."""

import socket
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.capture.container import MediaInput
from studio.capture.convert import planes_of
from studio.capture.errors import CaptureError
from tests.capture.clips import Clips


def numbers(media: MediaInput) -> list[int]:
    """Which frames of a counting clip come until the end."""
    found = []
    assert media.video is not None
    while (frame := media.video.next()) is not None:
        found.append(int(np.median(planes_of(frame)[0])) - 16)
    return found


def test_hands_out_every_picture_once_and_tells_what_it_is(clips: Clips) -> None:
    media = MediaInput(str(clips["both.mp4"]))
    assert numbers(media) == list(range(30))
    info = media.info
    assert (info.width, info.height, info.fps, info.codec) == (160, 90, Fraction(30), "h264")
    assert info.has_audio
    assert 1.0e9 <= info.duration_ns < 1.1e9
    assert media.picture_length_ns == 1_000_000_000
    media.close()


def test_sound_waits_while_pictures_are_read(clips: Clips) -> None:
    media = MediaInput(str(clips["both.mp4"]))
    numbers(media)
    assert media.audio is not None
    frames = 0
    while (frame := media.audio.next()) is not None:
        frames += frame.samples
    assert frames >= 48_000
    media.close()


def test_winds_to_the_key_frame_before_a_place(clips: Clips) -> None:
    media = MediaInput(str(clips["count30.mp4"]))
    assert media.video is not None
    numbers(media)
    media.seek(0)
    assert numbers(media) == list(range(30))
    media.seek(500_000_000)
    frame = media.video.next()
    assert frame is not None
    assert media.time_ns(frame) == 333_333_333
    media.close()


@pytest.mark.parametrize(
    ("effort", "expected"), [(1, list(range(30))), (2, list(range(30))), (3, [0, 10, 20])]
)
def test_a_decoder_that_is_too_slow_may_leave_pictures_out(
    clips: Clips, effort: int, expected: list[int]
) -> None:
    media = MediaInput(str(clips["count30.mp4"]), effort=effort)
    assert numbers(media) == expected  # in this clip others need every picture
    media.close()


def test_a_file_of_sound_with_a_cover_has_no_pictures(clips: Clips) -> None:
    media = MediaInput(str(clips["cover.mp3"]))
    assert media.video is None
    assert media.info.has_audio
    assert media.info.codec.startswith("mp3")
    media.close()


def test_a_transparent_clip_keeps_its_alpha(clips: Clips) -> None:
    media = MediaInput(str(clips["alpha.webm"]))
    assert media.video is not None
    frame = media.video.next()
    assert frame is not None
    assert frame.format.name == "yuva420p"
    media.close()


def test_a_truncated_file_plays_as_far_as_it_goes(clips: Clips, tmp_path: Path) -> None:
    whole = clips["count30.mkv"].read_bytes()
    half = tmp_path / "half.mkv"
    half.write_bytes(whole[: len(whole) // 2])
    media = MediaInput(str(half))
    found = numbers(media)
    assert 0 < len(found) < 30
    assert found == list(range(len(found)))
    media.close()


def test_damage_in_the_middle_costs_only_some_pictures(clips: Clips, tmp_path: Path) -> None:
    data = bytearray(clips["long.mp4"].read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    media = MediaInput(str(broken))
    assert len(numbers(media)) > 120
    media.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "is not there: it was moved, renamed or unplugged"),
        (b"", "is damaged"),
        (b"not a video at all" * 100, "is damaged"),
        (bytes(range(256)) * 400, "is damaged"),
    ],
)
def test_what_is_no_media_file_is_named(
    content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaptureError, match=sentence) as caught:
        MediaInput(str(path))
    assert str(path) in str(caught.value)


def test_a_folder_and_an_mp4_without_its_end_are_named(clips: Clips, tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="is a folder"):
        MediaInput(str(tmp_path))
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clips["long.mp4"].read_bytes()[:-3000])
    with pytest.raises(CaptureError, match=r"cut\.mp4 is not a video.*damaged"):
        MediaInput(str(cut))


def test_a_peer_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/live"
        with pytest.raises(CaptureError, match="does not answer"):
            MediaInput(url, timeout_s=0.3)


def test_a_peer_that_refuses_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CaptureError, match="refused the connection"):
        MediaInput(f"http://127.0.0.1:{port}/live", timeout_s=5)


def test_a_blocked_open_leaves_other_threads_alone() -> None:
    # If FFmpeg held the interpreter while it waits, pings would go unanswered.
    turns = 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/live"

        def open_it() -> None:
            with pytest.raises(CaptureError):
                MediaInput(url, timeout_s=1.0)

        opener = threading.Thread(target=open_it)
        opener.start()
        while opener.is_alive():
            opener.join(0.01)
            turns += 1
    assert turns > 5
