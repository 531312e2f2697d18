"""What stands in the middle of the window: the programme, or preview and programme.

Without studio mode the programme itself is edited; with it the preview is, and the programme
stands beside it, or below where that makes both larger.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from studio.app.picture.editor import MARGIN_PX, Editor
from studio.app.picture.framed import Framed
from studio.app.picture.picture_view import PictureView
from studio.app.picture.transition_strip import TransitionStrip
from studio.app.studio import Studio
from studio.app.words import tr

NARROW = 1.3
"""The two stand one above the other where that makes them so much larger."""


def make(studio: Studio) -> QWidget:
    """Return what stands in the middle."""
    return Centre(studio)


class Centre(QWidget):
    """See the module.

    Attributes:
        editor: The picture that is edited.
        programme: The programme beside it, in studio mode.
        strip: How scenes change.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.editor = Editor(studio)
        self.programme: PictureView | None = None
        self.strip = TransitionStrip(studio)
        self._edited = Framed(tr("Preview"), "good", self.editor)
        self._on_air: Framed | None = None
        self._pictures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pictures.setSpacing(8)
        self._pictures.addWidget(self._edited, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._pictures, 1)
        column.addWidget(self.strip)
        self.setTabOrder(self.editor, self.strip.kind)
        studio.mirror.studio_mode_changed.connect(self._follow)
        studio.mirror.scenes_changed.connect(self._follow)
        studio.mirror.collection_changed.connect(self._arrange)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Put the two pictures where they are largest."""
        super().resizeEvent(event)
        self._arrange()

    def _follow(self) -> None:
        mirror = self._studio.mirror
        self._edited.set_framed(mirror.studio_mode)
        self._edited.set_scene(mirror.preview_scene)
        if mirror.studio_mode and self._on_air is None:
            self.programme = PictureView(self._studio, "programme", margin=MARGIN_PX)
            self.programme.setAccessibleName(tr("Programme"))
            self._on_air = Framed(tr("Programme"), "live", self.programme)
            self._pictures.addWidget(self._on_air, 1)
        elif not mirror.studio_mode and self._on_air is not None:
            self._pictures.removeWidget(self._on_air)
            self._on_air.hide()
            self._on_air.deleteLater()
            self.programme = self._on_air = None
        if self._on_air is not None:
            self._on_air.set_scene(mirror.program_scene)
        self._arrange()

    def _arrange(self) -> None:
        width, height = self._pictures.geometry().size().toTuple()
        across, down = self.editor.canvas
        beside = min(width / 2 / across, height / down)
        below = min(width / across, height / 2 / down)
        ways = QBoxLayout.Direction
        is_narrow = below > beside * NARROW
        self._pictures.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
