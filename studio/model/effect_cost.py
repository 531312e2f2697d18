"""What an effect costs a stream, as one word for people and the figures behind it.  Pure.

Each thing that an effect may have a most of counts as its share of that; the dearest one
decides, as that is what runs out first::

    cost = cost_of(effect, files_bytes)
    cost.level, cost.percent, cost.dearest        # "middle", 42, "pixels"
"""

from dataclasses import dataclass
from typing import Literal

from studio.model.effect import (
    MAX_EFFECT_PARTICLES,
    MAX_EFFECT_PIXELS,
    MAX_FILES_BYTES,
    MAX_PARTS,
    Effect,
)

Level = Literal["small", "middle", "large"]
Dearest = Literal["pixels", "particles", "parts", "bytes"]
MIDDLE_PERCENT, LARGE_PERCENT = 25, 60


@dataclass(frozen=True, slots=True)
class Cost:
    """See the module.

    Attributes:
        percent: Of what an effect may cost.
        dearest: What it has the largest share of.
    """

    level: Level
    percent: int
    dearest: Dearest


def cost_of(effect: Effect, files_bytes: int) -> Cost:
    """Return what an effect costs.

    Args:
        effect: Which one.
        files_bytes: Of all files that it names.
    """
    shares: dict[Dearest, float] = {
        "pixels": effect.pixels / MAX_EFFECT_PIXELS,
        "particles": effect.particles / MAX_EFFECT_PARTICLES,
        "parts": len(effect.part) / MAX_PARTS * 0.5,
        "bytes": files_bytes / MAX_FILES_BYTES,
    }
    dearest = max(shares, key=lambda each: shares[each])
    percent = round(100 * shares[dearest])
    if percent < MIDDLE_PERCENT:
        return Cost("small", percent, dearest)
    return Cost("middle" if percent < LARGE_PERCENT else "large", percent, dearest)
