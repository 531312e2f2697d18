"""Clips of a real face whose place in each picture is known, made from scikit-image's astronaut.

The photograph is moved, scaled, turned, dimmed and covered by known amounts, and each picture
gets the noise of a sensor.  Truth is the landmarks of the photograph itself, which were read once
from it at its full size, carried through the same movement::

    for shot in moved(width=1280, height=720, px_s=400):
        found = tracker.look(picture_of(shot))
        error_px = shot.error_px(found.faces[0].points)

``python -m tests.ar.clips OUT.mp4`` shows them all one after the other.
"""

import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import skimage
from numpy.typing import NDArray

from studio.ar import mediapipe_tasks as tasks
from studio.ar.picture import Picture
from studio.weights.models import named, whole_path
from tests.ar.camera import Pixels, nv12

Doubles = NDArray[np.float64]

FPS = 30
SECOND_NS = 1_000_000_000
FACE_PX = 95
"""How wide the face is in the photograph."""
MIDDLE = (223.0, 118.0)
"""Where it is there."""
_NOISE = 2.0  # of 255, standard deviation
_SKIN = 468  # points of the skin; what follows are the irises


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a face is in a picture.

    Attributes:
        x: Of its middle, in pixels.
        size: Its width in pixels.
        turned: Degrees in the picture's plane.
    """

    x: float
    y: float
    size: float
    turned: float = 0.0

    @property
    def matrix(self) -> Doubles:
        """From the photograph to the picture, ``(2, 3)``."""
        scale = self.size / FACE_PX
        turn = math.radians(self.turned)
        a, b = scale * math.cos(turn), scale * math.sin(turn)
        x, y = MIDDLE
        return np.array([[a, -b, self.x - a * x + b * y], [b, a, self.y - b * x - a * y]])


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture and what is true of it.

    Attributes:
        rgb: ``(h, w, 3)``.
        poses: Of the faces, the largest first.
    """

    rgb: Pixels
    pts_ns: int
    poses: tuple[Pose, ...]

    def truth(self, index: int = 0) -> Doubles:
        """Return where the points of a face are, ``(478, 2)``."""
        matrix = self.poses[index].matrix
        return landmarks_of_photo() @ matrix[:, :2].T + matrix[:, 2]

    def error_px(self, points: NDArray[np.float32], index: int = 0) -> float:
        """How far the skin's points are from the truth, the mean."""
        away = points[:_SKIN, :2] - self.truth(index)[:_SKIN]
        return float(np.linalg.norm(away, axis=1).mean())


@cache
def photo() -> Pixels:
    """Return the photograph, ``(512, 512, 3)`` RGB."""
    path = Path(skimage.__file__).parent / "data" / "astronaut.png"  # in the package itself
    read = cv2.imread(str(path))
    assert read is not None, path
    return np.asarray(cv2.cvtColor(read, cv2.COLOR_BGR2RGB), np.uint8)


@cache
def landmarks_of_photo() -> Doubles:
    """Return the points of the face in the photograph, as MediaPipe reads them from a still."""
    faces = tasks.module("vision.face_landmarker")
    options = faces.FaceLandmarkerOptions(
        base_options=tasks.options(str(whole_path(named("face")))),
        running_mode=tasks.running_mode(is_video=False),
    )
    enlarged = cv2.resize(photo(), (1024, 1024), interpolation=cv2.INTER_CUBIC)
    with faces.FaceLandmarker.create_from_options(options) as landmarker:
        found = landmarker.detect(tasks.image(np.asarray(enlarged, np.uint8))).face_landmarks[0]
    return np.array([(512 * point.x, 512 * point.y) for point in found])


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Makes pictures of one size, always the same ones.

    Attributes:
        light: How bright, 1 is the photograph.
    """

    width: int
    height: int
    light: float = 1.0
    noise: Pixels = field(init=False)

    def __post_init__(self) -> None:
        random = np.random.default_rng(7)
        shape = (self.height + 64, self.width + 64, 3)
        grain = random.normal(128, _NOISE, shape)
        object.__setattr__(self, "noise", grain.clip(0, 255).astype(np.uint8))

    def shot(
        self, index: int, *poses: Pose, cover: tuple[int, int, int, int] | None = None
    ) -> Shot:
        """Return the picture with this number.

        Args:
            index: Of the picture, from 0.
            poses: Of its faces; those that overlap are not told apart.
            cover: Left, top, right and bottom of something in front.
        """
        size = (self.width, self.height)
        rgb = np.full((self.height, self.width, 3), 70, np.uint8)
        rgb[:, :, 2] = np.linspace(60, 120, self.width).astype(np.uint8)
        for pose in poses:
            shown = photo()
            if len(poses) > 1:  # only the head, so that there is room for others
                shown = shown[:220, 130:320]
                matrix = pose.matrix @ np.array([[1, 0, 130], [0, 1, 0], [0, 0, 1.0]])
            else:
                matrix = pose.matrix
            if pose.size < FACE_PX / 2:  # else pixels of the photograph are skipped
                smaller = cv2.resize(shown, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
                shown = np.asarray(smaller, np.uint8)
                matrix = matrix @ np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1.0]])
            border = cv2.BORDER_TRANSPARENT
            cv2.warpAffine(shown, matrix, size, rgb, cv2.INTER_LINEAR, border)
        if cover is not None:
            left, top, right, bottom = cover
            rgb[top:bottom, left:right] = (30, 90, 60)
        if self.light != 1:
            rgb = np.asarray(cv2.convertScaleAbs(rgb, alpha=self.light), np.uint8)
        across, down = (index * 29) % 64, (index * 17) % 64
        grain = self.noise[down : down + self.height, across : across + self.width]
        noisy = np.asarray(cv2.addWeighted(rgb, 1, grain, 1, -128), np.uint8)
        return Shot(noisy, (index + 1) * SECOND_NS // FPS, poses)


Clip = Iterator[Shot]


def still(width: int, height: int, frames: int = 90, size: float = 0.25) -> Clip:
    """Nothing moves but the noise; the face's size is in heights of the picture."""
    stage = Stage(width, height)
    pose = Pose(0.45 * width, 0.45 * height, size * height)
    return (stage.shot(index, pose) for index in range(frames))


def moved(width: int, height: int, frames: int = 120, px_s: float = 400) -> Clip:
    """The face goes to and fro; at its quickest it has this speed."""
    stage = Stage(width, height)
    reach = 0.2 * width
    turns = px_s / reach
    for index in range(frames):
        x = 0.5 * width + reach * math.sin(turns * index / FPS)
        yield stage.shot(index, Pose(x, 0.45 * height, 0.25 * height))


def scaled(width: int, height: int, frames: int = 120) -> Clip:
    """The face comes nearer, from a tenth of the height to a half, and goes again."""
    stage = Stage(width, height)
    for index in range(frames):
        size = 0.3 - 0.2 * math.cos(2 * math.pi * index / 90)
        yield stage.shot(index, Pose(0.5 * width, 0.5 * height, size * height))


def turned(width: int, height: int, frames: int = 120) -> Clip:
    """The head leans to either side by 35 degrees."""
    stage = Stage(width, height)
    for index in range(frames):
        lean = 35 * math.sin(2 * math.pi * index / 60)
        yield stage.shot(index, Pose(0.5 * width, 0.5 * height, 0.3 * height, lean))


def dimmed(width: int, height: int, frames: int = 60, light: float = 0.18) -> Clip:
    """A room at night."""
    stage = Stage(width, height, light)
    pose = Pose(0.5 * width, 0.45 * height, 0.25 * height)
    return (stage.shot(index, pose) for index in range(frames))


def occluded(width: int, height: int, frames: int = 90) -> Clip:
    """From picture 30 to 59 a board hides the whole face."""
    stage = Stage(width, height)
    pose = Pose(0.5 * width, 0.45 * height, 0.25 * height)
    side = 0.25 * height
    corners = (pose.x - side, pose.y - side, pose.x + side, pose.y + side)
    left, top, right, bottom = map(int, corners)
    for index in range(frames):
        is_hidden = 30 <= index < 60
        yield stage.shot(index, pose, cover=(left, top, right, bottom) if is_hidden else None)


def half_hidden(width: int, height: int, frames: int = 60) -> Clip:
    """A board covers the face from the mouth down."""
    stage = Stage(width, height)
    pose = Pose(0.5 * width, 0.45 * height, 0.3 * height)
    top = int(pose.y + 0.2 * pose.size)
    cover = (int(pose.x - pose.size), top, int(pose.x + pose.size), height)
    return (stage.shot(index, pose, cover=cover) for index in range(frames))


def several(width: int, height: int, count: int, frames: int = 60) -> Clip:
    """That many faces in rows of five, each as large as the next but for a little."""
    stage = Stage(width, height)
    columns = min(count, 5)
    rows = math.ceil(count / columns)
    poses = [
        Pose(
            (index % columns + 0.5) * width / columns,
            (index // columns + 0.5) * height / rows,
            min(0.45 * width / columns, 0.4 * height / rows) * (1 - 0.01 * index),
        )
        for index in range(count)
    ]
    return (stage.shot(index, *poses) for index in range(frames))


def half_out(width: int, height: int, frames: int = 120) -> Clip:
    """The face goes half out of the picture on the left, stays there, and comes back."""
    stage = Stage(width, height)
    for index in range(frames):
        out = math.sin(math.pi * min(index / frames * 1.5, 1)) if index < frames / 3 * 2 else 0
        yield stage.shot(index, Pose(0.3 * width * (1 - out), 0.45 * height, 0.3 * height))


def nobody(width: int, height: int, frames: int = 30) -> Clip:
    """A room without anybody."""
    stage = Stage(width, height)
    return (stage.shot(index) for index in range(frames))


ALL: dict[str, Callable[[int, int], Clip]] = {
    "still": still,
    "moved": moved,
    "scaled": scaled,
    "turned": turned,
    "dimmed": dimmed,
    "occluded": occluded,
    "half hidden": half_hidden,
    "four": lambda width, height: several(width, height, 4),
    "ten": lambda width, height: several(width, height, 10),
    "half out": half_out,
    "nobody": nobody,
}


def picture_of(shot: Shot) -> Picture:
    """Return a shot as a camera gives it."""
    height, width = shot.rgb.shape[:2]
    data = nv12(shot.rgb)
    chroma = data[width * height :].reshape(height // 2, width // 2, 2)
    luma = data[: width * height].reshape(height, width)
    return Picture(shot.pts_ns, width, height, luma, chroma)


def main(out: str, width: int = 1280, height: int = 720) -> int:
    """Write all clips into a file, one after the other, with the truth drawn in."""
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FPS)]
    argv = ["ffmpeg", "-v", "error", "-y", *form, "-i", "-", "-pix_fmt", "yuv420p", out]
    with subprocess.Popen(argv, stdin=subprocess.PIPE) as ffmpeg:
        assert ffmpeg.stdin is not None
        for make in ALL.values():
            for shot in make(width, height):
                for index in range(len(shot.poses)):
                    for x, y in shot.truth(index).round().astype(int).tolist():
                        cv2.circle(shot.rgb, (x, y), 1, (0, 255, 0), -1)
                ffmpeg.stdin.write(shot.rgb.tobytes())
    return ffmpeg.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
