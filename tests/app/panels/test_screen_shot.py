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

SHOOTS = """
import time
import studio.app
from PySide6.QtWidgets import QApplication, QWidget
from studio.app.panels.screen_shot import ScreenShot, grabbed
from studio.model.kinds import ScreenSettings
application = QApplication([])
settings = ScreenSettings(region=(5, 5, 20, 20))
window, second = QWidget(), QWidget()
second.setGeometry(400, 200, 100, 100)
window.setGeometry(100, 100, 200, 200)
window.setStyleSheet("background: #ff0000")
window.show()
def red(image):
    return image.pixel(150, 150) & 0xFFFFFF == 0xFF0000
def until(condition):
    end_s = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end_s
        application.processEvents()
until(lambda: red(grabbed(settings)[0]))
came = []
shot = ScreenShot(None, "Screen", settings, window)  # the own screen needs no studio
shot.came.connect(lambda image, area: came.append(red(image)))
until(lambda: came)
until(lambda: red(grabbed(settings)[0]))
print(came, window.isVisible(), second.isVisible())
"""


def test_a_window_that_is_on_no_screen_can_not_tell(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"
    assert grabbed(ScreenSettings(region=(5, 5, 20, 20))) is None


def said_on_a_display(program: str) -> list[str]:
    """Run a program on a display of its own of 640x400; return the lines that it says."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    screen = ["-screen", "0", "640x400x24", "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", "1", *screen]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        display = f":{server.stdout.readline().decode().strip()}"
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        server.kill()
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_all_of_the_own_screen_is_seen_and_nothing_of_another() -> None:
    assert said_on_a_display(GRABS) == [
        "((640, 400), Area(left=0, top=0, width=640, height=400))",
        "None",
    ]


@pytest.mark.slow
def test_the_studio_is_out_of_sight_meanwhile_and_comes_back() -> None:
    assert said_on_a_display(SHOOTS) == ["[False] True False"]
