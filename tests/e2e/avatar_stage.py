"""An avatar on a live programme, for tests and benches."""

import json
from contextlib import ExitStack
from pathlib import Path

from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.face_stage import face_scene
from tests.e2e.fault_stage import FaultStage
from tests.e2e.live_studio import LiveStudio


def avatar_scene(folder: Path, width: int, height: int) -> Path:
    """Write a scene with the avatar on the left and its camera, small, on the right."""
    path = face_scene(folder, width, height)
    collection = json.loads(path.read_text())
    collection["inputs"][0].pop("filters")
    collection["inputs"].append({"name": "Cat", "kind": "avatar", "settings": {"camera": "Camera"}})
    across, down = width / 640, height / 360
    small = {"x": 340 * across, "y": 170 * down, "scale_x": 0.46, "scale_y": 0.46}
    large = {"scale_x": 0.33 * across, "scale_y": 0.33 * down}
    collection["scenes"][0]["items"] = [
        {"source": "Camera", "transform": small},
        {"source": "Cat", "transform": large},
    ]
    path.write_text(json.dumps(collection))
    return path


def is_on(studio: LiveStudio) -> bool:
    """Tell whether avatar and face are seen: who connects is told, no one when it begins."""
    app = AppStandIn(studio)
    try:
        inputs = app.snapshot["inputs"]
        is_seen = str(inputs["Cat"]["health"]) == "running"  # type: ignore[index]
        return is_seen and "'running'" in str(inputs["Camera"]["tracking"])  # type: ignore[index]
    finally:
        app.close()


class AvatarStage(FaultStage):
    """A session whose avatar is seen."""

    def prepare(self, stack: ExitStack) -> None:
        """Wait for the avatar."""
        del stack
        wait(lambda: is_on(self.studio))
