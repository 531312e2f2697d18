"""A model on its stage: placed, turned, lit and seen as a content asks for.

stage = ModelStage(glb, content)
rgba = stage.picture(0.25)              # at a quarter of its round
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pygfx as gfx  # type: ignore[import-untyped]  # ships no types

from studio.effects.errors import EffectError
from studio.effects.finish import Light, finished, linear, with_glow
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
from studio.model.canvas_content import Model

_FINE = 2
_LARGEST_PX = 3072
_FOV_DEG = 28.0
_FILLS = 0.94
"""Of the picture's side, at zoom 1."""
_GLOW_FILLS = 0.8
"""The same where there is a glow around it, which needs room."""
_LOOKS = 12
"""At how many times of a round it is looked at how much room it takes."""
_MS_NS = 1_000_000


class ModelStage:
    """Belongs to one thread.

    Args:
        glb: The file, checked.
        content: How it is seen.

    Raises:
        EffectError: If it can't be.
    """

    def __init__(self, glb: bytes, content: Model) -> None:
        choose_adapter()
        self._content = content
        loaded = load(glb)
        self._clip = _clip(loaded.animations or [], content.clip)
        self._mixer = gfx.AnimationMixer()
        if self._clip is not None:
            self._mixer.clip_action(self._clip).play()
        self._lamps = lamps(linear_hue(content.light))
        self._middle, self._pivot, self._scene = gfx.Group(), gfx.Group(), gfx.Scene()
        self._middle.add(shown_scene(loaded))
        self._pivot.add(self._middle)
        self._scene.add(self._pivot, *self._lamps)
        self._materials = list(prepared(self._middle))
        self._camera = gfx.PerspectiveCamera(_FOV_DEG, content.width / content.height)
        self._frame()
        self._renderers: dict[int, gfx.WgpuRenderer] = {}

    @property
    def moves(self) -> bool:
        """Whether it is not always seen the same."""
        return self._clip is not None or bool(self._content.turns or self._content.sway_deg)

    @property
    def loop_ns(self) -> int:
        """How long a round is."""
        return self._content.loop_ms * _MS_NS

    def picture(self, share: float) -> Pixels:
        """Return what is seen at a part of the round, 0 to 1."""
        self._pose(share)
        size = self._content.width, self._content.height
        light = linear(self._rendered(_fineness(size)), size)
        if self._content.glow:
            light = with_glow(light, self._shining(), self._content.glow)
        return finished(light)

    def _shining(self) -> Light:
        """Return what shines by itself alone, in half the size."""
        with self._darkness():
            size = self._content.width // 2, self._content.height // 2
            return linear(self._rendered(1), (max(1, size[0]), max(1, size[1])))

    @contextmanager
    def _darkness(self) -> Iterator[None]:
        before = [lamp.intensity for lamp in self._lamps]
        for lamp in self._lamps:
            lamp.intensity = 0
        for material in self._materials:
            material.env_map_intensity = 0
        yield
        for lamp, intensity in zip(self._lamps, before, strict=True):
            lamp.intensity = intensity
        for material in self._materials:
            material.env_map_intensity = REFLECTS

    def _rendered(self, fine: int) -> Pixels:
        renderer = self._renderers.get(fine)
        if renderer is None:
            size = self._content.width * fine, self._content.height * fine
            target = gfx.Texture(dim=2, size=(*size, 1), format="rgba8unorm")
            # Its own smoothing costs nine times as much as rendering in twice the size.
            renderer = gfx.renderers.WgpuRenderer(target, pixel_scale=1, ppaa="none")
            self._renderers[fine] = renderer
        renderer.render(self._scene, self._camera, flush=False, clear=True)
        rendered: Pixels = renderer.snapshot()
        return rendered

    def _pose(self, share: float) -> None:
        """Move it to where it is at a part of the round."""
        content = self._content
        if self._clip is not None:
            duration_s = float(self._clip.duration)
            times = max(1, round(content.loop_ms / 1000 / duration_s))
            self._mixer.set_time(share * times % 1 * duration_s)
        turn = -content.yaw_deg + 360 * content.turns * share
        turn += content.sway_deg * math.sin(math.tau * share)
        half = math.radians(turn) / 2
        self._pivot.local.rotation = (0, math.sin(half), 0, math.cos(half))

    def _frame(self) -> None:
        """Put the model into the middle, and the camera where all of its round is seen."""
        shares = [look / _LOOKS for look in range(_LOOKS)] if self.moves else [0.0]
        self._pose(shares[0])
        points = [points_of(self._middle)]
        lower, upper = points[0].min(axis=0), points[0].max(axis=0)
        self._middle.local.position = tuple(-(lower + upper) / 2)
        pitch, roll = math.radians(self._content.pitch_deg), math.radians(self._content.roll_deg)
        forward = np.array([0, math.sin(pitch), math.cos(pitch)])
        up = np.array([0, math.cos(pitch), -math.sin(pitch)])
        right = np.array([1.0, 0, 0])
        right, up = (
            math.cos(roll) * right + math.sin(roll) * up,
            math.cos(roll) * up - math.sin(roll) * right,
        )
        fills = (_GLOW_FILLS if self._content.glow else _FILLS) * self._content.zoom
        aspect = self._content.width / self._content.height
        high = math.tan(math.radians(_FOV_DEG / 2)) * fills * 2 / (1 + aspect)  # as pygfx has it
        wide = high * aspect
        distance, nearest = 0.0, 0.0
        for share in shares:
            self._pose(share)
            seen = points_of(self._pivot) @ np.stack([right, up, forward], 1)
            across = np.maximum(abs(seen[:, 0]) / wide, abs(seen[:, 1]) / high)
            distance = max(distance, float((seen[:, 2] + across).max()))
            nearest = max(nearest, float(np.linalg.norm(seen, axis=1).max()))
        if not 0 < distance < 1e12:
            raise EffectError("The model has no size, or one beyond all bounds.")
        distance = max(distance, nearest * 1.01)
        self._camera.local.matrix = _standing(right, up, forward, distance)
        self._camera.depth_range = (distance - nearest) * 0.5 + 1e-6, distance + nearest * 2


def _standing(right: Points, up: Points, forward: Points, distance: float) -> Points:
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = (
        right,
        up,
        forward,
        forward * distance,
    )
    return matrix


def _fineness(size: tuple[int, int]) -> int:
    return _FINE if max(size) * _FINE <= _LARGEST_PX else 1


def _clip(clips: list[gfx.AnimationClip], name: str) -> gfx.AnimationClip | None:
    named = [clip for clip in clips if not name or clip.name == name]
    if name and not named:
        others = ", ".join(str(clip.name) for clip in clips) or "none"
        raise EffectError(f'The model has no animation "{name}"; it has {others}.')
    if not named or not 1e-3 < float(named[0].duration) < 1e5:
        return None
    return named[0]
