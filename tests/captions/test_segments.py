"""Tests of studio.captions.segments."""

from hypothesis import example, given
from hypothesis import strategies as st

from studio.captions.segments import (
    FRAME,
    LONGEST,
    POST_ROLL,
    PRE_ROLL,
    Segment,
    Segments,
)
from studio.captions.sound import RATE_HZ, ms_of

QUIET, LOUD = 0.001, 0.1


def frames(seconds: float) -> int:
    return round(seconds * RATE_HZ / FRAME)


def say(segments: Segments, seconds: float, *, loudness: float = LOUD) -> list[Segment]:
    put = [segments.put(is_speech=True, loudness=loudness) for _ in range(frames(seconds))]
    return [each for each in put if each]


def pause(segments: Segments, seconds: float) -> list[Segment]:
    put = [segments.put(is_speech=False, loudness=QUIET) for _ in range(frames(seconds))]
    return [each for each in put if each]


def test_it_begins_before_the_voice_and_ends_behind_it() -> None:
    segments = Segments()
    pause(segments, 2)
    begun = segments.at
    assert segments.open is None
    say(segments, 1)
    voice_end = segments.at
    (ended,) = pause(segments, 1)
    assert ended.start == begun - PRE_ROLL
    assert (ended.voice_end, ended.end) == (voice_end, voice_end + POST_ROLL)
    assert ended.is_speech
    assert segments.open is None


def test_a_breath_ends_nothing() -> None:
    segments = Segments()
    assert say(segments, 1) + pause(segments, 0.4) + say(segments, 1) == []
    assert len(pause(segments, 1)) == 1


def test_in_a_long_one_a_breath_is_enough() -> None:
    segments = Segments()
    assert say(segments, 12) == []
    (ended,) = pause(segments, 0.4)
    assert ms_of(ended.end - ended.start) < 12_500


def test_one_without_a_pause_is_cut_where_it_is_quietest() -> None:
    segments = Segments()
    assert say(segments, 12.8) == []
    say(segments, 0.1, loudness=QUIET)
    quiet = segments.at
    (ended,) = say(segments, 1.5)
    assert abs(ended.end - quiet) <= 3 * FRAME
    assert segments.open is not None
    assert segments.open.start == ended.end
    (rest,) = pause(segments, 1)
    assert rest.start == ended.end
    assert rest.number == ended.number + 1


def test_a_click_is_no_speech() -> None:
    segments = Segments()
    say(segments, 0.1)
    (ended,) = pause(segments, 1)
    assert not ended.is_speech


def test_a_hole_ends_what_was_open_and_begins_anew_behind_it() -> None:
    segments = Segments(at=1000, number=7)
    say(segments, 1)
    ended = segments.skip(200_000)
    assert ended is not None
    assert ended.number == 7
    assert (segments.open, segments.at, segments.next_number) == (None, 200_000, 8)
    say(segments, 1)
    assert segments.open is not None
    assert segments.open.start == 200_000
    assert segments.skip(900_000) is not None
    assert segments.skip(1_000_000) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 400)), max_size=30))
@example([(True, 322), (True, 400), (True, 400), (False, 7)])  # a pause where it is longest
def test_whatever_is_said_segments_are_in_order_and_bounded(parts: list[tuple[bool, int]]) -> None:
    segments = Segments()
    ended: list[Segment] = []
    for is_speech, count in parts:
        for _ in range(count):
            if found := segments.put(is_speech=is_speech, loudness=LOUD if is_speech else QUIET):
                ended.append(found)
            assert segments.at - segments.keep_from <= LONGEST
    end = 0
    for number, each in enumerate(ended):
        assert each.number == number
        assert end <= each.start < each.end
        assert each.end - each.start <= LONGEST
        assert each.voiced <= each.end - each.start + POST_ROLL
        end = each.end
