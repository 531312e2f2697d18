"""Which danmaku are shown when more come than there is room for; pure.

The room's own people first, then who gave lately, then members of the fan club, then all
others; but every fourth place is for anybody.  Within each class everybody has the same
chance, however much he sends: one person has one place, and who waits is chosen from at
random.
"""

import random
from collections import OrderedDict
from dataclasses import dataclass, field

from studio.sdk import Danmaku

STAFF = frozenset({"anchor", "cohost", "moderator"})
CLASSES = 4
MAX_WAITING = 64
"""Of each class."""
WAIT_S = (6.0, 3.0, 2.0, 1.5)
"""How long one of each class may wait: what is said is about what is seen."""
EVERY = 4
GIVER_S = 600.0
MAX_GIVERS = 2_000


@dataclass
class Choice:
    """See the module.

    Attributes:
        heard: How many came.
        shown: How many of them were chosen.
    """

    chance: random.Random = field(default_factory=random.Random)
    heard: int = 0
    shown: int = 0
    _waiting: list[dict[str, tuple[Danmaku, float]]] = field(
        default_factory=lambda: [{} for _ in range(CLASSES)]
    )
    _seen: list[int] = field(default_factory=lambda: [0] * CLASSES)
    _givers: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def note_giver(self, user: str, now_s: float) -> None:
        """Know who gave, for a while."""
        self._givers[user] = now_s
        self._givers.move_to_end(user)
        if len(self._givers) > MAX_GIVERS:
            self._givers.popitem(last=False)

    def add(self, danmaku: Danmaku, now_s: float) -> None:
        """Let one wait to be chosen."""
        self.heard += 1
        rank = self._class_of(danmaku, now_s)
        waiting, user = self._waiting[rank], danmaku.user or danmaku.by
        if user in waiting:
            waiting[user] = danmaku, now_s
            return
        self._seen[rank] += 1
        if len(waiting) >= MAX_WAITING:
            # The n-th to come takes a place with the chance of all before: k of n.
            if self.chance.random() >= MAX_WAITING / self._seen[rank]:
                return
            del waiting[self.chance.choice(list(waiting))]
        waiting[user] = danmaku, now_s

    def choose(self, now_s: float) -> Danmaku | None:
        """Return the one of those that wait that should be shown next."""
        self._forget(now_s)
        filled = [waiting for waiting in self._waiting if waiting]
        if not filled:
            return None
        pool = filled[0]
        if self.shown % EVERY == EVERY - 1:
            pool = self.chance.choices(filled, [len(each) for each in filled])[0]
        return pool[self.chance.choice(list(pool))][0]

    def take(self, danmaku: Danmaku) -> None:
        """Note that one is shown."""
        self.shown += 1
        for waiting in self._waiting:
            waiting.pop(danmaku.user or danmaku.by, None)

    def _class_of(self, danmaku: Danmaku, now_s: float) -> int:
        if danmaku.role in STAFF:
            return 0
        if now_s - self._givers.get(danmaku.user or danmaku.by, float("-inf")) < GIVER_S:
            return 1
        return 2 if danmaku.fan_level else 3

    def _forget(self, now_s: float) -> None:
        for rank, waiting in enumerate(self._waiting):
            late = [user for user, (_, at_s) in waiting.items() if now_s - at_s > WAIT_S[rank]]
            for user in late:
                del waiting[user]
            self._seen[rank] = len(waiting)
