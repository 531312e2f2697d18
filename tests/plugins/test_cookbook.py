"""The cookbook: twelve short examples, each in order and right by its own test."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio.plugin_host.checking import faults

COOKBOOK = Path(__file__).resolve().parents[2] / "plugins" / "cookbook"
FOLDERS = sorted(path.parent for path in COOKBOOK.glob("*/plugin.toml"))


def test_there_are_twelve() -> None:
    assert len(FOLDERS) == 12


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_is_short_and_in_order(folder: Path) -> None:
    assert faults(folder) == []
    text = (folder / "main.py").read_text("utf-8")
    assert text.count("\n") <= 40
    assert ast.get_docstring(ast.parse(text))
    assert (folder / f"test_{folder.name}.py").exists()


@pytest.mark.slow
def test_all_pass_their_own_tests() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(command, cwd=COOKBOOK, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout + done.stderr
