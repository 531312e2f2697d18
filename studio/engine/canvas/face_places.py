"""Where the parts of a face are on the programme, for what plugins put there.

found = face_places(face, matrix, places.size)      # the map from the camera to that size
places.find_all(found)

Left and right are as they are seen, also where the camera is shown mirrored.
"""

import math

import numpy as np

from studio.engine.canvas.places import FACE, Place
from studio.model.geometry import Affine
from studio.model.tracking import Face

FACE_PX = 340.0
"""Of a face at the scale 1, from the crown to the chin."""
_TOP, _CHIN = 10, 152
_ABOVE_TOP = 0.15
"""The crown is above the topmost point of the mesh by so much of what is below it."""
_PARTS: dict[str, tuple[int, ...]] = {
    "face.forehead": (10, 151),
    "face.left_eye": (33, 133),
    "face.right_eye": (362, 263),
    "face.left_cheek": (50, 205),
    "face.right_cheek": (280, 425),
    "face.nose": (1, 4),
    "face.mouth": (13, 14),
    "face.chin": (152,),
}
"""Each lies in the middle of these points of MediaPipe's mesh."""
_POINTS = np.array([(each[0], each[-1]) for each in _PARTS.values()])
_MIRRORED = {
    name: name.replace("left", "right") if "left" in name else name.replace("right", "left")
    for name in FACE
}


def face_places(face: Face, matrix: Affine, size: tuple[int, int]) -> dict[str, Place]:
    """Return the places of one face.

    Args:
        face: In pixels of its camera.
        matrix: From there to a picture of a size.
        size: Of that picture.
    """
    points = face.points[:, :2]
    x, y = points[_TOP].tolist()
    chin_x, chin_y = points[_CHIN].tolist()
    crown = x + (x - chin_x) * _ABOVE_TOP, y + (y - chin_y) * _ABOVE_TOP
    middles = points[_POINTS].mean(1).tolist()
    found = {"face.crown": matrix.apply(*crown)}
    for name, middle in zip(_PARTS, middles, strict=True):
        found[name] = matrix.apply(*middle)
    if matrix.a * matrix.d < matrix.b * matrix.c:
        found = {_MIRRORED[name]: place for name, place in found.items()}
    (left_x, left_y), (right_x, right_y) = found["face.left_eye"], found["face.right_eye"]
    turn_deg = math.degrees(math.atan2(right_y - left_y, right_x - left_x))
    scale = math.dist(found["face.crown"], found["face.chin"]) / FACE_PX
    return {name: Place(*place, scale, turn_deg) for name, place in found.items()}
