"""What one banner looks like: a bar in its tier's colours, a disc, who, what, and a large count."""

from dataclasses import dataclass
from pathlib import Path

from icons import icon_of
from lanes import Run

from studio.sdk import (
    Box,
    Canvas,
    Group,
    Image,
    Keys,
    Spring,
    Text,
    TextSettings,
    cells,
    put_avatar,
    shorten,
    slide,
)

FONT = "Noto Sans CJK SC Bold"
EDGE_PX = 20
"""Around a bar's picture, for its shadow."""
LEFT_PX, RIGHT_PX = 48.0, 1872.0
FIRST_PX = 90.0
"""How much of a banner is seen at once, without a picture of nothing before."""
CELL = 0.56
"""How wide a cell of a name is, in parts of its letters' size."""
BADGE_PX = 20
COLORS = ("blue", "violet", "gold", "crimson")
LIGHT = {"blue": "#d7efff", "violet": "#f7dcff", "gold": "#fff3c4", "crimson": "#ffe3b8"}
ORDER = 200.0
"""Among what lies on the canvas: over effects, below what they have in front."""


@dataclass(frozen=True)
class Look:
    """Sizes of a banner, in pixels."""

    name: str
    width: int
    height: int
    disc: int
    who: int
    what: int
    icon: int
    count: int


BANNER = Look("banner", 520, 92, disc=76, who=32, what=26, icon=64, count=68)
WIDE = Look("wide", 640, 112, disc=94, who=38, what=30, icon=86, count=88)


@dataclass(frozen=True)
class Place:
    """Where a banner lies: the y of its middle, and at which side."""

    y: float
    is_right: bool = False

    def x(self, look: Look) -> float:
        """Return where its left end lies; at the right there is room for the count."""
        return RIGHT_PX - look.width - 190 if self.is_right else LEFT_PX

    def slide_in(self, look: Look) -> Keys:
        """Return its way in, from beyond the edge but for what its first picture shows."""
        start = 1920.0 - FIRST_PX if self.is_right else FIRST_PX - look.width
        return slide(start, self.x(look), 450, "back_out")


def show(canvas: Canvas, node: str, place: Place, run: Run, club: str = "") -> Look:
    """Let a banner slide in.

    Args:
        canvas: Gets it.
        node: Names its group; one that is there of that name is taken over.
        place: Where it lies.
        run: What it shows.
        club: What the fan club is called, if that is known.

    Returns:
        How large it is.
    """
    gift, look, color = run.gift, look_of(run), color_of(run)
    canvas.remove(node)
    canvas.put(
        node, Group(), order=ORDER + place.y / 10_000, x=place.slide_in(look), y=place.y, opacity=1
    )
    _put_bar(canvas, node, look, color)
    put_avatar(canvas, f"{node} face", node, gift.by, look.disc, order=2, x=look.height / 2)
    left = look.height + 8.0
    upper, lower = -0.19 * look.height, 0.235 * look.height
    shift = _put_badge(canvas, node, gift.fan_level, club, left, upper) if gift.fan_level else 0
    room = look.width - look.icon * 1.6 - left
    name = shorten(gift.by, int((room - shift) / (look.who * CELL)))
    _put_words(canvas, f"{node} who", node, name, look.who, "#ffffff", left + shift, upper)
    what = f"送出 {shorten(gift.name, int(room / (look.what * CELL)) - 5)}"
    _put_words(canvas, f"{node} what", node, what, look.what, LIGHT[color], left, lower)
    icon = Text(text=TextSettings(text=icon_of(gift.kind), size_px=look.icon))
    canvas.put(f"{node} icon", icon, parent=node, order=4, x=look.width - look.icon * 0.95, y=0)
    canvas.move(f"{node} icon", scale=slide(0.2, 1, 700, "elastic_out"))
    bump(canvas, node, run)
    return look


def warm_up(canvas: Canvas, node: str, run: Run) -> None:
    """Have a banner painted where nobody sees it: the first gift's is then there at once."""
    show(canvas, node, Place(y=-1_000), run)


def bump(canvas: Canvas, node: str, run: Run) -> None:
    """Show how many it has become."""
    name, look = f"{node} count", look_of(run)
    style = TextSettings(
        text=f"×{run.gift.combo_count}",
        font=FONT,
        size_px=look.count,
        color="#ffe14d",
        outline_px=5,
        outline_color="#7a2300",
    )
    canvas.put(name, Text(text=style), parent=node, order=5, anchor=(0, 0.5), x=look.width - 14.0,
               y=-2, scale=1.8)  # fmt: skip
    canvas.move(name, scale=Spring(to=1.0, stiffness=320, damping=17))


def turn(canvas: Canvas, node: str, run: Run) -> None:
    """Give the bar of a run that has risen its new colours."""
    _put_bar(canvas, node, look_of(run), color_of(run))
    canvas.move(f"{node} bar", scale_y=slide(1.25, 1, 500, "back_out"))


def leave(canvas: Canvas, node: str, place: Place, look: Look) -> None:
    """Let a banner go."""
    x = place.x(look)
    away = 80.0 if place.is_right else -80.0
    canvas.move(node, x=slide(x, x + away, 350, "in"), opacity=slide(1, 0, 350))


def look_of(run: Run) -> Look:
    """Return how large a banner is: that of gifts with an effect is wider."""
    return WIDE if run.starts_as.is_at_least("animation") else BANNER


def color_of(run: Run) -> str:
    """Return the colours of a run's tier."""
    if not run.tier.is_at_least("animation"):
        return COLORS[0]
    if not run.tier.is_at_least("full_screen"):
        return COLORS[1]
    return COLORS[3] if run.tier.is_highest else COLORS[2]


def _put_bar(canvas: Canvas, node: str, look: Look, color: str) -> None:
    bar = Image(file=str(Path("bars") / f"{look.name}_{color}.webp"))
    # Its anchor leaves the shadow outside.
    anchor = (EDGE_PX / (look.width + 2 * EDGE_PX), 0.5)
    canvas.put(f"{node} bar", bar, parent=node, anchor=anchor, order=0)


def _put_badge(canvas: Canvas, node: str, level: int, club: str, left: float, y: float) -> int:
    """Put the fan club's badge before the name; return how much room it takes."""
    text = f"♥ {shorten(club, 8)} {level}" if club else f"♥ {level}"
    width = round(26 + cells(text) * BADGE_PX * 0.54)
    pill = Box(width=width, height=32, color=badge_color(level), radius_px=16)
    canvas.put(f"{node} badge", pill, parent=node, order=3, anchor=(0, 0.5), x=left, y=y)
    words = Text(text=TextSettings(text=text, font=FONT, size_px=BADGE_PX, color="#ffffff"))
    canvas.put(f"{node} level", words, parent=node, order=4, x=left + width / 2, y=y)
    return width + 8


def badge_color(level: int) -> str:
    """Return the colour of a fan club's badge: higher levels are warmer."""
    steps = ((20, "#e11d48"), (12, "#ea580c"), (6, "#9333ea"), (0, "#2563eb"))
    return next(color for least, color in steps if level >= least)


def _put_words(
    canvas: Canvas, name: str, node: str, text: str, size: int, color: str, x: float, y: float
) -> None:
    style = TextSettings(
        text=text, font=FONT, size_px=size, color=color, shadow_y_px=2, shadow_blur_px=2
    )
    canvas.put(name, Text(text=style), parent=node, order=3, anchor=(0, 0.5), x=x, y=y)
