"""A bar whose parts are the teams' shares of all points, ours at the left."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.app.theme import tokens

COLOURS = ("#ff4d6d", "#3d8bff", "#24b47e", "#e89b2c", "#9b6bff", "#1fb5c4", "#d95bc0", "#8aa83a")
"""Of the teams by their numbers, as plugins/pk has them on the stream."""
LEAST = 0.06
HEIGHT_PX = 12


class ShareBar(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[float, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scores(self, scores: list[tuple[int, int]]) -> None:
        """Show how it stands: pairs of a team's number and its points, from the left."""
        total, spare = sum(score for _, score in scores), 1 - LEAST * len(scores)
        self._parts = [
            (
                LEAST + spare * (score / total if total else 1 / len(scores)),
                COLOURS[team % len(COLOURS)],
            )
            for team, score in scores
        ]
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Be as high as text, and as wide as there is room."""
        return QSize(120, round(HEIGHT_PX * tokens().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the parts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0.0
        for share, colour in self._parts:
            width = self.width() * share
            painter.fillRect(QRectF(x, 0, width + 1, self.height()), QColor(colour))
            x += width
