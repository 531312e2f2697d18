"""The files that a content of a canvas, a mask or a sound names: its own, and those within it.

Pure::

    file_names(content)                                          # ["star.webp", "spark.webp"]
    content = renamed(content, lambda name: str(folder / name))
"""

from collections.abc import Callable
from typing import TypeVar

from studio.model.canvas_content import Value

V = TypeVar("V", bound=Value)


def file_names(value: Value | None) -> list[str]:
    """Return the files that something names, as it names them."""
    own = getattr(value, "file", "")
    names = [own] if own else []
    names += getattr(value, "textures", {}).values()
    for each in getattr(value, "more", ()):
        names += file_names(each)
    return names


def renamed(value: V, name_of: Callable[[str], str]) -> V:
    """Return the same with each of its files named otherwise.

    Raises:
        Exception: What ``name_of`` raises.
    """
    found: dict[str, object] = {}
    if file := getattr(value, "file", ""):
        found["file"] = name_of(file)
    if textures := getattr(value, "textures", None):
        found["textures"] = {key: name_of(each) for key, each in textures.items()}
    if more := getattr(value, "more", ()):
        found["more"] = tuple(renamed(each, name_of) for each in more)
    return value.model_copy(update=found) if found else value
