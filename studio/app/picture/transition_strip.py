"""How scenes change, below the picture: kind, time, and in studio mode the way on air.

One row where there is room, more where there isn't: at twice the text size nothing is cut off.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from studio.app.link.engine_link import Reply
from studio.app.picture.t_bar import TBar
from studio.app.studio import Studio
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.number_field import NumberField
from studio.app.words import later, tr
from studio.model.command import Command
from studio.model.commands import (
    SetCurrentPreviewScene,
    SetCurrentProgramScene,
    TriggerStudioModeTransition,
)
from studio.model.edits import SetSceneTransition

KINDS = {"cut": later("Cut"), "fade": later("Fade")}
MAX_MS = 20_000
GAP_PX = 8


class TransitionStrip(QWidget):
    """See the module.

    Args:
        studio: The studio.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.kind = ComboBox(tr("How scenes change"))
        self.kind.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setMinimumContentsLength(0)
        for kind, title in KINDS.items():
            self.kind.addItem(tr(title), kind)
        self.duration = NumberField(tr("Duration"), 0, MAX_MS, step=50, suffix=tr(" ms"))
        self.duration.setToolTip(tr("Duration"))
        for each in (self.kind, self.duration):
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.t_bar = TBar(studio)
        self.go = PushButton(tr("Transition"), "arrow-right", role="primary")
        self.swap = IconButton("arrow-left-right", tr("Swap preview and programme at once"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(GAP_PX, 4, GAP_PX, 4)
        self._row.setSpacing(GAP_PX)
        self._left, self._choices = _row(self.kind, self.duration)
        self._right, _ = _row(self.t_bar, self.go, self.swap)
        self._row.addWidget(self._left)
        self._row.addWidget(self._right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._connect()
        self._follow()

    def _connect(self) -> None:
        mirror = self._studio.mirror
        self.kind.activated.connect(lambda: self._set())
        self.duration.edited.connect(lambda: self._set())
        self.go.clicked.connect(self.transition)
        self.swap.clicked.connect(self.change_places)
        mirror.collection_changed.connect(self._follow)
        mirror.studio_mode_changed.connect(self._follow)
        mirror.scenes_changed.connect(self._follow)
        mirror.is_there_changed.connect(self._follow)
        bind = self._studio.shortcuts.bind
        bind("transition", tr("Put the preview on air"), "Ctrl+Return", self, self.transition)
        self.go.set_tip(tr("Put the preview on air"), self._studio.shortcuts.key("transition"))

    def transition(self) -> None:
        """Put the preview on air."""
        if self._studio.mirror.studio_mode:
            self._do(TriggerStudioModeTransition())

    def change_places(self) -> None:
        """Put the preview on air by a cut, and the programme into the preview."""
        mirror = self._studio.mirror
        if mirror.studio_mode:
            old = mirror.program_scene
            self._do(SetCurrentProgramScene(scene=mirror.preview_scene, transition="cut"))
            self._do(SetCurrentPreviewScene(scene=old))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Take a second row where one is too short."""
        super().resizeEvent(event)
        self._arrange()

    def _set(self) -> None:
        kind = "cut" if self.kind.currentData() == "cut" else "fade"
        duration = round(self.duration.value())
        self._do(SetSceneTransition(kind=kind, duration_ms=duration))  # type: ignore[arg-type] # one of the two

    def _do(self, command: Command) -> None:
        self._studio.link.do(command, self._answered)

    def _answered(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", reply.reason)
        self._follow()

    def _follow(self) -> None:
        mirror = self._studio.mirror
        collection = mirror.collection
        if collection is not None:
            transition = collection.transition
            self.kind.setCurrentIndex(self.kind.findData(transition.kind))
            self.duration.set_value(transition.duration_ms)
            self.duration.setEnabled(transition.kind != "cut")
        self._right.setVisible(mirror.studio_mode)
        is_same = mirror.preview_scene == mirror.program_scene
        why = tr("The preview is on air already. Choose another scene.") if is_same else ""
        self.go.refuse(why)
        self.swap.refuse(why)
        self.t_bar.setEnabled(not is_same or self.t_bar.value() > 0)
        self.setEnabled(mirror.is_there)
        self._arrange()

    def _arrange(self) -> None:
        left = self.kind.sizeHint().width() + self.duration.sizeHint().width() + GAP_PX
        both = left + self._right.sizeHint().width() + GAP_PX
        room = self.width() - 2 * GAP_PX
        self._turn(self._row, is_tight=self._studio.mirror.studio_mode and both > room)
        self._turn(self._choices, is_tight=left > room)

    def _turn(self, layout: QBoxLayout, *, is_tight: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if is_tight else QBoxLayout.Direction.LeftToRight
        if layout.direction() is not way:
            layout.setDirection(way)
            self.updateGeometry()


def _row(*widgets: QWidget) -> tuple[QWidget, QBoxLayout]:
    row = QWidget()
    layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_PX)
    layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(0)
    return row, layout
