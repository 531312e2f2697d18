"""A tree of nodes that is built once, and stamped on the canvas with other words each time.

::

    card = plugin.canvas.prefab()
    card.put("bar", Box(width=500, height=90, color="#202848d9", radius_px=45))
    card.put("who", Text(text=TextSettings(size_px=34)), order=1, y=-18)
    …
    card.stamp("card 1", texts={"who": gift.by}, x=slide(-300, 300, 400), y=620)
    plugin.canvas.remove("card 1")
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.model.canvas_content import Content, Group, Text

if TYPE_CHECKING:
    from studio.sdk.canvas import Canvas


class Prefab:
    """Made by ``Canvas.prefab``."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._parts: dict[str, tuple[Content, str, dict[str, Any]]] = {}

    def put(self, name: str, content: Content, *, parent: str = "", **more: Any) -> None:
        """Add a part, or give one another content.

        Args:
            name: Of the part; on the canvas it is called ``stamp/part``.
            content: What is seen, until a stamp has other words for it.
            parent: Another part that is a group; the stamp itself unless said.
            more: As ``Canvas.put`` takes it.

        Raises:
            ValueError: If the parent is no part.
        """
        if parent and parent not in self._parts:
            raise ValueError(f"there is no part {parent!r} that could hold {name!r}")
        self._parts[name] = (content, parent, more)

    def stamp(self, name: str, texts: Mapping[str, str] | None = None, **more: Any) -> None:
        """Put all parts on the canvas in a group, or other words into one that is there.

        Args:
            name: Of the group: it is moved and removed by it, with all its parts.
            texts: Words for parts that are texts.
            more: As ``Canvas.put`` takes it for the group: ``x``, ``y``, ``order`` and so on.

        Raises:
            ValueError: If words are for a part that is no text, or something is not as
                described at ``Canvas.put``.
        """
        texts = texts or {}
        for part in texts:
            if part not in self._parts or not isinstance(self._parts[part][0], Text):
                raise ValueError(f"there is no text {part!r} that could have other words")
        self._canvas.put(name, Group(), **more)
        for part, (content, parent, how) in self._parts.items():
            if part in texts and isinstance(content, Text):
                words = content.text.model_copy(update={"text": texts[part]})
                content = Text(text=words)
            holder = f"{name}/{parent}" if parent else name
            self._canvas.put(f"{name}/{part}", content, parent=holder, **how)
