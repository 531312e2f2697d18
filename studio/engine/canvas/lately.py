"""Pictures of nodes that were painted lately, by what they are of.

Banners of gifts are alike but for their words, and a gift's first picture should not wait
for its bar to be read and painted again.
"""

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from studio.engine.canvas.margin import Framed
from studio.model.canvas import Mask
from studio.model.canvas_content import Box, Image, NineSlice, Text

MOST_PX = 1 << 22
"""Of all that are kept, 2.5 bytes each."""
LARGEST_PX = 1 << 19


class Lately:
    """From any thread: each step is one of a dictionary, and a picture that is lost is no loss."""

    def __init__(self) -> None:
        self._framed: OrderedDict[str, Framed] = OrderedDict()
        self._pixels = 0

    def get(self, key: str) -> Framed | None:
        """Return what was painted, if it is still there."""
        found = self._framed.get(key)
        if found is not None:
            with suppress(KeyError):
                self._framed.move_to_end(key)
        return found

    def put(self, key: str, framed: Framed) -> None:
        """Keep what was painted, and let go of what was not asked for the longest."""
        pixels = _pixels(framed)
        if pixels > LARGEST_PX or key in self._framed:
            return
        self._framed[key] = framed
        self._pixels += pixels
        while self._pixels > MOST_PX:
            _, oldest = self._framed.popitem(last=False)
            self._pixels -= _pixels(oldest)


def key_of(content: Text | Box | Image | NineSlice, mask: Mask | None) -> str:
    """Return a name for a content and a mask, another one if a file of theirs was changed."""
    parts = [content.kind, content.model_dump_json()]
    files = [content.file] if isinstance(content, Image | NineSlice) else []
    if mask is not None:
        parts.append(mask.model_dump_json())
        files.append(mask.file)
    for file in files:
        with suppress(OSError):
            status = Path(file).stat()
            parts.append(f"{status.st_size} {status.st_mtime_ns}")
    return " ".join(parts)


def _pixels(framed: Framed) -> int:
    return sum(picture.y.size for picture in framed.still.pictures)
