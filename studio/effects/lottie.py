"""A Lottie animation, checked and then drawn by rlottie.

rlottie is written in C++ and trusts its files, so this runs where a crash costs nobody
anything, and what would have it look for other files is refused.
"""

import gzip
import io
import json
import zlib
from typing import Any

import numpy as np
from rlottie_python.rlottie_wrapper import LottieAnimation

from studio.effects.errors import EffectError
from studio.effects.planes import Pixels
from studio.model.canvas_content import Lottie

MAX_BYTES = 8 << 20
MAX_DURATION_S = 60
_GZIP = b"\x1f\x8b"


class LottieStage:
    """Draws one animation.  Belongs to one thread.

    Args:
        data: The file, JSON or packed as .tgs.
        content: How it is seen.

    Raises:
        EffectError: If it can't be.
    """

    def __init__(self, data: bytes, content: Lottie) -> None:
        text = checked(data)
        self._size = content.width, content.height
        self._animation = LottieAnimation()
        # It keeps what it read under a key, which is "" for all, and gives it out again.
        self._animation.lottie_configure_model_cache_size(0)
        self._animation.lottie_animation_from_data(text)
        if not self._animation.animation_p:
            raise EffectError("The file is no Lottie animation that can be read.")
        self._frames: int = int(self._animation.lottie_animation_get_totalframe())
        duration_s = float(self._animation.lottie_animation_get_duration())
        self.loop_ns: int = round(duration_s * 1e9)
        if self._frames < 1 or not 0 < duration_s <= MAX_DURATION_S:
            raise EffectError(f"The animation has no length, or more than {MAX_DURATION_S} s.")

    @property
    def moves(self) -> bool:
        """Whether it has more than one picture."""
        return self._frames > 1

    def picture(self, share: float) -> Pixels:
        """Return what is seen at a part of the round, 0 to 1."""
        width, height = self._size
        frame = min(int(share * self._frames), self._frames - 1)
        drawn = self._animation.lottie_animation_render(frame_num=frame, width=width, height=height)
        bgra: Pixels = np.frombuffer(drawn, np.uint8).reshape(height, width, 4)
        return np.ascontiguousarray(bgra[..., [2, 1, 0, 3]])


def checked(data: bytes) -> str:
    """Return an animation's text once it was looked through.

    Raises:
        EffectError: If it is none, or needs other files.
    """
    try:
        if data[:2] == _GZIP:
            data = _unpacked(data)
        if len(data) > MAX_BYTES:
            raise EffectError(f"The animation has over {MAX_BYTES >> 20} MB.")
        text = data.decode("utf-8-sig")
        document: Any = json.loads(text)
        rate, begins, ends = (float(document[key]) for key in ("fr", "ip", "op"))
        is_sane = 0 < rate <= 240 and 0 < ends - begins <= rate * MAX_DURATION_S
        has_layers = isinstance(document["layers"], list)
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        OSError,
        EOFError,
        zlib.error,
    ) as error:
        raise EffectError("The file is no Lottie animation that can be read.") from error
    if not is_sane or not has_layers:
        raise EffectError(f"The animation has no length, or more than {MAX_DURATION_S} s.")
    for asset in document.get("assets") or []:
        picture = asset.get("p", "") if isinstance(asset, dict) else None
        if not isinstance(picture, str) or (picture and not picture.startswith("data:")):
            raise EffectError("The animation needs other files: export it with pictures embedded.")
    return text


def _unpacked(data: bytes) -> bytes:
    with gzip.open(io.BytesIO(data)) as file:
        return file.read(MAX_BYTES + 1)
