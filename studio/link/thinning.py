"""When a guest's network is too slow for the programme: key frames only, for a while.  Pure.

There is one encode for all, so a guest can't be sent a smaller one.  Who loses many packets
all the time gets one picture a key frame, and all of the sound; after ten seconds everything
is tried again, and after each try that fails twice as long later::

    thinning = Thinning()
    thinning.see(now_s, lost)       # with each receiver report
    thinning.is_on
"""

MUCH_LOST = 0.12
BAD_S = 3.0
FIRST_TRY_S = 10.0
LAST_TRY_S = 80.0
HOLDS_S = 20.0
"""A try that holds so long has not failed."""


class Thinning:
    """See the module.

    Attributes:
        is_on: Send key frames only.
    """

    def __init__(self) -> None:
        self.is_on = False
        self._bad_since_s: float | None = None
        self._changed_s = 0.0
        self._try_s = FIRST_TRY_S

    def see(self, now_s: float, lost: float) -> bool:
        """Take the share of packets that were lost; tell whether ``is_on`` has changed."""
        if self.is_on:
            if now_s - self._changed_s < self._try_s:
                return False
            self.is_on, self._changed_s, self._bad_since_s = False, now_s, None
            return True
        if lost <= MUCH_LOST:
            self._bad_since_s = None
            return False
        if self._bad_since_s is None:
            self._bad_since_s = now_s
        if now_s - self._bad_since_s < BAD_S:
            return False
        has_failed = self._changed_s > 0 and now_s - self._changed_s < HOLDS_S
        self._try_s = min(LAST_TRY_S, self._try_s * 2) if has_failed else FIRST_TRY_S
        self.is_on, self._changed_s = True, now_s
        return True
