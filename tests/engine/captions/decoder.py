"""A decoder of CEA-608 for tests, after 47 CFR 15.119: roll-up captions of CC1 alone.

Not made from the encoder's tables but for the letters: it takes pairs as a set does.
"""

from studio.engine.captions.cea608_letters import EXTENDED, SPECIAL, STANDARD

COLUMNS = 32
_STANDARD = {code: letter for letter, code in STANDARD.items() if letter != "’"}
_TWO = {code: letter for letter, code in EXTENDED.items()}
_TWO |= {bytes((0x11, code)): letter for letter, code in SPECIAL.items()}


class Decoder:
    """What a set shows.

    Attributes:
        rows: From the top to row 15; shorter than the depth at first.
        rolled: All rows that were complete, in order.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.rolled: list[str] = []
        self._depth = 0
        self._column = 0
        self._last: bytes | None = None

    @property
    def text(self) -> list[str]:
        """The rows as they are read."""
        return ["".join(row) for row in self.rows]

    @property
    def everything(self) -> str:
        """All that was ever complete, and what is in the bottom row."""
        return " ".join([*self.rolled, "".join(self.rows[-1]) if self.rows else ""]).strip()

    def take(self, pair: bytes) -> None:
        """Take two bytes of field 1."""
        assert len(pair) == 2
        assert all(byte.bit_count() % 2 for byte in pair), "parity"
        code = bytes(byte & 0x7F for byte in pair)
        if code == b"\0\0":
            self._last = None
        elif 0x10 <= code[0] < 0x20:
            if code == self._last:
                self._last = None  # the second of two
            else:
                self._last = code
                self._control(code)
        else:
            self._last = None
            for byte in code:
                if byte:
                    self._write(_STANDARD[byte])

    def _control(self, code: bytes) -> None:
        match code:
            case b"\x14\x25" | b"\x14\x26" | b"\x14\x27":
                self._depth = code[1] - 0x23
            case b"\x14\x2d":
                if self.rows:
                    self.rolled.append("".join(self.rows[-1]))
                self.rows = [*self.rows, []][-self._depth :]
                self._column = 0
            case b"\x14\x70":
                self._column = 0
            case b"\x14\x24":
                del self.rows[-1][self._column :]
            case b"\x14\x2c":
                if self.rows:
                    self.rolled.append("".join(self.rows[-1]))
                self.rows = []
            case _:
                if code[0] in (0x12, 0x13):
                    self._column -= 1
                self._write(_TWO[code])

    def _write(self, letter: str) -> None:
        assert self._depth, "text before a mode"
        assert self._column < COLUMNS, "text past the last column"
        self.rows[-1][self._column : self._column + 1] = [letter]
        self._column += 1
