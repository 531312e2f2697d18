"""Where what a plugin paints itself lies, as the engine finds it: in its process."""

from studio.model.canvas import CanvasEdit, PutNode
from studio.model.canvas_content import Painted
from studio.model.plugin import PluginError


def with_memory(pid: int, edit: CanvasEdit) -> CanvasEdit:
    """Return an edit that says in whose process its painting is.

    Args:
        pid: Of the plugin; 0 if its process isn't ours.
        edit: Any; in what is painted stands a descriptor of the plugin's process.

    Raises:
        PluginError: If it can't paint, or there is no descriptor.
    """
    if not (isinstance(edit, PutNode) and isinstance(edit.node.content, Painted)):
        return edit
    if not pid:
        raise PluginError("Only a plugin whose process the studio starts can paint itself.")
    content = edit.node.content
    if not (content.memory.isascii() and content.memory.isdecimal()):
        raise PluginError(f'Node "{edit.node.id}" is painted, but has no memory for that.')
    found = content.model_copy(update={"memory": f"/proc/{pid}/fd/{int(content.memory)}"})
    return edit.model_copy(update={"node": edit.node.model_copy(update={"content": found})})
