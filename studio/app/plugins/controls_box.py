"""What a plugin lets the anchor press and set while it runs, as it declared it."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSlider, QVBoxLayout, QWidget

from studio.app.plugins.plugin_words import spoken
from studio.app.settings.choice import ChoiceBox
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.switch import Switch
from studio.model.plugin_panel import Control, ControlValue

MOST = 1e9
SLIDER_STEPS = 1000
Use = Callable[[str, ControlValue], None]


class ControlsBox(QWidget):
    """See the module.

    Args:
        controls: As they are.
        use: Uses one by its id, with a value.
    """

    def __init__(self, controls: tuple[Control, ...], use: Use) -> None:
        super().__init__()
        self._use = use
        self._shown: tuple[Control, ...] = ()
        self.widgets: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().gap_px)
        for each in controls:
            self._column.addWidget(self._row(each))
        self.follow(controls)

    def has_same(self, controls: tuple[Control, ...]) -> bool:
        """Say whether these differ in what they hold only."""
        return [_shape(each) for each in controls] == [_shape(each) for each in self._shown]

    def follow(self, controls: tuple[Control, ...]) -> None:
        """Show what they hold."""
        self._shown = controls
        for each in controls:
            widget = self.widgets[each.id]
            widget.setEnabled(each.is_enabled)
            _show(widget, each)

    def _row(self, control: Control) -> QWidget:
        made = self._made(control)
        self.widgets[control.id] = made
        if control.kind == "button":
            return made
        row = QWidget()
        label = QLabel(spoken(control.title))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        made.setAccessibleName(spoken(control.title))
        beside = control.kind in ("switch", "number")
        line = QHBoxLayout(row) if beside else QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens().grid_px)
        line.addWidget(label, 1 if beside else 0)
        line.addWidget(made)
        return row

    def _made(self, control: Control) -> QWidget:
        id = control.id
        match control.kind:
            case "button":
                button = PushButton(spoken(control.title).replace("&", "&&"))
                button.clicked.connect(lambda: self._use(id, None))
                return button
            case "switch":
                switch = Switch(control.title)
                switch.edited.connect(lambda is_on: self._use(id, is_on))
                return switch
            case "choice":
                choice = ChoiceBox(
                    control.title, [(each, spoken(each)) for each in control.options]
                )
                choice.chosen.connect(lambda value: self._use(id, value))
                return choice
            case "text":
                line = QLineEdit()
                line.setMaxLength(2000)
                line.editingFinished.connect(
                    lambda: self._use(id, line.text()) if line.isModified() else None
                )
                return line
            case "slider":
                return self._slider(control)
            case "number":
                low = -MOST if control.min is None else control.min
                high = MOST if control.max is None else control.max
                step = control.step or 1.0
                decimals = 0 if step == int(step) else 2
                number = NumberField(control.title, low, high, step, decimals)
                number.edited.connect(lambda value: self._use(id, value))
                return number
        label = QLabel()
        label.setProperty("role", "strong")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _slider(self, control: Control) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, SLIDER_STEPS)
        slider.setMinimumHeight(tokens().target_px)
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        low, high = control.min or 0.0, control.max if control.max is not None else 100.0

        def tell() -> None:
            value = low + (high - low) * slider.value() / SLIDER_STEPS
            if control.step:
                value = low + round((value - low) / control.step) * control.step
            self._use(control.id, max(low, min(high, value)))

        slider.setTracking(False)  # a drag is told once, at its end
        slider.valueChanged.connect(tell)
        return slider


def _shape(control: Control) -> Control:
    return control.model_copy(update={"value": None, "is_enabled": True})


def _show(widget: QWidget, control: Control) -> None:
    value = control.value
    if isinstance(widget, Switch):
        widget.set_on(value is True)
    elif isinstance(widget, ChoiceBox):
        widget.set_value(str(value))
    elif isinstance(widget, NumberField) and isinstance(value, int | float):
        widget.set_value(float(value))
    elif isinstance(widget, QSlider) and isinstance(value, int | float):
        low, high = control.min or 0.0, control.max if control.max is not None else 100.0
        if not widget.isSliderDown():
            blocker = QSignalBlocker(widget)
            widget.setValue(round((value - low) / (high - low) * SLIDER_STEPS))
            blocker.unblock()
    elif isinstance(widget, QLineEdit):
        if not (widget.hasFocus() and widget.isModified()):
            widget.setText(str(value or ""))
    elif isinstance(widget, QLabel):
        widget.setText(str(value or ""))
        if (row := widget.parentWidget()) is not None:
            row.setHidden(not value)  # a name with nothing under it says nothing
