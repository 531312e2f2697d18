"""Whose gifts are shown without effects: those whom the user lists, and those who said so.

A viewer who writes 关闭特效 in the chat sends gifts without effects from then on, in all
shows, until 打开特效.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from studio.sdk import Danmaku, Gift

OFF, ON = "关闭特效", "打开特效"
MAX_KEPT = 2_000
_KEY = "without_effects"


class Wishes:
    """See the module.

    Args:
        storage: The plugin's, which keeps them.
    """

    def __init__(self, storage: MutableMapping[str, Any]) -> None:
        self._storage = storage
        self._listed: frozenset[str] = frozenset()

    def set(self, settings: Mapping[str, Any]) -> None:
        """Take the names that the user lists, one a line."""
        lines = str(settings.get("no_effects_for", "")).splitlines()
        self._listed = frozenset(line.strip() for line in lines if line.strip())

    def hear(self, danmaku: Danmaku) -> None:
        """Keep what a viewer says of it."""
        text = danmaku.text.strip()
        if not danmaku.user or text not in (OFF, ON):
            return
        kept = [user for user in self._storage.get(_KEY, ()) if user != danmaku.user]
        if text == OFF:
            kept.append(danmaku.user)
        self._storage[_KEY] = kept[-MAX_KEPT:]

    def wants_effects(self, gift: Gift) -> bool:
        """Tell whether a gift may be shown with effects."""
        if gift.by in self._listed:
            return False
        return not gift.user or gift.user not in self._storage.get(_KEY, ())
