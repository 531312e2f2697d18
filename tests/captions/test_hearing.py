"""Tests of studio.captions.hearing on real rings, with a recogniser that needs no model."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from studio.captions.choosing import Recognisers
from studio.captions.hearing import Hearing
from studio.captions.recogniser import Recogniser
from studio.captions.watchdog import Watchdog
from studio.captions.wishes import LineWish, Wishes
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from studio.model.media import SAMPLE_RATE_HZ
from tests.captions.clips import EPOCH_NS, SoundRing, silence
from tests.captions.voices import LoudIsSpeech, Seconds, voice

PATIENCE_S = 10.0


class One(Recognisers):
    """Has one recogniser for all."""

    def __init__(self, recogniser: Recogniser) -> None:
        super().__init__()
        self.recogniser = recogniser

    def of(self, language: str) -> Recogniser:
        return self.recogniser


class Heard:
    """A thread that hears a ring, and what it tells."""

    def __init__(self) -> None:
        self.ring = SoundRing("captions-test-hearing")
        self.recogniser = Seconds()
        self.told: list[Message] = []
        self._changed = threading.Condition()
        self._wishes = Wishes()
        self._watchdog = Watchdog(lambda code: None)
        hearing = Hearing(
            self._wishes,
            self._tell,
            self._watchdog,
            listen=LoudIsSpeech,
            recognisers=One(self.recogniser),
        )
        self._thread = threading.Thread(target=hearing.run, name="hearing")
        self._thread.start()

    def hear(self, translate_to: str) -> None:
        self._wishes.hear(
            LineWish("1", "Mary", "en", self.ring.name, EPOCH_NS, EPOCH_NS, 0, translate_to)
        )

    def wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        """Return the first message that is it."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (found := [each for each in self.told if is_it(each)]):
                assert self._changed.wait(deadline_s - time.monotonic()), self.told
        return found[0]

    def spoken(self) -> list[Spoken]:
        """Return all that was said so far."""
        with self._changed:
            said = [each["spoken"] for each in self.told if each["type"] == "spoken"]
        return [Spoken.model_validate(each) for each in said]

    def close(self) -> None:
        self._wishes.end()
        self._thread.join(PATIENCE_S)
        self._watchdog.close()
        self.ring.close()

    def _tell(self, key: str, message: Message) -> None:
        with self._changed:
            self.told.append(message)
            self._changed.notify_all()


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    made.close()


def is_final(message: Message, *, translation: str | None = None) -> bool:
    if message["type"] != "spoken":
        return False
    spoken = Spoken.model_validate(message["spoken"])
    return spoken.is_final and translation in (None, spoken.translation)


def test_a_final_is_told_at_once_and_again_with_its_translation(heard: Heard) -> None:
    heard.hear("zh")
    heard.ring.put(voice(2, SAMPLE_RATE_HZ))
    heard.ring.put(silence(1.5))
    heard.wait_for(lambda each: is_final(each, translation="2 zh"))
    first, again = [each for each in heard.spoken() if each.is_final]
    assert (first.translation, again.translation_language) == ("", "zh")
    assert (again.id, again.words) == (first.id, first.words)


def test_nothing_is_translated_that_nobody_wants(heard: Heard) -> None:
    heard.hear("")
    heard.ring.put(voice(2, SAMPLE_RATE_HZ))
    heard.ring.put(silence(1.5))
    heard.wait_for(is_final)
    heard.hear("zh")
    heard.ring.put(voice(1, SAMPLE_RATE_HZ))
    heard.ring.put(silence(1.5))
    heard.wait_for(lambda each: is_final(each, translation="2 zh"))
    assert [each.translation for each in heard.spoken() if each.id == "1.0" and each.is_final] == [
        ""
    ]


def test_a_translator_that_fails_is_told_and_what_was_said_stays(heard: Heard) -> None:
    heard.hear("zh")
    heard.recogniser.fails_to_translate = True
    heard.ring.put(voice(2, SAMPLE_RATE_HZ))
    heard.ring.put(silence(1.5))
    heard.wait_for(is_final)
    state = heard.wait_for(lambda each: each["type"] == "state" and each["health"] == "failed")
    assert state["reason"] == "It has broken down."
    assert [each.text for each in heard.spoken() if each.is_final] == ["word0 word1"]


def test_how_far_it_was_behind_is_told(heard: Heard) -> None:
    heard.ring.put(silence(8))
    heard.hear("")
    rate = heard.wait_for(lambda each: each["type"] == "rate" and each["behind_ms"] != 0)
    assert abs(int(str(rate["behind_ms"])) - 8000) <= 40
    assert rate["untranslated"] == 0
