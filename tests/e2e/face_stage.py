"""A live session whose camera shows a moving face, with a mark that a client lays on its nose.

The camera is a real capture that knows no more of its pictures than that they have come now.

scene = face_scene(folder, 640, 360)
lay_mark(AppStandIn(studio))
swim = Swim(offsets_px(recording))
"""

import json
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.model import commands as do
from studio.model.events import TrackingStateChanged
from tests.ar.clips import FPS
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.face_clip import make_clip
from tests.e2e.fault_stage import FaultStage

FILTER = {"name": "Beauty", "kind": "beauty"}
MARK_PX = 36


def face_scene(
    folder: Path, width: int, height: int, *, is_filtered: bool = True, effect: str = ""
) -> Path:
    """Write a scene with such a camera, and the clip that it shows; it wears an effect, or none."""
    clip = folder / "face.mp4"
    make_clip(clip, width, height)
    # As the clip has no end, so its times go on; "realtime" has it come as from a camera.
    device = f"lavfi:movie={clip}:loop=0,setpts=N/{FPS}/TB,realtime"
    camera = {"name": "Camera", "kind": "camera", "settings": {"device": device}}
    sticker = {"name": "Sticker", "kind": "face_effect", "settings": {"effect": effect}}
    filters = [FILTER] * is_filtered + [sticker] * bool(effect)
    collection = {
        "schema": 1,
        "name": "Face",
        "canvas": {"width": width, "height": height, "fps": str(FPS)},
        "inputs": [{**camera, "filters": filters}],
        "scenes": [{"name": "Main", "items": [{"source": "Camera"}]}],
    }
    path = folder / "face.json"
    path.write_text(json.dumps(collection))
    return path


def lay_mark(app: AppStandIn) -> None:
    """Lay a mark on the nose of whom the programme shows; it stays as long as the client."""
    canvas = app.do(do.OpenCanvas())["canvas"]
    box = {"kind": "box", "width": MARK_PX, "height": MARK_PX, "color": "#ff00ff"}
    node = {"id": "mark", "content": box, "place": "face.nose"}
    put = {"do": "put", "node": node, "motions": {}}
    app.do(do.EditCanvas.model_validate({"canvas": canvas, "edits": [put]}))


def is_tracking(app: AppStandIn) -> bool:
    """Tell whether people are looked for, as the engine said last."""
    if told := app.last(TrackingStateChanged):
        return told.health == "running"
    return "'running'" in str(app.snapshot["inputs"]["Camera"]["tracking"])  # type: ignore[index]


class Swim:
    """How far a mark is from where it belongs, picture by picture.

    Args:
        offsets: From the face, as ``offsets_px`` finds them; those without a mark are left out.

    Attributes:
        px: In the order of the pictures, from the first one that was right.
    """

    def __init__(self, offsets: list[NDArray[np.float64] | None]) -> None:
        known = np.array([each for each in offsets if each is not None])
        away = known - np.median(known, axis=0)
        px = np.linalg.norm(away, axis=1)
        begin = int(np.argmax(px < 1)) if len(px) else 0
        self.px = px[begin:]

    @property
    def median_px(self) -> float:
        """Of all pictures."""
        return float(np.median(self.px))

    def longest_s(self, above_px: float) -> float:
        """For how long at a stretch it was farther away than that."""
        runs = (len(list(run)) for is_off, run in groupby(self.px > above_px) if is_off)
        return max(runs, default=0) / FPS


class FaceStage(FaultStage):
    """A session with a mark on the face, once that is seen."""

    def prepare(self, stack: ExitStack) -> None:
        """Lay the mark."""
        app = AppStandIn(self.studio)
        stack.callback(app.close)
        lay_mark(app)
        wait(lambda: is_tracking(app))
