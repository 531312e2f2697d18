"""Tests of studio.engine.compositor.png."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engine.compositor.png import write_png
from studio.model.files import FileError


def test_a_picture_is_written_exactly(tmp_path: Path) -> None:
    rgb = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    write_png(tmp_path / "a.png", rgb)
    with Image.open(tmp_path / "a.png") as image:
        assert image.format == "PNG"
        assert np.array_equal(np.asarray(image), rgb)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"no/a\.png can't be written: No such file"):
        write_png(tmp_path / "no" / "a.png", np.zeros((2, 2, 3), np.uint8))
