"""What the tick thread counts.  Written by it alone, read by anyone."""

from collections.abc import Mapping

from studio.engine.clock import Tick
from studio.engine.picture import Picture
from studio.telemetry.histogram import Histogram


class TickStats:
    """Counts of one session part.

    Attributes:
        composed: Pictures that were composed, for outputs or for views alone.
        total: Frames that fell due for outputs.
        lagged: Of these, whose picture did not reach the encoder before the next
            frame was due.
        skipped: Pictures that the encoder had no room for.
        repeated: Missed frames that were filled with the picture before.
        unique: Pictures in which a source or the layout was new.
        lagged_after_2s: The same without the first two seconds, in which sources open.
        timed: Names of the inputs whose pictures have a due time and sound of their own.
    """

    def __init__(self) -> None:
        self.composed = 0
        self.total = 0
        self.lagged = 0
        self.lagged_after_2s = 0
        self.skipped = 0
        self.repeated = 0
        self.unique = 0
        self.render = Histogram()
        self.late = Histogram()
        self.timed: frozenset[str] = frozenset()
        self._serials: dict[str, int] = {}
        self._shown_late_ns = 0
        self._shown = 0
        self._start_ns = 0
        self._now_ns = 0
        self._is_paused = True

    def pause(self) -> None:
        """What falls due from now on until the next tick is nobody's loss."""
        self._is_paused = True

    def begin(self, tick: Tick, now_ns: int) -> None:
        """Count a tick that starts now."""
        if self._is_paused:
            self._is_paused = False
            self._start_ns = now_ns
            tick = Tick(tick.index, tick.due_ns, 0)
        self._now_ns = now_ns
        self.total += 1 + tick.missed
        self.late.record(now_ns - tick.due_ns)
        self._lag(tick.missed)

    def saw(self, pictures: Mapping[str, Picture], due_ns: int) -> None:
        """Count whether any picture is new, and how late new ones of files are shown."""
        serials = {name: picture.serial for name, picture in pictures.items()}
        if serials == self._serials:
            return
        self.unique += 1
        for name in self.timed & pictures.keys():
            if serials[name] != self._serials.get(name):
                self._shown_late_ns += due_ns - pictures[name].pts_ns
                self._shown += 1
        self._serials = serials

    def rendered(self, duration_ns: int) -> None:
        """Count a picture that was composed, and how long it took."""
        self.composed += 1
        self.render.record(duration_ns)

    @property
    def shown_late_ms(self) -> float:
        """Mean time from when a file's picture is due to the tick that shows it.

        Sound is mixed at exactly its time, so this is by how much it is ahead.
        """
        return self._shown_late_ns / self._shown / 1e6 if self._shown else 0.0

    def delivered(self, *, taken: bool, late: bool) -> None:
        """Count a picture that was handed to the encoder."""
        if not taken:
            self.skipped += 1
        if late:
            self._lag(1)

    def _lag(self, frames: int) -> None:
        self.lagged += frames
        if self._now_ns - self._start_ns > 2_000_000_000:
            self.lagged_after_2s += frames
