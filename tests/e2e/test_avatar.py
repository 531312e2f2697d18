"""An avatar on a live programme: it does what the camera sees, and its process may die."""

import json
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.events import StatsChanged
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.face_stage import face_scene
from tests.e2e.fault_run import FaultRun, run
from tests.e2e.fault_stage import FaultStage
from tests.e2e.faults import FAULTS
from tests.e2e.live_studio import LiveStudio
from tests.e2e.test_crashes import assert_told, assert_whole, losses

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SIZE = 640, 360
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2500"]
SETTLES_S, SECONDS, LENGTH_S = 5, 6, 6.0
MOST_LATE_FRAMES = 45
"""Less than half of its way to and fro: a head that goes the other way is never alike."""
_GREEN = 40


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scene with the avatar on the left and its camera, small, on the right."""
    path = face_scene(tmp_path_factory.mktemp("avatar"), *SIZE)
    collection = json.loads(path.read_text())
    collection["inputs"][0].pop("filters")
    collection["inputs"].append({"name": "Cat", "kind": "avatar", "settings": {"camera": "Camera"}})
    collection["scenes"][0]["items"] = [
        {"source": "Camera", "transform": {"x": 340, "y": 170, "scale_x": 0.46, "scale_y": 0.46}},
        {"source": "Cat", "transform": {"scale_x": 0.33, "scale_y": 0.33}},
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


def heads_and_faces(recording: Path) -> NDArray[np.float64]:
    """Return where the avatar's head and the face's dot are across, picture by picture."""
    found = []
    with av.open(str(recording)) as file:
        for frame in file.decode(video=0):
            planes = frame.reformat(format="yuv420p").to_ndarray()
            height, width = frame.height, frame.width
            head = planes[: height // 2, : width // 2] > 60
            chroma = 128 - planes[height:].reshape(2, height // 2, width // 2).astype(int)
            dot = chroma.min(axis=0) > _GREEN
            if head.any() and dot.any():
                found.append((np.nonzero(head)[1].mean(), np.nonzero(dot)[1].mean()))
    return np.array(found)


def test_an_avatar_leans_to_where_the_face_goes(scene: Path, tmp_path: Path) -> None:
    words = [str(scene), *CHEAP, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as studio:
        studio.wait_for("record recording")
        wait(lambda: is_on(studio))
        app = AppStandIn(studio)
        begin = len(app.events)
        needed = SETTLES_S + SECONDS  # by then it knows where the middle of his way is
        wait(lambda: sum(isinstance(each, StatsChanged) for each in app.events[begin:]) > needed)
        app.close()
        studio.command("end")
        studio.wait()
    places = heads_and_faces(tmp_path / "live.mkv")[-SECONDS * 25 :]
    assert len(places) == SECONDS * 25
    heads, faces = places.T
    assert np.ptp(heads) > 5
    alike = [
        np.corrcoef(heads[late:], faces[: len(faces) - late])[0, 1]
        for late in range(MOST_LATE_FRAMES)
    ]
    assert max(alike) > 0.75


class AvatarStage(FaultStage):
    """A session whose avatar is seen."""

    def __enter__(self) -> "AvatarStage":
        super().__enter__()
        wait(lambda: is_on(self.studio))
        return self


@pytest.fixture
def runs(scene: Path, tmp_path: Path) -> tuple[FaultRun, FaultRun]:
    def make(name: str) -> FaultRun:
        fault = FAULTS["avatar"] if name.startswith("hit") else None
        words = [str(scene), *CHEAP]
        return run(fault, tmp_path / name, words, seconds=LENGTH_S, make_stage=AvatarStage)

    quiet, hit = make("quiet"), make("hit")
    if losses(hit, quiet):  # the machine may have been busier in it
        quiet, hit = make("quiet again"), make("hit again")
    return quiet, hit


def test_an_avatar_that_dies_costs_no_frame_and_is_back(
    runs: tuple[FaultRun, FaultRun],
) -> None:
    quiet, hit = runs
    assert losses(hit, quiet) == []
    assert_told(hit)
    assert_whole(hit)
    assert hit.back_s is not None
