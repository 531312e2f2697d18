"""Tests of studio.app.plugins.panel, card and what they show, with a real plugin host."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.app.forms.text_field import TextField
from studio.app.plugins.card import PluginCard
from studio.app.plugins.hotkeys import PluginHotkeys
from studio.app.plugins.panel import PluginsPanel, install_plugin
from studio.app.studio import Studio
from studio.app.widgets.buttons import PushButton
from tests.app.engine_stage import until
from tests.app.walk import faults

pytestmark = pytest.mark.slow


@pytest.fixture
def panel(hosted: Studio, qtbot: QtBot) -> PluginsPanel:
    made = PluginsPanel(hosted)
    qtbot.addWidget(made)
    made.resize(360, 900)
    made.show()
    return made


def installed(panel: PluginsPanel, folder: Path) -> PluginCard:
    until(lambda: "lottery" in panel.cards)
    panel.install(folder)
    until(lambda: "tried" in panel.cards and panel.cards["tried"].details is not None)
    return panel.cards["tried"]


def test_from_the_file_to_a_plugin_that_does_what_is_pressed(
    panel: PluginsPanel, hosted: Studio, tried: Path
) -> None:
    until(lambda: "lottery" in panel.cards)
    card = installed(panel, tried)
    assert (card.called, card.plugin.state, card.switch.isChecked()) == ("Tried", "off", False)
    details = card.details
    assert details is not None
    assert "Tries it." in [label.text() for label in details.findChildren(QLabel)]
    card.switch.click()
    until(lambda: card.plugin.state == "needs_rights")
    for box in details.rights.boxes.values():
        assert not box.isChecked()
        box.click()
    until(lambda: card.plugin.state == "running")
    until(lambda: details.controls is not None)
    assert details.controls is not None
    press = details.controls.widgets["press"]
    assert isinstance(press, PushButton)
    assert press.text() == "Press"
    press.click()
    until(lambda: "used press None" in details.log.toPlainText())
    said = details.controls.widgets["said"]
    until(lambda: getattr(said, "text", str)() == "1 presses")
    until(lambda: details.usage.accessibleDescription())
    assert "Memory: " in details.usage.accessibleDescription()
    assert not faults(panel)


def test_settings_are_set_by_a_form_and_a_plugin_can_be_removed(
    panel: PluginsPanel, hosted: Studio, tried: Path
) -> None:
    card = installed(panel, tried)
    details = card.details
    assert details is not None
    assert details.form is not None
    field = details.form.rows["greeting"].field
    assert isinstance(field, TextField)
    details.form.choose("greeting", "你好")
    until(lambda: hosted.plugins.plugins["tried"].settings.get("greeting") == "你好")
    details.remove.click()
    assert details.question.isVisible()
    details.no.click()
    assert not details.question.isVisible()
    details.remove.click()
    details.yes.click()
    until(lambda: "tried" not in panel.cards)
    assert panel.cards["lottery"].isVisible()


def test_what_comes_along_can_not_be_removed_and_what_is_no_plugin_is_said(
    panel: PluginsPanel, tmp_path: Path
) -> None:
    until(lambda: "lottery" in panel.cards)
    card = panel.cards["lottery"]
    card.set_open(True)
    assert card.details is not None
    assert not card.details.remove.isEnabled()
    assert "came with" in card.details.remove.toolTip()
    (tmp_path / "no.zip").write_bytes(b"nothing")
    panel.install(tmp_path / "no.zip")
    until(lambda: panel.findChildren(type(panel.empty)) and _bars(panel))
    assert len(_bars(panel)[0]) > 10


def _bars(panel: PluginsPanel) -> list[str]:
    from studio.app.widgets.bar import Bar

    return [bar.text for bar in panel.findChildren(Bar)]


def test_hotkeys_are_bound_while_they_may_be_heard(
    panel: PluginsPanel, hosted: Studio, tried: Path
) -> None:
    keys = PluginHotkeys(hosted, panel)
    card = installed(panel, tried)
    assert not hosted.shortcuts.actions
    card.switch.click()
    details = card.details
    assert details is not None
    for box in details.rights.boxes.values():
        box.click()
    until(lambda: card.plugin.state == "running")
    until(lambda: "plugin.tried.press" in hosted.shortcuts.actions)
    assert hosted.shortcuts.actions["plugin.tried.press"].title == "Tried: Press"
    panel.activateWindow()
    QTest.keyClick(
        panel, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    hosted.shortcuts.trigger("plugin.tried.press")
    until(lambda: "key press" in details.log.toPlainText())
    card.switch.click()
    until(lambda: not hosted.shortcuts.actions)
    assert keys.parent() is panel


def test_a_zip_that_was_dropped_is_installed_with_the_panel_open(
    panel: PluginsPanel, hosted: Studio, tried: Path, tmp_path: Path
) -> None:
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tried)
    wanted: list[object] = []
    hosted.panel_wanted.connect(lambda title, make: wanted.append(make()))
    install_plugin(hosted, Path(archive))
    until(lambda: "tried" in hosted.plugins.plugins)
    assert wanted
