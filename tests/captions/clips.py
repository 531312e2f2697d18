"""Real speech with transcripts that nobody here made, and rings that bring it.

Debian's alsa-utils has eight clips of one speaker, 48 kHz; what is said is what they are called.
"""

import wave
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.captions.sound import Downsampler, Mono
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

FOLDER = Path("/usr/share/sounds/alsa")
FRONT_CENTER = "Front_Center"
EPOCH_NS = 1_000 * SECOND_NS


@cache
def clip(name: str = FRONT_CENTER) -> Mono:
    """Return a clip as it is, at 48 kHz."""
    path = FOLDER / f"{name}.wav"
    if not path.exists():
        pytest.skip("There is no speech to test with: apt install alsa-utils")
    with wave.open(str(path)) as file:
        data = file.readframes(file.getnframes())
    samples: Mono = (np.frombuffer(data, np.int16) / 32768).astype(np.float32)
    return samples


def at_16k(samples: Mono) -> Mono:
    """Return sound of 48 kHz as recognisers take it, with silence behind."""
    quiet = np.pad(samples, (0, SAMPLE_RATE_HZ // 10))
    return Downsampler(SAMPLE_RATE_HZ).process(quiet[:, None])


def silence(seconds: float) -> Mono:
    """Return nothing to be heard, at 48 kHz."""
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def letters(text: str) -> str:
    """Return what counts when two texts are compared."""
    return "".join(each for each in text.casefold() if each.isalnum() or each == " ").strip()


class SoundRing:
    """A bus of the engine in a ring.

    Args:
        name: Of the ring.
        seconds: How much it holds.
        rate_hz: Of the sound.
        epoch_ns: When the programme's clock began.
    """

    def __init__(
        self,
        name: str,
        seconds: float = 20.0,
        rate_hz: int = SAMPLE_RATE_HZ,
        epoch_ns: int = EPOCH_NS,
    ) -> None:
        self.rate_hz = rate_hz
        self.epoch_ns = epoch_ns
        self.frames = 0
        slots = round(seconds * rate_hz / BLOCK_FRAMES)
        self._writer = RingWriter.create(name, slots, BLOCK_FRAMES * 2 * 4)
        self.name = self._writer.name
        self.close = self._writer.close

    def put(self, samples: NDArray[np.float32]) -> None:
        """Write sound, in blocks, behind what was written last."""
        for at in range(0, len(samples), BLOCK_FRAMES):
            block = samples[at : at + BLOCK_FRAMES]
            self._writer.begin()[: len(block) * 8] = np.repeat(block[:, None], 2, 1).tobytes()
            self._writer.commit(
                pts_ns=self.epoch_ns + self.frames * SECOND_NS // self.rate_hz,
                format=RingFormat.F32,
                rate_hz=self.rate_hz,
                channels=2,
                frames=len(block),
            )
            self.frames += len(block)

    def skip(self, seconds: float) -> None:
        """Leave out some time: nothing was mixed."""
        self.frames += round(seconds * self.rate_hz)
