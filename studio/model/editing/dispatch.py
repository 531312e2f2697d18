"""The one function that carries out an edit; each module registers the edits it knows."""

from functools import singledispatch

from studio.model.command import CommandError
from studio.model.edits import Edit
from studio.model.scene import Collection


@singledispatch
def carry_out(edit: Edit, collection: Collection) -> Collection:
    """Return the collection after one edit, unchecked as a whole.

    Raises:
        CommandError: If something that the edit names isn't there.
        pydantic.ValidationError: If a value doesn't fit.
    """
    raise CommandError(f"{type(edit).__name__} is not an edit.")
