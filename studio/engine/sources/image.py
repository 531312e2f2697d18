"""Image files as a source: PNG, JPEG, WebP, GIF, animated ones with their times."""

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane, has_clear_edge
from studio.engine.sources.still import Still, StillSource
from studio.model.errors import StudioError

_MAX_SIDE_PX = 16384
_MAX_PIXELS = 1 << 27  # 512 MB as RGBA: more is a mistake or an attack
_PLANE_PIXELS = 9_000_000  # what is larger than 4K is kept smaller; it is shown smaller too
_MAX_ANIMATION_BYTES = 256 << 20
_BAND_ROWS = 256
_DEFAULT_FRAME_MS = 100  # as browsers do it where a GIF says 0 or 10 ms
_SHORTEST_FRAME_MS = 11
_MS_NS = 1_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")


class ImageError(StudioError):
    """An image file can't be shown."""


class ImageSource(StillSource):
    """Shows an image file, and what it becomes when it is written anew.

    Args:
        name: What the source is called, for people.
        path: The file.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, lambda: load_image(path), path)


def load_image(path: Path) -> Still:
    """Read an image file.

    Raises:
        ImageError: If it is not there, damaged, of an unknown format, or too large.
    """
    with _reading(path), Image.open(path, formats=_FORMATS) as image:
        return _read(path, image)


def load_rgba(path: Path, most_pixels: int) -> Plane:
    """Read an image file, of an animated one the first picture.

    Returns:
        ``(height, width, 4) uint8``, not premultiplied.

    Raises:
        ImageError: If it is not there, damaged, of an unknown format, or too large.
    """
    with _reading(path), Image.open(path, formats=_FORMATS) as image:
        if image.width * image.height > most_pixels:
            raise ImageError(f"The image {path} has over {most_pixels} pixels. Scale it down.")
        return np.array(ImageOps.exif_transpose(image).convert("RGBA"))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file brings up into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except ImageError:
        raise
    except FileNotFoundError as error:
        raise ImageError(f"The image {path} is not there: it was moved or renamed.") from error
    except UnidentifiedImageError as error:
        raise ImageError(f"{path} is not an image file that can be read.") from error
    except Image.DecompressionBombError as error:
        raise ImageError(_too_large(path)) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise ImageError(f"The image {path} is damaged or can't be read: {error}.") from error


def _too_large(path: Path) -> str:
    return f"The image {path} is too large: {_MAX_SIDE_PX} pixels a side at most. Scale it down."


def _read(path: Path, image: Image.Image) -> Still:
    if max(image.size) > _MAX_SIDE_PX or image.width * image.height > _MAX_PIXELS:
        raise ImageError(_too_large(path))
    count = getattr(image, "n_frames", 1)
    scale = _scale(image.size, count)
    if count == 1:
        return Still((_picture(ImageOps.exif_transpose(image), scale),))
    pictures: list[Picture] = []
    ends_ns: list[int] = []
    end_ns = 0
    for frame in ImageSequence.Iterator(image):
        frame.load()  # WebP knows a frame's time only then
        duration_ms = float(frame.info.get("duration", 0))
        if duration_ms < _SHORTEST_FRAME_MS:
            duration_ms = _DEFAULT_FRAME_MS
        end_ns += round(duration_ms * _MS_NS)
        ends_ns.append(end_ns)
        pictures.append(_picture(frame, scale))
    return Still(tuple(pictures), tuple(ends_ns))


def _scale(size: tuple[int, int], count: int) -> float:
    """By how much planes are smaller than the image, so that memory is bounded."""
    pixels = size[0] * size[1]
    room = float(_PLANE_PIXELS)
    if count > 1:
        room = min(room, _MAX_ANIMATION_BYTES / (count * 5 / 2))
    return min(1.0, math.sqrt(room / pixels))


def _picture(image: Image.Image, scale: float) -> Picture:
    natural = image.size
    rgba = image.convert("RGBA")
    if scale < 1:
        size = max(2, int(natural[0] * scale)), max(2, int(natural[1] * scale))
        rgba = rgba.resize(size, Image.Resampling.BOX, reducing_gap=2)
    bands = list(_bands(np.asarray(rgba)))
    alpha: Plane | None = None
    if any(band.alpha is not None for band in bands):
        alpha = np.concatenate(
            [np.full_like(b.y, 255) if b.alpha is None else b.alpha for b in bands]
        )
    return Picture(
        width=natural[0],
        height=natural[1],
        y=np.concatenate([band.y for band in bands]),
        uv=np.concatenate([band.uv for band in bands]),
        alpha=alpha,
        serial=0,
        pts_ns=0,
        has_clear_edge=has_clear_edge(alpha),
    )


def _bands(rgba: Plane) -> Iterator[Picture]:
    """Convert some rows at a time: in floats a whole large image would fill the memory."""
    for top in range(0, rgba.shape[0], _BAND_ROWS):
        yield picture_from_rgba(rgba[top : top + _BAND_ROWS], serial=0, pts_ns=0)
