"""From the button of a region's field to what was drawn: a still picture, then the drawing."""

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.app.forms.region_field import RegionField
from studio.app.panels.region_band import Area
from studio.app.panels.region_picker import RegionPicker
from studio.app.panels.screen_shot import ScreenShot
from studio.app.studio import Studio
from studio.model.kinds import ScreenSettings


class RegionDrawing(QObject):
    """Serves one field.

    Args:
        studio: Whose.
        name: Of the input that captures a screen.
        field: Gets what is drawn.
        panel: In which the field is; the drawing goes when it goes.

    Attributes:
        picker: What is drawn on now.
        failed: There is nothing to draw on, as a sentence; "" when there is.
    """

    failed = Signal(str)

    def __init__(self, studio: Studio, name: str, field: RegionField, panel: QWidget) -> None:
        super().__init__(panel)
        self._studio = studio
        self._name = name
        self._field = field
        self._panel = panel
        self._shot: ScreenShot | None = None
        self.picker: RegionPicker | None = None
        field.draw.show()
        field.drawing_wanted.connect(self.begin)

    def begin(self) -> None:
        """Have a picture to draw on; a second time while one is coming does nothing."""
        settings = self._settings()
        if settings is None or self._shot is not None or self.picker is not None:
            return
        self._shot = ScreenShot(self._studio, self._name, settings, self)
        self._shot.came.connect(self._show)
        self._shot.failed.connect(self._fail)

    def _show(self, image: QImage, screen: Area) -> None:
        self._let_go()
        settings = self._settings()
        if settings is None:
            return
        area = Area(*settings.region) if settings.region is not None else None
        self.failed.emit("")
        self.picker = RegionPicker(image, screen, area, self._panel)
        self.picker.taken.connect(self._field.choose)
        self.picker.destroyed.connect(self._closed)
        self.picker.showFullScreen()
        self.picker.activateWindow()

    def _fail(self, sentence: str) -> None:
        self._let_go()
        self.failed.emit(sentence)

    def _let_go(self) -> None:
        if self._shot is not None:
            self._shot.deleteLater()
            self._shot = None

    def _closed(self) -> None:
        self.picker = None

    def _settings(self) -> ScreenSettings | None:
        collection = self._studio.mirror.collection
        shown = collection.input(self._name) if collection else None
        try:
            return ScreenSettings.model_validate(shown.settings) if shown else None
        except ValidationError:
            return None
