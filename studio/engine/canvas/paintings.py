"""What plugins paint themselves: read from their memory, and made a picture off the tick.

The tick only looks whether there is a new one; a thread of all paintings together copies
it, so that no painter can change it any more, and converts it for the next tick.  A
painting takes a fifth of that thread at most, however often its plugin paints it.
Belongs to the main thread, as the feeds belong to the tick::

    paintings = Paintings()
    paintings.put((1, "wheel"), content, take=…, warn=…)
    paintings.keep(1, nodes)
"""

import threading
import time
from collections.abc import Callable, Mapping

import cv2
import numpy as np

from studio.engine.canvas.motion import NEVER
from studio.engine.canvas.seen import Feed, Seen
from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET
from studio.engine.picture import Picture, Plane, has_clear_edge
from studio.ipc.errors import RingError
from studio.ipc.painting import read_painting
from studio.ipc.ring import RingFormat, RingReader
from studio.model.canvas import Node
from studio.model.canvas_content import Painted
from studio.model.command import CommandError

MOST_PAINTINGS = 4
"""On all canvases together."""
_REST_SHARE = 4
"""So many times as long as a picture took there is no next one."""
_TO_YUV = np.column_stack([RGB_TO_YUV, YUV_OFFSET])

Key = tuple[int, str]
"""A canvas and a node."""
Take = Callable[[Feed], None]
Warn = Callable[[str], None]


class PaintedFeed:
    """The newest picture of one painting.

    Args:
        reader: Of what the plugin paints into.
        content: What it said of it.
        wake: Asks for the thread that converts.
    """

    def __init__(self, reader: RingReader, content: Painted, wake: Callable[[], None]) -> None:
        self.pixels = content.width * content.height
        self._reader = reader
        self._size = content.width, content.height
        self._wake = wake
        self._lock = threading.Lock()  # of the reader: the tick looks, the thread copies
        self._is_closed = False
        self._sequence = 0
        self._not_before_ns = 0
        self._serial = 0
        self._seen: Seen | None = None

    @property
    def rests_ns(self) -> int:
        """Nobody knows when the next picture comes."""
        return NEVER

    def seen(self, due_ns: int) -> Seen | None:
        """Return the newest picture that is ready; ask for the next one if there is one."""
        if self._lock.acquire(blocking=False):  # else one is being made just now
            try:
                is_new = not self._is_closed and self._has_new(due_ns)
            finally:
                self._lock.release()
            if is_new:
                self._wake()
        return self._seen

    def convert(self) -> None:
        """Make a picture of what is newest, if its time has come; in the thread."""
        began_ns = time.monotonic_ns()
        with self._lock:
            if self._is_closed or not self._has_new(began_ns):
                return
            slot = self._reader.newest(began_ns)
            if slot is None:
                return
            self._sequence = slot.sequence
            width, height = self._size
            if slot.format is not RingFormat.RGBA or (slot.width, slot.height) != self._size:
                return
            rgba = np.frombuffer(slot.data, np.uint8).reshape(height, width, 4).copy()
            if not self._reader.is_whole(slot):
                return  # painted anew meanwhile: that one comes next
        self._serial += 1
        picture = converted(rgba, self._serial, began_ns)
        self._seen = Seen(picture, 0, 0, width, height)
        now_ns = time.monotonic_ns()
        self._not_before_ns = now_ns + _REST_SHARE * (now_ns - began_ns)

    def close(self) -> None:
        """Read no more; what was seen last is seen no more either."""
        with self._lock:
            self._is_closed = True
            self._seen = None
            self._reader.close()

    def _has_new(self, due_ns: int) -> bool:
        if time.monotonic_ns() < self._not_before_ns:
            return False
        slot = self._reader.newest(due_ns)
        return slot is not None and slot.sequence != self._sequence


class Paintings:
    """See the module."""

    def __init__(self) -> None:
        self._shown: dict[Key, tuple[Painted, PaintedFeed | None]] = {}
        self._wake = threading.Event()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def check(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """See that there wouldn't be too many.

        Raises:
            CommandError: If there were.
        """
        others = sum(key[0] != canvas for key in self._shown)
        here = sum(isinstance(node.content, Painted) for node in nodes.values())
        if others + here > MOST_PAINTINGS:
            raise CommandError(
                f"{MOST_PAINTINGS} nodes are painted by plugins at most, on all canvases "
                "together: remove one first."
            )

    def put(self, key: Key, content: Painted, *, take: Take, warn: Warn) -> None:
        """Show a painting; nothing changes if it is shown already.

        Args:
            key: Which node shows it.
            content: What it is.
            take: Gets what is seen of it.
            warn: Gets the reason why nothing is.
        """
        if key in self._shown and self._shown[key][0] == content:
            return
        self._forget(key)
        self._shown[key] = content, None
        try:
            reader = read_painting(content.memory, content.width, content.height)
        except RingError as error:
            warn(str(error))
            return
        feed = PaintedFeed(reader, content, self._wake.set)
        self._shown[key] = content, feed
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="paintings", daemon=True)
            self._thread.start()
        take(feed)

    def keep(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """Show only what is still on a canvas."""
        for key, (content, _) in list(self._shown.items()):
            node = nodes.get(key[1])
            if key[0] == canvas and (node is None or node.content != content):
                self._forget(key)

    def close(self) -> None:
        """Show none, and end the thread."""
        for key in list(self._shown):
            self._forget(key)
        if self._thread is not None:
            self._is_closed = True
            self._wake.set()
            self._thread.join()

    def _forget(self, key: Key) -> None:
        _, feed = self._shown.pop(key, (None, None))
        if feed is not None:
            feed.close()

    def _run(self) -> None:
        while self._wake.wait() and not self._is_closed:
            self._wake.clear()
            for _, feed in list(self._shown.values()):
                if feed is not None:
                    feed.convert()


def converted(rgba: Plane, serial: int, pts_ns: int) -> Picture:
    """Return a picture of ``(height, width, 4)`` RGBA that isn't premultiplied, quickly.

    An odd size is padded by repeating the edge.
    """
    height, width = rgba.shape[:2]
    if height % 2 or width % 2:
        rgba = np.pad(rgba, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    *rgb, alpha = cv2.split(rgba)
    thick = cv2.merge([cv2.multiply(part, alpha, scale=1 / 255) for part in rgb])
    y, *chroma = cv2.split(cv2.transform(thick, _TO_YUV))
    half = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    uv = cv2.resize(cv2.merge(chroma), half, interpolation=cv2.INTER_AREA)
    cover = np.asarray(alpha, np.uint8)
    return Picture(
        width,
        height,
        np.asarray(y, np.uint8),
        np.asarray(uv, np.uint8).reshape(half[1], half[0], 2),
        cover,
        serial,
        pts_ns,
        has_clear_edge(cover),
    )
