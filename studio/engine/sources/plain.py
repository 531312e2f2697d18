"""Sources that need no process: colours, images, text."""

from pathlib import Path

from studio.engine.sources.color import ColorSource
from studio.engine.sources.image import ImageSource
from studio.engine.sources.source import Source
from studio.engine.sources.text import TextSource
from studio.model import kinds
from studio.model.collection_file import resolve

PlainSettings = kinds.ColorSettings | kinds.ImageSettings | kinds.TextSettings


def plain_source(name: str, settings: PlainSettings, path: Path) -> Source:
    """Open a source.

    Args:
        name: Of its input.
        settings: The input's.
        path: The collection's file, to which file names are relative.
    """
    match settings:
        case kinds.ColorSettings():
            return ColorSource(kinds.rgba(settings.color), settings.width, settings.height)
        case kinds.ImageSettings():
            return ImageSource(name, resolve(path, settings.file))
        case kinds.TextSettings():
            file = str(resolve(path, settings.file)) if settings.file else ""
            return TextSource(name, settings.model_copy(update={"file": file}))
