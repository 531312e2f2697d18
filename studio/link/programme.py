"""The programme for those who look on: one encode, the engine's, whose packets go to all.

The engine encodes for them only while somebody looks on; who comes is given a key frame, and
who lost something asks for one, which all get, so they are asked for at a pace::

    programme = Programme()
    programme.use(channel)                # the engine's, which brings the pictures
    programme.add(track)
    programme.picture(message)
    programme.remove(track)
"""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from studio.ipc.message import Message

KEY_EVERY_S = 0.6
LEAVE_S = 10.0
"""So long the engine encodes on for nobody: who loads his page again is back by then."""


class Engine(Protocol):
    """Who brings the pictures: a channel of the engine."""

    def send(self, message: Message) -> bool:
        """Tell something."""


class Onlooker(Protocol):
    """Who takes pictures."""

    def put(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        """Take a picture in H.264, as Annex B; must not wait."""


class Programme:
    """See the module; belongs to the process's loop.

    Args:
        now_s: Monotonic time.
    """

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._engine: Engine | None = None
        self._onlookers: list[Onlooker] = []
        self._is_watched = False
        self._asked_s: float | None = None
        self._asking: asyncio.TimerHandle | None = None
        self._leaving: asyncio.TimerHandle | None = None

    def use(self, engine: Engine) -> None:
        """Take pictures from this one from now on."""
        self._engine = engine
        self._tell()

    def forget(self, engine: object) -> None:
        """A channel has gone."""
        if engine is self._engine:
            self._engine = None

    def add(self, onlooker: Onlooker) -> None:
        """Give pictures to one more, from the next key frame on."""
        if onlooker not in self._onlookers:
            self._onlookers.append(onlooker)
            self._watch(True)
            self.ask_key()

    def remove(self, onlooker: Onlooker) -> None:
        """Give it none any more."""
        if onlooker in self._onlookers:
            self._onlookers.remove(onlooker)
        if not self._onlookers and self._is_watched and self._leaving is None:
            loop = asyncio.get_running_loop()
            self._leaving = loop.call_later(LEAVE_S, self._watch, False)

    def picture(self, message: Message) -> None:
        """Take a picture from the engine."""
        match message:
            case {"pts_ns": int(pts_ns), "key": bool(is_key), "data": bytes(data)}:
                for onlooker in self._onlookers:
                    onlooker.put(pts_ns, is_key, data)

    def ask_key(self) -> None:
        """Have the engine make a key frame, now or as soon as one was not just made."""
        if self._asking:
            return
        wait_s = 0.0 if self._asked_s is None else self._asked_s + KEY_EVERY_S - self._now_s()
        if wait_s > 0:
            self._asking = asyncio.get_running_loop().call_later(wait_s, self._ask_key)
        else:
            self._ask_key()

    def close(self) -> None:
        """Ask and tell nothing any more."""
        for timer in (self._asking, self._leaving):
            if timer:
                timer.cancel()

    def _ask_key(self) -> None:
        self._asking = None
        self._asked_s = self._now_s()
        if self._engine:
            self._engine.send({"type": "key_wanted"})

    def _watch(self, is_watched: bool) -> None:
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None
        if is_watched != self._is_watched:
            self._is_watched = is_watched
            self._tell()

    def _tell(self) -> None:
        if self._engine:
            self._engine.send({"type": "watch", "on": self._is_watched})
