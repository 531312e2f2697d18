"""Text as a source: Chinese, emoji, outline, shadow, wrapped, right-to-left; from a file too."""

from pathlib import Path

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.sources.fonts import font_book
from studio.engine.sources.still import Still, StillSource
from studio.engine.sources.text_layout import TextLayout
from studio.engine.sources.text_paint import TextError, paint_text
from studio.model.kinds import TextSettings

_MAX_FILE_BYTES = 65536


class TextSource(StillSource):
    """Shows a text, or what a text file says now.

    Args:
        name: What the source is called, for people.
        settings: What to show; ``file`` is a path that can be opened as it is.
    """

    def __init__(self, name: str, settings: TextSettings) -> None:
        self._settings = settings
        super().__init__(name, self._paint, Path(settings.file) if settings.file else None)

    def _paint(self) -> Still:
        settings = self._settings
        text = read_text(Path(settings.file)) if settings.file else settings.text
        layout = TextLayout(font_book(), settings.font, settings.size_px, settings.direction)
        return Still((picture_from_rgba(paint_text(text, settings, layout), 0, pts_ns=0),))


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 or, as older Chinese programs write it, GB 18030.

    Raises:
        TextError: If it can't be read or is not a text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE_BYTES + 1)
    except OSError as error:
        raise TextError(f"The text file {path} can't be read: {error.strerror}.") from error
    if len(data) > _MAX_FILE_BYTES:
        raise TextError(f"The text file {path} is too long: {_MAX_FILE_BYTES // 1024} KiB at most.")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TextError(f"The file {path} is not a text in UTF-8 or GB 18030.")
