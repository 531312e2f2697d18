"""Goes on with another scene collection, even while something is live.

Belongs to the main thread.  What can't be used is one sentence, and nothing changes.
"""

from collections.abc import Callable
from pathlib import Path

from studio.engine.editor import Editor, require_sendable
from studio.engine.input_set import InputSet
from studio.engine.keeper import Keeper
from studio.engine.shaping import Shaping
from studio.engine.stage import Stage
from studio.model.collection_file import CollectionError, load, missing_files
from studio.model.command import CommandError
from studio.model.events import CollectionChanged, Event, Notice
from studio.model.scene import Collection

MAX_MISSING = 5
"""So many of a collection's files that are missing are said one by one."""


class Opening:
    """Opens collections.

    Args:
        keeper: Holds the collection.
        inputs: Change over.
        editor: Forgets what could be undone.
        stage: Shows the new collection's first scene.
        shaping: Changes the picture's size, if it may.
        take_over: Has all parts use a changed collection.
        is_busy: Says whether something is live or recorded.
        tell: Sends an event to every client and returns its number.
    """

    def __init__(
        self,
        keeper: Keeper,
        *,
        inputs: InputSet,
        editor: Editor,
        stage: Stage,
        shaping: Shaping,
        take_over: Callable[[Collection], None],
        is_busy: Callable[[], bool],
        tell: Callable[[Event], int],
    ) -> None:
        self._keeper = keeper
        self._inputs = inputs
        self._editor = editor
        self._stage = stage
        self._shaping = shaping
        self._take_over = take_over
        self._is_busy = is_busy
        self._tell = tell

    def open(self, path: Path) -> int:
        """Go on with another file; return the number of the event that carries it.

        Raises:
            StudioError: If the file can't be used; nothing has changed then.
        """
        if not path.is_absolute():
            raise CommandError(f"{path} must be a whole path, from the root folder on.")
        collection = _read(path)
        event = CollectionChanged(collection=collection.model_dump(mode="json", by_alias=True))
        require_sendable(event)
        self._keeper.open(path, collection)
        self._inputs.use_file(path)
        self._editor.forget()
        renames = ((self._stage.scene, collection.first_scene),)
        tell_scenes = self._stage.follow(collection, renames)
        if self._shaping.is_behind and self._is_busy():
            text = "The picture keeps its size and rate until nothing is live or recorded."
            self._tell(Notice(level="info", text=text))
        else:
            self._shaping.follow()
        self._take_over(collection)
        number = self._tell(event)
        tell_scenes()
        for sentence in missing_files(collection, path)[:MAX_MISSING]:
            self._tell(Notice(level="warning", text=sentence))
        return number


def _read(path: Path) -> Collection:
    """Return what a file holds; of all that is wrong with it the first thing is said."""
    try:
        return load(path)
    except CollectionError as error:
        first, *more = str(error).splitlines()
        rest = f" (It has {len(more)} more faults.)" if more else ""
        raise CommandError(first + rest) from None
