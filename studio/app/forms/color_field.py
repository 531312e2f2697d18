"""A colour, as the collection tells it: ``#rrggbb``, or ``#rrggbbaa`` where it is seen through."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.widgets.color_field import ColorField as ColorBox


class ColorField(Field):
    """A colour that can be typed and chosen."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.box = ColorBox(self.name, has_alpha=not setting.is_opaque)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.edited.connect(lambda code: self.edited.emit(told(code)))

    def set_value(self, value: object) -> None:
        """Show a colour."""
        self.box.set_value(value if isinstance(value, str) else "#000000")


def told(code: str) -> str:
    """Return a code as the collection has it: small, and without an alpha that hides nothing."""
    code = code.lower()
    return code[:7] if len(code) == 9 and code.endswith("ff") else code
