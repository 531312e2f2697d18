"""All effects that the cameras of a collection wear: read in a thread, read again when changed.

The scene graph asks it for layers, from any thread; it never waits for a file::

    wardrobe = Wardrobe(tell)
    wardrobe.follow(collection.inputs)   # whenever they have changed
    layers = wardrobe.layers("Camera", "Ears", settings, picture)
    wardrobe.close()

A second one holds what is tried on for still pictures, one effect after the other: each is
worn whole and at once, or not at all, and kept until nobody tries anything any more.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from studio.engine.compositor.composition import Layer
from studio.engine.face_effects.reading import Read, Stamp, read_all, stamp_of
from studio.engine.face_effects.worn import DrawnPart, Piece, Worn
from studio.engine.picture import Picture
from studio.model.errors import StudioError
from studio.model.face_effect import FacePart
from studio.model.face_effect_folders import folder_of
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Input

logger = logging.getLogger(__name__)

LOOK_S = 0.5
MOST_EFFECTS = 32
_CLOSE_S = 2.0

OnPart = Callable[[DrawnPart], None]


class Models(Protocol):
    """Has the models of effects drawn."""

    def draw(self, part: FacePart, folder: Path, take: OnPart, warn: Callable[[str], None]) -> None:
        """Have one drawn; from the reading thread.  ``take`` may be called again, with better."""


@dataclass(slots=True)
class _Held:
    """An effect that somebody wears.

    Attributes:
        wearers: By input and filter.
    """

    read: Read | None = None
    stamp: Stamp | None = None
    solid: dict[str, DrawnPart] = field(default_factory=dict)
    told: str = ""


class Wardrobe:
    """See the module.

    Args:
        tell: Gets a sentence on what can't be worn, in the reading thread.
        models: Draws 3D parts; without it they are left out.
        for_stills: Whether it holds what is tried on for still pictures.
    """

    def __init__(
        self,
        tell: Callable[[str], object],
        models: Models | None = None,
        *,
        for_stills: bool = False,
    ) -> None:
        self._tell = tell
        self._models = models
        self._for_stills = for_stills
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}
        self._wanted: frozenset[str] = frozenset()
        self._worn: dict[tuple[str, str], tuple[str, Worn]] = {}
        self._wake = threading.Event()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def follow(self, inputs: tuple[Input, ...]) -> None:
        """Hold the effects that these inputs wear, and no others."""
        wanted = dict(_wearers(inputs))
        with self._lock:
            kept = self._held if self._for_stills and wanted else ()
            names = list(dict.fromkeys((*wanted.values(), *kept)))[:MOST_EFFECTS]
            self._wanted = frozenset(wanted.values())
            self._held = {name: self._held.get(name) or _Held() for name in names}
            self._worn = {
                key: worn
                for key, worn in self._worn.items()
                if worn[0] == wanted.get(key) and worn[0] in self._held
            }
        if names and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="face-effects", daemon=True)
            self._thread.start()
        self._wake.set()

    def layers(
        self, shown: str, name: str, settings: FaceEffectSettings, picture: Picture
    ) -> tuple[Layer, ...]:
        """Return what an input's filter lays over its picture, in natural pixels of that."""
        tracked = picture.tracked
        if tracked is None or not tracked.faces or not settings.effect:
            return ()
        with self._lock:
            worn = self._worn_by(shown, name, settings.effect)
        return worn.layers(tracked, settings) if worn else ()

    def close(self) -> None:
        """Read no more."""
        self._is_closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_CLOSE_S)

    @property
    def is_whole(self) -> bool:
        """Whether all that is worn was read, and its models drawn at least roughly, or can't be."""
        with self._lock:
            return all(_is_whole(each, self._models is not None) for each in self._held.values())

    def _worn_by(self, shown: str, name: str, effect: str) -> Worn | None:
        before = self._worn.get((shown, name))
        if before and before[0] == effect:
            return before[1]
        held = self._held.get(effect)
        if held is None or held.read is None:
            return None
        if self._for_stills and not _is_whole(held, self._models is not None):
            return None
        worn = Worn(_piece(held.read, held.solid), is_still=self._for_stills)
        self._worn[shown, name] = effect, worn
        return worn

    def _run(self) -> None:
        while not self._is_closed:
            with self._lock:
                held = [each for each in self._held.items() if each[0] in self._wanted]
            for name, each in held:
                if self._is_closed:
                    return
                self._look_at(name, each)
            # For a still it is looked at whenever it is put on, and not in between.
            self._wake.wait(None if self._for_stills else LOOK_S)
            self._wake.clear()

    def _look_at(self, name: str, held: _Held) -> None:
        folder = folder_of(name)
        if folder is None:
            self._say(held, f'There is no effect for faces named "{name}".')
            return
        stamp = stamp_of(folder)
        if stamp == held.stamp:
            return
        held.stamp = stamp
        try:
            read = read_all(folder)
        except StudioError as error:
            self._say(held, str(error))
            return
        except Exception:  # the border of this thread: one effect must not end the others
            logger.exception("The effect %s failed in a way that nobody thought of.", name)
            self._say(held, f'The effect "{name}" can\'t be read: a fault in Rocket Studio.')
            return
        held.told = ""
        with self._lock:
            held.read, held.solid = read, {}
        self._hand_out(name, held)
        self._draw_models(name, held, read)

    def _draw_models(self, name: str, held: _Held, read: Read) -> None:
        if self._models is None:
            return
        for part in read.effect.models:

            def take(drawn: DrawnPart, part: FacePart = part) -> None:
                with self._lock:
                    if held.read is not read:
                        return  # its file has changed meanwhile
                    held.solid = {**held.solid, part.id: drawn}
                self._hand_out(name, held)

            def warn(reason: str, part: FacePart = part) -> None:
                self._say(held, f'{read.folder}: part "{part.id}": {reason}')

            self._models.draw(part, read.folder, take, warn)

    def _hand_out(self, name: str, held: _Held) -> None:
        """Let all who wear it wear it as it is now."""
        with self._lock:
            if held.read is None:
                return
            piece = _piece(held.read, held.solid)
            wearers = [worn for effect, worn in self._worn.values() if effect == name]
        for worn in wearers:
            worn.use(piece)

    def _say(self, held: _Held, reason: str) -> None:
        if held.told != reason:
            held.told = reason
            self._tell(reason)


def _is_whole(held: _Held, draws_models: bool) -> bool:
    if held.told:
        return True
    if held.read is None:
        return False
    return not draws_models or all(part.id in held.solid for part in held.read.effect.models)


def _piece(read: Read, solid: Mapping[str, DrawnPart]) -> Piece:
    return Piece(read.effect, {**read.flat, **solid})


def _wearers(inputs: "tuple[Input, ...]") -> "list[tuple[tuple[str, str], str]]":
    """Return which effect each filter of each input puts on."""
    found = []
    for shown in inputs:
        for each in shown.filters:
            settings = each.typed
            if each.enabled and isinstance(settings, FaceEffectSettings) and settings.effect:
                found.append(((shown.name, each.name), settings.effect))
    return found
