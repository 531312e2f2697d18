"""Tests of studio.app.live.broadcast and the controls, with the real engine and a real server."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.docks.controls import ControlsDock
from studio.app.live.broadcast import Broadcast, recording_path
from studio.app.live.truth import Light, Phase, light
from studio.app.studio import Studio
from tests.app.engine_stage import until
from tests.servers import NginxRtmp, free_port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NginxRtmp]:
    with NginxRtmp(tmp_path / "nginx") as running:
        yield running


@pytest.fixture
def controls(studio: Studio, qtbot: QtBot, tmp_path: Path) -> Iterator[ControlsDock]:
    studio.settings.change(recording_folder=str(tmp_path / "videos"))
    made = ControlsDock(studio)
    qtbot.addWidget(made)
    made.resize(340, 420)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    broadcast = Broadcast.of(studio)
    if studio.mirror.is_recording:
        broadcast.stop_recording()
    broadcast.end()
    until(lambda: not studio.mirror.outputs)


def _go_to(studio: Studio, **urls: str) -> None:
    destinations = [{"title": title, "kind": "custom", "url": url} for title, url in urls.items()]
    studio.settings.change(destinations=destinations)


def test_the_button_tells_the_truth_from_start_to_end(
    controls: ControlsDock, studio: Studio, server: NginxRtmp
) -> None:
    _go_to(studio, Here=server.url("a"))
    button, broadcast = controls.live, Broadcast.of(studio)
    assert button.button.text() == "GO LIVE"
    button.button.click()
    assert broadcast.truth().phase is Phase.STARTING
    assert button.button.text() == "Going live…"
    until(lambda: broadcast.truth().phase is Phase.LIVE)
    until(lambda: button.button.text().startswith("LIVE 00:00:"))
    until(lambda: controls.rows["Here"].word.text().startswith("live · "))
    button.button.click()
    assert button.is_asking
    QTest.keyClick(button.no, Qt.Key.Key_Space)
    assert not button.is_asking
    assert broadcast.truth().phase is Phase.LIVE
    button.button.click()
    button.yes.click()
    assert broadcast.truth().phase is Phase.ENDING
    until(lambda: broadcast.truth().phase is Phase.IDLE)
    assert not studio.mirror.is_live


def test_one_that_fails_is_said_and_can_be_tried_again(
    controls: ControlsDock, studio: Studio, server: NginxRtmp
) -> None:
    _go_to(studio, Here=server.url("a"), Wrong="http://nowhere/app/s3cret")
    controls.live.button.click()
    row = controls.rows["Wrong"]
    until(lambda: Broadcast.of(studio).truth().phase is Phase.LIVE)
    until(lambda: row.word.text() == "failed")
    assert row.reason.isVisible()
    assert "s3cret" not in row.reason.text() + row.toolTip() + row.accessibleName()
    _go_to(studio, Here=server.url("a"), Wrong=server.url("b"))
    controls.rows["Wrong"].retry_wanted.emit()
    until(lambda: controls.rows["Wrong"].word.text().startswith("live"))


def test_a_server_that_is_away_is_waited_for(
    controls: ControlsDock, studio: Studio, server: NginxRtmp
) -> None:
    _go_to(studio, Here=server.url("a"))
    controls.live.button.click()
    until(lambda: Broadcast.of(studio).truth().phase is Phase.LIVE)
    server.kill()
    until(lambda: Broadcast.of(studio).truth().phase is Phase.RECONNECTING)
    until(lambda: controls.live.button.text().startswith("Reconnecting ("))
    found = Broadcast.of(studio).output_of("Here")
    assert found
    assert light(found[1].state) is Light.TROUBLE
    server.start()
    until(lambda: Broadcast.of(studio).truth().phase is Phase.LIVE)


def test_a_start_can_be_taken_back(controls: ControlsDock, studio: Studio) -> None:
    _go_to(studio, Away=f"rtmp://127.0.0.1:{free_port()}/live/a")
    controls.live.button.click()
    until(lambda: bool(studio.mirror.outputs))
    Broadcast.of(studio).end()
    until(lambda: not studio.mirror.outputs)
    until(lambda: controls.live.button.text() == "GO LIVE")


def test_without_a_destination_it_shows_where_they_are_chosen(
    controls: ControlsDock, studio: Studio, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(studio.panel_wanted):
        controls.live.button.click()
    assert controls.live.button.text() == "GO LIVE"


def test_records_with_time_and_size(controls: ControlsDock, studio: Studio, tmp_path: Path) -> None:
    controls.record.button.click()
    until(lambda: studio.mirror.is_recording)
    until(lambda: studio.mirror.outputs["record"].bytes > 0)
    until(lambda: controls.record.words.text().endswith(" kB"))
    assert controls.record.button.text() == "Stop recording"
    controls.record.button.click()
    until(lambda: not studio.mirror.is_recording)
    assert [each.suffix for each in (tmp_path / "videos").iterdir()] == [".mkv"]


def test_studio_mode_is_the_engines(controls: ControlsDock, studio: Studio) -> None:
    controls.studio_mode.click()
    until(lambda: studio.mirror.studio_mode)
    assert controls.studio_mode.isChecked()
    controls.studio_mode.click()
    until(lambda: not studio.mirror.studio_mode)


def test_a_recording_never_overwrites_another(tmp_path: Path) -> None:
    now = time.localtime(0)
    first = recording_path(tmp_path, now)
    first.touch()
    assert recording_path(tmp_path, now).name == f"{first.stem} (2).mkv"
