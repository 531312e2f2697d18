"""Begins an effect of somebody's own: a folder that works at once, with all there is to change.

begin_effect(Path("my-effects/mine"))
"""

import re
from pathlib import Path

import numpy as np

from studio.engine.compositor.png import write_rgba_png
from studio.model.effect import EFFECT_NAME, EffectError
from studio.model.face_effect import ANCHORS, read_face_effect
from studio.model.files import FileError, write_whole

SPRITE_NAME = "star.png"
_SIDE_PX = 256

_TEXT = """\
# Lengths are millimetres on a face of average size (150 mm wide): x to the right, y down,
# z towards the viewer, from a place on the face.  Places are:
#   {anchors}
# See it:   rocket-studio effect preview {folder} -o preview.webp
# Check it: rocket-studio effect check {folder}

id = "{id}"
name = {{ zh = "{id}", en = "{id}" }}

# A star on each cheek; content may also be {{ kind = "model", file = "hat.glb" }}.
[[part]]
id = "left_star"
content = {{ kind = "image", file = "star.png" }}
on = "left_cheek"
width_mm = 34
turn_deg = -34          # a cheek looks aside
scale = [[0, 0.9], [600, 1.05, "in_out"], [1200, 0.9, "in_out"]]
loop_ms = 1200

[[part]]
id = "right_star"
content = {{ kind = "image", file = "star.png" }}
on = "right_cheek"
width_mm = 34
turn_deg = 34
scale = [[0, 1.05], [600, 0.9, "in_out"], [1200, 1.05, "in_out"]]
loop_ms = 1200

# This one waits for a smile.
[[part]]
id = "big_star"
content = {{ kind = "image", file = "star.png" }}
on = "forehead"
width_mm = 60
y = [[0, -20], [300, -36, "back_out"]]
rotation_deg = [[0, -30], [400, 0, "out"]]
z_order = 1
is_waiting = true

[[trigger]]
on = "smile"            # or open_mouth, blink, wink, brows_up, kiss, thumbs_up, heart, …
does = "hold"           # or start, stop, toggle
parts = ["big_star"]
fade_ms = 200
"""


def begin_effect(folder: Path) -> None:
    """Make the folder of a new effect.

    Raises:
        StudioError: If it is there already, has no name for an effect, or can't be made.
    """
    name = re.sub(r"[^a-z0-9_]+", "_", folder.resolve().name.lower()).strip("_")
    if not re.fullmatch("[a-z][a-z0-9_]{0,39}", name):
        raise EffectError(f"{folder}: an effect's folder is named with letters, as in: my_hat")
    try:
        folder.mkdir(parents=True, exist_ok=False)
    except FileExistsError:
        raise EffectError(f"{folder} is there already: choose another name.") from None
    except OSError as error:
        raise FileError(f"{folder} can't be made: {error.strerror}.") from error
    write_rgba_png(folder / SPRITE_NAME, _star())
    text = _TEXT.format(id=name, folder=folder, anchors=", ".join(ANCHORS))
    write_whole(folder / EFFECT_NAME, text)
    read_face_effect(folder)


def _star() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return a soft golden star with a bright middle, straight alpha."""
    y, x = np.mgrid[0:_SIDE_PX, 0:_SIDE_PX] / (_SIDE_PX / 2) - 1
    angle = np.arctan2(x, -y)
    fifth = np.pi / 5
    folded = np.abs((angle % (2 * fifth)) - fifth)
    away = np.hypot(x, y)
    edge = 0.44 + 0.44 * (folded / fifth) ** 1.6
    alpha = np.clip((edge - away) * _SIDE_PX / 5, 0, 1)
    shine = np.clip(1 - away / edge, 0, 1)[..., None]
    colour = np.array([255, 184, 46]) + (np.array([255, 246, 214]) - [255, 184, 46]) * shine
    return np.dstack([colour, alpha * 255]).astype(np.uint8)
