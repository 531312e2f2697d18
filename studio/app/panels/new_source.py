"""What a new source is like: its kind, its first settings and its place in the picture.

Knows no Qt.  As little as possible is asked: a camera, a screen or a video fills the
picture, captions stand at its bottom, everything else stands in its middle.

Captions keep a tenth away from the edges: the safe title area of SMPTE RP 27.3, which lies
within those of today, that end at a twentieth (SMPTE ST 2046-1, EBU R 95), and leaves room for
what players lay over the lower edge::

    edit, name = addition(collection, "camera", "Camera", {}, scene="Main")
"""

import os
from pathlib import Path

from pydantic.fields import FieldInfo

from studio.app.panels.naming import taken_names, unique
from studio.model import edits as do
from studio.model.kinds import AUDIO_KINDS, INPUT_KINDS, Settings
from studio.model.scene import Collection, Input, SceneItem
from studio.model.transform import Alignment, BoundsType, Transform

HIDDEN_KINDS = frozenset({"ring"})
"""Kinds that only other programs ask for."""

FILLING_KINDS = frozenset({"screen", "camera", "media", "network", "link"})

SUFFIXES: dict[str, tuple[str, ...]] = {
    "image": (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"),
    "video": (".mp4", ".mkv", ".mov", ".webm", ".flv", ".avi", ".ts", ".m4v", ".mpg", ".mpeg"),
    "sound": (".mp3", ".ogg", ".opus", ".wav", ".flac", ".m4a", ".aac"),
    "text": (".txt", ".md", ".lrc"),
    "avatar": (".vrm", ".glb"),
}
"""Ends of file names, by what ``accept`` says in a kind's schema."""

EDGE = 0.1
"""How much of the picture is left free beside captions and below them."""
LINES_HIGH = 18
"""Lines of captions that would fill the picture's shorter side; 60 pixels of 1080."""

MAX_TEXT = 10_000
"""Letters of a text that is pasted."""

Size = tuple[int, int]


def offered_kinds() -> tuple[str, ...]:
    """Return the kinds that an anchor is offered, in order."""
    return tuple(kind for kind in INPUT_KINDS if kind not in HIDDEN_KINDS)


def suffixes(accept: str) -> tuple[str, ...]:
    """Return how files of a sort end; nothing where any file will do."""
    if accept == "media":
        return SUFFIXES["video"] + SUFFIXES["sound"]
    if accept == "visual":
        return SUFFIXES["image"] + SUFFIXES["video"]
    return SUFFIXES.get(accept, ())


def kind_of_file(path: Path) -> str | None:
    """Return the kind of input that shows a file, or None if there is none."""
    end = path.suffix.lower()
    sort = next((sort for sort, ends in SUFFIXES.items() if end in ends), None)
    return {"video": "media", "sound": "media"}.get(sort, sort) if sort else None


def told_path(file: Path, collection_path: Path | None) -> str:
    """Return a file's path as a collection tells it: relative if it lies beside or below it."""
    file = Path(os.path.abspath(file))
    if collection_path is not None:
        folder = Path(os.path.abspath(collection_path.parent))
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return str(file)


def first_settings(kind: str, collection: Collection, words: str) -> dict[str, object]:
    """Return what a new input of a kind is set to.

    Args:
        kind: Of the input.
        collection: It comes into.
        words: What a new text says.
    """
    canvas = collection.canvas
    settings: dict[str, object] = {
        name: "" for name, field in _fields(kind).items() if field.is_required()
    }
    if kind == "text":
        settings |= {"text": words, "size_px": max(16, round(canvas.height / 12))}
    if kind == "captions":
        settings |= _caption_sizes(canvas.width, canvas.height)
    if kind == "color":
        settings |= {"width": canvas.width, "height": canvas.height}
    return settings


def _caption_sizes(width: int, height: int) -> dict[str, object]:
    """Return what is told in pixels of captions, for a canvas of any size."""
    fields = _fields("captions")
    size_px = max(16, round(min(width, height) / LINES_HIGH))
    scale = size_px / int(fields["size_px"].default)
    scaled = ("translation_size_px", "padding_px", "corner_px")
    sizes = {name: round(int(fields[name].default) * scale) for name in scaled}
    return {"width_px": round(width * (1 - 2 * EDGE)), "size_px": size_px, **sizes}


def addition(
    collection: Collection,
    kind: str,
    wanted_name: str,
    settings: dict[str, object],
    scene: str,
    *,
    size: Size | None = None,
    at: tuple[float, float] | None = None,
) -> tuple[do.Edit, str]:
    """Return the edit that adds a source on top of a scene, and the source's name.

    Args:
        collection: As it is.
        kind: Of the new input.
        wanted_name: It gets a number if that is taken.
        settings: Of the new input.
        scene: Or group; sound needs no place in one.
        size: Of the picture, if it is known.
        at: Where on the canvas its middle comes.
    """
    name = unique(wanted_name or kind, taken_names(collection))
    create = do.CreateInput(input=Input(name=name, kind=kind, settings=settings))
    if kind in AUDIO_KINDS:
        return create, name
    transform = first_place(collection, kind, size, at)
    item = SceneItem(source=name, transform=transform)
    return do.EditTogether.of([create, do.CreateSceneItem(scene=scene, item=item)]), name


def first_place(
    collection: Collection, kind: str, size: Size | None, at: tuple[float, float] | None
) -> Transform:
    """Return where a new item lies."""
    width, height = collection.canvas.width, collection.canvas.height
    x, y = at or (width / 2, height / 2)
    middle = Transform(x=x, y=y, alignment=Alignment.CENTER)
    if kind == "color":
        return Transform()
    if kind == "captions" and at is None:
        return Transform(x=width / 2, y=height * (1 - EDGE), alignment=Alignment.BOTTOM)
    if kind in FILLING_KINDS and at is None:
        return Transform(
            bounds_type=BoundsType.SCALE_INNER, bounds_width=width, bounds_height=height
        )
    if kind in FILLING_KINDS:
        half = {"bounds_width": width / 2, "bounds_height": height / 2}
        return middle.model_copy(update={"bounds_type": BoundsType.SCALE_INNER, **half})
    if size and size[0] > 0 and size[1] > 0:
        scale = min(1.0, width / size[0], height / size[1])
        return middle.model_copy(update={"scale_x": scale, "scale_y": scale})
    return middle


def _fields(kind: str) -> dict[str, FieldInfo]:
    model: type[Settings] = INPUT_KINDS[kind]
    return model.model_fields
