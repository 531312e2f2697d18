"""Tests of studio.app.live.destination_form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.live.destination_form import DestinationForm
from studio.app.settings.model import Destination


def _form(qtbot: QtBot, kind: str = "custom", url: str = "") -> DestinationForm:
    form = DestinationForm(Destination(title="", kind=kind, url=url))
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    return form


def _choose(form: DestinationForm, kind: str) -> None:
    form.kind.setCurrentIndex(form.kind.findData(kind))
    form.kind.activated.emit(form.kind.currentIndex())


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_known_platform_needs_its_key_only(qtbot: QtBot) -> None:
    form = _form(qtbot)
    _choose(form, "bilibili")
    assert form.address.text().startswith("rtmp://live-push.bilivideo.com")
    assert form.destination.url == ""
    with qtbot.waitSignal(form.edited):
        _type(form.key, "?streamname=live_1&key=abc")
    made = form.destination
    assert made.url == "rtmp://live-push.bilivideo.com/live-bvc/?streamname=live_1&key=abc"
    assert (made.kind, made.title) == ("bilibili", form.kind.currentText())
    assert form.problem == ""


def test_the_room_needs_nothing(qtbot: QtBot) -> None:
    form = _form(qtbot)
    _choose(form, "room")
    assert form.problem == ""
    assert not form.key.isVisible()
    assert not form.address.isVisible()


def test_says_what_is_wrong_while_one_types(qtbot: QtBot) -> None:
    form = _form(qtbot)
    assert not form.wrong.isVisible()
    _type(form.address, "http://h/app")
    assert form.wrong.isVisible()
    assert "rtmp" in form.wrong.text()
    assert form.destination.url == ""
    _type(form.address, "rtmp://h/app")
    _type(form.key, "k")
    assert not form.wrong.isVisible()
    assert form.destination.url == "rtmp://h/app/k"


def test_takes_a_whole_address_apart(qtbot: QtBot) -> None:
    form = _form(qtbot)
    _type(form.address, "rtmp://h/app/k3y")
    form.address.editingFinished.emit()
    assert (form.address.text(), form.key.text()) == ("rtmp://h/app/", "k3y")
    assert form.destination.url == "rtmp://h/app/k3y"


def test_a_key_is_dots_until_it_is_shown_and_again_when_hidden(qtbot: QtBot) -> None:
    form = _form(qtbot, url="rtmp://h/app/s3cret")
    assert "s3cret" not in form.key.displayText()
    form.key.setFocus()
    QTest.keyClick(form.key, Qt.Key.Key_Tab)
    assert form.key.eye.hasFocus()
    QTest.keyClick(form.key.eye, Qt.Key.Key_Space)
    assert form.key.displayText() == "s3cret"
    assert form.key.eye.accessibleName() == "Hide the key"
    form.hide()
    assert "s3cret" not in form.key.displayText()


@pytest.mark.parametrize("key", ["live_abc", "abc"])
def test_a_key_that_looks_like_another_platforms_is_pointed_out(qtbot: QtBot, key: str) -> None:
    form = _form(qtbot)
    _choose(form, "twitch")
    _type(form.key, key)
    assert form.destination.url.endswith(key)
    assert bool(form.problem) is (key == "abc")
