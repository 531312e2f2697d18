"""Tests of studio.engine.views with views of heads: they come with all that is put on, or not."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.composition import Affine, Layer, Rect
from studio.engine.picture import Picture
from studio.ipc.ring import RingReader
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Filter
from tests.engine.face_effects.faces import astronaut
from tests.engine.views.looker import Looker, colors, plain, seen

ME = object()
SIDE = 64
WHITE = plain((255, 255, 255), (100, 100))
EARS = Filter(name="Ears", kind="face_effect", settings={"effect": "cat"})


class Fitter(Looker):
    """Ticks with a face on one picture, and something white for its nose."""

    def __init__(self) -> None:
        super().__init__(colors())
        self.has_it = True
        self.pictures["Red"] = astronaut()
        self.lookout.fit(self._worn)

    def _worn(
        self, shown: str, name: str, settings: FaceEffectSettings, picture: Picture
    ) -> tuple[Layer, ...]:
        if not self.has_it:
            return ()
        assert picture.tracked
        x, y = picture.tracked.faces[0].points[1, :2].tolist()
        whole = Rect(0, 0, WHITE.width, WHITE.height)
        return (Layer("white", WHITE, whole, Affine(0.2, 0, 0, 0.2, x - 10, y - 10)),)


@pytest.fixture
def looker() -> Iterator[Fitter]:
    looker = Fitter()
    yield looker
    looker.close()


def open_head(looker: Fitter, *filters: Filter) -> RingReader:
    _, ring = looker.open(ME, of="head", name="Red", filters=filters, width=SIDE, height=SIDE)
    return ring


def has_picture(ring: RingReader) -> bool:
    return ring.newest(1 << 62) is not None


def test_nothing_comes_before_it_is_worn(looker: Fitter) -> None:
    looker.has_it = False
    ring = open_head(looker, EARS)
    looker.tick()
    assert not has_picture(ring)
    looker.has_it = True
    looker.pictures["Red"] = replace(astronaut(), serial=2)
    looker.tick()
    assert (seen(ring, SIDE, SIDE).min(axis=2) > 240).sum() > 20


def test_the_face_fills_it(looker: Fitter) -> None:
    ring = open_head(looker, EARS)
    looker.tick()
    picture = seen(ring, SIDE, SIDE).astype(int)
    y, x = np.nonzero(picture.min(axis=2) > 240)
    assert abs(x.mean() - SIDE / 2) < SIDE / 8
    assert abs(y.mean() - SIDE / 2) < SIDE / 4


def test_nothing_comes_of_a_picture_without_a_face(looker: Fitter) -> None:
    looker.pictures["Red"] = plain((200, 30, 20))
    ring = open_head(looker, EARS)
    looker.tick()
    assert not has_picture(ring)


def test_filters_that_put_nothing_on_need_only_a_face(looker: Fitter) -> None:
    dark = Filter(name="Dark", kind="color_correction", settings={"brightness": -1})
    bare, darker = open_head(looker), open_head(looker, dark)
    looker.tick()
    assert seen(bare, SIDE, SIDE).mean() > seen(darker, SIDE, SIDE).mean() + 40


def test_it_asks_for_no_larger_pictures_and_is_tried_on_apart(looker: Fitter) -> None:
    open_head(looker, EARS)
    looker.tick()
    assert looker.lookout.sizes() == {"Red": (SIDE, SIDE)}
    (tried,) = looker.views.tried("head")
    assert (tried.name, looker.views.tried("input")) == ("Red", ())


def test_heads_come_last_when_many_views_are_due(looker: Fitter) -> None:
    head = open_head(looker, EARS)
    _, scene = looker.open(ME, of="scene", name="All Blue", fps=1)
    for each in looker.lookout._watched:
        each.feed.cost_ns = 10_000_000
    looker.tick()
    assert has_picture(scene)
    assert not has_picture(head)
