"""What was said: numbers for good, what waits for a moderator, what is hidden.

Only the newest danmaku's authors are known; an older one can be hidden by whoever
may hide at all.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from studio.room.rules.records import DanmakuHeld
from studio.room.rules.refusal import Code, RefusalError


@dataclass(slots=True)
class _Shown:
    user: str
    is_hidden: bool = False


class DanmakuBook:
    """The danmaku of one room.

    Args:
        last: The highest number that was ever given.
        most: Of how many the author is remembered.
        most_held: How many may wait; the oldest is then gone.
    """

    def __init__(
        self, last: int, most: int, most_held: int, held: Iterable[DanmakuHeld] = ()
    ) -> None:
        self._last = last
        self._most = most
        self._most_held = most_held
        self._shown: OrderedDict[int, _Shown] = OrderedDict()
        self._held = OrderedDict((each.danmaku, each) for each in held)

    def next_number(self) -> int:
        """Return a number that was never given before."""
        self._last += 1
        return self._last

    def show(self, number: int, user: str) -> None:
        """Note that somebody's danmaku is on the screens."""
        self._shown[number] = _Shown(user)
        if len(self._shown) > self._most:
            self._shown.popitem(last=False)

    def hold(self, danmaku: DanmakuHeld) -> None:
        """Keep a danmaku for a moderator."""
        self._held[danmaku.danmaku] = danmaku
        if len(self._held) > self._most_held:
            self._held.popitem(last=False)

    def held(self, number: int) -> DanmakuHeld | None:
        """Return a danmaku that waits."""
        return self._held.get(number)

    def decide(self, number: int) -> None:
        """Forget a danmaku that waited."""
        del self._held[number]

    def author(self, number: int) -> str | None:
        """Return who said something, None if that was too long ago.

        Raises:
            RefusalError: If nothing has this number.
        """
        if number > self._last:
            raise RefusalError(Code.UNKNOWN_DANMAKU, f"There is no danmaku {number} in this room.")
        waiting = self._held.get(number)
        if waiting:
            return waiting.user
        shown = self._shown.get(number)
        return shown.user if shown else None

    def hide(self, number: int, is_hidden: bool) -> bool:
        """Take a danmaku away or bring it back; return whether that changed anything."""
        shown = self._shown.get(number)
        if shown is None:
            return True
        has_changed = shown.is_hidden is not is_hidden
        shown.is_hidden = is_hidden
        return has_changed
