"""Chooses how people lie in the scene that is worked on, and which picture is the anchor's."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.app.panels.adding import edited_scene
from studio.app.stage.layout_button import LayoutButton
from studio.app.stage.layout_edits import ANCHORS, anchor_item
from studio.app.stage.layouts import AUTO, FREE, LAYOUTS
from studio.app.stage.seating import Seating
from studio.app.stage.seats import seat_of
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.combo_box import ComboBox
from studio.app.words import later, tr
from studio.model.graph import items_of

LEAST_PX, LEAST_COLUMNS = 48, 3
OTHERS = ((AUTO, later("Fits by itself")), (FREE, later("By hand")))
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class LayoutPicker(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._seating = Seating.of(studio)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, LayoutButton] = {}
        titles = [OTHERS[0], *((each.id, each.title) for each in LAYOUTS), OTHERS[1]]
        for id, title in titles:
            button = self.buttons[id] = LayoutButton(id, tr(title))
            button.clicked.connect(lambda _=False, id=id: self._seating.choose(id))
            self._group.addButton(button)
        self.anchor = ComboBox(tr("Your own picture"))
        self.anchor.activated.connect(self._choose_anchor)
        label = QLabel(tr("Your own picture"))
        label.setProperty("role", "small")
        label.setBuddy(self.anchor)
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens().grid_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        column.addLayout(self._grid)
        column.addWidget(label)
        column.addWidget(self.anchor)
        self._columns = 0
        self._lay(LEAST_COLUMNS)  # more once its width is known: Qt's guess is 640
        self._seating.changed.connect(self._draw)
        studio.mirror.scenes_changed.connect(self._draw)
        studio.mirror.studio_mode_changed.connect(self._draw)
        studio.mirror.collection_changed.connect(self._draw)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have as many side by side as there is room for."""
        super().resizeEvent(event)
        self._reflow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Walk through the layouts by arrows; space chooses."""
        buttons = list(self.buttons.values())
        step = STEPS.get(Qt.Key(event.key()))
        at = next((n for n, each in enumerate(buttons) if each.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        else:
            to = buttons[(at + step) % len(buttons)]
            to.setFocus(Qt.FocusReason.TabFocusReason)

    def _reflow(self) -> None:
        columns = min(len(self.buttons), self.width() // self._each_px())
        self._lay(max(LEAST_COLUMNS, columns))

    def _each_px(self) -> int:
        return round(LEAST_PX * tokens().scale) + self._grid.spacing()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need the width of few: those that stand side by side now fall below one another."""
        return QSize(LEAST_COLUMNS * self._each_px(), super().minimumSizeHint().height())

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)

    def _draw(self) -> None:
        scene = edited_scene(self._studio)
        chosen = self._seating.chosen_for(scene) or FREE
        self.buttons.get(chosen, self.buttons[FREE]).setChecked(True)
        collection = self._studio.mirror.collection
        if collection is None or self.anchor.view().isVisible():
            return
        shown = [collection.input(item.source) for item in items_of(collection, scene)]
        names = [each.name for each in shown if each and each.kind in ANCHORS and not seat_of(each)]
        own = anchor_item(collection, scene, self._studio.settings.now.stage_anchor)
        if names != [self.anchor.itemText(index) for index in range(self.anchor.count())]:
            self.anchor.clear()
            self.anchor.addItems(names)
        self.anchor.setEnabled(bool(names))
        self.anchor.setToolTip("" if names else tr("This scene shows no camera of yours."))
        self.anchor.setCurrentIndex(names.index(own.source) if own else -1)

    def _choose_anchor(self) -> None:
        self._seating.choose_anchor(self.anchor.currentText())
