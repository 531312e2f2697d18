"""A picture of an effect on a dummy's head that looks this way and that, and reacts.

The first row shows the head turned, the second one what each trigger starts::

    rgb = contact_sheet(folder)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12
from studio.engine.face_effects.head import Head
from studio.engine.face_effects.reading import Read, read_all
from studio.engine.face_effects.side_views import SideViews
from studio.engine.face_effects.signals import MS_NS, shapes_for
from studio.engine.face_effects.worn import DrawnPart, Piece, Worn
from studio.engine.picture import Picture, Plane
from studio.engine.sources.mannequin import mannequin
from studio.model.face_effect import HAND_SIGNALS, FaceEffect
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.tracking import BLENDSHAPES, Face, Hand, Tracked

SIDE_PX = 360
COLUMNS = 4
_POSES = ((0, 0, 0), (28, 4, 0), (-40, 0, 6), (8, -18, -14))
_MOST_SIGNALS = 8
_STEP_MS = 40
_ZOOM = 1.26
"""So much larger is the head on a thumbnail."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A head of the sheet.

    Attributes:
        signal: What it does; "" is nothing.
        for_ms: For how long, when it is looked at.
    """

    rgb: Plane
    points: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    signal: str = ""
    for_ms: int = 0


def contact_sheet(folder: Path) -> Plane:
    """Return the sheet of an effect.

    Raises:
        StudioError: If something is wrong with it, or it can't be drawn.
    """
    read = read_all(folder)
    scenes = list(_scenes(read.effect))
    heads = [head for each in scenes if (head := Head.of(each.points))]
    parts: dict[str, DrawnPart] = dict(read.flat)
    with SideViews() as drawing:
        for part in read.effect.models:
            parts[part.id] = drawing.part(part, folder, heads)
    tiles = [drawn_scene(each, Worn(Piece(read.effect, parts))) for each in scenes]
    while len(tiles) % COLUMNS:
        tiles.append(np.full_like(tiles[0], 240))
    rows = [np.hstack(tiles[at : at + COLUMNS]) for at in range(0, len(tiles), COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def thumbnail(read: Read, side_px: int) -> Plane:
    """Return an effect on a head that looks a little aside, with what its first trigger starts.

    Raises:
        StudioError: If it can't be drawn.
    """
    rgb, points = mannequin(round(side_px * _ZOOM), yaw_deg=-14, pitch_deg=2)
    left, top = round(side_px * (_ZOOM - 1) / 2), round(side_px * (_ZOOM - 1) * 0.42)
    shown = rgb[top : top + side_px, left : left + side_px]
    moved = points - np.array([left, top, 0], np.float32)
    head = Head.of(moved)
    parts: dict[str, DrawnPart] = dict(read.flat)
    with SideViews() as drawing:
        for part in read.effect.models:
            parts[part.id] = drawing.part(part, read.folder, [head] if head else [])
    signal = read.effect.trigger[0].on if read.effect.trigger else ""
    scene = Scene(np.ascontiguousarray(shown), moved, signal, 700)
    return drawn_scene(scene, Worn(Piece(read.effect, parts)))


def _scenes(effect: FaceEffect) -> Iterator[Scene]:
    for yaw, pitch, roll in _POSES:
        rgb, points = mannequin(SIDE_PX, yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll)
        yield Scene(rgb, points)
    rgb, points = mannequin(SIDE_PX)
    for signal in list(dict.fromkeys(each.on for each in effect.trigger))[:_MOST_SIGNALS]:
        for for_ms in (400, 1_000):
            yield Scene(rgb, points, signal, for_ms)


def drawn_scene(scene: Scene, worn: Worn) -> Plane:
    """Return a picture of a head with what it wears, some time after its signal."""
    height, width = scene.rgb.shape[:2]
    opaque = np.full((height, width, 1), 255, np.uint8)
    picture: Picture = picture_from_rgba(np.dstack([scene.rgb, opaque]), serial=1, pts_ns=0)
    layers: tuple[Layer, ...] = ()
    for at_ms in range(0, 300 + scene.for_ms, _STEP_MS):
        layers = worn.layers(_seen(scene, at_ms), FaceEffectSettings())
    base = Layer("face", picture, Rect(0, 0, width, height), Affine())
    compositor = ArrayCompositor(width, height)
    compositor.submit(Composition(width, height, (base, *layers)), 0)
    taken = compositor.take(wait=True)
    assert taken
    rgb = rgb_from_nv12(taken[1], height, width)
    compositor.close()
    return rgb


def _seen(scene: Scene, at_ms: int) -> Tracked:
    """Return what a tracker would see at a time; the signal begins after a quarter second."""
    does = scene.signal if at_ms > 240 else ""
    strong = shapes_for(does)
    shapes = np.array([strong.get(name, 0.0) for name in BLENDSHAPES], np.float32)
    face = Face(1, 1.0, scene.points, shapes, np.eye(4, dtype=np.float32))
    hands: tuple[Hand, ...] = ()
    if does in HAND_SIGNALS:
        hands = (Hand(True, np.zeros((21, 3), np.float32), does),)
    height, width = scene.rgb.shape[:2]
    return Tracked(at_ms * MS_NS, width, height, (face,), hands)
