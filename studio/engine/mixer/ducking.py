"""The envelope that turns one input down while another one is heard.

The gain moves by a straight line in dB, one step a block; the fader draws the
line inside the block.  A trigger is measured before any ducking, so two inputs
may duck each other.
"""

from studio.engine.mixer.fader import gain_of
from studio.engine.mixer.settings import Ducking
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ

_BLOCK_MS = 1000 * BLOCK_FRAMES / SAMPLE_RATE_HZ


class DuckingEnvelope:
    """How far one input is turned down now."""

    def __init__(self) -> None:
        self.reduction_db = 0.0

    def next_gain(self, ducking: Ducking | None, trigger_rms_db: float) -> float:
        """Return the gain that the block should end with.

        Without ducking what is left of the reduction is given back at once.
        """
        if ducking is None:
            self.reduction_db = 0.0
            return 1.0
        if trigger_rms_db >= ducking.threshold_db:
            step_db = ducking.amount_db * _share(ducking.attack_ms)
            self.reduction_db = min(ducking.amount_db, self.reduction_db + step_db)
        else:
            step_db = ducking.amount_db * _share(ducking.release_ms)
            self.reduction_db = max(0.0, self.reduction_db - step_db)
        return gain_of(-self.reduction_db)


def _share(duration_ms: float) -> float:
    """Return the part of a whole movement that one block makes."""
    return 1.0 if duration_ms <= _BLOCK_MS else _BLOCK_MS / duration_ms
