"""The avatars among the inputs: whom they watch, and to whom they listen.

An avatar names a camera and a microphone by their inputs' names.  This has the camera looked at,
hands the ring of what is seen on, and tells how loud the microphone is, twenty times a second::

    avatars = Avatars()
    avatars.update(inputs, sources, collection_path, mixer.levels)
    avatars.look("Camera")                  # what they want to know of it
    avatars.watch({"Camera": tracker})

It belongs to the main thread, but for the thread that tells levels.
"""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from studio.engine.mixer.desk import Levels
from studio.engine.sources.avatar import AvatarSource
from studio.engine.sources.source import Source
from studio.engine.tracking.look import NOTHING, Look
from studio.engine.tracking.tracker import Tracker
from studio.model.collection_file import resolve
from studio.model.command import Message
from studio.model.kinds_avatar import AvatarSettings
from studio.model.scene import Input
from studio.telemetry.thread_name import show_thread_name

_LEVEL_S = 0.05


class Avatars:
    """See the module."""

    def __init__(self) -> None:
        self._sources: dict[str, AvatarSource] = {}
        self._settings: dict[str, AvatarSettings] = {}
        self._ears: Mapping[str, list[AvatarSource]] = {}
        self._levels: Callable[[], Levels] | None = None
        self._thread: threading.Thread | None = None
        self._changed = threading.Event()
        self._is_closing = False
        self._is_resting = False
        self._lagged = 0

    def update(
        self,
        inputs: Mapping[str, Input],
        sources: Mapping[str, Source],
        collection: Path,
        levels: Callable[[], Levels] | None,
    ) -> None:
        """Be those of the collection as it is now.

        Args:
            inputs: All inputs, by name.
            sources: The pictures of those that have some.
            collection: Its file, to which file names are relative.
            levels: Returns how loud inputs are; None if nothing is mixed.
        """
        self._sources, self._settings = {}, {}
        ears: dict[str, list[AvatarSource]] = {}
        for name, source in sources.items():
            settings = inputs[name].typed
            if isinstance(source, AvatarSource) and isinstance(settings, AvatarSettings):
                self._sources[name], self._settings[name] = source, settings
                source.use(told(settings, collection))
                if settings.microphone:
                    ears.setdefault(settings.microphone, []).append(source)
        self._ears, self._levels = ears, levels
        self._wake()

    def look(self, camera: str) -> Look:
        """Return what avatars want to know of a camera's pictures."""
        looking = [each for each in self._settings.values() if each.camera == camera]
        if not looking:
            return NOTHING
        return Look(faces=1, body=any(each.arms for each in looking))

    def watch(self, trackers: Mapping[str, Tracker]) -> None:
        """Have each avatar follow what its camera sees, from now on."""
        for name, source in self._sources.items():
            if self._settings[name].camera not in trackers:
                source.follow("")
        for camera, tracker in trackers.items():
            tracker.tell(
                tuple(
                    self._sources[name].follow
                    for name, settings in self._settings.items()
                    if settings.camera == camera
                )
            )

    def rest(self, is_resting: bool) -> None:
        """Tell no levels while nobody sees the avatars."""
        self._is_resting = is_resting
        self._wake()

    def lagged(self, frames: int) -> None:
        """Have avatars do less if the engine was late again.

        Args:
            frames: That were late since the beginning.
        """
        if frames > self._lagged:
            for source in self._sources.values():
                source.lagged(frames - self._lagged)
        self._lagged = frames

    def close(self) -> None:
        """End the thread; the sources are the inputs' to close."""
        self._is_closing = True
        self._changed.set()
        if self._thread:
            self._thread.join()

    @property
    def _has_ears(self) -> bool:
        return bool(self._ears and self._levels and not self._is_resting)

    def _wake(self) -> None:
        if self._has_ears and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="avatars", daemon=True)
            self._thread.start()
        self._changed.set()

    def _run(self) -> None:
        show_thread_name()
        while not self._is_closing:
            self._changed.wait(_LEVEL_S if self._has_ears else None)
            self._changed.clear()
            levels = self._levels
            if levels is None or not self._has_ears:
                continue
            heard = levels().inputs
            for microphone, sources in list(self._ears.items()):
                if microphone in heard:
                    level_db = max(each.rms_db for each in heard[microphone])
                    for source in sources:
                        source.hear(level_db)


def told(settings: AvatarSettings, collection: Path) -> Message:
    """Return settings as a process is told them: its file is a whole path."""
    file = str(resolve(collection, settings.file)) if settings.file else ""
    return settings.model_dump(mode="json") | {"file": file}
