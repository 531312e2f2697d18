"""What looking for faces costs, beside MediaPipe's own call: ``python -m tests.bench.ar_tracking``.

The same pictures go through both in turn, one picture each, so that both meet the same machine.
Bare is ``detect_for_video`` with blendshapes and matrix on RGB that it is given for nothing; ours
begins with the camera's NV12 and ends with smooth points, a matrix and a packed result.  Then a
real AR process follows a camera of 30 pictures a second, and it is told how many results come and
how long after their picture.  Errors are in parts of the face's width.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.picture import Picture
from studio.ar.tracker import Tracker
from studio.ar.wishes import Look
from studio.model.tracking import most_bytes, pack, unpack
from studio.weights.models import named, whole_path
from tests.ar import clips
from tests.ar.camera import Camera
from tests.ar.process import ArProcess

SIZES = ((1920, 1080), (1280, 720))
WARM = 20
FACE = 0.25  # of the picture's height
BIG = 0.4  # the bare call finds no smaller one on a wide picture


@dataclass
class Costs:
    """What one of both took for each picture."""

    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)
    error: list[float] = field(default_factory=list)
    missed: int = 0

    def add(self, shot: clips.Shot, look: Callable[[], Any]) -> None:
        """Look once and keep what that took."""
        cpu_ns, begin_ns = time.process_time_ns(), time.perf_counter_ns()
        points = look()
        self.cpu_ms.append((time.process_time_ns() - cpu_ns) / 1e6)
        self.wall_ms.append((time.perf_counter_ns() - begin_ns) / 1e6)
        if points is None:
            self.missed += 1
        else:
            self.error.append(shot.error_px(points) / shot.poses[0].size)

    def line(self, name: str) -> str:
        """Say it in a line."""
        cpu, wall = _middle(self.cpu_ms), _middle(self.wall_ms)
        error = f"{100 * statistics.mean(self.error):.2f} %" if self.error else "no face"
        return f"  {name:22}{cpu:6.2f} CPU-ms {wall:6.2f} ms   error {error}, missed {self.missed}"


def bare_task() -> Any:
    """Return MediaPipe's landmarker as its own example makes it."""
    faces = tasks.module("vision.face_landmarker")
    return faces.FaceLandmarker.create_from_options(
        faces.FaceLandmarkerOptions(
            base_options=tasks.options(str(whole_path(named("face")))),
            running_mode=tasks.running_mode(is_video=True),
            output_face_blendshapes=True,
            output_facial_transformation_matrixes=True,
        )
    )


def beside(width: int, height: int, size: float, pictures: int) -> None:
    """Print both for one size of picture and face."""
    task, tracker, memory = bare_task(), Tracker(), memoryview(bytearray(most_bytes()))
    ours, bare = Costs(), Costs()
    stage = clips.Stage(width, height)

    def look_bare(shot: clips.Shot) -> Any:
        found = task.detect_for_video(tasks.image(shot.rgb), shot.pts_ns // 1_000_000)
        if not found.face_landmarks:
            return None
        rows = [(p.x * width, p.y * height, p.z * width) for p in found.face_landmarks[0]]
        return np.array(rows, np.float32)

    def look_ours(picture: Picture) -> Any:
        tracked = tracker.look(picture, Look(faces=1))
        pack(tracked, memory)
        return tracked.faces[0].points if tracked.faces else None

    for index in range(pictures + WARM):
        x = 0.5 + 0.1 * np.sin(index / 15)
        shot = stage.shot(index, clips.Pose(x * width, 0.45 * height, size * height))
        picture = clips.picture_of(shot)
        one, other = (ours, bare) if index >= WARM else (Costs(), Costs())
        one.add(shot, lambda picture=picture: look_ours(picture))  # type: ignore[misc]
        other.add(shot, lambda shot=shot: look_bare(shot))  # type: ignore[misc]
    print(f"{width}×{height}, a face of {size:.0%} of the height:")
    print(ours.line("ours, from NV12"))
    print(bare.line("MediaPipe, from RGB"))
    share = _middle(ours.cpu_ms) / _middle(bare.cpu_ms)
    print(f"  ours is {share:.2f} times the bare call's processor time (bar: 1.25)")
    task.close()
    tracker.close()


def live(width: int, height: int, seconds: int) -> None:
    """Print how a process keeps up with a camera."""
    stage = clips.Stage(width, height)
    reel = []
    for index in range(30):
        x = (0.5 + 0.1 * np.sin(index * np.pi / 15)) * width
        reel.append(stage.shot(index, clips.Pose(x, 0.45 * height, FACE * height)).rgb)
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        process = ArProcess(Path(folder))
        camera = Camera(Path(folder), process.secret, width, height)
        try:
            process.channel.send({"type": "look", "faces": 1})
            process.channel.send({"type": "camera", "address": camera.address})
            camera.wait_followed()
            results = process.results()
            ages_ms, begin_ns, count = [], time.monotonic_ns(), 0
            for tick in range(30 * seconds):
                due_ns = begin_ns + tick * 1_000_000_000 // 30
                while (left_ns := due_ns - time.monotonic_ns()) > 0:
                    time.sleep(min(left_ns / 1e9, 0.001))
                    while (slot := results.next()) is not None:
                        ages_ms.append((time.monotonic_ns() - slot.pts_ns) / 1e6)
                        count += len(unpack(slot.data).faces)
                camera.show(reel[tick % 30], time.monotonic_ns())
            results.close()
            looks = process.newest_rate()
        finally:
            process.close()
            camera.close()
    ages_ms.sort()
    half, most = ages_ms[len(ages_ms) // 2], ages_ms[len(ages_ms) * 99 // 100]
    results_s, faces_s = len(ages_ms) / seconds, count / seconds
    print(
        f"{width}×{height} at 30 pictures a second: {looks:.1f} looks and {results_s:.1f} results,"
    )
    print(f"  {faces_s:.1f} with a face, {half:.1f} ms after the picture, p99 {most:.1f} ms")


def main() -> None:
    """Measure as the words say."""
    parser = argparse.ArgumentParser(prog="ar_tracking")
    parser.add_argument("--pictures", type=int, default=150)
    parser.add_argument("--seconds", type=int, default=8)
    words = parser.parse_args()
    cv2.setNumThreads(1)  # as in the AR process
    for width, height in SIZES:
        for size in (BIG, FACE):
            beside(width, height, size, words.pictures)
    for width, height in SIZES:
        live(width, height, words.seconds)


def _middle(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
