"""Tests of studio.link.voice.frames."""

import numpy as np

from studio.link.voice.frames import FRAME, LOST, STEP, FarLine, Frames, place_of, time_of


def counting(start: int, frames: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.arange(start, start + frames, dtype=np.float32)


def test_blocks_of_any_length_become_frames_at_their_places() -> None:
    frames = Frames()
    found = []
    at = 7000
    for length in (1024, 3, 476, 477, 1024):
        found += list(frames.cut(at, counting(at, length)))
        at += length
    assert [start for start, _ in found] == [7000 + n * FRAME for n in range(len(found))]
    assert len(found) == (at - 7000) // FRAME
    for start, frame in found:
        assert np.array_equal(frame, counting(start, FRAME))


def test_a_gap_begins_anew() -> None:
    frames = Frames()
    list(frames.cut(0, counting(0, 700)))
    found = list(frames.cut(5000, counting(5000, FRAME)))
    assert [start for start, _ in found] == [5000]
    assert frames.begin == 5000
    assert np.array_equal(found[0][1], counting(5000, FRAME))


def test_a_place_and_its_time_are_each_other_s() -> None:
    for place in (0, 1, 47_999, 123_456_789_012):
        assert abs(place_of(time_of(place)) - place) == 0


def test_what_is_heard_lies_without_a_seam_whatever_single_stamps_say() -> None:
    far = FarLine()
    jitter = np.random.default_rng(0).integers(-200, 200, 60)
    for n, off in enumerate(jitter):
        far.put(90_000 + n * 1024 + int(off), counting(n * 1024, 1024))
    moves = far.moves
    frame = far.read(90_000 + 50 * 1024)
    assert np.array_equal(np.diff(frame), np.ones(FRAME - 1))
    assert abs(frame[0] - 50 * 1024) <= 200
    assert moves == 1  # the first


def test_a_device_that_has_become_slower_is_followed() -> None:
    far = FarLine()
    for n in range(60):
        late = 0 if n < 10 else STEP * 2
        far.put(90_000 + n * 1024 + late, counting(n * 1024, 1024))
    assert far.moves >= 2
    assert abs(far.read(90_000 + 55 * 1024)[0] - (55 * 1024 - STEP * 2)) <= STEP
    far.put(far._end + 2 * LOST, counting(0, 1024))
    assert far.read(far._end - 1024)[0] == 0


def test_what_is_not_known_is_silence() -> None:
    far = FarLine()
    assert not far.read(123).any()
    far.put(90_000, np.ones(1024, np.float32))
    half = far.read(90_000 - FRAME // 2)
    assert not half[: FRAME // 2].any()
    assert half[FRAME // 2 :].all()
    assert not far.read(90_000 + 1024).any()
