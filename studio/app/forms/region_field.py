"""A part of a screen: all of it, or left, top, width and height, typed or drawn.

Whoever owns the form shows something to draw on when ``drawing_wanted`` says so, and calls
``choose`` with what was drawn; where nobody does, the button isn't there.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.number_field import NumberField as NumberBox
from studio.app.widgets.segmented import Segmented
from studio.app.words import tr

FIRST = (0, 0, 1280, 720)
FARTHEST = 32_768


class RegionField(Field):
    """Four numbers, or none.

    Attributes:
        drawing_wanted: The anchor wants to draw it.
        draw: The button for it, hidden unless its owner can show something to draw on.
    """

    drawing_wanted = Signal()

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.whole = Segmented(self.name, [("all", tr("All of it")), ("part", tr("A part"))])
        self.whole.chosen.connect(self._switched)
        self._numbers = QWidget()
        grid = QGridLayout(self._numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens().gap_px)
        words = (tr("Left"), tr("Top"), tr("Width"), tr("Height"))
        lows = (-FARTHEST, -FARTHEST, 2, 2)
        self.boxes: list[NumberBox] = []
        for index, (word, low) in enumerate(zip(words, lows, strict=True)):
            box = NumberBox(f"{self.name}: {word}", low, FARTHEST, suffix=" px")
            box.setPrefix(f"{word}  ")
            box.edited.connect(self._typed)
            grid.addWidget(box, index // 2, index % 2)
            self.boxes.append(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        self.draw = PushButton(tr("Draw it on the screen…"), "crop")
        self.draw.clicked.connect(self.drawing_wanted)
        self.draw.hide()
        column.addWidget(self.whole)
        column.addWidget(self._numbers)
        column.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.whole.button("all"))
        self._last: tuple[int, ...] = FIRST
        self.set_value(None)

    def set_value(self, value: object) -> None:
        """Show a part, or all of it."""
        numbers = _numbers(value)
        self.whole.set_value("part" if numbers else "all")
        self._numbers.setVisible(numbers is not None)
        if numbers:
            self._last = numbers
        for box, number in zip(self.boxes, self._last, strict=True):
            box.set_value(number)

    def choose(self, region: list[int]) -> None:
        """Take a part that was drawn."""
        self.set_value(region)
        self.edited.emit(region)

    def _switched(self, which: str) -> None:
        value = list(self._last) if which == "part" else None
        self.set_value(value)
        self.edited.emit(value)

    def _typed(self) -> None:
        self._last = tuple(round(box.value()) for box in self.boxes)
        self.edited.emit(list(self._last))


def _numbers(value: object) -> tuple[int, ...] | None:
    if not isinstance(value, list | tuple) or len(value) != len(FIRST):
        return None
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in value):
        return None
    return tuple(value)
