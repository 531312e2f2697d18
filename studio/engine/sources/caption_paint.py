"""Paints the rows of a caption source: a box, and on it letters with outline and shadow.

A row is painted once: while others come, it only moves up.  A partial of two rows at 60 pixels,
from its words to the picture, costs 4 to 5 CPU-ms in the median, 9 at most; with outline and
shadow 6 and 20, for four rows 7 and 15 (``python -m tests.bench.caption_source``)::

    painter = CaptionPainter(settings)
    rgba = painter.paint(text.rows)         # as high as there are rows, to stand at the bottom
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from studio.engine.picture import Plane
from studio.engine.sources.caption_geometry import Geometry, Style, padding_above
from studio.engine.sources.caption_text import Row
from studio.engine.sources.fonts import font_book
from studio.engine.sources.rounded import rounded_cover
from studio.engine.sources.text_layout import Line, TextLayout
from studio.engine.sources.text_paint import TextPainter
from studio.model.kinds import TextSettings, rgba
from studio.model.kinds_captions import CaptionSourceSettings

FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
)
"""The first that is there is the usual one: made for Chinese and English beside each other."""
_PALE = 0.6
_MOST_STRIPS = 16
_MOST_WIDTHS = 8192


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row that was painted.

    Attributes:
        image: RGBA, with room around for what reaches out of the line.
        width: Of its letters.
        room: Around them.
    """

    image: Image.Image
    width: float
    room: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A strip where it lies.

    Attributes:
        left: Of its letters.
        top: Of its line.
        bottom: Likewise.
    """

    strip: _Strip
    left: float
    top: int
    bottom: int


class Ruler:
    """Measures text by its characters, each of which is measured once.

    Shaping makes a line narrower rather than wider; where it doesn't, the painter makes it fit.

    Args:
        layout: In whose font and size.
    """

    def __init__(self, layout: TextLayout) -> None:
        self._layout = layout
        self._widths: dict[str, float] = {}

    def width_of(self, text: str) -> float:
        """Return about how wide a text is, in pixels."""
        return sum(map(self._width_of_one, text))

    def _width_of_one(self, character: str) -> float:
        width = self._widths.get(character)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[character] = self._layout.width(character)
        return width


class CaptionPainter:
    """See the module; belongs to one thread.

    Args:
        settings: Of the source.

    Raises:
        FontError: If this computer has no fonts at all.

    Attributes:
        geometry: How large all is.
    """

    def __init__(self, settings: CaptionSourceSettings) -> None:
        self._settings = settings
        self.geometry = Geometry.of(settings)
        self._strips: OrderedDict[Row, _Strip] = OrderedDict()

    def ruler(self, *, is_translated: bool) -> Callable[[str], float]:
        """Return what measures the text of rows of a sort."""
        return Ruler(self._layout(self._style(is_translated).size_px)).width_of

    def paint(self, rows: Sequence[Row]) -> Plane:
        """Paint rows.

        Returns:
            ``(height, width, 4) uint8 RGBA``, not premultiplied: of the source's width, of an even
            height that the rows need; of none without rows.
        """
        if not rows:
            return np.empty((0, self.geometry.width, 4), np.uint8)
        geometry = self.geometry
        pitches = [self._style(row.is_translated).pitch for row in rows]
        height = min(sum(pitches) + 2 * geometry.above, geometry.height)
        height += height % 2
        bottom = height - geometry.above
        placed: list[_Placed] = []
        for row, pitch in zip(reversed(rows), reversed(pitches), strict=True):
            strip = self._strip(row)
            placed.append(_Placed(strip, self._left(strip.width), bottom - pitch, bottom))
            bottom -= pitch
        picture = Image.fromarray(self._boxes(height, placed))
        for each in placed:
            room = each.strip.room
            _lay(picture, each.strip.image, round(each.left) - room, each.top - room)
        return np.asarray(picture)

    def _style(self, is_translated: bool) -> Style:
        return self.geometry.translated if is_translated else self.geometry.said

    def _layout(self, size_px: int) -> TextLayout:
        book = font_book()
        family = self._settings.font or next((name for name in FONTS if book.has(name)), "")
        return TextLayout(book, f"{family} Bold" if self._settings.is_bold else family, size_px)

    def _left(self, width: float) -> float:
        spare = self.geometry.room - width
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[self._settings.align]
        return self.geometry.side + spare * share

    def _strip(self, row: Row) -> _Strip:
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._painted(row)
            if len(self._strips) > _MOST_STRIPS:
                self._strips.popitem(last=False)
        self._strips.move_to_end(row)
        return strip

    def _painted(self, row: Row) -> _Strip:
        style, settings = self._style(row.is_translated), self._settings
        line = self._line(row.text, style.size_px)
        look = TextSettings(
            color=_faded(row.color or style.color, 1 if row.is_final else self._paleness),
            outline_px=settings.outline_px,
            outline_color=settings.outline_color,
            shadow_x_px=settings.shadow_px,
            shadow_y_px=settings.shadow_px,
            shadow_blur_px=settings.shadow_px // 2,
        )
        room = style.size_px // 2 + settings.outline_px + 3 * settings.shadow_px
        size = math.ceil(line.width) + 2 * room, style.pitch + 2 * room
        painter = TextPainter(*size, look)
        painter.line(line, room, room + style.ascent)
        return _Strip(painter.coloured(), line.width, room)

    @property
    def _paleness(self) -> float:
        return _PALE if self._settings.is_pale else 1

    def _line(self, text: str, size_px: int) -> Line:
        """Lay a row out; one that is wider than it looked is written smaller."""
        line = self._layout(size_px).lines(text, 0)[0]
        room = self.geometry.room
        if line.width > room:
            smaller = max(4, int(size_px * room / line.width))
            line = self._layout(smaller).lines(text, 0)[0]
        return line

    def _boxes(self, height: int, placed: Sequence[_Placed]) -> Plane:
        """Return the boxes as a picture: what two of them cover is no darker than the rest."""
        settings = self._settings
        *color, opacity = rgba(settings.box_color)
        picture = np.empty((height, self.geometry.width, 4), np.uint8)
        picture[..., :3] = color
        cover = np.zeros(picture.shape[:2], np.uint8)
        beside, above = settings.padding_px, padding_above(settings)
        for left, top, right, bottom in self._edges(placed):
            rows = slice(max(0, top - above), bottom + above)
            part = cover[rows, max(0, round(left) - beside) : math.ceil(right) + beside]
            shape = rounded_cover(part.shape[1], part.shape[0], settings.corner_px)
            np.maximum(part, shape, out=part)
        picture[..., 3] = cv2.convertScaleAbs(cover, alpha=opacity / 255)
        return picture

    def _edges(self, placed: Sequence[_Placed]) -> list[tuple[float, int, float, int]]:
        """Return left, top, right and bottom of what each box stands behind."""
        if self._settings.box == "none" or not placed:
            return []
        rows = [(each.left, each.top, each.left + each.strip.width, each.bottom) for each in placed]
        if self._settings.box == "lines":
            return rows
        lefts, tops, rights, bottoms = zip(*rows, strict=True)
        return [(min(lefts), min(tops), max(rights), max(bottoms))]


def _lay(picture: Image.Image, strip: Image.Image, left: int, top: int) -> None:
    """Lay a strip over a picture, as far as it lies on it."""
    beyond = max(0, -left), max(0, -top)
    if beyond[0] < strip.width and beyond[1] < strip.height:
        picture.alpha_composite(strip, (max(0, left), max(0, top)), beyond)


def _faded(color: str, share: float) -> str:
    red, green, blue, alpha = rgba(color)
    return f"#{red:02x}{green:02x}{blue:02x}{round(alpha * share):02x}"
