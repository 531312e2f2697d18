"""Whether somebody speaks: the Silero model, by sherpa-onnx.

It wants the last 64 samples of the frame before in front of each one, and finds no speech at all
without; whatever it doesn't like ends the process without a word, so that it is asked for nothing
else than what was tried::

    activity = VoiceActivity(path)
    activity.hears(frame)       # (512,)
"""

from pathlib import Path

import numpy as np
import sherpa_onnx  # type: ignore[import-untyped]  # it ships no types

from studio.captions.segments import FRAME
from studio.captions.sound import RATE_HZ, Mono

_BEFORE = 64
_SURE = 0.5
_AT_ONCE_S = 0.001
"""When a segment begins and ends is ours to say (``segments``)."""


class VoiceActivity:
    """See the module; one for each line, as it remembers what came before.

    Args:
        path: The model.
    """

    def __init__(self, path: Path) -> None:
        config = sherpa_onnx.VadModelConfig()
        config.silero_vad.model = str(path)
        config.silero_vad.threshold = _SURE
        config.silero_vad.min_silence_duration = _AT_ONCE_S
        config.silero_vad.min_speech_duration = _AT_ONCE_S
        config.silero_vad.window_size = FRAME
        config.sample_rate = RATE_HZ
        config.num_threads = 1
        self._model = sherpa_onnx.VadModel.create(config)
        self._before: Mono = np.zeros(_BEFORE, np.float32)

    def hears(self, frame: Mono) -> bool:
        """Say whether somebody speaks in the next frame."""
        samples = np.concatenate((self._before, frame))
        self._before = frame[-_BEFORE:]
        return bool(self._model.is_speech(samples))

    def reset(self) -> None:
        """Forget what came before: there is a hole."""
        self._before = np.zeros(_BEFORE, np.float32)
        self._model.reset()
