"""The pictures of a canvas's nodes, made one after the other in a thread of their own.

A text of many letters takes milliseconds, and the tick has none to spare.  What was
asked for first is painted first; what was replaced meanwhile is left out by whoever
takes the picture.  What was painted lately is there at once: banners of gifts are alike.
"""

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from studio.engine.canvas.lately import Lately, key_of
from studio.engine.canvas.margin import Framed, framed
from studio.engine.canvas.masking import load_cover, masked, stretched
from studio.engine.canvas.nine_slice import nine_sliced
from studio.engine.compositor.detail import detail_px
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Plane
from studio.engine.sources.fonts import font_book
from studio.engine.sources.image import load_image, load_rgba
from studio.engine.sources.rounded import rounded_cover
from studio.engine.sources.still import Still
from studio.engine.sources.text_layout import TextLayout
from studio.engine.sources.text_paint import paint_text
from studio.model.canvas import Mask
from studio.model.canvas_content import MAX_NODE_PIXELS, Box, Image, NineSlice, Text
from studio.model.errors import StudioError
from studio.model.kinds import rgba

log = logging.getLogger(__name__)

MAX_WAITING = 2_000

Paintable = Text | Box | Image | NineSlice
Made = TypeVar("Made")
OnDone = Callable[[Framed | StudioError], None]


class NodePainter:
    """Paints what is asked for, in turn."""

    def __init__(self) -> None:
        self._asked: queue.Queue[Callable[[], None] | None] = queue.Queue(MAX_WAITING)
        self._lately = Lately()
        self._thread: threading.Thread | None = None
        self._serials = itertools.count(1)

    def paint(self, content: Paintable, on_done: OnDone, mask: Mask | None = None) -> None:
        """Have a content painted.

        Args:
            content: What to paint.
            on_done: Gets the picture or pictures, or why there are none: at once, or in the
                painter's thread.
            mask: Of which file the content is only seen through.

        Raises:
            StudioError: If too much waits already.
        """
        key = key_of(content, mask)
        if (framed_lately := self._lately.get(key)) is not None:
            on_done(framed_lately)
            return

        def make() -> Framed:
            made = self._made(content, mask)
            self._lately.put(key, made)
            return made

        self._ask(lambda: on_done(_outcome(make)))

    def read_cover(self, mask: Mask, on_done: Callable[[Plane | StudioError], None]) -> None:
        """Have the file of a mask read, for what is painted elsewhere; as ``paint``."""
        self._ask(lambda: on_done(_outcome(lambda: load_cover(mask))))

    def _ask(self, act: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="canvas", daemon=True)
            self._thread.start()
        try:
            self._asked.put_nowait(act)
        except queue.Full:
            raise StudioError(
                f"{MAX_WAITING} pictures of nodes are still to be painted; put less at once."
            ) from None

    def close(self) -> None:
        """Paint no more."""
        if self._thread is not None:
            while not self._asked.empty():
                self._asked.get_nowait()
            self._asked.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (act := self._asked.get()) is not None:
            act()

    def _made(self, content: Paintable, mask: Mask | None) -> Framed:
        if isinstance(content, Image):
            still = load_image(Path(content.file))
            pixels = sum(picture.y.size for picture in still.pictures)
            if pixels > MAX_NODE_PIXELS:
                raise StudioError(f"It has {pixels} pixels in all; {MAX_NODE_PIXELS} are the most.")
        else:
            still = Still((picture_from_rgba(painted(content), serial=0, pts_ns=0),))
        pictures = still.pictures
        if mask is not None:
            cover = load_cover(mask)
            pictures = tuple(masked(each, stretched(cover, each)) for each in pictures)
        numbered = tuple(replace(each, serial=next(self._serials)) for each in pictures)
        made = framed(replace(still, pictures=numbered))
        if len(pictures) > 1:
            return made  # it would have to be found out for too many
        (picture,) = made.still.pictures
        if isinstance(content, Image):
            picture = replace(picture, detail_px=detail_px(picture))
        elif isinstance(content, Box):
            picture = replace(picture, is_flat=not content.radius_px and mask is None)
        return replace(made, still=replace(made.still, pictures=(picture,)))


def _outcome(make: Callable[[], Made]) -> Made | StudioError:
    try:
        return make()
    except StudioError as error:
        return error
    except Exception:  # the border of this thread: one node must not end all others
        log.exception("A node can't be painted in a way that nobody thought of.")
        return StudioError("The node can't be painted: a fault in Rocket Studio.")


def painted(content: Text | Box | NineSlice) -> Plane:
    """Paint a content.

    Returns:
        ``(height, width, 4) uint8 RGBA``, not premultiplied.

    Raises:
        StudioError: If it can't be painted.
    """
    if isinstance(content, NineSlice):
        _check_size(content.width, content.height)
        return nine_sliced(load_rgba(Path(content.file), MAX_NODE_PIXELS), content)
    if isinstance(content, Text):
        settings = content.text
        layout = TextLayout(font_book(), settings.font, settings.size_px, settings.direction)
        picture = paint_text(settings.text, settings, layout)
    else:
        picture = _box(content)
    _check_size(picture.shape[1], picture.shape[0])
    return picture


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_NODE_PIXELS:
        raise StudioError(f"it would have {width}x{height} pixels; {MAX_NODE_PIXELS} are the most.")


def _box(box: Box) -> Plane:
    color = np.array(rgba(box.color), np.uint8)
    picture = np.full((box.height, box.width), color.view(np.uint32)[0])
    filled: Plane = picture.view(np.uint8).reshape(box.height, box.width, 4)
    if box.radius_px:
        filled[..., 3] = rounded_cover(box.width, box.height, box.radius_px, int(color[3]))
    return filled
