"""The captions' dock (字幕); ``studio.app.captions`` is what it is made of."""

from PySide6.QtWidgets import QWidget

from studio.app.captions.dock import CaptionsDock
from studio.app.studio import Studio


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return CaptionsDock(studio)
