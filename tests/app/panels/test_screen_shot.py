"""Tests of studio.app.panels.screen_shot."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.panels.screen_shot import grabbed
from studio.model.kinds import ScreenSettings

GRABS = """
import studio.app
from PySide6.QtGui import QGuiApplication
from studio.app.panels.screen_shot import grabbed
from studio.model.kinds import ScreenSettings
application = QGuiApplication([])
for display in ("", ":4711"):
    shot = grabbed(ScreenSettings(display=display, region=(5, 5, 20, 20)))
    print(shot and (shot[0].size().toTuple(), shot[1]))
"""


def test_a_window_that_is_on_no_screen_can_not_tell(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"
    assert grabbed(ScreenSettings(region=(5, 5, 20, 20))) is None


@pytest.mark.slow
def test_all_of_the_own_screen_is_seen_and_nothing_of_another() -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    command = [
        "Xvfb",
        "-displayfd",
        "1",
        "-screen",
        "0",
        "640x400x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        display = f":{server.stdout.readline().decode().strip()}"
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", GRABS],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        server.kill()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "((640, 400), Area(left=0, top=0, width=640, height=400))",
        "None",
    ]
