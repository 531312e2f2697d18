"""Tests of studio.engine.tracking.tracker and process: a supervisor that only takes notes."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine.processes import Processes
from studio.engine.sources.ring import RingSource
from studio.engine.tracking.look import NOTHING, Look
from studio.engine.tracking.tracker import Tracker
from studio.model.command import Message
from studio.model.events import Event, Notice, TrackingStateChanged
from tests.engine.tracking.ar_stand_in import SECRET, ArStandIn
from tests.engine.tracking.seen import FRAME_NS

NAME = "ar-00000001"


class Stage:
    """A tracker, and what the supervisor was asked by it."""

    def __init__(self) -> None:
        self.asked: list[Message] = []
        self.processes = Processes()
        self.processes.supervisor_came(self.asked.append)
        self.deaths = 0
        self.tracker = Tracker(
            NAME,
            RingSource("Camera"),
            self.processes,
            secret=SECRET,
            period_ns=FRAME_NS,
            on_lost=self._on_lost,
        )

    def _on_lost(self) -> None:
        self.deaths += 1

    def ready(self, ar: ArStandIn) -> None:
        told: Message = {"type": "process_ready", "name": NAME, "address": ar.address, "pid": 1}
        self.processes.on_message(told)

    def dies(self, reason: str) -> None:
        self.processes.on_message({"type": "process_ended", "name": NAME, "reason": reason})

    def health(self) -> object:
        return self.tracker.state["health"]

    def wait_health(self, health: str) -> None:
        deadline_s = time.monotonic() + 60
        while self.tracker.state["health"] != health:
            assert time.monotonic() < deadline_s, self.tracker.state
            time.sleep(0.005)  # nobody is told: the engine looks once a second

    def news(self) -> list[Event]:
        return list(self.tracker.news("Camera"))


@pytest.fixture
def stage() -> Iterator[Stage]:
    one = Stage()
    yield one
    one.tracker.close()
    one.tracker.source.close()


def is_type(name: str) -> Callable[[Message], bool]:
    return lambda message: message["type"] == name


def test_a_process_runs_only_while_something_is_looked_for(stage: Stage) -> None:
    assert stage.asked == []
    assert stage.health() == "off"
    stage.tracker.look(Look(faces=1))
    (asked,) = stage.asked
    assert (asked["type"], asked["name"], asked["kind"]) == ("process_start", NAME, "ar")
    assert stage.health() == "starting"
    stage.tracker.look(Look(faces=1, person=True))
    assert len(stage.asked) == 1
    stage.tracker.look(NOTHING)
    assert stage.asked[-1] == {"type": "process_stop", "name": NAME}
    assert stage.health() == "off"


def test_it_is_told_all_whenever_it_comes(stage: Stage, run_dir: Path) -> None:
    stage.tracker.look(Look(faces=2))
    stage.tracker.capture_ready("/there")
    stage.tracker.rest(True)
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        assert ar.wait_for(is_type("camera"))["address"] == "/there"
        assert ar.wait_for(is_type("look"))["faces"] == 2
        ar.wait_for(is_type("rest"))
        stage.tracker.rest(False)
        ar.wait_for(is_type("wake"))
        stage.tracker.look(Look(person=True))
        ar.wait_for(lambda each: each["type"] == "look" and each["person"] is True)
        stage.tracker.capture_ready("/elsewhere")
        ar.wait_for(lambda each: each.get("address") == "/elsewhere")
    stage.dies("It crashed.")
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        assert ar.wait_for(is_type("camera"))["address"] == "/elsewhere"
        assert ar.wait_for(is_type("look"))["person"] is True


def test_frames_that_were_late_are_told_once(stage: Stage, run_dir: Path) -> None:
    stage.tracker.look(Look(faces=1))
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        ar.wait_for(is_type("look"))
        stage.tracker.lagged(3)
        stage.tracker.lagged(3)
        stage.tracker.lagged(5)
        ar.wait_for(lambda each: each == {"type": "lagged", "frames": 2})
        assert [each for each in ar.heard if each["type"] == "lagged"] == [
            {"type": "lagged", "frames": 3},
            {"type": "lagged", "frames": 2},
        ]


def test_how_it_goes_is_told_once_and_a_failure_as_a_sentence(stage: Stage, run_dir: Path) -> None:
    stage.tracker.look(Look(faces=1))
    assert stage.news() == [TrackingStateChanged(input="Camera", health="starting")]
    assert stage.news() == []
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        ar.wait_for(is_type("look"))
        ar.say({"type": "state", "health": "failed", "reason": "The model is missing."})
        stage.wait_health("failed")
        changed, notice = stage.news()
        assert changed == TrackingStateChanged(
            input="Camera", health="failed", reason="The model is missing."
        )
        assert isinstance(notice, Notice)
        assert notice.text == "Camera is shown unfiltered: The model is missing."
        ar.tell_ring()
        stage.wait_health("running")
        assert stage.news() == [TrackingStateChanged(input="Camera", health="running")]
    stage.dies("ar-00000001 was ended by signal 9.")
    assert stage.deaths == 1
    changed, notice = stage.news()
    assert isinstance(changed, TrackingStateChanged)
    assert changed.health == "failed"
    assert changed.reason == "ar-00000001 was ended by signal 9. It is started again."


def test_one_that_was_stopped_says_nothing_more(stage: Stage, run_dir: Path) -> None:
    stage.tracker.look(Look(faces=1))
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        ar.wait_for(is_type("look"))
        stage.tracker.look(NOTHING)
        assert stage.health() == "off"
    assert stage.deaths == 0


def test_its_rate_is_known_while_it_runs(stage: Stage, run_dir: Path) -> None:
    stage.tracker.look(Look(faces=1))
    with ArStandIn(run_dir) as ar:
        stage.ready(ar)
        ar.wait_for(is_type("look"))
        ar.say({"type": "rate", "results_s": 24.04, "cost_ms": 8.0})
        ar.tell_ring()
        stage.wait_health("running")
        assert (stage.tracker.state["results_s"], stage.tracker.state["cost_ms"]) == (24.0, 8.0)
        stage.tracker.look(NOTHING)
        assert stage.tracker.state["results_s"] == 0
