"""Items taken elsewhere: up and down in their scene, into a group and out of it.

Between a scene and a group nothing moves in the picture: an item's numbers are told
anew in the other's pixels (exactly, unless a group mirrors or stretches what is turned)::

    edits = moved(collection, scene="Main", keys=[("Main", 3)], to="Group", index=0)
    link.do(EditTogether.of(edits))

Indices count from the bottom, as in the file, among those that are not moved.
"""

import math
from collections.abc import Mapping, Sequence

from studio.model import edits as do
from studio.model.editing.change import free_id, holder_of, item_of
from studio.model.geometry import Affine
from studio.model.graph import items_of, would_cycle
from studio.model.layout import IDENTITY, ItemKey, Layout, Size
from studio.model.scene import Collection
from studio.model.transform import Transform


def can_move(collection: Collection, keys: Sequence[ItemKey], to: str) -> bool:
    """Tell whether items may lie in a scene or group: none would then show itself."""
    return bool(keys) and not any(
        would_cycle(collection, to, item_of(holder_of(collection, holder), number).source)
        for holder, number in keys
    )


def moved(
    collection: Collection,
    *,
    scene: str,
    keys: Sequence[ItemKey],
    to: str,
    index: int,
    sizes: Mapping[str, Size],
) -> list[do.Edit]:
    """Return what moves items, bottom first, to an index of a scene or group.

    Args:
        collection: As it is.
        scene: That is looked at: the groups in it tell where things lie.
        keys: The items; their order stays.
        to: The scene or group that gets them.
        index: From the bottom, among the items that are not moved.
        sizes: Natural size of each input's pictures.
    """
    there = items_of(collection, to)
    order = {key: n for n, key in enumerate(_all_keys(collection, scene))}
    sorted_keys = sorted(keys, key=lambda key: order.get(key, len(order)))
    unused = free_id(holder_of(collection, to))
    edits: list[do.Edit] = []
    ids: list[int] = []
    removals: list[do.Edit] = []
    for holder, number in sorted_keys:
        if holder == to:
            ids.append(number)
            continue
        item = item_of(holder_of(collection, holder), number)
        change = _between(collection, scene, holder, to, sizes)
        there_now = item.model_copy(update={"transform": carried(item.transform, change)})
        edits.append(do.CreateSceneItem(scene=to, item=there_now))
        removals.append(do.RemoveSceneItem(scene=holder, item_id=number))
        ids.append(unused)
        unused += 1
    before = [item.id for item in there] + [n for n in ids if all(n != i.id for i in there)]
    rest = [item.id for item in there if item.id not in ids]
    at = max(0, min(index, len(rest)))
    after = [*rest[:at], *ids, *rest[at:]]
    return [*edits, *_sorted_into(to, before, after, ids), *removals]


def carried(transform: Transform, change: Affine) -> Transform:
    """Return a transform as it reads in other pixels, to which ``change`` leads."""
    if change == IDENTITY:
        return transform
    turn_deg = math.degrees(math.atan2(change.c, change.a))
    by_x, by_y = change.scale
    if transform.rotation_deg % 180:
        if transform.rotation_deg % 180 != 90:
            by_x = by_y = math.sqrt(by_x * by_y)
        by_x, by_y = by_y, by_x
    x, y = change.apply(transform.x, transform.y)
    return transform.model_copy(
        update={
            "x": x,
            "y": y,
            "scale_x": transform.scale_x * by_x,
            "scale_y": transform.scale_y * by_y,
            "rotation_deg": math.fmod(transform.rotation_deg + turn_deg, 360),
            "bounds_width": transform.bounds_width * by_x,
            "bounds_height": transform.bounds_height * by_y,
        }
    )


def stepped(collection: Collection, key: ItemKey, by: int) -> do.Edit | None:
    """Return what moves an item up (1) or down (-1) among its own, or None at the end."""
    holder, number = key
    numbers = [item.id for item in items_of(collection, holder)]
    if number not in numbers or not 0 <= (at := numbers.index(number) + by) < len(numbers):
        return None
    return do.SetSceneItemIndex(scene=holder, item_id=number, index=at)


def _sorted_into(to: str, before: list[int], after: list[int], ids: list[int]) -> list[do.Edit]:
    """Return the least moves that make one order of another."""
    if len(ids) == 1:
        if before == after:
            return []
        return [do.SetSceneItemIndex(scene=to, item_id=ids[0], index=after.index(ids[0]))]
    edits: list[do.Edit] = []
    now = list(before)
    for index, number in enumerate(after):
        if now[index] != number:
            now.remove(number)
            now.insert(index, number)
            edits.append(do.SetSceneItemIndex(scene=to, item_id=number, index=index))
    return edits


def _all_keys(collection: Collection, holder: str) -> list[ItemKey]:
    """Return every item of a scene and its groups, bottom first."""
    keys: list[ItemKey] = []
    for item in items_of(collection, holder):
        if collection.group(item.source):
            keys += _all_keys(collection, item.source)
        keys.append((holder, item.id))
    return keys


def _between(
    collection: Collection, scene: str, holder: str, to: str, sizes: Mapping[str, Size]
) -> Affine:
    """Return the way from one holder's pixels to another's, within a scene."""
    layout = Layout(collection, sizes)
    outer = {scene: IDENTITY}
    for place in layout.places(scene):
        if collection.group(place.item.source):
            outer[place.item.source] = place.content
    into = outer.get(to, IDENTITY)
    if into.is_flat:
        return IDENTITY
    return into.inverse().after(outer.get(holder, IDENTITY))
