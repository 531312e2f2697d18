"""The mark of Rocket Studio, a rocket: as the logo with a soft glow, and flying on the desktop."""

from PIL import Image, ImageFilter

from installer.demo_assets.drawing import OVERSAMPLING, Colour, Pen, Point, colour, curve, mixed

BODY, BODY_SHADE = colour("#F4F6FA"), colour("#C9D3E4")
NOSE, FIN, FIN_SHADE = colour("#FF4757"), colour("#5B8DEF"), colour("#3E6CCB")
GLASS, FRAME = colour("#8FD3FF"), colour("#2B3550")
FLAME, FLAME_CORE = colour("#F2B233"), colour("#FFF1C9")
NIGHT, DUSK = colour("#141B33"), colour("#3B5BC0")

LOGO_PX = 512


def draw_rocket(pen: Pen, flame: float) -> None:
    """Draw the rocket, 150 high with its nose up, round the origin of the pen.

    Args:
        pen: Where.
        flame: Length of the flame, 1 is ordinary.
    """
    _flame(pen, 25, 62 * flame, FLAME)
    _flame(pen, 13, 36 * flame, FLAME_CORE)
    for side in (-1, 1):
        edge: list[Point] = [(side * 24, 2), (side * 46, 26), (side * 54, 52), (side * 52, 76)]
        inner: list[Point] = [(side * 52, 76), (side * 38, 62), (side * 18, 54)]
        pen.shape(
            [*curve(edge, is_closed=False), *curve(inner, is_closed=False)],
            FIN if side < 0 else FIN_SHADE,
        )
    hull: list[Point] = [(0, -82), (26, -44), (32, 0), (22, 50), (0, 56)]
    outline = [*hull, *[(-x, y) for x, y in reversed(hull[:-1]) if x]]
    pen.blob(outline, BODY)
    pen.shape(
        [
            *curve([(0, -82), (26, -44), (32, 0), (22, 50), (0, 56)], is_closed=False),
            *curve([(8, 56), (14, 0), (10, -44), (0, -82)], is_closed=False),
        ],
        BODY_SHADE,
    )  # fmt: skip - two edges
    tip: list[Point] = [(0, -87), (14.5, -68), (25, -46), (0, -41), (-25, -46), (-14.5, -68)]
    pen.blob(tip, NOSE)
    pen.disc((0, -10), 16, FRAME)
    pen.disc((0, -10), 11, GLASS)
    pen.disc((-4, -14), 3.4, colour("#FFFFFF", 200))
    pen.card(-20, 46, 40, 9, 4, FRAME)


def _flame(pen: Pen, half_width: float, length: float, fill: Colour) -> None:
    half: list[Point] = [(half_width * 0.55, 52), (half_width, 52 + length * 0.3)]
    pen.blob([*half, (0, 52 + length), *[(-x, y) for x, y in reversed(half)]], fill)


def logo() -> Image.Image:
    """Draw the logo: the rocket leaving a round window of night sky, with soft alpha round it."""
    pen = Pen.on(LOGO_PX, LOGO_PX, colour("#000000", 0))
    centre, radius = LOGO_PX / 2, 178.0
    pen.disc((centre, centre), radius + 14, colour("#5B8DEF", 150))
    glow = Image.new("RGBA", pen.image.size, FIN)
    glow.putalpha(pen.image.getchannel("A").filter(ImageFilter.GaussianBlur(24 * OVERSAMPLING)))
    pen = Pen(glow)
    pen.disc((centre, centre), radius, colour("#FFFFFF"))
    for ring in range(60):
        share = ring / 59
        pen.disc(
            (centre, centre + 40 * share),
            (radius - 9) * (1 - share) + 40 * share,
            mixed(DUSK, NIGHT, 1 - share),
        )  # fmt: skip - centre, radius, colour
    for x, y, size in ((150, 180, 4), (340, 150, 5), (374, 268, 3), (170, 330, 3), (215, 120, 3)):
        pen.disc((x, y), size, colour("#FFFFFF", 220))
    draw_rocket(pen.moved(centre + 2, centre - 18, degrees=26, scale=1.5), 1.1)
    return pen.reduced()
