"""A sentence with the button that does the next thing: how the app speaks of trouble.

Never modal, never over the picture::

    bar = Bar("error", tr("The camera is gone."), tr("Choose another"), choose)
    layout.addWidget(bar)
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.words import tr

Level = Literal["info", "warning", "error"]
ICONS = {
    "info": ("info", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("octagon-alert", "live"),
}


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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setProperty("bar", level)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(tokens().gap_px)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.buttons: list[PushButton] = []
        self._row = row
        if action:
            self.add_button(action, do)
        if closable:
            cross = IconButton("x", tr("Dismiss"))
            cross.clicked.connect(self.put_away)
            row.addWidget(cross)
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
        self._row.insertWidget(2 + len(self.buttons), button)
        self.buttons.append(button)
        return button

    def put_away(self) -> None:
        """Go."""
        self.closed.emit()
        self.hide()
        self.deleteLater()

    def _dress(self) -> None:
        name, ink = ICONS[self.level]
        size = tokens().icon_px
        self._icon.setPixmap(pixmap(name, ink, size))
        self._icon.setFixedSize(size, tokens().target_px)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_row"):
            self._dress()
