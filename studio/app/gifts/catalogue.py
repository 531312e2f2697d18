"""The gifts that viewers can give, for recipes: the room's own, and whatever else came.

Until the room has told of its own, and without a room, those that rooms of ours begin with.

catalogue = Catalogue(studio.room)
for each in catalogue.gifts: each.id, each.title, each.icon
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from studio.app.link.room_link import RoomLink
from studio.app.theme.files import ASSETS
from studio.ipc.message import Message

_FILE = ASSETS.parent / "studio" / "room" / "rules" / "data" / "gifts.toml"
"""What rooms of ours begin with."""
PRESENT = "🎁"
MOST_HEARD = 200


@dataclass(frozen=True, slots=True)
class GiftKind:
    """A gift that can be given."""

    id: str
    zh: str
    en: str
    icon: str
    coins: int

    def name(self, language: str) -> str:
        """Return what it is called."""
        return self.zh if language == "zh" else self.en


class Catalogue(QObject):
    """See the module."""

    changed = Signal()

    def __init__(self, room: RoomLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds = {each.id: each for each in _usual()}
        self._heard = 0
        self._room = room
        room.joined.connect(self._ask)
        room.happened.connect(self._take)
        if room.room is not None:
            self._ask()

    @property
    def gifts(self) -> list[GiftKind]:
        """All of them, the cheapest first."""
        return sorted(self._kinds.values(), key=lambda each: each.coins)

    def kind(self, gift: str) -> GiftKind:
        """Return one by its id, also one that nobody knows."""
        return self._kinds.get(gift) or GiftKind(gift, gift, gift, PRESENT, 0)

    def _ask(self) -> None:
        """Ask the room what can be given there."""
        self._room.ask({"type": "gift_kinds"}, self._learn)

    def _learn(self, answer: Message) -> None:
        told = answer.get("kinds")
        kinds = [_kind(each) for each in told] if isinstance(told, list) else []
        if not kinds or not isValid(self):
            return  # the room can't be reached, or nobody designs any more
        heard = [each for each in self._kinds.values() if each.icon == PRESENT]
        self._kinds = {each.id: each for each in (*heard, *kinds)}
        self._heard = len(self._kinds) - len(kinds)
        self.changed.emit()

    def _take(self, event: Message) -> None:
        if event.get("type") != "gift" or self._heard >= MOST_HEARD:
            return
        kind, name = event.get("kind"), event.get("name")
        if isinstance(kind, str) and kind and kind not in self._kinds:
            title = name if isinstance(name, str) and name else kind
            self._kinds[kind] = GiftKind(kind, title[:40], title[:40], PRESENT, 0)
            self._heard += 1
            self.changed.emit()


@lru_cache(maxsize=1)
def _usual() -> tuple[GiftKind, ...]:
    try:
        told = tomllib.loads(_FILE.read_text("utf-8"))["gifts"]
    except (OSError, ValueError, KeyError):
        return ()  # then only those are known that were given
    return tuple(_kind(each) for each in told)


def _kind(told: dict[str, Any]) -> GiftKind:
    return GiftKind(told["id"], told["zh"], told["en"], told["icon"], int(told["coins"]))
