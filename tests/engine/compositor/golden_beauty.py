"""Makes the golden pictures of the beauty filter anew.

``python -m tests.engine.compositor.golden_beauty [natural] …``.  Each is the photograph
as it is beside what a preset, or a slider at its end, makes of it.  Look at them before
they are committed: they are what the test holds the filter to.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.filter_beauty import Beauty, beauty_of
from studio.model.beauty_presets import beauty_presets
from studio.model.kinds_ar import BeautySettings
from tests.engine.compositor.faces import after, face_picture, rgb

GOLDEN = Path(__file__).with_name("golden")
BEAUTIES: dict[str, Beauty] = {
    **{
        each.name: beauty_of(BeautySettings.model_validate(each.settings))
        for each in beauty_presets()[1:]
    },
    "smoothest": Beauty(smooth=1),
    "whitest": Beauty(whiten=1),
    "slimmest": Beauty(slim_face=1, jaw=0.5, big_eyes=0.7, slim_nose=1),
    "small": Beauty(small_face=1, chin=-0.5, forehead=0.7, eye_distance=0.5),
    "large": Beauty(chin=1, mouth=0.8, plump_lips=1, forehead=-0.6, eye_distance=-0.6),
    "made_up": Beauty(lipstick=1, blush=1, brows=1, eyeliner=1, eye_shadow=1),
    "tended": Beauty(eye_bags=1, folds=1, contour=1, eye_light=1, white_teeth=1, sharpen=1),
    "sunny": Beauty(look="sunny", look_strength=1),
    "mono": Beauty(look="mono", look_strength=1, rosy=1),
}


def made(name: str) -> NDArray[np.uint8]:
    """Return the photograph and what is made of it, side by side."""
    picture = face_picture(260, 416, 480)
    plain = Planes(picture.y, picture.uv, picture.alpha)
    return np.hstack([rgb(plain), rgb(after(picture, BEAUTIES[name]))])


def golden(name: str) -> NDArray[np.uint8]:
    """Return what is committed."""
    with Image.open(GOLDEN / f"beauty_{name}.webp") as image:
        return np.asarray(image.convert("RGB"))


def main() -> None:
    """Make those that the command line names, or all."""
    for name in sys.argv[1:] or BEAUTIES:
        path = GOLDEN / f"beauty_{name}.webp"
        Image.fromarray(made(name)).save(path, quality=82, method=6)


if __name__ == "__main__":
    main()
