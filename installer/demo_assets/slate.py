"""The slate that the room's relay shows while no publisher is there."""

from PIL import Image

from installer.demo_assets.drawing import Pen, colour
from installer.demo_assets.rocket import draw_rocket

WIDTH, HEIGHT = 1920, 1080
GROUND, TEXT, SECONDARY = colour("#0E1014"), colour("#E8EBF0"), colour("#9AA4B2")


def slate() -> Image.Image:
    """Draw it: the mark, and two lines that anybody understands."""
    pen = Pen.on(WIDTH, HEIGHT, GROUND)
    draw_rocket(pen.moved(WIDTH / 2, 400, degrees=20, scale=1.7), flame=0.8)
    pen.text((WIDTH / 2, 730), "主播马上回来", 96, TEXT, "Bold", "ms")
    pen.text((WIDTH / 2, 820), "Back in a moment", 48, SECONDARY, "Regular", "ms")
    return pen.reduced()
