"""One of a few values: side by side where their words fit, else in a list that opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.segmented import Segmented
from studio.app.widgets.switch import Switch
from studio.app.words import tr

MOST_SIDE_BY_SIDE = 3
MOST_LETTERS = 24
"""Of all words together; more don't fit beside one another."""


class ChoiceField(Field):
    """One of the values that a schema tells."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.words = [tr(word) for _, word in setting.options]
        self.segments: Segmented | None = None
        self.combo: ComboBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if len(self.words) <= MOST_SIDE_BY_SIDE and sum(map(len, self.words)) <= MOST_LETTERS:
            pairs = [(str(index), word) for index, word in enumerate(self.words)]
            self.segments = Segmented(self.name, pairs)
            self.segments.chosen.connect(lambda index: self._choose(int(index)))
            self.segments.pointed.connect(lambda index: self._point(int(index) if index else -1))
            column.addWidget(self.segments)
            self.setFocusProxy(self.segments.button("0"))
        else:
            self.combo = ComboBox(self.name)
            self.combo.addItems(self.words)
            self.combo.activated.connect(self._choose)
            self.combo.highlighted.connect(self._point)
            self.combo.closed.connect(lambda: self._point(-1))
            column.addWidget(self.combo)
            self.setFocusProxy(self.combo)

    def set_value(self, value: object) -> None:
        """Show a value; one that is none of them shows nothing."""
        index = next(
            (n for n, (each, _) in enumerate(self.setting.options) if _same(each, value)), -1
        )
        if self.segments is not None:
            self.segments.set_value(str(index))
        elif self.combo is not None:
            self.combo.setCurrentIndex(index)

    def _point(self, index: int) -> None:
        self.pointed.emit(self.setting.options[index][0] if index >= 0 else None)

    def _choose(self, index: int) -> None:
        self.edited.emit(self.setting.options[index][0])


class SwitchField(Field):
    """On or off."""

    is_inline = True

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.switch = Switch(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.switch)
        self.switch.edited.connect(self.edited.emit)

    def set_value(self, value: object) -> None:
        """Show it on or off."""
        self.switch.set_on(value is True)


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
