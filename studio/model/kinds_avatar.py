"""Settings of an avatar: a character in place of a face."""

from typing import Literal

from pydantic import ConfigDict, Field

from studio.model.kind_settings import FINE, Settings

Framing = Literal["head", "bust", "full"]
LOOPBACK = "127.0.0.1"
INPUT_KEYS = ("camera", "microphone")
"""Settings that name another input."""


class AvatarSettings(Settings):
    """A character that does what a camera sees: head, eyes, mouth, arms."""

    model_config = ConfigDict(title="Avatar", json_schema_extra={"icon": "cat"})

    file: str = Field(
        default="",
        title="Character",
        description="A .vrm or .glb file",
        json_schema_extra={"format": "file", "accept": "avatar", "nothing": "Nova, the studio's"},
    )
    camera: str = Field(
        default="",
        title="Does what this source sees",
        json_schema_extra={"choices": True, "nothing": "Nothing: it idles"},
    )
    microphone: str = Field(
        default="",
        title="Listens to",
        description="Moves the mouth too, and alone where no face is seen",
        json_schema_extra={"choices": True, "nothing": "Nothing"},
    )
    framing: Framing = Field(
        default="bust",
        title="How much is seen",
        json_schema_extra={"enumTitles": ["Head", "Bust", "All of it"]},
    )
    scale: float = Field(default=1.0, ge=0.3, le=3, title="Size", json_schema_extra=FINE)
    mirror: bool = Field(
        default=False,
        title="As in a mirror",
        description="It moves its left where you move your right",
    )
    arms: bool = Field(
        default=False, title="Arms too", description="Looks for your body as well, which costs more"
    )
    vmc_receive_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        title="Take motion by VMC at port",
        description="From VSeeFace and the like, instead of the camera; usually 39539",
        json_schema_extra={"nothing": "Off", "advanced": True},
    )
    vmc_receive_host: str = Field(
        default=LOOPBACK,
        title="Take motion by VMC at address",
        description="0.0.0.0 takes it from other devices too",
        json_schema_extra={"advanced": True},
    )
    vmc_send: str = Field(
        default="",
        title="Send motion by VMC to",
        description="Host and port, such as 127.0.0.1:39540",
        json_schema_extra={"nothing": "Off", "advanced": True},
    )
