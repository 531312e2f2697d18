r"""Text as CEA-608 captions that roll up: CC1 in field 1, two bytes at a time.

What goes out is a queue of byte pairs with odd parity.  Control codes are sent twice, as a
decoder takes the second for the same if the first came through.  Text goes on in the same row
until that is full; each row begins by saying what it is, for those who come in the middle::

    captions = RollUp(rows=3)
    captions.say("Hello, everybody.")
    captions.next_pair()           # b"\x94&", and so on; b"\x80\x80" when there is nothing
    captions.erase()               # after a silence
"""

import math
from collections import deque
from collections.abc import Sequence
from fractions import Fraction

from studio.engine.captions.cea608_letters import codes_of

COLUMNS = 31
"""Of 32: at the last column an extended letter would take back the one before it."""
PAIRS_A_SECOND = 30
"""Of field 1, and a little fewer at 30000/1001 pictures a second."""
MOST_PAIRS = 20 * PAIRS_A_SECOND
"""That may wait."""
NOTHING = b"\x80\x80"
NEW_SPEAKER = ">> "
_ERASE_DISPLAYED, _CARRIAGE_RETURN = b"\x14\x2c", b"\x14\x2d"
_DELETE_TO_END = b"\x14\x24"
_ROLL_UP = {2: b"\x14\x25", 3: b"\x14\x26", 4: b"\x14\x27"}
_BOTTOM_ROW = b"\x14\x70"
"""Row 15, from its first column, in white."""


def pairs_a_picture(fps: Fraction) -> Fraction:
    """Return how many pairs go with a picture, so that no decoder gets more than it can take.

    One at 24, 25, 29.97 and 30 pictures a second, one with each second picture at 50 and 60.
    """
    if fps > PAIRS_A_SECOND:
        return Fraction(1, math.ceil(fps / PAIRS_A_SECOND))
    return Fraction(math.floor(PAIRS_A_SECOND / fps))


def is_sendable(text: str) -> bool:
    """Tell whether CEA-608 has letters for a text."""
    return codes_of(text) is not None


class RollUp:
    """A writer of captions that roll up.

    Args:
        rows: How many are seen, 2 to 4.

    Attributes:
        refused: Texts that weren't sent, as CEA-608 has no letters for them.
        dropped: Texts that weren't sent, as too much waited.
    """

    def __init__(self, rows: int = 3) -> None:
        self._roll_up = _ROLL_UP[rows]
        self._pairs: deque[bytes] = deque()
        self._half = b""  # a letter that waits for the second of its pair
        self._last = b""  # the code that was put last, if it was one
        self._column = 0
        self._row: list[Sequence[bytes]] | None = None  # the words that stand in it
        self._speaker = ""
        self.refused = 0
        self.dropped = 0

    @property
    def waiting(self) -> int:
        """How many pairs wait."""
        return len(self._pairs)

    def say(self, text: str, speaker: str = "", *, begins_row: bool = False) -> bool:
        """Put text behind what was said; a speaker who is another begins a row.

        Returns:
            False if it can't be sent.
        """
        if begins_row:
            self._row = None
        words = [codes_of(word) for word in text.split()]
        sendable = [word for word in words if word]
        if None in words:
            self.refused += 1
            return False
        if self.waiting > MOST_PAIRS:
            self.dropped += 1
            return False
        if sendable and speaker != self._speaker:
            self._speaker = speaker
            self._row = None
            if speaker:
                sendable[0] = [*(codes_of(NEW_SPEAKER) or []), *sendable[0]]
        for word in sendable:
            for start in range(0, len(word), COLUMNS):
                self._put_word(word[start : start + COLUMNS])
        self._complete()
        return True

    def take_back(self, count: int) -> int:
        """Take the last words back, as far as they stand in the bottom row.

        Returns:
            How many are taken back.
        """
        row = self._row or []
        kept = row[: max(0, len(row) - count)]
        if len(kept) < len(row):
            self._control(_BOTTOM_ROW)
            self._control(_DELETE_TO_END)
            self._column, self._row = 0, []
            for word in kept:
                self._put_word(word)
            self._complete()
        return len(row) - len(kept)

    def erase(self) -> None:
        """Take everything off the picture; what is said next begins a row."""
        self._control(_ERASE_DISPLAYED)
        self._row = None

    def next_pair(self) -> bytes:
        """Return the next two bytes."""
        return self._pairs.popleft() if self._pairs else NOTHING

    def _put_word(self, codes: Sequence[bytes]) -> None:
        if self._row is None or self._column + bool(self._row) + len(codes) > COLUMNS:
            row = self._begin_row()
        else:
            row = self._row
        if row:
            self._put(b" ")
        row.append(codes)
        for code in codes:
            self._put(code)

    def _begin_row(self) -> list[Sequence[bytes]]:
        self._control(self._roll_up)
        self._control(_CARRIAGE_RETURN)
        self._control(_BOTTOM_ROW)
        self._column, self._row = 0, []
        return self._row

    def _put(self, code: bytes) -> None:
        """Put one letter."""
        self._column += 1
        if len(code) != 2:
            self._half += code[:1]
            if len(self._half) == 2:
                self._complete()
        if len(code) > 1:
            self._control(code[-2:])

    def _control(self, code: bytes) -> None:
        self._complete()
        if code == self._last:  # it would be taken for the second of the first
            self._twice(self._roll_up)
        self._twice(code)

    def _twice(self, code: bytes) -> None:
        self._pairs += [_with_parity(code)] * 2
        self._last = code

    def _complete(self) -> None:
        """Put the letter that waits, though it is alone."""
        if self._half:
            self._pairs.append(_with_parity(self._half.ljust(2, b"\0")))
            self._half = self._last = b""


def _with_parity(pair: bytes) -> bytes:
    """Return seven-bit bytes with an eighth bit that makes their ones odd."""
    return bytes(byte | (byte.bit_count() % 2 == 0) << 7 for byte in pair)
