"""Does the server still take our media?  Arithmetic only; time is an argument.

Two signs count.  The kernel says how many bytes the other kernel has taken;
that stands still soon after a freeze at a high bit rate, but at 1 Mbit/s the
other kernel's buffer hides two seconds (measured with nginx: noticed after
4.5 s).  A server that acknowledges each window shows sooner that its program
no longer reads::

    progress = Progress(window_bytes, now_s)
    stalled_s = progress.note(now_s, sent_bytes, waiting_bytes, acknowledgements)
"""

_ENOUGH_ACKNOWLEDGEMENTS = 3
_REGULAR_WINDOWS = 2  # a busy server reads several windows at once
_MISSED_WINDOWS = 2


class Progress:
    """One connection's progress.

    Args:
        window_bytes: After how much the server was asked to acknowledge.
        now_s: The time at the beginning.
    """

    def __init__(self, window_bytes: int, now_s: float) -> None:
        self._window_bytes = window_bytes
        self._taken_bytes = -1
        self._taken_s = now_s
        self._acknowledgements = 0
        self._read_bytes = 0
        self._read_s = now_s

    def note(
        self, now_s: float, sent_bytes: int, waiting_bytes: int, acknowledgements: int
    ) -> float:
        """Return for how many seconds the server has taken nothing though there was something.

        Args:
            now_s: The time.
            sent_bytes: All that was written so far.
            waiting_bytes: What of it this machine still holds.
            acknowledgements: How many the server has sent.
        """
        taken_bytes = sent_bytes - waiting_bytes
        if not waiting_bytes or taken_bytes > self._taken_bytes:
            self._taken_bytes, self._taken_s = taken_bytes, now_s
        if acknowledgements != self._acknowledgements:
            self._acknowledgements, self._read_bytes, self._read_s = (
                acknowledgements,
                taken_bytes,
                now_s,
            )
        unread_bytes = taken_bytes - self._read_bytes
        if self._is_regular() and unread_bytes >= _MISSED_WINDOWS * self._window_bytes:
            return now_s - min(self._taken_s, self._read_s)
        return now_s - self._taken_s

    def _is_regular(self) -> bool:
        """Has the server acknowledged each window so far?"""
        expected = self._acknowledgements * self._window_bytes * _REGULAR_WINDOWS
        return self._acknowledgements >= _ENOUGH_ACKNOWLEDGEMENTS and self._read_bytes <= expected
