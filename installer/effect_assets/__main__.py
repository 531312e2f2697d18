"""Makes the files of assets/effects: ``python -m installer.effect_assets [cat_ear] …``.

An effect's folder holds all that it needs, since effects are shared as folders.  Which files
those are is in each effect.toml.
"""

import argparse
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

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
    names = {*MODELS, *SPRITES}
    parser = argparse.ArgumentParser(description="Make the files of assets/effects.")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(sorted(names))}; all if none")
    chosen = parser.parse_args().names
    if unknown := set(chosen) - names:
        parser.error(f"{', '.join(sorted(unknown))}: there is only {', '.join(sorted(names))}.")
    for path, name in wanted().items():
        if not chosen or name.partition(".")[0] in chosen:
            path.write_bytes(made(name))


if __name__ == "__main__":
    main()
