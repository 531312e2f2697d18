"""How hearing goes, in one line: an icon and words, so that no colour says it alone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.announcing import announce
from studio.app.words import later, tr
from studio.model.events import CaptionHealth

LOOKS: dict[CaptionHealth, tuple[str, str]] = {
    "off": ("mic-off", "secondary"),
    "loading": ("loader", "secondary"),
    "listening": ("mic", "good"),
    "behind": ("triangle-alert", "warning"),
    "failed": ("octagon-alert", "live"),
}
WORDS: dict[CaptionHealth, str] = {
    "off": later("Off. Nothing is heard."),
    "loading": later("The model is being loaded…"),
    "listening": later("Listening"),
    "behind": later("Falls behind: the oldest sound is left out until it has caught up."),
    "failed": later("Nothing is understood now."),
}
PAUSED = later("Paused. What is said now is not read.")
AWAY = later("The engine is being started…")


class StateLine(QWidget):
    """See the module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = LOOKS["off"]
        self._icon = QLabel()
        self.words = QLabel()
        self.words.setProperty("role", "small")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_health(self, health: CaptionHealth, *, is_there: bool, is_paused: bool) -> None:
        """Say how it is.

        Args:
            health: As the engine tells it.
            is_there: The engine is.
            is_paused: It is off, and was on before.
        """
        words = WORDS[health] if is_there else AWAY
        if is_there and is_paused and health == "off":
            words = PAUSED
        self._look = LOOKS[health if is_there else "loading"]
        said = tr(words)
        if said != self.words.text():
            self.words.setText(said)
            announce(self, said, is_urgent=health == "failed")
        self._dress()

    def _dress(self) -> None:
        name, ink = self._look
        self._icon.setPixmap(pixmap(name, ink, round(16 * tokens().scale)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._dress()
