"""Tests of studio.app.picture.many: several items under one box."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.picture.drags import Dragged, Keys, Point
from studio.app.picture.handles import Handle
from studio.app.picture.many import ManyBox, ManyScaleDrag, ManyTurnDrag
from studio.app.picture.snapping import Guide, Snapper
from studio.model.layout import Place
from tests.app.picture.places import OUTERS, few, place, places, points, with_transform

NO_LINES = Snapper((), (), 8)
PLAIN = Keys()
CORNERS = [handle for handle in Handle if handle.is_corner and handle is not Handle.TURN]


@st.composite
def several(draw: st.DrawFn) -> list[Place]:
    outer = draw(st.sampled_from(OUTERS))
    drawn = draw(st.lists(places, min_size=2, max_size=4))
    return [
        Place("Main", each.item.model_copy(update={"id": n}), each.size, outer)
        for n, each in enumerate(drawn)
    ]


def after(old: list[Place], dragged: Dragged) -> list[Place]:
    return [with_transform(each, dragged.transforms[each.key]) for each in old]


def grip(old: list[Place], handle: Handle) -> Point:
    rect = ManyBox.around(old).rect
    x, y = handle.value
    return rect.left + x * rect.width, rect.top + y * rect.height


def scaled(
    old: list[Place], handle: Handle, to: Point, keys: Keys = PLAIN, lines: Snapper = NO_LINES
) -> list[Place]:
    return after(old, ManyScaleDrag(old, handle, grip(old, handle), lines).to(*to, keys))


def two(**second: Any) -> list[Place]:
    """Return a box of 600x300: 400x200 at 0, 0 and 200x100 at 400, 200."""
    small: dict[str, Any] = {"x": 400, "y": 200, "scale_x": 0.5, "scale_y": 0.5}
    return [place(1), place(2, **(small | second))]


def near(*size: float) -> object:
    """Return what equals a size to which positions are rounded."""
    return pytest.approx(size, abs=0.01)


@few
@given(several(), st.sampled_from(CORNERS), points, st.booleans())
def test_all_of_it_goes_the_same_way_about_what_stays(
    old: list[Place], handle: Handle, to: Point, middle: bool
) -> None:
    before = ManyBox.around(old).rect
    fraction = (0.5, 0.5) if middle else (1 - handle.value[0], 1 - handle.value[1])
    stays = (
        before.left + fraction[0] * before.width,
        before.top + fraction[1] * before.height,
    )
    held = grip(old, handle)
    signs = [1 if (to[n] - stays[n]) * (held[n] - stays[n]) >= 0 else -1 for n in (0, 1)]
    new = scaled(old, handle, to, Keys(alt=middle))
    factor = ManyBox.around(new).rect.width / before.width
    for was, now in zip(old, new, strict=True):
        went = sorted(
            (
                stays[0] + (x - stays[0]) * factor * signs[0],
                stays[1] + (y - stays[1]) * factor * signs[1],
            )
            for x, y in was.corners
        )
        for corner, wanted in zip(sorted(now.corners), went, strict=True):
            assert corner == pytest.approx(wanted, abs=0.1, rel=0.01)


@few
@given(several(), st.integers(-170, 170))
def test_turned_together_all_keep_their_distances(old: list[Place], angle: int) -> None:
    center = ManyBox.around(old).rect.center
    start, way = (center[0] + 300, center[1]), math.radians(angle)
    to = center[0] + 300 * math.cos(way), center[1] + 300 * math.sin(way)
    new = after(old, ManyTurnDrag(old, start).to(*to, Keys(ctrl=True)))
    for was, now in zip(old, new, strict=True):
        assert math.dist(now.bounds.center, center) == pytest.approx(
            math.dist(was.bounds.center, center), abs=0.1
        )
    apart = [math.dist(old[0].bounds.center, each.bounds.center) for each in old]
    assert [math.dist(new[0].bounds.center, each.bounds.center) for each in new] == pytest.approx(
        apart, abs=0.2
    )


def test_a_quarter_turn_is_met_exactly_and_said() -> None:
    old = two()
    dragged = ManyTurnDrag(old, (600, 150)).to(302, 450, PLAIN)
    assert dragged.turned_deg == 90
    new = after(old, dragged)
    assert [each.item.transform.rotation_deg for each in new] == [90, 90]
    rect = ManyBox.around(new).rect
    assert (rect.left, rect.top, rect.right, rect.bottom) == pytest.approx((150, -150, 450, 450))


def test_a_corner_keeps_proportions_and_shift_frees_them() -> None:
    assert ManyBox.around(scaled(two(), Handle.BOTTOM_RIGHT, (300, 290))).box_size == near(580, 290)
    free = scaled(two(), Handle.BOTTOM_RIGHT, (300, 290), Keys(shift=True))
    assert ManyBox.around(free).box_size == near(300, 290)
    assert free[1].corners[0] == pytest.approx((200, 200 / 300 * 290), abs=0.01)


def test_an_edge_stretches_and_shift_keeps_proportions() -> None:
    assert ManyBox.around(scaled(two(), Handle.RIGHT, (300, 0))).box_size == near(300, 300)
    kept = scaled(two(), Handle.RIGHT, (300, 0), Keys(shift=True))
    assert ManyBox.around(kept).box_size == near(300, 150)


def test_what_lies_on_its_side_is_stretched_as_it_is_seen() -> None:
    old = [place(1), place(2, x=400, y=0, rotation_deg=90)]  # 200 wide and 400 high as seen
    new = scaled(old, Handle.RIGHT, (200, 0))
    assert new[1].bounds.width == pytest.approx(100)
    assert new[1].bounds.height == pytest.approx(400)


def test_what_lies_askew_is_never_distorted() -> None:
    old = two(rotation_deg=30)
    assert not ManyBox.around(old).is_straight
    for handle, keys in ((Handle.RIGHT, PLAIN), (Handle.BOTTOM_RIGHT, Keys(shift=True))):
        for each in scaled(old, handle, (900, 700), keys):
            now = each.item.transform
            assert now.scale_x == pytest.approx(now.scale_y)


def test_dragged_over_what_stays_all_of_it_is_mirrored_there() -> None:
    new = scaled(two(), Handle.RIGHT, (-600, 150))
    assert [each.bounds.left for each in new] == near(-400, -600)
    assert [each.item.transform.scale_x for each in new] == [-1, -0.5]
    both = scaled(two(), Handle.BOTTOM_RIGHT, (-600, -300))
    assert [each.bounds.top for each in both] == near(-200, -300)
    assert ManyBox.around(both).box_size == near(600, 300)


def test_what_lies_askew_is_mirrored_as_it_is_seen() -> None:
    old = two(rotation_deg=30)
    rect = ManyBox.around(old).rect
    new = scaled(old, Handle.RIGHT, (rect.left - rect.width, 0))
    assert new[1].item.transform.rotation_deg == -30
    lies = 2 * rect.left - 400, 200  # the box has whole pixels
    assert new[1].content.apply(0, 0) == pytest.approx(lies, abs=0.5)


def test_nothing_vanishes() -> None:
    new = scaled(two(), Handle.BOTTOM_RIGHT, (0, 0), Keys(shift=True))
    assert ManyBox.around(new).box_size == pytest.approx((1, 1), abs=0.01)


def test_edges_of_the_box_snap_and_ctrl_leaves_it() -> None:
    lines = Snapper((310.0,), (), 8)
    drag = ManyScaleDrag(two(), Handle.RIGHT, (600, 150), lines)
    snapped = drag.to(305, 150, PLAIN)
    assert snapped.guides == (Guide(x=310.0),)
    assert ManyBox.around(after(two(), snapped)).rect.right == pytest.approx(310, abs=0.01)
    free = drag.to(305, 150, Keys(ctrl=True))
    assert not free.guides
    assert ManyBox.around(after(two(), free)).rect.right == pytest.approx(305, abs=0.01)
