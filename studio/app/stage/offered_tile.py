"""A camera of another studio in the bar of cameras: a place that is taken by one click."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from studio.app.stage.offered import OfferedCamera
from studio.app.stage.tile import Tile
from studio.app.theme import pixmap, tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr


class OfferedTile(Tile):
    """See the module.

    Args:
        offer: The camera.
    """

    def __init__(self, offer: OfferedCamera) -> None:
        super().__init__()
        self.offer = offer
        said = tr("Add {name} to the cameras", name=offer.title)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.label = ElidedLabel(offer.title)
        self.label.setProperty("role", "quiet")
        self.column.addStretch(1)
        self.column.addWidget(self.label)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the frame of a place that nobody has yet."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(role_colour("accent" if self.hasFocus() else "secondary"), 1)
        if self.hasFocus():
            pen.setWidth(2)
        else:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        radius = tokens().radius_px
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), radius, radius)
        side = tokens().icon_px
        above = self.rect().adjusted(0, 0, 0, self.label.y() - self.height())
        at = above.center() - QPoint(side // 2, side // 2)
        painter.drawPixmap(at, pixmap("plus", "secondary", side))
