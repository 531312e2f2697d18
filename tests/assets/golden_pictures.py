"""Makes the golden pictures of the gifts' effects anew: ``python -m tests.assets.golden_pictures``.

Look at them before they are committed: they are what the test holds effects to.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from tests.assets.effect_picture import HEIGHT, WIDTH, Rgb, picture_of

GIFTS = Path(__file__).parents[2] / "assets/gifts"
GOLDEN = Path(__file__).parent / "golden"
MOMENTS_MS = {
    "bouquet": (700, 2_500, 3_900),
    "bubble_tea": (620, 2_500, 4_300),
    "cake": (790, 1_900, 4_450),
    "castle": (1_200, 3_900, 7_100),
    "crown": (700, 2_900, 5_000),
    "cruise": (1_400, 3_600, 5_800),
    "fireworks": (800, 3_200, 3_900),
    "galaxy": (900, 3_200, 6_800),
    "gift_box": (700, 1_400, 2_200),
    "heart_storm": (1_150, 3_200, 5_100),
    "rocket": (1_000, 4_200, 6_150),
    "rose_rain": (1_200, 3_200, 5_300),
    "sports_car": (800, 2_600, 4_350),
}
"""Of each effect three moments: it comes, it is there, it goes."""


def strip_of(name: str) -> Rgb:
    """Return an effect's moments, one above the other."""
    return np.concatenate([picture_of(GIFTS / name, at_ms) for at_ms in MOMENTS_MS[name]])


def golden(name: str) -> Rgb:
    """Return what is committed."""
    with Image.open(GOLDEN / f"{name}.webp") as image:
        assert image.size == (WIDTH, HEIGHT * len(MOMENTS_MS[name]))
        return np.asarray(image.convert("RGB"))


def main() -> None:
    """Make those that the command line names, or all."""
    GOLDEN.mkdir(exist_ok=True)
    for name in sys.argv[1:] or MOMENTS_MS:
        Image.fromarray(strip_of(name)).save(GOLDEN / f"{name}.webp", quality=75, method=6)


if __name__ == "__main__":
    main()
