"""The engine process must stay light: no Qt, no event loop, no library of the app."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BANNED = {"PySide6", "PyQt6", "asyncio", "aiohttp", "torch", "mediapipe", "uvloop", "pytest"}


def test_no_module_of_the_engine_loads_what_it_must_not() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "studio" / "engine").rglob("*.py")
        if path.name != "__init__.py"
    ]
    assert len(modules) > 40
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*sys.modules)\n"
        "maps = open('/proc/self/maps').read() if sys.platform == 'linux' else ''\n"
        "print('libQt' in maps or 'Qt5' in maps)"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    loaded, has_qt = run.stdout.splitlines()
    assert not {name.partition(".")[0] for name in loaded.split()} & BANNED
    assert has_qt == "False"
