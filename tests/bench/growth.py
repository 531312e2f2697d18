"""How our cost grows: with the number of layers, the size, the frame rate.

    .venv/bin/python -m tests.bench.growth [--seconds 15] [--compositor array]

Records to a file, so that the network is not in it.  Layers are keyed 320x180 videos
over a background; every second one is a still picture with alpha.
"""

import argparse
from pathlib import Path

from tests.bench.measure import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.own_run import Json, run
from tests.bench.standard_scene import KEY_COLOR

LAYERS = (1, 2, 4, 8, 16, 32)
SIZES = ((640, 360), (1280, 720), (1920, 1080))
RATES = (15, 30, 60)
COLUMNS = 6
TILE = (320, 180)


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
        place = _box(column * width / COLUMNS, row * height / COLUMNS, *TILE)
        items.append({"source": "logo" if number % 2 else "cam", "transform": place})
    return {
        "schema": 1,
        "canvas": {"width": width, "height": height, "fps": str(fps)},
        "inputs": inputs,
        "scenes": [{"name": "Main", "items": items}],
    }


def _box(x: float, y: float, width: float, height: float) -> Json:
    bounds = {"bounds_type": "stretch", "bounds_width": width, "bounds_height": height}
    return {"x": round(x), "y": round(y), **bounds}


def main() -> None:
    """Print one table for each thing that grows."""
    parser = argparse.ArgumentParser(prog="growth", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--compositor", default="auto", choices=["auto", "array", "wgpu"])
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    media = asked.work / "media"
    make_media(media)
    common = ["--encoder", "libx264", "--preset", "veryfast", "--compositor", asked.compositor]
    print("| layers | size | fps | CPU-ms a frame | render p50 ms | p99 | lagged | skipped |")
    print("|---|---|---|---|---|---|---|---|")
    points = [(count, (1920, 1080), 30) for count in LAYERS]
    points += [(4, size, 30) for size in SIZES] + [(4, (1280, 720), fps) for fps in RATES]
    with the_machine_to_ourselves():
        for count, size, fps in points:
            stats = run(tiles(media, count, size, fps), common, seconds=asked.seconds)
            render = stats["render_ms"]
            assert isinstance(render, dict)
            print(
                f"| {count} | {size[0]}x{size[1]} | {fps} | {stats['cpu_ms_per_frame']} | "
                f"{render['p50']} | {render['p99']} | {stats['frames_lagged_after_2s']} | "
                f"{stats['frames_skipped']} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
