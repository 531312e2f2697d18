"""The pictures of all effects, by the names of their files."""

from collections.abc import Callable

from installer.effect_assets.brush import Art
from installer.effect_assets.sprites.bunny import bunny_nose, bunny_teeth
from installer.effect_assets.sprites.cat import cat_ear, cat_nose, cat_whiskers
from installer.effect_assets.sprites.love import blush, heart, heart_eye, spark
from installer.effect_assets.sprites.moving import confetti, snow_breath

_STILL: tuple[Callable[[], Art], ...] = (
    blush,
    bunny_nose,
    bunny_teeth,
    cat_ear,
    cat_nose,
    cat_whiskers,
    heart,
    heart_eye,
    spark,
)
_MOVING: tuple[Callable[[], bytes], ...] = (confetti, snow_breath)


def _file(draw: Callable[[], Art]) -> Callable[[], bytes]:
    return lambda: draw().webp()


SPRITES: dict[str, Callable[[], bytes]] = {
    **{draw.__name__: _file(draw) for draw in _STILL},
    **{draw.__name__: draw for draw in _MOVING},
}
"""What returns a file."""
