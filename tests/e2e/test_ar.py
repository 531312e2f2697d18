"""People on a live camera: what is drawn on a face stays on it, and the AR process may die."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.events import StatsChanged
from studio.supervisor.session_file import find_session
from tests.ar.clips import FPS
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.face_clip import Path2D, offsets_px
from tests.e2e.face_stage import FaceStage, Swim, face_scene, is_tracking, lay_mark
from tests.e2e.fault_run import FaultRun, run
from tests.e2e.faults import FAULTS
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.e2e.test_crashes import BUSY, assert_told, assert_whole, losses

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SIZE = 640, 360
BACK_S = 2.0 * BUSY
ONE_FRAME_PX = Path2D(*SIZE).quickest_px_s / FPS
"""So far is the mark from the face where results are drawn one frame late."""
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2500"]
LENGTH_S = 6.0
SECONDS = 5


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return face_scene(tmp_path_factory.mktemp("face"), *SIZE)


@pytest.fixture
def studio(tmp_path: Path, scene: Path) -> Iterator[LiveStudio]:
    words = [str(scene), *CHEAP, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


def test_what_lies_on_a_moving_face_does_not_swim(studio: LiveStudio, tmp_path: Path) -> None:
    app = AppStandIn(studio)
    lay_mark(app)
    wait(lambda: is_tracking(app))
    begin = len(app.events)
    wait(lambda: sum(isinstance(each, StatsChanged) for each in app.events[begin:]) > SECONDS)
    app.close()
    studio.command("end")
    studio.wait()
    swim = Swim(offsets_px(tmp_path / "live.mkv"))
    assert len(swim.px) > (SECONDS - 1) * FPS
    assert swim.median_px < ONE_FRAME_PX / 2


def test_an_ar_process_that_dies_costs_no_frame_and_is_soon_back(
    scene: Path, tmp_path: Path
) -> None:
    def make(name: str) -> FaultRun:
        fault = FAULTS["ar"] if name.startswith("hit") else None
        words = [str(scene), *CHEAP]
        return run(fault, tmp_path / name, words, seconds=LENGTH_S, make_stage=FaceStage)

    quiet, hit = make("quiet"), make("hit")
    if losses(hit, quiet):  # the machine may have been busier in it
        quiet, hit = make("quiet again"), make("hit again")
    assert losses(hit, quiet) == []
    assert_told(hit)
    assert_whole(hit)
    assert "Camera is shown unfiltered" in hit.sentence
    assert hit.back_s is not None
    assert hit.back_s < BACK_S
    assert Swim(offsets_px(hit.recording)).longest_s(above_px=4 * ONE_FRAME_PX) < BACK_S


def test_who_wants_to_know_of_faces_is_told_them_and_has_them_looked_for(tmp_path: Path) -> None:
    scene = face_scene(tmp_path, *SIZE, is_filtered=False)
    told: queue.SimpleQueue[Message] = queue.SimpleQueue()
    with LiveStudio(tmp_path, [str(scene), *CHEAP, "--record", str(tmp_path / "a.mkv")]) as studio:
        studio.wait_for("record recording")
        assert not any(each.kind == "ar" for each in studio.processes)
        session = find_session(studio.run_dir)
        assert session
        assert session.engine
        client = Channel.connect(
            session.engine.address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: told.put(message),
            on_close=lambda channel, reason: None,
        )
        client.send(do.SubscribeFaces(per_second=30).to_message(1))
        while not (message := told.get(timeout=PATIENCE_S)).get("faces"):
            pass
        client.close()
        wait(lambda: not any(each.kind == "ar" for each in studio.processes))
    assert message["source"] == "Camera"
    faces = message["faces"]
    assert isinstance(faces, list)
    nose_x, nose_y = faces[0]["landmarks"][1]
    assert 300 < nose_x < 1620  # of 1920, to and fro
    assert 350 < nose_y < 550  # of 1080


def test_without_a_model_the_camera_is_shown_and_a_sentence_says_what_to_do(
    scene: Path, tmp_path: Path
) -> None:
    words = [str(scene), *CHEAP, "--record", str(tmp_path / "live.mkv"), "--duration", "3"]
    studio = LiveStudio(tmp_path, words)
    studio.environment |= {"XDG_CACHE_HOME": str(tmp_path / "empty")}
    with studio:
        studio.wait_for("Camera is shown unfiltered: .*models fetch")
        studio.wait()
    assert "started again" not in studio.text
