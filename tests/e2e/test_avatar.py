"""An avatar on a live programme: it does what the camera sees, and its process may die."""

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.events import StatsChanged
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.avatar_stage import AvatarStage, avatar_scene, is_on
from tests.e2e.fault_run import FaultRun, run
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
    return avatar_scene(tmp_path_factory.mktemp("avatar"), *SIZE)


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
