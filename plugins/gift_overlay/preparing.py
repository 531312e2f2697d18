"""Has models drawn before they are needed, one after the other, where nobody sees them.

A model takes seconds to draw where there is no graphics card; what was drawn once is kept
by the studio, on disk too.  So each is put on the canvas unseen for a while, as long as no
effect is shown, the quickest first; which of them were is remembered.  What draws
particles takes seconds to start, so a field without any keeps it running.
"""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from library import Found

from studio.sdk import Group, Lottie, Model, Particles, Plugin, Shader

FIRST_S = 5.0
HOLD_S = 25.0
"""Enough for the largest ones that an effect may have, on a slow computer."""
MAX_KEPT = 1_000
_NODE, _READY, _KEY = "prepared", "ready", "prepared"
_NO_PARTICLES = Particles(width=2, height=2, rate_s=0)


@dataclass(frozen=True)
class _Wanted:
    key: str
    content: Model | Lottie

    @property
    def pixels(self) -> int:
        return self.content.width * self.content.height * self.content.pictures_s


class Preparing:
    """See the module.

    Args:
        plugin: Draws, and remembers.
    """

    def __init__(self, plugin: Plugin) -> None:
        self._plugin = plugin
        self._wanted: list[_Wanted] = []
        self._now: _Wanted | None = None
        self._until_s = 0.0

    def plan(self, effects: Collection[Found]) -> None:
        """Take all models of effects that were not prepared yet."""
        prepared = set(self._plugin.storage.get(_KEY, ()))
        wanted = {each.key: each for found in effects for each in _models_of(found)}
        new = [each for each in wanted.values() if each.key not in prepared]
        self._stop()
        if any(_has_particles(found) for found in effects):
            self._plugin.canvas.put(_READY, _NO_PARTICLES, opacity=0)
        else:
            self._plugin.canvas.remove(_READY)
        self._wanted = sorted(new, key=lambda each: each.pixels)
        self._until_s = self._plugin.now_s() + FIRST_S

    def look(self, *, is_free: bool) -> None:
        """Go on, if no effect is shown; else give way."""
        now_s = self._plugin.now_s()
        if not is_free:
            if self._now:
                self._wanted.insert(0, self._now)
                self._stop()
            self._until_s = now_s + FIRST_S
        elif now_s >= self._until_s:
            if self._now:
                kept = [*self._plugin.storage.get(_KEY, ()), self._now.key]
                self._plugin.storage[_KEY] = kept[-MAX_KEPT:]
                self._stop()
            if self._wanted:
                self._begin(self._wanted.pop(0), now_s)

    def _begin(self, wanted: _Wanted, now_s: float) -> None:
        self._now, self._until_s = wanted, now_s + HOLD_S
        self._plugin.canvas.put(_NODE, Group(), opacity=0)
        self._plugin.canvas.put(f"{_NODE} model", wanted.content, parent=_NODE)

    def _stop(self) -> None:
        if self._now:
            self._now = None
            self._plugin.canvas.remove(_NODE)


def _has_particles(found: Found) -> bool:
    return any(isinstance(part.content, Particles | Shader) for part in found.effect.part)


def _models_of(found: Found) -> list[_Wanted]:
    wanted = []
    for part in found.effect.part:
        if isinstance(part.content, Model | Lottie):
            content = found.placed(part.content)
            status = Path(content.file).stat()
            told = f"{content.model_dump_json()} {status.st_size} {status.st_mtime_ns}"
            wanted.append(_Wanted(f"{zlib.crc32(told.encode()):08x}", content))
    return wanted
