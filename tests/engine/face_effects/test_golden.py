"""Every effect of ours, compared with a picture of it that was looked at and found good.

On the left on a photographed face with what its first trigger starts, on the right on the
dummy that looks aside.  After a change that is meant to be seen, look at the new ones::

    .venv/bin/python -m tests.engine.face_effects.test_golden     # writes them
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from studio.engine.face_effects.head import Head
from studio.engine.face_effects.reading import read_all
from studio.engine.face_effects.sheet import Scene, drawn_scene
from studio.engine.face_effects.side_views import SideViews
from studio.engine.face_effects.worn import DrawnPart, Piece, Worn
from studio.engine.picture import Plane
from studio.engine.sources.mannequin import mannequin
from studio.model.face_effect_folders import STUDIO_EFFECTS
from tests.engine.face_effects.faces import DATA

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
GOLDEN = DATA / "golden"
EFFECTS = sorted(path.parent.name for path in STUDIO_EFFECTS.glob("*/effect.toml"))
IN_THE_SUITE = ("cat", "glasses", "sweetheart", "tiger")
"""The others take two minutes more: pytest -m soak."""
SIDE_PX, BLOCK_PX = 240, 8


@pytest.fixture(scope="module")
def drawing() -> Iterator[SideViews]:
    with SideViews() as drawing:
        yield drawing


def photograph() -> Scene:
    """Return the face of the photograph, as large as the dummy's and in the middle."""
    rgb: Plane = skimage.data.astronaut()  # type: ignore[no-untyped-call]
    with np.load(DATA / "astronaut.npz") as held:
        points = held["points"]
    left = np.array([106, 0, 0], np.float32)
    return Scene(rgb[0:SIDE_PX, 106 : 106 + SIDE_PX].copy(), points - left)


def picture_of(effect: str, drawing: SideViews) -> Plane:
    read = read_all(STUDIO_EFFECTS / effect)
    ahead, aside = photograph(), Scene(*mannequin(SIDE_PX, yaw_deg=-32, pitch_deg=6, roll_deg=8))
    if read.effect.trigger:
        ahead = Scene(ahead.rgb, ahead.points, read.effect.trigger[0].on, 700)
    heads = [head for each in (ahead, aside) if (head := Head.of(each.points))]
    parts: dict[str, DrawnPart] = dict(read.flat)
    for part in read.effect.models:
        parts[part.id] = drawing.part(part, read.folder, heads)
    tiles = [drawn_scene(each, Worn(Piece(read.effect, parts))) for each in (ahead, aside)]
    return np.hstack(tiles)


@pytest.mark.parametrize(
    "effect",
    [
        pytest.param(each, marks=() if each in IN_THE_SUITE else pytest.mark.soak)
        for each in EFFECTS
    ],
)
def test_it_looks_as_it_did(effect: str, drawing: SideViews, tmp_path: Path) -> None:
    found = picture_of(effect, drawing)
    golden = np.asarray(Image.open(GOLDEN / f"{effect}.webp").convert("RGB"), np.float64)
    apart = np.abs(found - golden).mean(axis=2)
    rows, columns = (side // BLOCK_PX for side in apart.shape)
    blocks = apart.reshape(rows, BLOCK_PX, columns, BLOCK_PX).mean(axis=(1, 3))
    Image.fromarray(found).save(tmp_path / f"{effect}.png")
    assert blocks.max() < 16, f"see {tmp_path / effect}.png"
    assert blocks.mean() < 3


def test_no_golden_picture_is_of_an_effect_that_is_gone() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.webp")) == EFFECTS


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    with SideViews() as views:
        for name in EFFECTS:
            Image.fromarray(picture_of(name, views)).save(GOLDEN / f"{name}.webp", quality=88)
