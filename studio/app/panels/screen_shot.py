"""A still picture of a screen to draw a part on, from the engine that captures it.

While the whole screen is captured the engine's own picture is it.  While only a part is, the
window's system is asked for the rest; where it can't say, the part alone can be drawn on.  The
studio's own windows are out of sight meanwhile, if it is their screen::

    shot = ScreenShot(studio, "Screen", settings, self)
    shot.came.connect(show)            # QImage, Area
    shot.failed.connect(say)
"""

import os
import sys

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QScreen

from studio.app.link.views import MAX_PX, View
from studio.app.panels.out_of_sight import CLEARS_MS, OutOfSight
from studio.app.panels.region_band import Area
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.kinds import ScreenSettings

PATIENCE_MS = 5000
RUNNING, FAILED = "running", "failed"


class ScreenShot(QObject):
    """One picture; it goes when its parent goes.

    Args:
        studio: Whose.
        name: Of the input.
        settings: How it captures.

    Attributes:
        came: The picture, and which part of the screen it shows.
        failed: There is none, as a sentence.
    """

    came = Signal(QImage, object)
    failed = Signal(str)

    def __init__(
        self, studio: Studio, name: str, settings: ScreenSettings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._name = name
        self._settings = settings
        self._view: View | None = None
        self._area: Area | None = None
        self._ends = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._ends.timeout.connect(self._give_up)
        self._away: OutOfSight | None = None
        QTimer.singleShot(0, self, self._begin)

    def close(self) -> None:
        """Take no picture any more."""
        self._ends.stop()
        if self._away is not None:
            self._away.end()
        if self._view is not None:
            self._view.close()
            self._view = None

    def _begin(self) -> None:
        if not is_own_screen(self._settings):
            self._shoot()
            return
        self._away = OutOfSight()
        self.destroyed.connect(self._away.end)
        QTimer.singleShot(CLEARS_MS, self, self._shoot)

    def _shoot(self) -> None:
        region = self._settings.region
        whole = grabbed(self._settings) if region is not None else None
        if whole is not None:
            self.close()
            self.came.emit(*whole)
            return
        size = self._studio.mirror.sizes.get(self._name)
        if size is None or self._health == FAILED:
            self._give_up()
            return
        left, top = region[:2] if region is not None else (0, 0)
        self._area = Area(left, top, *size)
        scale = min(1.0, MAX_PX / max(size))
        width, height = (max(16, round(px * scale)) for px in size)
        self._view = View(self._studio.link, "unfiltered", self._name, width, height, 10)
        self._view.end_with(self)
        self._view.frame_ready.connect(self._take)
        self._view.failed.connect(self._give_up)
        self._ends.start()

    def _take(self) -> None:
        image = self._view.image() if self._view is not None else None
        if self._health == FAILED:
            self._give_up()
        elif image is not None:
            self.close()
            self.came.emit(image, self._area)

    @property
    def _health(self) -> str:
        """How the screen is; what is seen of one that doesn't run is no picture of it."""
        state = self._studio.mirror.inputs.get(self._name)
        return RUNNING if state is None else state.health

    def _give_up(self) -> None:
        self.close()
        self.failed.emit(tr("The screen gives no picture to draw on. Type the numbers instead."))


def is_own_screen(settings: ScreenSettings) -> bool:
    """Tell whether the screen that is captured is the one this window stands on."""
    if sys.platform != "linux":
        return True
    own = os.environ.get("DISPLAY", "")
    return QGuiApplication.platformName() == "xcb" and settings.display in ("", own)


def grabbed(settings: ScreenSettings) -> tuple[QImage, Area] | None:
    """Return the whole of the screen that is captured, where this window's system can tell."""
    if not is_own_screen(settings):
        return None
    screens = QGuiApplication.screens()
    if sys.platform != "linux":
        screens = screens[settings.monitor : settings.monitor + 1]
    areas = [_pixels(screen) for screen in screens]
    if not areas:
        return None
    if sys.platform != "linux":  # numbers begin at the monitor's own corner
        areas = [QRect(QPoint(0, 0), area.size()) for area in areas]
    whole = QRect()
    for area in areas:
        whole = whole.united(area)
    image = QImage(whole.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    for screen, area in zip(screens, areas, strict=True):
        shot = screen.grabWindow(0)
        if shot.isNull():
            painter.end()
            return None
        painter.drawPixmap(area.translated(-whole.topLeft()), shot)
    painter.end()
    return image, Area(whole.left(), whole.top(), whole.width(), whole.height())


def _pixels(screen: QScreen) -> QRect:
    """Return where a screen lies, in pixels: Qt scales its size, but not where it begins."""
    geometry, ratio = screen.geometry(), screen.devicePixelRatio()
    return QRect(geometry.topLeft(), geometry.size() * ratio)
