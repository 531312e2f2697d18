"""Tests of studio.captions.speaker, on real rings."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser
from studio.captions.speaker import LOST, Speaker
from studio.captions.wishes import LineWish
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS
from tests.captions.clips import EPOCH_NS, SoundRing, silence
from tests.captions.voices import LoudIsSpeech, Seconds, voice


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    made = SoundRing("captions-test-speaker")
    yield made
    made.close()


def wish(ring: SoundRing, since_ns: int = EPOCH_NS, next: int = 0) -> LineWish:
    return LineWish("1", "Mary", "en", ring.name, EPOCH_NS, since_ns, next)


def finals(speaker: Speaker, recogniser: Recogniser | None) -> list[Spoken]:
    speaker.hear()
    told = []
    while (event := speaker.next()) is not None:
        if spoken := speaker.final(event, recogniser):
            told.append(spoken)
    return told


def test_what_is_said_is_told_as_it_grows_and_once_for_good(ring: SoundRing) -> None:
    speaker, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    ring.put(silence(1))
    ring.put(voice(2, 48_000))
    assert finals(speaker, recogniser) == []
    partial = speaker.look(recogniser)
    assert partial is not None
    assert (partial.id, partial.speaker, partial.language) == ("1.0", "Mary", "en")
    assert (partial.text, partial.is_final) == ("word0 word1", False)
    assert 300 <= partial.start_ms <= 1000
    ring.put(voice(0.5, 48_000))
    ring.put(silence(1.5))
    (final,) = finals(speaker, recogniser)
    assert (final.id, final.text, final.is_final) == ("1.0", "word0 word1 word2", True)
    assert [has_ended for _, has_ended in recogniser.asked] == [False, True]
    speaker.close()


def test_without_a_recogniser_what_was_told_is_taken_back(ring: SoundRing) -> None:
    speaker, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    ring.put(voice(2, 48_000))
    finals(speaker, recogniser)
    assert speaker.look(recogniser) is not None
    ring.put(silence(1.5))
    (final,) = finals(speaker, None)
    assert (final.words, final.is_final) == ((), True)
    ring.put(voice(2, 48_000))
    ring.put(silence(1.5))
    assert finals(speaker, None) == []
    speaker.close()


def test_a_recogniser_that_fails_is_told(ring: SoundRing) -> None:
    speaker, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    recogniser.fails = True
    ring.put(voice(2, 48_000))
    finals(speaker, recogniser)
    with pytest.raises(RecogniserError, match="broken down"):
        speaker.look(recogniser)
    speaker.close()


def test_the_next_one_hears_what_was_open_again_under_the_same_id(ring: SoundRing) -> None:
    first, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    ring.put(voice(2, 48_000))
    ring.put(silence(1.5))
    finals(first, recogniser)
    ring.put(voice(1.5, 48_000))
    finals(first, recogniser)
    partial = first.look(recogniser)
    assert partial is not None
    until_ns, number = first.until_ns, first.next_number
    first.close()  # it died
    ring.put(voice(1, 48_000))
    ring.put(silence(1.5))
    second = Speaker(wish(ring, until_ns, number), LoudIsSpeech())
    (final,) = finals(second, recogniser)
    assert final.id == partial.id == "1.1"
    assert final.text == "word0 word1 word2"
    assert abs(final.start_ms - partial.start_ms) <= 40
    second.close()


def test_what_was_lost_is_marked_where_it_was(ring: SoundRing) -> None:
    speaker, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    ring.put(voice(2.5, 48_000))
    ring.skip(4)
    ring.put(voice(1, 48_000))
    said, hole = finals(speaker, recogniser)
    assert said.text == "word0 word1"
    assert (hole.text, hole.is_final, hole.end_ms) == (LOST, True, 6500)
    assert abs(hole.start_ms - 2500) <= 40
    ring.skip(0.2)
    ring.put(voice(1, 48_000))
    assert LOST not in [spoken.text for spoken in finals(speaker, recogniser)]
    speaker.close()


def test_another_ring_or_language_changes_no_more_than_that(ring: SoundRing) -> None:
    speaker, recogniser = Speaker(wish(ring), LoudIsSpeech()), Seconds()
    ring.put(voice(2, 48_000))
    finals(speaker, recogniser)
    other = SoundRing("captions-test-other")
    other.skip(2)
    speaker.change(replace(speaker.wish, ring=other.name, speaker="Ann"))
    other.put(voice(1, 48_000))
    other.put(silence(1.5))
    (final,) = finals(speaker, recogniser)
    assert (final.id, final.speaker, final.text) == ("1.0", "Ann", "word0 word1 word2")
    speaker.close()
    other.close()


def test_it_says_how_far_behind_it_is(ring: SoundRing) -> None:
    speaker = Speaker(wish(ring), LoudIsSpeech())
    ring.put(silence(15))
    assert speaker.hear() == 0
    assert abs(speaker.behind_ms - 15_000) <= 40
    ring.put(silence(15))
    assert speaker.hear() > 0
    assert speaker.behind_ms <= 20_000
    finals(speaker, None)
    assert speaker.behind_ms == 0
    assert abs(speaker.until_ns - EPOCH_NS - 30 * SECOND_NS) < SECOND_NS // 20
    speaker.close()
