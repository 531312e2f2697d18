"""A stream key: dots, until one asks to see it; pasted with its blanks taken off."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr

SHOWN_MS = 10_000
"""A key that is shown is hidden again: the screen may be on air."""


class KeyField(QLineEdit):
    """See the module.

    Attributes:
        eye: Shows the key, or hides it again; Tab comes to it after the field.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(4000)
        self.eye = IconButton("eye", tr("Show the key for ten seconds"), self)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.clicked.connect(self.toggle)
        self._again = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._again.timeout.connect(self.conceal)
        self.conceal()

    @property
    def is_shown(self) -> bool:
        """Whether the key can be read."""
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def toggle(self) -> None:
        """Show the key, or hide it again."""
        if self.is_shown:
            self.conceal()
            return
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        self._dress("eye-off", tr("Hide the key"))
        self._again.start()

    def conceal(self) -> None:
        """Hide the key."""
        self._again.stop()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._dress("eye", tr("Show the key for ten seconds"))

    def _dress(self, name: str, words: str) -> None:
        self.eye.set_icon(name)
        self.eye.set_name(words)
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(0, 0, tokens().target_px - 8, 0)
        size = self.eye.sizeHint()
        self.eye.resize(size)
        self.eye.move(self.width() - size.width(), (self.height() - size.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the eye at the end."""
        super().resizeEvent(event)
        self._make_room()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Hide the key with the panel."""
        super().hideEvent(event)
        self.conceal()
