"""The names and the space of the VMC protocol (protocol.vmc.info), which are Unity's.

Unity looks to +z with its right on +x; we look to +z with our left on +x: x changes its sign.
"""

import numpy as np
from numpy.typing import NDArray

from studio.avatar.turns import Turn

PREFIX = "/VMC/Ext"
_SIDES = ("left", "right")
_MIDDLE = ("hips", "spine", "chest", "upperChest", "neck", "head", "jaw")
_PAIRED = ("Eye", "Shoulder", "UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot")
_FINGERS = tuple(
    f"{finger}{joint}"
    for finger in ("Index", "Middle", "Ring", "Little")
    for joint in ("Proximal", "Intermediate", "Distal")
)
_THUMBS = {
    "ThumbMetacarpal": "ThumbProximal",
    "ThumbProximal": "ThumbIntermediate",
    "ThumbDistal": "ThumbDistal",
}
_PARTS = (*_PAIRED, "Toes", *_FINGERS)
BONES = (*_MIDDLE, *(side + part for side in _SIDES for part in (*_PARTS, *_THUMBS)))
"""By VRM 1.0's names."""
TO_UNITY = {name: name[0].upper() + name[1:] for name in BONES} | {
    side + ours: side.capitalize() + unitys for side in _SIDES for ours, unitys in _THUMBS.items()
}
FROM_UNITY = {unitys: ours for ours, unitys in TO_UNITY.items()}
BLENDS = {
    "aa": "A",
    "ih": "I",
    "ou": "U",
    "ee": "E",
    "oh": "O",
    "blink": "Blink",
    "blinkLeft": "Blink_L",
    "blinkRight": "Blink_R",
    "happy": "Joy",
    "angry": "Angry",
    "sad": "Sorrow",
    "relaxed": "Fun",
    "surprised": "Surprised",
    "lookUp": "LookUp",
    "lookDown": "LookDown",
    "lookLeft": "LookLeft",
    "lookRight": "LookRight",
    "neutral": "Neutral",
}
"""Ours, and what other programs call them."""
_OURS = {name.lower(): ours for ours, name in BLENDS.items()} | {o.lower(): o for o in BLENDS}


def blend_of(name: str) -> str:
    """Return what we call an expression that another program names."""
    return _OURS.get(name.lower(), name)


def turned(turn: Turn) -> Turn:
    """Return a turn in the other space; it is the same both ways."""
    return np.array([turn[0], -turn[1], -turn[2], turn[3]])


def placed(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a place in the other space; it is the same both ways."""
    return np.array([-place[0], place[1], place[2]])
