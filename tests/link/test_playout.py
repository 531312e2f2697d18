"""One time line for both: what was taken at once is due at once."""

import pytest

from studio.link.playout import MOST_AHEAD_NS, PICTURE, SOUND, Playout

MS = 1_000_000
NTP_S = 1 << 32


def test_a_stream_alone_is_due_when_nineteen_of_twenty_are_there() -> None:
    playout = Playout()
    for number in range(100):
        late = 30 * MS if number % 4 == 0 else 0
        due_ns = playout.due_ns(PICTURE, number * 3000, number * 100_000_000 // 3 + late)
    assert due_ns == pytest.approx(99 * 100_000_000 // 3 + 30 * MS, abs=1000)


def test_what_is_hopelessly_late_makes_nobody_wait() -> None:
    playout = Playout()
    for number in range(100):
        late = 900 * MS if number % 3 == 0 else 0
        due_ns = playout.due_ns(PICTURE, number * 3000, number * 100_000_000 // 3 + late)
    taken_ns = 99 * 100_000_000 // 3
    assert due_ns <= taken_ns + 900 * MS + MOST_AHEAD_NS
    assert due_ns <= taken_ns + MOST_AHEAD_NS + 1000


def test_picture_and_sound_that_were_taken_at_once_are_due_at_once() -> None:
    playout = Playout()
    playout.report(PICTURE, 1_000, 50 * NTP_S)
    playout.report(SOUND, 777_000, 50 * NTP_S)
    for number in range(60):  # sound is there after 10 ms, a picture after 80
        at_ns = number * 100 * MS
        picture_ns = playout.due_ns(PICTURE, 1_000 + number * 9_000, at_ns + 80 * MS)
        sound_ns = playout.due_ns(SOUND, 777_000 + number * 4_800, at_ns + 10 * MS)
    assert picture_ns == pytest.approx(sound_ns, abs=1000)
    assert sound_ns == pytest.approx(59 * 100 * MS + 80 * MS, abs=1000)


def test_a_report_puts_a_stream_onto_the_senders_clock_over_the_end_of_numbers() -> None:
    playout = Playout()
    last = 2**32 - 9_000
    assert playout.due_ns(PICTURE, last, 0) == 0
    playout.report(PICTURE, 0, 7 * NTP_S)
    assert playout.due_ns(PICTURE, 9_000, 200 * MS) == pytest.approx(200 * MS, abs=1000)


def test_a_clock_that_was_set_is_followed() -> None:
    playout = Playout()
    playout.report(SOUND, 0, 50 * NTP_S)
    for number in range(20):
        playout.due_ns(SOUND, number * 960, number * 20 * MS)
    playout.report(SOUND, 20 * 960, 5_000 * NTP_S)
    due_ns = playout.due_ns(SOUND, 20 * 960, 400 * MS)
    assert due_ns == pytest.approx(400 * MS, abs=MS)
