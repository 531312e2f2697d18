"""The disc that stands for somebody's picture, as long as there are none: a letter on a colour.

::

    put_avatar(plugin.canvas, "face", "", gift.by, 160, x=960, y=540)
"""

import colorsys
import zlib
from typing import Any

from studio.model.canvas_content import Box, Group, Text
from studio.model.kinds import TextSettings
from studio.sdk.canvas import Canvas
from studio.sdk.words import initial

_RING = "#ffffffe6"


def put_avatar(
    canvas: Canvas,
    name: str,
    parent: str,
    who: str,
    size_px: int,
    *,
    order: float = 0.0,
    **motions: Any,
) -> None:
    """Put a disc with somebody's first letter on a canvas, as a group of its own."""
    canvas.put(name, Group(), parent=parent, order=order, **motions)
    ring = max(2, size_px // 24)
    for part, size, color in ((" ring", size_px, _RING), ("", size_px - 2 * ring, color_of(who))):
        disc = Box(width=size, height=size, color=color, radius_px=size // 2)
        canvas.put(f"{name} disc{part}", disc, parent=name, order=0 if part else 1)
    letter = TextSettings(
        text=initial(who), font="Noto Sans CJK SC Bold", size_px=max(8, round(size_px * 0.48))
    )
    canvas.put(f"{name} letter", Text(text=letter), parent=name, order=2, y=-size_px * 0.02)


def color_of(who: str) -> str:
    """Return somebody's colour, which is always the same."""
    hue = zlib.crc32(who.encode("utf-8", "replace")) % 360 / 360
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, 0.46, 0.62))
    return f"#{red:02x}{green:02x}{blue:02x}"
