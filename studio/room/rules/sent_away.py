"""Who was sent away from the stage: a guest for a while, a phone for good, with its link.

::

    away = SentAway(limits.peer_again_ms)
    away.guest("u1", now_ms)
    away.wait_ms("u1", now_ms)                # until they may ask again, 0 if they may
    away.phone(peer)
    away.is_void(user, link)
"""

from collections import OrderedDict

_MOST = 1_000


class SentAway:
    """See the module.

    Args:
        again_ms: After how long a guest may ask again.
    """

    def __init__(self, again_ms: int) -> None:
        self._again_ms = again_ms
        self._guests: OrderedDict[str, int] = OrderedDict()
        self._void: OrderedDict[str, None] = OrderedDict()

    def guest(self, user: str, now_ms: int) -> None:
        """Note that somebody was sent away."""
        self._guests[user] = now_ms
        self._guests.move_to_end(user)
        if len(self._guests) > _MOST:
            self._guests.popitem(last=False)

    def wait_ms(self, user: str, now_ms: int) -> int:
        """Return how long somebody has to wait."""
        sent_ms = self._guests.get(user)
        return 0 if sent_ms is None else max(0, sent_ms + self._again_ms - now_ms)

    def phone(self, user: str, link: str) -> None:
        """Note that a phone was removed; signing in by the same link is not the stage's to stop."""
        for mark in (f"user {user}", *([f"link {link}"] if link else [])):
            self._void[mark] = None
        while len(self._void) > _MOST:
            self._void.popitem(last=False)

    def is_void(self, user: str, link: str) -> bool:
        """Return whether a phone was removed, or one that came by the same link."""
        return f"user {user}" in self._void or (bool(link) and f"link {link}" in self._void)
