"""What a window's preview costs the engine while it records: with and without, in turn.

    .venv/bin/python -m tests.bench.views [--seconds 15] [--runs 3] [--window]

The standard scene without its display, 1080p30, x264 veryfast.  Once the engine is
settled a client looks at the programme (960x540, 30 pictures a second, read as often),
and with ``--window`` also at the preview and, twice a second, at six thumbnails.  Counted
is the processor time of the engine process alone, by /proc; a tick is late if its picture
came after the next one was due.
"""

import argparse
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from studio.cli.client import EngineClient
from studio.ipc.ring import RingReader
from studio.model.commands import OpenView, SetStudioModeEnabled
from studio.supervisor.session_file import find_session
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.own_run import Json, run
from tests.bench.standard_scene import KEY_COLOR, Box, TextLine, layout

SETTLE_S = 4.0
READS_PER_S = 30
BAR_PERCENT = 6.0


@dataclass
class Cost:
    """What one run took.

    Attributes:
        cpu_ms: Of the engine process, a frame.
        pictures: That the client read of the programme, a second.
        late: Ticks that were late after the first two seconds.
    """

    cpu_ms: float = 0.0
    pictures: float = 0.0
    late: int = 0


def scene(media: Path) -> Json:
    """Return the collection."""
    places = layout(1920, 1080)
    assert places.cam
    assert places.logo
    assert places.text
    key = {"name": "key", "kind": "chroma_key", "settings": {"color": KEY_COLOR}}
    text = {"text": places.text.words, "size_px": round(places.text.size)}
    inputs: list[Json] = [
        {"name": "bg", "kind": "media", "settings": {"file": str(media / "bg.mp4")}},
        {"name": "cam", "kind": "media", "settings": {"file": str(media / "cam.mp4")}},
        {"name": "logo", "kind": "image", "settings": {"file": str(media / "logo.png")}},
        {"name": "words", "kind": "text", "settings": text},
        {"name": "music", "kind": "media", "settings": {"file": str(media / "music.wav")}},
    ]
    inputs[1]["filters"] = [key]
    corners: dict[str, Box | TextLine] = {
        "cam": places.cam,
        "logo": places.logo,
        "words": places.text,
    }
    items: list[Json] = [{"source": "bg"}, {"source": "music"}]
    items += [
        {"source": name, "transform": {"x": place.left, "y": place.top}}
        for name, place in corners.items()
    ]
    return {
        "schema": 1,
        "canvas": {"width": 1920, "height": 1080, "fps": "30"},
        "inputs": inputs,
        "scenes": [{"name": "all", "items": items}],
    }


class Onlooker:
    """A client that looks, and counts what the engine uses meanwhile."""

    def __init__(self, cost: Cost, seconds: float, views: list[OpenView]) -> None:
        self._cost = cost
        self._seconds = seconds
        self._views = views

    def look(self, folder: Path, ended: threading.Event) -> None:
        """Connect, settle, look, count."""
        client = EngineClient(folder, lambda event: None)
        while not ended.wait(0.1):
            session = find_session(folder)
            if session and session.engine and client.connect(session.engine.address):
                break
        assert session
        assert session.engine
        client.wait_snapshot()
        rings = []
        if self._views:
            client.do(SetStudioModeEnabled(enabled=True))
            rings = [RingReader.attach(str(client.do(view)["ring"])) for view in self._views]
        ended.wait(SETTLE_S)
        engine = psutil.Process(session.engine.pid)
        before_s, began_s = _spent_s(engine), time.monotonic()
        seen: set[int] = set()
        while time.monotonic() - began_s < self._seconds and not ended.wait(1 / READS_PER_S):
            slots = [ring.newest(time.monotonic_ns()) for ring in rings]
            if slots and slots[0]:
                seen.add(slots[0].sequence)
        passed_s = time.monotonic() - began_s
        self._cost.cpu_ms = (_spent_s(engine) - before_s) * 1000 / (passed_s * 30)
        self._cost.pictures = len(seen) / passed_s
        client.close()


def _spent_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def measure(media: Path, seconds: float, views: list[OpenView]) -> Cost:
    """Record for a while with these views open."""
    cost = Cost()
    onlooker = Onlooker(cost, seconds, views)
    stats = run(
        scene(media),
        ["--encoder", "libx264", "--preset", "veryfast"],
        seconds=seconds + SETTLE_S + 4,
        while_live=onlooker.look,
    )
    cost.late = int(str(stats["frames_lagged_after_2s"]))
    return cost


def main() -> None:
    """Print a line for each run, and what the views cost."""
    parser = argparse.ArgumentParser(prog="views", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    make_media(asked.work / "media")
    views = [OpenView(of="programme", width=960, height=540, fps=30)]
    if asked.window:
        views.append(OpenView(of="preview", width=960, height=540, fps=30))
        views += [
            OpenView(of="scene", name="all", width=160 + 2 * n, height=90, fps=2) for n in range(6)
        ]
    costs: dict[bool, list[Cost]] = {False: [], True: []}
    with the_machine_to_ourselves():
        for _ in range(asked.runs):
            for looks, found in costs.items():
                cost = measure(asked.work / "media", asked.seconds, views if looks else [])
                found.append(cost)
                print(
                    f"{'with' if looks else 'without'}: {cost.cpu_ms:.2f} CPU-ms a frame, "
                    f"{cost.pictures:.1f} pictures/s seen, {cost.late} ticks late",
                    flush=True,
                )
    bare, seen = (statistics.median(c.cpu_ms for c in costs[looks]) for looks in (False, True))
    more = (seen / bare - 1) * 100
    late = [sum(c.late for c in costs[looks]) for looks in (False, True)]
    print(
        f"median {bare:.2f} and {seen:.2f} CPU-ms a frame: {more:+.1f} % (bar: "
        f"{BAR_PERCENT:.0f} %), late {late[0]} and {late[1]}: "
        f"{'holds' if more <= BAR_PERCENT and late[1] <= late[0] else 'FAILS'}"
    )


if __name__ == "__main__":
    main()
