"""Draws the nodes that are drawn as they go: for each a picture, a little ahead of its time.

One thread draws them: the particles of all nodes at once, shaders in turn.  Each picture is
for the time at which it will be seen, so that what is late once is shown at its right place
the next time; how many and how large ones is for ``Quality`` to say::

    live = Live("effects-live", orders, tell)
    live.run()                              # until orders.end()
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import wgpu  # type: ignore[import-untyped]  # ships no types
from pydantic import TypeAdapter, ValidationError

from studio.effects.device import shared_device
from studio.effects.errors import EffectError
from studio.effects.live_picture import GRID_PX, LivePainter, LivePicture
from studio.effects.live_ring import LiveRing
from studio.effects.orders import Orders
from studio.effects.planes import YuvaWriter
from studio.effects.quality import Quality
from studio.effects.shader_painter import ShaderPainter
from studio.effects.sheet import shared_sheet
from studio.effects.swarm_painter import Planned, SwarmPainter, draw_planned
from studio.effects.watchdog import Watchdog
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.model.canvas_content import Particles, Shader

logger = logging.getLogger(__name__)

_S_NS = 1_000_000_000
_FIRST_S = 5.0
"""How much processor time the first picture of a node may take: its code is compiled."""
_NEXT_S = 2.0
_AHEAD = 2
"""So many times ahead of the one that is due next are drawn: a process that goes behind the engine
and its encoder is kept waiting for longer than one picture's time now and then."""
LEAST_SCALE = 0.25
_LAST_WORDS_S = 0.3
_SLOW_S, _SLOW_PICTURES = 0.25, 5
"""So much processor time a picture of the smallest size may take, so many times in a row."""
LiveContent = Particles | Shader
_CONTENT: TypeAdapter[LiveContent] = TypeAdapter(LiveContent)


@dataclass(slots=True)
class _Node:
    """Something that is drawn as it goes.

    Attributes:
        begins_ns: When its time is 0; 0 is with the first picture.
        scale: How large it is seen against its content, at best quality.
        painter: None until it is first drawn.
        slow: How many pictures in a row took far too long.
    """

    content: LiveContent
    begins_ns: int
    scale: float = 1.0
    painter: LivePainter | None = None
    ring: LiveRing | None = None
    is_over: bool = False
    slow: int = 0

    def close(self) -> None:
        if self.painter is not None:
            self.painter.close()
        if self.ring is not None:
            self.ring.close()


class Live:
    """Draws until told to end.  Belongs to the thread that runs it.

    Args:
        name: Of the process, after which the rings are called.
        orders: What to draw.
        tell: Sends the engine a message, from any thread.
    """

    def __init__(self, name: str, orders: Orders, tell: Callable[[Message], None]) -> None:
        self._name = name
        self._orders = orders
        self._tell = tell
        self._nodes: dict[int, _Node] = {}
        self._quality = Quality()
        self._writer = YuvaWriter()
        self._due_ns = 0
        self._watchdog = Watchdog(lambda job: tell({"type": "hung", "id": job}))

    def run(self) -> None:
        """Draw until told to end."""
        try:
            while not self._orders.is_ended:
                moves = any(not node.is_over for node in self._nodes.values())
                until_s = self._wake_ns() / _S_NS if moves else None
                order = self._orders.take(until_s)
                if order is not None:
                    self._do(order)
                elif moves and not self._orders.is_ended:
                    self._draw_all()
        finally:
            self._forget_all()

    @property
    def _lead_ns(self) -> int:
        """How long before their time pictures are begun."""
        return _AHEAD * self._quality.period_ns

    def _wake_ns(self) -> int:
        """Return when to draw the next pictures."""
        return self._due_ns - self._lead_ns

    def _do(self, order: Message) -> None:
        match order:
            case {"type": "draw", "id": int(job), "content": content, "begins_ns": int(begins_ns)}:
                self._forget(job)
                try:
                    scale = order.get("scale")
                    scale = min(max(scale, LEAST_SCALE), 1.0) if isinstance(scale, float) else 1.0
                    self._nodes[job] = _Node(_CONTENT.validate_python(content), begins_ns, scale)
                except ValidationError:
                    self._refuse(job, EffectError("This process can't draw that."))
            case {"type": "forget", "id": int(job)}:
                self._forget(job)
            case {"type": "forget_all"}:
                self._forget_all()
            case {"type": "lagged", "frames": int(frames)}:
                self._quality.engine_lagged(frames, time.monotonic_ns())
            case _:
                logger.warning("A message of type %r means nothing here.", order.get("type"))

    def _draw_all(self) -> None:
        """Draw each node for the time that is due next."""
        for job, node in list(self._nodes.items()):
            if node.painter is None:
                self._begin(job, node)  # it is no measure of what pictures cost
        now_ns = time.monotonic_ns()
        if now_ns > self._due_ns:  # nothing was drawn for a while
            self._due_ns = now_ns + self._quality.period_ns
        fields: dict[int, SwarmPainter] = {}
        for job, node in list(self._nodes.items()):
            if node.is_over:
                continue
            if isinstance(node.painter, SwarmPainter):
                fields[job] = node.painter
            elif node.painter is not None:
                self._draw(job, node, node.painter)
        if fields:
            self._draw_fields(fields)
        done_ns = time.monotonic_ns()
        is_late = done_ns > self._due_ns
        if self._quality.drew(done_ns - now_ns, is_late, done_ns):
            self._tell(self._quality.message())
        # Who is late leaves out the times that come next: else each of them would be late.
        self._due_ns = (
            done_ns + self._lead_ns if is_late else self._due_ns + self._quality.period_ns
        )

    def _begin(self, job: int, node: _Node) -> None:
        """Make ready what draws a node.

        Its code is compiled with its first picture, which takes longer than the first sparks of
        a burst are there: what is seen begins after it.
        """
        self._tell({"type": "working", "id": job})
        with self._at_risk(job, _FIRST_S):
            node.painter = painter_of(node.content, yuva=True)
            if not node.painter.is_warm:
                node.painter.warm_up()
        self._tell({"type": "working", "id": 0})

    def _draw(self, job: int, node: _Node, painter: LivePainter) -> None:
        """Draw a shader."""
        begin_s = time.process_time()
        with self._at_risk(job, _NEXT_S):
            picture = painter.paint(self._time_s(node), self._size(node))
            self._hand_over(job, node, picture)
        if job in self._nodes:
            self._refuse_if_slow(job, node, time.process_time() - begin_s)

    def _draw_fields(self, fields: dict[int, SwarmPainter]) -> None:
        """Draw the particles of many nodes at once."""
        begin_s = time.process_time()
        planned: dict[int, Planned | None] = {}
        for job, painter in fields.items():
            with self._at_risk(job, _NEXT_S):
                node = self._nodes[job]
                time_s, size = self._time_s(node), self._size(node)
                planned[job] = painter.plan(time_s, size, spares=True)
        seen = {job: each for job, each in planned.items() if each}
        pictures: dict[int, LivePicture] = {}
        if seen:
            # If it fails, or takes long, that is whose fault it is most likely.
            dearest = max(seen, key=lambda job: seen[job].cover_px)
            with self._at_risk(dearest, _NEXT_S):
                drawn = draw_planned(list(seen.values()), shared_sheet())
                for (job, each), yuva in zip(seen.items(), drawn, strict=True):
                    pictures[job] = LivePicture(each.box, yuva)
            if dearest not in self._nodes:
                return
            self._refuse_if_slow(dearest, self._nodes[dearest], time.process_time() - begin_s)
        for job in planned.keys() & self._nodes.keys():
            with self._at_risk(job, _NEXT_S):
                self._hand_over(job, self._nodes[job], pictures.get(job))

    @contextmanager
    def _at_risk(self, job: int, limit_s: float) -> Iterator[None]:
        """Watch over what is done for a node, and refuse the node if that fails."""
        try:
            with self._watchdog.watching(job, limit_s):
                yield
        except (EffectError, RingError) as error:
            self._forget(job)
            self._refuse(job, error)
        except (RuntimeError, wgpu.GPUError) as error:
            # The device is lost: a new process has a new one, and all others come back.
            self._refuse(job, EffectError(f"The graphics device can't draw it: {error}."))
            time.sleep(_LAST_WORDS_S)
            raise
        except Exception:  # the border of a node: one that fails must not end the others
            logger.exception("A node can't be drawn in a way that nobody thought of.")
            self._forget(job)
            self._refuse(job, EffectError("It can't be drawn: a fault in Rocket Studio."))

    def _refuse_if_slow(self, job: int, node: _Node, took_s: float) -> None:
        node.slow = node.slow + 1 if took_s > _SLOW_S and self._quality.is_lowest else 0
        if node.slow >= _SLOW_PICTURES:
            self._forget(job)
            reason = f"It takes {took_s * 1000:.0f} ms a picture, so it isn't shown: simplify it."
            self._refuse(job, EffectError(reason))

    def _size(self, node: _Node) -> float:
        return self._quality.size * node.scale

    def _time_s(self, node: _Node) -> float:
        """Return what a node's time is in the picture that is due next; its first is at 0."""
        node.begins_ns = node.begins_ns or self._due_ns
        return max(0, self._due_ns - node.begins_ns) / _S_NS

    def _hand_over(self, job: int, node: _Node, picture: LivePicture | None) -> None:
        assert node.painter is not None
        node.is_over = self._time_s(node) >= node.painter.ends_s
        if node.ring is None:
            if node.is_over:
                return
            room = 4 * GRID_PX
            size = node.content.width + room, node.content.height + room
            node.ring = LiveRing(f"{self._name}-{job}", *size, node.scale, self._writer)
            self._tell(self._quality.message())
            ring = {"name": node.ring.name, "begins_ns": node.begins_ns}
            self._tell({"type": "ring", "id": job, **ring})
        node.ring.write(picture, self._due_ns)

    def _forget(self, job: int) -> None:
        if node := self._nodes.pop(job, None):
            node.close()

    def _forget_all(self) -> None:
        for job in list(self._nodes):
            self._forget(job)

    def _refuse(self, job: int, error: Exception) -> None:
        self._tell({"type": "refused", "id": job, "reason": str(error)})


def painter_of(content: LiveContent, *, yuva: bool = False) -> LivePainter:
    """Return what draws a content, in YUVA (see ``planes``) or RGBA.

    Raises:
        EffectError: If it can't be drawn.
    """
    if isinstance(content, Shader):
        return ShaderPainter(shared_device(), content, yuva=yuva)
    return SwarmPainter(shared_device(), content, shared_sheet(), yuva=yuva)
