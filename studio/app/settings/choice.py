"""A box of choices that knows values and words, and tells only what the anchor chose."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.app.widgets.combo_box import ComboBox


class ChoiceBox(ComboBox):
    """One of several.

    Args:
        name: What is chosen, for screen readers.
        choices: Pairs of value and word.
        value: What is chosen now; one that is not among them is added.

    Attributes:
        chosen: The anchor chose this value.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self.set_choices(choices, value)
        self.activated.connect(lambda _: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData() or "")

    def set_choices(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Offer others, telling nobody."""
        self.clear()
        for each, word in choices:
            self.addItem(word, each)
        self.set_value(value)

    def set_value(self, value: str) -> None:
        """Show another, telling nobody."""
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(max(0, index))
