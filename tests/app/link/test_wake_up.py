"""Tests of studio.app.link.wake_up."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.app.link.wake_up import LASTS_MS, wake_up
from tests.app.engine_stage import until
from tests.app.link.peer import Peer


@pytest.mark.slow
def test_the_engine_is_woken_by_a_line_of_its_own_that_ends(
    qapp: QApplication, run_dir: Path
) -> None:
    engine, parent = Peer(run_dir, "engine"), QObject()
    wake_up(run_dir, parent)
    until(lambda: engine.commands("OpenView"))
    assert engine.commands("OpenView") == [
        {"of": "programme", "width": 16, "height": 16, "fps": 30}
    ]
    until(lambda: not engine.server.channels, LASTS_MS / 1000 + 60)
    engine.close()
