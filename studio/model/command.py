"""A command as such: how it travels, and how it is read.

On the wire it is ``{"type": "command", "id": n, "name": …, "args": {…}}``.  What can be
commanded is in ``commands`` and, as far as it changes the scene collection, in ``edits``.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from studio.model.errors import StudioError

Message = dict[str, object]


class CommandError(StudioError):
    """A command that can't be done; the text says why."""


class Command(BaseModel):
    """Something to do.  Each subclass is one command, named by its class."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    kinds: ClassVar[dict[str, type["Command"]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Enter each command into the list."""
        Command.kinds[cls.__name__] = cls

    def to_message(self, number: int) -> Message:
        """Return the command as it travels."""
        args = self.model_dump(mode="json", exclude_unset=True)
        return {"type": "command", "id": number, "name": type(self).__name__, "args": args}
