"""The pictures of all effects, by the names of their files."""

from collections.abc import Callable

from installer.effect_assets.brush import Art
from installer.effect_assets.sprites.cat import cat_ear, cat_nose, cat_whiskers

_STILL: tuple[Callable[[], Art], ...] = (cat_ear, cat_nose, cat_whiskers)


def _file(draw: Callable[[], Art]) -> Callable[[], bytes]:
    return lambda: draw().webp()


SPRITES: dict[str, Callable[[], bytes]] = {draw.__name__: _file(draw) for draw in _STILL}
"""What returns a file."""
