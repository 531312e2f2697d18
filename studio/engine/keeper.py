"""Keeps what must not be lost: the session, and the collection with all its edits.

A copy of both lies in the run directory, so that an engine that crashes comes back
with them.  A session that stays also writes the collection to its own file, a few
seconds after the last edit, as a person would who never forgets to save::

    keeper = Keeper(run_dir, session, collection)
    keeper.remember(scene="Camera")
    keeper.change(edited)
    keeper.once_a_second(time.monotonic_ns())
"""

import logging
from pathlib import Path

from studio.model import session as sessions
from studio.model.collection_file import save
from studio.model.errors import StudioError
from studio.model.media import SECOND_NS
from studio.model.scene import Collection
from studio.model.session import Session

log = logging.getLogger(__name__)

COLLECTION_NAME = "collection.json"
QUIET_NS = 3 * SECOND_NS
"""So long nothing must be edited before the collection's file is written."""
LONGEST_NS = 20 * SECOND_NS
"""Later it is written in any case."""
AGAIN_NS = 60 * SECOND_NS
"""After so long a file that could not be written is tried again."""


class Keeper:
    """What is kept of a session.  Belongs to the engine's main thread.

    Args:
        run_dir: Of the session.
        session: As it is now; ``session`` holds the newest.
        collection: As it is now; ``collection`` holds the newest.
    """

    def __init__(self, run_dir: Path, session: Session, collection: Collection) -> None:
        self._run_dir = run_dir
        self.session = session
        self.collection = collection
        self._is_copy_old = False
        self._edited_ns: tuple[int, int] | None = None  # the first edit not in the file, the last
        self._not_before_ns = 0
        # Which scene an engine that died had in the file isn't known any more.
        self._scene_in_file = collection.first_scene if session.parts == 1 else None
        if session.parts > 1 and (run_dir / COLLECTION_NAME).exists():
            self._edited_ns = 0, 0  # by an engine that died, perhaps before it wrote the file

    @property
    def path(self) -> Path:
        """The collection's own file."""
        return Path(self.session.plan.collection)

    def shown(self) -> dict[str, object]:
        """Return both as they are told to who connects."""
        session = self.session
        return {
            "session": session.id,
            "started_at": session.started_at,
            "parts": session.parts,
            "collection": self.collection.model_dump(mode="json", by_alias=True),
            "collection_path": str(self.path),
            "captions": session.captions.model_dump(mode="json"),
        }

    def remember(self, **changes: object) -> None:
        """Keep a change of the session where a restarted engine finds it.

        Raises:
            FileError: If it can't be written.
        """
        self.session = self.session.model_copy(update=changes)
        sessions.save(self.session, self._run_dir)

    def change(self, collection: Collection, now_ns: int) -> None:
        """Take an edited collection over."""
        self.collection = collection
        self._is_copy_old = True
        self._edited_ns = (self._edited_ns or (now_ns, 0))[0], now_ns

    def open(self, path: Path, collection: Collection) -> None:
        """Go on with another file, which was read; edits of the one before are in its own.

        Raises:
            StudioError: If one of the files can't be written.
        """
        if self.session.plan.stays and self._is_file_old:
            self.save()
        # Gone before the session names the new file: no crash may mix the two up.
        (self._run_dir / COLLECTION_NAME).unlink(missing_ok=True)
        plan = self.session.plan.model_copy(update={"collection": str(path), "scene": None})
        self.remember(plan=plan, scene=None)
        self.collection = collection
        self._is_copy_old, self._edited_ns = False, None
        self._scene_in_file = collection.first_scene

    def save(self) -> None:
        """Write the collection to its own file; it begins with the scene that is on air now.

        Raises:
            StudioError: If it can't be written.
        """
        scene = self._scene_on_air
        shown = {"current_scene": scene} if scene else {}
        save(self.collection.model_copy(update=shown), self.path)
        self._edited_ns = None
        self._scene_in_file = scene or self.collection.first_scene

    def once_a_second(self, now_ns: int) -> None:
        """Write what was edited.

        Raises:
            StudioError: If a file can't be written; it is tried again after a while.
        """
        if self._is_copy_old:
            self._is_copy_old = False
            save(self.collection, self._run_dir / COLLECTION_NAME)
        if self._edited_ns and self.session.plan.stays and now_ns >= self._not_before_ns:
            first_ns, last_ns = self._edited_ns
            if now_ns - last_ns >= QUIET_NS or now_ns - first_ns >= LONGEST_NS:
                self._not_before_ns = now_ns + AGAIN_NS
                self.save()
                self._not_before_ns = 0

    def close(self) -> None:
        """Write what was edited last and which scene is on air, at the end of a session that stays.

        A switch of scenes alone is no reason to write the file while a session runs.
        """
        if self._is_file_old and self.session.plan.stays:
            try:
                self.save()
            except StudioError as error:
                log.error("The last edits are lost: %s", error)

    @property
    def _scene_on_air(self) -> str | None:
        """The scene that was switched to, if it is still there."""
        scene = self.session.scene
        return scene if scene and self.collection.scene(scene) else None

    @property
    def _is_file_old(self) -> bool:
        """Whether the file lacks edits, or begins with another scene than the one on air."""
        scene = self._scene_on_air
        return bool(self._edited_ns) or (scene is not None and scene != self._scene_in_file)
