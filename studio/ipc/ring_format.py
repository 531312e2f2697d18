"""What the bytes of a ring's slot are, and how many there are."""

from enum import StrEnum


class RingFormat(StrEnum):
    """What the bytes of a slot are."""

    NV12 = "nv12"
    """Rows of y (stride = width), then rows of interleaved Cb and Cr."""
    NV12A = "nv12a"
    """NV12, then rows of coverage; y and uv are premultiplied."""
    NV12Z = "nv12z"
    """NV12A counted from zero: colours times a, then rows of what is seen through, 255·(1 - a)."""
    BGRA = "bgra"
    F32 = "f32"
    """Sound: interleaved float32."""
    RGBA = "rgba"
    """Not premultiplied."""
    TRACKED = "tracked"
    """What was seen on a picture (``model.tracking``), in ``frames`` times 4 bytes."""


def payload_bytes(format: RingFormat, width: int, height: int, channels: int, frames: int) -> int:
    """How many bytes of a slot one picture or block of sound needs."""
    if format is RingFormat.NV12:
        return width * height * 3 // 2
    if format in (RingFormat.NV12A, RingFormat.NV12Z):
        return width * height * 5 // 2
    if format in (RingFormat.BGRA, RingFormat.RGBA):
        return width * height * 4
    return frames * channels * 4
