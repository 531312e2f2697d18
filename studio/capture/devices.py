"""The cameras of this computer, as FFmpeg's device for each system lists them."""

import sys
from dataclasses import dataclass
from pathlib import Path

import av

DEVICE_FORMATS = {"linux": "v4l2", "win32": "dshow", "darwin": "avfoundation"}
_LINUX_NAMES = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera.

    Attributes:
        device: What a capture is told to open.
        name: What people call it.
    """

    device: str
    name: str


def list_cameras() -> list[Camera]:
    """Return the cameras that can be opened, the system's first one first."""
    if sys.platform == "linux":
        return _list_v4l2()
    format = DEVICE_FORMATS.get(sys.platform)
    if format is None:
        return []
    try:
        found = av.enumerate_input_devices(format)
    except (av.error.FFmpegError, OSError, ValueError):  # it lists none, or can't list
        return []
    found = [device for device in found if "video" in device.media_types]
    found.sort(key=lambda device: not device.is_default)
    return [Camera(device.name, device.description or device.name) for device in found]


def _list_v4l2() -> list[Camera]:
    """Read sysfs: asking each node through FFmpeg would open it and light its lamp.

    A camera has several nodes; the first of each (``index`` 0) has the pictures.
    """
    cameras = []
    for node in sorted(_LINUX_NAMES.glob("video*"), key=lambda path: int(path.name[5:])):
        try:
            index = (node / "index").read_text().strip()
            name = (node / "name").read_text().strip()
        except OSError:  # unplugged meanwhile
            continue
        if index == "0":
            cameras.append(Camera(f"/dev/{node.name}", name))
    return cameras
