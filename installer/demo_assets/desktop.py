"""The screen's stand-in: a dark desktop with a flight on it, a chart that draws and a chat.

Everything that does not move is drawn once; stars, chart and chat wrap round in
the length of the loop.
"""

import math
import random
from functools import cache

from PIL import Image, ImageFilter

from installer.demo_assets.drawing import (
    OVERSAMPLING,
    Colour,
    Pen,
    Point,
    colour,
    curve,
    mixed,
)
from installer.demo_assets.rocket import draw_rocket
from installer.demo_assets.speech import PERIOD_S

WIDTH, HEIGHT = 1920, 1080
SURFACE = [colour("#0E1014"), colour("#161A21"), colour("#1F2530")]
TEXT, SECONDARY = colour("#E8EBF0"), colour("#9AA4B2")
ACCENT, LIVE, GOOD, WARNING = (
    colour(code) for code in ("#5B8DEF", "#FF4757", "#2FBF71", "#F2B233")
)
SKY_TOP, SKY_LOW = colour("#0B1026"), colour("#2A3F8F")

SKY = (72, 84, 1130, 860)
CHART = (1250, 84, 598, 400)
CHAT = (1250, 516, 598, 428)
"""Windows as left, top, width and height."""

BAR_PX = 48
DOCK_CENTRE = 1070  # clear of a line of text on the left and of the presenter on the right
RADIUS_PX = 16

CHAT_LINES = (
    ("小鹿", "火箭准备好了吗？", ACCENT),
    ("Mika", "Hello from the control room!", GOOD),
    ("阿远", "今晚的画面真清楚", WARNING),
    ("Noor", "All systems green", LIVE),
    ("小满", "三、二、一，点火！", ACCENT),
    ("Theo", "That was a smooth start", GOOD),
    ("晴天", "主播加油！", WARNING),
    ("Ada", "Greetings, everyone", LIVE),
)
CHAT_ROW_PX = 84


def _ring(time_s: float, rounds: int = 1, phase: float = 0.0) -> float:
    return math.sin(2 * math.pi * (rounds * time_s / PERIOD_S + phase))


@cache
def _still() -> Image.Image:
    """Draw what never moves: wallpaper, window frames, titles, the dock."""
    pen = Pen.on(WIDTH, HEIGHT, SURFACE[0])
    for row in range(60):
        share = row / 59
        pen.shape(
            [(0, row * 18), (WIDTH, row * 18), (WIDTH, row * 18 + 19), (0, row * 18 + 19)],
            mixed(colour("#161D33"), colour("#2B2547"), share),
        )
    pen.oval((300, 1150), (900, 420), colour("#5B8DEF", 26))
    pen.oval((1700, -60), (700, 320), colour("#FF4757", 16))
    shade = Pen.on(WIDTH, HEIGHT, colour("#000000", 0))
    for left, top, width, height in (SKY, CHART, CHAT):
        shade.card(left, top + 12, width, height, RADIUS_PX, colour("#000000", 130))
    blurred = shade.image.filter(ImageFilter.GaussianBlur(20 * OVERSAMPLING))
    pen.image.paste(blurred, (0, 0), blurred)
    for (left, top, width, height), title in (
        (SKY, "Flight 08 · 轨道视图"),
        (CHART, "Altitude · 高度"),
        (CHAT, "Crew chat · 聊天"),
    ):
        pen.card(left, top, width, height, RADIUS_PX, SURFACE[1])
        pen.text((left + width / 2, top + BAR_PX / 2), title, 19, SECONDARY, "Bold", "mm")
        for number, dot in enumerate((LIVE, WARNING, GOOD)):
            pen.disc((left + 28 + 24 * number, top + BAR_PX / 2), 7, dot)
    _dock(pen)
    return pen.image


def _dock(pen: Pen) -> None:
    icons = ((ACCENT, "▲"), (GOOD, "●"), (WARNING, "■"), (LIVE, "♥"), (SECONDARY, "＋"))
    width = 84 * len(icons) + 20
    left = DOCK_CENTRE - width / 2
    pen.card(left, 974, width, 88, 24, colour("#E8EBF0", 28))
    for number, (tint, sign) in enumerate(icons):
        x = left + 20 + 84 * number
        pen.card(x, 986, 64, 64, 16, mixed(tint, SURFACE[2], 0.25))
        pen.text((x + 32, 1017), sign, 28, TEXT, "Bold", "mm")
    pen.text((WIDTH / 2, 46), "20:48", 24, TEXT, "Bold", "mm")
    pen.text((76, 46), "Orbit", 24, TEXT, "Bold", "lm")
    pen.text((168, 46), "文件    视图    帮助", 21, SECONDARY, "Regular", "lm")


def _inside(window: tuple[int, int, int, int]) -> tuple[int, int]:
    """Return the size of the part of a window below its title, less its margins."""
    return window[2] - 32, window[3] - BAR_PX - 16


def frame(time_s: float) -> Image.Image:
    """Draw the desktop at a time of the loop."""
    picture = _still().copy()
    for window, draw in ((SKY, _sky), (CHART, _chart), (CHAT, _chat)):
        width, height = _inside(window)
        piece = draw(width, height, time_s)
        place = ((window[0] + 16) * OVERSAMPLING, (window[1] + BAR_PX) * OVERSAMPLING)
        picture.paste(piece, place)
    pen = Pen(picture)
    _pointer(pen, time_s)
    return pen.reduced()


@cache
def _stars() -> list[tuple[float, float, float, int]]:
    dice = random.Random(8)
    return [
        (dice.random(), dice.random(), dice.choice((1.6, 2.2, 3.2)), dice.choice((1, 1, 2, 3)))
        for _ in range(90)
    ]


@cache
def _sky_still(width: int, height: int) -> Image.Image:
    pen = Pen.on(width, height, SKY_TOP)
    for row in range(64):
        top = row * height / 64
        pen.shape(
            [(0, top), (width, top), (width, height), (0, height)],
            mixed(SKY_TOP, SKY_LOW, row / 63),
        )  # fmt: skip - one band
    pen.disc((width - 190, 180), 96, colour("#F2D9B0"))
    pen.disc((width - 203, 168), 76, colour("#F8E7C8"))
    for x, y, radius in ((-150, 210, 13), (-206, 224, 19), (-232, 140, 11), (-180, 150, 8)):
        pen.disc((width + x, y), radius, colour("#DDBF92"))
    pen.disc((width / 2 - 120, height + 960), 1100, colour("#3C63C9"))
    pen.disc((width / 2 - 120, height + 985), 1100, colour("#2F8F78"))
    for x, y, size in ((-330, -52, (130, 26)), (40, -78, (180, 30)), (330, -30, (120, 20))):
        pen.oval((width / 2 + x, height + y), size, colour("#48B08F"))
    return pen.image


def _sky(width: int, height: int, time_s: float) -> Image.Image:
    pen = Pen(_sky_still(width, height).copy())
    for x, y, size, speed in _stars():
        top = (y + speed * time_s / PERIOD_S) % 1.0 * (height - 150)
        fade = min(1.0, top / 80, (height - 150 - top) / 80)
        if math.hypot(x * width - (width - 190), top - 180) > 104:
            pen.disc((x * width, top), size, colour("#FFFFFF", round(210 * fade)))
    x = width / 2 - 40 + 90 * _ring(time_s) + 14 * _ring(time_s, 3)
    y = height / 2 - 10 + 46 * _ring(time_s, 1, 0.25) + 8 * _ring(time_s, 5)
    lean = 10 * _ring(time_s, 1, 0.25)
    for puff in range(10):
        age = (puff / 10 + 2 * time_s / PERIOD_S) % 1.0
        past = time_s - 0.5 * age
        across = width / 2 - 40 + 90 * _ring(past) + 16 * math.sin(puff * 2.4) * age
        pen.disc(
            (across, y + 190 + 170 * age), 12 + 26 * age, colour("#FFFFFF", round(64 * (1 - age)))
        )
    draw_rocket(
        pen.moved(x, y, lean, 1.9), 1.15 + 0.16 * _ring(time_s, 24) + 0.08 * _ring(time_s, 40)
    )
    _gauges(pen, height, time_s)
    return pen.image


def _gauges(pen: Pen, height: int, time_s: float) -> None:
    speed = 7.6 + 0.2 * _ring(time_s, 2)
    seconds = int(time_s)
    for number, (name, value, tint, share) in enumerate(
        (
            ("速度 Speed", f"{speed:.2f} km/s", ACCENT, 0.7 + 0.15 * _ring(time_s, 2)),
            ("燃料 Fuel", "82 %", GOOD, 0.82),
            ("时间 Time", f"T+00:00:{seconds:02d}", WARNING, time_s / PERIOD_S),
        )
    ):
        card = pen.moved(28, height - 348 + 108 * number)
        card.card(0, 0, 250, 92, 14, colour("#0E1014", 190))
        card.text((18, 34), name, 19, SECONDARY)
        card.text((18, 66), value, 26, TEXT, "Bold")
        card.card(18, 76, 214, 6, 3, SURFACE[2])
        card.card(18, 76, max(6.0, 214 * share), 6, 3, tint)


def _height_at(x: float) -> float:
    """Return the chart's curve at a place that goes round in 1, as 0..1."""
    turn = 2 * math.pi * x
    return 0.5 + 0.26 * math.sin(turn) + 0.12 * math.sin(3 * turn + 1) + 0.05 * math.sin(7 * turn)


def _chart(width: int, height: int, time_s: float) -> Image.Image:
    pen = Pen.on(width, height, SURFACE[0])
    for line in range(1, 5):
        y = height * line / 5
        pen.stroke([(0, y), (width, y)], 1.5, SURFACE[2])
    shift = time_s / PERIOD_S
    points: list[Point] = [
        (width * i / 60, height * (0.95 - 0.8 * _height_at(i / 90 + shift))) for i in range(55)
    ]
    smooth = curve(points, 4, is_closed=False)
    pen.shape([*smooth, (points[-1][0], height), (0, height)], colour("#5B8DEF", 46))
    pen.stroke(smooth, 5, ACCENT)
    pen.disc(points[-1], 20 + 4 * _ring(time_s, 8), colour("#5B8DEF", 70))
    pen.disc(points[-1], 9, TEXT)
    pen.text((20, 40), f"{400 + 40 * _height_at(54 / 90 + shift):.1f} km", 30, TEXT, "Bold")
    return pen.image


def _chat(width: int, height: int, time_s: float) -> Image.Image:
    pen = Pen.on(width, height, SURFACE[0])
    count = len(CHAT_LINES)
    step = time_s / PERIOD_S * count
    whole, part = int(step), step - int(step)
    slide = 1 - (1 - min(part / 0.35, 1.0)) ** 3
    for back in range(6):
        name, words, tint = CHAT_LINES[(whole - back) % count]
        y = height - CHAT_ROW_PX * (back + slide) + 6
        _bubble(pen.moved(16, y), name, words, tint, 1.0 if back else slide)
    return pen.image


def _bubble(pen: Pen, name: str, words: str, tint: Colour, strength: float) -> None:
    def faded(full: Colour) -> Colour:
        return mixed(SURFACE[0], full, strength)

    pen.disc((26, 34), 24, faded(tint))
    pen.text((26, 33), name[0], 24, faded(SURFACE[0]), "Bold", "mm")
    pen.card(64, 0, 478, 70, 14, faded(SURFACE[1]))
    pen.text((82, 28), name, 17, faded(tint), "Bold")
    pen.text((82, 57), words, 23, faded(TEXT))


def _pointer(pen: Pen, time_s: float) -> None:
    x = 1120 + 330 * _ring(time_s, 1, 0.3) + 40 * _ring(time_s, 2)
    y = 560 + 240 * _ring(time_s, 1, 0.05)
    arrow: list[Point] = [(0, 0), (0, 34), (8, 27), (14, 41), (20, 38), (14, 25), (25, 25)]
    pen.moved(x, y, 0, 1.15).shape(
        [(px * 1.12 - 1.6, py * 1.12 - 2) for px, py in arrow], SURFACE[0]
    )
    pen.moved(x, y).shape(arrow, colour("#FFFFFF"))
