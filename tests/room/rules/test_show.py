"""Tests of studio.room.rules.show, through a room."""

from studio.room.protocol.events import ShowChanged
from studio.room.protocol.values import ShowState
from studio.room.rules.records import ShowEnded, ShowStarted
from studio.room.rules.saved import SavedRoom
from tests.room.rules.stage import START_MS, Stage, code


def test_a_show_begins_and_ends() -> None:
    stage = Stage()
    for user in ("a", "b", "c"):
        stage.come(user)
    stage.room.leave("a", stage.now_ms)
    stage.act("b", "like", count=100)
    begun = stage.act("anchor", "start_show", title="Songs", category="music")
    show = ShowState(show=f"show-{START_MS}", title="Songs", category="music", started_ms=START_MS)
    assert begun.events == (ShowChanged(show=show),)
    assert begun.records == (ShowStarted("1", show, START_MS),)
    assert stage.room.state(stage.now_ms).show == show
    assert code(stage.act("anchor", "start_show", title="Again")) == "already_open"

    stage.act("b", "like", count=7)
    stage.come("d")
    stage.room.leave("d", stage.now_ms)
    stage.wait(60_000)
    ended = show.model_copy(update={"ended_ms": stage.now_ms})
    over = stage.act("anchor", "end_show")
    assert over.events == (ShowChanged(show=ended),)
    assert over.records == (ShowEnded("1", ended, 7, 3, stage.now_ms),)
    assert stage.room.state(stage.now_ms).show is None
    assert code(stage.act("anchor", "end_show")) == "not_open"


def test_a_show_outlives_a_restart() -> None:
    show = ShowState(show="show-1", title="Songs", category="-", started_ms=1)
    stage = Stage(SavedRoom(show=show, likes=40))
    assert stage.room.state(stage.now_ms).show == show
    stage.act("anchor", "like", count=2)
    over = stage.act("anchor", "end_show")
    assert isinstance(over.records[0], ShowEnded)
    assert over.records[0].likes == 42


def test_viewers_start_no_show() -> None:
    stage = Stage()
    stage.come("lin")
    assert code(stage.act("lin", "start_show", title="Mine")) == "not_allowed"
    assert code(stage.act("lin", "end_show")) == "not_allowed"
