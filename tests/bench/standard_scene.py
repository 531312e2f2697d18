"""The scene that every subject of the bench streams, and the media that it shows.

Back to front: a 1080p video, an X display in a corner, a keyed camera, a logo with
soft alpha, a line of text; below them music.  Positions scale with the height::

    places = layout(1280, 720)
"""

import json
from dataclasses import dataclass, fields, replace
from pathlib import Path

DISPLAY_SIZE = (1920, 1080)
CAMERA_SIZE = (640, 360)
LOGO_SIZE = (256, 256)
KEY_COLOR = "#00b140"
WORDS = "The standard scene: five layers, one line of text"
LAYERS = ("bg", "screen", "cam", "logo", "text")


@dataclass(frozen=True)
class Box:
    """Where a picture lies, in output pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class TextLine:
    """Where the line of text lies and how large it is, in output pixels."""

    left: int
    top: int
    size: float
    words: str = WORDS


@dataclass(frozen=True)
class Layout:
    """Where each layer lies; None is a layer that is not there."""

    bg: Box | None
    screen: Box | None
    cam: Box | None
    logo: Box | None
    text: TextLine | None

    def only(self, names: tuple[str, ...]) -> "Layout":
        """Return the layout without the layers that are not named."""
        return replace(self, **{f.name: None for f in fields(self) if f.name not in names})


def layout(width: int, height: int) -> Layout:
    """Return the places of the standard scene on a canvas of this size."""
    k = height / 1080

    def even(px: float) -> int:
        return round(px / 2) * 2

    return Layout(
        bg=Box(0, 0, width, height),
        screen=Box(even(40 * k), even(40 * k), even(480 * k), even(270 * k)),
        cam=Box(even(width - 680 * k), even(height - 400 * k), even(640 * k), even(360 * k)),
        logo=Box(even(width - 296 * k), even(40 * k), even(256 * k), even(256 * k)),
        text=TextLine(even(40 * k), even(height - 100 * k), 48 * k),
    )


def read_layout(path: Path, width: int, height: int) -> Layout:
    """Return the standard layout with what a file says otherwise.

    The file is a JSON object: a layer's name with ``[left, top, width, height]``
    (text: ``[left, top, size]`` or with its words as a fourth), or null for a layer
    that is left out.
    """
    places = layout(width, height)
    said = json.loads(path.read_text("utf-8"))

    def box(name: str, standard: Box | None) -> Box | None:
        numbers = said.get(name, [])
        return Box(*numbers) if numbers else None if name in said else standard

    line = said.get("text", [])
    return Layout(
        bg=box("bg", places.bg),
        screen=box("screen", places.screen),
        cam=box("cam", places.cam),
        logo=box("logo", places.logo),
        text=TextLine(*line) if line else None if "text" in said else places.text,
    )
