"""Words: on one line, or on several."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.words import tr

LONGEST = 100_000
LINES = 4
"""Seen at once in a field of several."""


class TextField(Field):
    """One line of text."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(min(setting.max_length or LONGEST, LONGEST))
        self.line.setAccessibleName(self.name)
        if setting.nothing:
            self.line.setPlaceholderText(tr(setting.nothing))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.edited.emit)

    def set_value(self, value: object) -> None:
        """Show a text; the cursor stays where it is if it is the same."""
        text = value if isinstance(value, str) else ""
        if text != self.line.text():
            self.line.setText(text)


class MultilineField(Field):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._is_told = False
        self.box.textChanged.connect(self._tell)
        self._fit()

    def set_value(self, value: object) -> None:
        """Show a text; the cursor stays where it is if it is the same."""
        text = value if isinstance(value, str) else ""
        if text != self.box.toPlainText():
            self._is_told = True
            self.box.setPlainText(text)
            self._is_told = False

    def _tell(self) -> None:
        if not self._is_told:
            self.edited.emit(self.box.toPlainText()[:LONGEST])

    def _fit(self) -> None:
        self.box.setFixedHeight(QFontMetrics(self.box.font()).lineSpacing() * LINES + 20)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Keep room for the lines when the text is larger."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "box"):
            self._fit()
