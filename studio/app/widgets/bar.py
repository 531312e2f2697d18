"""A sentence with the button that does the next thing: how the app speaks of trouble.

Never modal, never over the picture::

    bar = Bar("error", tr("The camera is gone."), tr("Choose another"), choose)
    layout.addWidget(bar)
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.words import tr

Level = Literal["info", "warning", "error"]
ICONS = {
    "info": ("info", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("octagon-alert", "live"),
}

LEAST_TEXT_PX = 200
"""Where the sentence would have less, its buttons stand under it."""


class Bar(QWidget):
    """One message.

    Args:
        level: Says how bad it is, by icon and colour.
        text: One or two sentences: what happened, what it means, what to press.
        action: What the button says; none without.
        do: What the button does.
        closable: Whether it can be put away.

    Attributes:
        closed: It was put away, by its cross or by its button.
    """

    closed = Signal()

    def __init__(
        self,
        level: Level,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        closable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.level: Level = level
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setProperty("bar", level)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 4, 4)
        self._grid.setHorizontalSpacing(tokens().gap_px)
        self._grid.setVerticalSpacing(tokens().grid_px)
        self._grid.setColumnStretch(1, 1)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._text, 0, 1)
        self.buttons: list[PushButton] = []
        self._actions = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._actions)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(tokens().gap_px)
        self._grid.addWidget(self._actions, 0, 2)
        self._actions.hide()
        if action:
            self.add_button(action, do)
        if closable:
            cross = IconButton("x", tr("Dismiss"))
            cross.clicked.connect(self.put_away)
            self._grid.addWidget(cross, 0, 3, Qt.AlignmentFlag.AlignTop)
        self.set_text(text)
        self._dress()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def add_button(
        self, action: str, do: Callable[[], object] | None, stays: bool = False
    ) -> PushButton:
        """Offer one more thing to do; the bar goes when it is pressed, unless it ``stays``."""
        button = PushButton(action)
        if do is not None:
            button.clicked.connect(lambda: do())
        if not stays:
            button.clicked.connect(self.put_away)
        self._line.addWidget(button)
        self.buttons.append(button)
        self._actions.show()
        self._shape()
        return button

    def put_away(self) -> None:
        """Go."""
        self.closed.emit()
        self.hide()
        self.deleteLater()

    def _shape(self) -> None:
        """Put the buttons under the sentence, or under one another, where there is no room."""
        if not self.buttons:
            return
        beside_px = sum(each.sizeHint().width() + tokens().gap_px for each in self.buttons)
        fixed_px = tokens().icon_px + tokens().target_px + 4 * tokens().gap_px
        is_beside = self.width() - fixed_px - beside_px >= LEAST_TEXT_PX * tokens().scale
        row, column, span = (0, 2, 1) if is_beside else (1, 1, 3)
        if self._grid.itemAtPosition(row, column) is None:
            self._grid.removeWidget(self._actions)
            start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(self._actions, row, column, 1, span, start)
        directions = QBoxLayout.Direction
        is_line = self.width() - tokens().icon_px - 5 * tokens().gap_px >= beside_px
        self._line.setDirection(directions.LeftToRight if is_line else directions.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Find the buttons a place."""
        super().resizeEvent(event)
        self._shape()

    def _dress(self) -> None:
        name, ink = ICONS[self.level]
        size = tokens().icon_px
        self._icon.setPixmap(pixmap(name, ink, size))
        self._icon.setFixedSize(size, tokens().target_px)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_line"):
            self._dress()
