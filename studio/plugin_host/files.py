"""Files that a plugin names: within its folder, and no other."""

from pathlib import Path

from studio.model.canvas import CanvasEdit, Image, PutNode
from studio.model.commands import EditCanvas
from studio.model.plugin import PluginError

MAX_FILE_BYTES = 32 << 20


def within(folder: Path, command: EditCanvas) -> EditCanvas:
    """Return an edit with the files that it names as the engine finds them.

    Raises:
        PluginError: If one lies outside the folder, is not there, or is too large.
    """
    edits = tuple(_found(folder, edit) for edit in command.edits)
    return command.model_copy(update={"edits": edits})


def _found(folder: Path, edit: CanvasEdit) -> CanvasEdit:
    if not isinstance(edit, PutNode) or not isinstance(edit.node.content, Image):
        return edit
    image = Image(file=str(_file(folder, edit.node.content.file)))
    return edit.model_copy(update={"node": edit.node.model_copy(update={"content": image})})


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
