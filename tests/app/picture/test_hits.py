"""Tests of studio.app.picture.hits."""

from collections.abc import Mapping

from studio.app.picture.hits import deeper, hits, touched
from studio.model.geometry import Rect
from studio.model.layout import Layout, Place
from studio.model.scene import Collection

SIZES = {"Red": (200, 100), "Blue": (200, 100)}


def places(*items: Mapping[str, object]) -> list[Place]:
    collection = Collection.model_validate(
        {
            "schema": 1,
            "inputs": [{"name": name, "kind": "color"} for name in SIZES],
            "scenes": [{"name": "Main", "items": items}],
            "groups": [{"name": "Both", "items": [{"source": "Red"}, {"source": "Blue"}]}],
        }
    )
    return Layout(collection, SIZES).places("Main")


def keys(found: list[Place]) -> list[tuple[str, int]]:
    return [place.key for place in found]


def test_the_uppermost_is_hit_first_and_a_group_before_its_items() -> None:
    found = hits(places({"source": "Red"}, {"source": "Both"}), 50, 50)
    assert keys(found) == [("Main", 2), ("Both", 2), ("Both", 1), ("Main", 1)]


def test_hidden_and_missed_items_are_not_hit() -> None:
    shown = places({"source": "Red", "visible": False}, {"source": "Blue"})
    assert keys(hits(shown, 50, 50)) == [("Main", 2)]
    assert hits(shown, 201, 50) == []


def test_what_is_locked_lies_under_all_else() -> None:
    found = hits(places({"source": "Red"}, {"source": "Blue", "locked": True}), 50, 50)
    assert keys(found) == [("Main", 1), ("Main", 2)]


def test_a_turned_item_is_hit_where_it_is_seen() -> None:
    turned = places({"source": "Red", "transform": {"rotation_deg": 45}})
    assert keys(hits(turned, 70, 71)) == [("Main", 1)]
    assert hits(turned, 150, 20) == []


def test_another_click_goes_deeper_and_around() -> None:
    found = hits(places({"source": "Red"}, {"source": "Blue"}), 50, 50)
    assert deeper(found, []) is found[0]
    assert deeper(found, [("Main", 2)]) is found[1]
    assert deeper(found, [("Main", 1)]) is found[0]
    assert deeper([], [("Main", 1)]) is None


def test_a_rubber_band_takes_what_it_touches() -> None:
    turned = {"source": "Red", "transform": {"x": 500, "y": 100, "rotation_deg": 45}}
    shown = places({"source": "Red"}, turned, {"source": "Blue", "locked": True})
    assert keys(touched(shown, "Main", Rect(150, 90, 300, 300))) == [("Main", 1)]
    assert keys(touched(shown, "Main", Rect(0, 0, 1000, 1000))) == [("Main", 1), ("Main", 2)]
    # Within the bounds of the turned one, but beside its edge.
    assert touched(shown, "Main", Rect(590, 100, 600, 120)) == []
