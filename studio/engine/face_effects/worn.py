"""An effect with all that it is drawn with, and what it shows on the faces of one camera.

A camera's pictures are asked about by several: the programme, the preview and small
views.  The same picture gets the same answer, a newer one moves the effect on, and one from
before is answered as it was::

    worn = Worn(wardrobe_piece)
    layers = worn.layers(picture.tracked, settings)     # in the camera's natural pixels
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from studio.engine.compositor.composition import Layer
from studio.engine.face_effects.head import Head
from studio.engine.face_effects.life import Life, rehearsed
from studio.engine.face_effects.signals import strengths_of
from studio.model.face_effect import FaceEffect
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.tracking import Face, Tracked

KEPT_ANSWERS = 4
FORGET_NS = 2_000_000_000
"""So long a face that is not seen is remembered: toggled glasses stay on when it is back."""


class DrawnPart(Protocol):
    """A part that can be laid on heads."""

    def layer(
        self, head: Head, key: str, *, since_ns: int, share: float, size: float
    ) -> Layer | None:
        """Return it on a head; None if nothing of it is seen."""

    def for_wearer(self) -> "DrawnPart":
        """Return the same for one camera: what it remembers of heads is of that camera's."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """An effect that was read.

    Attributes:
        parts: By their ids; one that is still being drawn, or can't be, is left out.
    """

    effect: FaceEffect
    parts: Mapping[str, DrawnPart]

    def for_wearer(self) -> "Piece":
        """Return it with parts that nobody else wears."""
        return Piece(self.effect, {name: part.for_wearer() for name, part in self.parts.items()})


@dataclass(slots=True)
class _OnFace:
    life: Life
    seen_ns: int


class Worn:
    """See the module; from any thread.

    Args:
        piece: What is worn.
        is_still: Whether only one picture of it is looked at, so that all of it is there at once.
    """

    def __init__(self, piece: Piece, *, is_still: bool = False) -> None:
        self._lock = threading.Lock()
        self._begin = rehearsed if is_still else Life
        self._piece = piece.for_wearer()
        self._faces: dict[int, _OnFace] = {}
        self._answers: OrderedDict[tuple[object, ...], tuple[Layer, ...]] = OrderedDict()
        self._now_ns: int | None = None

    def use(self, piece: Piece) -> None:
        """Wear what was read anew; if only pictures came, it goes on where it was."""
        with self._lock:
            if piece.effect != self._piece.effect:
                self._faces.clear()
            self._piece = piece.for_wearer()
            self._answers.clear()

    def layers(self, tracked: Tracked, settings: FaceEffectSettings) -> tuple[Layer, ...]:
        """Return what is laid over a picture on which so much was seen."""
        key = (id(tracked), tracked.pts_ns, settings.size, settings.strength, settings.most_faces)
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                answer = tuple(self._dressed(tracked, settings))
                self._answers[key] = answer
                while len(self._answers) > KEPT_ANSWERS:
                    self._answers.popitem(last=False)
            return answer

    def _dressed(self, tracked: Tracked, settings: FaceEffectSettings) -> Iterator[Layer]:
        now_ns = tracked.pts_ns
        if self._now_ns is not None and now_ns < self._now_ns - FORGET_NS:
            self._faces.clear()  # a file that begins again, or another clock
        self._now_ns = now_ns
        for number, each in list(self._faces.items()):
            if now_ns - each.seen_ns > FORGET_NS:
                del self._faces[number]
        # The largest face is the nearest one: what it wears lies over the others.
        for face in reversed(tracked.faces[: settings.most_faces]):
            yield from self._on_face(face, tracked, settings)

    def _on_face(
        self, face: Face, tracked: Tracked, settings: FaceEffectSettings
    ) -> Iterator[Layer]:
        now_ns = tracked.pts_ns
        on_face = self._faces.get(face.number)
        if on_face is None:
            life = self._begin(self._piece.effect, now_ns)
            on_face = self._faces[face.number] = _OnFace(life, now_ns)
        on_face.seen_ns = now_ns
        on_face.life.see(strengths_of(face, tracked.hands), now_ns)
        head = Head.of(face.points)
        if head is None:
            return
        seen = min(1.0, max(0.0, face.presence)) * settings.strength
        for moment in on_face.life.moments():
            drawn = self._piece.parts.get(moment.part.id)
            if drawn is None:
                continue
            layer = drawn.layer(
                head,
                f"{face.number}/{moment.part.id}",
                since_ns=moment.since_ns,
                share=moment.share * seen,
                size=settings.size,
            )
            if layer is not None:
                yield layer
