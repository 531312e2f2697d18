"""What an avatar does at one moment, whoever says so: a camera, another program, idleness."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.avatar.turns import Turn

Vector = NDArray[np.float64]


@dataclass(slots=True, eq=False)
class Motion:
    """See the module.

    Attributes:
        turns: Of bones, by name; see ``Skeleton.pose``.
        moved: By how much the hips are elsewhere, in the avatar's metres.
        weights: Of expressions, by name, 0 to 1.
        gaze_deg: Where eyes look: to the avatar's left, and upwards.
    """

    turns: dict[str, Turn] = field(default_factory=dict)
    moved: Vector = field(default_factory=lambda: np.zeros(3))
    weights: dict[str, float] = field(default_factory=dict)
    gaze_deg: tuple[float, float] = (0.0, 0.0)
