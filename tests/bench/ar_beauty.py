"""What the beauty filter costs the array compositor: ``python -m tests.bench.ar_beauty``.

CPU-milliseconds of one thread for a 1080p picture with one face, each part by itself, medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import cv2

from studio.engine.compositor import array_beauty
from studio.engine.compositor.array_look import apply_look
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.beauty_face import faces_on
from studio.engine.compositor.beauty_fields import paint_fields
from studio.engine.compositor.beauty_warp import warp_grid
from studio.engine.compositor.filter_beauty import Beauty, beauty_of
from studio.engine.compositor.looks import look_tables
from studio.engine.picture import Picture
from studio.model.beauty_presets import beauty_presets
from studio.model.kinds_ar import BeautySettings
from tests.engine.compositor.faces import face_picture

ROUNDS = 60


def cost_ms(work: Callable[[], object]) -> float:
    """Return the median CPU time of a call, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.thread_time_ns()
        work()
        times.append(time.thread_time_ns() - began)
    return statistics.median(times) / 1e6


def costs_ms(picture: Picture, beauty: Beauty) -> dict[str, float]:
    """Return what each part of the filter costs."""
    scratch = Scratch()
    source = Planes(picture.y, picture.uv, picture.alpha)
    out = array_beauty.beautified(picture, beauty, scratch)
    (face,) = faces_on(picture)
    found = {
        "all": cost_ms(lambda: array_beauty.beautified(picture, beauty, scratch)),
        "copy": cost_ms(lambda: out.put(source)),
        "faces": cost_ms(lambda: faces_on(picture)),
    }
    fields, grid = paint_fields(face, beauty, source), warp_grid(face, beauty)
    if fields is not None:
        part = out.window(fields.box)
        found["find skin, make-up"] = cost_ms(lambda: paint_fields(face, beauty, source))
        found["paint"] = cost_ms(lambda: array_beauty.paint(part, fields, scratch))
    if grid is not None:
        found["shape"] = cost_ms(lambda: warp_grid(face, beauty))
        found["bend"] = cost_ms(lambda: array_beauty.warp(out, face.warp_box, grid, scratch))
    if beauty.tints:
        tables = look_tables(beauty.look, beauty.look_strength)
        found["look"] = cost_ms(lambda: apply_look(out, tables, scratch))
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--face", type=float, default=350, help="height of the face in pixels")
    face_px = parser.parse_args().face
    cv2.setNumThreads(1)
    picture = face_picture(face_px, 1920, 1080)
    for each in beauty_presets()[1:]:
        beauty = beauty_of(BeautySettings.model_validate(each.settings))
        parts = costs_ms(picture, beauty)
        print(f"{each.name:10s}", "  ".join(f"{name} {ms:.2f}" for name, ms in parts.items()))


if __name__ == "__main__":
    main()
