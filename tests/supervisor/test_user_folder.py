"""Tests of studio.supervisor.user_folder."""

import sys
from pathlib import Path

import pytest

from studio.supervisor.user_folder import (
    PLUGINS_NAME,
    config_folder,
    has_plugins_on,
    scenes_folder,
    settings_path,
)


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


@pytest.mark.parametrize(
    ("text", "is_on"),
    [
        ('{"plugins": {"a": {"is_enabled": false}, "b": {"is_enabled": true}}}', True),
        ('{"plugins": {"a": {"is_enabled": false}}}', False),
        ("{", True),
        ('{"plugins": [1]}', True),
    ],
)
def test_plugins_that_are_on_are_known(tmp_path: Path, text: str, is_on: bool) -> None:
    environ = {"ROCKET_STUDIO_CONFIG_DIR": str(tmp_path)}
    assert not has_plugins_on(environ)
    (tmp_path / PLUGINS_NAME).write_text(text)
    assert has_plugins_on(environ) is is_on
