"""Tests of installer.package: what is packed starts as Python would, and asks for what it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer.package import deb, frozen
from installer.package.__main__ import lacking_plugins
from installer.packages import RUN


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-m", "studio.engine.checks.inventory", "nonsense"), "nonsense"),
        (("-c", "import sys; print(__name__, sys.argv)", "word"), "__main__ ['-c', 'word']"),
        (("--help",), "rocket-studio"),
    ],
)
def test_the_packed_program_understands_what_python_does(words: tuple[str, ...], said: str) -> None:
    root = Path(frozen.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, frozen.__file__, *words],
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert said in done.stdout + done.stderr


def test_the_deb_asks_for_every_library_that_a_checkout_installs() -> None:
    text = deb.control(1000, "amd64")
    depends = next(line for line in text.splitlines() if line.startswith("Depends:"))
    assert set(depends.removeprefix("Depends: ").split(", ")) == RUN.keys() - {"python3-venv"}
    assert f"Version: {deb.version()}" in text


def test_a_folder_without_a_plugin_that_opens_windows_is_noticed(tmp_path: Path) -> None:
    platforms = tmp_path / "_internal" / "PySide6" / "Qt" / "plugins" / "platforms"
    platforms.mkdir(parents=True)
    (platforms / "libqxcb.so").touch()
    assert lacking_plugins(tmp_path, "linux") == ["wayland"]
    (platforms / "libqwayland.so").touch()
    assert lacking_plugins(tmp_path, "linux") == []
