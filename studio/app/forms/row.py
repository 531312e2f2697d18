"""One row of a form: the title, the field, the way back to the default, and what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr


class Row(QWidget):
    """A field with its title.

    Args:
        field: Shows the setting.

    Attributes:
        reset: The anchor wants the default back.
    """

    reset = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        field.setParent(self)  # before the button, so that the keyboard comes to it first
        setting = field.setting
        self.title = QLabel(field.name)
        self.title.setWordWrap(True)
        self.title.setBuddy(field)
        if setting.description:
            self.title.setToolTip(tr(setting.description))
            field.setToolTip(tr(setting.description))
        self.back = IconButton("rotate-ccw", tr("Back to the default: {name}", name=field.name))
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.back.clicked.connect(self.reset)
        self.back.hide()
        self.fault = QLabel()
        self.fault.setProperty("role", "error")
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.title, 1)
        if field.is_inline:
            head.addWidget(self.back)
            head.addWidget(field, 1)
            column.addLayout(head)
        else:
            head.addWidget(self.back)
            column.addLayout(head)
            column.addWidget(field)
        column.addWidget(self.fault)

    def show_value(self, value: object) -> None:
        """Show a value, and the way back if it isn't the default."""
        setting = self.field.setting
        self.field.set_value(value)
        self.back.setVisible(setting.has_default and not _equal(value, setting.default))

    def mark_edited(self, value: object) -> None:
        """See to the way back while the anchor edits; the field shows the value already."""
        setting = self.field.setting
        self.back.setVisible(setting.has_default and not _equal(value, setting.default))

    def say(self, fault: str) -> None:
        """Say what is wrong; nothing takes it away."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.field.setAccessibleDescription(fault)


def _equal(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return one == other
