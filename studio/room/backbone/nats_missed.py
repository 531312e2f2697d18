"""What those who come back have missed, sent to each edge once for all of them.

When thousands come back at once, nearly all have missed the same events: those go
before the first of them, and the others name them by a number.  Both ends remember
the last few for each room, in the same order.  Pure::

    key, is_new = told.key(edge, room, messages)     # home
    kept.add(node, room, key, message)               # edge, once for each message
    kept.find(node, room, key)
"""

import itertools

REMEMBERED = 4
"""Of each room; each is below 1 MB, as history's answers are."""
_MAX_ROOMS = 256
_Place = tuple[str, str]


class Told:
    """What a home has sent, by edge and room."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._keys: dict[_Place, dict[tuple[bytes, ...], int]] = {}

    def key(self, edge: str, room: str, messages: tuple[bytes, ...]) -> tuple[int, bool]:
        """Return the number of what was missed, and whether it must be sent first."""
        keys = self._keys.setdefault((edge, room), {})
        if messages in keys:
            return keys[messages], False
        if len(keys) >= REMEMBERED:
            del keys[next(iter(keys))]
        keys[messages] = next(self._numbers)
        return keys[messages], True

    def forget(self, edge: str, room: str | None = None) -> None:
        """Send anew what an edge asks for, in one room or all."""
        for place in [each for each in self._keys if each[0] == edge and room in (None, each[1])]:
            del self._keys[place]


class Kept:
    """What an edge has received, by node and room."""

    def __init__(self) -> None:
        self._messages: dict[_Place, dict[int, list[bytes]]] = {}

    def add(self, node: str, room: str, key: int, message: bytes) -> None:
        """Keep a message."""
        place = (node, room)
        if place not in self._messages and len(self._messages) >= _MAX_ROOMS:
            del self._messages[next(iter(self._messages))]
        kept = self._messages.setdefault(place, {})
        if key not in kept and len(kept) >= REMEMBERED:
            del kept[next(iter(kept))]
        kept.setdefault(key, []).append(message)

    def find(self, node: str, room: str, key: int) -> tuple[bytes, ...] | None:
        """Return what was missed, None if it is not there; 0 stands for nothing."""
        if key == 0:
            return ()
        found = self._messages.get((node, room), {}).get(key)
        return tuple(found) if found else None

    def forget(self, node: str) -> None:
        """Forget what a node has sent."""
        for place in [each for each in self._messages if each[0] == node]:
            del self._messages[place]
