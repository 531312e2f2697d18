"""Pictures as PNG files."""

import io
from pathlib import Path

from PIL import Image

from studio.engine.picture import Plane
from studio.model.files import write_whole


def write_png(path: Path, rgb: Plane) -> None:
    """Write a picture.

    Args:
        path: Of the file, whatever its ending.
        rgb: ``(height, width, 3) uint8``.

    Raises:
        FileError: If the file can't be written.
    """
    encoded = io.BytesIO()
    Image.fromarray(rgb).save(encoded, "PNG")
    write_whole(path, encoded.getvalue())


def write_rgba_png(path: Path, rgba: Plane) -> None:
    """Write a picture that is clear in places.

    Args:
        path: Of the file, whatever its ending.
        rgba: ``(height, width, 4) uint8``, not premultiplied.

    Raises:
        FileError: If the file can't be written.
    """
    encoded = io.BytesIO()
    Image.fromarray(rgba).save(encoded, "PNG", optimize=True)
    write_whole(path, encoded.getvalue())
