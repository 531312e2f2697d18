"""One line of danmaku as the dock shows it, made of a room's event.  Pure."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from studio.app.docks.room_words import one_line

MAX_NAME, MAX_TEXT, MAX_CLUB = 64, 400, 16
RANKS = {"viewer": 0, "moderator": 1, "cohost": 2, "anchor": 3}


@dataclass(slots=True, eq=False)
class DanmakuRow:
    """One line; the view adds where it stands.

    Attributes:
        number: The room's for this danmaku; 0 for what is no danmaku.
        role: ``viewer``, ``moderator``, ``cohost`` or ``anchor``.
        badge: Name of the fan club and level in it, or empty.
        at_s: Wall clock.
        is_hidden: A moderator took it away.
        top_px: Where it begins, counted from the first line of all.
        height_px: 0 until it is laid out.
    """

    number: int
    user: str
    name: str
    text: str
    role: str = "viewer"
    level: int = 0
    badge: str = ""
    at_s: float = 0.0
    is_hidden: bool = False
    top_px: int = 0
    height_px: int = 0

    @property
    def time(self) -> str:
        """When it was said, as a clock on the wall shows it."""
        return time.strftime("%H:%M", time.localtime(self.at_s))

    @property
    def rank(self) -> int:
        """How much its author may do in the room."""
        return RANKS.get(self.role, 0)

    def matches(self, needle: str) -> bool:
        """Tell whether a search finds it; the needle is in small letters."""
        return needle in self.text.lower() or needle in self.name.lower()


def row_of(event: Mapping[str, object]) -> DanmakuRow | None:
    """Read a ``danmaku`` event; None if it is none that can be shown."""
    number, by = event.get("danmaku"), event.get("by")
    text = one_line(event.get("text"), MAX_TEXT)
    if not isinstance(number, int) or not isinstance(by, dict) or not text:
        return None
    level, at_ms = by.get("level"), event.get("at_ms")
    return DanmakuRow(
        number=number,
        user=str(by.get("user", "")),
        name=one_line(by.get("name"), MAX_NAME) or "?",
        text=text,
        role=str(by.get("role", "viewer")),
        level=level if isinstance(level, int) and 0 < level < 1000 else 0,
        badge=badge_of(by),
        at_s=at_ms / 1000 if isinstance(at_ms, int) and at_ms > 0 else time.time(),
    )


def badge_of(person: Mapping[str, object]) -> str:
    """Return a person's fan badge in words, or nothing."""
    badge = person.get("badge")
    if not isinstance(badge, dict):
        return ""
    club, level = one_line(badge.get("club"), MAX_CLUB), badge.get("level")
    return f"{club} {level}" if club and isinstance(level, int) else club
