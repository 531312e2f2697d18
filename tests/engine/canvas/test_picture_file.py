"""Tests of studio.engine.canvas.picture_file."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engine.canvas.picture_file import write_picture
from studio.model.errors import StudioError

RGB = np.zeros((8, 12, 3), np.uint8)
RGB[:] = (200, 30, 60)


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_writes_what_others_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x.{ending}"
    write_picture(path, RGB)
    found = np.asarray(Image.open(path).convert("RGB")).astype(int)
    assert found.shape == RGB.shape
    assert np.abs(found - RGB).max() < 12


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"must end with \.png or \.webp"):
        write_picture(tmp_path / "x.exe", RGB)
