"""The tick's side of views: which feeds are due, and what they need of the tick.

    names = lookout.wants(due_ns, program, is_composed=True)
    …                                     # the tick latches these inputs too, and composes
    lookout.look(moment)

Belongs to the tick thread.  When the thread that draws is still at work, nothing is due;
when many feeds are due at once, those wait that would keep it for longer than a moment.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.engine.dressing import Dress, undressed
from studio.engine.picture import Picture, Plane
from studio.engine.program import Program
from studio.engine.views.drawing import Moment
from studio.engine.views.feed import Feed
from studio.engine.views.feed_painter import FeedPainter
from studio.model.scene import Collection

TURN_NS = 12_000_000
"""So long the feeds of one tick may take to draw, as far as that is known."""
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed, and the inputs that it shows; a programme's are the programme's to know."""

    feed: Feed
    inputs: frozenset[str]


class Lookout:
    """Looks out for feeds that are due.

    Args:
        collection: That is shown.
        now_ns: Says what a picture took to draw.

    Attributes:
        painter: Draws the feeds.
        postponed: How often a feed that was due had to wait for the next tick.
    """

    def __init__(
        self, collection: Collection, now_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self.painter = FeedPainter(now_ns)
        self._collection = collection
        self._preview = ""
        self._watched: tuple[Watched, ...] = ()
        self._chosen: tuple[Feed, ...] = ()
        self._of_programme = NOTHING
        self._fitting: Dress = undressed
        self.postponed = 0

    def fit(self, fitting: Dress) -> None:
        """Ask this from now on what heads try on for still pictures."""
        self._fitting = fitting

    def use(self, collection: Collection, preview: str, watched: tuple[Watched, ...]) -> None:
        """Go on with a changed collection or other feeds."""
        self._collection = collection
        self._preview = preview
        self._watched = watched

    def wants(self, due_ns: int, program: Program, *, is_composed: bool) -> frozenset[str]:
        """Choose the feeds that get this tick's picture; return the inputs that they need.

        Args:
            due_ns: When the tick is due.
            program: What is on air.
            is_composed: The tick makes the programme's picture anyway.
        """
        if not self._watched:
            self._chosen = ()
            return NOTHING
        self._of_programme = NOTHING if is_composed else program.inputs()
        chosen = self._choose(due_ns)
        self._chosen = tuple(each.feed for each in chosen)
        names = NOTHING
        for each in chosen:
            if each.feed.sight.of != "programme":
                names |= each.inputs
            else:
                names |= self._of_programme
        return names

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Return how large running feeds show inputs at most."""
        found: dict[str, tuple[int, int]] = {}
        for each in self._watched:
            feed = each.feed
            if not feed.fps:
                continue
            whole = (feed.sight.width, feed.sight.height)
            is_programme = feed.sight.of == "programme"
            inputs = self._of_programme if is_programme else each.inputs
            for name, size in {**dict.fromkeys(inputs, whole), **feed.sizes}.items():
                width, height = found.get(name, (0, 0))
                found[name] = max(width, size[0]), max(height, size[1])
        return found

    def look(
        self,
        due_ns: int,
        program: Program,
        pictures: Mapping[str, Picture],
        composed: Plane | None,
        serial: int,
    ) -> None:
        """Hand over what the chosen feeds show; see ``Moment``."""
        if not self._chosen:
            return
        on_air = program.at(due_ns)
        if composed is None:
            program.look(due_ns, pictures.get)
        moment = Moment(
            due_ns,
            self._collection,
            on_air,
            self._preview or on_air.scene,
            pictures,
            composed,
            serial,
            program.size,
            () if composed is not None else program.over(due_ns),
            program.dress,
            self._fitting,
        )
        self.painter.draw(self._chosen, moment)

    def _choose(self, due_ns: int) -> list[Watched]:
        due = [each for each in self._watched if each.feed.is_due(due_ns)]
        if not due:
            return due
        if self.painter.is_busy:
            self.postponed += len(due)
            return []
        # Heads that try something on come last: they can wait for a quiet moment.
        due.sort(key=lambda each: (each.feed.sight.of == "head", each.feed.next_ns))
        chosen: list[Watched] = []
        cost_ns = 0
        for each in due:
            cost_ns += each.feed.cost_ns
            if chosen and cost_ns > TURN_NS:
                self.postponed += 1
            else:
                chosen.append(each)
                each.feed.take_turn(due_ns)
        return chosen
