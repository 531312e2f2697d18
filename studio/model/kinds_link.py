"""Settings of what comes by WebRTC: a phone as a camera, a guest, another studio."""

from pydantic import ConfigDict, Field

from studio.model.kind_settings import Settings
from studio.model.offered_inputs import MOST_NAME


class LinkSettings(Settings):
    """A phone's camera and microphone, or a guest's."""

    model_config = ConfigDict(title="Phone or guest", json_schema_extra={"icon": "smartphone"})

    peer: str = Field(
        default="",
        max_length=64,
        title="Who",
        description="A name, or a seat such as seat:2",
        json_schema_extra={"nothing": "The first phone that comes"},
    )
    camera: str = Field(
        default="",
        max_length=MOST_NAME,
        title="Its camera",
        description="Of another studio that offers its cameras: the name of one",
        json_schema_extra={
            "nothing": "Its programme",
            "advanced": True,
            "choices": True,
            "typed": True,
        },
    )
    audio_offset_ms: float = Field(
        default=0.0,
        ge=-500,
        le=2000,
        title="Sound later by",
        json_schema_extra={"unit": "ms", "step": 1, "advanced": True},
    )
