"""Makes the files of assets/effects: ``python -m installer.effect_assets [cat_ear] …``.

An effect's folder holds all that it needs, since effects are shared as folders.  Which files
those are is in each effect.toml.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from installer.asset_files import write_chosen
from installer.effect_assets.models.glasses import glasses
from installer.effect_assets.models.hats import (
    bunny_ears,
    devil_horns,
    halo,
    party_hat,
    wreath,
)
from installer.effect_assets.models.shells import earmuffs, helmet, tiger_hat
from installer.effect_assets.sprites import SPRITES
from installer.gift_assets.glb import glb_of
from installer.gift_assets.models.crown import crown
from installer.gift_assets.toy import Toy

EFFECTS = Path(__file__).resolve().parents[2] / "assets/effects"

MODELS: dict[str, Callable[[], Toy]] = {
    each.__name__: each
    for each in (
        bunny_ears,
        crown,
        devil_horns,
        earmuffs,
        glasses,
        halo,
        helmet,
        party_hat,
        tiger_hat,
        wreath,
    )
}


@cache
def made(name: str) -> bytes:
    """Return what a file of that name holds, in whatever effect it lies."""
    stem, _, ending = name.partition(".")
    return glb_of(MODELS[stem]()) if ending == "glb" else SPRITES[stem]()


def wanted() -> dict[Path, str]:
    """Return all files that the effects name, with the name of what they hold."""
    found: dict[Path, str] = {}
    for path in sorted(EFFECTS.glob("*/effect.toml")):
        for part in tomllib.loads(path.read_text("utf-8"))["part"]:
            name = part["content"]["file"]
            found[path.parent / name] = name
    return found


def main() -> None:
    """Make what the command line names, or everything."""
    write_chosen("Make the files of assets/effects.", {*MODELS, *SPRITES}, wanted, made)


if __name__ == "__main__":
    main()
