"""A model on a head that is not seen: it only hides what of the model lies behind it.

The light stands still while the head turns, as a room's does.  Seen from afar, without
perspective, so that a view is right wherever on a picture the head is::

    stage = HeadStage(glb, views)
    rgba = stage.view(row, column)
    stage.size, stage.facts
"""

import itertools
import math

import numpy as np
import pygfx as gfx  # type: ignore[import-untyped]  # ships no types

from studio.effects.errors import EffectError
from studio.effects.finish import finished, linear, with_glow
from studio.effects.model_file import (
    REFLECTS,
    Points,
    choose_adapter,
    linear_hue,
    load,
    points_of,
    prepared,
    shown_scene,
)
from studio.effects.planes import Pixels
from studio.effects.studio_light import lamps
from studio.model.canonical_face import SKULL_MIDDLE_CM, SKULL_RADII_CM, canonical_face
from studio.model.head_views import (
    FINEST_PX_CM,
    LARGEST_VIEW_PX,
    MOST_VIEWS_PIXELS,
    PITCHES_DEG,
    VIEWS,
    YAWS_DEG,
    HeadViews,
    view_turn,
)

_FINE = 2
_MARGIN_PX = 6
_GLOW_MARGIN = 0.3
"""Of the model's size, on each side."""
_WITHIN = 0.97
"""The head is drawn a little smaller than it is, so that it doesn't eat into what it wears."""
_FAR_CM = 200.0
HIDES = {
    "method": "blended",
    "color_op": "add",
    "color_src": "zero",
    "color_dst": "one",
    "alpha_op": "add",
    "alpha_src": "zero",
    "alpha_dst": "one",
}
"""Leaves every colour as it is; only depth is written."""


class HeadStage:
    """Belongs to one thread.

    Args:
        glb: The model's file, checked.
        views: How it is worn.

    Raises:
        EffectError: If it can't be drawn.
    """

    def __init__(self, glb: bytes, views: HeadViews) -> None:
        choose_adapter()
        self._views = views
        model = gfx.Group()
        model.add(shown_scene(load(glb)))
        self._materials = list(prepared(model))
        _fit(model, views)
        self._lamps = lamps(linear_hue(views.light))
        self._pivot, scene = gfx.Group(), gfx.Scene()
        self._pivot.add(model, _head(views))
        scene.add(self._pivot, *self._lamps)
        self._scene = scene
        points = points_of(model)
        px_cm, width_cm, height_cm = _framed(points, views.glow > 0)
        self.size = _even(width_cm * px_cm), _even(height_cm * px_cm)
        self.facts = (px_cm, *points.mean(axis=0), *_spread(points))
        """Pixels for a centimetre; the middle of its points, from its origin; how those are
        spread around it: xx, xy, xz, yy, yz, zz."""
        self._camera = gfx.OrthographicCamera(
            self.size[0] / px_cm, self.size[1] / px_cm, maintain_aspect=False
        )
        self._camera.local.position = (0, 0, _FAR_CM)
        self._camera.depth_range = 1.0, 2 * _FAR_CM
        self._renderers: dict[int, gfx.WgpuRenderer] = {}

    @property
    def moves(self) -> bool:
        """Whether it is not always seen the same."""
        return True

    @property
    def loop_ns(self) -> int:
        """Views have no time."""
        return 0

    def picture(self, share: float) -> Pixels:
        """Return a view by its place in the row of all, 0 to 1."""
        row, column = divmod(min(VIEWS - 1, round(share * VIEWS)), len(YAWS_DEG))
        self._turn_to(view_turn(YAWS_DEG[column], PITCHES_DEG[row]))
        light = linear(self._rendered(_FINE), self.size)
        if self._views.glow:
            with_lamps = [lamp.intensity for lamp in self._lamps]
            self._light_up([0.0] * len(self._lamps), 0.0)
            half = max(1, self.size[0] // 2), max(1, self.size[1] // 2)
            light = with_glow(light, linear(self._rendered(1), half), self._views.glow)
            self._light_up(with_lamps, REFLECTS)
        return finished(light)

    def _light_up(self, intensities: list[float], reflects: float) -> None:
        for lamp, intensity in zip(self._lamps, intensities, strict=True):
            lamp.intensity = intensity
        for material in self._materials:
            material.env_map_intensity = reflects

    def _turn_to(self, turn: Points) -> None:
        matrix = np.eye(4)
        matrix[:3, :3] = turn
        self._pivot.local.matrix = matrix

    def _rendered(self, fine: int) -> Pixels:
        renderer = self._renderers.get(fine)
        if renderer is None:
            size = self.size[0] * fine, self.size[1] * fine
            target = gfx.Texture(dim=2, size=(*size, 1), format="rgba8unorm")
            renderer = gfx.renderers.WgpuRenderer(target, pixel_scale=1, ppaa="none")
            self._renderers[fine] = renderer
        renderer.render(self._scene, self._camera, flush=False, clear=True)
        rendered: Pixels = renderer.snapshot()
        return rendered


def _fit(model: gfx.Group, views: HeadViews) -> None:
    """Make a model as wide as it shall be, and turn it; its origin stays where it is."""
    across = np.ptp(points_of(model)[:, 0])
    if not 1e-9 < across < 1e9:
        raise EffectError("The model has no width, or one beyond all bounds.")
    roll = math.radians(views.roll_deg)
    cos, sin = math.cos(roll), math.sin(roll)
    tilted = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = view_turn(views.yaw_deg, views.pitch_deg) @ tilted
    matrix[:3, :3] *= views.width_mm / 10 / across
    model.local.matrix = matrix


def _head(views: HeadViews) -> gfx.Group:
    """Return the head around the model's origin."""
    points, triangles = canonical_face()
    face = gfx.Geometry(indices=triangles.astype(np.int32), positions=points * np.float32(_WITHIN))
    skull = gfx.sphere_geometry(1, 48, 32)
    skull.positions.data[:] *= np.array(SKULL_RADII_CM, np.float32) * np.float32(_WITHIN)
    skull.positions.data[:] += np.array(SKULL_MIDDLE_CM, np.float32)
    head = gfx.Group()
    for geometry in (face, skull):
        material = gfx.MeshBasicMaterial(alpha_config=HIDES, depth_write=True, side="both")
        material.render_queue = 1_000
        head.add(gfx.Mesh(geometry, material))
    head.local.position = tuple(-each / 10 for each in views.place_mm)
    return head


def _framed(points: Points, has_glow: bool) -> tuple[float, float, float]:
    """Return how finely it is drawn, and what all views need: centimetres across and down."""
    largest, area = np.zeros(2), 0.0
    for pitch, yaw in itertools.product(PITCHES_DEG, YAWS_DEG):
        seen = points @ view_turn(yaw, pitch)[:2].T
        largest = np.maximum(largest, np.abs(seen).max(axis=0))
        area += float(np.prod(np.ptp(seen, axis=0)))
    room = 1 + 2 * _GLOW_MARGIN if has_glow else 1.0
    width, height = 2 * largest * room
    px_cm = min(
        FINEST_PX_CM,
        (LARGEST_VIEW_PX - 2 * _MARGIN_PX) / max(width, height),
        math.sqrt(MOST_VIEWS_PIXELS / (area * room**2)) * 0.94,
    )
    margin = 2 * _MARGIN_PX / px_cm
    return px_cm, width + margin, height + margin


def _spread(points: Points) -> tuple[float, ...]:
    spread = np.cov(points.T, bias=True) + np.eye(3) * 1e-3
    return tuple(float(spread[row, column]) for row in range(3) for column in range(row, 3))


def _even(length: float) -> int:
    return math.ceil(length / 2) * 2
