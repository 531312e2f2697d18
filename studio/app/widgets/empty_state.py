"""What an empty list shows: what belongs there, and the button for it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import PushButton


class EmptyState(QWidget):
    """An icon, a sentence and a button, in the middle.

    Args:
        icon_name: An icon of ours.
        sentence: What belongs here.
        action: What the button says; none without.
        do: What the button does.
    """

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(tokens().gap_px)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("role", "quiet")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._icon)
        column.addWidget(self._sentence)
        self.button: PushButton | None = None
        if action:
            self.button = PushButton(action)
            if do is not None:
                self.button.clicked.connect(lambda: do())
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self._dress()

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Leave the icon out where there is room for the sentence and the button only."""
        super().resizeEvent(event)
        layout = self.layout()
        assert layout is not None
        icon_px = self._icon.sizeHint().height() + tokens().gap_px
        whole_px = layout.heightForWidth(self.width()) + (icon_px if self._icon.isHidden() else 0)
        self._icon.setVisible(self.height() >= whole_px)

    def _dress(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, "secondary", round(28 * tokens().scale)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sentence"):
            self._dress()
