"""When pictures and sound of a phone stand in its stream: one line for both.  Pure.

Pictures keep the distances that the phone gave them, by its own clock.  Sound is put beside
the picture that was taken at the same time, which the sender reports of both tell; before they
have come, beside the picture that came at the same time::

    times = Times(start_ns)
    times.report(SOUND, timestamp, ntp)
    times.picture_ns(timestamp, now_ns)
    times.sound_ns(timestamp, now_ns)
"""

from studio.link.playout import PICTURE, RATES_HZ, SOUND
from studio.link.wrapping import Unwrapper
from studio.model.media import SECOND_NS

JUMP_NS = 2 * SECOND_NS
"""A step that differs by so much from the time that went by: the phone's counter began anew."""

LEAST_STEP_NS = 1_000_000


class Times:
    """One connection's; its line goes on where the one before it ended.

    Args:
        start_ns: Where the first picture stands.
    """

    def __init__(self, start_ns: int) -> None:
        self._numbers = {kind: Unwrapper(32) for kind in RATES_HZ}
        self._reports: dict[str, tuple[int, int]] = {}
        self._base_ns: int | None = None
        self._start_ns = start_ns
        self._last: tuple[int, int] | None = None
        self._sound_base_ns: int | None = None

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report: which of its numbers is which time of its clock."""
        number = self._numbers[kind].near(timestamp)
        self._reports[kind] = number, (ntp * SECOND_NS) >> 32
        self._put_sound_beside()

    def picture_ns(self, timestamp: int, now_ns: int) -> int:
        """Return where a picture stands, always behind the one before it."""
        number = self._numbers[PICTURE].take(timestamp)
        taken_ns = number * SECOND_NS // RATES_HZ[PICTURE]
        if self._base_ns is None:
            self._base_ns = self._start_ns - taken_ns
        at_ns = self._base_ns + taken_ns
        if self._last is not None:
            last_ns, last_now_ns = self._last
            expected_ns = last_ns + now_ns - last_now_ns
            if abs(at_ns - expected_ns) > JUMP_NS:
                self._base_ns += expected_ns - at_ns
                self._reports.pop(PICTURE, None)  # it told of the counter of before
                at_ns = expected_ns
            at_ns = max(at_ns, last_ns + LEAST_STEP_NS)
        self._last = at_ns, now_ns
        return at_ns

    def sound_ns(self, timestamp: int, now_ns: int) -> int | None:
        """Return where sound stands; None before the first picture."""
        number = self._numbers[SOUND].take(timestamp)
        if self._last is None:
            return None
        if self._sound_base_ns is None:
            last_ns, last_now_ns = self._last
            taken_ns = number * SECOND_NS // RATES_HZ[SOUND]
            self._sound_base_ns = last_ns + now_ns - last_now_ns - taken_ns
            self._put_sound_beside()
        return self._sound_base_ns + number * SECOND_NS // RATES_HZ[SOUND]

    def _put_sound_beside(self) -> None:
        if len(self._reports) < len(RATES_HZ) or self._base_ns is None:
            return
        (picture, picture_sent_ns), (sound, sound_sent_ns) = (
            self._reports[kind] for kind in (PICTURE, SOUND)
        )
        at_ns = self._base_ns + picture * SECOND_NS // RATES_HZ[PICTURE]
        at_ns += sound_sent_ns - picture_sent_ns
        self._sound_base_ns = at_ns - sound * SECOND_NS // RATES_HZ[SOUND]
