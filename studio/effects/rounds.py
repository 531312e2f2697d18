"""Draws rounds, one after the other, and hands each over as a piece of shared memory.

What was drawn lately is kept there, and on disk, so that the same is never drawn twice::

    rounds = Rounds("effects-rounds", orders, tell)
    rounds.run()                            # until orders.end()
"""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from studio.effects.errors import EffectError
from studio.effects.orders import Orders
from studio.effects.planes import Pixels
from studio.effects.recipe import Drawable, Recipe, Stage, recipe_of
from studio.effects.round import Round, draw_round
from studio.effects.shelf import Shelf
from studio.effects.views_round import draw_views
from studio.effects.watchdog import Watchdog
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.segment import Segment, segment_prefix
from studio.model.head_views import HeadViews

logger = logging.getLogger(__name__)

MOST_BYTES = 128 << 20
"""Of the shared memory of what was drawn lately."""
_LIMIT_S = 30.0
"""How much processor time one picture may take, the first with all that it loads."""
_CONTENT: TypeAdapter[Drawable] = TypeAdapter(Drawable)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A round in shared memory, and what is said about it."""

    segment: Segment
    about: Message


class Rounds:
    """Draws until told to end.  Belongs to the thread that runs it.

    Args:
        name: Of the process, after which the memory is called.
        orders: What to draw.
        tell: Sends the engine a message, from any thread.
        shelf: What was drawn before.
    """

    def __init__(
        self,
        name: str,
        orders: Orders,
        tell: Callable[[Message], None],
        shelf: Shelf | None = None,
    ) -> None:
        self._name = name
        self._orders = orders
        self._tell = tell
        self._shelf = shelf or Shelf()
        self._waiting: OrderedDict[int, Drawable] = OrderedDict()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._watchdog = Watchdog(lambda job: tell({"type": "hung", "id": job}))

    def run(self) -> None:
        """Draw until told to end."""
        try:
            while not self._orders.is_ended:
                self._hear(waits=not self._waiting)
                if self._waiting and not self._orders.is_ended:
                    self._make(next(iter(self._waiting)))
        finally:
            for kept in self._kept.values():
                _let_go(kept.segment)

    def _hear(self, *, waits: bool) -> None:
        """Take all orders that there are; wait for one if there is nothing else to do."""
        while (order := self._orders.take(None if waits else 0)) is not None:
            waits = False
            match order:
                case {"type": "draw", "id": int(job), "content": content}:
                    try:
                        self._waiting[job] = _CONTENT.validate_python(content)
                    except ValidationError:
                        self._refuse(job, EffectError("This process can't draw that."))
                case {"type": "forget", "id": int(job)}:
                    self._waiting.pop(job, None)
                case {"type": "forget_all"}:
                    self._waiting.clear()
                case _:
                    logger.warning("A message of type %r means nothing here.", order["type"])

    def _make(self, job: int) -> None:
        content = self._waiting[job]
        self._tell({"type": "working", "id": job})
        try:
            with self._watchdog.watching(job, _LIMIT_S):
                recipe = recipe_of(content)
            if recipe.key not in self._kept and (old := self._shelf.get(recipe.key)):
                self._keep(recipe.key, old)
            if recipe.key not in self._kept and (new := self._drawn(job, recipe)):
                self._keep(recipe.key, new)
                self._shelf.put(recipe.key, new)
            if kept := self._kept.get(recipe.key):
                self._kept.move_to_end(recipe.key)
                self._tell({"type": "drawn", "id": job, **kept.about})
        except (EffectError, RingError) as error:
            self._refuse(job, error)
        except Exception:  # the border of a job: one that fails must not end the others
            logger.exception("A node can't be drawn in a way that nobody thought of.")
            self._refuse(job, EffectError("It can't be drawn: a fault in Rocket Studio."))
        self._waiting.pop(job, None)
        self._tell({"type": "working", "id": 0})

    def _drawn(self, job: int, recipe: Recipe) -> Round | None:
        """Draw a round; None if it is not wanted any more."""

        def on_first(first: Round) -> None:
            self._show_first(job, first)

        def goes_on() -> bool:
            return self._goes_on(job)

        content = recipe.content
        with self._watchdog.watching(job, _LIMIT_S):
            views = recipe.views() if isinstance(content, HeadViews) else None
            stage = views or recipe.stage()
        watched = _Watched(stage, job, self._watchdog)
        if views:
            return draw_views(views, watched.picture, on_first=on_first, goes_on=goes_on)
        assert not isinstance(content, HeadViews)
        return draw_round(watched, content, on_first=on_first, goes_on=goes_on)

    def _goes_on(self, job: int) -> bool:
        self._hear(waits=False)
        return job in self._waiting and not self._orders.is_ended

    def _show_first(self, job: int, first: Round) -> None:
        """Hand over the first picture, to be seen while the others are drawn."""
        self._keep(f"first {job}", first)
        self._tell({"type": "first", "id": job, **self._kept[f"first {job}"].about})

    def _keep(self, key: str, drawn: Round) -> None:
        name = f"{segment_prefix(self._name)}{secrets.token_hex(4)}"
        segment = Segment.create(name, max(1, drawn.size_bytes))
        place = 0
        for planes in drawn.planes:
            segment.memory[place : place + len(planes)] = planes
            place += len(planes)
        self._kept[key] = _Kept(segment, {"name": name, **drawn.to_message()})
        while len(self._kept) > 2 and self._bytes() > MOST_BYTES:
            _, oldest = self._kept.popitem(last=False)
            _let_go(oldest.segment)

    def _bytes(self) -> int:
        return sum(kept.segment.memory.nbytes for kept in self._kept.values())

    def _refuse(self, job: int, error: Exception) -> None:
        self._tell({"type": "refused", "id": job, "reason": str(error)})


class _Watched:
    """A stage, each of whose pictures is watched."""

    def __init__(self, stage: Stage, job: int, watchdog: Watchdog) -> None:
        self._stage = stage
        self._job = job
        self._watchdog = watchdog

    @property
    def moves(self) -> bool:
        return self._stage.moves

    @property
    def loop_ns(self) -> int:
        return self._stage.loop_ns

    def picture(self, share: float) -> Pixels:
        with self._watchdog.watching(self._job, _LIMIT_S):
            return self._stage.picture(share)


def _let_go(segment: Segment) -> None:
    segment.unlink()
    segment.close()
