"""How our cost grows: with the number of layers, the size, the frame rate.

    .venv/bin/python -m tests.bench.growth --part layers [--seconds 15] [--compositor array]

Records to a file, so that the network is not in it.  Layers are keyed videos, each a
sixth of the canvas wide, over a background; every second one is a still picture with
alpha.  The figures go into a table and, as a chart, into the work folder.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.own_run import Json, run
from tests.bench.plot import write_chart
from tests.bench.standard_scene import KEY_COLOR

LAYERS = (1, 2, 4, 8, 16, 32)
SIZES = ((640, 360), (1280, 720), (1920, 1080))
RATES = (15, 30, 60)
COLUMNS = 6
HD, FULL_HD = (1280, 720), (1920, 1080)
FEW = 4
HEAD = "| layers | size | fps | CPU-ms a frame | render p50 ms | p99 | lagged | skipped |"


@dataclass(frozen=True)
class Point:
    """One thing to measure."""

    layers: int
    size: tuple[int, int]
    fps: int

    @property
    def size_name(self) -> str:
        """The size as people write it."""
        return f"{self.size[0]}x{self.size[1]}"


PARTS = {
    "layers": [Point(count, FULL_HD, 30) for count in LAYERS],
    "size": [Point(FEW, size, 30) for size in SIZES],
    "fps": [Point(FEW, HD, fps) for fps in RATES],
}
X_NAMES: dict[str, Callable[[Point], str]] = {
    "layers": lambda point: str(point.layers),
    "size": lambda point: point.size_name,
    "fps": lambda point: str(point.fps),
}


def tiles(media: Path, count: int, size: tuple[int, int], fps: int) -> Json:
    """Return a scene of a background and ``count`` layers in a grid."""
    width, height = size
    key = {"name": "key", "kind": "chroma_key", "settings": {"color": KEY_COLOR}}
    inputs: list[Json] = [
        {"name": "bg", "kind": "media", "settings": {"file": str(media / "bg.mp4"), "loop": True}},
        {
            "name": "cam",
            "kind": "media",
            "settings": {"file": str(media / "cam.mp4"), "loop": True},
            "filters": [key],
        },
        {"name": "logo", "kind": "image", "settings": {"file": str(media / "logo.png")}},
    ]
    items: list[Json] = [{"source": "bg", "transform": _box(0, 0, width, height)}]
    for number in range(count):
        column, row = number % COLUMNS, number // COLUMNS
        tile = width / COLUMNS, height / COLUMNS
        place = _box(column * tile[0], row * tile[1], *tile)
        items.append({"source": "logo" if number % 2 else "cam", "transform": place})
    return {
        "schema": 1,
        "canvas": {"width": width, "height": height, "fps": str(fps)},
        "inputs": inputs,
        "scenes": [{"name": "Main", "items": items}],
    }


def _box(x: float, y: float, width: float, height: float) -> Json:
    bounds = {
        "bounds_type": "stretch",
        "bounds_width": round(width),
        "bounds_height": round(height),
    }
    return {"x": round(x), "y": round(y), **bounds}


def measure(point: Point, asked: argparse.Namespace) -> Json:
    """Record that scene for a while and return the statistics."""
    words = ["--encoder", "libx264", "--preset", "veryfast", "--compositor", asked.compositor]
    scene = tiles(asked.work / "media", point.layers, point.size, point.fps)
    return run(scene, words, seconds=asked.seconds)


def row(point: Point, stats: Json) -> str:
    """Return a line of the table."""
    numbers = [point.layers, point.size_name, point.fps, stats["cpu_ms_per_frame"]]
    numbers += [_quantile(stats, "p50"), _quantile(stats, "p99")]
    numbers += [stats["frames_lagged_after_2s"], stats["frames_skipped"]]
    return f"| {' | '.join(map(str, numbers))} |"


def _quantile(stats: Json, name: str) -> float:
    render = stats["render_ms"]
    assert isinstance(render, dict)
    return float(render[name])


def main() -> None:
    """Print one table, write one chart for each part."""
    parser = argparse.ArgumentParser(prog="growth", description=__doc__.split("\n")[0])
    parser.add_argument("--part", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--compositor", default="auto", choices=["auto", "array", "wgpu"])
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    parts = asked.part.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"{', '.join(unknown)}: there is only {', '.join(PARTS)}")
    make_media(asked.work / "media")
    folder = asked.work / "runs" / time.strftime("growth-%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    print(f"{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|")
    with the_machine_to_ourselves():
        for part in parts:
            chart(part, asked, folder / f"{part}.svg")
    print(f"\nDrawn in {folder}")


def chart(part: str, asked: argparse.Namespace, path: Path) -> None:
    """Measure the points of one part, print their lines, draw them."""
    lines: dict[str, list[float]] = {"CPU-ms a frame": [], "render p50 ms": [], "render p99 ms": []}
    for point in PARTS[part]:
        stats = measure(point, asked)
        print(row(point, stats), flush=True)
        figures = (
            float(str(stats["cpu_ms_per_frame"])),
            _quantile(stats, "p50"),
            _quantile(stats, "p99"),
        )
        for values, value in zip(lines.values(), figures, strict=True):
            values.append(value)
    names = [X_NAMES[part](point) for point in PARTS[part]]
    write_chart(path, f"What a frame costs, by {part}", part, names, lines)


if __name__ == "__main__":
    main()
