"""The memory that a plugin paints into, by the names of its nodes."""

from typing import TYPE_CHECKING

from studio.ipc.errors import RingError
from studio.model.canvas_content import Content, Painted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studio.ipc.painting import PaintingWriter


class Easels:
    """All that one plugin paints into."""

    def __init__(self) -> None:
        self._writers: dict[str, PaintingWriter] = {}

    def prepared(self, name: str, content: Content) -> Content:
        """Return a node's content, with memory to be painted into if it is painted.

        Raises:
            ValueError: If this system has none.
        """
        if not isinstance(content, Painted):
            self.forget(name)
            return content
        from studio.ipc.painting import PaintingWriter  # numpy costs a plugin 20 MB

        size = content.width, content.height
        writer = self._writers.get(name)
        if writer is None or writer.size != size:
            self.forget(name)
            try:
                writer = self._writers[name] = PaintingWriter(*size)
            except RingError as error:
                raise ValueError(str(error)) from None
        return content.model_copy(update={"memory": str(writer.descriptor)})

    def paint(self, name: str, rgba: "NDArray[np.uint8]") -> None:
        """Show a picture in a node.

        Raises:
            ValueError: If the node isn't painted, or the picture is of another size or kind.
        """
        writer = self._writers.get(name)
        if writer is None:
            raise ValueError(f'no Painted was put as "{name}"')
        writer.paint(rgba)

    def forget(self, name: str) -> None:
        """Let go of a node's memory, if it has any."""
        if writer := self._writers.pop(name, None):
            writer.close()
