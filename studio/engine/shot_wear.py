"""What the people of one picture wear: has all of it fetched, and knows when it is there.

A shot has a few seconds where a live session has all evening, so it waits for what comes late:
the process that sees people, the files of effects, the sides of their models::

    wear = ShotWear(program, collection, processes, secret=…, post=…)
    inputs = InputSet(…, on_event=wear.hear)
    while not wear.is_on(inputs.sources, now_ns): …
    wear.close()
"""

from collections.abc import Callable, Mapping

from studio.engine.canvas.drawn_process import EffectsProcess
from studio.engine.face_effects.model_views import open_wardrobe
from studio.engine.processes import Processes
from studio.engine.program import Program
from studio.engine.sources.source import Health, Source
from studio.engine.tracking.look import look_of
from studio.engine.tracking.results import Fit
from studio.engine.tracking.source import TrackedSource
from studio.model.events import Event, Notice, TrackingStateChanged
from studio.model.media import SECOND_NS
from studio.model.scene import Collection

COME_NS = SECOND_NS
"""Faces that were just found, and what they wear, come on by and by."""


class ShotWear:
    """See the module.

    Args:
        program: Is shown.
        collection: Of it.
        processes: Starts what draws models.
        secret: The session's.
        post: Has the main thread do something.

    Attributes:
        notes: Sentences on what can't be worn or seen, each once.
    """

    def __init__(
        self,
        program: Program,
        collection: Collection,
        processes: Processes,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
    ) -> None:
        self._inputs = {each.name: each for each in collection.inputs if look_of(each)}
        self._blind: set[str] = set()
        self._rounds = EffectsProcess("rounds", processes, secret=secret, post=post)
        self._wardrobe = open_wardrobe(program, self._rounds, post, self.hear)
        self._wardrobe.follow(collection.inputs)
        self._program = program
        self._whole_since_ns: int | None = None
        self.notes: list[str] = []

    def hear(self, event: Event) -> None:
        """Take note of what is told of inputs; from any thread."""
        match event:
            case TrackingStateChanged(input=name, health=Health.FAILED):
                self._blind.add(name)
            case Notice(text=text) if text not in self.notes:
                self.notes.append(text)

    def is_on(self, sources: Mapping[str, Source], now_ns: int) -> bool:
        """Say whether all that can be worn is on."""
        shown = self._inputs.keys() & self._program.inputs() & sources.keys()
        if not shown:
            return True
        is_seen = all(_is_seen(sources[name]) for name in shown - self._blind)
        if not is_seen or not self._wardrobe.is_whole or self._rounds.has_jobs:
            return False
        if self._whole_since_ns is None:
            self._whole_since_ns = now_ns
        return now_ns >= self._whole_since_ns + COME_NS

    def close(self) -> None:
        """Read and draw no more."""
        self._wardrobe.close()
        self._rounds.close()


def _is_seen(source: Source) -> bool:
    return not isinstance(source, TrackedSource) or source.fit is Fit.OWN
