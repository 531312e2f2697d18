"""Adds sources: by kind, from files, from the clipboard, or one that is there already.

Whatever the way, it is there at once, chosen, and its properties slide in if there is
something to say about it.  The picture calls these too, with the place where something
was dropped::

    add_kind(studio, "camera")
    if can_add(mime):
        add_dropped(studio, mime, at=(640, 360))
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtGui import QImage, QImageReader

from studio.app.link.engine_link import Reply
from studio.app.panels.input_panel import collection_path, sentence
from studio.app.panels.new_source import (
    MAX_TEXT,
    addition,
    first_settings,
    kind_of_file,
    told_path,
)
from studio.app.panels.opening import open_properties
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.edits import CreateSceneItem
from studio.model.graph import items_of
from studio.model.kinds import AUDIO_KINDS, INPUT_KINDS
from studio.model.scene import SceneItem
from studio.model.transform import Transform

log = logging.getLogger(__name__)

MOST_FILES = 50
"""Dropped at once."""

Point = tuple[float, float]


def edited_scene(studio: Studio) -> str:
    """Return the scene that is worked on: the preview's in studio mode, else the one on air."""
    mirror = studio.mirror
    return mirror.preview_scene if mirror.studio_mode else mirror.program_scene


def kind_title(kind: str) -> str:
    """Return what a kind is called."""
    if kind in ("scene", "group"):
        return tr("Scene") if kind == "scene" else tr("Group")
    model = INPUT_KINDS.get(kind)
    return tr(str(model.model_config.get("title") or kind)) if model else kind


def add_kind(studio: Studio, kind: str) -> None:
    """Add a new source of a kind to the scene that is worked on."""
    collection = studio.mirror.collection
    if collection is not None:
        settings = first_settings(kind, collection, tr("Your text"))
        _add(studio, kind, kind_title(kind), settings)


def add_existing(studio: Studio, source: str) -> None:
    """Show an input, a scene or a group that is there already in the scene that is worked on."""
    collection, scene = studio.mirror.collection, edited_scene(studio)
    if collection is None:
        return
    shown = next((item for _, item in collection.places() if item.source == source), None)
    item = SceneItem(source=source, transform=shown.transform if shown else Transform())
    edit = CreateSceneItem(scene=scene, item=item)
    studio.link.do(edit, lambda reply: _added(studio, scene, source, reply, opens=False))


def add_files(studio: Studio, paths: Sequence[Path], at: Point | None = None) -> None:
    """Add a source for each file that can be shown or heard; say which can't."""
    for path in paths[:MOST_FILES]:
        kind = kind_of_file(path)
        if kind is None:
            studio.say(
                "warning",
                tr(
                    "{file} is no picture, video, sound or text, and was not added.", file=path.name
                ),
            )
            continue
        told = told_path(path, collection_path(studio))
        size = _picture_size(path) if kind == "image" else None
        _add(studio, kind, path.stem, {"file": told}, size=size, at=at, opens=False)


def can_add(mime: QMimeData) -> bool:
    """Tell whether something that is dragged or in the clipboard can become a source."""
    return bool(_files(mime)) or mime.hasImage() or mime.hasText()


def add_dropped(studio: Studio, mime: QMimeData, at: Point | None = None) -> bool:
    """Add files, a picture or a text; say whether there was something.

    Args:
        studio: Whose.
        mime: What was dropped or pasted.
        at: Where on the canvas.
    """
    if files := _files(mime):
        add_files(studio, files, at)
        return True
    if mime.hasImage() and isinstance(picture := mime.imageData(), QImage):
        _add_picture(studio, picture, at)
        return True
    text = mime.text().strip()[:MAX_TEXT]
    collection = studio.mirror.collection
    if not text or collection is None:
        return False
    settings = first_settings("text", collection, text)
    _add(studio, "text", text[:30], settings, at=at, opens=False)
    return True


def _add(
    studio: Studio,
    kind: str,
    name: str,
    settings: dict[str, object],
    *,
    size: tuple[int, int] | None = None,
    at: Point | None = None,
    opens: bool = True,
) -> None:
    collection, scene = studio.mirror.collection, edited_scene(studio)
    if collection is None:
        studio.say("warning", tr("The engine is being started; try again in a moment."))
        return
    edit, name = addition(collection, kind, name, settings, scene, size=size, at=at)
    studio.link.do(edit, lambda reply: _added(studio, scene, name, reply, opens=opens))
    if kind in AUDIO_KINDS:
        studio.say("info", tr("{name} is heard now: it stands in the mixer.", name=name))


def _added(studio: Studio, scene: str, source: str, reply: Reply, *, opens: bool) -> None:
    if not reply.ok:
        studio.say("warning", sentence(reply))
        return
    _when_there(studio, scene, source, opens)


def _when_there(studio: Studio, scene: str, source: str, opens: bool) -> None:
    """Choose what was added, once the mirror has it: the answer may come before the event."""

    def choose() -> bool:
        collection = studio.mirror.collection
        if collection is None:
            return False
        ids = [item.id for item in items_of(collection, scene) if item.source == source]
        if ids:
            studio.selection.select(scene, [ids[-1]])
        shown = collection.input(source)
        if opens and shown is not None:
            open_properties(studio, source)
        return bool(ids) or shown is not None

    if not choose():

        def later() -> None:
            studio.mirror.collection_changed.disconnect(later)
            choose()

        studio.mirror.collection_changed.connect(later)


def _add_picture(studio: Studio, picture: QImage, at: Point | None) -> None:
    """Write a pasted picture beside the app's own files, and show it."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    path = folder / "pasted" / f"{datetime.now():%Y-%m-%d-%H%M%S-%f}.png"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        was_written = picture.save(str(path))
    except OSError as error:
        log.warning("%s can't be made: %s", path.parent, error)
        was_written = False
    if not was_written:
        studio.say(
            "warning",
            tr("The picture can't be kept in {folder}: is the disk full?", folder=path.parent),
        )
        return
    size = (picture.width(), picture.height())
    told = told_path(path, collection_path(studio))
    _add(studio, "image", tr("Picture"), {"file": told}, size=size, at=at, opens=False)


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _picture_size(path: Path) -> tuple[int, int] | None:
    size = QImageReader(str(path)).size()
    return (size.width(), size.height()) if size.isValid() else None
