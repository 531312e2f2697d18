"""Paints laid-out text as straight RGBA: shadow, outline, letters, emoji in their colours."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.engine.picture import Plane
from studio.engine.sources.text_layout import Line, Piece, TextLayout
from studio.model.errors import StudioError
from studio.model.kinds import TextSettings, rgba

_MAX_SIDE_PX = 16384
_MAX_PIXELS = 1 << 25


class TextError(StudioError):
    """The text can't be drawn."""


def paint_text(text: str, settings: TextSettings, layout: TextLayout) -> Plane:
    """Paint a text.

    Returns:
        ``(height, width, 4) uint8 RGBA``, not premultiplied.

    Raises:
        TextError: If it is too large for a picture.
    """
    lines = layout.lines(text, settings.wrap_width_px)
    metrics = layout.metrics(lines)
    margin = _margin(settings)
    line_height = metrics.ascent + metrics.descent
    text_width = max(settings.wrap_width_px, *(math.ceil(line.width) for line in lines))
    width = text_width + 2 * margin
    height = math.ceil(line_height * len(lines)) + 2 * margin
    if max(width, height) > _MAX_SIDE_PX or width * height > _MAX_PIXELS:
        raise TextError(
            f"The text would be {width}×{height} pixels: "
            "make it shorter or smaller, or give it a width to wrap at."
        )
    painter = TextPainter(width, height, settings)
    for number, line in enumerate(lines):
        x = margin + _indent(line, text_width, settings.align)
        painter.line(line, x, margin + number * line_height + metrics.ascent)
    box = (margin, margin, width - margin, height - margin)
    return painter.finish(box)


def _margin(settings: TextSettings) -> int:
    """Room for what reaches out of the lines: outline, shadow, slanted letters."""
    shadow = max(abs(settings.shadow_x_px), abs(settings.shadow_y_px))
    return settings.outline_px + shadow + 3 * settings.shadow_blur_px + settings.size_px // 4


def _indent(line: Line, width: float, align: str) -> float:
    if align == "center":
        return (width - line.width) / 2
    return width - line.width if align == "right" else 0.0


class TextPainter:
    """Collects the masks of a text, then colours them.

    Args:
        width: Of the picture that it is painted on.
        height: Likewise.
        settings: Say what it looks like; only colours, outline and shadow matter.
    """

    def __init__(self, width: int, height: int, settings: TextSettings) -> None:
        self._settings = settings
        self._letters = Image.new("L", (width, height))
        self._outline = Image.new("L", (width, height))
        self._emoji = Image.new("RGBA", (width, height))

    def line(self, line: Line, x: float, baseline: float) -> None:
        """Add a line whose first piece begins at ``x``."""
        for piece in line.pieces:
            place = (x + piece.x, baseline)
            if piece.scale == 1.0:
                self._add_letters(piece, place)
            else:
                self._add_emoji(piece, place)

    def _add_letters(self, piece: Piece, place: tuple[float, float]) -> None:
        ImageDraw.Draw(self._letters).text(
            place, piece.text, 255, piece.font, anchor="ls", direction=piece.direction
        )
        if self._settings.outline_px:
            ImageDraw.Draw(self._outline).text(
                place,
                piece.text,
                255,
                piece.font,
                anchor="ls",
                direction=piece.direction,
                stroke_width=self._settings.outline_px,
            )

    def _add_emoji(self, piece: Piece, place: tuple[float, float]) -> None:
        left, top, right, bottom = piece.font.getbbox(piece.text, anchor="ls")
        width, height = math.ceil(right - left), math.ceil(bottom - top)
        if width <= 0 or height <= 0:
            return
        picture = Image.new("RGBA", (width, height))
        ImageDraw.Draw(picture).text(
            (-left, -top), piece.text, font=piece.font, anchor="ls", embedded_color=True
        )
        size = max(1, round(width * piece.scale)), max(1, round(height * piece.scale))
        small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        corner = round(place[0] + left * piece.scale), round(place[1] + top * piece.scale)
        self._emoji.alpha_composite(small, (max(0, corner[0]), max(0, corner[1])))
        if self._settings.outline_px:
            self._add_emoji_outline(small, corner)

    def _add_emoji_outline(self, picture: Image.Image, corner: tuple[int, int]) -> None:
        reach = self._settings.outline_px
        alpha = cv2.copyMakeBorder(
            np.asarray(picture.getchannel("A")), reach, reach, reach, reach, cv2.BORDER_CONSTANT
        )
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        grown = Image.fromarray(np.asarray(cv2.dilate(alpha, disc), np.uint8))
        self._outline.paste(255, (corner[0] - reach, corner[1] - reach), grown)

    def finish(self, box: tuple[int, int, int, int]) -> Plane:
        """Colour the masks; return the lines' box, grown to all that is not clear."""
        canvas = self.coloured()
        ink = canvas.getbbox()
        if ink is not None:
            box = (
                min(box[0], ink[0]),
                min(box[1], ink[1]),
                max(box[2], ink[2]),
                max(box[3], ink[3]),
            )
        return np.asarray(canvas.crop(box))

    def coloured(self) -> Image.Image:
        """Return all that was added, in its colours: RGBA, not premultiplied."""
        settings = self._settings
        canvas = Image.new("RGBA", self._letters.size)
        body = self._outline if settings.outline_px else self._letters.copy()
        if settings.shadow_x_px or settings.shadow_y_px or settings.shadow_blur_px:
            shadow = Image.new("L", canvas.size)
            offset = (settings.shadow_x_px, settings.shadow_y_px)
            shadow.paste(body, offset)
            shadow.paste(255, offset, self._emoji.getchannel("A"))
            if settings.shadow_blur_px:
                shadow = shadow.filter(ImageFilter.GaussianBlur(settings.shadow_blur_px))
            canvas.alpha_composite(_coloured(shadow, settings.shadow_color))
        if settings.outline_px:
            canvas.alpha_composite(_coloured(self._outline, settings.outline_color))
        canvas.alpha_composite(_coloured(self._letters, settings.color))
        canvas.alpha_composite(self._emoji)
        return canvas


def _coloured(mask: Image.Image, color: str) -> Image.Image:
    red, green, blue, alpha = rgba(color)
    layer = Image.new("RGBA", mask.size, (red, green, blue, 0))
    layer.putalpha(mask if alpha == 255 else mask.point(lambda value: value * alpha / 255))
    return layer
