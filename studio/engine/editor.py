"""Edits of the scene collection, and the way back: every part takes the new one over.

Belongs to the main thread.  A collection is a value: inputs, sound, stage and views
get the changed one as a whole, and the old one is kept to go back to::

    editor = Editor(keeper, stage, history=History(), …)
    number = editor.edit(SetInputMute(input="Mic", muted=True))
    editor.undo()
"""

import time
from collections.abc import Callable

from studio.engine.history import History, Renames, Step
from studio.engine.keeper import Keeper
from studio.engine.stage import Stage
from studio.ipc.errors import MessageError
from studio.ipc.message import MAX_BYTES, encode
from studio.model.command import CommandError
from studio.model.edit import apply, renamed_scenes
from studio.model.editing.groups import Sizes
from studio.model.edits import Edit
from studio.model.errors import StudioError
from studio.model.events import CollectionChanged, Event, HistoryChanged
from studio.model.scene import Canvas, Collection

ROOM_BYTES = 256 * 1024
"""What else a snapshot holds beside the collection, at most."""


class Editor:
    """Changes the collection.

    Args:
        keeper: Holds it.
        stage: Shows its scenes.
        tell: Sends an event to every client and returns its number.
        take_over: Has inputs, sound and views use a changed collection.
        use_canvas: Gives the picture another size or rate.
        is_busy: Says whether something is live or recorded.
        sizes: Returns natural sizes of inputs, as far as they are known.
    """

    def __init__(
        self,
        keeper: Keeper,
        stage: Stage,
        *,
        tell: Callable[[Event], int],
        take_over: Callable[[Collection], None],
        use_canvas: Callable[[Collection], None],
        is_busy: Callable[[], bool],
        sizes: Callable[[], Sizes],
    ) -> None:
        self._keeper = keeper
        self._stage = stage
        self._tell = tell
        self._take_over = take_over
        self._use_canvas = use_canvas
        self._is_busy = is_busy
        self._sizes = sizes
        self._history = History()
        self._told = HistoryChanged(undo=None, redo=None)

    @property
    def undo_name(self) -> str | None:
        """The command that would be taken back."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str | None:
        """The command that would be done again."""
        return self._history.redo_name

    def edit(self, edit: Edit) -> int:
        """Change the collection; return the number of the event that carries it.

        Raises:
            CommandError: If it can't be done; the collection stays as it is.
        """
        before = self._keeper.collection
        after = apply(before, edit, self._sizes())
        number = self._take(after, renamed_scenes(edit))
        self._history.add(before, after, edit)
        self._tell_history()
        return number

    def undo(self) -> int:
        """Take the last edit back; return the number of the event that carries it.

        Raises:
            CommandError: If there is none, or it can't be taken back now.
        """
        step = self._history.undo(self._keeper.collection)
        return self._go(step, lambda: self._history.redo(step.collection))

    def redo(self) -> int:
        """Do again what was taken back last; return the number of the event.

        Raises:
            CommandError: If there is none, or it can't be done now.
        """
        step = self._history.redo(self._keeper.collection)
        return self._go(step, lambda: self._history.undo(step.collection))

    def forget(self) -> None:
        """Another collection was opened: there is nothing to go back to."""
        self._history.forget()
        self._tell_history()

    def _go(self, step: Step, take_back: Callable[[], object]) -> int:
        try:
            number = self._take(step.collection, step.renames)
        except StudioError:
            take_back()
            raise
        self._tell_history()
        return number

    def _take(self, collection: Collection, renames: Renames) -> int:
        event = CollectionChanged(collection=collection.model_dump(mode="json", by_alias=True))
        require_sendable(event)
        if _shape(collection.canvas) != _shape(self._keeper.collection.canvas):
            if self._is_busy():
                raise CommandError(
                    "Size and rate of the picture can't change while something is live or recorded."
                )
            self._use_canvas(collection)
        self._keeper.change(collection, time.monotonic_ns())
        tell_scenes = self._stage.follow(collection, renames)
        self._take_over(collection)
        number = self._tell(event)
        tell_scenes()
        return number

    def _tell_history(self) -> None:
        now = HistoryChanged(undo=self.undo_name, redo=self.redo_name)
        if now != self._told:
            self._told = now
            self._tell(now)


def _shape(canvas: Canvas) -> tuple[object, ...]:
    return canvas.width, canvas.height, canvas.fps


def require_sendable(event: CollectionChanged) -> None:
    """Refuse what clients could not be told: they would know nothing any more."""
    try:
        size = len(encode(event.to_message(0)))
    except MessageError:
        size = MAX_BYTES
    if size > MAX_BYTES - ROOM_BYTES:
        raise CommandError(
            "There is no room for that: all scenes, inputs and texts together may have "
            f"{(MAX_BYTES - ROOM_BYTES) // 1_000_000} MB."
        )
