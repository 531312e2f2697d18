"""Tests of studio.app.handoff.devices: who fits what is on air, and who is made to."""

from pytestqt.qtbot import QtBot

from studio.app.handoff.devices import Devices
from studio.ipc.message import Message

MISFIT = (
    "Phone sends 720x1280 where 1280x720 is on air: set its picture size to 1280x720 and try again."
)


def card(name: str, **more: object) -> Message:
    return {"name": name, "is_on_air": False, "has_media": True, "misfit": "", **more}


def test_those_that_stand_by_are_shown_and_asked_for_by_name(qtbot: QtBot) -> None:
    devices = Devices()
    qtbot.addWidget(devices)
    asked: list[tuple[str, bool]] = []
    devices.transcode_wanted.connect(lambda name, is_on: asked.append((name, is_on)))
    devices.show_devices([card("PC", is_on_air=True), card("new", has_media=False)])
    assert devices.isHidden()
    devices.show_devices([card("PC", is_on_air=True), card("Phone", misfit=MISFIT), card("B")])
    assert not devices.isHidden()
    phone, other = devices.rows["Phone"], devices.rows["B"]
    assert phone.state.text() == MISFIT
    assert not phone.box.isHidden()
    assert other.box.isHidden()
    assert phone.air.isHidden()
    on_air: list[str] = []
    devices.air_wanted.connect(on_air.append)
    other.air.click()
    assert on_air == ["B"]
    phone.box.click()
    assert asked == [("Phone", True)]
    devices.show_devices([card("Phone", is_transcoded=True)])
    assert list(devices.rows) == ["Phone"]
    assert "the server converts" in phone.state.text()
    assert phone.box.isChecked()
    phone.box.click()
    assert asked[-1] == ("Phone", False)
    devices.show_devices(None)
    assert devices.isHidden()
