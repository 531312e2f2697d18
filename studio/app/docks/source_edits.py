"""What is done to chosen sources, as edits; knows no Qt."""

from collections.abc import Sequence

from studio.app.panels.naming import taken_names, unique
from studio.model import edits as do
from studio.model.edit import apply
from studio.model.editing.change import holder_of, item_of
from studio.model.graph import would_cycle
from studio.model.kinds import AUDIO_KINDS
from studio.model.layout import ItemKey
from studio.model.scene import Collection, SceneItem


def removal(collection: Collection, keys: Sequence[ItemKey]) -> list[do.Edit]:
    """Return what takes items away, and the inputs that nothing shows any more then.

    An input that nobody can reach would still keep its camera busy.
    """
    edits: list[do.Edit] = [
        do.RemoveSceneItem(scene=holder, item_id=number) for holder, number in keys
    ]
    if not edits:
        return []
    left = apply(collection, do.EditTogether.of(edits))
    orphans = _shown(collection) - _shown(left)
    return [
        *edits,
        *(do.RemoveInput(input=each.name) for each in collection.inputs if each.name in orphans),
    ]


def own_copy(collection: Collection, key: ItemKey) -> list[do.Edit]:
    """Return what shows a copy of an input, with settings of its own, on top of the same."""
    holder, number = key
    item = item_of(holder_of(collection, holder), number)
    shown = collection.input(item.source)
    if shown is None:
        return []
    name = unique(shown.name, taken_names(collection))
    return [
        do.CreateInput(input=shown.model_copy(update={"name": name})),
        do.CreateSceneItem(scene=holder, item=item.model_copy(update={"source": name})),
    ]


def renaming(collection: Collection, name: str, wanted: str) -> do.Edit | None:
    """Return what renames an input, a scene or a group; None if there is nothing to do."""
    if not wanted or wanted == name:
        return None
    if collection.input(name) is not None:
        return do.SetInputName(input=name, new_name=wanted)
    return do.SetSceneName(scene=name, new_name=wanted)


def others(collection: Collection, scene: str) -> list[str]:
    """Return what could be shown in a scene too: inputs, then other scenes and groups."""
    pictures = [each.name for each in collection.inputs if each.kind not in AUDIO_KINDS]
    holders = [each.name for each in (*collection.scenes, *collection.groups)]
    return pictures + [name for name in holders if not would_cycle(collection, scene, name)]


def item_by_key(collection: Collection, key: ItemKey) -> SceneItem | None:
    """Return an item, or None if it is gone."""
    holder = collection.scene(key[0]) or collection.group(key[0])
    items = holder.items if holder else ()
    return next((item for item in items if item.id == key[1]), None)


def _shown(collection: Collection) -> set[str]:
    """Return the inputs that some item shows, hidden or not."""
    return {item.source for _, item in collection.places() if collection.input(item.source)}
