"""Settings of a microphone, and of what is done to make a voice clean."""

from typing import Literal

from pydantic import ConfigDict, Field

from studio.model.kind_settings import Settings

_CLEAN = "Clean voice"
VOICE_KEYS = frozenset({"cancel_echo", "suppress_noise", "even_loudness", "loudness_db"})
"""What changes while the microphone stays open."""

Noise = Literal["off", "standard", "strong"]


class MicrophoneSettings(Settings):
    """A microphone, or any sound that comes into this computer."""

    model_config = ConfigDict(title="Microphone", json_schema_extra={"icon": "mic"})

    device: str = Field(
        default="",
        title="Microphone",
        description="Its name, or a part of it",
        json_schema_extra={"choices": True, "nothing": "The usual one"},
    )
    cancel_echo: bool = Field(
        default=False,
        title="Cancel echo",
        description="Of what you monitor on loudspeakers",
        json_schema_extra={"group": _CLEAN},
    )
    suppress_noise: Noise = Field(
        default="off",
        title="Reduce noise",
        json_schema_extra={"group": _CLEAN, "enumTitles": ["Not at all", "Standard", "Strong"]},
    )
    even_loudness: bool = Field(
        default=False,
        title="Even loudness",
        description="Turns a quiet voice up and a loud one down",
        json_schema_extra={"group": _CLEAN},
    )
    loudness_db: float = Field(
        default=-18.0,
        ge=-30,
        le=-12,
        title="Loudness",
        description="Of the voice on average",
        json_schema_extra={
            "group": _CLEAN,
            "unit": "dB",
            "step": 1,
            "when": {"even_loudness": [True]},
        },
    )
    stand_in: str = Field(
        default="",
        title="Stand-in sound",
        description="Heard where there is no such device",
        json_schema_extra={"format": "file", "accept": "sound", "advanced": True},
    )

    @property
    def is_cleaned(self) -> bool:
        """Whether anything is to be done with the voice."""
        return self.cancel_echo or self.even_loudness or self.suppress_noise != "off"
