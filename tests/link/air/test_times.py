"""Tests of studio.link.air.times."""

from studio.link.air.times import Times
from studio.link.playout import PICTURE, SOUND
from studio.model.media import SECOND_NS

MS = 1_000_000
START_NS = SECOND_NS
WRAP = 1 << 32


def ntp(at_ns: int) -> int:
    return (at_ns << 32) // SECOND_NS


def test_pictures_keep_the_distances_that_the_phone_gave_them() -> None:
    times, first = Times(START_NS), WRAP - 4_000
    came_ns = [0, 90 * MS, 91 * MS, 140 * MS]  # however the network shook them
    at_ns = [
        times.picture_ns((first + number * 3_000) % WRAP, now_ns)
        for number, now_ns in enumerate(came_ns)
    ]
    steps = [round((at - START_NS) / MS, 1) for at in at_ns]
    assert steps == [0, 33.3, 66.7, 100]


def test_sound_stands_beside_the_picture_that_was_taken_with_it() -> None:
    times = Times(START_NS)
    assert times.sound_ns(0, 0) is None, "the stream begins with a picture"
    times.picture_ns(900_000, 0)
    before = times.sound_ns(480_000, 80 * MS)
    assert before == START_NS + 80 * MS, "beside what came with it, until more is known"
    # The phone says: that picture was taken at its second 50, that sound at second 50.05.
    times.report(PICTURE, 900_000, ntp(50 * SECOND_NS))
    times.report(SOUND, 480_000, ntp(50 * SECOND_NS + 50 * MS))
    after = times.sound_ns(480_000 + 960, 100 * MS)
    assert after is not None
    assert abs(after - (START_NS + 70 * MS)) < MS


def test_a_counter_that_begins_anew_goes_on() -> None:
    times = Times(START_NS)
    times.picture_ns(5_000_000, 0)
    at_ns = times.picture_ns(77, 40 * MS)
    assert at_ns == START_NS + 40 * MS
    assert times.picture_ns(77 + 3_000, 90 * MS) - at_ns == SECOND_NS * 3_000 // 90_000
    late_ns = times.picture_ns(77 + 2_999, 91 * MS)
    assert late_ns > at_ns, "it never goes back"
