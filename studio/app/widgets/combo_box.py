"""A list that opens.  The wheel over it scrolls the page; long words end in … and a tooltip."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


class ComboBox(QComboBox):
    """See the module.

    Args:
        name: What is chosen, for screen readers.

    Attributes:
        closed: The list has closed, whether something was chosen or not.
    """

    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own knows no style sheet
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self.setToolTip)

    def shown_text(self) -> str:
        """Return what is seen of the choice: with … where there is no room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._cut(option)

    def _cut(self, option: QStyleOptionComboBox) -> str:
        parts = QStyle.SubControl
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, parts.SC_ComboBoxEditField, self
        )
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), mode, room.width())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the box, and of its words what there is room for."""
        del event
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._cut(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802 # Qt's name
        """Open the list, and watch it: Esc closes it without a word."""
        super().showPopup()
        around = self.view().parentWidget()
        if around is not None:
            around.installEventFilter(self)  # again is no harm

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Tell that the list has closed."""
        if event.type() == QEvent.Type.Hide and watched is self.view().parentWidget():
            self.closed.emit()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 # Qt's name
        """Turn only with the focus: whoever scrolls a page changes nothing on it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
