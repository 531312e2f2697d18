"""What a plugin draws over the programme.

Nodes stay until they are removed, and move by themselves: the studio draws them at
frame rate, also while the plugin does something else.  Lengths are pixels of the
canvas (1920 x 1080, y downwards), times are milliseconds from the frame that first
shows a change.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.model.canvas import (
    MAX_EDITS,
    Blend,
    CanvasEdit,
    Easing,
    Key,
    Keys,
    Mask,
    Motion,
    MoveNode,
    Node,
    Property,
    PutNode,
    RemoveNode,
)
from studio.model.canvas_content import Content
from studio.sdk.painting import Easels
from studio.sdk.prefab import Prefab

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def slide(start: float, end: float, ms: float, easing: Easing = "out") -> Keys:
    """Return a motion from one value to another.

    Args:
        start: The value at first.
        end: The value at last, which is kept.
        ms: How long it takes.
        easing: How it goes: ``linear``, ``in``, ``out``, ``in_out``, ``back_out``,
            ``bounce_out``, ``elastic_out`` or ``hold`` (it jumps at the end).
    """
    return Keys(keys=(Key(at_ms=0, value=start), Key(at_ms=ms, value=end, easing=easing)))


class Canvas:
    """The plugin's canvas; ``plugin.canvas``."""

    def __init__(self) -> None:
        self._edits: list[CanvasEdit] = []
        self._easels = Easels()

    def put(
        self,
        name: str,
        content: Content,
        *,
        parent: str = "",
        order: float = 0.0,
        anchor: tuple[float, float] = (0.5, 0.5),
        blend: Blend = "normal",
        place: str = "",
        mask: Mask | None = None,
        **motions: Motion,
    ) -> None:
        """Put a node on the canvas, or give one another content; it goes on moving then.

        Args:
            name: Names the node from now on; 64 characters at most.
            content: What is seen; an image's file is a path within the plugin's folder.
            parent: The group that it lies in, or the canvas.
            order: Among those that lie in the same group: the higher one is on top.
            anchor: Which point of the content lies at x, y: (0, 0) is its upper left corner.
            blend: How it is mixed with what lies below: ``normal``, ``additive``,
                ``subtract``, ``screen``, ``multiply``, ``lighten`` or ``darken``.
            place: What x and y are counted from instead of the parent's origin: a place
                that the studio knows, such as ``face.forehead``.
            mask: Where it is seen, if not everywhere.
            motions: ``x``, ``y``, ``scale``, ``scale_x``, ``scale_y``, ``rotation_deg``,
                ``opacity``: each a number, ``Keys``, a ``Spring``, or what ``slide`` returns.

        Raises:
            ValueError: If something is not as described here.
        """
        node = Node(
            id=name,
            parent=parent,
            content=self._easels.prepared(name, content),
            order=order,
            anchor_x=anchor[0],
            anchor_y=anchor[1],
            blend=blend,
            place=place,
            mask=mask,
        )
        self._edits.append(PutNode(node=node, motions=_checked(motions)))

    def move(self, name: str, **motions: Motion) -> None:
        """Let a node move otherwise from now on.

        Args:
            name: Of a node that is there.
            motions: As for ``put``.

        Raises:
            ValueError: If something is not as described here.
        """
        self._edits.append(MoveNode(id=name, motions=_checked(motions)))

    def remove(self, name: str) -> None:
        """Take a node off, with all that lies in it; nothing if it is gone already."""
        self._easels.forget(name)
        self._edits.append(RemoveNode(id=name))

    def paint(self, name: str, rgba: "NDArray[np.uint8]") -> None:
        """Show a picture that the plugin has painted, in a node with a ``Painted``; on Linux.

        It is seen a frame or two later, and until the next one.  Of pictures that come too
        quickly some are left out: the studio gives a fifth of a core at most to each node.

        Args:
            name: Of the node.
            rgba: ``(height, width, 4) uint8``, not premultiplied, of the size of its ``Painted``.

        Raises:
            ValueError: If the node isn't painted, or the picture is of another size or kind.
        """
        self._easels.paint(name, rgba)

    def prefab(self) -> Prefab:
        """Return an empty tree of nodes, to be built once and stamped on the canvas."""
        return Prefab(self)

    def take_edits(self) -> list[list[CanvasEdit]]:
        """Return what was asked for since the last call, in pieces that one message holds."""
        edits, self._edits = self._edits, []
        return [edits[start : start + MAX_EDITS] for start in range(0, len(edits), MAX_EDITS)]


def _checked(motions: Mapping[str, Motion]) -> dict[Property, Motion]:
    # Built by the model, so that a wrong name is told where it was written.
    return MoveNode.model_validate({"id": "-", "motions": motions}).motions
