"""A source whose pictures are made off the tick: images, text, colours.

A thread makes the pictures, watches the file that they come from, if there is
one, and makes them again when it changes.  The tick only picks the one whose time
it is.  A failure shows the placeholder and is tried again::

    source = StillSource("Logo", lambda: load_image(path), watched=path)
    picture = source.latch(due_ns)
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.engine.picture import Picture
from studio.engine.sources.placeholder import placeholder_picture
from studio.engine.sources.source import Health, SourceState
from studio.model.errors import StudioError

logger = logging.getLogger(__name__)

_LOOK_S = 0.5
_RETRY_FIRST_S, _RETRY_LAST_S = 1.0, 5.0
_CLOSE_S = 1.0
_PLACEHOLDER_SIZE = (1280, 720)


@dataclass(frozen=True, slots=True)
class Still:
    """What was made: one picture for ever, or several in turn.

    Attributes:
        pictures: In their order; their serials don't matter.
        ends_ns: When each of them ends, counted from the beginning of a round.
    """

    pictures: tuple[Picture, ...]
    ends_ns: tuple[int, ...] = ()


Stamp = tuple[int, int, int] | None


class StillSource:
    """Shows what ``make`` returns; implements ``Source``.

    Args:
        name: What the source is called, for people.
        make: Makes the pictures, in a thread of its own; raises ``StudioError``.
        watched: A file that is looked at twice a second; when it has changed, the
            pictures are made again.
    """

    def __init__(self, name: str, make: Callable[[], Still], watched: Path | None = None) -> None:
        self._name = name
        self._make = make
        self._watched = watched
        self._state = SourceState(Health.STARTING)
        self._still: Still | None = None
        self._shown: Still | None = None
        self._shown_index = 0
        self._begin_ns = 0
        self._serial = 0
        self._picture: Picture | None = None
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"still-{name}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SourceState:
        """How it is."""
        return self._state

    def want(self, width: int, height: int) -> None:
        """Nothing: the pictures are made once, in their own size."""

    def request(self, due_ns: int) -> None:
        """Nothing: the pictures are there."""

    def latch(self, due_ns: int) -> Picture | None:
        """Return the picture whose time it is."""
        still = self._still
        if still is None:
            return None
        if still is not self._shown:
            self._shown, self._begin_ns = still, due_ns
            self._show(still, 0)
        elif still.ends_ns:
            index = self._index(still.ends_ns, due_ns - self._begin_ns)
            if index != self._shown_index:
                self._show(still, index)
        return self._picture

    def close(self) -> None:
        """End the thread."""
        self._is_closed.set()
        self._thread.join(_CLOSE_S)
        self._still = self._shown = self._picture = None

    def _show(self, still: Still, index: int) -> None:
        self._serial += 1
        self._shown_index = index
        self._picture = replace(still.pictures[index], serial=self._serial)

    @staticmethod
    def _index(ends_ns: Sequence[int], since_ns: int) -> int:
        place_ns = max(0, since_ns) % ends_ns[-1]
        return next(index for index, end_ns in enumerate(ends_ns) if place_ns < end_ns)

    def _run(self) -> None:
        retry_s = _RETRY_FIRST_S
        while not self._is_closed.is_set():
            stamp = self._stamp()
            if self._try_to_make():
                retry_s = _RETRY_FIRST_S
                if self._watched is None or not self._wait_for_change(stamp, None):
                    return
            else:
                self._wait_for_change(stamp, retry_s)
                retry_s = min(retry_s * 2, _RETRY_LAST_S)

    def _try_to_make(self) -> bool:
        try:
            still = self._make()
        except StudioError as error:
            reason = str(error)
        except Exception:  # the border of this thread: one source must not end the programme
            logger.exception("The source %s failed in a way that nobody thought of.", self._name)
            reason = f"{self._name} can't be shown because of a fault in Rocket Studio."
        else:
            if not self._is_closed.is_set():
                self._still = still
                self._state = SourceState(Health.RUNNING)
            return True
        if self._state != SourceState(Health.FAILED, reason) and not self._is_closed.is_set():
            logger.warning("%s: %s", self._name, reason)
            card = placeholder_picture(self._name, reason, _PLACEHOLDER_SIZE, serial=0)
            self._still = Still((card,))
            self._state = SourceState(Health.FAILED, reason)
        return False

    def _wait_for_change(self, stamp: Stamp, limit_s: float | None) -> bool:
        """Wait until the file is another one or the time is up; False when closed."""
        waited_s = 0.0
        while limit_s is None or waited_s < limit_s:
            if self._is_closed.wait(_LOOK_S):
                return False
            waited_s += _LOOK_S
            if self._watched is not None and self._stamp() != stamp:
                return True
        return True

    def _stamp(self) -> Stamp:
        if self._watched is None:
            return None
        try:
            status = self._watched.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
