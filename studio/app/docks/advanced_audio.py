"""Every value of every source's sound, to be typed: the panel beside the mixer."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.docks.sounding import is_monitored, monitor, on_track, sounding
from studio.app.docks.strip_menu import track_name
from studio.app.link.engine_link import Reply
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.section import Section
from studio.app.widgets.switch import Switch
from studio.app.widgets.volume_field import VolumeField
from studio.app.words import tr
from studio.model.commands import GetChoices
from studio.model.edits import (
    Edit,
    SetInputAudioBalance,
    SetInputAudioSyncOffset,
    SetInputMute,
    SetInputVolume,
    SetMonitor,
)
from studio.model.scene import BUS_COUNT, Collection, Input


class AdvancedAudio(QWidget):
    """See the module.

    Args:
        first: The source that is to be seen at once.
    """

    def __init__(self, studio: Studio, first: str = "") -> None:
        super().__init__()
        self._studio = studio
        self._rows: dict[str, SoundRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens().gap_wide_px)
        self._device = ComboBox(tr("What you listen on"))
        self._device.activated.connect(self._choose_device)
        listen = Section(tr("What you listen on"))
        listen.body.addWidget(self._device)
        self._column.addWidget(listen)
        self._column.addStretch(1)
        studio.mirror.collection_changed.connect(self._draw)
        studio.link.do(GetChoices(kind="monitor", setting="device"), self._on_devices)
        self._draw()
        if first in self._rows:
            QTimer.singleShot(0, self, lambda: self._reveal(first))

    def do(self, edit: Edit) -> None:
        """Have it done; say why not if it can't be."""
        self._studio.link.do(edit, self._on_reply)

    def _draw(self) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        inputs = {each.name: each for each in sounding(collection)}
        for name in self._rows.keys() - inputs.keys():
            row = self._rows.pop(name)
            self._column.removeWidget(row)
            row.deleteLater()
        for name, each in inputs.items():
            if name not in self._rows:
                self._rows[name] = SoundRow(name, self)
                self._column.insertWidget(self._column.count() - 1, self._rows[name])
            self._rows[name].show_values(collection, each)

    def _reveal(self, name: str) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        row = self._rows.get(name)
        if above is not None and row is not None:
            above.ensureWidgetVisible(row)
            row.volume.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_devices(self, reply: Reply) -> None:
        choices = reply.data.get("choices")
        self._device.clear()
        self._device.addItem(tr("The system's output"), "")
        for choice in choices if isinstance(choices, list) else []:
            if isinstance(choice, dict) and choice.get("value"):
                self._device.addItem(str(choice.get("text")), choice["value"])
        collection = self._studio.mirror.collection
        if collection:
            index = self._device.findData(collection.audio.monitor_device)
            self._device.setCurrentIndex(max(0, index))

    def _choose_device(self, index: int) -> None:
        collection = self._studio.mirror.collection
        if collection:
            device = str(self._device.itemData(index) or "")
            self.do(SetMonitor(bus=collection.audio.monitor_bus, device=device))

    def set_monitored(self, name: str, is_wanted: bool) -> None:
        """Let the anchor hear an input, or no longer."""
        collection = self._studio.mirror.collection
        shown = collection.input(name) if collection else None
        if collection and shown:
            self.do(monitor(collection, shown, is_wanted))

    def set_on_track(self, name: str, bus: int, is_wanted: bool) -> None:
        """Put an input on a track, or take it off."""
        collection = self._studio.mirror.collection
        shown = collection.input(name) if collection else None
        if shown:
            self.do(on_track(shown, bus, is_wanted))

    def _on_reply(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", reply.reason)
            self._draw()


class SoundRow(Section):
    """One source's values."""

    def __init__(self, name: str, panel: AdvancedAudio) -> None:
        super().__init__(name, folds=True)
        self.volume = VolumeField(tr("Volume of {name} in dB", name=name))
        self.balance = NumberField(
            tr("Balance of {name}: -100 is left, 100 right", name=name), -100, 100, 5
        )
        self.offset = NumberField(
            tr("Sync offset of {name} in ms: positive is later", name=name),
            -950,
            20_000,
            10,
            suffix=" ms",
        )
        self.mute = Switch(tr("Mute {name}", name=name))
        self.monitor = Switch(tr("Listen to {name} yourself", name=name))
        self.tracks = {bus: QCheckBox(str(bus)) for bus in range(1, BUS_COUNT + 1)}
        self.volume.edited.connect(
            lambda volume_db: panel.do(SetInputVolume(input=name, volume_db=volume_db))
        )
        self.balance.edited.connect(
            lambda part: panel.do(
                SetInputAudioBalance(input=name, balance=round((part + 100) / 200, 4))
            )
        )
        self.offset.edited.connect(
            lambda offset_ms: panel.do(
                SetInputAudioSyncOffset(input=name, sync_offset_ms=int(offset_ms))
            )
        )
        self.mute.edited.connect(lambda muted: panel.do(SetInputMute(input=name, muted=muted)))
        self.monitor.edited.connect(lambda is_wanted: panel.set_monitored(name, is_wanted))
        for bus, box in self.tracks.items():
            box.clicked.connect(lambda is_wanted, bus=bus: panel.set_on_track(name, bus, is_wanted))
        self._place(name)

    def show_values(self, collection: Collection, shown: Input) -> None:
        """Show the values as they are now."""
        self.volume.set_value(shown.volume_db)
        self.balance.set_value(round(shown.balance * 200 - 100))
        self.offset.set_value(shown.sync_offset_ms)
        self.mute.set_on(shown.muted)
        self.monitor.set_on(is_monitored(collection, shown))
        for bus, box in self.tracks.items():
            box.setChecked(bus in shown.buses)
            box.setToolTip(track_name(collection, bus))
            box.setAccessibleName(
                tr("{name} on track {track}", name=shown.name, track=track_name(collection, bus))
            )

    def _place(self, name: str) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(tokens().grid_px)
        numbers = (self.volume, self.balance, self.offset)
        widest = max(self.offset.sizeHint().width(), self.balance.sizeHint().width())
        highest = max(each.sizeHint().height() for each in numbers)
        for each in numbers:
            each.setFixedSize(widest, highest)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Volume (dB)"), self.volume),
            (tr("Balance"), self.balance),
            (tr("Sync offset"), self.offset),
            (tr("Muted"), self.mute),
            (tr("You hear it"), self.monitor),
        )
        for index, (word, widget) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(widget)
            grid.addWidget(label, index, 0)
            grid.addWidget(widget, index, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(grid)
        self.body.addWidget(QLabel(tr("Tracks")))
        line = QHBoxLayout()
        line.setSpacing(tokens().gap_px)
        for box in self.tracks.values():
            line.addWidget(box, 1)
        self.body.addLayout(line)
