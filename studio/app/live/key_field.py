"""A stream key: dots, until one asks to see it; pasted with its blanks taken off."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.theme import icon
from studio.app.words import tr

SHOWN_MS = 10_000
"""A key that is shown is hidden again: the screen may be on air."""


class KeyField(QLineEdit):
    """See the module."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(4000)
        self._eye = QAction(self)
        self._eye.triggered.connect(self.toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
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
        self._eye.setIcon(icon("eye-off"))
        self._eye.setText(tr("Hide the key"))
        self._again.start()

    def conceal(self) -> None:
        """Hide the key."""
        self._again.stop()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye"))
        self._eye.setText(tr("Show the key for ten seconds"))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Hide the key with the panel."""
        super().hideEvent(event)
        self.conceal()
