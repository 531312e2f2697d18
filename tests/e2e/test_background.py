"""A live camera before another background: by a picture, then a video, with no green wall."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from studio.engine.picture import Plane
from studio.model.edits import SetSourceFilters
from studio.model.events import StatsChanged
from studio.model.scene import Filter
from tests.ar.clips import FPS
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.live_studio import LiveStudio
from tests.engine.compositor.people import over, placed, room

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SIZE = WIDTH, HEIGHT = 640, 360
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2500"]
GREEN, BLUE = (20, 160, 60), (30, 60, 200)
SKY = WIDTH - 60, 40
"""A place where nobody is."""


def make_clip(path: Path) -> None:
    """Write two seconds of somebody in a room."""
    person, alpha = placed(WIDTH, HEIGHT, x=0.4)
    rgb = np.rint(over(person, alpha, room(WIDTH, HEIGHT))).astype(np.uint8)
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS)]
    colours = ["-vf", "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p", "-colorspace", "bt709"]
    argv = ["ffmpeg", "-v", "error", "-y", *form, "-i", "-", *colours, "-c:v", "libx264", str(path)]
    subprocess.run(argv, input=rgb.tobytes() * (2 * FPS), check=True)


def background(mode: str, file: Path) -> Filter:
    settings = {"mode": mode, "file": str(file)}
    return Filter.model_validate({"name": "Sea", "kind": "background", "settings": settings})


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    clip, picture, film = (tmp_path / name for name in ("me.mp4", "sea.png", "sea.mp4"))
    make_clip(clip)
    Image.new("RGB", SIZE, GREEN).save(picture)
    blue = "0x{:02x}{:02x}{:02x}".format(*BLUE)
    source = f"color={blue}:s=320x180:r={FPS}:d=1,scale=out_color_matrix=bt709"
    tagged = ["-pix_fmt", "yuv420p", "-colorspace", "bt709"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, *tagged, str(film)], check=True
    )
    device = f"lavfi:movie={clip}:loop=0,setpts=N/{FPS}/TB,realtime"
    camera = {"name": "Camera", "kind": "camera", "settings": {"device": device}}
    collection = {
        "schema": 1,
        "canvas": {"width": WIDTH, "height": HEIGHT, "fps": str(FPS)},
        "inputs": [{**camera, "filters": [background("picture", picture).model_dump()]}],
        "scenes": [{"name": "Main", "items": [{"source": "Camera"}]}],
    }
    path = tmp_path / "scene.json"
    path.write_text(json.dumps(collection))
    return path


def shots(recording: Path) -> Iterator[Plane]:
    with av.open(str(recording)) as file:
        for frame in file.decode(video=0):
            yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def is_color(pixel: Plane, rgb: tuple[int, ...]) -> bool:
    return bool(np.abs(pixel.astype(int) - rgb).max() < 30)


def test_a_picture_then_a_video_lies_behind_who_is_live(tmp_path: Path, scene: Path) -> None:
    recording = tmp_path / "live.mkv"
    with LiveStudio(tmp_path, [str(scene), *CHEAP, "--record", str(recording)]) as studio:
        studio.wait_for("record recording")
        app = AppStandIn(studio)
        seconds(app, 5)
        app.do(
            SetSourceFilters(input="Camera", filters=(background("video", tmp_path / "sea.mp4"),))
        )
        seconds(app, 4)
        inputs = app.snapshot["inputs"]
        assert isinstance(inputs, dict)
        assert inputs.keys() == {"Camera"}
        app.close()
        studio.command("end")
        studio.wait()
    found = list(shots(recording))
    corner = [shot[SKY[1], SKY[0]] for shot in found]
    green = [n for n, pixel in enumerate(corner) if is_color(pixel, GREEN)]
    blue = [n for n, pixel in enumerate(corner) if is_color(pixel, BLUE)]
    assert len(green) > 2 * FPS
    assert len(blue) > FPS
    assert max(green) < min(blue)
    person, alpha = placed(WIDTH, HEIGHT, x=0.4)
    sure = cv2.erode(alpha, np.ones((41, 41))) > 0.99
    for n in (green[-5], blue[-5]):
        off = np.abs(found[n].astype(int) - person)[sure].mean()
        assert off < 8


def seconds(app: AppStandIn, count: int) -> None:
    """Wait until the engine has told its figures so many times, once a second."""
    begin = len(app.events)
    wait(lambda: sum(isinstance(each, StatsChanged) for each in app.events[begin:]) >= count)
