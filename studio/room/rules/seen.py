"""Numbers that were seen: tells a repeat from something new."""

from collections import OrderedDict


class Seen:
    """The newest so many numbers."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._numbers: OrderedDict[int, None] = OrderedDict()

    def add(self, number: int) -> bool:
        """Remember a number; return whether it is new."""
        if number in self._numbers:
            return False
        self._numbers[number] = None
        if len(self._numbers) > self._most:
            self._numbers.popitem(last=False)
        return True
