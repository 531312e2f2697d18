"""What the capture is told while it runs, handed from the channel to the playing thread."""

import threading
import time

SECOND_NS = 1_000_000_000


class Orders:
    """A mailbox that holds the newest of each order; any thread may post.

    Attributes:
        want: How large the picture is shown at most.
        is_paused: Whether time stands still.
        is_resting: Whether nobody looks or listens; time goes on.
        is_ended: Whether the capture must end.
    """

    def __init__(self, want: tuple[int, int]) -> None:
        self.want = want
        self.is_paused = False
        self.is_resting = False
        self.is_ended = False
        self._seek_ns: int | None = None
        self._changed = threading.Event()

    def show(self, want: tuple[int, int]) -> None:
        """Change how large the picture is shown; takes effect with the next one."""
        self.want = want

    def pause(self, is_paused: bool) -> None:
        """Stop or go on."""
        self.is_paused = is_paused
        self._changed.set()

    @property
    def shown(self) -> tuple[int, int]:
        """How large the picture is shown now; (0, 0) if nobody looks."""
        return (0, 0) if self.is_resting else self.want

    def rest(self, is_resting: bool) -> None:
        """Do nothing until somebody looks or listens again, or go on."""
        self.is_resting = is_resting
        self._changed.set()

    def seek(self, position_ns: int) -> None:
        """Go on at this place of the media; of several the last counts."""
        self._seek_ns = position_ns
        self._changed.set()

    def end(self) -> None:
        """End for good."""
        self.is_ended = True
        self._changed.set()

    def take_seek(self) -> int | None:
        """Return the place to go to, once."""
        position_ns, self._seek_ns = self._seek_ns, None
        return position_ns

    def wait(self, deadline_ns: int | None) -> bool:
        """Sleep until a monotonic time or an order; say whether it was an order."""
        if deadline_ns is None:
            self._changed.wait()
        else:
            left_ns = deadline_ns - time.monotonic_ns()
            if left_ns > 0:
                self._changed.wait(left_ns / SECOND_NS)
        was_ordered = self._changed.is_set()
        self._changed.clear()
        return was_ordered
