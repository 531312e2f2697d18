"""Draws the bars of banners, with NumPy and Pillow: ``python bars/draw_bars.py``.

Each is a rounded bar with a run of colours, a gloss, a bright edge and a soft shadow, with
``EDGE_PX`` around it for the shadow.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZES = {"banner": (520, 92), "wide": (640, 112)}
EDGE_PX = 20
FINE = 4
COLORS = {
    "blue": ("#1d4ed8", "#38bdf8", "#bfe6ff"),
    "violet": ("#5b21b6", "#d946ef", "#f0d0ff"),
    "gold": ("#a8480a", "#fbbf24", "#fff0b0"),
    "crimson": ("#7f0d2f", "#ff5a3c", "#ffe08a"),
}
"""Of each bar: its left, its right, its edge."""


def rgb(color: str) -> np.ndarray:
    """Return a colour as three numbers."""
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], float)


def rounded(size: tuple[int, int], inset: float) -> Image.Image:
    """Return where a rounded bar is, with smooth edges."""
    width, height = size[0] + 2 * EDGE_PX, size[1] + 2 * EDGE_PX
    fine = Image.new("L", (width * FINE, height * FINE))
    box = [(EDGE_PX + inset) * FINE] * 2
    box += [(width - EDGE_PX - inset) * FINE - 1, (height - EDGE_PX - inset) * FINE - 1]
    ImageDraw.Draw(fine).rounded_rectangle(box, (size[1] / 2 - inset) * FINE, 255)
    return fine.resize((width, height), Image.Resampling.LANCZOS)


def bar(size: tuple[int, int], colors: tuple[str, str, str]) -> Image.Image:
    """Draw one."""
    left, right, edge = map(rgb, colors)
    whole, inner = rounded(size, 0), rounded(size, 2.5)
    width, height = whole.size
    share = np.clip((np.arange(width) - EDGE_PX) / size[0], 0, 1)[None, :, None]
    down = np.clip((np.arange(height) - EDGE_PX) / size[1], 0, 1)[:, None, None]
    body = left + (right - left) * share**1.3
    gloss = np.clip(0.42 - down, 0, 1) * 0.55
    body = body + (255 - body) * gloss
    body = body * (1 - 0.28 * np.clip(down - 0.6, 0, 1))
    cover = 0.96 - 0.16 * share[..., 0] + 0 * down[..., 0]
    picture = Image.new("RGBA", whole.size)
    shadow = Image.new("RGBA", whole.size, (0, 0, 0, 0))
    shadow.paste((4, 6, 24, 150), (0, 5), whole)
    picture.alpha_composite(shadow.filter(ImageFilter.GaussianBlur(7)))
    rim = Image.new("RGBA", whole.size, (*map(int, edge), 255))
    rim.putalpha(whole.point(lambda value: int(value * 0.85)))
    picture.alpha_composite(rim)
    alpha = np.asarray(inner, float) * cover
    solid = np.dstack([np.broadcast_to(body, (height, width, 3)), alpha]).clip(0, 255)
    # The rim must not shine through the body: what lies below it is taken away first.
    below = np.array(picture)
    below[..., 3] = (below[..., 3] * (1 - np.asarray(inner) / 255)).astype(np.uint8)
    picture = Image.fromarray(below)
    picture.alpha_composite(Image.fromarray(solid.astype(np.uint8), "RGBA"))
    return picture


def main() -> None:
    """Draw all of them."""
    for name, size in SIZES.items():
        for color, colors in COLORS.items():
            path = Path(__file__).parent / f"{name}_{color}.webp"
            bar(size, colors).save(path, lossless=True, method=6)
            print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
