"""Settings of sound: what one listens to, and on which device."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from studio.app.settings.choice import ChoiceBox
from studio.app.settings.group import SettingGroup
from studio.app.settings.row import SettingRow
from studio.app.words import tr
from studio.model.commands import GetChoices
from studio.model.edits import SetMonitor

if TYPE_CHECKING:
    from studio.app.link.engine_link import Reply
    from studio.app.studio import Studio


def group(studio: "Studio") -> SettingGroup:
    """Return the group."""
    made = MonitorSettings(studio)
    row = SettingRow(
        tr("Headphones"),
        tr("Where you hear the sources that you monitor. Wear headphones, or it echoes."),
        made.device,
        "monitor device output 监听 耳机 设备 输出",
    )
    group = SettingGroup("sound", tr("Sound"), [row])
    made.setParent(group)
    return group


class MonitorSettings(QObject):
    """The device that is listened on."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__()
        self._studio = studio
        self._default = ("", tr("The system's output"))
        self.device = ChoiceBox(tr("Headphones"), [self._default])
        self.device.chosen.connect(self._send)
        studio.mirror.collection_changed.connect(self._draw)
        self._draw()
        studio.link.do(GetChoices(kind="monitor", setting="device"), self._take)

    def _draw(self) -> None:
        collection = self._studio.mirror.collection
        if collection is not None:
            self.device.set_value(collection.audio.monitor_device)

    def _take(self, reply: "Reply") -> None:
        if not isValid(self):  # the page was closed meanwhile
            return
        choices = reply.data.get("choices") if reply.ok else None
        if not isinstance(choices, list):
            return
        pairs = [
            (str(each.get("value", "")), str(each.get("text", "")))
            for each in choices
            if isinstance(each, dict)
        ]
        self.device.set_choices(
            [self._default, *(pair for pair in pairs if pair[0])], self.device.value
        )
        self._draw()

    def _send(self, device: str) -> None:
        collection = self._studio.mirror.collection
        bus = collection.audio.monitor_bus if collection is not None else 0
        self._studio.link.do(SetMonitor(bus=bus, device=device), self._answered)

    def _answered(self, reply: "Reply") -> None:
        if not reply.ok and isValid(self):
            self._studio.say("warning", reply.reason)
            self._draw()
