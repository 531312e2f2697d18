"""Edits of single items of scenes and groups."""

from collections.abc import Iterable

from studio.model import edits as do
from studio.model.editing.change import (
    add_item,
    changed,
    holder_of,
    item_of,
    swap_item,
    swap_items,
    without_left_groups,
)
from studio.model.editing.dispatch import carry_out
from studio.model.editing.scenes import with_own_groups
from studio.model.scene import Collection, Holder, SceneItem
from studio.model.transform import Transform


@carry_out.register
def _(edit: do.CreateSceneItem, collection: Collection) -> Collection:
    return add_item(collection, edit.scene, edit.item)


@carry_out.register
def _(edit: do.DuplicateSceneItem, collection: Collection) -> Collection:
    original = item_of(holder_of(collection, edit.scene), edit.item_id)
    grown, (copied,) = with_own_groups(collection, (original,))
    return add_item(grown, edit.destination or edit.scene, copied)


@carry_out.register
def _(edit: do.RemoveSceneItem, collection: Collection) -> Collection:
    def change(holder: Holder) -> Iterable[SceneItem]:
        item_of(holder, edit.item_id)
        return (item for item in holder.items if item.id != edit.item_id)

    return without_left_groups(collection, swap_items(collection, edit.scene, change))


@carry_out.register
def _(edit: do.SetSceneItemTransform, collection: Collection) -> Collection:
    def change(item: SceneItem) -> SceneItem:
        merged = {**item.transform.model_dump(), **edit.transform}
        return changed(item, transform=Transform.model_validate(merged))

    return swap_item(collection, edit.scene, edit.item_id, change)


@carry_out.register
def _(edit: do.SetSceneItemEnabled, collection: Collection) -> Collection:
    return swap_item(
        collection, edit.scene, edit.item_id, lambda item: changed(item, visible=edit.visible)
    )


@carry_out.register
def _(edit: do.SetSceneItemLocked, collection: Collection) -> Collection:
    return swap_item(
        collection, edit.scene, edit.item_id, lambda item: changed(item, locked=edit.locked)
    )


@carry_out.register
def _(edit: do.SetSceneItemBlendMode, collection: Collection) -> Collection:
    return swap_item(
        collection, edit.scene, edit.item_id, lambda item: changed(item, blend=edit.blend)
    )


@carry_out.register
def _(edit: do.SetSceneItemOpacity, collection: Collection) -> Collection:
    return swap_item(
        collection, edit.scene, edit.item_id, lambda item: changed(item, opacity=edit.opacity)
    )


@carry_out.register
def _(edit: do.SetSceneItemIndex, collection: Collection) -> Collection:
    def change(holder: Holder) -> Iterable[SceneItem]:
        moved = item_of(holder, edit.item_id)
        rest = [item for item in holder.items if item.id != edit.item_id]
        rest.insert(max(0, min(edit.index, len(rest))), moved)
        return rest

    return swap_items(collection, edit.scene, change)
