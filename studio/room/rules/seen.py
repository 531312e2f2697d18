"""Numbers or names that were seen: tells a repeat from something new."""

from collections import OrderedDict
from collections.abc import Iterable


class Seen:
    """The newest so many; ``before`` are those of an earlier start, oldest first."""

    def __init__(self, most: int, before: Iterable[int | str] = ()) -> None:
        self._most = most
        self._numbers: OrderedDict[int | str, None] = OrderedDict.fromkeys(before)

    def add(self, number: int | str) -> bool:
        """Remember one; return whether it is new."""
        if number in self._numbers:
            return False
        self._numbers[number] = None
        if len(self._numbers) > self._most:
            self._numbers.popitem(last=False)
        return True
