"""The kinds of inputs and filters, and the settings of each.

A kind's settings are a pydantic model: it checks what a file or a command says,
carries the defaults, and its JSON schema is what a settings form is made of.
Unknown keys survive a load and a save.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Color = str
"""``#rrggbb`` or ``#rrggbbaa``."""

_COLOR = r"^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"


class Settings(BaseModel):
    """What the settings of every kind have in common."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)


class ScreenSettings(Settings):
    """A screen of this computer.

    Attributes:
        display: An X display such as ``:0``; empty means the default one.
        monitor: Index of the monitor where the system tells them apart.
        region: Left, top, width, height in screen pixels; None is all of it.
        stand_in: A clip that is shown where no screen can be captured.
    """

    display: str = ""
    monitor: int = Field(default=0, ge=0)
    region: tuple[int, int, int, int] | None = None
    show_cursor: bool = True
    stand_in: str = ""


class CameraSettings(Settings):
    """A camera: its device name or path; empty means the first one.

    Attributes:
        width: Asked from the camera; 0 leaves it to the driver.
        stand_in: A clip that is shown where there is no camera.
    """

    device: str = ""
    width: int = Field(default=0, ge=0, le=8192)
    height: int = Field(default=0, ge=0, le=8192)
    fps: int = Field(default=0, ge=0, le=240)
    stand_in: str = ""


class MediaSettings(Settings):
    """A video or sound file."""

    file: str
    loop: bool = True


class NetworkSettings(Settings):
    """A network stream that FFmpeg can open (rtmp, rtsp, hls, srt, http)."""

    url: str


class ImageSettings(Settings):
    """A picture file: PNG, JPEG, WebP, animated GIF."""

    file: str


class TextSettings(Settings):
    """A piece of text, or a text file that is read again when it changes."""

    text: str = ""
    file: str = ""
    font: str = ""
    size_px: int = Field(default=48, ge=4, le=1024)
    color: Color = Field(default="#ffffff", pattern=_COLOR)
    outline_px: int = Field(default=0, ge=0, le=64)
    outline_color: Color = Field(default="#000000", pattern=_COLOR)
    shadow_x_px: int = Field(default=0, ge=-256, le=256)
    shadow_y_px: int = Field(default=0, ge=-256, le=256)
    shadow_blur_px: int = Field(default=0, ge=0, le=64)
    shadow_color: Color = Field(default="#000000b0", pattern=_COLOR)
    wrap_width_px: int = Field(default=0, ge=0, le=16384)
    align: Literal["left", "center", "right"] = "left"
    direction: Literal["auto", "ltr", "rtl"] = "auto"


class ColorSettings(Settings):
    """A plain colour."""

    color: Color = Field(default="#202830", pattern=_COLOR)
    width: int = Field(default=1920, ge=1, le=8192)
    height: int = Field(default=1080, ge=1, le=8192)


class RingSettings(Settings):
    """Pictures that another process writes into a shared ring of this name."""

    ring: str


class MicrophoneSettings(Settings):
    """A sound input device, by part of its name; empty means the default one.

    Attributes:
        stand_in: A file that is heard where there is no such device.
    """

    device: str = ""
    stand_in: str = ""


class SpeakersSettings(Settings):
    """What this computer plays, where the system lets it be captured."""

    device: str = ""


class ChromaKeySettings(Settings):
    """Makes a colour transparent."""

    color: Color = Field(default="#00ff00", pattern=_COLOR)
    similarity: float = Field(default=0.4, ge=0, le=1)
    smoothness: float = Field(default=0.08, ge=0, le=1)
    spill: float = Field(default=0.1, ge=0, le=1)


class ColorCorrectionSettings(Settings):
    """Gamma, contrast, brightness, saturation, hue, opacity."""

    gamma: float = Field(default=0.0, ge=-3, le=3)
    contrast: float = Field(default=0.0, ge=-1, le=4)
    brightness: float = Field(default=0.0, ge=-1, le=1)
    saturation: float = Field(default=0.0, ge=-1, le=5)
    hue_deg: float = Field(default=0.0, ge=-180, le=180)
    opacity: float = Field(default=1.0, ge=0, le=1)


INPUT_KINDS: dict[str, type[Settings]] = {
    "screen": ScreenSettings,
    "camera": CameraSettings,
    "media": MediaSettings,
    "network": NetworkSettings,
    "image": ImageSettings,
    "text": TextSettings,
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
}

FILE_KEYS = ("file", "stand_in")
"""Settings keys that hold a path, relative to the collection's file."""


def rgba(color: Color) -> tuple[int, int, int, int]:
    """Return a colour's red, green, blue and alpha, 0..255."""
    digits = color[1:] if len(color) == 9 else color[1:] + "ff"
    red, green, blue, alpha = bytes.fromhex(digits)
    return red, green, blue, alpha
