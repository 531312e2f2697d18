"""Files that a plugin names: within its folder, or a shared one, and no other."""

from collections.abc import Sequence
from pathlib import Path

from studio.model.canvas import CanvasEdit, PutNode
from studio.model.content_files import renamed
from studio.model.plugin import PluginError

MAX_FILE_BYTES = 32 << 20


def file_of(folders: Sequence[Path], name: str) -> Path:
    """Return where a file of a plugin lies.

    Args:
        folders: Its own, then those that are shared with it.
        name: Within its own folder, or a whole path.

    Raises:
        PluginError: If it lies outside all of them, is not there, or is too large.
    """
    path = folders[0] / name
    try:
        real = path.resolve(strict=True)
        size = real.stat().st_size
    except (OSError, ValueError, RuntimeError):
        raise PluginError(f"There is no file {name!r:.200} in the plugin's folder.") from None
    if not real.is_file() or not any(real.is_relative_to(each.resolve()) for each in folders):
        raise PluginError(f"The file {name!r:.200} does not lie in the plugin's folder.")
    if size > MAX_FILE_BYTES:
        raise PluginError(
            f"The file {name!r:.200} is too large: {MAX_FILE_BYTES >> 20} MiB at most."
        )
    return real


def with_files(folders: Sequence[Path], edit: CanvasEdit) -> CanvasEdit:
    """Return an edit with the files that it names as the engine finds them.

    Raises:
        PluginError: As ``file_of``.
    """
    if not isinstance(edit, PutNode):
        return edit

    def found(name: str) -> str:
        return str(file_of(folders, name))

    content = renamed(edit.node.content, found)
    mask = edit.node.mask and renamed(edit.node.mask, found)
    node = edit.node.model_copy(update={"content": content, "mask": mask})
    return edit.model_copy(update={"node": node})
