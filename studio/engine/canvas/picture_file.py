"""Writes one picture into a file: PNG or WebP, as its name ends.

write_picture(Path("sheet.webp"), rgb)
"""

from pathlib import Path

import cv2
import numpy as np

from studio.engine.picture import Plane
from studio.model.errors import StudioError
from studio.model.files import write_whole

QUALITY = 90


def write_picture(path: Path, rgb: Plane) -> None:
    """Write ``(height, width, 3) uint8`` RGB.

    Raises:
        StudioError: If the file can't be written, or is of a kind that can't be.
    """
    is_webp = path.suffix.lower() == ".webp"
    options = [cv2.IMWRITE_WEBP_QUALITY, QUALITY] if is_webp else []
    try:
        is_made, data = cv2.imencode(path.suffix, np.ascontiguousarray(rgb[..., ::-1]), options)
    except cv2.error:
        is_made = False
    if not is_made:
        raise StudioError(f"{path}: a picture file must end with .png or .webp.")
    write_whole(path, data.tobytes())
