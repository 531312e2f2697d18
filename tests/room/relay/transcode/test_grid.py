"""Tests of studio.room.relay.transcode.grid."""

import pytest

from studio.room.relay.transcode.grid import REPEAT_MS, FrameGrid


def shown(grid: FrameGrid, *times_ms: int) -> list[list[int]]:
    """Return for each picture at which times it and repeats before it are shown."""
    found = []
    for time_ms in times_ms:
        repeats, frame = grid.place(time_ms)
        found.append([each.time_ms for each in (*repeats, *([frame] if frame else []))])
    return found


def test_pictures_of_the_same_rate_are_not_moved() -> None:
    times_ms = [7 + number * 1000 // 30 for number in range(90)]
    assert shown(FrameGrid(30), *times_ms) == [[time_ms] for time_ms in times_ms]


def test_half_as_many_are_shown_twice_and_of_twice_as_many_every_other_one() -> None:
    assert shown(FrameGrid(30), 0, 67, 133) == [[0], [33, 66], [100, 133]]
    assert shown(FrameGrid(30), 0, 17, 33, 50, 67) == [[0], [], [33], [], [66]]


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_an_hour_does_not_drift(fps: int) -> None:
    grid, numbers = FrameGrid(fps), []
    for picture in range(0, 3600 * 15, 7):
        _, frame = grid.place(picture * 1000 // 15)
        assert frame
        assert abs(frame.time_ms - picture * 1000 // 15) <= 500 // fps + 1
        numbers.append(frame.number)
    assert sorted(set(numbers)) == numbers


def test_a_pause_is_one() -> None:
    assert shown(FrameGrid(30), 0, REPEAT_MS + 500, REPEAT_MS + 533) == [[0], [1500], [1533]]


def test_those_that_are_only_decoded_move_none_that_follows() -> None:
    real_ms = [1013 + number * 1000 // 30 for number in range(60)]
    first, *rest = shown(FrameGrid(30), *range(1000, 1007), *real_ms)
    assert first == [1000]
    assert rest[:6] == [[]] * 6
    late = [time_ms for times in rest[6:] for time_ms in times]
    assert len(late) >= len(real_ms) - 1
    pairs = zip(reversed(late), reversed(real_ms), strict=False)
    assert all(abs(one - other) <= 1 for one, other in pairs)
