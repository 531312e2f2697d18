"""What a gift is called, how long it is, and what it costs a stream."""

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.gifts.draft import Draft
from studio.app.theme import tokens
from studio.app.widgets.number_field import NumberField
from studio.app.words import later, tr
from studio.model.effect import MAX_MS, files_of
from studio.model.effect_cost import Cost, cost_of

LEVELS = {
    "small": (later("Small cost"), "good"),
    "middle": (later("Middle cost"), "quiet"),
    "large": (later("Large cost"), "warning"),
}
DEAREST = {
    "pixels": later("{percent} % of the pictures that models may have"),
    "particles": later("{percent} % of the particles that there may be at once"),
    "parts": later("{percent} % of what is allowed: it has many parts"),
    "bytes": later("{percent} % of the size that its files may have"),
}


class HeadForm(QWidget):
    """See the module."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.names: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(tokens().grid_px)
        for number, (key, title) in enumerate(
            (("zh", tr("Chinese name")), ("en", tr("English name")))
        ):
            line = QLineEdit()
            line.setMaxLength(40)
            line.setAccessibleName(title)
            line.textEdited.connect(lambda text, key=key: self._call(key, text))
            label = QLabel(title)
            label.setBuddy(line)
            grid.addWidget(label, number, 0)
            grid.addWidget(line, number, 1)
            self.names[key] = line
        self.seconds = NumberField(
            tr("Length in seconds"), 0.2, MAX_MS / 1000, step=0.5, decimals=1, suffix=" s"
        )
        self.seconds.edited.connect(self._set_length)
        self.cost = QLabel()
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Length")))
        row.addWidget(self.seconds)
        row.addStretch(1)
        row.addWidget(self.cost)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addLayout(grid)
        column.addLayout(row)
        draft.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        for key, line in self.names.items():
            text = str(self._draft.told["name"].get(key, ""))
            if line.text() != text:
                line.setText(text)
        self.seconds.set_value(self._draft.ms / 1000)
        cost = cost_of_draft(self._draft)
        self.cost.setVisible(cost is not None)
        if cost is not None:
            words, badge = LEVELS[cost.level]
            self.cost.setText(tr(words))
            self.cost.setProperty("badge", badge)
            self.cost.setToolTip(tr(DEAREST[cost.dearest], percent=cost.percent))
            self.cost.style().unpolish(self.cost)
            self.cost.style().polish(self.cost)

    def _call(self, key: str, text: str) -> None:
        with self._draft.edit(f"name {key}") as told:
            told["name"][key] = text

    def _set_length(self, seconds: float) -> None:
        with self._draft.edit("length") as told:
            told["ms"] = round(seconds * 1000)


def cost_of_draft(draft: Draft) -> Cost | None:
    """Return what a gift costs; None as long as it can't be shown."""
    effect = draft.effect
    if effect is None:
        return None
    paths = [path for path in map(Path, files_of(effect)) if path.is_file()]
    return cost_of(effect, sum(path.stat().st_size for path in paths))
