"""What a new gift begins with: nothing yet, or an effect that is there already, to be changed.

told = copy_of(folder)                  # its files named by whole paths
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.app.theme.files import ASSETS
from studio.model.effect import EFFECT_NAME, EffectError, read_effect
from studio.model.effect_files import with_whole_paths
from studio.supervisor.user_folder import gifts_folder

OURS = ASSETS / "gifts"
MOST = 200


@dataclass(frozen=True, slots=True)
class Known:
    """An effect that there is."""

    id: str
    zh: str
    en: str
    folder: Path
    is_own: bool


def known_gifts() -> list[Known]:
    """Return the effects that can be used: the user's own, then those that come along."""
    found = []
    for place in (gifts_folder(), OURS):
        for path in sorted(place.glob(f"*/{EFFECT_NAME}"))[:MOST]:
            try:
                effect = read_effect(path.parent)
            except EffectError:
                continue  # the overlay says what is wrong with it
            name = effect.name
            found.append(Known(effect.id, name.zh, name.en, path.parent, place != OURS))
    return found


def copy_of(folder: Path) -> dict[str, Any]:
    """Return an effect as its file says it, with its files named by whole paths.

    Raises:
        EffectError: If it can't be used.
    """
    read_effect(folder)
    told: dict[str, Any] = tomllib.loads((folder / EFFECT_NAME).read_text("utf-8"))
    return with_whole_paths(told, folder)


def empty() -> dict[str, Any]:
    """Return a gift that can be shown already: its giver's picture and thanks."""
    return {
        "id": "my_gift",
        "name": {"zh": "我的礼物", "en": "My gift"},
        "ms": 5000,
        "when": {"recipe": [{"gift": "rocket", "count": 2}], "within_s": 60.0},
        "part": [
            {
                "id": "giver",
                "avatar": {"size_px": 240},
                "x": 960,
                "y": [[0, 1240], [800, 420, "back_out"], [4300, 420], [5000, -240, "in"]],
            },
            {
                "id": "thanks",
                "content": {
                    "kind": "text",
                    "text": {
                        "text": "谢谢 {by} 的 {gift} ×{count}",
                        "font": "Noto Sans CJK SC Bold",
                        "size_px": 72,
                        "outline_px": 4,
                    },
                },
                "at_ms": 500,
                "x": 960,
                "y": 660,
                "opacity": [[500, 0], [900, 1], [4200, 1], [4700, 0]],
            },
        ],
    }
