"""Makes the golden pictures of the background filter anew.

``python -m tests.engine.compositor.golden_background [bokeh] …``.  Each is a person in a
place as the camera saw it, beside what the filter makes of it; what is cut out lies on a
chessboard.  Look at them before they are committed: they are what the test holds the
filter to.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.engine.compositor.array_background import BackgroundPainter
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, PICTURE, Background
from tests.engine.compositor.faces import rgb
from tests.engine.compositor.people import as_picture, dusk, person_before, room, wall

GOLDEN = Path(__file__).with_name("golden")
WIDTH, HEIGHT = 960, 540
DUSK, ROOM, WALL = (as_picture(each(WIDTH, HEIGHT), None) for each in (dusk, room, wall))
BACKGROUNDS: dict[str, tuple[str, Background]] = {
    "soft": ("room", Background(mode=BLUR, blur=0.2)),
    "usual": ("room", Background(mode=BLUR, blur=0.5)),
    "strong": ("room", Background(mode=BLUR, blur=1.0)),
    "bokeh": ("dusk", Background(mode=BLUR, blur=0.5)),
    "evening": ("room", Background(mode=PICTURE, behind=DUSK)),
    "day": ("dusk", Background(mode=PICTURE, behind=ROOM)),
    "bricks": ("room", Background(mode=PICTURE, behind=WALL, wrap=0.8)),
    "green": ("wall", Background(mode=COLOR, color=(0, 177, 64))),
    "white": ("room", Background(mode=COLOR, color=(255, 255, 255))),
    "cut_out": ("wall", Background(mode=CUT_OUT)),
    "cut_out_hard": ("dusk", Background(mode=CUT_OUT, feather=0.0)),
    "wide": ("wall", Background(mode=COLOR, color=(70, 90, 130), shift=0.6, feather=0.8)),
    "narrow": ("wall", Background(mode=COLOR, color=(70, 90, 130), shift=-0.6)),
}


def made(name: str) -> NDArray[np.uint8]:
    """Return the camera's picture and what is made of it, side by side."""
    scene, background = BACKGROUNDS[name]
    picture = person_before(scene, WIDTH, HEIGHT).picture
    planes = BackgroundPainter().paint(picture, background, Scratch())
    assert planes is not None
    result = rgb(Planes(planes.y, planes.uv))
    if planes.alpha is not None:
        rows, columns = np.indices(planes.y.shape) // 20
        board = np.where((rows + columns) % 2, 200, 150)[..., None]
        over = result + board * (1 - planes.alpha[..., None] / 255)
        result = np.clip(np.rint(over), 0, 255).astype(np.uint8)
    return np.hstack([rgb(Planes(picture.y, picture.uv)), result])


def golden(name: str) -> NDArray[np.uint8]:
    """Return what is committed."""
    with Image.open(GOLDEN / f"background_{name}.webp") as image:
        return np.asarray(image.convert("RGB"))


def main() -> None:
    """Make those that the command line names, or all."""
    for name in sys.argv[1:] or BACKGROUNDS:
        path = GOLDEN / f"background_{name}.webp"
        Image.fromarray(made(name)).save(path, quality=82, method=6)


if __name__ == "__main__":
    main()
