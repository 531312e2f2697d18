"""Which scenes are on air and in the preview, and whether the two are apart.

Belongs to the main thread, which answers for it at once; the tick follows at its next
picture.  While studio mode is off the preview is the programme's scene::

    stage = Stage(keeper, ticker, tell=tell, on_air=inputs_of_this_scene_are_heard)
    stage.set_studio_mode(True)
    stage.prepare("Camera")
    stage.move_t_bar(0.4, release=False)
"""

import time
from collections.abc import Callable
from functools import partial

from studio.engine.keeper import Keeper
from studio.engine.ticker import Ticker
from studio.model.command import CommandError
from studio.model.events import (
    CurrentPreviewSceneChanged,
    CurrentProgramSceneChanged,
    Event,
    StudioModeChanged,
)
from studio.model.scene import Collection

MIDDLE = 0.5
Renames = tuple[tuple[str, str], ...]


class Stage:
    """The scenes that are shown.

    Args:
        keeper: Knows the collection, and what an engine that died had on air.
        ticker: Shows the programme.
        tell: Sends an event to every client.
        on_air: Called when another scene is on air: its sound is heard.
        on_preview: Told when the preview shows another scene of the same collection.
    """

    def __init__(
        self,
        keeper: Keeper,
        ticker: Ticker,
        *,
        tell: Callable[[Event], object],
        on_air: Callable[[], object],
        on_preview: Callable[[str], object],
    ) -> None:
        self._keeper = keeper
        self._ticker = ticker
        self._tell = tell
        self._on_air = on_air
        self._on_preview = on_preview
        self._is_held = False
        session, collection = keeper.session, keeper.collection
        self.scene = collection.first_scene
        self.is_studio_mode = session.studio_mode
        is_there = session.preview and collection.scene(session.preview)
        self.preview = session.preview if session.preview and is_there else self.scene
        on_preview(self.preview)

    def show(self, scene: str, kind: str | None, duration_ms: int | None) -> None:
        """Put a scene on air.

        Raises:
            CommandError: If there is none of that name.
        """
        self._require(scene)
        self._is_held = False
        program = self._ticker.program
        self._ticker.post(lambda: program.show(scene, time.monotonic_ns(), kind, duration_ms))
        self._now_on_air(scene)

    def prepare(self, scene: str) -> None:
        """Put a scene into the preview.

        Raises:
            CommandError: If there is no preview, or no such scene.
        """
        self._require_studio_mode()
        self._require(scene)
        self._undo_hold()
        self._now_in_preview(scene)

    def set_studio_mode(self, is_on: bool) -> None:
        """Part preview and programme, or show the programme alone."""
        if is_on == self.is_studio_mode:
            return
        self._undo_hold()
        self.is_studio_mode = is_on
        self.preview = self.scene
        self._on_preview(self.preview)
        self._keeper.remember(studio_mode=is_on, preview=self.preview if is_on else None)
        self._tell(StudioModeChanged(enabled=is_on))
        self._tell(CurrentPreviewSceneChanged(scene=self.preview))

    def change_places(self) -> None:
        """Put the preview's scene on air, and the programme's into the preview.

        Raises:
            CommandError: If there is no preview.
        """
        self._require_studio_mode()
        old, new = self.scene, self.preview
        self.show(new, None, None)
        self._now_in_preview(old)

    def move_t_bar(self, position: float, *, release: bool) -> None:
        """Mix the preview's scene in by hand.

        Raises:
            CommandError: If there is no preview.
        """
        self._require_studio_mode()
        program, scene = self._ticker.program, self.preview
        self._ticker.post(lambda: program.hold(scene, position))
        self._is_held = not release
        if release:
            is_done = position >= MIDDLE
            self._ticker.post(lambda: program.let_go(time.monotonic_ns(), is_done=is_done))
            if is_done:
                old = self.scene
                self._now_on_air(scene)
                self._now_in_preview(old)

    def follow(self, collection: Collection, renames: Renames) -> Callable[[], None]:
        """Go on with a changed collection, whose scenes may be called otherwise or be gone.

        Returns:
            What tells of it, for after the collection was told.
        """
        was = self.scene, self.preview
        self.scene = _found(collection, self.scene, renames) or collection.first_scene
        self.preview = _found(collection, self.preview, renames) or self.scene
        if not self.is_studio_mode:
            self.preview = self.scene
        self._ticker.post(partial(self._ticker.program.use, collection, scene=self.scene))
        if (self.scene, self.preview) != was:
            preview = self.preview if self.is_studio_mode else None
            self._keeper.remember(scene=self.scene, preview=preview)

        def tell() -> None:
            if self.scene != was[0]:
                self._tell(CurrentProgramSceneChanged(scene=self.scene))
            if self.preview != was[1]:
                self._tell(CurrentPreviewSceneChanged(scene=self.preview))

        return tell

    def _now_on_air(self, scene: str) -> None:
        self.scene = scene
        self._on_air()
        self._keeper.remember(scene=scene)
        self._tell(CurrentProgramSceneChanged(scene=scene))
        if not self.is_studio_mode:
            self._now_in_preview(scene)

    def _now_in_preview(self, scene: str) -> None:
        if scene == self.preview:
            return
        self.preview = scene
        self._on_preview(scene)
        if self.is_studio_mode:
            self._keeper.remember(preview=scene)
        self._tell(CurrentPreviewSceneChanged(scene=scene))

    def _undo_hold(self) -> None:
        """Let a fade that is held by hand go back: what it leads to is another scene now."""
        if self._is_held:
            self._is_held = False
            program = self._ticker.program
            self._ticker.post(lambda: program.let_go(time.monotonic_ns(), is_done=False))

    def _require(self, scene: str) -> None:
        if self._keeper.collection.scene(scene) is None:
            raise CommandError(f'There is no scene named "{scene}".')

    def _require_studio_mode(self) -> None:
        if not self.is_studio_mode:
            raise CommandError("There is no preview: turn studio mode on first.")


def _found(collection: Collection, scene: str, renames: Renames) -> str | None:
    """Return what a scene is called now, or None if it is gone."""
    for old, new in renames:
        if scene == old:
            scene = new
    return scene if collection.scene(scene) else None
