"""Files that a plugin names: within its folder, and no other."""

from pathlib import Path
from typing import TypeVar

from studio.model.canvas import CanvasEdit, PutNode
from studio.model.canvas_content import Value
from studio.model.commands import EditCanvas
from studio.model.plugin import PluginError

MAX_FILE_BYTES = 32 << 20
V = TypeVar("V", bound=Value)


def within(folder: Path, command: EditCanvas) -> EditCanvas:
    """Return an edit with the files that it names as the engine finds them.

    Raises:
        PluginError: If one lies outside the folder, is not there, or is too large.
    """
    edits = tuple(_found(folder, edit) for edit in command.edits)
    return command.model_copy(update={"edits": edits})


def _found(folder: Path, edit: CanvasEdit) -> CanvasEdit:
    if not isinstance(edit, PutNode):
        return edit
    content = _with_files(folder, edit.node.content)
    mask = edit.node.mask and _with_files(folder, edit.node.mask)
    node = edit.node.model_copy(update={"content": content, "mask": mask})
    return edit.model_copy(update={"node": node})


def _with_files(folder: Path, value: V) -> V:
    """Return a content or a mask with its files found."""
    found: dict[str, object] = {}
    file, textures = getattr(value, "file", ""), getattr(value, "textures", None)
    if file:
        found["file"] = str(_file(folder, file))
    if textures:
        found["textures"] = {name: str(_file(folder, each)) for name, each in textures.items()}
    return value.model_copy(update=found) if found else value


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    try:
        real = path.resolve(strict=True)
        size = real.stat().st_size
    except (OSError, ValueError, RuntimeError):
        raise PluginError(f"There is no file {name!r:.200} in the plugin's folder.") from None
    if not real.is_relative_to(folder.resolve()) or not real.is_file():
        raise PluginError(f"The file {name!r:.200} does not lie in the plugin's folder.")
    if size > MAX_FILE_BYTES:
        raise PluginError(
            f"The file {name!r:.200} is too large: {MAX_FILE_BYTES >> 20} MiB at most."
        )
    return real
