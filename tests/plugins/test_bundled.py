"""Every plugin that comes along is in order and passes its own tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from studio.model.plugin import read_manifest
from studio.plugin_host.checking import faults

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
FOLDERS = sorted(path.parent for path in PLUGINS.glob("*/plugin.toml"))

pytestmark = pytest.mark.slow


def test_there_are_some() -> None:
    assert "gift_overlay" in [folder.name for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_in_order_and_passes_its_own_tests(folder: Path) -> None:
    assert faults(folder) == []
    if read_manifest(folder).kind == "web":
        return  # a page: tests/e2e/test_web_plugin.py opens it in a browser
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
