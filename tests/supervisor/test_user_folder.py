"""Tests of studio.supervisor.user_folder."""

import sys
from pathlib import Path

import pytest

from studio.supervisor.user_folder import config_folder, scenes_folder, settings_path


def test_everything_can_be_kept_in_one_folder() -> None:
    environ = {"ROCKET_STUDIO_CONFIG_DIR": "/a"}
    assert settings_path(environ) == Path("/a/settings.json")
    assert scenes_folder(environ) == Path("/a/scenes")


@pytest.mark.skipif(sys.platform != "linux", reason="others keep to their own rules")
def test_linux_keeps_to_xdg() -> None:
    environ = {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}
    assert config_folder(environ) == Path("/c/rocket-studio")
    assert scenes_folder(environ) == Path("/d/rocket-studio/scenes")
    assert config_folder({}) == Path.home() / ".config" / "rocket-studio"
    assert scenes_folder({}) == Path.home() / ".local" / "share" / "rocket-studio" / "scenes"
