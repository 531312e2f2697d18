"""A setting that no other field fits, as JSON text."""

import json

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.forms.text_field import LONGEST
from studio.app.words import tr


class JsonField(Field):
    """JSON text; what is none is said at once and sent to nobody."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(self.name)
        self.fault = QLabel(tr("This is no valid JSON."))
        self.fault.setProperty("role", "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addWidget(self.fault)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self._typed)
        self._shown: object = None

    def set_value(self, value: object) -> None:
        """Show a value."""
        if self.line.hasFocus() and self.line.isModified():
            return
        self._shown = value
        self.line.setText(json.dumps(value, ensure_ascii=False, default=str))
        self.fault.hide()

    def _typed(self) -> None:
        try:
            value = json.loads(self.line.text() or "null")
        except (ValueError, RecursionError):
            self.fault.show()
            return
        self.fault.hide()
        self.line.setModified(False)
        if value != self._shown:
            self._shown = value
            self.edited.emit(value)
