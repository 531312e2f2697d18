"""A mouse over a widget, as Qt would send it, with keys held."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

Point = tuple[float, float]
NONE = Qt.KeyboardModifier.NoModifier


class Mouse:
    """Presses, moves and lets go at points of a widget.

    Args:
        widget: Under the mouse.
        origin: The widget's point that is called 0, 0.
        scale: Pixels of the widget for one of whoever speaks.
    """

    def __init__(self, widget: QWidget, origin: Point = (0, 0), scale: float = 1.0) -> None:
        self._widget = widget
        self._origin = origin
        self._scale = scale

    def press(self, at: Point, keys: Qt.KeyboardModifier = NONE) -> None:
        left = Qt.MouseButton.LeftButton
        self._send(QEvent.Type.MouseButtonPress, at, left, left, keys)

    def move(self, at: Point, keys: Qt.KeyboardModifier = NONE, *, held: bool = True) -> None:
        buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, buttons, keys)

    def release(self, at: Point, keys: Qt.KeyboardModifier = NONE) -> None:
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        self._send(QEvent.Type.MouseButtonRelease, at, left, none, keys)

    def click(self, at: Point, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(at, keys)
        self.release(at, keys)

    def double_click(self, at: Point) -> None:
        self.click(at)
        left = Qt.MouseButton.LeftButton
        self._send(QEvent.Type.MouseButtonDblClick, at, left, left, NONE)
        self.release(at)

    def drag(
        self, start: Point, end: Point, keys: Qt.KeyboardModifier = NONE, steps: int = 8
    ) -> None:
        """Go from one point to another in steps, and let go."""
        self.press(start, keys)
        for step in range(1, steps + 1):
            part = step / steps
            at = tuple(a + (b - a) * part for a, b in zip(start, end, strict=True))
            self.move((at[0], at[1]), keys)
        self.release(end, keys)

    def _send(
        self,
        kind: QEvent.Type,
        at: Point,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        x = self._origin[0] + at[0] * self._scale
        y = self._origin[1] + at[1] * self._scale
        position = QPointF(x, y)
        everywhere = self._widget.mapToGlobal(position)
        event = QMouseEvent(kind, position, everywhere, button, buttons, keys)
        QApplication.sendEvent(self._widget, event)
