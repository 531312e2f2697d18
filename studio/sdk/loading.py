"""Runs a plugin's file, and finds the plugin that it makes."""

import importlib.util
import sys
from pathlib import Path

from studio.sdk.plugin import Plugin


def load(path: Path) -> Plugin:
    """Run a plugin's file and return the ``plugin`` that it makes.

    Raises:
        SystemExit: If it makes none.
    """
    spec = importlib.util.spec_from_file_location("main", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["main"] = module
    spec.loader.exec_module(module)
    plugin = getattr(module, "plugin", None)
    if not isinstance(plugin, Plugin):
        raise SystemExit(f"{path} makes no plugin: write `plugin = Plugin()` in it.")
    return plugin


def load_anew(path: Path) -> Plugin:
    """Run a plugin's file, and the files beside it that it imports, as if for the first time.

    Those of a plugin that was run so before are forgotten, as its files may have the same names.

    Raises:
        SystemExit: If it makes no plugin.
    """
    folder = path.resolve().parent
    _run_in.add(folder)
    for name, module in list(sys.modules.items()):
        file = Path(getattr(module, "__file__", None) or "/")
        if file.parent in _run_in and not file.name.startswith("test_"):
            del sys.modules[name]
    sys.path[:] = [str(folder), *(each for each in sys.path if Path(each) not in _run_in)]
    return load(path)


_run_in: set[Path] = set()
