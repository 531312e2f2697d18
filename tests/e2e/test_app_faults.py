"""The window, the engine and the supervisor killed while live: the stream, and who is in control.

Each fault run is laid beside one of the same length that nothing disturbed, with a window too.
How long it takes until the app is back in control is printed (``-s``): it should be 2 s.
"""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.app_stage import APP_FAULTS, AppStage, window_environment
from tests.e2e.fault_run import FaultRun, run
from tests.e2e.live_studio import PATIENCE_S, PROGRAM, LiveStudio
from tests.e2e.test_crashes import losses

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

LENGTH_S = 7.0
TO_FRONT = "The window was asked to come to the front."


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.05)


@pytest.fixture(scope="module")
def kept() -> list[FaultRun]:
    """The run without a fault, once there is one."""
    return []


def make(fault: str, folder: Path, words: list[str]) -> FaultRun:
    return run(APP_FAULTS.get(fault), folder / fault, words, seconds=LENGTH_S, make_stage=AppStage)


def hit_that_costs_nothing(
    fault: str, kept: list[FaultRun], folder: Path, words: list[str]
) -> FaultRun:
    """Make a fault run and hold it to what a run without the fault loses."""
    if not kept:
        kept.append(make("quiet", folder, words))
    hit = make(fault, folder, words)
    if losses(hit, kept[-1]):  # the machine may have been busier in it
        kept.append(make("quiet", folder / "again", words))
        hit = make(fault, folder / "again", words)
    assert losses(hit, kept[-1]) == []
    return hit


def test_an_app_that_is_killed_costs_no_frame_and_is_back_in_control(
    tmp_path: Path, cheap: list[str], kept: list[FaultRun]
) -> None:
    hit = hit_that_costs_nothing("app", kept, tmp_path, cheap)
    assert hit.back_s is not None
    print(f"the app is back in control after {hit.back_s:.2f} s")
    assert hit.segments == (1, 1)
    assert hit.connections == 1


def test_a_killed_engine_is_live_again_on_the_same_connection_and_the_app_finds_it(
    tmp_path: Path, cheap: list[str]
) -> None:
    hit = make("engine", tmp_path, cheap)
    assert hit.back_s is not None
    print(f"live and in control again after {hit.back_s:.2f} s")
    assert hit.segments == (1, 1)
    assert hit.connections == 1


def test_a_killed_supervisor_costs_nothing_and_the_next_one_keeps_the_app(
    tmp_path: Path, cheap: list[str], kept: list[FaultRun]
) -> None:
    hit = hit_that_costs_nothing("supervisor", kept, tmp_path, cheap)
    assert hit.back_s is not None
    assert hit.segments == (1, 1)


def test_the_second_app_brings_the_first_to_the_front_and_a_closed_one_stays_closed(
    tmp_path: Path, scene: Path
) -> None:
    with LiveStudio(tmp_path, [str(scene), "--record", str(tmp_path / "a.mkv")]) as studio:
        studio.environment |= window_environment(tmp_path)
        studio.wait_for("record recording")
        studio.command()
        app = studio.pid("app")
        log = studio.run_dir / "log" / "app.log"
        studio.command()
        assert studio.pid("app") == app
        until(lambda: TO_FRONT in log.read_text("utf-8"))
        subprocess.run(["kill", str(app)], check=True)  # in order: it is not started again
        until(lambda: all(each.kind != "app" for each in studio.processes))
        assert studio.pid("engine")
        refused = subprocess.run(
            [PROGRAM],
            env={**studio.environment, "QT_QPA_PLATFORM": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert refused.returncode == 2
        assert "no display" in refused.stderr
