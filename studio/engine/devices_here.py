"""Whether this machine has a device; where it has none, its input's stand-in clip plays."""

import os
import sys
from pathlib import Path

from studio.engine.mixer.portaudio import PULSE_PREFIX, AudioDeviceError, devices


def has_screen() -> bool:
    """Tell whether there is a screen to capture."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY"))


def has_camera(device: str) -> bool:
    """Tell whether there is a camera; False only where it is certain that there is none.

    Args:
        device: Its path, or "" for any.
    """
    if sys.platform != "linux":
        return True
    return Path(device).exists() if device.startswith("/") else any(Path("/dev").glob("video*"))


def has_microphone(device: str) -> bool:
    """Tell whether there is a microphone of that name, or of a part of it."""
    try:
        found = [each for each in devices() if each.input_channels]
    except AudioDeviceError:
        return False
    wanted = "pulse" if device.startswith(PULSE_PREFIX) else device.lower()
    return any(wanted in each.name.lower() for each in found)
