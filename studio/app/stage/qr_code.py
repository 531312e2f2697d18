"""A QR code, crisp at any scale: each module is a whole number of the screen's pixels.

Black on white with its quiet zone in every theme, since that is what cameras read::

    code = QrCode(tr("QR code of the link"))
    code.set_text("https://192.168.1.20:8443/phone/1#invitation=…")
"""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, qRgb
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.theme import tokens

QUIET_MODULES = 4
LEAST_PX, LIKED_PX, MOST_PX = 160, 224, 420
SHARP_MODULE_PX = 3
"""A phone reads smaller ones too, but has to come closer."""


class QrCode(QWidget):
    """See the module.

    Args:
        name: What it is, for screen readers.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._modules: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        """Show another text, or nothing."""
        self._modules = modules(text) if text else None
        self.updateGeometry()
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return self._modules is None

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Like modules that are read from an arm's length."""
        wanted = self._modules.width() * SHARP_MODULE_PX if self._modules else LIKED_PX
        side = min(MOST_PX, round(max(LIKED_PX, wanted) * tokens().scale ** 0.5))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need a size that a phone can still read."""
        return QSize(LEAST_PX, LEAST_PX)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Be as high as wide."""
        return min(width, self.sizeHint().height())

    def module_px(self) -> int:
        """Return how many of the screen's pixels a module has now."""
        if self._modules is None:
            return 0
        side = min(self.width(), self.height()) * self.devicePixelRatioF()
        return max(1, int(side // self._modules.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Paint each module as large as the others."""
        if self._modules is None:
            return
        ratio = self.devicePixelRatioF()
        side = self.module_px() * self._modules.width() / ratio
        left, top = (
            int((room - side) / 2 * ratio) / ratio for room in (self.width(), self.height())
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.white)
        painter.drawImage(QRectF(left, top, side, side), self._modules)


def modules(text: str) -> QImage:
    """Return a picture with a pixel for each module, and the quiet zone around them."""
    matrix = segno.make(text, error="l", micro=False).matrix
    side = len(matrix) + 2 * QUIET_MODULES
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    black = qRgb(0, 0, 0)
    for y, row in enumerate(matrix, QUIET_MODULES):
        for x, is_dark in enumerate(row, QUIET_MODULES):
            if is_dark:
                image.setPixel(x, y, black)
    return image
