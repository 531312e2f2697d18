"""What every field of a form has in common: a value in, and what the anchor makes of it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.app.forms.schema import Setting
from studio.app.words import tr


class Field(QWidget):
    """Shows one setting.

    Args:
        setting: What is set.

    Attributes:
        edited: The anchor chose this value; ``set_value`` tells nobody.
        pointed: The anchor only points at this value, to see what it would do; None: at none.
        is_inline: It has room beside its title, on one line.
    """

    edited = Signal(object)
    pointed = Signal(object)
    is_inline = False

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.name = tr(setting.title)

    def set_value(self, value: object) -> None:
        """Show a value that somebody else chose; what fits no such field is shown as nothing."""
        raise NotImplementedError
