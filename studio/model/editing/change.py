"""Copies of a collection with one part changed; each part is checked again.

swap_input(collection, "Mic", lambda mic: changed(mic, muted=True))
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from studio.model.command import CommandError
from studio.model.scene import Collection, Holder, Input, Named, SceneItem

M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", bound=Named)


def changed(value: M, **fields: object) -> M:
    """Return a copy with fields changed and everything checked again."""
    kept = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**kept, **(value.model_extra or {}), **fields})


def named(parts: Iterable[N], name: str, what: str) -> N:
    """Return the part of that name.

    Raises:
        CommandError: If there is none.
    """
    for part in parts:
        if part.name == name:
            return part
    raise CommandError(f'There is no {what} named "{name}".')


def holders(collection: Collection) -> tuple[Holder, ...]:
    """Return all that shows items: scenes, then groups."""
    return (*collection.scenes, *collection.groups)


def holder_of(collection: Collection, name: str) -> Holder:
    """Return a scene or group.

    Raises:
        CommandError: If there is none of that name.
    """
    return named(holders(collection), name, "scene or group")


def item_of(holder: Holder, item_id: int) -> SceneItem:
    """Return an item of a scene or group.

    Raises:
        CommandError: If it has none of that number.
    """
    for item in holder.items:
        if item.id == item_id:
            return item
    raise CommandError(f'There is no item {item_id} in "{holder.name}".')


def swap_input(collection: Collection, name: str, change: Callable[[Input], Input]) -> Collection:
    """Replace one input."""
    named(collection.inputs, name, "input")
    inputs = tuple(change(each) if each.name == name else each for each in collection.inputs)
    return changed(collection, inputs=inputs)


def swap_holders(collection: Collection, change: Callable[[Holder], Holder]) -> Collection:
    """Replace scenes and groups; what ``change`` returns as it was is shared."""
    return changed(
        collection,
        scenes=tuple(change(scene) for scene in collection.scenes),
        groups=tuple(change(group) for group in collection.groups),
    )


def swap_items(
    collection: Collection, name: str, change: Callable[[Holder], Iterable[SceneItem]]
) -> Collection:
    """Replace the items of one scene or group."""
    holder_of(collection, name)

    def swap(holder: Holder) -> Holder:
        return changed(holder, items=tuple(change(holder))) if holder.name == name else holder

    return swap_holders(collection, swap)


def swap_item(
    collection: Collection, name: str, item_id: int, change: Callable[[SceneItem], SceneItem]
) -> Collection:
    """Replace one item of a scene or group."""

    def swap(holder: Holder) -> Iterator[SceneItem]:
        item_of(holder, item_id)
        return (change(item) if item.id == item_id else item for item in holder.items)

    return swap_items(collection, name, swap)


def add_item(collection: Collection, name: str, item: SceneItem) -> Collection:
    """Put an item on top of a scene or group, under a number that is free there."""

    def add(holder: Holder) -> tuple[SceneItem, ...]:
        return (*holder.items, changed(item, id=free_id(holder)))

    return swap_items(collection, name, add)


def free_id(holder: Holder) -> int:
    """Return a number that no item of a scene or group has."""
    return 1 + max((each.id for each in holder.items), default=0)


def without_items_of(collection: Collection, source: str) -> Collection:
    """Take away every item that shows an input, a scene or a group."""

    def strip(holder: Holder) -> Holder:
        left = tuple(item for item in holder.items if item.source != source)
        return holder if len(left) == len(holder.items) else changed(holder, items=left)

    return swap_holders(collection, strip)


def without_left_groups(before: Collection, after: Collection) -> Collection:
    """Remove groups that nothing shows any more: nobody could see or reach them."""
    left = _shown_groups(before) - _shown_groups(after)
    if not left:
        return after
    rest = tuple(group for group in after.groups if group.name not in left)
    return without_left_groups(after, changed(after, groups=rest))


def free_name(collection: Collection, wanted: str) -> str:
    """Return the name, or with a number after it if it is taken."""
    taken = {part.name for part in (*collection.inputs, *holders(collection))}
    if wanted not in taken:
        return wanted
    number = 2
    while (name := f"{wanted[:280]} {number}") in taken:
        number += 1
    return name


def _shown_groups(collection: Collection) -> set[str]:
    shown = {item.source for holder in holders(collection) for item in holder.items}
    return {group.name for group in collection.groups if group.name in shown}
