"""Edits of a scene collection as a pure function.

    changed = apply(collection, SetInputMute(input="Mic", muted=True))

The old value stays as it was, so that undo is to keep it.
"""

from collections.abc import Iterator
from types import MappingProxyType

from pydantic import ValidationError

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.commands import parse
from studio.model.editing import inputs, items, scenes  # noqa: F401 # they register their edits
from studio.model.editing.dispatch import carry_out
from studio.model.editing.groups import Sizes, group_items, ungroup_items
from studio.model.edits import Edit
from studio.model.graph import find_faults
from studio.model.scene import Collection

MAX_DEPTH = 8
"""So deep edits may be put together of edits that were put together."""
UNKNOWN: Sizes = MappingProxyType({})


def apply(collection: Collection, edit: Edit, sizes: Sizes = UNKNOWN) -> Collection:
    """Return the collection as it is after an edit.

    Args:
        collection: As it is before.
        edit: What is to be done.
        sizes: How large inputs' pictures are, as far as it is known: a new group
            is laid around them.

    Raises:
        CommandError: If it can't be done; the collection stays as it is.
    """
    for single in flat(edit):
        collection = _apply(collection, single, sizes)
    return collection


def flat(edit: Edit, depth: int = 0) -> Iterator[Edit]:
    """Yield the edits that an edit consists of, in order; most consist of themselves.

    Raises:
        CommandError: If something among them is no edit.
    """
    if not isinstance(edit, do.EditTogether):
        yield edit
        return
    if depth == MAX_DEPTH:
        raise CommandError(f"Edits can be put together {MAX_DEPTH} deep, no deeper.")
    for wire in edit.edits:
        inner = parse(wire)
        if not isinstance(inner, Edit):
            raise CommandError(f"{type(inner).__name__} is not an edit.")
        yield from flat(inner, depth + 1)


def renamed_scenes(edit: Edit) -> tuple[tuple[str, str], ...]:
    """Return old and new name of each scene that an edit renames, in order."""
    return tuple(
        (each.scene, each.new_name) for each in flat(edit) if isinstance(each, do.SetSceneName)
    )


def _apply(collection: Collection, edit: Edit, sizes: Sizes) -> Collection:
    name = type(edit).__name__
    try:
        match edit:
            case do.GroupSceneItems():
                after = group_items(edit, collection, sizes)
            case do.UngroupSceneItems():
                after = ungroup_items(edit, collection, sizes)
            case _:
                after = carry_out(edit, collection)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise CommandError(f"{name}: {place}: {fault['msg']}.") from None
    for _, reason in find_faults(after):
        raise CommandError(f"{name}: {reason}.")
    return after
