"""``rocket-studio avatar show FILE``: what an avatar is, what is allowed, and how it looks.

::

    rocket-studio avatar show nova.vrm --picture nova.png --framing full --expression happy
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from studio.avatar.errors import AvatarError
from studio.avatar.framing import framed
from studio.avatar.load import load
from studio.avatar.model import AvatarModel
from studio.avatar.motion import Motion
from studio.avatar.painter import Painter
from studio.avatar.performer import Performer
from studio.avatar.stage import OWN
from studio.effects.device import shared_device
from studio.effects.errors import EffectError
from studio.effects.planes import Pixels

_SIDE_PX = 1_024
_SETTLES_S, _STEP_S = 1.0, 1 / 30
_BAD = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; return the exit code."""
    words = _parser().parse_args(argv)
    try:
        model = load(words.file)
        print("\n".join(lines(model)))
        if words.picture:
            expressions = _weights(model, words.expression)
            picture(model, words.framing, expressions, words.side).save(words.picture)
            print(f"Drawn into {words.picture}.")
    except (AvatarError, EffectError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return _BAD
    return 0


def lines(model: AvatarModel) -> list[str]:
    """Return what there is to be said of an avatar."""
    about = model.about
    points = sum(len(each.points) for each in model.corners)
    triangles = sum(len(part.indices) // 3 for part in model.parts)
    facts = [
        ("Name", " ".join(each for each in (about.name, about.version) if each)),
        ("Format", about.format),
        ("By", ", ".join(about.authors)),
        ("Contact", about.contact),
        ("From", about.reference),
        ("Copyright", about.copyright),
        ("Licence", about.license or "none is told: ask its author before you go live with it"),
        *(tuple(term.split(": ", 1)) for term in about.terms),
        ("Size", f"{points} points, {triangles} triangles, {len(model.joints)} swinging bones"),
        ("Bones", ", ".join(sorted(model.bones)) or "none: it can't move its head"),
        ("Does", ", ".join(sorted(model.expressions)) or "nothing with its face"),
    ]
    width = max(len(name) for name, *_ in facts)
    return [f"{name:<{width}}  {value}" for name, value in facts if value]


def picture(
    model: AvatarModel, framing: str, weights: dict[str, float], side_px: int = _SIDE_PX
) -> Image.Image:
    """Draw an avatar as it stands there, once all that swings has come to rest.

    Args:
        model: It.
        framing: ``head``, ``bust`` or ``full``.
        weights: Of expressions.
        side_px: Of the square picture.

    Raises:
        AvatarError: If it can't be drawn.
        EffectError: If there is no graphics device.
    """
    performer = Performer(model, is_mirrored=False)
    now_s = 1.0
    while now_s < 1.0 + _SETTLES_S:
        performer.perform(now_s)
        now_s += _STEP_S
    own = performer.motion
    performer.perform(now_s, remote=Motion(own.turns, own.moved, weights))
    painter = Painter(shared_device(), model)
    try:
        view = framed(model, performer.skeleton, framing, 1.0)
        size = side_px, side_px
        rgba = painter.paint(performer.palette, performer.morphs, view, size)
    finally:
        painter.close()
    return Image.fromarray(_straight(rgba))


def _straight(rgba: Pixels) -> Pixels:
    """Return colours that are not multiplied by alpha, as PNG has them."""
    alpha = rgba[..., 3:].astype("u2")
    straight = rgba.copy()
    straight[..., :3] = (rgba[..., :3].astype("u2") * 255 // alpha.clip(1)).clip(0, 255)
    return straight


def _weights(model: AvatarModel, names: Sequence[str]) -> dict[str, float]:
    for name in names:
        if name not in model.expressions:
            known = ", ".join(sorted(model.expressions)) or "nothing"
            raise AvatarError(f"It can't do {name!r}; it can do {known}.")
    return dict.fromkeys(names, 1.0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rocket-studio avatar", description="Look at an avatar's file."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = verbs.add_parser("show", help="tell what it is and what its licence allows")
    show.add_argument("file", type=Path, nargs="?", default=OWN, help="the studio's own if none")
    show.add_argument("--picture", type=Path, metavar="OUT.png", help="draw it")
    show.add_argument("--framing", choices=("head", "bust", "full"), default="bust")
    show.add_argument("--expression", action="append", default=[], metavar="NAME")
    show.add_argument("--side", type=int, default=_SIDE_PX, choices=(256, 512, 1024))
    return parser


if __name__ == "__main__":
    sys.exit(main())
