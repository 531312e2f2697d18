"""Makes the files of assets/gifts by hand: ``python -m installer.gift_assets [rocket] [petal] …``.

An effect's folder holds all that it needs, since effects are shared as folders: a sprite or
a sound that two of them use lies in both.  Which ones is in each effect.toml.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from installer.asset_files import write_chosen
from installer.gift_assets.glb import glb_of
from installer.gift_assets.models.bouquet import bouquet
from installer.gift_assets.models.bubble_tea import bubble_tea
from installer.gift_assets.models.cake import cake
from installer.gift_assets.models.castle import castle
from installer.gift_assets.models.crown import crown
from installer.gift_assets.models.cruise import cruise
from installer.gift_assets.models.galaxy import galaxy
from installer.gift_assets.models.gift_box import gift_box, gift_lid
from installer.gift_assets.models.heart import heart
from installer.gift_assets.models.rocket import rocket
from installer.gift_assets.models.sports_car import sports_car
from installer.gift_assets.sounds import SOUNDS, ogg_of
from installer.gift_assets.sprites import SPRITES, webp_of
from installer.gift_assets.toy import Toy

GIFTS = Path(__file__).resolve().parents[2] / "assets/gifts"

TOYS: dict[str, Callable[[], Toy]] = {
    each.__name__: each
    for each in (
        bouquet,
        bubble_tea,
        cake,
        castle,
        crown,
        cruise,
        galaxy,
        gift_box,
        gift_lid,
        heart,
        rocket,
        sports_car,
    )
}


@cache
def made(name: str) -> bytes:
    """Return what a file of that name holds, wherever it lies."""
    stem, _, ending = name.partition(".")
    if ending == "glb":
        return glb_of(TOYS[stem]())
    if ending == "webp":
        return webp_of(stem)
    return ogg_of(SOUNDS[stem]())


def wanted() -> dict[Path, str]:
    """Return all files that the effects and the tiers name, with the name of what they hold."""
    found: dict[Path, str] = {}
    for path in sorted(GIFTS.rglob("*.toml")):
        for file in _files_in(tomllib.loads(path.read_text("utf-8"))):
            found[path.parent / file] = Path(file).name
    return found


def _files_in(value: object) -> list[str]:
    """Return every string in a document that names a file of ours."""
    if isinstance(value, str):
        return [value] if value.endswith((".glb", ".webp", ".ogg")) else []
    if isinstance(value, dict):
        value = list(value.values())
    return [file for each in value for file in _files_in(each)] if isinstance(value, list) else []


def main() -> None:
    """Make what the command line names, or everything."""
    write_chosen("Make the files of assets/gifts.", {*TOYS, *SPRITES, *SOUNDS}, wanted, made)


if __name__ == "__main__":
    main()
