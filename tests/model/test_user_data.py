"""Tests of studio.model.user_data."""

import sys
from pathlib import Path

import pytest

from studio.model.user_data import own_folder


def test_a_chosen_folder_is_used() -> None:
    assert own_folder({"ROCKET_STUDIO_CONFIG_DIR": "/tmp/x"}) == Path("/tmp/x")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="has folders of its own")
def test_data_lies_beside_settings_not_in_them() -> None:
    assert own_folder({"XDG_DATA_HOME": "/data"}) == Path("/data/rocket-studio")
    assert own_folder({}) == Path.home() / ".local/share/rocket-studio"
