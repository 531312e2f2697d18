"""Devices that publish to the room and are not on air: whether each fits, or is made to.

devices = Devices()
devices.transcode_wanted.connect(lambda name, is_on: …)
devices.air_wanted.connect(lambda name: …)
devices.show_devices(answer["devices"])       # as the room client has them
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.section import Section
from studio.app.words import tr
from studio.app.words.told import told

_MOST_SHOWN = 8


class Devices(Section):
    """See the module; hidden where there is none.

    Attributes:
        rows: By the devices' names.
        transcode_wanted: A device's stream is to be made to fit, or no longer.
        air_wanted: A device is to go on air.
    """

    transcode_wanted = Signal(str, bool)
    air_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Devices that stand by"))
        self.rows: dict[str, DeviceRow] = {}
        self.hide()

    def show_devices(self, devices: object) -> None:
        """Show how they are now."""
        standing = {
            name: each
            for each in (devices if isinstance(devices, list) else ())
            if isinstance(each, dict) and each.get("has_media") and not each.get("is_on_air")
            if isinstance(name := each.get("name"), str)
        }
        for name in [name for name in self.rows if name not in standing]:
            self.rows.pop(name).deleteLater()
        for name, each in list(standing.items())[:_MOST_SHOWN]:
            if name not in self.rows:
                self.rows[name] = row = DeviceRow(name)
                row.transcode_wanted.connect(self.transcode_wanted)
                row.air_wanted.connect(self.air_wanted)
                self.body.addWidget(row)
            misfit, is_transcoded = str(each.get("misfit") or ""), each.get("is_transcoded")
            self.rows[name].show_device(misfit, is_transcoded=is_transcoded is True)
        self.setVisible(bool(self.rows))


class DeviceRow(QWidget):
    """One device.

    Args:
        name: What it is called.
    """

    transcode_wanted = Signal(str, bool)
    air_wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        title = _words("strong", name)
        self.state = _words("quiet")
        self.box = QCheckBox(tr("The server converts it"))
        self.box.clicked.connect(self._say_transcode)
        self.box.setToolTip(
            tr("It costs the server processor time, and the picture some of its quality.")
        )
        self.box.setAccessibleName(tr("The server converts what “{device}” sends", device=name))
        self.air = PushButton(tr("Put on air"), "radio-tower")
        self.air.clicked.connect(self._say_air)
        self.air.setAccessibleName(tr("Put “{device}” on air", device=name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        for widget in (title, self.state, self.box, self.air):
            column.addWidget(widget)

    def show_device(self, misfit: str, *, is_transcoded: bool) -> None:
        """Show whether it fits what is on air, and whether it is made to."""
        text = tr("It can go on air as it is.")
        if is_transcoded:
            text = tr("It can go on air: the server converts what it sends.")
        if misfit:
            text = told(misfit)
        self.state.setText(text)
        self.box.setChecked(is_transcoded)
        self.box.setVisible(bool(misfit) or is_transcoded)
        self.air.setVisible(not misfit)

    def _say_transcode(self, is_on: bool) -> None:
        self.transcode_wanted.emit(self._name, is_on)

    def _say_air(self) -> None:
        self.air_wanted.emit(self._name)


def _words(role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
