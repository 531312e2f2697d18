"""Draws a content here and now, without any process: for tests of plugins, tools and the bench.

first, later = pictures_of(content, times_ms=(0, 500))

As a program it reads ``{"content": {…}, "at_ms": 500}`` and writes the picture's bytes, for
those who may not import it.
"""

import sys
from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from studio.effects.errors import EffectError
from studio.effects.live import painter_of
from studio.effects.live_picture import LivePicture
from studio.effects.planes import Pixels
from studio.effects.recipe import recipe_of
from studio.model.canvas_content import Lottie, Model, Particles, Shader

Drawable = Model | Lottie | Particles | Shader
_MS_NS = 1_000_000


def pictures_of(content: Drawable, times_ms: Sequence[float]) -> list[Pixels]:
    """Draw a content as it is at some times since it came.

    Args:
        content: What to draw; its files are whole paths.
        times_ms: When.

    Returns:
        For each time a picture of the content's size,
        ``(height, width, 4) uint8 RGBA, premultiplied, sRGB``.

    Raises:
        EffectError: If it can't be drawn; the sentence is for its author.
    """
    if isinstance(content, Model | Lottie):
        stage = recipe_of(content).stage()
        shares = (time_ms * _MS_NS % stage.loop_ns / stage.loop_ns for time_ms in times_ms)
        return [stage.picture(share) for share in shares]
    painter = painter_of(content)
    try:
        drawn = [painter.paint(time_ms / 1000, 1.0) for time_ms in times_ms]
    finally:
        painter.close()
    return [_whole(content, each) for each in drawn]


class Asked(BaseModel):
    """What the program draws."""

    content: Drawable = Field(discriminator="kind")
    at_ms: float = Field(ge=0)


def main() -> int:
    """See the module."""
    try:
        asked = Asked.model_validate_json(sys.stdin.buffer.read())
        picture = pictures_of(asked.content, (asked.at_ms,))[0]
        sys.stdout.buffer.write(picture.tobytes())
    except (EffectError, ValidationError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _whole(content: Particles | Shader, drawn: LivePicture | None) -> Pixels:
    """Return the whole of a content of which a box was drawn."""
    whole = np.zeros((content.height, content.width, 4), np.uint8)
    if drawn is None:
        return whole
    box, rgba = drawn.box, drawn.pixels
    left, top = max(0, box.left), max(0, box.top)
    right = min(content.width, box.left + box.width)
    bottom = min(content.height, box.top + box.height)
    rows = slice(top - box.top, bottom - box.top)
    columns = slice(left - box.left, right - box.left)
    whole[top:bottom, left:right] = rgba[rows, columns]
    return whole


if __name__ == "__main__":
    raise SystemExit(main())
