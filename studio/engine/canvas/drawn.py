"""The nodes of all canvases that effects processes draw, and which of them is drawn by what.

A round (a model, a Lottie animation) is drawn once and then the engine's; a live node
(particles, a shader) is drawn as long as it is there.  Belongs to the main thread::

    drawn = Drawn(processes, secret=secret, post=post)
    drawn.put((1, "rocket"), content, take=…, warn=…)
    drawn.keep(1, nodes)                # all others of that canvas are gone
"""

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.engine.canvas.drawn_feed import LiveFeed, round_feed
from studio.engine.canvas.drawn_process import EffectsProcess
from studio.engine.canvas.seen import Feed
from studio.engine.processes import Processes
from studio.ipc.message import Message
from studio.ipc.ring import RingReader
from studio.model.canvas import Node
from studio.model.canvas_content import Lottie, Model, Particles, Shader

Drawable = Model | Lottie | Particles | Shader
Take = Callable[[Feed], None]
Key = tuple[int, str]
"""A canvas and a node."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A node that is drawn, or was."""

    content: Drawable
    process: EffectsProcess
    job: int


class Drawn:
    """See the module.

    Args:
        processes: Starts what draws.
        secret: The session's.
        post: Has the main thread do something.
    """

    def __init__(
        self,
        processes: Processes,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
    ) -> None:
        self._live = EffectsProcess("live", processes, secret=secret, post=post)
        self._live.listen(self._hear)
        self._rounds = EffectsProcess("rounds", processes, secret=secret, post=post)
        self._serials = itertools.count(1)
        self._asked: dict[Key, _Asked] = {}
        self._lagged = 0
        self._quality: Message = {}

    def put(
        self,
        key: Key,
        content: Drawable,
        *,
        take: Take,
        warn: Callable[[str], None],
        scale: float = 1.0,
    ) -> None:
        """Have a node drawn; nothing changes if it is already.

        Args:
            key: Which one.
            content: What to draw.
            take: Gets what is seen of it, and again after what draws was restarted.
            warn: Gets the reason why it can't be drawn, or not as it was asked for.
            scale: How large the programme's pixels are against the canvas's: what is drawn as it
                goes is drawn no larger than it is seen there.
        """
        before = self._asked.get(key)
        if before and before.content == content:
            return
        self._forget(key)
        if isinstance(content, Particles | Shader):
            self._asked[key] = self._ask_live(content, take, warn, scale)
        else:
            self._asked[key] = self._ask_round(content, take, warn)

    def keep(self, canvas: int, nodes: Mapping[str, Node]) -> None:
        """Draw only what is still on a canvas."""
        for key, asked in list(self._asked.items()):
            node = nodes.get(key[1])
            if key[0] == canvas and (node is None or node.content != asked.content):
                self._forget(key)

    def once_a_second(self, lagged: int) -> None:
        """Tell what draws how the engine keeps up, and end what has had nothing to draw.

        Args:
            lagged: Frames that were late since the beginning.
        """
        if lagged > self._lagged:
            self._live.tell({"type": "lagged", "frames": lagged - self._lagged})
        self._lagged = lagged
        for process in (self._live, self._rounds):
            process.end_if_idle(time.monotonic())

    @property
    def rounds(self) -> EffectsProcess:
        """What draws models once; it may be asked for others than those of canvases."""
        return self._rounds

    @property
    def quality(self) -> Message:
        """What live nodes have: ``rate`` pictures a second, of a ``size``; empty without any.

        And which part of the last second's they ``missed``.
        """
        return self._quality if self._live.has_jobs else {}

    def close(self) -> None:
        """End what draws."""
        self._live.close()
        self._rounds.close()

    def _forget(self, key: Key) -> None:
        if asked := self._asked.pop(key, None):
            asked.process.forget(asked.job)

    def _ask_live(
        self, content: Particles | Shader, take: Take, warn: Callable[[str], None], scale: float
    ) -> _Asked:
        order: Message = {"content": content.model_dump(mode="json"), "begins_ns": 0}
        order["scale"] = min(1.0, scale)

        def answer(message: Message) -> bool:
            order["begins_ns"] = message["begins_ns"]
            reader = RingReader.attach(str(message["name"]))
            is_loose = isinstance(content, Particles)
            take(LiveFeed(reader, content.width, content.height, is_loose=is_loose))
            return False

        return _Asked(content, self._live, self._live.ask(order, answer, warn))

    def _ask_round(
        self, content: Model | Lottie, take: Take, warn: Callable[[str], None]
    ) -> _Asked:
        def answer(message: Message) -> bool:
            take(round_feed(message, self._serials))
            if message["note"]:
                warn(str(message["note"]))
            return message["type"] == "drawn"

        order: Message = {"content": content.model_dump(mode="json")}
        return _Asked(content, self._rounds, self._rounds.ask(order, answer, warn))

    def _hear(self, message: Message) -> None:
        if message["type"] == "quality":
            self._quality = {key: message[key] for key in ("rate", "size", "missed")}
