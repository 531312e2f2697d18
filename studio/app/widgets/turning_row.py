"""Widgets side by side, or below one another where they have no room for their words.

row = TurningRow(gap_px)
row.add(button)
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class TurningRow(QWidget):
    """See the module.

    Args:
        gap_px: Between them.
    """

    def __init__(self, gap_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap_px)
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)

    def add(self, widget: QWidget) -> None:
        """Add one, as wide as the others where they have the room."""
        self._widgets.append(widget)
        self._row.addWidget(widget, 1)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Like to have them all side by side."""
        return QSize(self._beside_px(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need the width of the widest."""
        return QSize(max(self._widths_px(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Need other room with larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._turn()

    def event(self, event: QEvent) -> bool:
        """Need other room when one of them comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest and hasattr(self, "_row"):
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        directions = QBoxLayout.Direction
        is_beside = self.width() >= self._beside_px()
        self._row.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)

    def _beside_px(self) -> int:
        widths_px = self._widths_px()
        return sum(widths_px) + self._row.spacing() * max(0, len(widths_px) - 1)

    def _widths_px(self) -> list[int]:
        return [each.sizeHint().width() for each in self._widgets if not each.isHidden()]
