"""Plays our part in a side-by-side run: writes the scene, then becomes ``rocket-studio live``.

    tests/bench/contestant URL WIDTH HEIGHT FPS KBPS DISPLAY MEDIA_DIR RUN_DIR

MEDIA_DIR holds bg.mp4, cam.mp4, logo.png and music.wav, or some of them; what is not
there is left out.  The places are the standard scene's, unless RUN_DIR or MEDIA_DIR
holds a layout.json (see ``standard_scene.read_layout``).  The encoder gets the options
that the peers use: x264 veryfast with its 3 B-frames and 10 frames of lookahead.
BENCH_COMPOSITOR, BENCH_LATENCY, BENCH_PRESET and BENCH_LAYERS change one thing each.
"""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.bench.standard_scene import (
    KEY_COLOR,
    LAYERS,
    Box,
    Layout,
    TextLine,
    layout,
    read_layout,
)

ROOT = Path(__file__).resolve().parents[2]
PEERS = "bf=3,rc-lookahead=10,sc_threshold=40"
Json = dict[str, object]


def collection(
    places: Layout, width: int, height: int, fps: str, display: str, media: Path
) -> Json:
    """Return the scene collection of a layout."""
    inputs: list[Json] = []
    items: list[Json] = []

    def add(name: str, kind: str, settings: Json, transform: Json, **more: object) -> None:
        inputs.append({"name": name, "kind": kind, "settings": settings, **more})
        items.append({"source": name, "transform": transform})

    if places.bg and (file := _there(media, "bg.mp4")):
        add("bg", "media", {"file": file, "loop": True}, _fill(places.bg))
    if places.screen:
        add("screen", "screen", {"display": display}, _fill(places.screen))
    if places.cam and (file := _there(media, "cam.mp4")):
        key = {"color": KEY_COLOR, "similarity": 0.4, "smoothness": 0.08, "spill": 0.1}
        filters = [{"name": "key", "kind": "chroma_key", "settings": key}]
        add("cam", "media", {"file": file, "loop": True}, _fill(places.cam), filters=filters)
    if places.logo and (file := _there(media, "logo.png")):
        add("logo", "image", {"file": file}, _fill(places.logo))
    if places.text:
        add("text", "text", *_line(places.text))
    if file := _there(media, "music.wav"):
        add("music", "media", {"file": file, "loop": True}, {})
    return {
        "schema": 1,
        "name": "Standard scene",
        "canvas": {"width": width, "height": height, "fps": fps},
        "current_scene": "Main",
        "inputs": inputs,
        "scenes": [{"name": "Main", "items": items}],
    }


def _there(media: Path, name: str) -> str:
    path = (media / name).resolve()
    return str(path) if path.exists() else ""


def _fill(box: Box) -> Json:
    """Return the transform that fills a box, whatever the source's size."""
    return {
        "x": box.left,
        "y": box.top,
        "bounds_type": "stretch",
        "bounds_width": box.width,
        "bounds_height": box.height,
    }


def _line(text: TextLine) -> tuple[Json, Json]:
    settings: Json = {"text": text.words, "font": "DejaVu Sans", "size_px": round(text.size)}
    return settings, {"x": text.left, "y": text.top}


def arguments(words: list[str], environment: Mapping[str, str]) -> list[str]:
    """Write the scene into the run's folder and return the arguments of ``rocket-studio``."""
    url, width, height, fps, kbps, display, media_dir, run_dir = words
    media, run = Path(media_dir), Path(run_dir)
    run.mkdir(parents=True, exist_ok=True)
    files = [path for path in (run / "layout.json", media / "layout.json") if path.exists()]
    size = int(width), int(height)
    places = read_layout(files[0], *size) if files else layout(*size)
    places = places.only(tuple(environment.get("BENCH_LAYERS", ",".join(LAYERS)).split(",")))
    scene = run / "scene.json"
    scene.write_text(json.dumps(collection(places, *size, fps, display, media), indent=1))
    latency = environment.get("BENCH_LATENCY", "normal")
    preset = environment.get("BENCH_PRESET", "veryfast")
    peers = ["--encoder-options", PEERS] if latency == "normal" and preset == "veryfast" else []
    return [
        *["live", str(scene), "--to", url, "--size", f"{width}x{height}", "--fps", fps],
        *["--video-kbps", kbps, "--audio-kbps", "160", "--encoder", "libx264"],
        *["--preset", preset, "--latency", latency, *peers],
        *["--compositor", environment.get("BENCH_COMPOSITOR", "auto")],
        *["--stats", str(run / "stats.json")],
    ]


def main() -> None:
    """Become ``rocket-studio live``."""
    if len(sys.argv) != 9:
        sys.exit("usage: contestant URL WIDTH HEIGHT FPS KBPS DISPLAY MEDIA_DIR RUN_DIR")
    words = arguments(sys.argv[1:], os.environ)
    program = ROOT / ".venv" / "bin" / "rocket-studio"
    if not program.exists():
        sys.exit("Nothing is set up here: run python3 installer/bootstrap.py setup first.")
    os.environ["ROCKET_STUDIO_RUN_DIR"] = session_folder(Path(sys.argv[8]))
    os.execv(program, [str(program), *words])


def session_folder(run: Path) -> str:
    """Return a folder for the session's sockets, apart from that of anyone else.

    The path of a socket file may have about 100 bytes.
    """
    if len(bytes(run.resolve())) < 60:
        return str(run.resolve() / "session")
    return tempfile.mkdtemp(prefix="rocket-bench-")


if __name__ == "__main__":
    main()
