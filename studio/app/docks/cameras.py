"""The cameras' dock (机位); ``studio.app.stage`` is what it is made of."""

from PySide6.QtWidgets import QWidget

from studio.app.stage.camera_bar import CameraBar
from studio.app.studio import Studio


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return CameraBar(studio)
