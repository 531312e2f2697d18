"""Tests of studio.plugin_host.making: what is made works, its own test says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from studio.model.plugin import PluginError, read_manifest
from studio.plugin_host.making import make


@pytest.mark.slow
def test_a_new_plugin_passes_its_own_test(tmp_path: Path) -> None:
    make(tmp_path / "Hello World")
    assert read_manifest(tmp_path / "Hello World").id == "hello_world"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(
        command, cwd=tmp_path / "Hello World", capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "hello").mkdir()
    with pytest.raises(PluginError, match="is there already"):
        make(tmp_path / "hello")
    assert list((tmp_path / "hello").iterdir()) == []


@pytest.mark.parametrize("name", ["7up", "a", "插件", "x" * 41])
def test_a_name_that_is_none_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginError, match="can't name a plugin"):
        make(tmp_path / name)
