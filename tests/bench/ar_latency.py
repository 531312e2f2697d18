"""How late a camera is shown for its landmarks, and how far they are from the face.

A clip of a real face that goes to and fro, whose truth is known, is shown by a real capture, as
a camera that knows no more of a picture than that it has come now, or as a file; a real AR
process looks at it, and what the engine would draw is taken at each tick, beside what it would
draw without AR:

    .venv/bin/python -m tests.bench.ar_latency --height 1080 --seconds 10
    .venv/bin/python -m tests.bench.ar_latency --height 720 --as file
    .venv/bin/python -m tests.bench.ar_latency --height 1080 --live     # a whole show

The show's face wears an effect in three dimensions; on a new machine its views are drawn in the
first minute, so measure a second time.
"""

import argparse
import json
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.engine.clock import FrameClock
from studio.engine.processes import Processes
from studio.engine.sources.ring import RingSource
from studio.engine.tracking.look import Look
from studio.engine.tracking.results import Fit
from studio.engine.tracking.tracker import Tracker
from studio.ipc.address import free_address
from studio.ipc.child import Child
from studio.ipc.ring import unlink_leftovers
from studio.model.command import Message
from tests.ar.clips import FPS, landmarks_of_photo
from tests.capture.process import CaptureProcess
from tests.e2e.app_stand_in import AppStandIn
from tests.e2e.face_clip import Path2D, number_of, offsets_px
from tests.e2e.face_stage import Swim, face_scene, lay_mark
from tests.e2e.live_studio import LiveStudio

PERIOD_NS = 1_000_000_000 // FPS
SKIN = 468
SETTLE_S = 2.0
START_S = 60.0


@dataclass
class Taken:
    """What was taken at the ticks, one entry for each new picture.

    Attributes:
        away_px: Landmarks from the truth, the mean of a picture's.
        late: Frames by which it was shown later than without AR.
        cost_us: Of taking it, of each tick, and ``plain_us`` without AR.
    """

    fits: list[Fit] = field(default_factory=list)
    away_px: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    cost_us: list[float] = field(default_factory=list)
    plain_us: list[float] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Say what came out."""
        shares = {fit: self.fits.count(fit) / max(1, len(self.fits)) for fit in Fit}
        parts = ", ".join(f"{fit.name.lower()} {share:.0%}" for fit, share in shares.items())
        yield f"{len(self.fits)} pictures; their landmarks: {parts}"
        for fit in Fit:
            away = [px for f, px in zip(self.fits, self.away_px, strict=True) if f is fit]
            if away and fit is not Fit.NONE:
                yield f"  {fit.name.lower()}: {_spread(away)} px from the truth"
        yield f"added latency, frames: {_spread(self.late)}"
        yield f"cost of taking a picture, µs: {_spread(self.cost_us)}"
        yield f"  without AR: {_spread(self.plain_us)}"


def _spread(values: list[float]) -> str:
    p50, p99 = np.percentile(values, [50, 99])
    return f"p50 {p50:.2f}, p99 {p99:.2f}"


class Parts:
    """A capture and an AR process, asked for as the engine asks its supervisor."""

    def __init__(self, folder: Path, source: dict[str, object], size: tuple[int, int]) -> None:
        self.capture = CaptureProcess(folder, source, want=size)
        self._folder = folder
        self._child: Child | None = None
        self.name = f"ar-{secrets.token_hex(4)}"
        processes = Processes()
        processes.supervisor_came(self._hear)
        self._processes = processes
        self.ring = RingSource("Camera", secret=self.capture.secret)
        self.plain = RingSource("Camera", secret=self.capture.secret)
        self.tracker = Tracker(
            self.name,
            self.ring,
            processes,
            secret=self.capture.secret,
            period_ns=PERIOD_NS,
            on_lost=lambda: None,
        )
        for ring in (self.ring, self.plain):
            ring.attach(self.capture.address)
        self.tracker.capture_ready(self.capture.address)
        self.tracker.look(Look(faces=1))

    def _hear(self, message: Message) -> None:
        if message["type"] != "process_start":
            return
        address = free_address(self._folder, self.name)
        log = self._folder / "ar.log"
        boot: Message = {"name": self.name, "address": address, "log": str(log), "grace_s": 10}
        boot["secret"] = self.capture.secret
        self._child = Child(self.name, "ar", "studio.ar", boot, log)
        self._child.start()
        assert self._child.wait_ready(START_S), log.read_text()
        told: Message = {"type": "process_ready", "name": self.name, "address": address}
        self._processes.on_message(told)

    def close(self) -> None:
        """End all."""
        self.tracker.close()
        self.tracker.source.close()
        self.plain.close()
        if self._child:
            self._child.kill()
            self._child.wait(START_S)
        self.capture.close()
        for name in (self.name, self.capture.name):
            unlink_leftovers(f"rs-{name}")


@contextmanager
def parts(folder: Path, source: dict[str, object], size: tuple[int, int]) -> Iterator[Parts]:
    """Run them."""
    running = Parts(folder, source, size)
    try:
        yield running
    finally:
        running.close()


def take(running: Parts, size: tuple[int, int], seconds: float) -> Taken:
    """Take pictures as a tick does."""
    taken, way, clock = Taken(), Path2D(*size), FrameClock(Fraction(FPS))
    give_up_s = time.monotonic() + START_S
    begin_s, last, clock_ticks = 0.0, 0, 0
    first_ticks: dict[int, int] = {}
    while not begin_s or time.monotonic() < begin_s + SETTLE_S + seconds:
        due_ns = clock.wait().due_ns
        start_ns = time.perf_counter_ns()
        picture = running.tracker.source.latch(due_ns)
        cost_us = (time.perf_counter_ns() - start_ns) / 1000
        start_ns = time.perf_counter_ns()
        plain = running.plain.latch(due_ns)
        plain_us = (time.perf_counter_ns() - start_ns) / 1000
        if plain:
            first_ticks.setdefault(plain.pts_ns, clock_ticks)
        clock_ticks += 1
        if not begin_s:
            assert time.monotonic() < give_up_s, running.tracker.state
            is_seen = picture is not None and picture.tracked and picture.tracked.faces
            begin_s = time.monotonic() if is_seen else 0.0
        if not begin_s or time.monotonic() < begin_s + SETTLE_S or not picture or not plain:
            continue
        taken.cost_us.append(cost_us)
        taken.plain_us.append(plain_us)
        if picture.pts_ns != last:
            last = picture.pts_ns
            if picture.pts_ns in first_ticks:
                taken.late.append(clock_ticks - 1 - first_ticks[picture.pts_ns])
            fit, away_px = running.tracker.source.fit, 0.0
            if picture.tracked and picture.tracked.faces:
                truth = _truth(way, number_of(picture.y))
                points = picture.tracked.faces[0].points[:SKIN, :2]
                away_px = float(np.linalg.norm(points - truth, axis=1).mean())
            taken.fits.append(fit)
            taken.away_px.append(away_px)
    return taken


def _truth(way: Path2D, number: int) -> NDArray[np.float64]:
    matrix = way.pose(number).matrix
    truth: NDArray[np.float64] = landmarks_of_photo()[:SKIN] @ matrix[:, :2].T + matrix[:, 2]
    return truth


def show(folder: Path, size: tuple[int, int], effect: str, seconds: float) -> None:
    """Go live with such a camera, beauty, an effect and a mark on the nose; say what came out."""
    scene = face_scene(folder, *size, effect=effect)
    words = [str(scene), "--record", str(folder / "live.mkv"), "--encoder", "libx264"]
    with LiveStudio(folder, words) as studio:
        studio.wait_for("record recording")
        app = AppStandIn(studio)
        lay_mark(app)
        time.sleep(SETTLE_S + seconds)
        late = AppStandIn(studio)
        looks = str(late.snapshot["inputs"]["Camera"]["tracking"])  # type: ignore[index]
        late.close()
        app.close()
        studio.command("end")
        studio.wait()
    swim = Swim(offsets_px(folder / "live.mkv"))
    stats = studio.stats
    print(f"a show of {seconds:.0f} s: {stats['frames_lagged']} frames lagged, ", end="")
    print(f"{stats['frames_skipped']} skipped, {stats['cpu_ms_per_frame']} CPU-ms a frame")
    print(f"at its end: {looks}")
    print(f"the mark swims, px: {_spread(swim.px.tolist())}")


def main() -> None:
    """Measure and tell."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--height", type=int, default=720, choices=(360, 720, 1080))
    reader.add_argument("--seconds", type=float, default=20.0)
    reader.add_argument("--as", dest="kind", default="camera", choices=("camera", "file"))
    reader.add_argument("--live", action="store_true", help="measure a whole show")
    reader.add_argument(
        "--effect", default="bunny", help="what its face wears; glasses wait for hands"
    )
    asked = reader.parse_args()
    size = asked.height * 16 // 9, asked.height
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rs-")))
        if asked.live:
            show(folder, size, asked.effect, asked.seconds)
            return
        scene = json.loads(face_scene(folder, *size).read_text())
        source: dict[str, object] = {"kind": "camera", **scene["inputs"][0]["settings"]}
        if asked.kind == "file":
            source = {"kind": "media", "path": str(folder / "face.mp4"), "loop": True}
        running = stack.enter_context(parts(folder, source, size))
        taken = take(running, size, asked.seconds)
        speed = f"the face at {Path2D(*size).quickest_px_s:.0f} px/s"
        print(f"{asked.kind}, {asked.height}p{FPS}, {speed}")
        for line in taken.lines():
            print(line)


if __name__ == "__main__":
    main()
