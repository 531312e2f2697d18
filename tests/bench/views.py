"""What a window's preview costs the engine while it records: with and without, in turn.

    .venv/bin/python -m tests.bench.views [--seconds 6] [--pairs 8] [--window]

The standard scene without its display, 1080p30, x264 veryfast.  Once the engine is
settled a client looks at the programme (960x540, 30 pictures a second, read as often)
for some seconds, not for as many, and so on, and with ``--window`` also at the preview and,
twice a second, at six thumbnails.  Counted is the processor time of the engine process alone,
by /proc; each time is held against the one beside it, as the machine's own speed wanders by
more than the bar within a minute.
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
from studio.model.commands import CloseView, OpenView, SetStudioModeEnabled
from studio.model.events import Event, StatsChanged
from studio.supervisor.session_file import find_session
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.own_run import Json, run
from tests.bench.standard_scene import KEY_COLOR, Box, TextLine, layout

SETTLE_S = 4.0
TURN_S = 1.0
"""From one to the other, uncounted."""
READS_PER_S = 30
BAR_PERCENT = 6.0


@dataclass
class Cost:
    """What some seconds took.

    Attributes:
        cpu_ms: Of the engine process, a frame.
        pictures: That the client read of the programme, a second.
        late: Ticks that were late.
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
    """A client that looks now and then, and counts what the engine uses meanwhile.

    Attributes:
        pairs: What it cost without views and with them, side by side.
    """

    def __init__(self, seconds: float, pairs: int, views: list[OpenView]) -> None:
        self.pairs: list[tuple[Cost, Cost]] = []
        self._seconds = seconds
        self._wanted = pairs
        self._views = views
        self._late = 0

    def look(self, folder: Path, ended: threading.Event) -> None:
        """Connect, settle, and count pair by pair; which comes first takes turns."""
        client = EngineClient(folder, self._hear)
        while not ended.wait(0.1):
            session = find_session(folder)
            if session and session.engine and client.connect(session.engine.address):
                break
        assert session
        assert session.engine
        client.wait_snapshot()
        client.do(SetStudioModeEnabled(enabled=True))
        engine = psutil.Process(session.engine.pid)
        ended.wait(SETTLE_S)
        while len(self.pairs) < self._wanted and not ended.is_set():
            order = (False, True) if len(self.pairs) % 2 else (True, False)
            found = {looks: self._count(client, engine, ended, looks=looks) for looks in order}
            self.pairs.append((found[False], found[True]))
            print(
                f"without {found[False].cpu_ms:.2f}, with {found[True].cpu_ms:.2f} CPU-ms a frame "
                f"({percent(self.pairs[-1]):+.1f} %), {found[True].pictures:.1f} pictures/s seen",
                flush=True,
            )
        client.close()

    def _hear(self, event: Event) -> None:
        if isinstance(event, StatsChanged):
            self._late = event.frames_lagged

    def _count(
        self, client: EngineClient, engine: psutil.Process, ended: threading.Event, *, looks: bool
    ) -> Cost:
        opened = [client.do(view) for view in self._views] if looks else []
        rings = [RingReader.attach(str(each["ring"])) for each in opened]
        ended.wait(TURN_S)
        before_s, began_s, before = _spent_s(engine), time.monotonic(), self._late
        seen: set[int] = set()
        while time.monotonic() - began_s < self._seconds and not ended.wait(1 / READS_PER_S):
            slots = [ring.newest(time.monotonic_ns()) for ring in rings]
            if slots and slots[0]:
                seen.add(slots[0].sequence)
        passed_s = time.monotonic() - began_s
        cpu_ms = (_spent_s(engine) - before_s) * 1000 / (passed_s * 30)
        for each, ring in zip(opened, rings, strict=True):
            ring.close()
            client.do(CloseView(view=int(str(each["view"]))))
        return Cost(cpu_ms, len(seen) / passed_s, self._late - before)


def percent(pair: tuple[Cost, Cost]) -> float:
    """Return how much more it costs with views."""
    return (pair[1].cpu_ms / pair[0].cpu_ms - 1) * 100


def _spent_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def main() -> None:
    """Print a line for each pair, and what the views cost."""
    parser = argparse.ArgumentParser(prog="views", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--pairs", type=int, default=8)
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
    onlooker = Onlooker(asked.seconds, asked.pairs, views)
    with the_machine_to_ourselves():
        run(
            scene(asked.work / "media"),
            ["--encoder", "libx264", "--preset", "veryfast"],
            seconds=SETTLE_S + asked.pairs * 2 * (asked.seconds + TURN_S) + 4,
            while_live=onlooker.look,
        )
    more = statistics.median(map(percent, onlooker.pairs))
    late = [sum(pair[looks].late for pair in onlooker.pairs) for looks in (0, 1)]
    print(
        f"median of {len(onlooker.pairs)} pairs: {more:+.1f} % (bar: {BAR_PERCENT:.0f} %), "
        f"ticks late {late[0]} without and {late[1]} with: "
        f"{'holds' if more <= BAR_PERCENT and late[1] <= late[0] else 'FAILS'}"
    )


if __name__ == "__main__":
    main()
