"""A choice of a few, side by side: one is on.  Arrow keys move, Tab goes past.

Where its words have no room beside one another they stand below one another.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from studio.app.widgets.buttons import PushButton
from studio.app.widgets.turning_row import TurningRow

GAP_PX = 2


class Segmented(TurningRow):
    """A few choices of which one is on.

    Args:
        name: What is chosen, for screen readers.
        choices: Pairs of value and word.
        value: The one that is on first.

    Attributes:
        chosen: The anchor chose this value.
        pointed: The pointer is over this value; over none when it is empty.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(GAP_PX, parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PushButton] = {}
        for key, word in choices:
            button = PushButton(word, role="quiet")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {word}")
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            button.installEventFilter(self)
            self._group.addButton(button)
            self._buttons[key] = button
            self.add(button)
        self.set_value(value or next(iter(self._buttons), ""))

    @property
    def value(self) -> str:
        """The value that is on."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, value: str) -> PushButton:
        """Return the button of a value, for its tooltip or to refuse it."""
        return self._buttons[value]

    def set_value(self, value: str) -> None:
        """Show another value, telling nobody."""
        for key, button in self._buttons.items():
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if key == value else Qt.FocusPolicy.ClickFocus
            )
            button.setChecked(key == value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Tell what the pointer is over."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            is_over = event.type() == QEvent.Type.Enter
            over = (key for key, button in self._buttons.items() if button is watched)
            self.pointed.emit(next(over, "") if is_over else "")
        return super().eventFilter(watched, event)

    def _choose(self, value: str) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move the choice by arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        keys = [key for key, button in self._buttons.items() if button.isEnabled()]
        if step is None or self.value not in keys:
            super().keyPressEvent(event)
            return
        value = keys[(keys.index(self.value) + step) % len(keys)]
        self._choose(value)
        self._buttons[value].setFocus(Qt.FocusReason.TabFocusReason)
