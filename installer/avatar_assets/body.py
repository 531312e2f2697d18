"""The body in its space suit: trunk, collar, arms, legs and a tail, in the pose of a T."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from installer.avatar_assets.piece import Piece, Points, domed, sheet, tube

_PROFILE = np.array(
    (
        *((0.0, 0.235), (0.075, 0.237), (0.128, 0.262), (0.147, 0.31), (0.142, 0.37)),
        *((0.128, 0.44), (0.115, 0.50), (0.108, 0.55), (0.085, 0.585), (0.0, 0.60)),
    )
)
"""Radius and height of the trunk."""
_FLAT = 0.86


def body_pieces() -> list[Piece]:
    """Return all of it."""
    left = [*_arm(), *_leg()]
    return [*_trunk(), *left, *(piece.mirrored() for piece in left), *_tail()]


def _trunk() -> list[Piece]:
    heights = np.linspace(0.6, 0.235, 15)
    angles = np.linspace(-math.pi, math.pi, 29)
    turn, high = np.meshgrid(angles, heights)
    suit = _by_height(sheet(_on_trunk(turn, high), "suit", is_ring=True))
    return [suit, _collar(), _belt(), *_panel()]


def _on_trunk(turn: Points, high: Points, lift_m: float = 0.0) -> Points:
    order = np.argsort(_PROFILE[:, 1])
    radius = np.interp(high, _PROFILE[order, 1], _PROFILE[order, 0]) + lift_m
    return np.stack([radius * np.sin(turn), high, _FLAT * radius * np.cos(turn)], -1)


def _by_height(piece: Piece) -> Piece:
    y = piece.points[:, 1]
    chest = np.clip((y - 0.42) / 0.08, 0, 1)
    hips = np.clip((0.38 - y) / 0.08, 0, 1)
    return piece.carried_by(hips=hips, spine=(1 - hips) * (1 - chest), chest=chest)


def _collar() -> Piece:
    turns = np.linspace(0, 2 * math.pi, 29)
    ring = np.stack([0.128 * np.sin(turns), np.zeros(29), 0.118 * np.cos(turns)], -1)
    sides = np.linspace(0, 2 * math.pi, 10)
    out = ring / np.linalg.norm(ring, axis=1, keepdims=True)
    grid = ring + 0.03 * np.cos(sides)[:, None, None] * out
    grid = grid + 0.026 * np.sin(sides)[:, None, None] * np.array([0, 1.0, 0])
    at = np.array([0, 0.578, 0])
    piece = sheet(grid[::-1] + at, "metal", is_ring=True)
    return _turned_out(piece, ring + at).carried_by(chest=1.0)


def _belt() -> Piece:
    turn, high = np.meshgrid(np.linspace(-math.pi, math.pi, 29), np.linspace(0.352, 0.318, 4))
    bulge = np.array([0.002, 0.007, 0.007, 0.002])[:, None] * np.ones(29)
    points = _on_trunk(turn, high)
    out = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], -1)
    return sheet(points + bulge[..., None] * out, "orange", is_ring=True).carried_by(
        hips=0.6, spine=0.4
    )


def _panel() -> list[Piece]:
    """Return what is on the chest: a plate, two buttons, a star."""
    return [
        _plate("navy", 0.0, 0.452, 0.066, 0.043, 0.004),
        _plate("orange", 0.034, 0.466, 0.013, 0.013, 0.008),
        _plate("teal", 0.034, 0.436, 0.013, 0.013, 0.008),
        _star(-0.02, 0.451, 0.034, 0.008),
    ]


def _plate(material: str, x: float, y: float, wide: float, high: float, lift_m: float) -> Piece:
    angles = np.linspace(0, 2 * math.pi, 25)
    square = (abs(np.cos(angles)) ** 4 + abs(np.sin(angles)) ** 4) ** -0.25
    rim = np.stack([np.cos(angles) * square * wide, np.sin(angles) * square * high], -1)
    return _sticker(material, rim, x, y, lift_m)


def _star(x: float, y: float, radius: float, lift_m: float) -> Piece:
    angles = np.linspace(0, 2 * math.pi, 41)
    wave = 0.74 + 0.26 * np.cos(5 * angles)
    rim = np.stack([np.sin(angles), np.cos(angles)], -1) * (radius * wave)[:, None]
    return _sticker("star", rim[::-1], x, y, lift_m)


def _sticker(material: str, rim: Points, x: float, y: float, lift_m: float) -> Piece:
    """Lay an outline, anticlockwise, onto the front of the trunk, its rim bent down."""
    shares, lifts = (1.0, 0.93, 0.6, 0.0), (-0.002, lift_m, lift_m, lift_m)
    rows = []
    for share, lift in zip(shares, lifts, strict=True):
        flat = rim[::-1] * share + [x, y]
        radius = np.interp(flat[:, 1], _PROFILE[::1, 1], _PROFILE[::1, 0]) + lift
        rows.append(_on_trunk(np.arcsin(flat[:, 0] / radius), flat[:, 1], lift))
    piece = sheet(np.array(rows)[::-1, ::-1], material, is_ring=True)
    return _turned_out(piece, np.array([[0, y, 0]])).carried_by(chest=1.0)


def _turned_out(piece: Piece, middles: Points) -> Piece:
    """Return a piece whose skin looks away from the nearest of its middles."""
    away = (
        piece.points
        - middles[np.linalg.norm(piece.points[:, None] - middles, axis=-1).argmin(axis=1)]
    )
    if (away * piece.normals).sum() > 0:
        return piece
    return replace(piece, normals=-piece.normals, triangles=piece.triangles[:, ::-1])


def _limb(
    points: Sequence[tuple[float, float, float, float]], material: str, flat: float = 1.0
) -> Piece:
    """Draw a tube through points with a radius each."""
    known = np.array(points)
    share = np.linspace(0, 1, len(known))
    fine = np.linspace(0, 1, 2 * len(known) - 1 if len(known) > 2 else 2)
    path = np.stack([np.interp(fine, share, known[:, axis]) for axis in range(3)], -1)
    path, radii = domed(path, np.interp(fine, share, known[:, 3]), 3)
    return _turned_out(tube(path, radii, material, sides=14, flat=flat), path)


def _arm() -> list[Piece]:
    sleeve = _limb(
        [
            *((0.07, 0.515, 0, 0.05), (0.15, 0.52, 0, 0.052), (0.215, 0.52, 0, 0.051)),
            (0.285, 0.52, 0, 0.054),
        ],
        "suit",
    )
    cuff = _limb([(0.268, 0.52, 0, 0.064), (0.286, 0.52, 0, 0.064)], "navy")
    glove = _limb(
        [(0.3, 0.52, 0, 0.052), (0.345, 0.52, 0.004, 0.06), (0.37, 0.52, 0.006, 0.054)], "orange"
    )
    thumb = _limb([(0.32, 0.525, 0.04, 0.022), (0.345, 0.53, 0.07, 0.02)], "orange")
    x = sleeve.points[:, 0]
    shoulder = np.clip((0.115 - x) / 0.05, 0, 1)
    lower = np.clip((x - 0.19) / 0.05, 0, 1)
    arm = sleeve.carried_by(
        chest=shoulder, upper_arm_l=(1 - shoulder) * (1 - lower), lower_arm_l=lower
    )
    hand = [each.carried_by(hand_l=1.0) for each in (glove, thumb)]
    return [arm, cuff.carried_by(lower_arm_l=1.0), *hand]


def _leg() -> list[Piece]:
    trouser = _limb(
        [(0.068, 0.28, 0, 0.07), (0.076, 0.2, 0, 0.066), (0.08, 0.11, 0, 0.064)], "suit"
    )
    boot = _limb(
        [(0.082, 0.048, -0.012, 0.062), (0.084, 0.044, 0.03, 0.066), (0.086, 0.04, 0.072, 0.054)],
        "orange",
    )
    shaft = _limb([(0.08, 0.115, 0, 0.071), (0.081, 0.07, 0, 0.07)], "orange")
    y = trouser.points[:, 1]
    hips, low = np.clip((y - 0.26) / 0.06, 0, 1), np.clip((0.19 - y) / 0.05, 0, 1)
    return [
        trouser.carried_by(hips=hips, upper_leg_l=(1 - hips) * (1 - low), lower_leg_l=low),
        boot.carried_by(foot_l=1.0),
        shaft.carried_by(lower_leg_l=0.5, foot_l=0.5),
    ]


TAIL = (
    (0.0, 0.30, -0.10),
    (-0.13, 0.27, -0.2),
    (-0.27, 0.30, -0.2),
    (-0.36, 0.41, -0.17),
    (-0.375, 0.53, -0.14),
    (-0.33, 0.62, -0.12),
)
"""Where its bones are."""


def _tail() -> list[Piece]:
    known = np.array(TAIL)
    fine = np.linspace(0, 5, 26)
    path = np.stack([_smooth(fine, known[:, axis]) for axis in range(3)], -1)
    radii = np.interp(fine, [0, 1, 4, 5], [0.04, 0.046, 0.056, 0.05])
    cut = 19
    main = tube(path[: cut + 1], radii[: cut + 1], "ear", sides=13)
    end_path, end_radii = domed(path[cut:], radii[cut:], 4)
    tip = tube(end_path[4:], end_radii[4:], "cream", sides=13)
    return [_on_tail(_turned_out(piece, path), path, fine) for piece in (main, tip)]


def _smooth(at: Points, known: Points) -> Points:
    """Run a soft line through points (Catmull-Rom)."""
    padded = np.concatenate([[2 * known[0] - known[1]], known, [2 * known[-1] - known[-2]]])
    first = np.clip(at.astype(int), 0, len(known) - 2)
    t = at - first
    a, b, c, d = (padded[first + step] for step in range(4))
    line: Points = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    return line


def _on_tail(piece: Piece, path: Points, along: Points) -> Piece:
    place = along[np.linalg.norm(piece.points[:, None] - path, axis=-1).argmin(axis=1)]
    shares = {f"tail{bone + 1}": np.clip(1 - abs(place - bone - 0.5), 0, 1) for bone in range(5)}
    shares["tail1"] = np.where(place < 0.5, 1.0, shares["tail1"])
    shares["tail5"] = np.where(place > 4.5, 1.0, shares["tail5"])
    return piece.carried_by(**shares)
