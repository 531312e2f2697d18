"""The ring around what has the keyboard: 2 px of accent, on every widget alike.

A style sheet's ``:focus`` can't tell a click from a Tab, and moves what it frames by
the width of its border.  One frame above the widgets does neither: it is shown when
the keyboard brought the focus, and for fields that take text always.
"""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from studio.app.theme.tokens import tokens

TEXT_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


class FocusRing(QObject):
    """Follows the focus of the whole app."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._frame = _Frame()
        app.focusChanged.connect(self._follow)
        app.aboutToQuit.connect(self._leave)

    def _leave(self) -> None:
        if isValid(self._frame):
            self._frame.setWidget(None)  # type: ignore[arg-type] # Qt's own way to take it off
            self._frame.setParent(None)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not isinstance(now, QWidget):
            return
        if now is not None:
            around = now.parentWidget()
            if isinstance(around, QAbstractSpinBox | QComboBox):
                now = around
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or now.isWindow() or (by_mouse and not isinstance(now, TEXT_FIELDS)):
            self._leave()
            return
        if not isValid(self._frame):  # it went with a window that was closed around it
            self._frame = _Frame()
        self._frame.setWidget(now)


class _Frame(QFocusFrame):
    """What is drawn; Qt makes it a child of the window that it is shown in."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("focus-ring")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the ring just around the widget."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().accent, 2))
        radius = tokens().radius_px + 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
