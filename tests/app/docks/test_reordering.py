"""Tests of studio.app.docks.reordering."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.docks.reordering import can_move, moved, stepped
from studio.model.edit import apply
from studio.model.edits import EditTogether
from studio.model.graph import items_of
from studio.model.layout import Layout
from studio.model.scene import Collection

SIZES = {"A": (100, 50), "B": (64, 64), "C": (320, 180), "D": (10, 20)}


def collection(group: dict[str, Any] | None = None, **first: object) -> Collection:
    """A scene with A, a group of B and C, and D."""
    return Collection.model_validate(
        {
            "inputs": [{"name": name, "kind": "color"} for name in SIZES],
            "scenes": [
                {
                    "name": "Main",
                    "items": [
                        {"id": 1, "source": "A", "transform": first},
                        {"id": 2, "source": "G", "transform": group or {}},
                        {"id": 5, "source": "D"},
                    ],
                }
            ],
            "groups": [
                {
                    "name": "G",
                    "items": [
                        {"id": 1, "source": "B", "transform": {"x": 5, "y": 6}},
                        {"id": 2, "source": "C"},
                    ],
                }
            ],
        }
    )


def after(before: Collection, keys: list[tuple[str, int]], to: str, index: int) -> Collection:
    edits = moved(before, scene="Main", keys=keys, to=to, index=index, sizes=SIZES)
    return apply(before, EditTogether.of(edits))


def sources(collection: Collection, holder: str) -> list[str]:
    return [item.source for item in items_of(collection, holder)]


@given(st.lists(st.sampled_from([1, 2, 5]), min_size=1, unique=True), st.integers(-1, 4))
def test_items_land_where_they_are_put_and_keep_their_order(ids: list[int], index: int) -> None:
    before = collection()
    result = [
        i.id for i in items_of(after(before, [("Main", n) for n in ids], "Main", index), "Main")
    ]
    rest = [n for n in (1, 2, 5) if n not in ids]
    at = max(0, min(index, len(rest)))
    assert result == [*rest[:at], *sorted(ids), *rest[at:]]


def test_one_item_is_moved_by_one_edit() -> None:
    edits = moved(collection(), scene="Main", keys=[("Main", 1)], to="Main", index=2, sizes=SIZES)
    assert len(edits) == 1


def test_an_item_that_stays_needs_no_edit() -> None:
    stay = moved(collection(), scene="Main", keys=[("Main", 1)], to="Main", index=0, sizes=SIZES)
    assert stay == []


def corners(collection: Collection, source: str) -> tuple[tuple[float, float], ...]:
    places = Layout(collection, SIZES).places("Main")
    return next(place.corners for place in places if place.item.source == source)


GROUPS: list[dict[str, Any]] = [
    {},
    {"x": 100, "y": 40},
    {"x": 100, "y": 40, "scale_x": 2, "scale_y": 0.5},
    {"x": 300, "y": 200, "scale_x": 0.5, "scale_y": 0.5, "rotation_deg": 30},
]


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_put_into_a_group_stays_where_it_is_seen(group: dict[str, Any]) -> None:
    before = collection(group, x=150, y=60, rotation_deg=90)
    result = after(before, [("Main", 1)], "G", 1)
    assert sources(result, "Main") == ["G", "D"]
    assert sources(result, "G") == ["B", "A", "C"]
    for seen, was in zip(corners(result, "A"), corners(before, "A"), strict=True):
        assert math.dist(seen, was) < 1e-6


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_taken_out_of_a_group_stays_where_it_is_seen(group: dict[str, Any]) -> None:
    before = collection(group)
    result = after(before, [("G", 1)], "Main", 0)
    assert sources(result, "Main") == ["B", "A", "G", "D"]
    assert sources(result, "G") == ["C"]
    for seen, was in zip(corners(result, "B"), corners(before, "B"), strict=True):
        assert math.dist(seen, was) < 1e-6


def test_items_of_a_group_and_of_its_scene_are_put_together() -> None:
    result = after(collection(), [("Main", 5), ("G", 2), ("G", 1)], "Main", 0)
    assert sources(result, "Main") == ["B", "C", "D", "A", "G"]
    assert sources(result, "G") == []


def test_a_group_cant_be_put_into_itself() -> None:
    assert can_move(collection(), [("Main", 1)], "G")
    assert not can_move(collection(), [("Main", 1), ("Main", 2)], "G")
    assert not can_move(collection(), [], "G")


def test_steps_end_at_top_and_bottom() -> None:
    one_up = stepped(collection(), ("Main", 1), 1)
    assert one_up is not None
    assert sources(apply(collection(), one_up), "Main") == ["G", "A", "D"]
    assert stepped(collection(), ("Main", 5), 1) is None
    assert stepped(collection(), ("Main", 1), -1) is None
    assert stepped(collection(), ("Main", 77), -1) is None
