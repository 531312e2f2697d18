"""The kinds of inputs and filters, and the settings of each.

A kind's settings are a pydantic model: it checks what a file or a command says,
carries the defaults, and its JSON schema is what a settings form is made of.
Unknown keys survive a load and a save.

Beside the usual words of JSON Schema a form understands these, for a setting
(plugins may use them too):

``unit``      what a number counts, such as ``px``
``group``     settings with the same one stand together under it
``advanced``  folded away until asked for
``format``    ``multiline``, ``color``, ``file``, ``region``, ``face_effect``
``accept``    of a file: ``video``, ``image``, ``visual`` (both), ``sound``, ``text``, ``media``
``choices``   this machine knows what can be chosen (``GetChoices``)
``typed``     of a choice of words: another one may be typed in
``nothing``   what 0 or "" means, such as "As the camera likes"
``step``      of a number
``opaque``    a colour that can't be seen through
``picked``    a colour that is taken from the picture
``enumTitles``  what each of ``enum`` is called
``when``      values that others must have for it to mean something: ``{"mode": ["blur"]}``

and for the kind itself ``title``, ``description`` and ``icon`` (a name of Lucide's).
"""

from typing import Literal

from pydantic import ConfigDict, Field

from studio.model.kind_settings import COLOR_PATTERN as _COLOR
from studio.model.kind_settings import FINE as _FINE
from studio.model.kind_settings import PX as _PX
from studio.model.kind_settings import RGBA as _RGBA
from studio.model.kind_settings import Color as Color
from studio.model.kind_settings import Settings as Settings
from studio.model.kinds_ar import BeautySettings
from studio.model.kinds_avatar import AvatarSettings
from studio.model.kinds_background import BackgroundSettings
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.kinds_link import LinkSettings
from studio.model.kinds_microphone import MicrophoneSettings as MicrophoneSettings


class ScreenSettings(Settings):
    """A screen of this computer, or a part of it."""

    model_config = ConfigDict(title="Screen capture", json_schema_extra={"icon": "monitor"})

    display: str = Field(
        default="",
        title="Which screen",
        description="An X display such as :0",
        json_schema_extra={"choices": True, "nothing": "The usual one"},
    )
    monitor: int = Field(
        default=0,
        ge=0,
        le=63,
        title="Monitor",
        description="Which one, where the system tells them apart",
        json_schema_extra={"advanced": True, "choices": True},
    )
    region: tuple[int, int, int, int] | None = Field(
        default=None,
        title="Part of it",
        description="Left, top, width, height in screen pixels",
        json_schema_extra={"format": "region", "unit": "px"},
    )
    show_cursor: bool = Field(default=True, title="Show the mouse pointer")
    stand_in: str = Field(
        default="",
        title="Stand-in clip",
        description="Shown where no screen can be captured",
        json_schema_extra={"format": "file", "accept": "video", "advanced": True},
    )


class CameraSettings(Settings):
    """A camera, or a capture card."""

    model_config = ConfigDict(title="Camera", json_schema_extra={"icon": "camera"})

    device: str = Field(
        default="",
        title="Camera",
        json_schema_extra={"choices": True, "nothing": "The first one"},
    )
    width: int = Field(
        default=0,
        ge=0,
        le=8192,
        title="Width",
        json_schema_extra={"unit": "px", "nothing": "As the camera likes", "advanced": True},
    )
    height: int = Field(
        default=0,
        ge=0,
        le=8192,
        title="Height",
        json_schema_extra={"unit": "px", "nothing": "As the camera likes", "advanced": True},
    )
    fps: int = Field(
        default=0,
        ge=0,
        le=240,
        title="Pictures a second",
        json_schema_extra={"nothing": "As the camera likes", "advanced": True},
    )
    stand_in: str = Field(
        default="",
        title="Stand-in clip",
        description="Shown where there is no camera",
        json_schema_extra={"format": "file", "accept": "video", "advanced": True},
    )


class MediaSettings(Settings):
    """A video or a piece of sound from a file."""

    model_config = ConfigDict(title="Video or sound", json_schema_extra={"icon": "film"})

    file: str = Field(title="File", json_schema_extra={"format": "file", "accept": "media"})
    loop: bool = Field(default=True, title="Play again and again")


class NetworkSettings(Settings):
    """A stream from the network: rtmp, rtsp, hls, srt, http."""

    model_config = ConfigDict(title="Network stream", json_schema_extra={"icon": "globe"})

    url: str = Field(title="Address")


class ImageSettings(Settings):
    """A picture: PNG, JPEG, WebP, animated GIF."""

    model_config = ConfigDict(title="Picture", json_schema_extra={"icon": "image"})

    file: str = Field(title="File", json_schema_extra={"format": "file", "accept": "image"})


class TextSettings(Settings):
    """Words, or a text file that is read again when it changes."""

    model_config = ConfigDict(title="Text", json_schema_extra={"icon": "type"})

    text: str = Field(default="", title="Text", json_schema_extra={"format": "multiline"})
    file: str = Field(
        default="",
        title="From a file",
        description="Is read again whenever it changes",
        json_schema_extra={"format": "file", "accept": "text", "advanced": True},
    )
    font: str = Field(
        default="", title="Font", json_schema_extra={"choices": True, "nothing": "The usual one"}
    )
    size_px: int = Field(default=48, ge=4, le=1024, title="Size", json_schema_extra=_PX)
    color: Color = Field(default="#ffffff", pattern=_COLOR, title="Colour", json_schema_extra=_RGBA)
    align: Literal["left", "center", "right"] = Field(
        default="left", title="Align", json_schema_extra={"enumTitles": ["Left", "Centre", "Right"]}
    )
    outline_px: int = Field(
        default=0,
        ge=0,
        le=64,
        title="Outline",
        json_schema_extra={**_PX, "group": "Outline and shadow"},
    )
    outline_color: Color = Field(
        default="#000000",
        pattern=_COLOR,
        title="Outline's colour",
        json_schema_extra={**_RGBA, "group": "Outline and shadow"},
    )
    shadow_x_px: int = Field(
        default=0,
        ge=-256,
        le=256,
        title="Shadow to the right",
        json_schema_extra={**_PX, "group": "Outline and shadow"},
    )
    shadow_y_px: int = Field(
        default=0,
        ge=-256,
        le=256,
        title="Shadow downwards",
        json_schema_extra={**_PX, "group": "Outline and shadow"},
    )
    shadow_blur_px: int = Field(
        default=0,
        ge=0,
        le=64,
        title="Shadow's blur",
        json_schema_extra={**_PX, "group": "Outline and shadow"},
    )
    shadow_color: Color = Field(
        default="#000000b0",
        pattern=_COLOR,
        title="Shadow's colour",
        json_schema_extra={**_RGBA, "group": "Outline and shadow"},
    )
    wrap_width_px: int = Field(
        default=0,
        ge=0,
        le=16384,
        title="Line width",
        description="Longer lines are broken",
        json_schema_extra={**_PX, "nothing": "Never broken", "advanced": True},
    )
    direction: Literal["auto", "ltr", "rtl"] = Field(
        default="auto",
        title="Reading direction",
        json_schema_extra={
            "advanced": True,
            "enumTitles": ["As the words say", "Left to right", "Right to left"],
        },
    )


class ColorSettings(Settings):
    """A plain colour, as a backdrop or a bar."""

    model_config = ConfigDict(title="Colour", json_schema_extra={"icon": "palette"})

    color: Color = Field(default="#202830", pattern=_COLOR, title="Colour", json_schema_extra=_RGBA)
    width: int = Field(default=1920, ge=1, le=8192, title="Width", json_schema_extra=_PX)
    height: int = Field(default=1080, ge=1, le=8192, title="Height", json_schema_extra=_PX)


class RingSettings(Settings):
    """Pictures that another program writes into shared memory."""

    model_config = ConfigDict(title="Shared memory", json_schema_extra={"icon": "cpu"})

    ring: str = Field(title="Name of the ring")


class SpeakersSettings(Settings):
    """What this computer plays."""

    model_config = ConfigDict(title="Computer sound", json_schema_extra={"icon": "volume-2"})

    device: str = Field(
        default="",
        title="Device",
        json_schema_extra={"choices": True, "nothing": "The usual one"},
    )


class ChromaKeySettings(Settings):
    """Makes a colour transparent, such as a green wall."""

    model_config = ConfigDict(title="Green screen", json_schema_extra={"icon": "wand-sparkles"})

    color: Color = Field(
        default="#00ff00",
        pattern=_COLOR,
        title="Colour of the wall",
        json_schema_extra={**_RGBA, "opaque": True, "picked": True},
    )
    similarity: float = Field(
        default=0.4, ge=0, le=1, title="How much is taken away", json_schema_extra=_FINE
    )
    smoothness: float = Field(
        default=0.08, ge=0, le=1, title="Softness of the edge", json_schema_extra=_FINE
    )
    spill: float = Field(
        default=0.1, ge=0, le=1, title="Take the wall's light off", json_schema_extra=_FINE
    )


class ColorCorrectionSettings(Settings):
    """Brightness, contrast, saturation and the like."""

    model_config = ConfigDict(
        title="Colour correction", json_schema_extra={"icon": "sliders-horizontal"}
    )

    brightness: float = Field(default=0.0, ge=-1, le=1, title="Brightness", json_schema_extra=_FINE)
    contrast: float = Field(default=0.0, ge=-1, le=4, title="Contrast", json_schema_extra=_FINE)
    saturation: float = Field(default=0.0, ge=-1, le=5, title="Saturation", json_schema_extra=_FINE)
    gamma: float = Field(default=0.0, ge=-3, le=3, title="Gamma", json_schema_extra=_FINE)
    hue_deg: float = Field(
        default=0.0,
        ge=-180,
        le=180,
        title="Hue",
        json_schema_extra={"unit": "°", "step": 1},
    )
    opacity: float = Field(default=1.0, ge=0, le=1, title="Opacity", json_schema_extra=_FINE)


INPUT_KINDS: dict[str, type[Settings]] = {
    "screen": ScreenSettings,
    "camera": CameraSettings,
    "avatar": AvatarSettings,
    "media": MediaSettings,
    "network": NetworkSettings,
    "link": LinkSettings,
    "image": ImageSettings,
    "text": TextSettings,
    "captions": CaptionSourceSettings,
    "color": ColorSettings,
    "ring": RingSettings,
    "microphone": MicrophoneSettings,
    "speakers": SpeakersSettings,
}

AUDIO_KINDS = frozenset({"microphone", "speakers"})
"""Kinds that have sound and no picture."""

FILTER_KINDS: dict[str, type[Settings]] = {
    "chroma_key": ChromaKeySettings,
    "color_correction": ColorCorrectionSettings,
    "beauty": BeautySettings,
    "background": BackgroundSettings,
    "face_effect": FaceEffectSettings,
}

LOOKS_FOR: dict[str, frozenset[str]] = {
    "beauty": frozenset({"faces"}),
    "background": frozenset({"person"}),
    "face_effect": frozenset({"faces"}),
}
"""What filters of a kind look for on pictures: ``faces``, ``hands``, ``body``, ``person``."""

FILE_KEYS = ("file", "stand_in")
"""Settings keys that hold a path, relative to the collection's file."""


def rgba(color: Color) -> tuple[int, int, int, int]:
    """Return a colour's red, green, blue and alpha, 0..255."""
    digits = color[1:] if len(color) == 9 else color[1:] + "ff"
    red, green, blue, alpha = bytes.fromhex(digits)
    return red, green, blue, alpha
