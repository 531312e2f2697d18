"""Edits of scenes as a whole, of the canvas and of the transition."""

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.editing.change import (
    changed,
    free_name,
    holder_of,
    named,
    without_items_of,
    without_left_groups,
)
from studio.model.editing.dispatch import carry_out
from studio.model.editing.inputs import with_source_renamed
from studio.model.editing.resizing import resized
from studio.model.graph import items_of
from studio.model.scene import Collection, Group, Scene, SceneItem


@carry_out.register
def _(edit: do.CreateScene, collection: Collection) -> Collection:
    return changed(collection, scenes=(*collection.scenes, Scene(name=edit.scene)))


@carry_out.register
def _(edit: do.SetSceneName, collection: Collection) -> Collection:
    old, new = edit.scene, edit.new_name
    holder_of(collection, old)
    current = new if collection.current_scene == old else collection.current_scene
    renamed = changed(
        collection,
        scenes=tuple(changed(s, name=new) if s.name == old else s for s in collection.scenes),
        groups=tuple(changed(g, name=new) if g.name == old else g for g in collection.groups),
        current_scene=current,
    )
    return with_source_renamed(renamed, old, new)


@carry_out.register
def _(edit: do.SetSceneIndex, collection: Collection) -> Collection:
    moved = named(collection.scenes, edit.scene, "scene")
    rest = [scene for scene in collection.scenes if scene.name != edit.scene]
    rest.insert(max(0, min(edit.index, len(rest))), moved)
    return changed(collection, scenes=tuple(rest))


@carry_out.register
def _(edit: do.DuplicateScene, collection: Collection) -> Collection:
    original = named(collection.scenes, edit.scene, "scene")
    grown, items = with_own_groups(collection, original.items)
    copied = changed(original, name=edit.new_name, items=items)
    index = 1 + [scene.name for scene in grown.scenes].index(edit.scene)
    scenes = (*grown.scenes[:index], copied, *grown.scenes[index:])
    return changed(grown, scenes=scenes)


@carry_out.register
def _(edit: do.RemoveScene, collection: Collection) -> Collection:
    named(collection.scenes, edit.scene, "scene")
    rest = tuple(scene for scene in collection.scenes if scene.name != edit.scene)
    if not rest:
        raise CommandError("The last scene can't be removed: a studio shows at least one.")
    current = "" if collection.current_scene == edit.scene else collection.current_scene
    less = changed(collection, scenes=rest, current_scene=current)
    return without_left_groups(collection, without_items_of(less, edit.scene))


@carry_out.register
def _(edit: do.SetSceneTransition, collection: Collection) -> Collection:
    transition = changed(collection.transition, kind=edit.kind, duration_ms=edit.duration_ms)
    return changed(collection, transition=transition)


@carry_out.register
def _(edit: do.SetCanvas, collection: Collection) -> Collection:
    if edit.fit_items:
        return resized(collection, edit.canvas)
    return changed(collection, canvas=edit.canvas)


def with_own_groups(
    collection: Collection, items: tuple[SceneItem, ...]
) -> tuple[Collection, tuple[SceneItem, ...]]:
    """Return a collection in which copied items have groups of their own, and these items.

    A group that both copies showed would change in one scene when it is changed in the other.
    """
    own = []
    for item in items:
        if collection.group(item.source) is not None:
            collection, inner = with_own_groups(collection, items_of(collection, item.source))
            group = Group(name=free_name(collection, item.source), items=inner)
            collection = changed(collection, groups=(*collection.groups, group))
            item = changed(item, source=group.name)
        own.append(item)
    return collection, tuple(own)
