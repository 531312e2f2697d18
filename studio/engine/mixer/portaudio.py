"""PortAudio, behind the few calls that the mixer needs.

The library is loaded at the first call and not before, so that a machine without
it runs all the same and is told so in a sentence.  All calls take one lock, for
PortAudio is not thread-safe, and may block for as long as a sound server likes:
call them from a thread that may wait.

On Linux the sound server is asked for (``pulse``, which PipeWire speaks as well).
Chunks of 512 frames at a latency of 40 ms are what it does well: its time stamps
are then right within 0.5 ms (a click played and captured on a null sink), where
1024 frames at 100 ms wait 2 s for the first chunk, and 1024 at 40 ms lose chunks.
``pulse:NAME`` is a certain source or sink of it, such as ``pulse:speakers.monitor``
for what the desktop plays; other names are looked for as a part of a device's.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from studio.model.errors import StudioError
from studio.model.media import SAMPLE_RATE_HZ

CHUNK_FRAMES = 512
LATENCY_S = 0.04
PULSE_PREFIX = "pulse:"
_SERVERS = ("pulse", "pipewire", "default")

OnSound = Callable[[bytes, float], None]
"""Gets interleaved float32 and how many seconds ago its first sample sounded."""
Fill = Callable[[int], bytes]
"""Asked for so many frames of interleaved stereo float32."""


class AudioDeviceError(StudioError):
    """A sound device cannot be had."""


@dataclass(frozen=True, slots=True)
class AudioDevice:
    """A sound device; 0 channels where it has no such side."""

    index: int
    name: str
    input_channels: int
    output_channels: int
    rate_hz: int


class AudioStream:
    """An open stream of a device, running until ``close``."""

    def __init__(self, library: ModuleType, device: AudioDevice, *, is_input: bool) -> None:
        self.device = device
        self.channels = min(2, device.input_channels) if is_input else 2
        self.rate_hz = SAMPLE_RATE_HZ
        self.ended = threading.Event()
        self._library = library

    def open(self, kind: str, callback: Callable[..., None]) -> None:
        """Start it, at 48 kHz, or at the device's own rate if it refuses that."""
        try:
            self._stream = self._made(kind, SAMPLE_RATE_HZ, callback)
        except self._library.PortAudioError:
            self.rate_hz = self.device.rate_hz
            self._stream = self._made(kind, self.rate_hz, callback)
        try:
            self._stream.start()
        except self._library.PortAudioError:
            self._stream.close()
            raise

    def _made(self, kind: str, rate_hz: int, callback: Callable[..., None]) -> Any:
        return getattr(self._library, kind)(
            samplerate=rate_hz,
            blocksize=CHUNK_FRAMES,
            device=self.device.index,
            channels=self.channels,
            dtype="float32",
            latency=LATENCY_S,
            callback=callback,
            finished_callback=self.ended.set,
        )

    @property
    def latency_s(self) -> float:
        """What the device says of its latency."""
        return float(self._stream.latency)

    def close(self) -> None:
        """Stop it and give the device back; may take as long as the sound server likes."""
        with _LOCK:
            _open_streams.discard(self)
            self._stream.abort()
            self._stream.close()


_LOCK = threading.Lock()
_open_streams: set[AudioStream] = set()


def devices() -> list[AudioDevice]:
    """Return all sound devices, looked for anew if none is in use.

    Raises:
        AudioDeviceError: If PortAudio is missing.
    """
    with _ready_library() as library:
        return _devices(library)


def open_input(device: str | None, on_sound: OnSound) -> AudioStream:
    """Capture from a device; ``on_sound`` is called in a thread of PortAudio.

    Args:
        device: A part of its name, ``pulse:SOURCE``, or None for the default.
        on_sound: Must return at once.

    Raises:
        AudioDeviceError: If there is none or it does not open.
    """

    def callback(data: memoryview, frames: int, time: object, status: object) -> None:
        on_sound(bytes(data), _age_s(time, stream.latency_s))

    with _ready_library() as library, _pulse_device("PULSE_SOURCE", device):
        stream = AudioStream(library, _find(library, device, is_input=True), is_input=True)
        stream.open("RawInputStream", callback)
        _open_streams.add(stream)
    return stream


def open_output(device: str | None, fill: Fill) -> AudioStream:
    """Play on a device; ``fill`` is called in a thread of PortAudio.

    Raises:
        AudioDeviceError: If there is none or it does not open.
    """

    def callback(data: memoryview, frames: int, time: object, status: object) -> None:
        data[:] = fill(frames)

    with _ready_library() as library, _pulse_device("PULSE_SINK", device):
        stream = AudioStream(library, _find(library, device, is_input=False), is_input=False)
        stream.open("RawOutputStream", callback)
        _open_streams.add(stream)
    return stream


@contextmanager
def _ready_library() -> Iterator[ModuleType]:
    """Give the library to one thread, and turn its errors into sentences."""
    with _LOCK:
        library = _library()
        try:
            _look_anew(library)
            yield library
        except library.PortAudioError as error:
            raise AudioDeviceError(
                f"The sound device cannot be used: {_plain(error)}. Is the sound server "
                "running, and does no other program keep the device to itself?"
            ) from error


def _library() -> ModuleType:
    try:
        import sounddevice  # type: ignore[import-untyped]  # ships no types
    except OSError as error:
        raise AudioDeviceError(
            f"Sound devices cannot be used: {error}. Install PortAudio "
            "(on Debian: apt install libportaudio2)."
        ) from error
    module: ModuleType = sounddevice
    return module


def _look_anew(library: ModuleType) -> None:
    """Let PortAudio see what was plugged in; it does so only at its start."""
    if not _open_streams:
        library._terminate()
        library._initialize()


def _devices(library: ModuleType) -> list[AudioDevice]:
    return [
        AudioDevice(
            index,
            str(found["name"]),
            int(found["max_input_channels"]),
            int(found["max_output_channels"]),
            round(found["default_samplerate"]),
        )
        for index, found in enumerate(library.query_devices())
    ]


def _find(library: ModuleType, wanted: str | None, *, is_input: bool) -> AudioDevice:
    kind = "input" if is_input else "output"
    fit = [d for d in _devices(library) if (d.input_channels if is_input else d.output_channels)]
    if not fit:
        raise AudioDeviceError(
            f"This machine has no sound {kind}. Plug one in, or start the sound server."
        )
    if wanted is None:
        return _default(library, fit, kind)
    name = "pulse" if wanted.startswith(PULSE_PREFIX) else wanted
    for device in sorted(fit, key=lambda d: d.name.lower() != name.lower()):
        if name.lower() in device.name.lower():
            return device
    there = ", ".join(f"“{device.name}”" for device in fit)
    raise AudioDeviceError(f"There is no sound {kind} called “{wanted}”; there are {there}.")


def _default(library: ModuleType, fit: list[AudioDevice], kind: str) -> AudioDevice:
    if sys.platform == "linux":
        for server in _SERVERS:
            for device in fit:
                if device.name == server:
                    return device
    index = library.default.device[kind]
    return next((device for device in fit if device.index == index), fit[0])


@contextmanager
def _pulse_device(variable: str, device: str | None) -> Iterator[None]:
    """Name a source or sink to libpulse, which asks only the environment."""
    if device is None or not device.startswith(PULSE_PREFIX):
        yield
        return
    before = os.environ.get(variable)
    os.environ[variable] = device.removeprefix(PULSE_PREFIX)
    try:
        yield
    finally:
        if before is None:
            del os.environ[variable]
        else:
            os.environ[variable] = before


def _age_s(time: object, latency_s: float) -> float:
    """Return how long ago a chunk's first sample sounded; the latency if it isn't said."""
    adc_s = float(getattr(time, "inputBufferAdcTime", 0.0))
    age_s = float(getattr(time, "currentTime", 0.0)) - adc_s
    return age_s if adc_s > 0 and 0 <= age_s < 2 else latency_s


def _plain(error: Exception) -> str:
    """Return PortAudio's own words, without its numbers."""
    return str(error).split(" [PaErrorCode")[0].removeprefix("Error opening ").rstrip(".")
