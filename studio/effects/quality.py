"""How many pictures a second are drawn of live nodes, and how large: what there is time for.

Pure.  When so many pictures miss their time that fewer would be more, or the engine reports late
frames, the rate drops first and then the size; after calm seconds it goes a step back, and each
time that was too much the calm must last twice as long.  What is over within seconds, as when three
gifts begin at once, costs some pictures and no step, which would be taken back later than that.
Smaller pictures are enlarged before they are handed over, so the tick's share of them falls with
the rate alone::

    quality = Quality()
    if quality.drew(took_ns, is_late, now_ns):
        quality.rate, quality.size, quality.missed      # of the last second
"""

from studio.ipc.message import Message

_S_NS = 1_000_000_000
STEPS = ((30, 1.0), (20, 1.0), (20, 0.75), (15, 0.75), (15, 0.5), (10, 0.5))
"""Pictures a second, and their size against the content's."""
_MOST_BUSY = 0.85
"""What part of its time it may draw once it goes a step up.  Where two cores do all, most of it is
waiting for the engine and its encoder, which go before it, and are heard of when they are late."""
_MOST_MISSED = 0.2
"""What part of its pictures may miss their time, and more where the next step has so many fewer."""
_PATIENCE_S = 3
"""So many seconds in a row there may be too little time before the best step is left."""
_MUCH_LAG = 4
"""More frames of the engine in a second are worse than a step that is taken too early."""
_CALM_S = 5.0
_LONGEST_CALM_S = 80.0
_SOON_S = 3.0
"""A step up that fails within this time was too early."""
_PAUSE_S = 0.5
"""When nothing was drawn for so long the second begins anew."""


class Quality:
    """Belongs to one thread.

    Attributes:
        step: Of ``STEPS``, 0 is the best one.
        missed: What part of the last second's pictures were late, or not drawn.
    """

    def __init__(self) -> None:
        self.step = 0
        self.missed = 0.0
        self._calm_s = _CALM_S
        self._since_ns = 0
        self._window_ns = 0
        self._last_ns = 0
        self._drawn_ns = 0
        self._in_time = 0
        self._lagged = 0
        self._bad_s = 0
        self._went_up_ns = 0

    @property
    def rate(self) -> int:
        """Pictures a second."""
        return STEPS[self.step][0]

    @property
    def size(self) -> float:
        """Of the pictures, against the content's."""
        return STEPS[self.step][1]

    @property
    def is_lowest(self) -> bool:
        """Whether there is no lower one."""
        return self.step == len(STEPS) - 1

    @property
    def period_ns(self) -> int:
        """Between two pictures."""
        return _S_NS // self.rate

    def engine_lagged(self, frames: int, now_ns: int) -> None:
        """Take note that the engine did not make frames in time."""
        self._lagged += frames

    def drew(self, took_ns: int, is_late: bool, now_ns: int) -> bool:
        """Take note of a round of pictures; tell whether a second is over, and was judged."""
        if not self._last_ns:
            self._since_ns = now_ns
        if now_ns - self._last_ns > _PAUSE_S * _S_NS:
            self._begin_second(now_ns - self.period_ns)
        self._last_ns = now_ns
        self._drawn_ns += took_ns
        self._in_time += not is_late
        passed_ns = now_ns - self._window_ns
        if passed_ns < _S_NS:
            return False
        busy = self._drawn_ns / passed_ns
        self.missed = max(0.0, 1 - self._in_time * self.period_ns / passed_ns)
        is_short = self.missed > _may_miss(self.step) or self._lagged > 1
        self._bad_s = self._bad_s + 1 if is_short else 0
        is_bad = self._lagged > _MUCH_LAG or self._bad_s >= (1 if self.step else _PATIENCE_S)
        self._judge(is_bad, busy, now_ns)
        self._begin_second(now_ns)
        return True

    def _begin_second(self, now_ns: int) -> None:
        self._window_ns, self._drawn_ns, self._in_time, self._lagged = now_ns, 0, 0, 0

    def _judge(self, is_bad: bool, busy: float, now_ns: int) -> None:
        if is_bad:
            self._since_ns, self._bad_s = now_ns, 0
            if self._went_up_ns and now_ns - self._went_up_ns < _SOON_S * _S_NS:
                self._calm_s = min(self._calm_s * 2, _LONGEST_CALM_S)
            self.step = min(self.step + 1, len(STEPS) - 1)
            return
        if self.step == 0 or now_ns - self._since_ns < self._calm_s * _S_NS:
            return
        if busy * _cost(self.step - 1) / _cost(self.step) > _MOST_BUSY:
            return
        self.step -= 1
        self._went_up_ns = self._since_ns = now_ns

    def message(self) -> Message:
        """Return what was chosen, for the engine."""
        missed = round(self.missed, 3)
        return {"type": "quality", "rate": self.rate, "size": self.size, "missed": missed}


def _may_miss(step: int) -> float:
    """Return when the next step would have more pictures in time."""
    next_rate, _ = STEPS[min(step + 1, len(STEPS) - 1)]
    return max(_MOST_MISSED, 1 - next_rate / STEPS[step][0])


def _cost(step: int) -> float:
    rate, size = STEPS[step]
    return rate * size * size
