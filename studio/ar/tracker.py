"""Looks at one picture for all that is wanted, with whatever models are there.

Each part has its own model, and what has none is left out and says so in ``trouble``.  Hands and
a body wait for their turn (``turns``), which comes after what is drawn on was handed on::

    tracker = Tracker()
    tracked = tracker.look(picture, look := Look(faces=1, hands=True))      # hands as before
    later = tracker.look_aside(picture, look, tracked)      # perhaps with hands of this picture
"""

import time
from dataclasses import replace
from functools import partial

from studio.ar.body import Body
from studio.ar.faces import Faces
from studio.ar.hands import Hands
from studio.ar.part import Part
from studio.ar.person import Person
from studio.ar.picture import Picture
from studio.ar.turns import Turns
from studio.ar.wishes import Look
from studio.model.tracking import Floats, Hand, Tracked
from studio.weights.models import named

_AnyPart = Part[Faces] | Part[Hands] | Part[Body] | Part[Person]
_MS_NS = 1_000_000


class Tracker:
    """See the module; belongs to one thread.

    Args:
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, *, on_gpu: bool = False) -> None:
        self._faces = Part(named("face"), partial(Faces, on_gpu=on_gpu))
        self._hands = Part(named("hands"), partial(Hands, on_gpu=on_gpu))
        self._body = Part(named("body"), partial(Body, on_gpu=on_gpu))
        self._person = Part(named("person"), partial(Person, on_gpu=on_gpu))
        self._time_ms = 0
        self._turns = Turns()
        self._hands_seen: tuple[Hand, ...] = ()
        self._body_seen: Floats | None = None

    @property
    def trouble(self) -> str:
        """Why something that is wanted is not seen; empty if all is."""
        for part in self._parts:
            if part.trouble:
                return part.trouble
        return ""

    @property
    def is_broken(self) -> bool:
        """Whether MediaPipe failed with a model that is whole."""
        return any(part.is_broken for part in self._parts)

    def prepare(self, look: Look) -> None:
        """Load what is wanted and let go of the rest."""
        wanted = (look.faces > 0, look.hands, look.body, look.person)
        for part, is_wanted in zip(self._parts, wanted, strict=True):
            if is_wanted:
                part.load()
            else:
                part.drop()
        if not look.hands:
            self._hands_seen = ()
        if not look.body:
            self._body_seen = None

    def look(self, picture: Picture, look: Look) -> Tracked:
        """Return all that is seen; what can't be looked for is not there.

        Hands and a body are as they were seen last, unless nothing else is looked for.
        """
        self.prepare(look)
        # MediaPipe wants times that grow; a camera that came back may begin anew.
        self._time_ms = max(picture.pts_ns // _MS_NS, self._time_ms + 1)
        begin_ns = time.process_time_ns()
        faces = self._faces.use(lambda part: part.look(picture, look.faces))
        person = self._person.use(lambda part: part.look(picture, self._time_ms))
        self._turns.earn(time.process_time_ns() - begin_ns)
        if not look.faces and not look.person:
            for name in _asides(look):
                self._see(name, picture)
        size = (picture.natural_width, picture.natural_height)
        hands, body = self._hands_seen, self._body_seen
        return Tracked(picture.pts_ns, *size, faces or (), hands, body, person)

    def look_aside(self, picture: Picture, look: Look, tracked: Tracked) -> Tracked:
        """Look for hands or a body too, if it is their turn; return what is known then.

        Args:
            picture: Which ``look`` has seen.
            look: What is wanted.
            tracked: What it returned.
        """
        if not look.faces and not look.person:
            return tracked  # they were all looked for
        name = self._turns.next(_asides(look), picture.pts_ns)
        if name is None:
            return tracked
        begin_ns = time.process_time_ns()
        self._see(name, picture)
        self._turns.took(name, picture.pts_ns, time.process_time_ns() - begin_ns)
        return replace(tracked, hands=self._hands_seen, body=self._body_seen)

    def close(self) -> None:
        """Let go of all models."""
        for part in self._parts:
            part.drop()

    @property
    def _parts(self) -> tuple[_AnyPart, ...]:
        return self._faces, self._hands, self._body, self._person

    def _see(self, name: str, picture: Picture) -> None:
        if name == "hands":
            self._hands_seen = self._hands.use(lambda part: part.look(picture, self._time_ms)) or ()
        else:
            self._body_seen = self._body.use(lambda part: part.look(picture, self._time_ms))


def _asides(look: Look) -> list[str]:
    """Return what is wanted of that which waits for its turn."""
    return [name for name in ("hands", "body") if getattr(look, name)]
