"""Which pictures are looked at: all that come, fewer as soon as looking costs the stream anything.

The engine that was late says so: one step down at once, to four of five pictures of 30 a second,
every second, third and fourth.  Looks that wait for a processor (they take much longer than the
processor time they use) say that the machine is full, though nobody is late: then four of five
will do, and where they wait longer every second, which is still enough for what lies on a face.
And looking never takes a whole processor.  One step up comes after some quiet seconds; each
return that did not hold doubles the wait for the next::

    pace = Pace()
    if pace.is_due(now_ns):
        begin = …
        pace.looked(begin_ns, end_ns, cpu_ns)
"""

STEPS_HZ = (1_000.0, 24.0, 15.0, 10.0, 7.5)
"""At most so many looks a second; the first is every picture."""
_SECOND_NS = 1_000_000_000
_MOST_SHARE = 0.7  # of a processor
_WAITED = (2.0, 3.0)  # times its processor time: no further down than to the first, second step
_DOWN_AFTER_NS = _SECOND_NS // 2
_UP_AFTER_NS = 3 * _SECOND_NS
_MOST_UP_AFTER_NS = 60 * _SECOND_NS
_RECENT = 0.1  # what one look counts in the mean
_EARLY = 0.25  # of the gap: pictures come when they come


class Pace:
    """See the module; pure, belongs to one thread.

    Attributes:
        cost_ms: How long a look takes, the mean of the last ones.
    """

    def __init__(self) -> None:
        self.cost_ms = 0.0
        self._cpu_ms = 0.0
        self._step = 0
        self._next_ns = 0
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
        return now_ns >= self._next_ns - _EARLY * self._gap_ns

    def looked(self, begin_ns: int, end_ns: int, cpu_ns: int) -> None:
        """Take over what a look has cost."""
        took_ns = end_ns - begin_ns
        share = _RECENT if self.cost_ms else 1.0
        self.cost_ms += share * (took_ns / 1e6 - self.cost_ms)
        self._cpu_ms += share * (cpu_ns / 1e6 - self._cpu_ms)
        self._waits += _RECENT * (min(took_ns / max(cpu_ns, 1), 5.0) - self._waits)
        # On from when it was due, so that a late picture does not make the next one late too.
        gap_ns = self._gap_ns
        self._next_ns = max(self._next_ns + gap_ns, begin_ns + gap_ns // 2)
        lowest = sum(self._waits > waited for waited in _WAITED)
        if self._step <= lowest and lowest > 0:
            self._do_less(end_ns, lowest)
        elif end_ns - self._trouble_ns >= self._up_after_ns:
            self._do_more(end_ns)

    @property
    def _gap_ns(self) -> int:
        return round(max(_SECOND_NS / self.most_hz, self._cpu_ms / _MOST_SHARE * 1e6))

    def lag(self, now_ns: int) -> None:
        """Do less: the engine was late."""
        self._do_less(now_ns, len(STEPS_HZ) - 1)

    def _do_less(self, now_ns: int, lowest: int) -> None:
        """Take a step down, if there is one and the last is not just taken."""
        self._trouble_ns = now_ns
        if self._step < lowest and now_ns - self._changed_ns >= _DOWN_AFTER_NS:
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
