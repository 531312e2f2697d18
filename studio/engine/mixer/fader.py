"""Gain for each channel, without clicks.

A new gain is reached by a straight line over one block (21 ms), so that no step
is heard whatever is set.

Balance: the channel that is turned away from fades by a sine, the other one
stays.  Left, centre and right are what they are in OBS; between them OBS jumps
by 3 dB as soon as the centre is left, which nobody would miss here.
"""

import math

import numpy as np

from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples
from studio.model.media import BLOCK_FRAMES

Gains = tuple[float, float]
"""Factors for left and right."""

SILENT_DB = -100.0
"""At and below this a level is nothing, and a gain is zero."""

RISE: Samples = np.linspace(1 / BLOCK_FRAMES, 1, BLOCK_FRAMES, dtype=np.float32)[:, None]
"""From just above 0 to 1 over one block; shape (1024, 1)."""


def gain_of(db: float) -> float:
    """Return the factor of a gain in dB."""
    return 0.0 if db <= SILENT_DB else 10.0 ** (db / 20.0)


def db_of(factor: float) -> float:
    """Return the level in dB of a factor or an amplitude, ``SILENT_DB`` at least."""
    return SILENT_DB if factor <= 1e-5 else 20.0 * math.log10(factor)


def balanced(balance: float) -> Gains:
    """Return the gains of left and right for a balance from 0 to 1."""
    left = math.sqrt(2) * math.sin((1 - balance) * math.pi / 2)
    right = math.sqrt(2) * math.sin(balance * math.pi / 2)
    return min(1.0, left), min(1.0, right)


def strip_gains(settings: InputSettings) -> Gains:
    """Return the gains that volume and balance ask for; mute is not in them."""
    volume = gain_of(settings.volume_db)
    left, right = (1.0, 1.0) if settings.balance == 0.5 else balanced(settings.balance)
    return volume * left, volume * right


class Fader:
    """Multiplies blocks, moving to each new gain over one block."""

    def __init__(self, gains: Gains) -> None:
        self._gains = gains

    def jump(self, target: Gains) -> None:
        """Go to new gains while there is nothing to hear."""
        self._gains = target

    def apply(self, block: Samples, target: Gains) -> None:
        """Multiply a block of 1024 in place; it ends at ``target``."""
        if target != self._gains:
            start = np.array(self._gains, np.float32)
            block *= start + (np.array(target, np.float32) - start) * RISE
            self._gains = target
        elif target == (0.0, 0.0):
            block.fill(0)
        elif target[0] != target[1]:
            block[:, 0] *= target[0]
            block[:, 1] *= target[1]
        elif target[0] != 1.0:
            block *= target[0]
