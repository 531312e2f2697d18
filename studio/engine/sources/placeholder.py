"""What is shown for a source that has failed: a dark card with its name and why."""

import numpy as np
from PIL import Image, ImageDraw

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from studio.engine.sources.card_words import card_words
from studio.engine.sources.fonts import FontError, font_book
from studio.engine.sources.text_layout import TextLayout
from studio.engine.sources.text_paint import TextError, paint_text
from studio.model.kinds import TextSettings

_BACKGROUND = (28, 32, 40, 255)
_STRIPE = (232, 163, 61, 255)
_NAME_COLOR, _REASON_COLOR = "#f2f4f8", "#aab2c0"
_MAX_SIDE_PX = 1280
_MAX_REASON_CHARACTERS = 300


def placeholder_picture(name: str, reason: str, size: tuple[int, int], serial: int) -> Picture:
    """Draw the card for a source.

    Args:
        name: Of the source, as people know it.
        reason: The sentence that says what is wrong, in English.
        size: The natural size of the source.
        serial: As in ``Picture``.
    """
    scale = min(1.0, _MAX_SIDE_PX / max(size))
    width, height = (max(2, round(side * scale)) for side in size)
    card = Image.new("RGBA", (width, height), _BACKGROUND)
    edge = max(2, min(width, height) // 60)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, width - 1, height - 1), outline=(60, 68, 82, 255), width=edge // 2 + 1)
    draw.rectangle((0, 0, edge, height), fill=_STRIPE)
    _write(card, name, reason)
    drawn = picture_from_rgba(np.asarray(card), serial, pts_ns=0)
    return Picture(size[0], size[1], drawn.y, drawn.uv, None, serial, 0)


def _write(card: Image.Image, name: str, reason: str) -> None:
    """Write name and reason in the middle, as large as they fit."""
    room = round(card.width * 0.84), round(card.height * 0.84)
    name_px = max(8, min(card.height // 9, card.width // 14))
    reason = card_words(reason)[:_MAX_REASON_CHARACTERS]
    while True:
        try:
            blocks = [
                _text(name, name_px, room[0], _NAME_COLOR),
                _text(reason, max(7, name_px * 11 // 20), room[0], _REASON_COLOR),
            ]
        except (FontError, TextError):  # a card without words still is a card
            return
        gap = name_px // 3
        total = sum(block.height for block in blocks) + gap
        if total <= room[1] or name_px <= 8:
            break
        name_px = name_px * 4 // 5
    top = (card.height - total) // 2
    for block in blocks:
        card.alpha_composite(block, ((card.width - block.width) // 2, max(0, top)))
        top += block.height + gap


def _text(text: str, size_px: int, width_px: int, color: str) -> Image.Image:
    settings = TextSettings(
        text=text, size_px=size_px, color=color, wrap_width_px=width_px, align="center"
    )
    painted = Image.fromarray(paint_text(text, settings, TextLayout(font_book(), "", size_px)))
    if painted.width > width_px * 25 // 21 or not painted.height:
        return painted.crop((0, 0, width_px, painted.height))
    return painted
