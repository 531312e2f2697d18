"""Tests of studio.app.leaving."""

from pathlib import Path

from studio.app.studio import Studio
from studio.model.commands import StartRecord
from tests.app.engine_stage import Stage, do, until


def heard_of(studio: Studio) -> list[str]:
    heard: list[str] = []
    for name in ("asked", "answered", "ending", "left"):
        getattr(studio.leaving, name).connect(lambda name=name: heard.append(name))
    return heard


def test_with_nothing_live_the_session_ends_and_then_the_app(studio: Studio, stage: Stage) -> None:
    heard = heard_of(studio)
    assert not studio.leaving.may_leave()
    until(lambda: "left" in heard)
    assert heard == ["answered", "ending", "left"]
    assert studio.leaving.may_leave()
    stage.end()  # the next test must not meet an engine that is about to go


def test_while_something_is_recorded_it_asks_and_may_leave_it_running(
    studio: Studio, tmp_path: Path
) -> None:
    heard = heard_of(studio)
    assert do(studio, StartRecord(path=str(tmp_path / "a.mkv"))).ok
    until(lambda: studio.mirror.is_recording)
    assert not studio.leaving.may_leave()
    assert heard == ["asked"]
    studio.leaving.stay()
    assert not studio.leaving.may_leave()
    studio.leaving.leave_running()
    assert heard == ["asked", "answered", "asked", "answered", "left"]
    assert studio.leaving.may_leave()
    assert studio.link.is_connected
    assert studio.mirror.is_recording


def test_without_an_engine_it_just_leaves(studio: Studio) -> None:
    heard = heard_of(studio)
    studio.link.close()
    studio.link._end("")
    assert studio.leaving.may_leave()
    assert heard == ["answered", "left"]
