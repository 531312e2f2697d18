"""A camera whose pictures come with what is seen on them.

A picture that is shown the moment it comes has no result yet: looking takes some
milliseconds.  So while results come late, pictures are shown one frame later, all of them,
as a camera that is now late and now not stutters.  Files are decoded and looked at ahead,
and wait for nothing; nor does anybody when nothing is looked for, or who looks is dead.

Belongs to the tick, but for ``track``.  Costs 2 µs a tick while nothing is looked for.
"""

from dataclasses import replace

from studio.engine.picture import Picture
from studio.engine.sources.source import Source, SourceState
from studio.engine.tracking.results import Fit, Found, Results

IN_TIME = 60
"""So many pictures in a row must have had their results ahead before none waits any more."""
_FIRST_SERIAL = 1 << 32
"""Of pictures with results: other than those that the source gives without."""


class TrackedSource:
    """See the module.

    Args:
        source: The camera.
        results: What is seen on its pictures.
        period_ns: Of the programme's frames; so long a picture waits at most.
    """

    def __init__(self, source: Source, results: Results, period_ns: int) -> None:
        self._source = source
        self._results = results
        self._period_ns = period_ns
        self._is_tracked = False
        self._hold = Hold()
        self._newest: Picture | None = None
        self._newest_ns = 0
        self._before: Picture | None = None
        self._of: Picture | None = None
        self._shown: Picture | None = None
        self._fit = Fit.NONE
        self._version = 0
        self._serial = _FIRST_SERIAL

    @property
    def state(self) -> SourceState:
        """The camera's, whatever is seen on its pictures."""
        return self._source.state

    @property
    def held_frames(self) -> int:
        """By how many frames pictures are shown later now."""
        return int(self._is_tracked and self._hold.is_on)

    @property
    def fit(self) -> Fit:
        """How well what was given with the last picture fits it."""
        return self._fit if self._is_tracked else Fit.NONE

    def track(self, is_tracked: bool) -> None:
        """Give results along from now on, or none; from any thread."""
        self._is_tracked = is_tracked

    def want(self, width: int, height: int) -> None:
        """Say how large it is shown at most."""
        self._source.want(width, height)

    def request(self, due_ns: int) -> None:
        """Say that a tick is due."""
        self._source.request(due_ns)

    def latch(self, due_ns: int) -> Picture | None:
        """Return the picture that is due, with what is seen on it as far as that is known."""
        if not self._is_tracked:
            return self._source.latch(due_ns)
        results = self._results
        results.read()
        picture = self._held(self._source.latch(due_ns), due_ns)
        if picture is None:
            return None
        if picture is not self._of:
            found = self._find(picture)
            self._hold.saw(found.fit, is_ahead=results.newest_ns > picture.pts_ns)
            self._of = picture
            self._show(picture, found)
        elif self._fit < Fit.OWN and results.version != self._version:
            found = self._find(picture)
            if found.fit > self._fit:
                self._show(picture, found)
        return self._shown

    def close(self) -> None:
        """Close the camera, and let go of results."""
        self._source.close()
        self._results.close()
        self._of = self._shown = self._newest = self._before = None

    def _held(self, newest: Picture | None, due_ns: int) -> Picture | None:
        """Return what there was a frame before, while pictures wait for their results.

        Not what is so old: a busy camera's pictures come long after they were taken.
        """
        gap_ns = due_ns - self._newest_ns
        if gap_ns > self._period_ns // 2:  # another frame
            self._before = self._newest if gap_ns < 2 * self._period_ns else None
            self._newest_ns = due_ns
        self._newest = newest
        if newest is None or not self._hold.is_on or self._before is None:
            return newest
        return self._before

    def _find(self, picture: Picture) -> Found:
        self._version = self._results.version
        return self._results.find(picture.pts_ns, (picture.width, picture.height))

    def _show(self, picture: Picture, found: Found) -> None:
        self._fit = found.fit
        self._serial += 1
        self._shown = replace(picture, serial=self._serial, tracked=found.tracked)


class Hold:
    """Whether pictures wait a frame for their results; changes seldom, as each change is seen."""

    def __init__(self) -> None:
        self.is_on = False
        self._in_time = 0

    def saw(self, fit: Fit, *, is_ahead: bool) -> None:
        """Take note of a new picture.

        Args:
            fit: Of its result.
            is_ahead: Whether there is a result of a later picture already.
        """
        if fit is Fit.NONE:
            self.is_on, self._in_time = False, 0
        elif not self.is_on:
            self.is_on = fit is Fit.CARRIED
            self._in_time = 0
        else:
            self._in_time = self._in_time + 1 if is_ahead else 0
            self.is_on = self._in_time < IN_TIME
