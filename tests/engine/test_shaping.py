"""Tests of studio.engine.shaping, with a real ticker."""

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from studio.engine.demand import Demand
from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.processes import Processes
from studio.engine.shape import Shape
from studio.engine.shaping import Shaping
from studio.engine.ticker import Ticker
from studio.engine.views.lookout import Lookout
from studio.ipc.message import Message
from studio.model.scene import Canvas, Collection
from studio.model.session import LivePlan, Session, load

CLIP = {"name": "Clip", "kind": "media", "settings": {"file": "clip.mp4"}}
WALL = {"name": "Wall", "kind": "color", "settings": {}}
COLLECTION = Collection.model_validate(
    {
        "schema": 1,
        "canvas": {"width": 64, "height": 48, "fps": "30"},
        "inputs": [CLIP, WALL],
        "scenes": [{"name": "A"}],
    }
)


class Stand:
    """The parts around a Shaping; a list stands for the supervisor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plan = LivePlan(collection=str(folder / "mine.json"), width=32, height=32, stays=True)
        session = Session.begin(plan)
        self.keeper = Keeper(folder, session, COLLECTION)
        shape = Shape.of(plan, COLLECTION.canvas)
        self.asked: list[Message] = []
        processes = Processes()
        processes.supervisor_came(self.asked.append)
        self.inputs = InputSet(
            folder / "mine.json",
            processes,
            epoch_ns=session.epoch_ns,
            fps=shape.fps,
            secret="",
            size=shape.size,
            on_event=lambda event: None,
        )
        self.inputs.update(COLLECTION, None, "A")
        demand = Demand()
        self.ticker: Ticker = shape.ticker(session, COLLECTION, demand, Lookout(COLLECTION))
        self.ticker.start()
        self.shaping = Shaping(self.keeper, shape, ticker=self.ticker, inputs=self.inputs)

    def size(self) -> tuple[int, int]:
        """Return the programme's, when the tick has done what was posted."""
        done = threading.Event()
        self.ticker.post(done.set)
        assert done.wait(60)
        return self.ticker.program.size


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    one = Stand(tmp_path)
    yield one
    one.ticker.close()
    one.inputs.close()


def with_canvas(**changes: object) -> Collection:
    canvas = Canvas.model_validate({**COLLECTION.canvas.model_dump(), **changes})
    return COLLECTION.model_copy(update={"canvas": canvas})


def test_an_edit_counts_more_than_what_was_asked_for_at_the_start(stand: Stand) -> None:
    assert stand.size() == (32, 32)
    stand.shaping.use_canvas(with_canvas(width=128))
    assert stand.size() == (128, 48)
    saved = load(stand.folder)
    assert saved
    assert (saved.plan.width, saved.plan.height, saved.plan.fps) == (None, None, None)


def test_files_are_played_anew_for_another_rate_and_colours_are_not(stand: Stand) -> None:
    changed = with_canvas(fps="25")
    wall = stand.inputs.sources["Wall"]
    stand.asked.clear()
    stand.shaping.use_canvas(changed)
    stand.inputs.update(changed, None, "A")
    assert [each["type"] for each in stand.asked] == ["process_stop", "process_start"]
    boot = stand.asked[1]["boot"]
    assert isinstance(boot, dict)
    assert boot["source"]["grid_ns"][1:] == [10**9 // 25, 1]
    assert stand.inputs.sources["Wall"] is wall


def test_it_follows_a_collection_that_was_opened(stand: Stand) -> None:
    assert not stand.shaping.is_behind
    assert not stand.shaping.follow()
    stand.keeper.remember(plan=LivePlan(collection="/none.json", stays=True))
    assert stand.shaping.is_behind
    assert stand.shaping.follow()
    assert stand.size() == (64, 48)
    assert stand.shaping.shape == Shape((64, 48), Fraction(30))


def test_what_is_encoded_for_guests_is_closed_before_the_shape_changes(stand: Stand) -> None:
    is_open = [True]
    shaping = stand.shaping
    shaping.renew = lambda: is_open[0]
    shaping.use_canvas(with_canvas(width=128))
    assert stand.size() == (32, 32)
    is_open[0] = False
    assert shaping.follow()  # as when it is closed
    assert stand.size() == (64, 48)
