"""What comes along is typed as strictly as the studio: it is what authors learn from.

Each plugin is looked at by itself, as its files import one another by their bare names.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
FOLDERS = [
    PLUGINS / "cookbook",
    *sorted(path.parent for path in PLUGINS.glob("*/plugin.toml") if [*path.parent.glob("*.py")]),
]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_typed(folder: Path) -> None:
    files = [str(path) for path in sorted(folder.rglob("*.py"))]
    options = ["--config-file", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *files],
        cwd=ROOT,  # where mypy keeps what it knows of the studio
        env=os.environ | {"MYPYPATH": os.pathsep.join([str(ROOT), str(folder)])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
