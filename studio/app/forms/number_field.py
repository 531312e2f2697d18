"""A number to type, with a slider before it where both ends are known and near enough."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.theme import tokens
from studio.app.widgets.number_field import NumberField as NumberBox
from studio.app.words import tr

FARTHEST = 1e9
FINEST = 4
"""Digits behind the point."""
BOX_PX, INLINE_PX = 112, 152
MOST_STEPS = 2100
"""A slider with more of them can't be hit any more."""
PARTS = 200
MOST_FINE = 100
"""A way no longer than this has so many steps, where the number tells none of its own."""


class _Box(NumberBox):
    """Shows no more digits behind the point than there are."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 # Qt's name
        """Return 300 for 300.000."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class NumberField(Field):
    """A number with its unit."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        low = -FARTHEST if setting.minimum is None else setting.minimum
        high = FARTHEST if setting.maximum is None else setting.maximum
        self._low, self._step = low, _step(setting)
        unit = {"": "", "°": "°", "%": " %"}.get(setting.unit, f" {setting.unit}")
        box = NumberBox if setting.step else _Box
        self.box = box(
            self.name, low, high, step=self._step, decimals=_decimals(setting, self._step)
        )
        self.box.setSuffix(unit)
        if setting.nothing and low == 0:
            self.box.setSpecialValueText(tr(setting.nothing))
        self.slider: QSlider | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        steps = (high - low) / self._step
        if 1 < steps <= MOST_STEPS and not setting.nothing:
            self.slider = self._make_slider(round(steps))
            row.addWidget(self.slider, 1)
            # Boxes of one width, so that sliders below one another end in one line.
            self._widen(BOX_PX)
        else:
            self._widen(INLINE_PX)
        row.addWidget(self.box, 0 if self.slider else 1)
        self.is_inline = self.slider is None
        self.setFocusProxy(self.box)
        self.box.edited.connect(self._typed)

    def _widen(self, least_px: int) -> None:
        wide = round(least_px * (1 + (tokens().scale - 1) * 0.6))  # as a panel grows
        self.box.setMinimumWidth(max(wide, self.box.sizeHint().width()))

    def set_value(self, value: object) -> None:
        """Show a number."""
        number = _number(value, self.setting.default)
        self.box.set_value(number)
        self._slide_to(number)

    def _make_slider(self, steps: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, steps)
        slider.setProperty("mouseOnly", True)  # the number beside it is for the keyboard
        slider.setPageStep(max(1, steps // 20))
        slider.setAccessibleName(tr("{name}, slider", name=self.name))
        slider.setMinimumWidth(tokens().target_px * 2)
        slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the box beside it is for keys
        slider.valueChanged.connect(self._slid)
        return slider

    def _slid(self, at: int) -> None:
        number = self._low + at * self._step
        self.box.set_value(number)
        self.edited.emit(self._told(number))

    def _typed(self, number: float) -> None:
        self._slide_to(number)
        self.edited.emit(self._told(number))

    def _slide_to(self, number: float) -> None:
        if self.slider is not None:
            self.slider.blockSignals(True)
            self.slider.setValue(round((number - self._low) / self._step))
            self.slider.blockSignals(False)

    def _told(self, number: float) -> float:
        return round(number) if self.setting.is_whole else round(number, self.box.decimals())


def _number(value: object, other: object) -> float:
    for each in (value, other):
        if isinstance(each, int | float) and not isinstance(each, bool) and abs(each) <= FARTHEST:
            return float(each)
    return 0.0


def _step(setting: Setting) -> float:
    if setting.step:
        return setting.step
    if setting.minimum is None or setting.maximum is None:
        return 1.0
    way = setting.maximum - setting.minimum
    return way / PARTS if 0 < way <= MOST_FINE else 1.0


def _decimals(setting: Setting, step: float) -> int:
    if setting.is_whole:
        return 0
    return next((n for n in range(FINEST) if round(step, n) == step), FINEST) if setting.step else 3
