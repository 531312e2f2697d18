"""What one danmaku looks like: its words with their emoji, or a sticker, and how wide it is.

A plugin can't measure letters; it takes them to be as wide as the widest usual font has
them, so that no two touch.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studio.sdk import Danmaku, Image, Text, TextSettings, clusters, shorten

FONT = "Noto Sans CJK SC Bold"
MOST_CELLS = 60
STICKER_PX = 160
"""Of the pictures in the folder ``stickers``; as high as two lanes when shown."""
STICKER_LINES = 2
STAFF_COLOR, GIVER_COLOR = "#ffd54a", "#ff9ad5"
OUTLINE = {"anchor": "#8a2be2", "cohost": "#8a2be2", "moderator": "#1e6fd9"}
_EMS = {"narrow": 0.42, "small": 0.66, "capital": 0.8, "broad": 1.04, "wide": 1.0}
_EMOJI_EMS = 1.3
_CODE = re.compile(r"\[([^\[\]]{1,12})\]")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Looks:
    """A danmaku, ready to be shown.

    Attributes:
        width: In pixels of the canvas, at most.
        scale: What its content is drawn at.
        lines: How many lanes high it is.
    """

    content: Text | Image
    width: float
    scale: float = 1.0
    lines: int = 1


def looks_of(danmaku: Danmaku, size_px: int) -> Looks:
    """Return what a danmaku looks like."""
    text = danmaku.text.strip()
    if (code := _CODE.fullmatch(text)) and (file := _stickers().get(code[1])):
        side = size_px * 1.5 * STICKER_LINES
        return Looks(Image(file=file), side, side / STICKER_PX, STICKER_LINES)
    text = shorten(_CODE.sub(lambda match: _emoji().get(match[1], match[0]), text), MOST_CELLS)
    outline = OUTLINE.get(danmaku.role, "#000000")
    style = TextSettings(
        text=text,
        font=FONT,
        size_px=size_px,
        color=_color(danmaku),
        outline_px=max(2, size_px // 14),
        outline_color=outline + ("e0" if danmaku.role in OUTLINE else "c0"),
    )
    return Looks(Text(text=style), width_of(text, size_px))


def width_of(text: str, size_px: int) -> float:
    """Return how wide a text is at most, outline included."""
    return sum(map(_ems, clusters(text))) * size_px + 2 * max(2, size_px // 14)


def _color(danmaku: Danmaku) -> str:
    is_color = re.fullmatch(r"#[0-9a-fA-F]{6}", danmaku.color)
    return danmaku.color if is_color else "#ffffff"


def _ems(cluster: str) -> float:
    head = cluster[0]
    if unicodedata.category(head) == "So" or "\ufe0f" in cluster or head >= "\U0001f1e6":
        return _EMOJI_EMS
    if unicodedata.east_asian_width(head) in ("W", "F"):
        return _EMS["wide"]
    if head in "mwMW@%&":
        return _EMS["broad"]
    if head in "ijlI.,:;'|!() ":
        return _EMS["narrow"]
    if head.isascii():
        return _EMS["capital"] if head.isupper() else _EMS["small"]
    # Where no font has them, each of them is an empty box.
    return _EMS["wide"] * len(cluster)


@lru_cache(maxsize=1)
def _emoji() -> dict[str, str]:
    """Return the emoji by the names that platforms write between brackets."""
    told = tomllib.loads((_HERE / "emoji.toml").read_text("utf-8"))
    return {str(name): str(emoji) for name, emoji in told.items()}


@lru_cache(maxsize=1)
def _stickers() -> dict[str, str]:
    """Return the files of stickers by their names: those of the files."""
    paths = sorted((_HERE / "stickers").glob("*.webp"))
    return {path.stem: f"stickers/{path.name}" for path in paths}
