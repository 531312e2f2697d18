"""Tests of studio.app.preload."""

import subprocess
import sys


def test_the_window_loads_nothing_of_ours_that_was_not_loaded_before_its_orders_came() -> None:
    code = """
import sys
import studio.app.life
from studio.app.preload import preload
preload()
before = set(sys.modules)
from pathlib import Path
from studio.app.application import Looks, make_application
from studio.app.studio import Studio
from studio.app.window import MainWindow
app = make_application()
studio = Studio(Path("/nowhere"), Path(sys.argv[1]) / "settings.json")
studio.settings.change(is_set_up=True)
Looks(app, studio.settings)
MainWindow(studio).show()
app.processEvents()
print(*[name for name in set(sys.modules) - before if name.startswith("studio.")])
import os; sys.stdout.flush(); os._exit(0)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, "/nowhere"],
        capture_output=True,
        text=True,
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen"},
        timeout=100,
    )
    assert run.stdout.split() == []
