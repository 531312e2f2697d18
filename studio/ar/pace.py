"""Which pictures are looked at: all that come, fewer as soon as looking costs the stream anything.

Three things say so: the engine was late, looks wait for a processor (they take much longer than
the processor time they use), or a look takes so long that this would be all that the process
does.  One step down at once, one step up after some quiet seconds; each return that did not hold
doubles the wait for the next::

    pace = Pace()
    if pace.is_due(now_ns):
        begin = …
        pace.looked(begin_ns, end_ns, cpu_ns)
"""

STEPS_HZ = (1_000.0, 15.0, 10.0, 7.5)
"""At most so many looks a second: every picture, then every second to fourth one of 30."""
_SECOND_NS = 1_000_000_000
_MOST_SHARE = 0.7  # of the time may be spent looking
_WAITED = 1.8  # times its processor time, and a look has waited for others
_DOWN_AFTER_NS = _SECOND_NS // 2
_UP_AFTER_NS = 3 * _SECOND_NS
_MOST_UP_AFTER_NS = 60 * _SECOND_NS
_RECENT = 0.1  # what one look counts in the mean
_EARLY_NS = 4_000_000  # pictures are not quite regular


class Pace:
    """See the module; pure, belongs to one thread.

    Attributes:
        cost_ms: Of a look, the mean of the last ones.
    """

    def __init__(self) -> None:
        self.cost_ms = 0.0
        self._step = 0
        self._begin_ns = -_SECOND_NS
        self._waits = 1.0
        self._changed_ns = -_SECOND_NS
        self._trouble_ns = -_SECOND_NS
        self._up_after_ns = _UP_AFTER_NS
        self._rose = False

    @property
    def most_hz(self) -> float:
        """How many looks a second there may be now."""
        return STEPS_HZ[self._step]

    def is_due(self, now_ns: int) -> bool:
        """Say whether a picture that came now is looked at."""
        gap_ns = _SECOND_NS / STEPS_HZ[self._step]
        gap_ns = max(gap_ns, self.cost_ms / _MOST_SHARE * 1e6)
        return now_ns - self._begin_ns >= gap_ns - _EARLY_NS

    def looked(self, begin_ns: int, end_ns: int, cpu_ns: int) -> None:
        """Take over what a look has cost."""
        self._begin_ns = begin_ns
        took_ns = end_ns - begin_ns
        waits = took_ns / max(cpu_ns, 1)
        share = _RECENT if self.cost_ms else 1.0
        self.cost_ms += share * (took_ns / 1e6 - self.cost_ms)
        self._waits += _RECENT * (min(waits, 5.0) - self._waits)
        if self._waits > _WAITED:
            self._do_less(end_ns)
        elif end_ns - self._trouble_ns >= self._up_after_ns:
            self._do_more(end_ns)

    def lag(self, now_ns: int) -> None:
        """Do less: the engine was late."""
        self._do_less(now_ns)

    def _do_less(self, now_ns: int) -> None:
        self._trouble_ns = now_ns
        if self._step + 1 < len(STEPS_HZ) and now_ns - self._changed_ns >= _DOWN_AFTER_NS:
            if self._rose:  # the last step up did not hold
                self._up_after_ns = min(2 * self._up_after_ns, _MOST_UP_AFTER_NS)
            self._step += 1
            self._changed_ns = now_ns
            self._rose = False

    def _do_more(self, now_ns: int) -> None:
        self._trouble_ns = now_ns  # the next step up has to wait as long
        if self._step > 0:
            self._step -= 1
            self._changed_ns = now_ns
            self._rose = True
        else:
            self._up_after_ns = _UP_AFTER_NS
            self._rose = False
