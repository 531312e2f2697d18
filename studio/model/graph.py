"""What must hold between the parts of a collection: names, references, no cycles."""

from collections.abc import Iterator

from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Collection, Holder, Named, SceneItem

Fault = tuple[tuple[str | int, ...], str]
"""Where in the file, and what is wrong there."""


def find_faults(collection: Collection) -> Iterator[Fault]:
    """Yield everything that makes the collection unusable."""
    yield from _twice(collection)
    names = _names(collection)
    for place, item in collection.places():
        if item.source not in names:
            yield (*place, "source"), f'there is no input, scene or group named "{item.source}"'
    current = collection.current_scene
    if current and collection.scene(current) is None:
        yield ("current_scene",), f'there is no scene named "{current}"'
    for index, duck in enumerate(collection.audio.ducking):
        for key, name in (("target", duck.target), ("trigger", duck.trigger)):
            if collection.input(name) is None:
                yield ("audio", "ducking", index, key), f'there is no input named "{name}"'
    yield from _cycles(collection)
    yield from _silent_items(collection)


def would_cycle(collection: Collection, outer: str, inner: str) -> bool:
    """Tell whether ``inner`` shows ``outer``, directly or through others."""
    todo, seen = [inner], set[str]()
    while todo:
        name = todo.pop()
        if name == outer:
            return True
        if name not in seen:
            seen.add(name)
            todo += [item.source for item in items_of(collection, name)]
    return False


def items_of(collection: Collection, name: str) -> tuple[SceneItem, ...]:
    """Return the items of a scene or group; an input has none."""
    holder = collection.scene(name) or collection.group(name)
    return holder.items if holder else ()


def inputs_of(collection: Collection, name: str) -> frozenset[str]:
    """Return the inputs that a scene or group shows, directly or through others."""
    shown: set[str] = set()
    for item in items_of(collection, name):
        if not item.visible:
            continue
        if collection.input(item.source):
            shown.add(item.source)
        else:
            shown |= inputs_of(collection, item.source)
    return frozenset(shown)


def _names(collection: Collection) -> set[str]:
    parts: tuple[Named, ...] = (*collection.inputs, *collection.scenes, *collection.groups)
    return {part.name for part in parts}


def _twice(collection: Collection) -> Iterator[Fault]:
    seen: set[str] = set()
    kinds: dict[str, tuple[Named, ...]] = {
        "inputs": collection.inputs,
        "scenes": collection.scenes,
        "groups": collection.groups,
    }
    for kind, parts in kinds.items():
        for index, part in enumerate(parts):
            if part.name in seen:
                yield (kind, index, "name"), f'the name "{part.name}" is used twice'
            seen.add(part.name)


def _cycles(collection: Collection) -> Iterator[Fault]:
    kinds: dict[str, tuple[Holder, ...]] = {
        "scenes": collection.scenes,
        "groups": collection.groups,
    }
    for kind, parts in kinds.items():
        for i, part in enumerate(parts):
            for j, item in enumerate(part.items):
                if would_cycle(collection, part.name, item.source):
                    place = (kind, i, "items", j, "source")
                    yield place, f'"{part.name}" would show itself through "{item.source}"'


def _silent_items(collection: Collection) -> Iterator[Fault]:
    for place, item in collection.places():
        shown = collection.input(item.source)
        if shown and shown.kind in AUDIO_KINDS:
            yield (*place, "source"), f'"{item.source}" has no picture, only sound'
