"""Tests of studio.app.picture.snapping."""

from studio.app.picture.snapping import NOTHING, Guide, Snap, Snapper
from studio.model.geometry import Rect


def test_the_shortest_way_is_taken_in_each_direction() -> None:
    snapper = Snapper.around((1000, 500), [Rect(104, 0, 300, 100)], reach=8)
    assert snapper.snap((97, 205), (260,)) == Snap(dx=-3.0, guides=(Guide(x=202.0),))
    assert snapper.snap((97,), (245,)) == Snap(7, 5, (Guide(x=104), Guide(y=250)))


def test_what_is_far_from_everything_stays() -> None:
    snapper = Snapper.around((1000, 500), [], reach=8)
    assert snapper.snap((100,), (100,)) == NOTHING
    assert snapper.snap((), ()) == NOTHING
