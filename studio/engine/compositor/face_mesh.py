"""The 478 points of a face: which of them are its contours, and how they make triangles.

Facts of MediaPipe's face mesh, written out by ``python -m installer.face_mesh`` so that the
engine needs no MediaPipe.  "Left" and "right" are the person's; contours that close are told
once around, lids and brows from one end to the other::

    points[list(LIPS_OUTER)]
    triangles()                     # (852, 3) int16
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Contour = tuple[int, ...]

TRIANGLES_FILE = Path(__file__).with_name("face_mesh.json")

OVAL: Contour = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""From the middle of the forehead by the person's left cheek to the chin and back."""

RIGHT_UPPER_LID: Contour = (33, 246, 161, 160, 159, 158, 157, 173, 133)
RIGHT_LOWER_LID: Contour = (33, 7, 163, 144, 145, 153, 154, 155, 133)
LEFT_UPPER_LID: Contour = (263, 466, 388, 387, 386, 385, 384, 398, 362)
LEFT_LOWER_LID: Contour = (263, 249, 390, 373, 374, 380, 381, 382, 362)
"""From the outer corner to the inner one."""
RIGHT_EYE: Contour = (*RIGHT_UPPER_LID, *RIGHT_LOWER_LID[-2:0:-1])
LEFT_EYE: Contour = (*LEFT_UPPER_LID, *LEFT_LOWER_LID[-2:0:-1])

RIGHT_BROW: Contour = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW: Contour = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
"""The upper edge from the outer end to the inner one, then the lower edge back."""

LIPS_OUTER: Contour = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
LIPS_INNER: Contour = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
"""From the person's right corner by the upper lip to the left one and back."""

NOSE_BRIDGE: Contour = (168, 6, 197, 195, 5, 4, 1)
NOSE_WINGS: Contour = (98, 64, 48, 278, 294, 327)
RIGHT_IRIS: Contour = (468, 469, 470, 471, 472)
LEFT_IRIS: Contour = (473, 474, 475, 476, 477)
"""The centre first."""


@cache
def triangles() -> NDArray[np.int16]:
    """Return the triangles of the skin, ``(852, 3)``."""
    found = np.array(json.loads(TRIANGLES_FILE.read_text("utf-8")), np.int16)
    found.setflags(write=False)
    return found
