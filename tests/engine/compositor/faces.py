"""A photograph with a face on it, and where its landmarks are.

skimage's astronaut, a public picture of NASA, and what MediaPipe's face landmarker found on
it (data/astronaut_face.npz), scaled so that the face is as high as a test wants it::

    picture = face_picture(face_px=200)
    picture.tracked.faces[0].points
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from studio.engine.compositor.array_beauty import beautified
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import yuv_to_rgb
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane
from studio.model.tracking import Face, Tracked

LANDMARKS_FILE = Path(__file__).with_name("data") / "astronaut_face.npz"
_HEIGHT_PX = 105.6
_MIDDLE = np.array([225.5, 130.0], np.float32)


@cache
def face_picture(face_px: float = 200, width: int = 480, height: int = 480) -> Picture:
    """Return the photograph with its face in the middle, that high."""
    with np.load(LANDMARKS_FILE) as found:
        points, blendshapes, matrix = (found[k] for k in ("points", "blendshapes", "matrix"))
    scale = face_px / _HEIGHT_PX
    shift = np.array([width / 2, height / 2], np.float32) - scale * _MIDDLE
    to_picture = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], np.float32)
    photograph = cv2.warpAffine(
        data.astronaut(),  # type: ignore[no-untyped-call]
        to_picture,
        (width, height),
        flags=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA,
        borderMode=cv2.BORDER_REFLECT,
    )
    noise = np.random.default_rng(1).normal(0, 3, photograph.shape)  # of a camera
    grainy = np.clip(photograph + noise, 0, 255).astype(np.uint8)
    rgba = np.dstack([grainy, np.full((height, width), 255, np.uint8)])
    points = points * scale
    points[:, :2] += shift
    face = Face(1, 1.0, points.astype(np.float32), blendshapes, matrix)
    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    return replace(picture, tracked=Tracked(0, width, height, (face,)))


def with_faces(picture: Picture, *faces: Face) -> Picture:
    """Return a picture on which other faces were seen."""
    tracked = Tracked(0, picture.width, picture.height, faces)
    return replace(picture, tracked=tracked)


def the_face(picture: Picture) -> Face:
    """Return the largest face."""
    assert picture.tracked is not None
    return picture.tracked.faces[0]


def beauty_with(strengths: dict[str, float]) -> Beauty:
    """Return the filter with some sliders."""
    return Beauty(**strengths)  # type: ignore[arg-type]  # of numbers only


def moved(face: Face, x: float, y: float) -> Face:
    """Return a face elsewhere."""
    by = np.array((x, y, 0), np.float32)
    return replace(face, points=(face.points + by).astype(np.float32))


def after(picture: Picture, beauty: Beauty) -> Planes:
    """Return what the filter makes of a picture, in memory of its own."""
    return beautified(picture, beauty, Scratch())


def rgb(planes: Planes) -> NDArray[np.uint8]:
    """Return planes as a photograph."""
    height, width = planes.y.shape
    chroma = cv2.resize(planes.uv, (width, height), interpolation=cv2.INTER_LINEAR)
    yuv = np.dstack([planes.y, chroma]).astype(np.float64)
    return np.clip(np.rint(yuv_to_rgb(yuv)), 0, 255).astype(np.uint8)


def around(plane: Plane, picture: Picture, landmark: int, reach: int) -> Plane:
    """Return the part of a luma plane around a landmark."""
    x, y = the_face(picture).points[landmark, :2].round().astype(int)
    return plane[y - reach : y + reach, x - reach : x + reach]
