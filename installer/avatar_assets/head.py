"""The head: a wide, soft ball of fur with its markings, and the ears on it."""

import io
import math

import numpy as np
from PIL import Image

from installer.avatar_assets.piece import Piece, Points, sheet

MIDDLE = np.array([0.0, 0.86, 0.0])
RADII = np.array([0.31, 0.262, 0.27])
_CREAM = (255, 243, 224)
_ORANGE = (247, 158, 84)
_STRIPE = (222, 118, 52)
_MUZZLE = (255, 252, 246)
_BLUSH = (255, 150, 150)
_EAR_INNER = "ear_inner"


def on_head(yaw: Points, pitch: Points, lift_m: float = 0.0) -> Points:
    """Return points on the head.

    Args:
        yaw: To the left of the character, from straight ahead, in radians.
        pitch: Upwards.
        lift_m: How far above the skin.
    """
    way = np.stack(
        [np.cos(pitch) * np.sin(yaw), np.sin(pitch), np.cos(pitch) * np.cos(yaw)], axis=-1
    )
    wide = 1 + 0.09 * np.exp(-(((pitch + 0.38) / 0.42) ** 2))
    scale = RADII * np.stack([wide, np.ones_like(wide), 0.5 + 0.5 * wide], axis=-1)
    points: Points = MIDDLE + way * (scale + lift_m)
    return points


def head() -> Piece:
    """Return the head without its face."""
    yaw, pitch = np.meshgrid(
        np.linspace(-math.pi, math.pi, 45), np.linspace(math.pi / 2, -math.pi / 2, 25)
    )
    return sheet(on_head(yaw, pitch), "fur", is_ring=True).carried_by(head=1.0)


def markings() -> bytes:
    """Return the picture of the head's fur as PNG: yaw runs along it, pitch down."""
    height, width = 512, 1024
    yaw, pitch = np.meshgrid(
        np.linspace(-math.pi, math.pi, width), np.linspace(math.pi / 2, -math.pi / 2, height)
    )
    picture = np.empty((height, width, 3))
    picture[:] = _CREAM
    # The cap comes down in two arcs between and beside the eyes, and covers the back.
    side = abs(yaw)
    edge = 0.52 - 0.42 * np.exp(-(((side - 0.98) / 0.34) ** 2)) - 0.5 * _step(side, 1.1, 1.9)
    _lay(picture, _ORANGE, _step(pitch, edge - 0.015, edge + 0.015))
    for middle, width_rad, low in ((0.0, 0.05, 0.66), (0.24, 0.045, 0.76), (-0.24, 0.045, 0.76)):
        across = abs(yaw * np.cos(pitch) - middle * 0.75)
        taper = width_rad * np.clip((pitch - low) / 0.16, 0, 1) ** 0.6
        _lay(picture, _STRIPE, _step(taper - across, 0, 0.012) * (pitch < 1.2))
    for level in (-0.12, -0.36):
        bend = level + 0.1 * (side - 1.5)
        taper = 0.055 * np.clip((side - 1.18) / 0.3, 0, 1) * np.clip((2.4 - side) / 0.4, 0, 1)
        _lay(picture, _STRIPE, _step(taper - abs(pitch - bend), 0, 0.012))
    muzzle = (yaw / 0.46) ** 2 + ((pitch + 0.42) / 0.27) ** 2
    _lay(picture, _MUZZLE, 1 - _step(muzzle, 0.75, 1.25))
    blush = ((side - 0.72) / 0.2) ** 2 + ((pitch + 0.34) / 0.13) ** 2
    _lay(picture, _BLUSH, 0.62 * np.exp(-1.6 * blush**1.4))
    file = io.BytesIO()
    Image.fromarray(np.round(picture).astype(np.uint8)).save(file, "PNG", optimize=True)
    return file.getvalue()


def ear() -> tuple[Piece, Piece]:
    """Return the left ear, outside and inside, which its two bones bend."""
    share = 1 - (1 - np.linspace(0, 1, 11)) ** 1.5
    base, tip = on_head(np.array(0.80), np.array(0.74), -0.045), np.array([0.288, 1.222, -0.012])
    bow = 0.022 * np.sin(math.pi * share)[:, None] * [1, 0.2, 0]
    middle = base + (tip - base) * share[:, None] + bow
    wide = 0.122 * (1 - share) ** 0.8 * (1 - 0.12 * (1 - share) ** 2)
    across = np.array([math.cos(0.62), -math.sin(0.62), 0.0])
    angles = np.linspace(0, 2 * math.pi, 17)
    outer = (middle[:, None] + wide[:, None, None] * _around(angles, across))[::-1, ::-1]
    front = np.linspace(math.pi * 0.84, math.pi * 0.16, 9)
    lower = 0.82 * middle[1:-1] + 0.18 * middle[:-2]
    inner = lower[:, None] + 0.86 * wide[1:-1, None, None] * _around(front, across)
    inner += [0, 0, 0.0115]
    bent = np.clip((share - 0.35) / 0.3, 0, 1)
    bends, bends_inside = np.repeat(bent[::-1], 17), np.repeat(bent[1:-1][::-1], 9)
    return (
        _outwards(sheet(outer, "ear", is_ring=True), middle.mean(0)).carried_by(
            ear1_l=1 - bends, ear2_l=bends
        ),
        sheet(inner[::-1], _EAR_INNER).carried_by(ear1_l=1 - bends_inside, ear2_l=bends_inside),
    )


def _around(angles: Points, across: Points) -> Points:
    """Return the rim of a slice of the ear of width 1, thinner from front to back."""
    return np.cos(angles)[:, None] * across + 0.42 * np.sin(angles)[:, None] * [0, 0, 1.0]


def _outwards(piece: Piece, middle: Points) -> Piece:
    assert ((piece.points - middle) * piece.normals).sum() > 0
    return piece


def _step(value: Points, low: Points | float, high: Points | float) -> Points:
    share = np.clip((value - low) / (np.asarray(high) - low), 0, 1)
    smooth: Points = share * share * (3 - 2 * share)
    return smooth


def _lay(picture: Points, colour: tuple[int, int, int], cover: Points) -> None:
    picture += (np.array(colour) - picture) * cover[..., None]
