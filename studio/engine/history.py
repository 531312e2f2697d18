"""What can be undone and redone: the collections that were before.

Versions of a collection share all that an edit left alone, so a step costs what that
edit changed, a few kilobytes.  In a session there is no limit on steps but memory:
beyond 64 MiB, which is some ten thousand usual steps, the oldest are forgotten::

    history = History()
    history.add(before, after, SetInputMute(input="Mic", muted=True))
    back = history.undo(now=after)
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studio.model.command import CommandError
from studio.model.edit import renamed_scenes
from studio.model.edits import Edit
from studio.model.scene import Collection, Group, Part, Scene

MOST_BYTES = 64 * 1024 * 1024
_STEP_BYTES = 4000
_EACH_BYTES = 16
_BY_TEXT = 10
"""A part in memory is about so many times its JSON."""

Renames = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A way back, or forward again.

    Attributes:
        collection: As it is at the end of that way.
        edit: The command that is taken back or done again.
        renames: Old and new name of scenes that are called otherwise there, in order.
        gesture: Edits in a row with the same one are one step; empty is none.
        weight_bytes: What it costs, about.
    """

    collection: Collection
    edit: str
    renames: Renames
    gesture: str = ""
    weight_bytes: int = 0


class History:
    """The steps of one collection.  Pure; belongs to the engine's main thread.

    Args:
        most_bytes: From which weight on the oldest steps are forgotten.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._back: deque[Step] = deque()
        self._forward: list[Step] = []
        self._bytes = 0

    @property
    def undo_name(self) -> str | None:
        """The command that would be taken back."""
        return self._back[-1].edit if self._back else None

    @property
    def redo_name(self) -> str | None:
        """The command that would be done again."""
        return self._forward[-1].edit if self._forward else None

    def add(self, before: Collection, after: Collection, edit: Edit) -> None:
        """Remember how it was before an edit; what could be done again is lost."""
        if before == after:
            return
        renames = tuple((new, old) for old, new in reversed(renamed_scenes(edit)))
        last = self._back[-1] if self._back and not self._forward else None
        self._forward.clear()
        if last and edit.gesture and last.gesture == edit.gesture:
            if after == last.collection:  # a drag that was put back is no step
                self._bytes -= self._back.pop().weight_bytes
            else:
                self._back[-1] = replace(last, renames=renames + last.renames)
            return
        weight = _weight_bytes(before, after)
        self._bytes += weight
        name = type(edit).__name__
        self._back.append(Step(before, name, renames, edit.gesture, weight))
        while self._bytes > self._most_bytes and len(self._back) > 1:
            self._bytes -= self._back.popleft().weight_bytes

    def undo(self, now: Collection) -> Step:
        """Return the way back over the last edit.

        Raises:
            CommandError: If there is none.
        """
        if not self._back:
            raise CommandError("There is nothing to undo.")
        step = self._back.pop()
        self._bytes -= step.weight_bytes
        self._forward.append(replace(step, collection=now, renames=_turned(step.renames)))
        return step

    def redo(self, now: Collection) -> Step:
        """Return the way forward over the edit that was undone last.

        Raises:
            CommandError: If there is none.
        """
        if not self._forward:
            raise CommandError("There is nothing to redo.")
        step = self._forward.pop()
        self._bytes += step.weight_bytes
        # No gesture: what is edited from here on is a step of its own.
        back = replace(step, collection=now, renames=_turned(step.renames), gesture="")
        self._back.append(back)
        return step

    def forget(self) -> None:
        """Begin anew: another collection was opened."""
        self._back.clear()
        self._forward.clear()
        self._bytes = 0


def _turned(renames: Renames) -> Renames:
    return tuple((new, old) for old, new in reversed(renames))


def _weight_bytes(before: Collection, after: Collection) -> int:
    """Estimate what is kept for ``before`` that ``after`` doesn't hold too."""
    shared = {id(part) for part in _parts(after)}
    own = [part for part in _parts(before) if id(part) not in shared]
    text = sum(len(part.model_dump_json(exclude={"items"})) for part in own)
    places = len(before.inputs) + len(before.scenes) + len(before.groups)
    places += sum(len(part.items) for part in own if isinstance(part, Scene | Group))
    return _STEP_BYTES + _EACH_BYTES * places + _BY_TEXT * text


def _parts(collection: Collection) -> Iterator[Part]:
    """Yield all that may be shared between versions."""
    yield from collection.inputs
    yield collection.audio
    for holder in (*collection.scenes, *collection.groups):
        yield holder
        yield from holder.items
