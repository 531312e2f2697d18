"""Places of items for tests: of all kinds that an anchor can make, by hypothesis."""

from hypothesis import settings
from hypothesis import strategies as st

from studio.model.geometry import Affine
from studio.model.layout import IDENTITY, Place
from studio.model.scene import SceneItem
from studio.model.transform import Alignment, BoundsType, Transform

few = settings(max_examples=40, deadline=None)
SIZE = (400, 200)
OUTERS = (Affine(), Affine(a=-0.5, d=0.5, tx=300, ty=20), Affine(0.6, -0.8, 0.8, 0.6, 50, -30))


def place(item_id: int = 1, outer: Affine = IDENTITY, **fields: object) -> Place:
    """Return the place of a 400x200 source with this transform."""
    transform = Transform.model_validate(fields)
    return Place("Main", SceneItem(id=item_id, source="Red", transform=transform), SIZE, outer)


def with_transform(old: Place, transform: Transform) -> Place:
    """Return the same item elsewhere."""
    item = old.item.model_copy(update={"transform": transform})
    return Place(old.holder, item, old.size, old.outer)


_scales = st.sampled_from([-1.5, -0.5, 0.25, 1.0, 2.0])
_crops = st.integers(0, 80)


def _of_bounds(kinds: list[BoundsType]) -> st.SearchStrategy[Place]:
    return st.builds(
        place,
        outer=st.sampled_from(OUTERS),
        x=st.integers(-500, 500),
        y=st.integers(-500, 500),
        scale_x=_scales,
        scale_y=_scales,
        rotation_deg=st.sampled_from([0, 90, -90, 180, 37, -120]),
        alignment=st.sampled_from(list(Alignment)),
        crop=st.fixed_dictionaries(
            {"left": _crops, "top": _crops, "right": _crops, "bottom": _crops}
        ),
        bounds_type=st.sampled_from(kinds),
        bounds_alignment=st.sampled_from(list(Alignment)),
        bounds_width=st.integers(50, 600),
        bounds_height=st.integers(50, 600),
    )


free_places = _of_bounds([BoundsType.NONE])
bounded_places = _of_bounds([kind for kind in BoundsType if kind is not BoundsType.NONE])
places = free_places | bounded_places
points = st.tuples(st.integers(-900, 900), st.integers(-900, 900))
