"""Makes the golden pictures of avatars anew: ``python -m tests.avatar.golden_pictures``.

Look at them before they are committed: they are what the test holds drawing to.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.avatar.framing import framed
from studio.avatar.model import AvatarModel
from studio.avatar.motion import Motion
from studio.avatar.painter import Painter
from studio.avatar.performer import Performer
from studio.avatar.turns import axis_angle, product
from studio.effects.device import shared_device
from tests.avatar.files import own_model

Rgb = NDArray[np.uint8]
GOLDEN = Path(__file__).parent / "golden"
SIDE_PX = 256
BACKDROP = (96, 132, 160)
LEFT, NOD = axis_angle((0, 1, 0), 0.5), axis_angle((1, 0, 0), 0.25)
ARMS = {
    "leftUpperArm": axis_angle((0, 0, 1), 0.9),
    "rightUpperArm": axis_angle((0, 0, 1), 1.1),
}
POSES = {
    "rest": ("bust", Motion()),
    "happy": ("bust", Motion({"head": axis_angle((0, 0, 1), 0.2)}, weights={"happy": 1.0})),
    "speaks": ("head", Motion({"head": LEFT}, weights={"aa": 0.9}, gaze_deg=(15.0, 0.0))),
    "blinks": ("head", Motion({"head": NOD}, weights={"blinkLeft": 1.0, "blinkRight": 1.0})),
    "waves": ("full", Motion(ARMS | {"head": product(LEFT, NOD)}, weights={"relaxed": 1.0})),
}


def picture_of(model: AvatarModel, framing: str, motion: Motion, side_px: int = SIDE_PX) -> Rgb:
    """Return an avatar over a plain wall, once all that swings has come to rest."""
    performer = Performer(model, is_mirrored=False)
    painter = Painter(shared_device(), model)
    try:
        view = framed(model, performer.skeleton, framing, 1.0)
        for step in range(30):
            performer.perform(1 + step / 30, remote=motion)
        size = side_px, side_px
        rgba = painter.paint(performer.palette, performer.morphs, view, size)
    finally:
        painter.close()
    alpha = rgba[..., 3:] / 255
    over = np.array(BACKDROP) * (1 - alpha) + rgba[..., :3]
    return np.round(over).clip(0, 255).astype(np.uint8)


def strip(version: int = 1) -> Rgb:
    """Return all poses beside one another."""
    model = own_model(version)
    return np.concatenate([picture_of(model, *pose) for pose in POSES.values()], axis=1)


def golden(name: str) -> Rgb:
    """Return what is committed."""
    with Image.open(GOLDEN / f"{name}.webp") as image:
        return np.asarray(image.convert("RGB"))


def main() -> int:
    """Make them."""
    GOLDEN.mkdir(exist_ok=True)
    Image.fromarray(strip()).save(GOLDEN / "nova.webp", quality=80, method=6)
    return 0


if __name__ == "__main__":
    sys.exit(main())
