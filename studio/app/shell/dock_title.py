"""The title of a dock: its name, the few things one does there, and ⋯ for where it stands.

It is dragged by, as Qt has it; what the mouse does here, the menu does by keyboard too.
A dock at the bottom has its title at its side, upright, since height is dear there.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr


class _Upright(QWidget):
    """The name, written from below to above."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        return QSize(tokens().target_px, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        painter = QPainter(self)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(tokens().secondary)
        painter.translate(0, self.height())
        painter.rotate(-90)
        room = QRectF(4, 0, self.height() - 8, self.width())
        text = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, round(room.width())
        )
        start = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, start, text)


class DockTitle(QWidget):
    """The title bar of one dock.

    Args:
        text: The dock's name.
        actions: What one does there: buttons of the dock's own.
        fill_menu: Fills the ⋯ menu each time it is opened.
        is_upright: At the side of the dock instead of above it.
    """

    def __init__(
        self,
        text: str,
        actions: Sequence[QWidget],
        fill_menu: Callable[[QMenu], None],
        is_upright: bool,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("dock", "side" if is_upright else "title")
        self._fill_menu = fill_menu
        directions = QBoxLayout.Direction
        line = QBoxLayout(directions.TopToBottom if is_upright else directions.LeftToRight, self)
        line.setSpacing(0)
        self.more = IconButton("ellipsis", tr("More for {title}", title=text))
        self.more.clicked.connect(self._open_menu)
        if is_upright:
            line.setContentsMargins(2, 2, 2, 2)
            line.addWidget(self.more)
            for action in actions:
                line.addWidget(action)
            line.addWidget(_Upright(text), 1)
        else:
            line.setContentsMargins(12, 2, 2, 2)
            name = ElidedLabel(text)
            name.setProperty("role", "dock")
            line.addWidget(name, 1)
            for action in actions:
                line.addWidget(action)
            line.addWidget(self.more)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def event(self, event: QEvent) -> bool:
        """Open the menu by a right click too."""
        if event.type() == QEvent.Type.ContextMenu:
            self._open_menu()
            return True
        return super().event(event)


class NoTitle(QWidget):
    """In place of a title where the dock's tab is one."""

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Take no room."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Take no room."""
        return QSize(0, 0)
