"""Tests of studio.app.picture.gesture: at once here, soon there, one step of undo."""

from studio.app.picture.gesture import Gesture
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.edits import RemoveSceneItem
from studio.model.graph import items_of
from studio.model.transform import Transform
from tests.app.engine_stage import do, until

TITLE, PRESENTER = ("Main", 3), ("Main", 2)


def at_engine(studio: Studio, key: tuple[str, int]) -> Transform:
    assert studio.mirror.collection
    items = items_of(studio.mirror.collection, key[0])
    return next(item.transform for item in items if item.id == key[1])


def test_what_is_dragged_is_shown_until_the_engine_shows_it(studio: Studio) -> None:
    gesture = Gesture(studio)
    gesture.begin()
    gesture.to({TITLE: Transform(x=50), PRESENTER: Transform(x=60)})
    assert gesture.transforms[TITLE].x == 50
    gesture.to({TITLE: Transform(x=51), PRESENTER: Transform(x=61)})
    gesture.end()
    assert gesture.transforms[TITLE].x == 51
    until(lambda: not gesture.transforms)
    assert (at_engine(studio, TITLE).x, at_engine(studio, PRESENTER).x) == (51, 61)
    do(studio, Undo())
    until(lambda: at_engine(studio, TITLE).x == 20)
    assert at_engine(studio, PRESENTER).x == 300
    assert studio.mirror.undo is None


def test_a_drag_that_is_cancelled_leaves_nothing(studio: Studio) -> None:
    gesture = Gesture(studio)
    gesture.begin()
    gesture.to({TITLE: Transform(x=50)})
    until(lambda: at_engine(studio, TITLE).x == 50)
    gesture.cancel()
    until(lambda: not gesture.transforms)
    assert at_engine(studio, TITLE).x == 20
    until(lambda: studio.mirror.undo is None)


def test_an_item_that_is_removed_meanwhile_is_said_and_let_go(studio: Studio) -> None:
    said: list[str] = []
    studio.notice.connect(lambda level, text: said.append(text))
    gesture = Gesture(studio)
    gesture.begin()
    gesture.to({TITLE: Transform(x=50)})
    do(studio, RemoveSceneItem(scene="Main", item_id=3))
    gesture.to({TITLE: Transform(x=70)})
    gesture.end()
    until(lambda: not gesture.transforms)
    assert said


def test_nothing_is_sent_for_what_is_where_it_was(studio: Studio) -> None:
    gesture = Gesture(studio)
    gesture.begin()
    gesture.to({TITLE: at_engine(studio, TITLE), ("Main", 99): Transform()})
    gesture.end()
    assert not gesture.transforms
    assert studio.mirror.undo is None
    gesture.to({TITLE: Transform(x=1)})  # none is under way
    assert not gesture.transforms
