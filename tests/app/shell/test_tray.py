"""Tests of studio.app.shell.tray, on the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app.studio import Studio
from studio.app.window import MainWindow
from studio.model.commands import StartOutput, StopOutput
from tests.app.engine_stage import do, until
from tests.servers import NginxRtmp


@pytest.fixture
def window(studio: Studio, qtbot: QtBot) -> Iterator[MainWindow]:
    studio.settings.change(is_set_up=True, language="en")
    made = MainWindow(studio)
    qtbot.addWidget(made)
    yield made
    made.tray.close()


def _words(window: MainWindow) -> list[str]:
    return [each.text() for each in window.tray.menu.actions() if each.text()]


def test_shows_and_quits(window: MainWindow) -> None:
    assert _words(window) == ["Show the window", "Go live…", "Quit"]
    assert not window.isVisible()
    window.tray.menu.actions()[0].trigger()
    assert window.isVisible()


@pytest.mark.slow
def test_says_that_we_are_live_and_offers_the_end(
    window: MainWindow, studio: Studio, tmp_path: Path
) -> None:
    assert window.tray.icon.toolTip() == "Rocket Studio"
    with NginxRtmp(tmp_path) as server:
        reply = do(studio, StartOutput(url=server.url(), title="Here"))
        assert reply.ok
        until(lambda: studio.mirror.is_live)
        assert "End the stream…" in _words(window)
        assert window.tray.icon.toolTip() == "Rocket Studio: live"
        for name in tuple(studio.mirror.outputs):
            do(studio, StopOutput(output=name))
        until(lambda: not studio.mirror.is_live)
    assert "Go live…" in _words(window)
