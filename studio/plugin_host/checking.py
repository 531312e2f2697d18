"""All that is wrong with a plugin's folder, at once, each as a sentence with its place."""

import ast
from collections.abc import Sequence
from pathlib import Path

from studio.model.plugin import PluginError, Right, read_manifest
from studio.sdk.events import NEEDS, Event

MAX_ENTRY_BYTES = 1 << 20
_TO_ASK: dict[str, Right] = {
    "canvas": "overlay",
    "say": "reply",
    "play": "sound",
    "show_scene": "scenes",
    "set_source": "sources",
    "fetch": "http",
}
"""The right to what a plugin is asked for by these names."""


def faults(folder: Path) -> list[str]:
    """Return what is wrong; nothing if the plugin can be run."""
    if not folder.is_dir():
        return [f"{folder} is not a folder."]
    try:
        manifest = read_manifest(folder)
    except PluginError as error:
        found = str(error).splitlines()
        return found + _entry_faults(folder / "main.py") if (folder / "main.py").exists() else found
    if manifest.kind == "web":
        return _page_faults(folder / manifest.entry) if manifest.entry else []
    return _entry_faults(folder / manifest.entry, manifest.rights)


def _page_faults(path: Path) -> list[str]:
    """Tell why a web plugin's page can't be shown; what is on it is the browser's to say."""
    try:
        size = path.stat().st_size
    except OSError as error:
        return [f"{path} can't be read: {error.strerror}."]
    too_long = f"{path} is too long: {MAX_ENTRY_BYTES // 1024} KiB at most."
    return [too_long] if size > MAX_ENTRY_BYTES else []


def _entry_faults(path: Path, rights: Sequence[Right] | None = None) -> list[str]:
    """Tell what is wrong with the code; with the rights it has, what it does without one."""
    tree = _parsed(path)
    if isinstance(tree, str):
        return [tree]
    found = []
    if not any(_makes_plugin(statement) for statement in tree.body):
        found.append(f"{path}: it makes no plugin; write `plugin = Plugin()` at its top level.")
    return found if rights is None else found + _right_faults(path, tree, rights)


def _right_faults(path: Path, tree: ast.Module, rights: Sequence[Right]) -> list[str]:
    """Tell what the code does that the manifest does not ask for."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "plugin"
    }
    wants = {right for what, right in _TO_ASK.items() if what in asked}
    wants |= {right for kind, right in NEEDS.items() if Event.kinds[kind].__name__ in names}
    return [
        f'{path} needs the right "{right}": add it to rights in plugin.toml.'
        if right != "http"
        else f"{path} loads from the web: list the hosts under [http] in plugin.toml."
        for right in sorted(wants - set(rights))
    ]


def _parsed(path: Path) -> ast.Module | str:
    """Return a file's syntax tree, or why there is none."""
    try:
        if path.stat().st_size > MAX_ENTRY_BYTES:
            return f"{path} is too long: {MAX_ENTRY_BYTES // 1024} KiB at most."
        return ast.parse(path.read_bytes(), str(path))
    except OSError as error:
        return f"{path} can't be read: {error.strerror}."
    except SyntaxError as error:
        return f"{path}:{error.lineno}: {error.msg}."
    except ValueError as error:
        return f"{path} is not Python: {error}."


def _makes_plugin(statement: ast.stmt) -> bool:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    return any(isinstance(target, ast.Name) and target.id == "plugin" for target in targets)
