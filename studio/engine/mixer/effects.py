"""Short sounds over the mix: each begins with the next block, and turns the inputs down meanwhile.

They are in every bus, at one volume and with one meter for all of them together, and no inputs:
they have no strip and no offset.  Belongs to the mix thread, as the desk does::

    effects.play(samples, volume_db=-6.0, duck_db=-12.0)
    gain = effects.next_duck_gain()         # that the inputs should end this block with
    block = effects.next_block()            # None while nothing sounds
"""

from dataclasses import dataclass

import numpy as np

from studio.engine.mixer.ducking import DuckingEnvelope
from studio.engine.mixer.fader import SILENT_DB, Fader, gain_of
from studio.engine.mixer.meter import Meter, measured
from studio.engine.mixer.settings import Ducking
from studio.engine.mixer.timeline import Samples
from studio.model.media import BLOCK_FRAMES

EDGE_FRAMES = 96
"""2 ms, in which a sound begins and ends: one that is cut off would click."""
ATTACK_MS, RELEASE_MS = 60.0, 600.0


@dataclass(slots=True, eq=False)
class _Voice:
    """A sound that is played.

    Attributes:
        at: Its next frame.
        duck_db: By how much it turns the inputs down; not negative.
    """

    samples: Samples
    gain: float
    duck_db: float
    at: int = 0


class Effects:
    """All that sound now."""

    def __init__(self) -> None:
        self.volume_db = 0.0
        self.is_muted = False
        self.meter = Meter()
        self._voices: list[_Voice] = []
        self._block: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)
        self._fader = Fader((1.0, 1.0))
        self._envelope = DuckingEnvelope()
        self._duck_db = 0.0

    @property
    def count(self) -> int:
        """How many sound."""
        return len(self._voices)

    def play(self, samples: Samples, *, volume_db: float, duck_db: float) -> None:
        """Begin a sound.

        Args:
            samples: ``(frames, 2) float32``; not changed by whoever else has it, nor here.
            volume_db: Of this one.
            duck_db: What the inputs' volume is changed by meanwhile; not positive.
        """
        self._voices.append(_Voice(samples, gain_of(volume_db), -duck_db))

    def clear(self) -> None:
        """End all of them, while nobody hears it."""
        self._voices.clear()
        self._envelope.reduction_db = self._duck_db = 0.0

    def next_duck_gain(self) -> float:
        """Return the gain that the inputs should have at the end of the next block."""
        is_ducked = any(voice.duck_db for voice in self._voices) and not self.is_muted
        if is_ducked:
            wanted_db = max(voice.duck_db for voice in self._voices)
            self._duck_db = max(wanted_db, self._envelope.reduction_db)
        elif not self._envelope.reduction_db:
            return 1.0
        rule = Ducking("", 0.0, self._duck_db, ATTACK_MS, RELEASE_MS)
        return self._envelope.next_gain(rule, 0.0 if is_ducked else SILENT_DB)

    def next_block(self) -> Samples | None:
        """Return the next block of all sounds together; its memory is used again."""
        gain = 0.0 if self.is_muted else gain_of(self.volume_db)
        if not self._voices:
            self._fader.jump((gain, gain))
            return None
        self._block.fill(0)
        for voice in self._voices:
            self._add(voice)
        self._voices = [voice for voice in self._voices if voice.at < len(voice.samples)]
        self._fader.apply(self._block, (gain, gain))
        self.meter.add(measured(self._block))
        return self._block

    def _add(self, voice: _Voice) -> None:
        part = voice.samples[voice.at : voice.at + BLOCK_FRAMES] * np.float32(voice.gain)
        whole, here = len(voice.samples), np.arange(voice.at, voice.at + len(part))
        if voice.at < EDGE_FRAMES or voice.at + len(part) > whole - EDGE_FRAMES:
            edge = np.minimum(here + 1, whole - here) / EDGE_FRAMES
            part *= np.minimum(1, edge).astype(np.float32)[:, None]
        self._block[: len(part)] += part
        voice.at += len(part)
