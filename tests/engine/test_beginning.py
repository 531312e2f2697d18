"""Tests of studio.engine.beginning."""

import json
from pathlib import Path

import pytest

from studio.engine.beginning import collection_of, session_of
from studio.ipc.child import Boot
from studio.model import session as sessions
from studio.model.command import CommandError
from studio.model.session import LivePlan, Session


@pytest.fixture
def plan(tmp_path: Path) -> LivePlan:
    path = tmp_path / "scenes.json"
    path.write_text(json.dumps({"schema": 1, "scenes": [{"name": "A"}, {"name": "B"}]}))
    return LivePlan(collection=str(path))


def boot(plan: LivePlan, **more: object) -> Boot:
    return Boot({"plan": plan.model_dump(mode="json"), **more})


def test_a_plan_begins_a_session(plan: LivePlan, tmp_path: Path) -> None:
    session = session_of(boot(plan), tmp_path)
    assert (session.plan, session.parts) == (plan, 1)


def test_an_engine_that_comes_after_a_crash_goes_on(plan: LivePlan, tmp_path: Path) -> None:
    begun = Session.begin(plan)
    begun = begun.model_copy(update={"epoch_ns": begun.epoch_ns - 10_000_000_000})
    sessions.save(begun, tmp_path)
    session = session_of(boot(plan, resume=True), tmp_path)
    assert (session.id, session.parts) == (begun.id, 2)


def test_without_a_saved_session_it_begins_anew(plan: LivePlan, tmp_path: Path) -> None:
    assert session_of(boot(plan, resume=True), tmp_path).parts == 1


def test_edits_count_in_a_later_part_only(plan: LivePlan, tmp_path: Path) -> None:
    session = Session.begin(plan)
    edited = {"schema": 1, "scenes": [{"name": "Edited"}]}
    later = session.model_copy(update={"parts": 2})
    (tmp_path / "collection.json").write_text(json.dumps(edited))
    assert collection_of(later, tmp_path).first_scene == "Edited"
    assert collection_of(session, tmp_path).first_scene == "A"
    assert not (tmp_path / "collection.json").exists()


def test_the_scene_that_was_on_air_is_on_air_again(plan: LivePlan, tmp_path: Path) -> None:
    session = Session.begin(plan).model_copy(update={"scene": "B"})
    assert collection_of(session, tmp_path).first_scene == "B"
    gone = session.model_copy(update={"scene": "C"})
    with pytest.raises(CommandError, match='no scene named "C"'):
        collection_of(gone, tmp_path)
