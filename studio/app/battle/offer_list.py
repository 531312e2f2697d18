"""Which of our cameras the studio that we visit may show: a box for each, none ticked at first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.app.battle.offering import offerable
from studio.app.battle.visit import StudioVisit
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr


class OfferList(QWidget):
    """See the module.

    Args:
        studio: Whose inputs.
        visit: What is ticked is offered by it, also while it goes on.

    Attributes:
        boxes: By the input's name.
    """

    def __init__(self, studio: Studio, visit: StudioVisit) -> None:
        super().__init__()
        self._studio = studio
        self._visit = visit
        self.boxes: dict[str, QCheckBox] = {}
        self._rows: list[QWidget] = []
        self.about = QLabel()
        self.about.setProperty("role", "small")
        self.about.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens().gap_px)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        column.addWidget(self.about)
        column.addLayout(self._grid)
        visit.changed.connect(self._mark)
        studio.mirror.collection_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Have a box for each input whose picture can be sent."""
        collection = self._studio.mirror.collection
        names = [each.name for each in offerable(collection)] if collection else []
        if names != list(self.boxes) or not names:
            for widget in self._rows:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            self._rows.clear()
            self.boxes = {name: self._box(row, name) for row, name in enumerate(names)}
        self.about.setText(
            tr(
                "What is ticked they may show as a camera of their own: as it comes from the "
                "camera, without your filters."
            )
            if names
            else tr("No camera, phone or video to offer yet: add one as a source.")
        )
        self._mark()

    def _box(self, row: int, name: str) -> QCheckBox:
        box, label = QCheckBox(), ElidedLabel(name)
        box.setAccessibleName(tr("Let them show {name}", name=name))
        box.setMinimumSize(tokens().target_px, tokens().target_px)
        box.clicked.connect(lambda is_ticked: self._visit.offer(name, is_ticked))
        label.setBuddy(box)
        self._grid.addWidget(box, row, 0)
        self._grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._rows += [box, label]
        return box

    def _mark(self) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in self._visit.offers)
