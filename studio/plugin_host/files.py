"""Files that a plugin names: within its folder, and no other."""

from pathlib import Path

from studio.model.canvas import Image, PutNode
from studio.model.commands import EditCanvas
from studio.model.plugin import PluginError

MAX_FILE_BYTES = 32 << 20


def within(folder: Path, command: EditCanvas) -> EditCanvas:
    """Return an edit with the files that it names as the engine finds them.

    Raises:
        PluginError: If one lies outside the folder, is not there, or is too large.
    """
    edits = [
        edit.model_copy(update={"node": edit.node.model_copy(update={"content": content})})
        if isinstance(edit, PutNode)
        and (content := _found(folder, edit.node.content)) is not edit.node.content
        else edit
        for edit in command.edits
    ]
    return command.model_copy(update={"edits": tuple(edits)})


def _found(folder: Path, content: object) -> object:
    if not isinstance(content, Image):
        return content
    path = folder / content.file
    try:
        real = path.resolve(strict=True)
        size = real.stat().st_size
    except (OSError, ValueError, RuntimeError):
        raise PluginError(
            f"There is no file {content.file!r:.200} in the plugin's folder."
        ) from None
    if not real.is_relative_to(folder.resolve()) or not real.is_file():
        raise PluginError(f"The file {content.file!r:.200} does not lie in the plugin's folder.")
    if size > MAX_FILE_BYTES:
        raise PluginError(
            f"The file {content.file!r:.200} is too large: {MAX_FILE_BYTES >> 20} MiB at most."
        )
    return Image(file=str(real))
