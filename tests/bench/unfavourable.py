"""The scene that does not favour us: everything is opaque, large, scaled or turned, and fades.

    .venv/bin/python -m tests.bench.unfavourable [--seconds 60] [--compositor array,wgpu]

A full-screen BGRA capture as background, a video scaled and turned over it, in two
scenes between which it fades every other second.  A picture that is new is one
whose screen is: the stage draws at 60 Hz.
"""

import argparse
import threading
from pathlib import Path

from studio.cli.client import EngineClient
from studio.model.command import CommandError
from studio.model.commands import SetCurrentProgramScene
from studio.supervisor.session_file import find_session
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.own_run import Json, run
from tests.bench.x_display import moving_picture, x_display

FADE_MS = 500
PERIOD_S = 2.0
FPS = 30


def scenes(media: Path, display: str) -> Json:
    """Return the collection."""
    video = {"file": str(media / "bg.mp4"), "loop": True}
    full = {"bounds_type": "stretch", "bounds_width": 1920, "bounds_height": 1080}
    turned = {"x": 1200, "y": 540, "alignment": "center", "scale_x": 0.45, "scale_y": 0.45}
    other = {"x": 620, "y": 480, "alignment": "center", "scale_x": 0.6, "scale_y": 0.5}
    return {
        "schema": 1,
        "canvas": {"width": 1920, "height": 1080, "fps": str(FPS)},
        "inputs": [
            {"name": "screen", "kind": "screen", "settings": {"display": display}},
            {"name": "video", "kind": "media", "settings": video},
        ],
        "scenes": [
            _scene("one", full, turned | {"rotation_deg": 12.0}),
            _scene("two", full, other | {"rotation_deg": -30.0}),
        ],
        "transition": {"kind": "fade", "duration_ms": FADE_MS},
    }


def _scene(name: str, screen: Json, video: Json) -> Json:
    items = [{"source": "screen", "transform": screen}, {"source": "video", "transform": video}]
    return {"name": name, "items": items}


def fade_to_and_fro(folder: Path, ended: threading.Event) -> None:
    """Ask the engine for the other scene, again and again."""
    client = None
    names = ["two", "one"]
    while not ended.wait(PERIOD_S):
        client = client or _connected(folder)
        if client is None:
            continue
        try:
            client.do(SetCurrentProgramScene(scene=names[0]))
        except CommandError as error:
            if not ended.is_set():
                print(f"  no fade: {error}")
        names.reverse()
    if client:
        client.close()


def _connected(folder: Path) -> EngineClient | None:
    """Return a client of the engine once it listens."""
    session = find_session(folder)
    client = EngineClient(folder, lambda event: None)
    if session and session.engine and client.connect(session.engine.address):
        return client
    return None


def main() -> None:
    """Print a line for each compositor, and the bars."""
    parser = argparse.ArgumentParser(prog="unfavourable", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--compositor", default="array,wgpu")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    make_media(asked.work / "media")
    log, drawn = asked.work / "unfavourable.log", asked.work / "drawn.i64"
    with (
        the_machine_to_ourselves(),
        x_display(log) as (_, display),
        moving_picture(display, 60, drawn, log),
    ):
        for compositor in asked.compositor.split(","):
            stats = run(
                scenes(asked.work / "media", display),
                ["--encoder", "libx264", "--preset", "veryfast", "--compositor", compositor],
                seconds=asked.seconds,
                display=display,
                while_live=fade_to_and_fro,
            )
            _print(compositor, stats)


def _print(compositor: str, stats: Json) -> None:
    new = float(str(stats["frames_unique_rendered"])) / float(str(stats["duration_s"]))
    lagged = stats["frames_lagged_after_2s"]
    held = new >= 29.5 and lagged == 0
    print(
        f"{compositor}: {new:.2f} new pictures/s (≥ 29.5), {lagged} lagged after 2 s (0), "
        f"{stats['cpu_ms_per_frame']} CPU-ms a frame, render {stats['render_ms']} ms: "
        f"{'holds' if held else 'FAILS'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
