"""Sets of values to begin with, as buttons above a filter's settings; the one that is on is down.

chips = PresetChips(presets_of("beauty"))
chips.show_settings(filter.settings)
chips.chosen.connect(use)                 # all settings of a preset
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr
from studio.model.beauty_presets import beauty_presets
from studio.model.kinds import FILTER_KINDS

MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Preset:
    """One of them.

    Attributes:
        title: In the anchor's language.
        settings: All that the filter has.
    """

    title: str
    settings: Mapping[str, object]


def presets_of(kind: str) -> tuple[Preset, ...]:
    """Return the presets of a kind of filter; most have none."""
    if kind != "beauty":
        return ()
    return tuple(Preset(tr(each.title), each.settings) for each in beauty_presets())


def is_set(preset: Preset, kind: str, settings: Mapping[str, object]) -> bool:
    """Say whether a filter's settings are those of a preset; what isn't told is the default."""
    fields = FILTER_KINDS[kind].model_fields
    now = {name: settings.get(name, field.default) for name, field in fields.items()}
    return now == dict(preset.settings)


class PresetChips(QWidget):
    """See the module.

    Args:
        kind: Of the filter.
        presets: Of that kind.

    Attributes:
        chosen: The anchor wants these settings.
        pointed: The pointer is over the preset of these; empty: over none.
    """

    chosen = Signal(dict)
    pointed = Signal(dict)

    def __init__(self, kind: str, presets: Sequence[Preset], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._presets = tuple(presets)
        self.buttons: list[PushButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens().grid_px)
        self._columns = 0
        for preset in self._presets:
            button = PushButton(preset.title)
            button.setCheckable(True)
            button.setAccessibleName(tr("Preset {name}", name=preset.title))
            button.clicked.connect(lambda _=False, preset=preset: self._choose(preset))
            button.installEventFilter(self)
            self.buttons.append(button)
        self._place(2)

    def show_settings(self, settings: Mapping[str, object]) -> None:
        """Have the button down whose values these are; none if the anchor has made their own."""
        for preset, button in zip(self._presets, self.buttons, strict=True):
            button.setChecked(is_set(preset, self._kind, settings))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have as many side by side as are whole."""
        super().resizeEvent(event)
        gap_px = self._grid.spacing()
        widest_px = max((each.sizeHint().width() for each in self.buttons), default=1)
        fit = (self.width() + gap_px) // (widest_px + gap_px)
        self._place(max(1, min(fit, MOST_COLUMNS)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Tell what the pointer is over."""
        if event.type() == QEvent.Type.Enter:
            over = zip(self._presets, self.buttons, strict=True)
            found = (dict(preset.settings) for preset, button in over if button is watched)
            self.pointed.emit(next(found, {}))
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit({})
        return super().eventFilter(watched, event)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(number, columns))
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _choose(self, preset: Preset) -> None:
        self.show_settings(preset.settings)
        self.chosen.emit(dict(preset.settings))
