"""One strip of the mixer: what a source is called, how loud it is, and how loud it is let be.

It only shows and asks: whoever holds it sends the commands.  It stands upright in a low, wide
dock and lies in a narrow, high one.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.fader import Fader
from studio.app.widgets.meter import Meter
from studio.app.widgets.volume_field import VolumeField
from studio.app.words import tr

WIDE_PX = 96
"""Of a strip that stands."""
TIGHT_PX = 240
"""A strip that lies and is narrower has no button to listen: its menu has it."""
TINY_PX = 172
"""One that is narrower still has no figure either: the fader has it, and the sound in detail."""
_UP = Qt.Orientation.Vertical


class Strip(QWidget):
    """An input's, or of what is none: that can't be listened to alone and has no menu.

    Signals:
        volume_wanted: ``(volume_db, gesture)``.
        mute_wanted: Whether it should be muted.
        monitor_wanted: Whether it should be monitored.
        menu_wanted: Its menu, under this widget.
        name_wanted: Another name.
    """

    volume_wanted = Signal(float, str)
    mute_wanted = Signal(bool)
    monitor_wanted = Signal(bool)
    menu_wanted = Signal(QWidget)
    name_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, is_input: bool = True) -> None:
        super().__init__(parent)
        self.name = name
        self._is_input = is_input
        self.setObjectName("strip")
        self.label = ElidedLabel(name)
        self.label.setProperty("role", "strong")
        self.meter = Meter(_UP)
        self.fader = Fader(_UP)
        self.field = VolumeField(tr("Volume of {name} in dB", name=name))
        self.mute = IconButton("volume-2", tr("Mute"), checkable=True)
        self.monitor = IconButton("headphones", tr("Listen to it yourself"), checkable=True)
        self.menu = IconButton("ellipsis-vertical", tr("More of {name}", name=name))
        self.fader.setAccessibleName(tr("Volume of {name}", name=name))
        self.meter.setAccessibleName(tr("Level of {name}", name=name))
        self.setAccessibleName(name)
        self.fader.moved.connect(self.volume_wanted)
        self.field.edited.connect(lambda volume_db: self.volume_wanted.emit(volume_db, ""))
        self.mute.clicked.connect(self.mute_wanted)
        self.monitor.clicked.connect(self.monitor_wanted)
        self.menu.clicked.connect(lambda: self.menu_wanted.emit(self.menu))
        self._grid = QGridLayout(self)
        self._orientation: Qt.Orientation | None = None
        self.set_orientation(_UP)

    def set_orientation(self, orientation: Qt.Orientation) -> None:
        """Stand up or lie down."""
        if orientation is self._orientation:
            return
        self._orientation = orientation
        self.monitor.setVisible(self._is_input)
        self.menu.setVisible(self._is_input)
        self.field.setVisible(True)
        self.meter.set_orientation(orientation)
        self.fader.set_orientation(orientation)
        while self._grid.takeAt(0):
            pass
        for index in range(7):
            self._grid.setColumnStretch(index, 0)
            self._grid.setRowStretch(index, 0)
        self._stand() if orientation is _UP else self._lie()

    def set_volume(self, volume_db: float) -> None:
        """Show a volume."""
        self.fader.set_volume(volume_db)
        self.field.set_value(volume_db)

    def set_state(self, *, is_device: bool, is_muted: bool, is_monitored: bool) -> None:
        """Show what it is and what is done with it."""
        sounds, silent = ("mic", "mic-off") if is_device else ("volume-2", "volume-x")
        self.mute.setChecked(is_muted)
        self.mute.set_icon(sounds, silent, "live" if is_muted else "")
        self.mute.set_name(
            tr("Unmute {name}", name=self.name) if is_muted else tr("Mute {name}", name=self.name)
        )
        self.monitor.setChecked(is_monitored)
        self.monitor.set_icon("headphones", "headphones", "accent" if is_monitored else "")
        self.monitor.set_name(
            tr("Stop listening to {name}", name=self.name)
            if is_monitored
            else tr("Listen to {name} yourself", name=self.name)
        )

    def set_heard(self, is_muted: bool, why_not: str) -> None:
        """Show the level in colour if viewers hear it; else say why they don't."""
        self.meter.set_muted(is_muted or bool(why_not))
        self.label.setEnabled(not why_not)
        if why_not:
            self.setToolTip(why_not)
        else:
            self.setToolTip("")

    def rename(self) -> None:
        """Let the name be typed where it stands: Enter takes it, Esc leaves it."""
        field = QLineEdit(self.name, self)
        field.setAccessibleName(tr("New name of {name}", name=self.name))
        field.setMaxLength(200)
        field.setGeometry(self.label.geometry().adjusted(-4, -4, 4, 4))
        field.returnPressed.connect(lambda: self._named(field))
        field.editingFinished.connect(field.deleteLater)
        field.selectAll()
        field.show()
        field.setFocus()

    def _named(self, field: QLineEdit) -> None:
        name = field.text().strip()
        if name and name != self.name:
            self.name_wanted.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Give the name the room of what the menu has too, where a strip that lies is narrow."""
        super().resizeEvent(event)
        lies, scale = self._orientation is not _UP, tokens().scale
        is_tight = lies and self.width() < TIGHT_PX * scale
        self.monitor.setVisible(self._is_input and not is_tight)
        self.field.setVisible(not (lies and self.width() < TINY_PX * scale))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Open the menu, if it has one."""
        if self._is_input:
            self.menu_wanted.emit(self.menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Mute by M, and listen by L."""
        if event.key() == Qt.Key.Key_M and not event.modifiers():
            self.mute.click()
        elif event.key() == Qt.Key.Key_L and not event.modifiers() and self._is_input:
            self.monitor.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Take another width for larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._size()

    def _size(self) -> None:
        free, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        if self._orientation is _UP:
            self.setFixedWidth(round(WIDE_PX * tokens().scale))
            self.setMaximumHeight(16_777_215)
            self.setSizePolicy(fixed, free)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
            self.setSizePolicy(free, fixed)
        self.field.setFixedWidth(round(58 * tokens().scale))

    def _stand(self) -> None:
        grid = self._grid
        centre = Qt.AlignmentFlag.AlignHCenter
        grid.setContentsMargins(8, 4, 8, 8)
        grid.setSpacing(4)
        grid.addWidget(self.label, 0, 0, 1, 3)
        grid.addWidget(self.meter, 1, 0, 4, 1, centre)
        grid.addWidget(self.fader, 1, 1, 4, 1, centre)
        grid.addWidget(self.mute, 1, 2)
        grid.addWidget(self.monitor, 2, 2)
        grid.addWidget(self.menu, 4, 2)
        grid.addWidget(self.field, 5, 0, 1, 3, centre)
        self.label.setAlignment(centre | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._size()

    def _lie(self) -> None:
        grid = self._grid
        grid.setContentsMargins(8, 4, 4, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.mute, 0, 2)
        grid.addWidget(self.monitor, 0, 3)
        grid.addWidget(self.menu, 0, 4)
        grid.addWidget(self.meter, 1, 0, 1, 5)
        grid.addWidget(self.fader, 2, 0, 1, 5)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        self._size()
