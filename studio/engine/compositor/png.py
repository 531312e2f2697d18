"""Pictures as PNG files."""

from pathlib import Path

from PIL import Image

from studio.engine.picture import Plane
from studio.model.errors import StudioError


class PngError(StudioError):
    """A picture that can't be written."""


def write_png(path: Path, rgb: Plane) -> None:
    """Write a picture.

    Args:
        path: Of the file, whatever its ending.
        rgb: ``(height, width, 3) uint8``.

    Raises:
        PngError: If the file can't be written.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        Image.fromarray(rgb).save(temporary, "PNG")
        temporary.replace(path)
    except OSError as error:
        raise PngError(f"{path} can't be written: {error.strerror or error}.") from error
