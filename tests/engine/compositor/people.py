"""A person before backgrounds that are known, so that the right edge is known to the pixel.

The person is cut from a photograph that scikit-image ships, by an alpha that was made with
care (``data/astronaut_alpha.png``), and has loose hair drawn around the head.  The masks in
``data`` are what the real segmenter made of these pictures
(``python -m tests.engine.compositor.people`` writes them anew)::

    scene = person_before("room")
    scene.picture           # with ``tracked``, as from a camera
    scene.alpha             # (h, w) float32, the truth
"""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import skimage.data
from numpy.typing import NDArray

from studio.ar import mediapipe_tasks
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane
from studio.model.tracking import Tracked

Floats = NDArray[np.float32]
WIDTH, HEIGHT = 1280, 720
DATA = Path(__file__).with_name("data")
_HEAD = (226.0, 85.0, 72.0, 68.0)  # of the photograph: middle and radii
_HAIR = (130.0, 105.0, 70.0)
_STRANDS = 90


@dataclass(frozen=True, eq=False)
class Scene:
    """A person before a background.

    Attributes:
        picture: As from a camera, with what is seen on it.
        person: ``(h, w, 3) float32``, the person's colours, RGB 0..255, everywhere.
        alpha: ``(h, w) float32``, 0..1, where the person is.
    """

    picture: Picture
    person: Floats
    alpha: Floats


@cache
def person_before(name: str, width: int = WIDTH, height: int = HEIGHT) -> Scene:
    """Return the person before one of ``BACKGROUNDS``."""
    person, alpha = placed(width, height)
    rgb = over(person, alpha, BACKGROUNDS[name](width, height))
    mask = cv2.imread(str(DATA / f"person_{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert mask is not None
    return Scene(as_picture(rgb, np.asarray(mask, np.uint8)), person, alpha)


def as_picture(rgb: Floats, mask: Plane | None, serial: int = 1, pts_ns: int = 10**9) -> Picture:
    """Return colours as a camera's picture, with a mask if somebody looked."""
    height, width = rgb.shape[:2]
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = np.rint(np.clip(rgb, 0, 255))
    plain = picture_from_rgba(rgba, serial, pts_ns)
    tracked = Tracked(pts_ns, width, height, person=mask) if mask is not None else None
    return Picture(
        width, height, plain.y, plain.uv, None, serial=serial, pts_ns=pts_ns, tracked=tracked
    )


def over(person: Floats, alpha: Floats, background: Floats) -> Floats:
    """Return a person before a background."""
    share = alpha[..., None]
    return person * share + background * (1 - share)


@cache
def placed(
    width: int, height: int, x: float = 0.5, size: float = 1.3, strands: int = _STRANDS
) -> tuple[Floats, Floats]:
    """Return colours and alpha of a person in a picture.

    Args:
        width: Of the picture.
        height: Likewise.
        x: Of the middle, 0..1.
        size: Of the person, in heights of the picture.
        strands: How many of loose hair.
    """
    colors, alpha = _cut_out()
    scale = height * size / alpha.shape[0]
    left, top = width * x - alpha.shape[1] * scale / 2, height * max(1 - size, 0.04)
    matrix = np.array([[scale, 0, left], [0, scale, top]], np.float32)
    where = cv2.warpAffine(alpha, matrix, (width, height), flags=cv2.INTER_CUBIC)
    # What was enlarged is made as sharp as a camera's edges.
    where = np.clip((where - 0.5) * max(scale, 1) + 0.5, 0, 1)
    person = cv2.warpAffine(
        colors, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    loose = _loose_hair((height, width), scale, left, top, strands)
    person = person * where[..., None] + np.array(_HAIR, np.float32) * (1 - where[..., None])
    return np.clip(person, 0, 255).astype(np.float32), np.maximum(where, loose)


@cache
def _cut_out() -> tuple[Floats, Floats]:
    """Colours and alpha of the person on the photograph, free of what was behind."""
    photo = np.asarray(skimage.data.astronaut(), np.float32)  # type: ignore[no-untyped-call]
    read = cv2.imread(str(DATA / "astronaut_alpha.png"), cv2.IMREAD_GRAYSCALE)
    alpha = np.asarray(read, np.float32) / 255
    wide = cv2.dilate(alpha, np.ones((9, 9), np.uint8))
    behind = _spread(photo, (wide < 0.01).astype(np.float32), 6)
    inside = _spread(photo, (alpha > 0.97).astype(np.float32), 2.5)
    share = alpha[..., None]
    front = (photo - (1 - share) * behind) / np.maximum(share, 0.3)
    sure = np.clip((share - 0.6) / 0.4, 0, 1)
    colors = np.clip(front * sure + inside * (1 - sure), 0, 255)
    return np.asarray(colors, np.float32), np.asarray(alpha, np.float32)


def _spread(colors: Floats, weight: Floats, sigma: float) -> Floats:
    """Carry colours on to where they have no weight."""
    total = cv2.GaussianBlur(colors * weight[..., None], (0, 0), sigma)
    share = cv2.GaussianBlur(weight, (0, 0), sigma)[..., None]
    return np.asarray(total / np.maximum(share, 1e-4), np.float32)


def _loose_hair(
    shape: tuple[int, int], scale: float, left: float, top: float, strands: int
) -> Floats:
    random = np.random.default_rng(1)
    layer = np.zeros(shape, np.uint8)
    middle_x, middle_y, radius_x, radius_y = _HEAD
    for _ in range(strands):
        turn = random.uniform(math.pi * 0.95, math.pi * 2.05)
        x = left + (middle_x + radius_x * math.cos(turn)) * scale
        y = top + (middle_y + radius_y * math.sin(turn)) * scale
        way, step = turn + random.normal(0, 0.5), random.uniform(1.6, 5) * scale
        points = [(x, y)]
        for _ in range(6):
            way += random.normal(0, 0.22)
            x, y = x + math.cos(way) * step, y + math.sin(way) * step
            points.append((x, y))
        line = np.round(np.array(points) * 16).astype(np.int32)
        wide = 1 if random.random() < 0.6 else 2
        cv2.polylines(layer, [line], False, random.integers(150, 255).item(), wide, cv2.LINE_AA, 4)
    return layer.astype(np.float32) * np.float32(0.9 / 255)


def room(width: int, height: int) -> Floats:
    """Return a room with a shelf of books and a window, a little out of focus."""
    random = np.random.default_rng(3)
    picture = np.empty((1080, 1920, 3), np.float32)
    picture[:] = 175, 165, 150
    picture *= np.linspace(0.8, 1.1, 1920)[None, :, None].astype(np.float32)
    cv2.rectangle(picture, (1250, 120), (1780, 640), (205, 225, 235), -1)
    cv2.line(picture, (1515, 120), (1515, 640), (100, 110, 120), 16)
    cv2.line(picture, (1250, 380), (1780, 380), (100, 110, 120), 16)
    for row in range(3):
        y, x = 260 + row * 230, 70
        cv2.rectangle(picture, (60, y), (760, y + 18), (110, 80, 50), -1)
        while x < 730:
            wide, high = random.integers(18, 46).item(), random.integers(110, 190).item()
            book = tuple(random.integers(30, 230, 3).tolist())
            cv2.rectangle(picture, (x, y - high), (x + wide, y), book, -1)
            x += wide + 3
    cv2.rectangle(picture, (0, 900), (1920, 1080), (110, 85, 60), -1)
    return _finished(picture, width, height, 1.5)


def dusk(width: int, height: int) -> Floats:
    """Return an evening sky over lights, far darker than the person."""
    random = np.random.default_rng(4)
    down = np.linspace(0, 1, 1080, dtype=np.float32)[:, None, None]
    dark, low = np.array([14, 22, 48], np.float32), np.array([70, 62, 74], np.float32)
    picture = np.ascontiguousarray(np.broadcast_to(dark * (1 - down) + low * down, (1080, 1920, 3)))
    for _ in range(60):
        at = random.integers(0, 1920).item(), random.integers(700, 1000).item()
        light = (255, random.integers(150, 240).item(), random.integers(60, 160).item())
        cv2.circle(picture, at, random.integers(3, 9).item(), light, -1, cv2.LINE_AA)
    for x in (150, 520, 1400, 1700):
        cv2.line(picture, (x, 250), (x, 1080), (38, 40, 50), 24)
    return _finished(picture, width, height, 1.5)


def wall(width: int, height: int) -> Floats:
    """Return a wall of grey bricks."""
    photo = np.asarray(skimage.data.brick(), np.uint8)  # type: ignore[no-untyped-call]
    bricks = cv2.resize(photo, (1920, 1920), interpolation=cv2.INTER_CUBIC)[:1080]
    grey = cv2.GaussianBlur(bricks, (0, 0), 2).astype(np.float32) * 0.4 + 100
    return _finished(np.dstack([grey, grey, grey * 0.97]), width, height, 1.0)


BACKGROUNDS: dict[str, Callable[[int, int], Floats]] = {"room": room, "dusk": dusk, "wall": wall}


def _finished(picture: Any, width: int, height: int, noise: float) -> Floats:
    random = np.random.default_rng(7)
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 1.2)
    noisy = np.clip(soft + random.normal(0, noise, soft.shape), 0, 255)
    return np.asarray(noisy, np.float32)


def segmented(rgb: Floats, model: Path) -> Plane:
    """Return the mask that the segmenter makes of colours, ``(256, 256) uint8``."""
    segmenters = mediapipe_tasks.module("vision.image_segmenter")
    options = segmenters.ImageSegmenterOptions(
        base_options=mediapipe_tasks.options(str(model)), output_confidence_masks=True
    )
    small = cv2.resize(rgb, (256, 256), interpolation=cv2.INTER_AREA)
    data = np.ascontiguousarray(np.rint(np.clip(small, 0, 255)).astype(np.uint8))
    with segmenters.ImageSegmenter.create_from_options(options) as segmenter:
        mask = segmenter.segment(mediapipe_tasks.image(data)).confidence_masks[0].numpy_view()
    return np.asarray(np.rint(np.squeeze(mask) * 255), np.uint8)


if __name__ == "__main__":
    for each, background in BACKGROUNDS.items():
        one, where = placed(WIDTH, HEIGHT)
        found = segmented(over(one, where, background(WIDTH, HEIGHT)), Path(sys.argv[1]))
        cv2.imwrite(str(DATA / f"person_{each}.png"), found)
