"""A number that changes, with an icon: as wide as its widest, so that nothing beside it moves."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.app.theme import pixmap, tokens


class Figure(QWidget):
    """An icon and a figure.

    Args:
        icon_name: An icon of ours; none if empty.
        name: What is counted, for screen readers and the tooltip.
        widest: The widest text that is expected, such as ``88.8 Mb/s``.
    """

    def __init__(
        self, icon_name: str, name: str, widest: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._name, self._widest = icon_name, name, widest
        self._role = "secondary"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().grid_px)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if icon_name:
            row.addWidget(self._icon)
        row.addWidget(self._text)
        self.setToolTip(name)
        self._dress()

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text.text()

    def set_text(self, text: str, role: str = "secondary") -> None:
        """Show another figure; ``warning`` or ``live`` where it is bad."""
        if text == self._text.text() and role == self._role:
            return
        self._text.setText(text)
        self.setAccessibleName(f"{self._name}: {text}")
        if role != self._role:
            self._role = role
            self._dress()

    def _dress(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name or "dot", self._role, tokens().text_px + 3))
        label = {"secondary": "quiet", "live": "error"}.get(self._role, self._role)
        self._text.setProperty("role", label)
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self._text.setMinimumWidth(self._text.fontMetrics().horizontalAdvance(self._widest) + 2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme, and be as wide as its text."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in kinds and hasattr(self, "_text"):
            self._dress()
