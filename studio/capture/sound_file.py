"""A short sound file, decoded as a whole: what is played over the mix at once, again and again."""

from collections.abc import Mapping

import numpy as np

from studio.capture.container import MediaInput
from studio.capture.errors import CaptureError
from studio.capture.sound import RATE_HZ, Resampler, Samples

MOST_S = 30


def read_whole(target: str, options: Mapping[str, str] | None = None) -> Samples:
    """Decode a file.

    Returns:
        ``(frames, 2) float32`` at 48 kHz.

    Raises:
        CaptureError: If it can't be read, holds no sound, or is longer than ``MOST_S``.
    """
    media = MediaInput(target, options)
    try:
        if media.audio is None:
            raise CaptureError(f"{media.target} holds no sound.")
        resampler, parts, frames = Resampler(), [], 0
        while (frame := media.audio.next()) is not None:
            parts.append(resampler.convert(frame))
            frames += len(parts[-1])
            if frames > MOST_S * RATE_HZ:
                raise CaptureError(f"{media.target} is longer than {MOST_S} seconds: cut it.")
        if not frames:
            raise CaptureError(f"{media.target} holds no sound that can be decoded.")
        return np.concatenate(parts)
    finally:
        media.close()
