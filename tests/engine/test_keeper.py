"""Tests of studio.engine.keeper."""

import json
from pathlib import Path

import pytest

from studio.engine.keeper import AGAIN_NS, COLLECTION_NAME, LONGEST_NS, QUIET_NS, Keeper
from studio.model import session as sessions
from studio.model.collection_file import load
from studio.model.edit import apply
from studio.model.edits import CreateScene
from studio.model.errors import StudioError
from studio.model.scene import Collection
from studio.model.session import LivePlan, Session

SECOND_NS = 1_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "scenes"
    folder.mkdir()
    path = folder / "mine.json"
    path.write_text(json.dumps({"schema": 1, "scenes": [{"name": "A"}]}))
    return path


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    return folder


def keeper_of(run_dir: Path, path: Path, *, stays: bool = True) -> Keeper:
    session = Session.begin(LivePlan(collection=str(path), stays=stays))
    return Keeper(run_dir, session, load(path))


def edited(keeper: Keeper, scene: str) -> Collection:
    return apply(keeper.collection, CreateScene(scene=scene))


def scenes(path: Path) -> list[str]:
    return [scene.name for scene in load(path).scenes]


def test_a_restarted_engine_finds_what_was_edited_a_second_ago(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.remember(scene="B")
    keeper.once_a_second(0)
    assert scenes(run_dir / COLLECTION_NAME) == ["A", "B"]
    saved = sessions.load(run_dir)
    assert saved
    assert saved.scene == "B"
    assert scenes(path) == ["A"]


def test_the_file_is_written_when_nothing_was_edited_for_a_while(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.change(edited(keeper, "C"), 2 * SECOND_NS)
    keeper.once_a_second(QUIET_NS)
    assert scenes(path) == ["A"]
    keeper.once_a_second(2 * SECOND_NS + QUIET_NS)
    assert scenes(path) == ["A", "B", "C"]
    assert scenes(path.with_name("mine.json.bak")) == ["A"]


def test_who_edits_without_end_is_saved_too(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path)
    for second in range(LONGEST_NS // SECOND_NS + 1):
        keeper.change(edited(keeper, f"S{second}"), second * SECOND_NS)
        keeper.once_a_second(second * SECOND_NS)
    assert len(scenes(path)) > 1


def test_a_session_that_does_not_stay_leaves_the_file_alone(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path, stays=False)
    keeper.change(edited(keeper, "B"), 0)
    keeper.once_a_second(LONGEST_NS)
    keeper.close()
    assert scenes(path) == ["A"]


def test_the_last_edits_are_written_at_the_end(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.close()
    assert scenes(path) == ["A", "B"]


def test_the_scene_on_air_is_written_at_the_end_though_nothing_was_edited(
    run_dir: Path, path: Path, tmp_path: Path
) -> None:
    path.write_text(json.dumps({"schema": 1, "scenes": [{"name": "A"}, {"name": "B"}]}))
    keeper = keeper_of(run_dir, path)
    written_ns = path.stat().st_mtime_ns
    keeper.remember(scene="A")
    keeper.close()
    assert path.stat().st_mtime_ns == written_ns  # it begins with that one anyway
    keeper.remember(scene="B")
    keeper.close()
    assert load(path).current_scene == "B"
    keeper.remember(scene="A")
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"schema": 1, "scenes": [{"name": "Else"}]}))
    keeper.open(other, load(other))
    assert load(path).current_scene == "A"


def test_a_switch_before_an_engine_died_is_written_by_the_next(run_dir: Path, path: Path) -> None:
    path.write_text(json.dumps({"schema": 1, "scenes": [{"name": "A"}, {"name": "B"}]}))
    keeper = keeper_of(run_dir, path)
    keeper.remember(scene="B")
    later = keeper.session.model_copy(update={"parts": 2})
    Keeper(run_dir, later, load(path).model_copy(update={"current_scene": "B"})).close()
    assert load(path).current_scene == "B"


def test_a_file_that_can_not_be_written_is_said_once_and_tried_again(
    run_dir: Path, path: Path
) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    away = path.parent.rename(path.parent.with_name("away"))
    with pytest.raises(StudioError, match=r"mine\.json can't be written"):
        keeper.once_a_second(QUIET_NS)
    keeper.once_a_second(QUIET_NS + SECOND_NS)
    away.rename(path.parent)
    keeper.once_a_second(QUIET_NS + AGAIN_NS)
    assert scenes(path) == ["A", "B"]


def test_another_collection_is_gone_on_with_and_the_old_one_saved(
    run_dir: Path, path: Path, tmp_path: Path
) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.once_a_second(0)
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"schema": 1, "scenes": [{"name": "Else"}]}))
    keeper.open(other, load(other))
    assert scenes(path) == ["A", "B"]
    assert not (run_dir / COLLECTION_NAME).exists()
    keeper.change(edited(keeper, "More"), SECOND_NS)
    keeper.close()
    assert scenes(other) == ["Else", "More"]
    assert scenes(path) == ["A", "B"]
    saved = sessions.load(run_dir)
    assert saved
    assert (saved.plan.collection, saved.scene) == (str(other), None)


def test_what_an_engine_edited_before_it_died_is_saved_by_the_next(
    run_dir: Path, path: Path
) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.once_a_second(0)
    later = keeper.session.model_copy(update={"parts": 2})
    Keeper(run_dir, later, load(run_dir / COLLECTION_NAME)).once_a_second(QUIET_NS)
    assert scenes(path) == ["A", "B"]


def test_a_saved_collection_begins_with_what_is_on_air(run_dir: Path, path: Path) -> None:
    keeper = keeper_of(run_dir, path)
    keeper.change(edited(keeper, "B"), 0)
    keeper.remember(scene="B")
    keeper.save()
    assert load(path).first_scene == "B"
    keeper.remember(scene="gone")
    keeper.save()
    assert load(path).first_scene == "A"
