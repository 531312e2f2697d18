"""What a publisher's stream is to be made into, so that it goes on where another is on air.

target = Target.of(on_air, kbps)      # RelayError: it can't be made here
line = target.line()                  # as the process that makes it is told
target = Target.read(line)
"""

import json
from dataclasses import asdict, dataclass

from studio.room.relay.errors import RelayError
from studio.room.relay.fit import Form, usual_fps
from studio.room.relay.source import Source
from studio.room.relay.tags import AacConfig, AvcConfig

LEAST_KBPS, MOST_KBPS = 300, 8000
_AAC_LC = 2


@dataclass(frozen=True, slots=True)
class Target:
    """See the module.

    Attributes:
        kbps: Of the picture.
        sound: The body of the sound's header on air; empty without sound.
    """

    width: int
    height: int
    fps: int
    kbps: int
    sound: bytes

    @classmethod
    def of(cls, on_air: Source, kbps: int) -> "Target":
        """Return what is like a publisher.

        Args:
            on_air: The publisher.
            kbps: What its picture takes, about.

        Raises:
            RelayError: If nothing like it can be made here.
        """
        form = Form.of(on_air)
        if form.video != "H.264" or on_air.video_header is None:
            raise RelayError(
                f"{form.video or 'Sound alone'} is on air, which is not made here: only H.264 is."
            )
        sound = on_air.audio_header.body if on_air.audio_header else b""
        if sound and not _can_make(sound):
            raise RelayError(f"{form.sound} is on air, which is not made here: only AAC-LC is.")
        config = AvcConfig.read(on_air.video_header.body)
        kbps = min(MOST_KBPS, max(LEAST_KBPS, kbps))
        return cls(config.width, config.height, usual_fps(on_air.step_ms), kbps, sound)

    def line(self) -> bytes:
        """Return it as a line of text."""
        return json.dumps(asdict(self) | {"sound": self.sound.hex()}).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> "Target":
        """Read such a line.

        Raises:
            RelayError: If it is none.
        """
        try:
            said = json.loads(line)
            return cls(**said | {"sound": bytes.fromhex(said["sound"])})
        except (ValueError, TypeError, KeyError) as error:
            raise RelayError("The target can't be understood: the relay alone starts this.") from (
                error
            )


def _can_make(sound: bytes) -> bool:
    if sound[0] >> 4 != 10:
        return False
    config = AacConfig.read(sound)
    return config.object_type == _AAC_LC and config.channels <= 2
