"""When pictures and sound of a peer are due here: both on one time line.  Pure.

A sender counts pictures and samples on clocks of their own, and reports now and then which of
their numbers is which time of its own clock.  What was taken at the same time is then due at
the same time, a lag after it was taken: as long as nineteen of twenty need to be here and
decoded, of whichever of the two is slower.  Until both were reported each is on its own::

    playout = Playout()
    playout.report(SOUND, rtp_timestamp, ntp_timestamp)
    due_ns = playout.due_ns(SOUND, rtp_timestamp, time.monotonic_ns())
"""

from collections import deque

from studio.link.wrapping import Unwrapper
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

PICTURE, SOUND = "picture", "sound"
RATES_HZ = {PICTURE: 90_000, SOUND: SAMPLE_RATE_HZ}
MOST_AHEAD_NS = 120_000_000
"""Nothing waits longer than that, however late others come: the ring has so many slots."""
_KEPT = 150
_LOOK_EVERY = 10
_IN_TIME = 0.95
_JUMP_NS = 5 * SECOND_NS
"""A lag that differs by so much: the sender's clock was set."""


class _Stream:
    """One stream's clock, and how late it was lately.

    Attributes:
        is_reported: Whether its times are those of the sender's clock, or of its first packet.
        lag_ns: How long after they were taken nineteen of twenty are here; None at first.
    """

    def __init__(self, rate_hz: int) -> None:
        self.is_reported = False
        self.lag_ns: int | None = None
        self._rate_hz = rate_hz
        self._timestamps = Unwrapper(32)
        self._known: tuple[int, int] | None = None
        self._lags: deque[int] = deque(maxlen=_KEPT)
        self._seen = 0

    def report(self, timestamp: int, sent_ns: int) -> None:
        before, self._known = self._known, (self._timestamps.near(timestamp), sent_ns)
        if before is None or not self.is_reported:
            self._forget()
        self.is_reported = True

    def see(self, timestamp: int, now_ns: int) -> int:
        """Note that something is here; return when it was taken."""
        number = self._timestamps.take(timestamp)
        if self._known is None:
            self._known = number, now_ns
        known, known_ns = self._known
        taken_ns = known_ns + (number - known) * SECOND_NS // self._rate_hz
        lag_ns = now_ns - taken_ns
        if self._lags and abs(lag_ns - self._lags[-1]) > _JUMP_NS:
            self._forget()
        self._lags.append(lag_ns)
        self._seen += 1
        if self._seen % _LOOK_EVERY == 0 or self.lag_ns is None:
            self.lag_ns = self._usual()
        return taken_ns

    def _usual(self) -> int:
        ordered = sorted(self._lags)
        return min(ordered[int(len(ordered) * _IN_TIME)], ordered[0] + MOST_AHEAD_NS)

    def _forget(self) -> None:
        self._lags.clear()
        self.lag_ns = None
        self._seen = 0


class Playout:
    """One peer's; belongs to one thread."""

    def __init__(self) -> None:
        self._streams = {kind: _Stream(rate_hz) for kind, rate_hz in RATES_HZ.items()}

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report.

        Args:
            kind: ``PICTURE`` or ``SOUND``.
            timestamp: Of RTP, 32 bits.
            ntp: The sender's time at it, 32.32 bits.
        """
        self._streams[kind].report(timestamp, (ntp * SECOND_NS) >> 32)

    def due_ns(self, kind: str, timestamp: int, now_ns: int) -> int:
        """Return when something is due that is ready now.

        Args:
            kind: ``PICTURE`` or ``SOUND``.
            timestamp: Of RTP, 32 bits.
            now_ns: Monotonic time.
        """
        stream = self._streams[kind]
        taken_ns = stream.see(timestamp, now_ns)
        return taken_ns + self._lag_ns(stream)

    def _lag_ns(self, stream: _Stream) -> int:
        lags_ns = [
            each.lag_ns
            for each in self._streams.values()
            if each.lag_ns is not None and each.is_reported == stream.is_reported
        ]
        return max(lags_ns, default=0)
