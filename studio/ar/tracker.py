"""Looks at one picture for all that is wanted, with whatever models are there.

Each part has its own model, and what has none is left out and says so in ``trouble``::

    tracker = Tracker()
    tracked = tracker.look(picture, Look(faces=1, person=True))
"""

from functools import partial

from studio.ar.body import Body
from studio.ar.faces import Faces
from studio.ar.hands import Hands
from studio.ar.models import named
from studio.ar.part import Part
from studio.ar.person import Person
from studio.ar.picture import Picture
from studio.ar.wishes import Look
from studio.model.tracking import Tracked

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

    def look(self, picture: Picture, look: Look) -> Tracked:
        """Return all that is seen; what can't be looked for is not there."""
        self.prepare(look)
        # MediaPipe wants times that grow; a camera that came back may begin anew.
        time_ms = max(picture.pts_ns // _MS_NS, self._time_ms + 1)
        self._time_ms = time_ms
        faces = self._faces.use(lambda part: part.look(picture, look.faces))
        hands = self._hands.use(lambda part: part.look(picture, time_ms))
        body = self._body.use(lambda part: part.look(picture, time_ms))
        person = self._person.use(lambda part: part.look(picture, time_ms))
        size = (picture.natural_width, picture.natural_height)
        return Tracked(picture.pts_ns, *size, faces or (), hands or (), body, person)

    def close(self) -> None:
        """Let go of all models."""
        for part in self._parts:
            part.drop()

    @property
    def _parts(self) -> tuple[_AnyPart, ...]:
        return self._faces, self._hands, self._body, self._person
