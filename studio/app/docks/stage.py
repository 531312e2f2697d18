"""The stage's dock: guests of the show (连麦); ``studio.app.stage`` is what it is made of."""

from PySide6.QtWidgets import QWidget

from studio.app.stage.stage_dock import StageDock
from studio.app.studio import Studio


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return StageDock(studio)
