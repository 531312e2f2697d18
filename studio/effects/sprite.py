"""What a particle looks like: a picture, made ready for a GPU with all its smaller sizes."""

import warnings
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from studio.effects.errors import EffectError
from studio.effects.planes import Pixels

_MAX_SIDE_PX = 512
_MAX_PIXELS = 1 << 26
_SOFT_CODES = 8
"""Of 255: what 99 of 100 values of a picture that is enlarged again may differ by."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


def load_sprite(path: Path) -> Pixels:
    """Read a picture, premultiplied, made smaller if it is larger than needed.

    Raises:
        EffectError: If it is not there, damaged, or too large.
    """
    return premultiplied(load_straight(path, _MAX_SIDE_PX))


def load_straight(path: Path, max_side_px: int) -> Pixels:
    """Read a picture, not premultiplied, made smaller if it is larger than needed.

    Raises:
        EffectError: If it is not there, damaged, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise EffectError(f"The picture {path.name} is too large: scale it down.")
                image.draft("RGB", (max_side_px, max_side_px))
                straight = ImageOps.exif_transpose(image).convert("RGBA")
                straight.thumbnail((max_side_px, max_side_px), reducing_gap=2)
    except FileNotFoundError as error:
        raise EffectError(f"The picture {path.name} is not there.") from error
    except UnidentifiedImageError as error:
        raise EffectError(f"{path.name} is no picture that can be read.") from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise EffectError(f"The picture {path.name} is damaged: {error}.") from error
    return np.asarray(straight)


def premultiplied(straight: Pixels) -> Pixels:
    """Return straight RGBA with its colours multiplied by its alpha."""
    alpha = cv2.extractChannel(straight, 3)
    colours = cv2.multiply(straight, cv2.merge([alpha] * 4), scale=1 / 255)
    return np.asarray(cv2.insertChannel(alpha, colours, 3), np.uint8)


def all_sizes(rgba: Pixels) -> list[Pixels]:
    """Return a picture and its halves, down to one pixel."""
    sizes = [np.ascontiguousarray(rgba)]
    while max(sizes[-1].shape[:2]) > 1:
        height, width = (max(1, side // 2) for side in sizes[-1].shape[:2])
        sizes.append(_smaller(sizes[-1], (width, height)))
    return sizes


def detail_px(levels: list[Pixels]) -> int:
    """Return how large the smallest size of a picture is that holds all of it: smoke is soft.

    Args:
        levels: As of ``all_sizes``.

    Returns:
        The longer side, in pixels.
    """
    whole, found = levels[0], levels[0]
    for level in levels[1:]:
        enlarged = cv2.resize(level, whole.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        if np.percentile(cv2.absdiff(enlarged, whole), 99) > _SOFT_CODES:
            break
        found = level
    return int(max(found.shape[:2]))


def _smaller(rgba: Pixels, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)
