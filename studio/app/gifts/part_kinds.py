"""What a gift can be made of: words and icons of each kind, and what a new one begins as."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.app.gifts.stock import Sort
from studio.app.words import later


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part.

    Attributes:
        sort: Of file that it needs, if any.
    """

    kind: str
    title: str
    icon: str
    sort: Sort | None = None


KINDS = {
    each.kind: each
    for each in (
        PartKind("model", later("3D model"), "box", "model"),
        PartKind("particles", later("Particles"), "sparkles"),
        PartKind("image", later("Picture"), "image", "image"),
        PartKind("text", later("Text"), "type"),
        PartKind("avatar", later("Giver's picture"), "user"),
        PartKind("sound", later("Sound"), "volume-2", "sound"),
        PartKind("box", later("Box"), "square"),
        PartKind("lottie", later("Lottie animation"), "film"),
        PartKind("group", later("Group"), "group"),
        PartKind("video", later("Video"), "video"),
        PartKind("shader", later("Shader"), "palette"),
        PartKind("nine_slice", later("Stretched picture"), "image"),
    )
}
ADDED = ("model", "particles", "image", "text", "avatar", "sound", "box")
"""In the menu; the others come with effects that were made otherwise."""


def kind_of(part: Mapping[str, Any]) -> PartKind:
    """Return what a part is."""
    if part.get("sound"):
        return KINDS["sound"]
    if part.get("avatar"):
        return KINDS["avatar"]
    content = part.get("content") or {}
    return KINDS.get(str(content.get("kind")), KINDS["group"])


def new_part(kind: str, file: str, name: str, at_ms: int, ms: int) -> dict[str, Any]:
    """Return a part as it begins: in the middle, coming in and going out by itself.

    Args:
        kind: What it is.
        file: Of what it is made, where it needs one.
        name: It is to be called so.
        at_ms: When it comes.
        ms: How long the effect is.
    """
    if kind == "sound":
        return {"id": name, "sound": {"file": file, "volume_db": -8.0}, "at_ms": at_ms}
    part: dict[str, Any] = {"id": name}
    if kind == "avatar":
        part["avatar"] = {"size_px": 200}
    else:
        part["content"] = {"kind": kind, **_CONTENTS[kind]} | ({"file": file} if file else {})
    if at_ms:
        part["at_ms"] = at_ms
    gone_ms = ms - min(400, ms // 8)
    come_ms = min(at_ms + 400, gone_ms - 1)
    if kind == "particles":
        return part | {"blend": "additive", "x": 960, "y": 540}
    part |= {"x": 960, "y": 540}
    if come_ms > at_ms:
        part["opacity"] = [[at_ms, 0], [come_ms, 1], [gone_ms, 1], [ms, 0]]
    return part


_CONTENTS: dict[str, dict[str, Any]] = {
    "model": {"width": 480, "height": 480, "turns": 1, "loop_ms": 2000, "pictures_s": 24},
    "image": {},
    "text": {
        "text": {
            "text": "{by} 送出 {gift} ×{count}",
            "font": "Noto Sans CJK SC Bold",
            "size_px": 72,
            "outline_px": 4,
        }
    },
    "box": {"width": 640, "height": 140, "color": "#24103ce6", "radius_px": 70},
    "particles": {
        "width": 1920,
        "height": 1080,
        "rate_s": 60,
        "life_ms": [1200, 2400],
        "from_x": 0,
        "from_y": -40,
        "from_width": 1920,
        "direction_deg": 90,
        "spread_deg": 40,
        "speed_px_s": [160, 420],
        "size_px": [14, 34],
        "colors": ["#ffe9a8", "#ffc238", "#ff86b5", "#bcd6ff"],
        "fade_in": 0.1,
        "fade_out": 0.4,
    },
}
