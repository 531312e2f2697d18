"""Tests of studio.publish.progress."""

from studio.publish.progress import Progress

WINDOW = 1000


def test_a_server_that_takes_everything_is_never_stalled() -> None:
    progress = Progress(WINDOW, 0.0)
    assert all(progress.note(s / 5, s * 100, 0, 0) == 0 for s in range(100))


def test_nothing_to_send_is_no_stall() -> None:
    progress = Progress(WINDOW, 0.0)
    progress.note(1.0, 500, 0, 0)
    assert progress.note(60.0, 500, 0, 0) == 0


def test_a_slow_server_is_not_stalled() -> None:
    progress = Progress(WINDOW, 0.0)
    for second in range(20):
        assert progress.note(float(second), 10_000 + second * 1000, 10_000 + second * 990, 0) == 0


def test_bytes_that_nobody_takes_are_a_stall() -> None:
    progress = Progress(WINDOW, 0.0)
    progress.note(1.0, 5000, 0, 0)
    assert progress.note(2.0, 6000, 1000, 0) == 1.0
    assert progress.note(3.5, 7000, 2000, 0) == 2.5
    assert progress.note(4.0, 7000, 1999, 0) == 0  # one byte is enough


def test_a_regular_server_that_stops_reading_is_a_stall_before_its_buffer_is_full() -> None:
    progress = Progress(WINDOW, 0.0)
    for second in range(1, 6):
        assert progress.note(float(second), second * WINDOW, 0, second) == 0
    assert progress.note(6.0, 6 * WINDOW, 0, 5) == 0
    assert progress.note(7.0, 7 * WINDOW, 0, 5) == 2.0
    assert progress.note(8.0, 8 * WINDOW, 0, 6) == 0


def test_a_server_that_acknowledges_as_it_likes_is_not_judged_by_that() -> None:
    progress = Progress(WINDOW, 0.0)
    for step in range(1, 50):
        assert progress.note(float(step), step * 10 * WINDOW, 0, step // 3) == 0
