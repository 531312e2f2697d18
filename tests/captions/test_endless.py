"""What goes on for long says no more than was said, and takes neither memory nor time to grow.

By the real models, faster than it is spoken.  What is short here is half an hour long by hand:
``pytest -m soak tests/captions/test_endless.py``, in a real process, whose memory and delay are
looked at besides.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from studio.captions.choosing import Recognisers
from studio.captions.recogniser import Recogniser
from studio.captions.segments import LONGEST, PRE_ROLL
from studio.captions.sound import RATE_HZ, Mono
from studio.captions.speaker import LOST, Speaker
from studio.captions.voice_activity import VoiceActivity
from studio.captions.wishes import LineWish
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS
from studio.weights.models import named, whole_path
from tests.captions.clips import EPOCH_NS, SoundRing, at_16k, clip, letters
from tests.captions.process import CaptionsProcess

MUSIC = Path(__file__).parents[2] / "assets/clips/music.ogg"
PIECE = 5 * RATE_HZ
MOST_KEPT = LONGEST + PRE_ROLL + 2 * RATE_HZ
Sound = Callable[[int], Mono]
"""Returns so many samples, at 16 kHz."""


def silence(length: int) -> Mono:
    return np.zeros(length, np.float32)


def music(length: int) -> Mono:
    """Return a song without words."""
    with av.open(str(MUSIC)) as file:
        resampler = av.AudioResampler("flt", "mono", RATE_HZ)
        frames = [made for each in file.decode(audio=0) for made in resampler.resample(each)]
    return np.resize(np.concatenate([frame.to_ndarray()[0] for frame in frames]), length)


def sentence(*names: str) -> Mono:
    """Return some clips, one after the other, and a pause."""
    return np.concatenate([*(at_16k(clip(name)) for name in names), silence(RATE_HZ)])


def two_at_once(length: int) -> Mono:
    one, other = sentence("Front_Center", "Rear_Left"), sentence("Side_Right", "Front_Left")
    return np.resize(one, length) + np.resize(other, length)


def another_language(length: int) -> Mono:
    """Return what has the sound of speech, and no word that the model knows."""
    return np.resize(sentence("Front_Center", "Side_Left", "Rear_Right")[::-1], length)


def clipping(length: int) -> Mono:
    return np.clip(40 * np.resize(sentence("Front_Center"), length), -1, 1)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recognisers().of("en")


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    made = SoundRing("captions-test-endless", rate_hz=RATE_HZ)
    yield made
    made.close()


@pytest.fixture
def speaker(ring: SoundRing) -> Iterator[Speaker]:
    wish = LineWish("1", "", "en", ring.name, EPOCH_NS, EPOCH_NS, 0)
    made = Speaker(wish, VoiceActivity(whole_path(named("voice"))))
    yield made
    made.close()


def hear_out(speaker: Speaker, recogniser: Recogniser) -> list[Spoken]:
    """Return what is said for good in all that is there, having looked at what goes on too."""
    assert speaker.hear() == 0
    finals = []
    while (event := speaker.next()) is not None:
        if (final := speaker.final(event, recogniser)) is not None:
            finals.append(final)
    speaker.look(recogniser)
    assert speaker.kept <= MOST_KEPT
    return finals


@pytest.mark.parametrize(
    ("sound", "seconds", "most_words"),
    [
        (silence, 180, 0),
        (music, 30, 3),
        (two_at_once, 20, 60),
        (another_language, 20, 60),
        (clipping, 20, 60),
    ],
)
def test_no_more_is_said_than_can_have_been(
    speaker: Speaker,
    ring: SoundRing,
    recogniser: Recogniser,
    sound: Sound,
    seconds: int,
    most_words: int,
) -> None:
    said: list[Spoken] = []
    samples = sound(seconds * RATE_HZ)
    for at in range(0, len(samples), PIECE):
        ring.put(samples[at : at + PIECE])
        said += hear_out(speaker, recogniser)
    assert sum(len(spoken.words) for spoken in said) <= most_words
    assert speaker.until_ns > EPOCH_NS + (seconds - 15) * SECOND_NS


def test_what_is_clipped_and_at_another_rate_is_understood(
    speaker: Speaker, ring: SoundRing, recogniser: Recogniser
) -> None:
    ring.put(clipping(len(sentence("Front_Center"))))
    said = hear_out(speaker, recogniser)
    ring.frames, ring.rate_hz = ring.frames * 3, 48_000
    ring.put(np.pad(clip("Side_Left"), (24_000, 60_000)))
    said += hear_out(speaker, recogniser)
    assert [letters(spoken.text) for spoken in said] == ["front center", "side left"]
    assert LOST not in [spoken.text for spoken in said]


SOAK_MIN = 30
SOAK_PIECE_S = 10


@pytest.fixture
def folder() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as made:
        yield Path(made)


@pytest.mark.soak
@pytest.mark.timeout(2400)
@pytest.mark.parametrize(
    ("sound", "words_a_minute"),
    [(silence, 0), (music, 6), (two_at_once, 180), (another_language, 180), (clipping, 180)],
)
def test_half_an_hour_leaves_memory_and_delay_as_they_were(
    folder: Path, ring: SoundRing, sound: Sound, words_a_minute: int
) -> None:
    process = CaptionsProcess(folder)
    watched = psutil.Process(process.child.pid)
    process.hear(ring.name, since_ns=EPOCH_NS)
    minute = sound(60 * RATE_HZ)
    memory: list[float] = []
    took_s: list[float] = []
    for number in range(SOAK_MIN * 60 // SOAK_PIECE_S):
        at = number * SOAK_PIECE_S * RATE_HZ % len(minute)
        ring.put(minute[at : at + SOAK_PIECE_S * RATE_HZ])
        took_s.append(heard_up_to(process, ring))
        memory.append(watched.memory_info().rss / 1e6)
    words = {each.id: len(each.words) for _, each in process.spoken() if each.is_final}
    third = len(memory) // 3
    print(
        f"{sound.__name__}: {sum(words.values())} words, memory {np.median(memory[:third]):.0f} to "
        f"{np.median(memory[-third:]):.0f} MB, {np.median(took_s[:third]):.2f} to "
        f"{np.median(took_s[-third:]):.2f} s for each {SOAK_PIECE_S} s"
    )
    process.close()
    assert sum(words.values()) <= words_a_minute * SOAK_MIN
    assert np.median(memory[-third:]) < 1.05 * np.median(memory[:third]) + 5
    assert np.median(took_s[-third:]) < 1.5 * np.median(took_s[:third]) + 0.5


def heard_up_to(process: CaptionsProcess, ring: SoundRing) -> float:
    """Wait until all but what may still be open was heard; return how long that took."""
    begun_s = time.monotonic()
    end_ns = EPOCH_NS + ring.frames * SECOND_NS // ring.rate_hz
    least_ns = end_ns - (LONGEST // RATE_HZ + 1) * SECOND_NS
    while True:
        told = process.messages("heard")
        if told and int(str(told[-1]["until_ns"])) >= least_ns:
            return time.monotonic() - begun_s
        assert time.monotonic() - begun_s < 60
        time.sleep(0.02)
