"""Settings of the filter that puts something else behind people.

Where people are is found in the picture itself: no green wall is needed.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from studio.model.kind_settings import COLOR_PATTERN, FINE, RGBA, Color, Settings

BackgroundMode = Literal["blur", "picture", "video", "color", "cut_out"]

_EDGE: JsonDict = {**FINE, "group": "Edge"}


class BackgroundSettings(Settings):
    """Blurs or replaces what is behind people, without a green wall."""

    model_config = ConfigDict(title="Background", json_schema_extra={"icon": "user"})

    mode: BackgroundMode = Field(
        default="blur",
        title="What is behind people",
        json_schema_extra={
            "enumTitles": [
                "The room, blurred",
                "A picture",
                "A video",
                "A colour",
                "Nothing: cut out",
            ]
        },
    )
    blur: float = Field(
        default=0.5,
        ge=0,
        le=1,
        title="Blur",
        json_schema_extra={**FINE, "when": {"mode": ["blur"]}},
    )
    file: str = Field(
        default="",
        title="Picture or video",
        description="The room is blurred until it is there",
        json_schema_extra={
            "format": "file",
            "accept": "visual",
            "when": {"mode": ["picture", "video"]},
        },
    )
    color: Color = Field(
        default="#2b3a4a",
        pattern=COLOR_PATTERN,
        title="Colour",
        json_schema_extra={**RGBA, "opaque": True, "when": {"mode": ["color"]}},
    )
    feather: float = Field(
        default=0.4, ge=0, le=1, title="Softness of the edge", json_schema_extra=_EDGE
    )
    shift: float = Field(
        default=0.0,
        ge=-1,
        le=1,
        title="Move the edge",
        description="Above 0 more is kept around people, below 0 less",
        json_schema_extra=_EDGE,
    )
    light_wrap: float = Field(
        default=0.3,
        ge=0,
        le=1,
        title="Light on the edge",
        description="How much of the background's light falls on people's edge",
        json_schema_extra={**_EDGE, "when": {"mode": ["blur", "picture", "video", "color"]}},
    )
