"""A plain colour as a source."""

import numpy as np

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from studio.engine.sources.source import Health, SourceState


class ColorSource:
    """One colour, the same picture for ever.

    Args:
        rgba: Red, green, blue and alpha, 0..255, not premultiplied.
        width: Natural width in pixels.
        height: Natural height in pixels.
    """

    def __init__(self, rgba: tuple[int, int, int, int], width: int, height: int) -> None:
        dot = picture_from_rgba(np.full((2, 2, 4), rgba, np.uint8), serial=1, pts_ns=0)
        rows, columns = height + height % 2, width + width % 2
        self._picture: Picture | None = Picture(
            width=width,
            height=height,
            y=np.full((rows, columns), dot.y[0, 0], np.uint8),
            uv=np.full((rows // 2, columns // 2, 2), dot.uv[0, 0], np.uint8),
            alpha=None if dot.alpha is None else np.full((rows, columns), rgba[3], np.uint8),
            serial=1,
            pts_ns=0,
        )

    @property
    def state(self) -> SourceState:
        """Always well."""
        return SourceState(Health.RUNNING)

    def want(self, width: int, height: int) -> None:
        """Nothing: it is what it is."""

    def request(self, due_ns: int) -> None:
        """Nothing."""

    def latch(self, due_ns: int) -> Picture | None:
        """Return the colour."""
        return self._picture

    def close(self) -> None:
        """Give the memory back."""
        self._picture = None
