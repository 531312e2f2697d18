"""Whether a publisher can go on where another was, for people who chose the moment.

A platform takes one stream, and many of them stumble when its picture or codec becomes
another in the middle.  So a handoff is refused with what to change; where the publisher
has died, anything is better than the slate, and nobody is asked::

    if sentence := misfit(on_air, other):
        raise RelayError(sentence)
"""

from dataclasses import dataclass

from studio.room.relay.source import Source
from studio.room.relay.tags import AacConfig, AvcConfig

_EXTENDED, _FOUR_CC = 0x80, slice(1, 5)
_VIDEO = {b"hvc1": "HEVC", b"av01": "AV1", b"avc1": "H.264", b"vp09": "VP9"}
_SOUND = {10: "AAC", 2: "MP3"}
_SAME_RATE = 0.1
"""Frame rates this near to each other are the same: 30 and 29.97."""

_USUAL_FPS = (24, 25, 30, 48, 50, 60, 120)


@dataclass(frozen=True, slots=True)
class Form:
    """What a publisher sends, in people's words.

    Attributes:
        video: Its codec; "" for none.
        size: Like 1920x1080; "" where it is not known.
        fps: Pictures a second, about.
        sound: Its codec with rate and channels; "" for none.
    """

    video: str
    size: str
    fps: int
    sound: str

    @classmethod
    def of(cls, source: Source) -> "Form":
        """Return what a publisher sends."""
        video, size = "", ""
        if header := source.video_header:
            if header.body[0] & _EXTENDED:
                four_cc = header.body[_FOUR_CC]
                video = _VIDEO.get(four_cc, four_cc.decode("ascii", "replace"))
            else:
                config = AvcConfig.read(header.body)
                video, size = "H.264", f"{config.width}x{config.height}"
        return cls(video, size, usual_fps(source.step_ms) if video else 0, _sound(source))


def misfit(on_air: Source, other: Source) -> str | None:
    """Return why one can't go on where another is on air, and what to change; None if it can."""
    ours, theirs = Form.of(on_air), Form.of(other)
    name = other.device or other.who
    for what, has, wanted in (
        ("video codec", theirs.video, ours.video),
        ("picture size", theirs.size, ours.size),
        ("sound", theirs.sound, ours.sound),
    ):
        if has != wanted:
            return (
                f"{name} sends {has or 'none'} where {wanted or 'none'} is on air: set its "
                f"{what} to {wanted or 'none'} and try again."
            )
    if abs(other.step_ms / on_air.step_ms - 1) > _SAME_RATE and ours.fps != theirs.fps:
        return (
            f"{name} sends {theirs.fps} pictures a second where {ours.fps} are on air: set its "
            f"frame rate to {ours.fps} and try again."
        )
    return None


def usual_fps(step_ms: int) -> int:
    """Return the usual rate that a step of whole milliseconds stands for."""
    exact = 1000 / step_ms
    nearest = min(_USUAL_FPS, key=lambda fps: abs(fps - exact))
    return nearest if abs(nearest / exact - 1) <= _SAME_RATE else round(exact)


def _sound(source: Source) -> str:
    if source.audio_header is None:
        return ""
    kind = source.audio_header.body[0] >> 4
    if kind != 10:
        return _SOUND.get(kind, "another codec")
    config = AacConfig.read(source.audio_header.body)
    return f"AAC {config.rate_hz} Hz, {config.channels} channels"
