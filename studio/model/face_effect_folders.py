"""Where effects for faces lie: the studio's own, and those that this user has.

folder = folder_of("cat")                     # None if there is none
for folder in all_folders(): ...
"""

from collections.abc import Iterator
from pathlib import Path

from studio.model.effect import EFFECT_NAME
from studio.model.user_data import own_folder

THUMBNAIL_NAME = "thumbnail.webp"
"""Lies in an effect's folder, for those who choose one; it need not be there."""
STUDIO_EFFECTS = Path(__file__).resolve().parents[2] / "assets" / "effects"


def own_effects() -> Path:
    """Return the folder for the user's own effects; it need not be there."""
    return own_folder() / "effects"


def all_folders() -> Iterator[Path]:
    """Give every effect's folder, right or wrong, the user's first; of one name only one."""
    seen: set[str] = set()
    for place in (own_effects(), STUDIO_EFFECTS):
        for file in sorted(place.glob(f"*/{EFFECT_NAME}")):
            if file.parent.name not in seen:
                seen.add(file.parent.name)
                yield file.parent


def folder_of(effect: str) -> Path | None:
    """Return the folder of an effect: what it is called, or where it lies; None if nowhere."""
    if not effect:
        return None
    named = Path(effect).expanduser()
    if named.is_absolute():
        places = [named]
    elif named.name == effect and not effect.startswith("."):
        places = [own_effects() / effect, STUDIO_EFFECTS / effect]
    else:
        places = []  # a path out of those folders is nobody's name
    return next((place for place in places if (place / EFFECT_NAME).is_file()), None)
