"""All effects that there are, and which gift or recipe begins which.

They lie in the folders of gifts: those that come along first, then the user's own, which
take the place of others with the same id.  One that can't be used is told, and left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from tiers import BANNERS_ONLY, FILE_NAME, Tier, TierError, Tiers, read_tiers

from studio.sdk import Content, Effect, EffectError, read_effect

EFFECT_NAME = "effect.toml"
MAX_EFFECTS = 200
C = TypeVar("C", bound=Content)

Stamp = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Found:
    """An effect, and the folder that its files lie in."""

    effect: Effect
    folder: Path

    @property
    def has_sound(self) -> bool:
        """Whether it is heard when it is shown."""
        return any(part.sound for part in self.effect.part)

    def path(self, file: str) -> str:
        """Return a file of it as the studio finds it."""
        return str(self.folder / file)

    def placed(self, content: C) -> C:
        """Return a content with its files as the studio finds them."""
        found: dict[str, object] = {}
        if file := getattr(content, "file", ""):
            found["file"] = self.path(file)
        if textures := getattr(content, "textures", None):
            found["textures"] = {name: self.path(each) for name, each in textures.items()}
        return cast(C, content.model_copy(update=found)) if found else content


@dataclass(frozen=True)
class Library:
    """See the module.

    Attributes:
        sounds: The folder that the tiers' sounds lie in, None if there are no tiers.
        effects: By their id.
    """

    tiers: Tiers
    sounds: Path | None
    effects: dict[str, Found]

    def of(self, kind: str, tier: Tier) -> Found | None:
        """Return what is shown for a kind of gift: its own effect, else its tier's, if any."""
        own = (found for found in self.effects.values() if kind in found.effect.when.gifts)
        # The last one: the user's own comes after those of the program.
        return max(own, key=self._place, default=self.effects.get(tier.effect))

    @property
    def recipes(self) -> list[Found]:
        """Those that several gifts make."""
        return [found for found in self.effects.values() if found.effect.when.recipe]

    @property
    def sound_files(self) -> list[str]:
        """All sounds: those of the tiers, then those of effects."""
        found = [
            str(self.sounds / tier.sound) for tier in self.tiers.all if self.sounds and tier.sound
        ]
        for each in self.effects.values():
            found += [each.path(part.sound.file) for part in each.effect.part if part.sound]
        return found

    def _place(self, found: Found) -> int:
        return list(self.effects).index(found.effect.id)


NOTHING = Library(BANNERS_ONLY, None, {})


def read_library(folders: Sequence[Path], say: Callable[[str], None]) -> Library:
    """Read all that lies in some folders of gifts; say what can't be used."""
    tiers, sounds = BANNERS_ONLY, None
    effects: dict[str, Found] = {}
    for folder in folders:
        if (folder / FILE_NAME).is_file():
            try:
                tiers, sounds = read_tiers(folder), folder
            except TierError as error:
                say(str(error))
        for path in _effects_in(folder):
            if len(effects) >= MAX_EFFECTS:
                say(f"{path} is left out: {MAX_EFFECTS} effects are the most.")
                break
            try:
                effect = read_effect(path)
            except EffectError as error:
                say(str(error))
                continue
            effects.pop(effect.id, None)  # so that it comes last
            effects[effect.id] = Found(effect, path)
    return Library(tiers, sounds, effects)


def stamp(folders: Sequence[Path]) -> Stamp:
    """Return what tells whether something in the folders has changed."""
    found = set()
    for folder in folders:
        paths = [path / EFFECT_NAME for path in _effects_in(folder)]
        for path in (folder / FILE_NAME, *paths):
            try:
                found.add((str(path), path.stat().st_mtime_ns))
            except OSError:
                continue
    return frozenset(found)


def _effects_in(folder: Path) -> list[Path]:
    try:
        return sorted(path.parent for path in folder.glob(f"*/{EFFECT_NAME}"))
    except OSError:
        return []
