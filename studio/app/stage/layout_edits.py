"""A layout of the stage put into a scene, as edits.  Pure.

What is right already is left alone, so that no edits mean: it is as the layout has it::

    edits = arranged(collection, "Main", "grid4", taken=(1, 3), anchor="Camera", titles=titles)
    link.do(EditTogether.of(edits))
"""

from collections.abc import Callable, Sequence

from studio.app.panels.naming import taken_names, unique
from studio.app.stage.layouts import Box, boxes, layout_of
from studio.app.stage.seats import LINK, seat_inputs, seat_of
from studio.model import edits as do
from studio.model.editing.change import free_id
from studio.model.scene import Collection, Input, Scene, SceneItem
from studio.model.transform import Alignment, BoundsType, Transform

ANCHORS = ("camera", "avatar", LINK, "network", "media")
"""Kinds that may be the anchor's own picture, the likeliest first."""


def anchor_item(collection: Collection, scene: str, named: str = "") -> SceneItem | None:
    """Return the anchor's own picture in a scene: the one that was named, else the likeliest."""
    holder = collection.scene(scene)
    items = holder.items if holder else ()
    found: list[tuple[bool, bool, int, int]] = []
    for index, item in enumerate(items):
        shown = collection.input(item.source)
        if shown and shown.kind in ANCHORS and not seat_of(shown):
            rank = ANCHORS.index(shown.kind)
            found.append((item.source != named, not item.visible, rank, index))
    return items[min(found)[-1]] if found else None


def arranged(
    collection: Collection,
    scene: str,
    layout: str,
    *,
    taken: Sequence[int],
    awaited: Sequence[int] = (),
    title: Callable[[int], str],
    anchor: str = "",
) -> list[do.Edit]:
    """Return what brings those who have a seat to the places of a layout.

    Args:
        collection: As it is.
        scene: Which is changed.
        layout: Its id; ``free`` only sees that each seat has an input.
        taken: The seats in which somebody is whose picture has come.
        awaited: Those whose picture is yet to come: they get an input, and no place.
        title: Names the input of a seat.
        anchor: The input that is the anchor's own picture; found where it is empty.
    """
    holder = collection.scene(scene)
    if holder is None:
        return []
    inputs = seat_inputs(collection)
    edits: list[do.Edit] = []
    names = set(taken_names(collection))
    for seat in sorted({*taken, *awaited}):
        if seat not in inputs:
            inputs[seat] = unique(title(seat), names)
            names.add(inputs[seat])
            made = Input(name=inputs[seat], kind=LINK, settings={"peer": f"seat:{seat}"})
            edits.append(do.CreateInput(input=made))
    own = anchor_item(collection, scene, anchor)
    people = len(taken) + 1
    found = layout_of(layout, people)
    if found is None:
        return edits
    has_own = found.has_anchor and own is not None
    people = len(taken) + has_own
    canvas = collection.canvas
    places = list(boxes(layout, people, canvas.width, canvas.height))
    if has_own and own is not None and places:
        edits += _put(scene, own, places.pop(0))
    shown = [inputs[seat] for seat in sorted(taken)][: len(places)]
    hidden = set(inputs.values()) - set(shown)
    edits += [
        do.SetSceneItemEnabled(scene=scene, item_id=item.id, visible=False)
        for item in holder.items
        if item.source in hidden and item.visible
    ]
    return edits + _guests(holder, shown, places, own)


def _guests(
    holder: Scene, shown: Sequence[str], places: Sequence[Box], own: SceneItem | None
) -> list[do.Edit]:
    """Return what puts guests into their places, above the anchor's picture, in their order."""
    edits: list[do.Edit] = []
    order = [item.id for item in holder.items]
    below = own.id if own is not None else None
    unused = free_id(holder)
    for name, box in zip(shown, places, strict=False):
        item = next((each for each in holder.items if each.source == name), None)
        if item is None:
            number, unused = unused, unused + 1
            made = SceneItem(id=number, source=name, transform=_transform(Transform(), box))
            edits.append(do.CreateSceneItem(scene=holder.name, item=made))
            order.append(number)
        else:
            number = item.id
            edits += _put(holder.name, item, box)
        at = order.index(number)
        if below is not None and (item is None or at < order.index(below)):
            order.remove(number)
            to = order.index(below) + 1
            order.insert(to, number)
            if to != at:
                edits.append(do.SetSceneItemIndex(scene=holder.name, item_id=number, index=to))
        below = number
    return edits


def _put(scene: str, item: SceneItem, box: Box) -> list[do.Edit]:
    """Return what brings an item to a place and shows it; nothing if it is there."""
    edits: list[do.Edit] = []
    if not item.locked and (wanted := _transform(item.transform, box)) != item.transform:
        numbers = {name: getattr(wanted, name) for name in _SET}
        changes = {
            name: value for name, value in numbers.items() if value != getattr(item.transform, name)
        }
        edits.append(do.SetSceneItemTransform(scene=scene, item_id=item.id, transform=changes))
    if not item.visible:
        edits.append(do.SetSceneItemEnabled(scene=scene, item_id=item.id, visible=True))
    return edits


_SET = (
    "x",
    "y",
    "rotation_deg",
    "alignment",
    "bounds_type",
    "bounds_alignment",
    "bounds_width",
    "bounds_height",
    "crop_to_bounds",
)


def _transform(now: Transform, box: Box) -> Transform:
    """Return a transform that fills a place; what is cropped or mirrored stays so."""
    fit = BoundsType.SCALE_INNER if box.is_whole else BoundsType.SCALE_OUTER
    return now.model_copy(
        update={
            "x": float(box.x),
            "y": float(box.y),
            "rotation_deg": 0.0,
            "alignment": Alignment.TOP_LEFT,
            "bounds_type": fit,
            "bounds_alignment": Alignment.CENTER,
            "bounds_width": float(box.width),
            "bounds_height": float(box.height),
            "crop_to_bounds": not box.is_whole,
        }
    )
