"""Edits of a scene collection as a pure function.

    changed = apply(collection, SetInputMute(input="Mic", muted=True))

The old value stays as it was, so that undo is to keep it.
"""

from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edits import Edit
from studio.model.graph import find_faults
from studio.model.scene import Collection, Holder, Input, Named, Scene, SceneItem
from studio.model.transform import Transform

M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", bound=Named)


def apply(collection: Collection, edit: Edit) -> Collection:
    """Return the collection as it is after an edit.

    Raises:
        CommandError: If it can't be done; the collection stays as it is.
    """
    try:
        changed = _apply(edit, collection)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise CommandError(f"{type(edit).__name__}: {place}: {fault['msg']}.") from None
    for _, reason in find_faults(changed):
        raise CommandError(f"{type(edit).__name__}: {reason}.")
    return changed


@singledispatch
def _apply(edit: Edit, collection: Collection) -> Collection:
    raise CommandError(f"{type(edit).__name__} is not an edit.")


@_apply.register
def _(edit: do.CreateScene, collection: Collection) -> Collection:
    return _changed(collection, scenes=(*collection.scenes, Scene(name=edit.scene)))


@_apply.register
def _(edit: do.RemoveScene, collection: Collection) -> Collection:
    _named(collection.scenes, edit.scene, "scene")
    rest = tuple(scene for scene in collection.scenes if scene.name != edit.scene)
    if not rest:
        raise CommandError("The last scene can't be removed.")
    current = "" if collection.current_scene == edit.scene else collection.current_scene
    return _without_items(_changed(collection, scenes=rest, current_scene=current), edit.scene)


@_apply.register
def _(edit: do.CreateInput, collection: Collection) -> Collection:
    changed = _changed(collection, inputs=(*collection.inputs, edit.input))
    if edit.scene is None:
        return changed
    return _add_item(changed, edit.scene, SceneItem(source=edit.input.name))


@_apply.register
def _(edit: do.RemoveInput, collection: Collection) -> Collection:
    _named(collection.inputs, edit.input, "input")
    rest = tuple(each for each in collection.inputs if each.name != edit.input)
    return _without_items(_changed(collection, inputs=rest), edit.input)


@_apply.register
def _(edit: do.SetInputSettings, collection: Collection) -> Collection:
    def change(each: Input) -> Input:
        kept = each.settings if edit.overlay else {}
        return _changed(each, settings={**kept, **edit.settings})

    return _input(collection, edit.input, change)


@_apply.register
def _(edit: do.SetInputVolume, collection: Collection) -> Collection:
    return _input(collection, edit.input, lambda each: _changed(each, volume_db=edit.volume_db))


@_apply.register
def _(edit: do.SetInputMute, collection: Collection) -> Collection:
    return _input(collection, edit.input, lambda each: _changed(each, muted=edit.muted))


@_apply.register
def _(edit: do.SetInputAudioBalance, collection: Collection) -> Collection:
    return _input(collection, edit.input, lambda each: _changed(each, balance=edit.balance))


@_apply.register
def _(edit: do.SetInputAudioSyncOffset, collection: Collection) -> Collection:
    offset_ms = edit.sync_offset_ms
    return _input(collection, edit.input, lambda each: _changed(each, sync_offset_ms=offset_ms))


@_apply.register
def _(edit: do.SetInputAudioTracks, collection: Collection) -> Collection:
    return _input(collection, edit.input, lambda each: _changed(each, buses=edit.buses))


@_apply.register
def _(edit: do.SetSourceFilters, collection: Collection) -> Collection:
    return _input(collection, edit.input, lambda each: _changed(each, filters=edit.filters))


@_apply.register
def _(edit: do.SetDucking, collection: Collection) -> Collection:
    return _changed(collection, audio=_changed(collection.audio, ducking=edit.rules))


@_apply.register
def _(edit: do.SetMonitor, collection: Collection) -> Collection:
    audio = _changed(collection.audio, monitor_bus=edit.bus, monitor_device=edit.device)
    return _changed(collection, audio=audio)


@_apply.register
def _(edit: do.CreateSceneItem, collection: Collection) -> Collection:
    return _add_item(collection, edit.scene, edit.item)


@_apply.register
def _(edit: do.RemoveSceneItem, collection: Collection) -> Collection:
    def change(holder: Holder) -> Iterable[SceneItem]:
        _item(holder, edit.item_id)
        return (item for item in holder.items if item.id != edit.item_id)

    return _items(collection, edit.scene, change)


@_apply.register
def _(edit: do.SetSceneItemTransform, collection: Collection) -> Collection:
    def change(item: SceneItem) -> SceneItem:
        merged = {**item.transform.model_dump(), **edit.transform}
        return _changed(item, transform=Transform.model_validate(merged))

    return _one_item(collection, edit.scene, edit.item_id, change)


@_apply.register
def _(edit: do.SetSceneItemEnabled, collection: Collection) -> Collection:
    return _one_item(
        collection, edit.scene, edit.item_id, lambda item: _changed(item, visible=edit.visible)
    )


@_apply.register
def _(edit: do.SetSceneItemLocked, collection: Collection) -> Collection:
    return _one_item(
        collection, edit.scene, edit.item_id, lambda item: _changed(item, locked=edit.locked)
    )


@_apply.register
def _(edit: do.SetSceneItemBlendMode, collection: Collection) -> Collection:
    return _one_item(
        collection, edit.scene, edit.item_id, lambda item: _changed(item, blend=edit.blend)
    )


@_apply.register
def _(edit: do.SetSceneItemOpacity, collection: Collection) -> Collection:
    return _one_item(
        collection, edit.scene, edit.item_id, lambda item: _changed(item, opacity=edit.opacity)
    )


@_apply.register
def _(edit: do.SetSceneItemIndex, collection: Collection) -> Collection:
    def change(holder: Holder) -> Iterable[SceneItem]:
        moved = _item(holder, edit.item_id)
        rest = [item for item in holder.items if item.id != edit.item_id]
        rest.insert(max(0, min(edit.index, len(rest))), moved)
        return rest

    return _items(collection, edit.scene, change)


def _changed(value: M, **fields: object) -> M:
    """Return a copy with fields changed and everything checked again."""
    kept = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**kept, **(value.model_extra or {}), **fields})


def _named(parts: Iterable[N], name: str, what: str) -> N:
    for part in parts:
        if part.name == name:
            return part
    raise CommandError(f'There is no {what} named "{name}".')


def _input(collection: Collection, name: str, change: Callable[[Input], Input]) -> Collection:
    _named(collection.inputs, name, "input")
    inputs = tuple(change(each) if each.name == name else each for each in collection.inputs)
    return _changed(collection, inputs=inputs)


def _items(
    collection: Collection, name: str, change: Callable[[Holder], Iterable[SceneItem]]
) -> Collection:
    """Replace the items of one scene or group."""
    holders: tuple[Holder, ...] = (*collection.scenes, *collection.groups)
    _named(holders, name, "scene or group")

    def swap(holder: M) -> M:
        if isinstance(holder, Holder) and holder.name == name:
            return _changed(holder, items=tuple(change(holder)))
        return holder

    return _changed(
        collection,
        scenes=tuple(swap(scene) for scene in collection.scenes),
        groups=tuple(swap(group) for group in collection.groups),
    )


def _item(holder: Holder, item_id: int) -> SceneItem:
    for item in holder.items:
        if item.id == item_id:
            return item
    raise CommandError(f'There is no item {item_id} in "{holder.name}".')


def _one_item(
    collection: Collection, name: str, item_id: int, change: Callable[[SceneItem], SceneItem]
) -> Collection:
    def swap(holder: Holder) -> Iterable[SceneItem]:
        _item(holder, item_id)
        return (change(item) if item.id == item_id else item for item in holder.items)

    return _items(collection, name, swap)


def _add_item(collection: Collection, name: str, item: SceneItem) -> Collection:
    def add(holder: Holder) -> Iterable[SceneItem]:
        number = 1 + max((each.id for each in holder.items), default=0)
        return (*holder.items, _changed(item, id=number))

    return _items(collection, name, add)


def _without_items(collection: Collection, source: str) -> Collection:
    for name in [holder.name for holder in (*collection.scenes, *collection.groups)]:
        collection = _items(
            collection, name, lambda holder: (i for i in holder.items if i.source != source)
        )
    return collection
