"""Tests of studio.model.layout: the same places as the engine's, and what lies where."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.compositor.composition import Composition, Layer
from studio.engine.picture import Picture
from studio.engine.scene_graph import SceneGraph
from studio.model.geometry import Affine, Rect
from studio.model.layout import Layout, Place
from studio.model.scene import Collection
from studio.model.transform import Alignment, BoundsType, Transform

SIZES = {"Cam": (640, 360), "Logo": (99, 201)}


def collection(main: list[object], **groups: list[object]) -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "inputs": [{"name": name, "kind": "color"} for name in (*SIZES, "Slow")],
            "scenes": [
                {"name": "Main", "items": main},
                {"name": "Nested", "items": [{"source": "Cam", "transform": {"x": 1700}}]},
            ],
            "groups": [{"name": name, "items": items} for name, items in groups.items()],
        }
    )


def places(shown: Collection, **options: object) -> dict[tuple[str, int], Place]:
    found = Layout(shown, SIZES, **options).places("Main")  # type: ignore[arg-type] # transforms
    return {place.key: place for place in found}


numbers = st.floats(-500, 500).map(lambda value: round(value, 1))
scales = st.sampled_from([-2.0, -0.5, 0.3, 1.0, 1.5])
transforms = st.fixed_dictionaries(
    {
        "x": numbers,
        "y": numbers,
        "scale_x": scales,
        "scale_y": scales,
        "rotation_deg": st.sampled_from([0, 0, 90, 180, 33.5, -120]),
        "alignment": st.sampled_from(list(Alignment)),
        "crop": st.fixed_dictionaries(
            {"left": st.sampled_from([0, 0, 20]), "bottom": st.sampled_from([0, 0, 31])}
        ),
        "bounds_type": st.sampled_from(list(BoundsType)),
        "bounds_alignment": st.sampled_from(list(Alignment)),
        "bounds_width": st.sampled_from([120, 300.5]),
        "bounds_height": st.sampled_from([90, 400]),
        "crop_to_bounds": st.booleans(),
    }
)


def items(*sources: str) -> st.SearchStrategy[list[object]]:
    item = st.fixed_dictionaries(
        {
            "source": st.sampled_from(sources),
            "transform": transforms,
            "blend": st.sampled_from(["normal", "normal", "normal", "screen"]),
            "opacity": st.sampled_from([1, 1, 0.5, 0]),
            "visible": st.sampled_from([True, True, False]),
        }
    )
    return st.lists(item, min_size=1, max_size=3)


def drawn(layers: tuple[Layer, ...], outer: Affine) -> Iterator[tuple[str, Affine, Rect]]:
    """Yield every layer that shows an input, with its place on the canvas."""
    for layer in layers:
        matrix = outer.after(layer.matrix)
        if isinstance(layer.content, Composition):
            yield from drawn(layer.content.layers, matrix)
        else:
            yield layer.key, matrix, layer.crop


def near(a: Affine, b: Affine) -> bool:
    numbers = ((getattr(a, key), getattr(b, key)) for key in ("a", "b", "c", "d", "tx", "ty"))
    return all(one == pytest.approx(other, abs=1e-6) for one, other in numbers)


@settings(max_examples=60, deadline=None)
@given(inner=items("Cam", "Logo", "Nested"), middle=items("Logo", "Slow"), outer=transforms)
def test_everything_lies_where_the_engine_draws_it(
    inner: list[object], middle: list[object], outer: dict[str, object]
) -> None:
    shown = collection(
        [{"id": 1, "source": "Group", "transform": outer}],
        Group=[*middle, {"id": 77, "source": "Deep", "transform": outer}],
        Deep=inner,
    )
    pictures = {
        name: Picture(*size, *(np.zeros((2, 2), np.uint8),) * 2, alpha=None, serial=1, pts_ns=0)
        for name, size in SIZES.items()
    }
    layout = {place.key: place for place in Layout(shown, SIZES).places("Main")}
    count = 0
    for key, matrix, _ in drawn(
        SceneGraph(shown).composition("Main", pictures.get).layers, Affine()
    ):
        path = key.split("/")[1:]
        holder = ("Main", "Group", "Deep", "Nested")[len(path) - 1]
        if holder == "Nested":
            continue
        count += 1
        assert near(layout[holder, int(path[-1])].content, matrix), key
    visible = [
        place
        for place in layout.values()
        if place.is_shown and place.item.opacity and place.item.source in SIZES
    ]
    assert count == len(visible)


def test_a_box_is_where_the_picture_is() -> None:
    turned = {"x": 100, "y": 50, "rotation_deg": 90, "scale_x": -0.5, "scale_y": 0.5}
    place = places(collection([{"source": "Cam", "transform": turned}]))["Main", 1]
    assert place.box_size == (320, 180)
    assert place.bounds == Rect(-80, 50, 100, 370)
    assert place.corners[0] == (100, 50)
    assert place.holds(50, 300)
    assert not place.holds(101, 300)


def test_what_is_fitted_has_the_box_of_its_bounds() -> None:
    fitted = {"bounds_type": "scale_inner", "bounds_width": 100, "bounds_height": 100, "x": 7}
    place = places(collection([{"source": "Cam", "transform": fitted}]))["Main", 1]
    assert place.bounds == Rect(7, 0, 107, 100)
    assert place.holds(8, 1)  # above the picture, but within the bounds


def test_an_item_of_a_group_lies_where_the_group_puts_it() -> None:
    shown = collection(
        [{"id": 4, "source": "Group", "transform": {"x": 100, "scale_x": 2, "scale_y": 2}}],
        Group=[{"id": 9, "source": "Logo", "transform": {"x": 10, "y": 20}}],
    )
    found = places(shown)
    assert found["Group", 9].bounds == Rect(120, 40, 318, 442)
    assert found["Main", 4].bounds == Rect(100, 0, 318, 442)
    assert list(found) == [("Group", 9), ("Main", 4)]


def test_a_group_hides_and_locks_its_items() -> None:
    shown = collection(
        [{"id": 4, "source": "Group", "visible": False, "locked": True}],
        Group=[{"id": 9, "source": "Logo"}],
    )
    place = places(shown)["Group", 9]
    assert (place.is_shown, place.is_locked) == (False, True)


def test_what_has_no_picture_yet_lies_nowhere() -> None:
    found = places(collection([{"id": 1, "source": "Slow"}, {"id": 2, "source": "Nested"}]))
    assert list(found) == [("Main", 2)]
    assert found["Main", 2].bounds == Rect(0, 0, 1920, 1080)


def test_what_is_dragged_lies_where_it_is_dragged_to() -> None:
    shown = collection(
        [{"id": 4, "source": "Group"}], Group=[{"id": 9, "source": "Logo", "transform": {"x": 1}}]
    )
    found = places(shown, transforms={("Group", 9): Transform(x=301)})
    assert found["Group", 9].bounds.left == 301
    assert found["Main", 4].bounds.right == 400


def test_nothing_is_hit_in_a_box_without_area() -> None:
    flat = {"crop": {"left": 640}}
    place = places(collection([{"source": "Cam", "transform": flat}]))["Main", 1]
    assert not place.holds(0, 0)
    squashed = places(collection([{"source": "Cam", "transform": {"scale_x": 0}}]))["Main", 1]
    assert not squashed.holds(0, 0)
