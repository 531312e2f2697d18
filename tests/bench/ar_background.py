"""What the background filter costs, and how good its edge is.

``python -m tests.bench.ar_background``: first the CPU-milliseconds of one thread for a 1080p
picture in which a person moves, for each mode and each part, least and median.  Then, with
the segmenter's model, the error at the edge against the truth, which is known since the
pictures are composed: of the mask as the segmenter made it, grown; of the same refined by
luma alone; and of ours::

    python -m tests.bench.ar_background --model selfie_segmenter.tflite
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from studio.engine.compositor.array_background import BackgroundPainter, alpha_plane
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.backdrop import Plate, blurred, grow, plate_of
from studio.engine.compositor.background_edge import Lit, lit_of, mix_edge
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, PICTURE, Background
from studio.engine.compositor.matte_cover import Cover, cover_of
from studio.engine.compositor.matting import Matting
from studio.engine.picture import Picture, Plane
from studio.model.errors import StudioError
from studio.weights.models import named, whole_path
from tests.engine.compositor.edges import EdgeError, edge_error
from tests.engine.compositor.people import (
    BACKGROUNDS,
    Floats,
    as_picture,
    over,
    placed,
    room,
    segmented,
)

WIDTH, HEIGHT = 1920, 1080
ROUNDS = 60
STEP_PX = 4
SIZES = ((1920, 1080), (1280, 720))
GUIDE_WINDOW = (17, 17)


def moving(count: int) -> list[Picture]:
    """Return pictures in which a person goes to the right, with a camera's noise."""
    person, alpha = placed(WIDTH, HEIGHT)
    behind, random = room(WIDTH, HEIGHT), np.random.default_rng(1)
    pictures = []
    for index in range(count):
        here, where = (np.roll(each, STEP_PX * index, axis=1) for each in (person, alpha))
        noise = random.normal(0, 2, (HEIGHT, WIDTH, 1)).astype(np.float32)
        small = cv2.resize(where, (256, 256), interpolation=cv2.INTER_AREA)
        mask = np.asarray(np.rint(cv2.GaussianBlur(small, (0, 0), 1) * 255), np.uint8)
        rgb = np.asarray(over(here, where, behind) + noise, np.float32)
        pictures.append(as_picture(rgb, mask, index + 1, 10**9 + index * 33_000_000))
    return pictures


def cost_ms(work: Callable[[int], object], rounds: int = ROUNDS) -> str:
    """Return the least and the median CPU time of a call, in milliseconds."""
    times = []
    for index in range(rounds):
        began = time.thread_time_ns()
        work(index)
        times.append((time.thread_time_ns() - began) / 1e6)
    return f"{min(times):5.2f} ms least {statistics.median(times):6.2f} ms median"


def print_costs() -> None:
    """Print what modes and their parts cost."""
    pictures = moving(12)
    behind = as_picture(room(WIDTH, HEIGHT), None)
    for mode in (BLUR, PICTURE, COLOR, CUT_OUT):
        painter, scratch = BackgroundPainter(), Scratch()
        background = Background(mode=mode, behind=behind)

        _print(mode, partial(_paint, pictures, painter, background, scratch))
    matting, picture = Matting(), pictures[0]
    _print("  find people", lambda n: matting.of(pictures[n % len(pictures)]))
    matte = matting.of(picture)
    assert matte is not None
    planes, plate = Planes(picture.y, picture.uv), plate_of(matte)
    out = Planes(planes.y.copy(), planes.uv.copy())
    cover, lit = cover_of(matte, planes), lit_of(matte, 0.3)
    _print("  alpha in full size", lambda n: cover_of(matte, planes))
    _print("  blur the room", lambda n: blurred(matte, 0.5))
    _print("  grow it", lambda n: grow(plate, out))
    _print("  the room as it was", lambda n: plate_of(matte))
    _print("  mix, blurred", partial(_mix, cover, planes, out, lit, None, None))
    _print("  mix, replaced", partial(_mix, cover, planes, out, lit, plate, plate))
    print(f"{cover.mosaic.count} tiles, {cover.alpha.size / planes.y.size:.0%} of the picture")


def _paint(
    pictures: list[Picture],
    painter: BackgroundPainter,
    background: Background,
    scratch: Scratch,
    index: int,
) -> None:
    painter.paint(pictures[index % len(pictures)], background, scratch)


def _print(what: str, work: Callable[[int], object]) -> None:
    print(f"{what:24} {cost_ms(work)}")


def _mix(
    cover: Cover,
    planes: Planes,
    out: Planes,
    lit: Lit | None,
    old: Plate | None,
    light: Plate | None,
    _: int,
) -> None:
    mix_edge(cover, planes, out, lit=lit, old=old, light=light)


def refined_by_luma(mask: Plane, y: Plane) -> Floats:
    """The plain fast guided filter, guided by luma alone, for comparison."""
    height, width = y.shape
    size = width // 4, height // 4
    guide = np.asarray(cv2.resize(y, size, interpolation=cv2.INTER_AREA) / 255, np.float32)
    share = np.asarray(cv2.resize(mask, size) / 255, np.float32)

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.blur(values, GUIDE_WINDOW), np.float32)

    middle = mean(guide)
    slope = (mean(guide * share) - middle * mean(share)) / (mean(guide**2) - middle**2 + 1e-4)
    base = mean(share) - slope * middle
    slope, base = mean(slope), mean(base)
    found = cv2.resize(slope, (width, height)) * (y / 255) + cv2.resize(base, (width, height))
    return np.asarray(np.clip(found, 0, 1), np.float32)


def print_quality(model: Path) -> None:
    """Print how far masks are from the truth."""
    head = ("overlap", "alpha", "boundary", "slope")
    print(f"{'':28}" + "".join(f"{each:>10}" for each in head))
    for width, height in SIZES:
        for name, background in BACKGROUNDS.items():
            person, alpha = placed(width, height)
            rgb = over(person, alpha, background(width, height))
            mask = segmented(rgb, model)
            picture = as_picture(rgb, mask)
            matte = Matting().of(picture)
            assert matte is not None
            ours = np.asarray(alpha_plane(matte, picture) / 255, np.float32)
            raw = np.asarray(cv2.resize(mask, (width, height)) / 255, np.float32)
            for what, found in (
                ("mask", raw),
                ("by luma", refined_by_luma(mask, picture.y)),
                ("ours", ours),
            ):
                print(f"{height:5} {name:6} {what:15}" + _row(edge_error(found, alpha)))


def _row(error: EdgeError) -> str:
    values = (error.overlap, error.alpha, error.boundary_px, error.slope)
    return "".join(f"{value:10.4f}" for value in values)


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="the segmenter's; the one of the cache")
    model = parser.parse_args().model
    cv2.setNumThreads(1)
    print_costs()
    try:
        print_quality(model or whole_path(named("person")))
    except StudioError as error:
        print(error)


if __name__ == "__main__":
    main()
