"""A number that can be typed, stepped by keys, and turned by the wheel once it has the focus.

The wheel over a field that only lies under the pointer scrolls the page, and changes
nothing by accident.  ``edited`` comes for what the anchor did, never for ``set_value``::

    field = NumberField(tr("Width"), 0, 4096, suffix=" px")
    field.edited.connect(resize)
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget


class NumberField(QDoubleSpinBox):
    """A number between two others.

    Args:
        name: For screen readers.
        low: The least.
        high: The most.
        step: By an arrow key; ten times it by Page up and down.
        decimals: Digits after the point.
        suffix: The unit, with its space before it.
    """

    edited = Signal(float)

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        step: float = 1,
        decimals: int = 0,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_told = False
        self.setAccessibleName(name)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valueChanged.connect(self._tell)

    def set_value(self, value: float) -> None:
        """Show a value that somebody else chose; not while the anchor is typing another."""
        if self.lineEdit().isModified() and self.hasFocus():
            return
        self._is_told = True
        self.setValue(value)
        self._is_told = False

    def _tell(self, value: float) -> None:
        if not self._is_told:
            self.edited.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 # Qt's name
        """Turn only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
