"""A picture of the engine in a widget: scaled to fit, sharp, and cheap to paint.

The view that is asked for has the size in which it is painted, so that a frame costs two
copies and no scaling; while a window's edge is dragged the old size is stretched, and the
new one is asked for when the edge rests.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.link.views import View
from studio.app.picture.viewport import Viewport, fit
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr
from studio.model.commands import ViewOf
from studio.model.geometry import Rect

RESTS_MS = 120
"""A size that has not changed for so long is asked for."""
PAINTS_MS = 16
"""Frames, the mouse and the engine's answers to it are painted together, 60 times a second."""
STANDARD = (1920, 1080)
VEIL = 215
"""How much of an old picture is covered, of 255, while a sentence stands in its place."""


class PictureView(QWidget):
    """Shows the programme, the preview, a scene or an input.

    Args:
        studio: The studio.
        of: What is seen.
        name: Of a scene or input.
        fps: At most so many pictures a second.
        margin: Left free around the picture, in pixels.
        size: As large as it will probably be, so that the first picture fits.

    Attributes:
        frames: Pictures that have come.
    """

    pictured = Signal()
    """The first picture is painted."""

    def __init__(
        self,
        studio: Studio,
        of: ViewOf,
        name: str = "",
        *,
        fps: float = 30.0,
        margin: int = 0,
        size: tuple[int, int] = (640, 360),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.studio = studio
        self._margin = margin
        self.frames = 0
        self._is_pictured = False
        self._stretched: QImage | None = None
        self._stretched_from: tuple[int, QSize] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 54)
        self.resize(*size)
        self.port = self._fitted()
        self._view = View(studio.link, of, name, *self.port.view_px, fps)
        self._view.end_with(self)
        self._view.follow(self)
        self._view.frame_ready.connect(self._show_frame)
        self._rests = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rests.timeout.connect(lambda: self._view.set_size(*self.port.view_px))
        self._due = QRegion()
        self._paces = QTimer(self, singleShot=True, interval=PAINTS_MS)
        self._paces.setTimerType(Qt.TimerType.PreciseTimer)
        self._paces.timeout.connect(self._paint_due)
        self._state = EmptyState("clapperboard", "", parent=self)
        self._state.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        studio.mirror.collection_changed.connect(self._follow)
        studio.mirror.is_there_changed.connect(self._follow)
        self._follow()

    def frame(self) -> QImage | None:
        """Return the newest picture; None before the first."""
        return self._view.image()

    def set_subject(self, of: ViewOf, name: str = "") -> None:
        """Show something else."""
        self._view.set_subject(of, name)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """As much as there is."""
        return QSize(960, 540)

    @property
    def canvas(self) -> tuple[int, int]:
        """Size of the canvas."""
        collection = self.studio.mirror.collection
        if collection is None:
            return STANDARD
        return collection.canvas.width, collection.canvas.height

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._state.setGeometry(self.rect())
        self._refit()

    def event(self, event: QEvent) -> bool:
        """Be as sharp on another screen."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._refit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Paint the newest picture and what is around it."""
        painter = QPainter(self)
        image = self._view.image()
        rect = self.port.rect
        target = QRectF(rect.left, rect.top, rect.width, rect.height)
        around = QRegion(event.rect()).subtracted(QRegion(target.toAlignedRect()))
        painter.setClipRegion(around)
        painter.fillRect(event.rect(), tokens().surface_0)
        painter.setClipping(False)
        if image is None:
            painter.fillRect(target, Qt.GlobalColor.black)
        else:
            painter.drawImage(target, self._as_large_as(image, rect))
            if not self._is_pictured:
                self._is_pictured = True
                self.pictured.emit()
        if not self._state.isHidden():
            veil = QColor(tokens().surface_0)
            veil.setAlpha(VEIL)
            painter.fillRect(target, veil)
        self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the picture; nothing here."""

    def empty_sentence(self) -> str:
        """Return the sentence that stands in the picture; none while the picture says all."""
        return "" if self.studio.mirror.is_there else tr("The engine is being started…")

    def _as_large_as(self, image: QImage, rect: Rect) -> QImage:
        """Return a picture in the size of its place; stretched once, however often painted."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width * ratio), round(rect.height * ratio))
        if image.size() == size:
            return image
        if self._stretched is None or self._stretched_from != (image.cacheKey(), size):
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._stretched = image.scaled(size, *ways)
            self._stretched_from = (image.cacheKey(), size)
        return self._stretched

    def _follow(self) -> None:
        sentence = self.empty_sentence()
        self._state.setVisible(bool(sentence))
        self._state.set_sentence(sentence)
        if self.port.canvas != self.canvas:
            self._refit()
        self.redraw()

    def redraw(self, region: QRegion | None = None) -> None:
        """Have it painted anew, or a part of it; soon, together with what else is due."""
        self._due += QRegion(self.rect()) if region is None else region
        if not self._paces.isActive():
            self._paint_due()

    def _paint_due(self) -> None:
        if not self._due.isEmpty():
            self.update(self._due)
            self._due = QRegion()
            self._paces.start()

    def _show_frame(self) -> None:
        self.frames += 1
        rect = self.port.rect
        place = QRectF(rect.left, rect.top, rect.width, rect.height).toAlignedRect()
        self.redraw(QRegion(place))

    def _refit(self) -> None:
        self.port = self._fitted()
        self._rests.start()
        self.update()

    def _fitted(self) -> Viewport:
        return fit(
            self.canvas,
            width=self.width(),
            height=self.height(),
            pixel_ratio=self.devicePixelRatioF(),
            margin=self._margin,
        )
