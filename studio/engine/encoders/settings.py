"""What the person who goes live wants from the video encoder.

One value that travels from the command line to the encoder thread and into the
probe; it is never changed, only replaced::

    settings = EncoderSettings(
        width=1920, height=1080, fps=Fraction(30), kbps=4500, preset="veryfast"
    )
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from studio.engine.encoders.errors import EncoderError

AUTO = "auto"
SMALLEST_PX = 16
LARGEST_PX = 8192


class Latency(StrEnum):
    """How long a picture may stay inside the encoder.

    NORMAL lets the encoder look ahead as far as its preset does, which is worth
    quality; LOW hands out every picture before the next one comes.
    """

    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Everything that a video encoder is opened with.

    Attributes:
        encoder: ``"auto"`` or the id of an encoder in the catalog.
        fps: Frames per second, exact.
        kbps: Constant bit rate; the buffer holds one second of it.
        preset: ``"auto"`` or a preset of that encoder.
        key_frame_s: Seconds from one key frame to the next.
        options: Further options in the encoder's own names; they win over ours.
        threads: 0 lets the encoder choose.

    Raises:
        EncoderError: If no encoder could ever do this.
    """

    width: int
    height: int
    fps: Fraction
    kbps: int
    encoder: str = AUTO
    preset: str = AUTO
    latency: Latency = Latency.NORMAL
    key_frame_s: int = 2
    b_frames: int = 0
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    threads: int = 0

    def __post_init__(self) -> None:
        for side, px in (("width", self.width), ("height", self.height)):
            if not SMALLEST_PX <= px <= LARGEST_PX or px % 2:
                raise EncoderError(
                    f"the video {side} must be an even number from {SMALLEST_PX} to "
                    f"{LARGEST_PX}, not {px}: choose another --size"
                )
        if not 1 <= self.fps <= 240:
            raise EncoderError(
                f"{self.fps} frames a second can't be encoded: choose --fps from 1 to 240"
            )
        if not 50 <= self.kbps <= 400_000:
            raise EncoderError(
                f"{self.kbps} kbit/s is no bit rate for video: choose --video-kbps from 50 to "
                "400000"
            )

    @property
    def key_frame_interval(self) -> int:
        """Frames from one key frame to the next."""
        return max(1, round(self.key_frame_s * self.fps))
