"""Tests of studio.app.picture.together: several items that are turned and mirrored as one."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.picture import together
from studio.app.picture.together import Transforms, common_box
from studio.model.layout import Place
from tests.app.picture.places import OUTERS, few, place, places, with_transform


@st.composite
def several(draw: st.DrawFn) -> list[Place]:
    outer = draw(st.sampled_from(OUTERS))
    drawn = draw(st.lists(places, min_size=1, max_size=3))
    return [
        Place("Main", each.item.model_copy(update={"id": n}), each.size, outer)
        for n, each in enumerate(drawn)
    ]


def after(old: Sequence[Place], transforms: Transforms) -> list[Place]:
    return [with_transform(each, transforms[each.key]) for each in old]


def seen(places: Sequence[Place]) -> list[float]:
    """Return where two points of each picture are seen."""
    return [
        px for each in places for point in ((9, 9), (300, 40)) for px in each.content.apply(*point)
    ]


@few
@given(several(), st.booleans(), st.integers(-300, 300))
def test_mirrored_every_pixel_lies_opposite(old: list[Place], across: bool, line: int) -> None:
    new = after(old, together.mirrored(old, (line, line), across=across))
    wanted = [2 * line - px if (at % 2 == 0) == across else px for at, px in enumerate(seen(old))]
    assert seen(new) == pytest.approx(wanted, abs=0.1)
    back = after(new, together.mirrored(new, (line, line), across=across))
    assert seen(back) == pytest.approx(seen(old), abs=0.1)


@few
@given(several(), st.sampled_from([90, -90, 180, 37]))
def test_turned_every_pixel_goes_clockwise_about_one_point(old: list[Place], angle: int) -> None:
    one = old[0]
    width, height = one.box_size
    x, y = common_box(old).center if len(old) > 1 else one.box.apply(width / 2, height / 2)
    new = after(old, together.turned(old, angle))
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    before = seen(old)
    wanted = []
    for left, top in zip(before[::2], before[1::2], strict=True):
        wanted += [x + (left - x) * cos - (top - y) * sin, y + (left - x) * sin + (top - y) * cos]
    assert seen(new) == pytest.approx(wanted, abs=0.2)


def test_flipped_several_change_their_places_within_their_box() -> None:
    left, right = place(1), place(2, x=500, scale_x=0.5)  # 700 wide together
    new = after([left, right], together.flipped([left, right], across=True))
    assert [each.bounds.left for each in new] == [300, 0]
    assert common_box(new) == common_box([left, right])
    assert [each.item.transform.scale_x for each in new] == [-1, -0.5]
    down = after([left, right], together.flipped([left, right], across=False))
    assert [each.bounds.left for each in down] == [0, 500]
    assert [each.item.transform.scale_y for each in down] == [-1, -1]


def test_turned_several_stand_below_one_another() -> None:
    left, right = place(1), place(2, x=400)
    new = after([left, right], together.turned([left, right], 90))
    first, second = (each.bounds for each in new)
    assert first.bottom == pytest.approx(second.top)
    assert first.left == pytest.approx(second.left)
    assert common_box(new).center == pytest.approx(common_box([left, right]).center)


def test_several_are_centred_as_one() -> None:
    both = [place(1, x=10), place(2, x=500, y=300)]  # 890x500 at 10, 0
    new = together.centered(both, (1920, 1080), down=False)
    assert [new[each.key].x for each in both] == [515, 1005]
    assert [new[each.key].y for each in both] == [0, 300]
