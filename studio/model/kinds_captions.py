"""Settings of the source that shows what is said.

Lines begin at the left, as the BBC Subtitle Guidelines want it of live subtitles: in the middle
every word would move while a line grows.  Speakers beside the first one have the colours of the
same guidelines, in their order: yellow, cyan, green.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from studio.model.kind_settings import COLOR_PATTERN, PX, RGBA, Color, Settings

SPEAKER_COLORS = ("#ffff00", "#00ffff", "#00ff00")
"""Of the second speaker, the third and so on; then from the beginning."""

ShownText = Literal["original", "translation", "both"]

_TRANSLATED: JsonDict = {"group": "Translation", "when": {"text": ["both"]}}
_BOX: JsonDict = {"group": "Background", "when": {"box": ["lines", "block"]}}
_EDGES = "Outline and shadow"


class CaptionSourceSettings(Settings):
    """What is said, as it is said."""

    model_config = ConfigDict(title="Captions", json_schema_extra={"icon": "captions"})

    text: ShownText = Field(
        default="original",
        title="What is read",
        json_schema_extra={
            "enumTitles": ["What is said", "Its translation", "What is said and its translation"]
        },
    )
    lines: int = Field(default=2, ge=1, le=4, title="Lines")
    width_px: int = Field(default=1536, ge=160, le=8192, title="Line width", json_schema_extra=PX)
    font: str = Field(
        default="", title="Font", json_schema_extra={"choices": True, "nothing": "The usual one"}
    )
    size_px: int = Field(default=60, ge=8, le=400, title="Size", json_schema_extra=PX)
    is_bold: bool = Field(default=False, title="Bold")
    color: Color = Field(
        default="#ffffff", pattern=COLOR_PATTERN, title="Colour", json_schema_extra=RGBA
    )
    align: Literal["left", "center", "right"] = Field(
        default="left",
        title="Align",
        description="In the centre or at the right, words move while a line grows",
        json_schema_extra={"enumTitles": ["Left", "Centre", "Right"]},
    )
    stays_s: float = Field(
        default=4.0,
        ge=1,
        le=60,
        title="Stays for",
        description="So long what was said is read after it was understood",
        json_schema_extra={"unit": "s", "step": 0.5},
    )
    speaker: Literal["hidden", "name", "color", "both"] = Field(
        default="name",
        title="Who speaks",
        description="Names are those of the captions' settings",
        json_schema_extra={
            "enumTitles": ["Isn't told", "By name", "By colour", "By name and colour"]
        },
    )
    is_pale: bool = Field(
        default=False, title="Paler until it is final", json_schema_extra={"advanced": True}
    )
    box: Literal["none", "lines", "block"] = Field(
        default="lines",
        title="Background",
        json_schema_extra={
            "group": "Background",
            "enumTitles": ["None", "Behind each line", "Behind all lines"],
        },
    )
    box_color: Color = Field(
        default="#000000b3",
        pattern=COLOR_PATTERN,
        title="Background's colour",
        json_schema_extra={**RGBA, **_BOX},
    )
    padding_px: int = Field(
        default=18, ge=0, le=200, title="Room beside the words", json_schema_extra={**PX, **_BOX}
    )
    corner_px: int = Field(
        default=10, ge=0, le=200, title="Round corners", json_schema_extra={**PX, **_BOX}
    )
    outline_px: int = Field(
        default=0, ge=0, le=32, title="Outline", json_schema_extra={**PX, "group": _EDGES}
    )
    outline_color: Color = Field(
        default="#000000",
        pattern=COLOR_PATTERN,
        title="Outline's colour",
        json_schema_extra={**RGBA, "group": _EDGES},
    )
    shadow_px: int = Field(
        default=0, ge=0, le=32, title="Shadow", json_schema_extra={**PX, "group": _EDGES}
    )
    translation_size_px: int = Field(
        default=44,
        ge=8,
        le=400,
        title="Translation's size",
        json_schema_extra={**PX, **_TRANSLATED},
    )
    translation_color: Color = Field(
        default="#ffe08a",
        pattern=COLOR_PATTERN,
        title="Translation's colour",
        json_schema_extra={**RGBA, **_TRANSLATED},
    )
