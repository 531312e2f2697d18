"""Tests of studio.app.handoff.phone_on_air: a phone on air is shown, and taken back from."""

from pytestqt.qtbot import QtBot

from studio.app.handoff.phone_on_air import PhoneOnAir
from tests.app.handoff.test_devices import card


def test_it_is_there_while_a_phone_is_on_air(qtbot: QtBot) -> None:
    phone = PhoneOnAir()
    qtbot.addWidget(phone)
    phone.show_devices([card("PC", is_on_air=True), card("Phone", is_phone=True)])
    assert phone.isHidden()
    phone.show_devices([card("客厅的手机", is_phone=True, is_on_air=True), card("PC")])
    assert not phone.isHidden()
    assert "客厅的手机" in phone.words.text()
    with qtbot.waitSignal(phone.back_wanted):
        phone.back.click()
    phone.show_devices(None)
    assert phone.isHidden()
