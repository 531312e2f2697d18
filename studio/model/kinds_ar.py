"""Settings of the filters that look for people on a picture.

A slider's word stands once here, with its reach and its default; ``beauty_presets`` has
sets of values to begin with.  The compositors' ``filter_beauty`` takes the same names.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from studio.model.kind_settings import COLOR_PATTERN, FINE, RGBA, Color, Settings

SKIN: JsonDict = {**FINE, "group": "Skin"}
FACE: JsonDict = {**FINE, "group": "Shape of the face"}
PARTS: JsonDict = {**FINE, "group": "Eyes, nose, mouth"}
MAKE_UP: JsonDict = {**FINE, "group": "Make-up"}
MAKE_UP_COLOR: JsonDict = {**RGBA, "opaque": True, "group": "Make-up"}
LOOK: JsonDict = {**FINE, "group": "Colours of the picture"}

LOOKS = ("none", "fresh", "peach", "porcelain", "sunny", "film", "mono")
LookName = Literal["none", "fresh", "peach", "porcelain", "sunny", "film", "mono"]


class BeautySettings(Settings):
    """Smooths skin, shapes the face and puts on make-up."""

    model_config = ConfigDict(title="Beauty", json_schema_extra={"icon": "sparkles"})

    smooth: float = Field(default=0.5, ge=0, le=1, title="Smooth the skin", json_schema_extra=SKIN)
    whiten: float = Field(default=0.3, ge=0, le=1, title="Whiten", json_schema_extra=SKIN)
    rosy: float = Field(default=0.2, ge=0, le=1, title="Rosy skin", json_schema_extra=SKIN)
    sharpen: float = Field(default=0.2, ge=0, le=1, title="Clear features", json_schema_extra=SKIN)
    eye_bags: float = Field(
        default=0.2, ge=0, le=1, title="Dark circles off", json_schema_extra=SKIN
    )
    folds: float = Field(default=0.15, ge=0, le=1, title="Smile lines off", json_schema_extra=SKIN)
    contour: float = Field(default=0.0, ge=0, le=1, title="Light and shade", json_schema_extra=SKIN)

    slim_face: float = Field(default=0.25, ge=0, le=1, title="Slim face", json_schema_extra=FACE)
    small_face: float = Field(default=0.0, ge=0, le=1, title="Small face", json_schema_extra=FACE)
    jaw: float = Field(default=0.1, ge=0, le=1, title="Narrow jaw", json_schema_extra=FACE)
    chin: float = Field(default=0.0, ge=-1, le=1, title="Chin", json_schema_extra=FACE)
    forehead: float = Field(default=0.0, ge=-1, le=1, title="Forehead", json_schema_extra=FACE)

    big_eyes: float = Field(default=0.2, ge=0, le=1, title="Big eyes", json_schema_extra=PARTS)
    eye_distance: float = Field(
        default=0.0, ge=-1, le=1, title="Distance of the eyes", json_schema_extra=PARTS
    )
    eye_light: float = Field(default=0.2, ge=0, le=1, title="Bright eyes", json_schema_extra=PARTS)
    slim_nose: float = Field(default=0.15, ge=0, le=1, title="Slim nose", json_schema_extra=PARTS)
    mouth: float = Field(
        default=0.0, ge=-1, le=1, title="Size of the mouth", json_schema_extra=PARTS
    )
    plump_lips: float = Field(default=0.0, ge=0, le=1, title="Full lips", json_schema_extra=PARTS)
    white_teeth: float = Field(
        default=0.2, ge=0, le=1, title="White teeth", json_schema_extra=PARTS
    )

    lipstick: float = Field(default=0.0, ge=0, le=1, title="Lipstick", json_schema_extra=MAKE_UP)
    lip_color: Color = Field(
        default="#c8384e",
        pattern=COLOR_PATTERN,
        title="Lipstick's colour",
        json_schema_extra=MAKE_UP_COLOR,
    )
    blush: float = Field(default=0.0, ge=0, le=1, title="Blush", json_schema_extra=MAKE_UP)
    blush_color: Color = Field(
        default="#ee7f86",
        pattern=COLOR_PATTERN,
        title="Blush's colour",
        json_schema_extra=MAKE_UP_COLOR,
    )
    brows: float = Field(default=0.0, ge=0, le=1, title="Eyebrows", json_schema_extra=MAKE_UP)
    brow_color: Color = Field(
        default="#4a342c",
        pattern=COLOR_PATTERN,
        title="Eyebrows' colour",
        json_schema_extra=MAKE_UP_COLOR,
    )
    eyeliner: float = Field(default=0.0, ge=0, le=1, title="Eyeliner", json_schema_extra=MAKE_UP)
    eye_shadow: float = Field(
        default=0.0, ge=0, le=1, title="Eye shadow", json_schema_extra=MAKE_UP
    )
    eye_shadow_color: Color = Field(
        default="#a0605a",
        pattern=COLOR_PATTERN,
        title="Eye shadow's colour",
        json_schema_extra=MAKE_UP_COLOR,
    )

    look: LookName = Field(
        default="none",
        title="Colour look",
        json_schema_extra={
            "group": "Colours of the picture",
            "enumTitles": [
                "As it is",
                "Fresh",
                "Peach",
                "Cool white",
                "Sunny",
                "Film",
                "Black and white",
            ],
        },
    )
    look_strength: float = Field(
        default=0.6, ge=0, le=1, title="Strength of the look", json_schema_extra=LOOK
    )

    @property
    def touches_faces(self) -> bool:
        """Whether anything of it needs to know where faces are: colours alone do not."""
        return any(
            getattr(self, name)
            for name, field in type(self).model_fields.items()
            if field.annotation is float and name != "look_strength"
        )
