"""The small picture of each gift: ``icons.toml``, by the gift's id in the room's catalogue."""

import tomllib
from functools import lru_cache
from pathlib import Path

PRESENT = "🎁"
"""Of gifts that have none."""


def icon_of(kind: str) -> str:
    """Return a gift's icon."""
    return _icons().get(kind, PRESENT)


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    path = Path(__file__).with_name("icons.toml")
    return {str(kind): str(icon) for kind, icon in tomllib.loads(path.read_text("utf-8")).items()}
