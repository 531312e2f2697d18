"""People on the programme: what lies on a face follows it, what is behind a person is hidden.

Asked once for each picture, before canvases are laid over it, so that what plugins draw
belongs to the same picture as what is seen on it.  Belongs to the tick thread::

    people = People(overlay)
    people.follow(composition, noting.tracked)

What lies on a face that is lost stays where it was: a hat that goes to the middle of the picture
by itself is worse than one that waits.  What comes when nothing lies on a face any more
begins where a face usually is.
"""

from collections.abc import Callable, Mapping

from studio.engine.canvas.face_places import face_places
from studio.engine.canvas.overlay import Overlay
from studio.engine.canvas.person_cover import PersonCover
from studio.engine.compositor.composition import Composition
from studio.engine.tracking.person_edge import PersonEdges
from studio.engine.tracking.sighting import Sighting, sightings
from studio.model.geometry import Affine
from studio.model.tracking import Face

FACE, PERSON = "face.", "person"
_STAYS = 0.6
"""A face is left for another one only when it has less than so much of its size."""
Told = Callable[[tuple[Sighting, ...], tuple[int, int]], object]
"""Gets what is seen on a programme of a size; in the tick thread."""


class People:
    """See the module.

    Args:
        overlay: Whose nodes follow them.
    """

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._cover = PersonCover()
        self._edges = PersonEdges()
        self._told: Told | None = None
        self._has_places = False
        self._last: tuple[str, int] = ("", 0)

    def tell(self, told: Told | None) -> None:
        """Tell somebody of each picture what is seen on it, or nobody any more."""
        self._told = told

    @property
    def is_wanted(self) -> bool:
        """Whether anybody wants to know where people are."""
        return self._told is not None or bool(self._followed())

    def follow(self, composition: Composition, tracked: Mapping[int, str]) -> None:
        """Look where people are on a picture."""
        followed = self._followed()
        if self._told is None and not followed and not self._has_places:
            return
        seen = sightings(composition, tracked)
        size = composition.width, composition.height
        if self._told is not None:
            self._told(seen, size)
        if any(name.startswith(FACE) for name in followed):
            self._place_faces(seen, size)
        elif self._has_places:
            self._overlay.places.lose_all(FACE)
            self._has_places = False
        if PERSON in followed:
            self._hide_person(seen, size)

    def _followed(self) -> frozenset[str]:
        return self._overlay.followed

    def _place_faces(self, seen: tuple[Sighting, ...], size: tuple[int, int]) -> None:
        places = self._overlay.places
        found = self._face(seen)
        if found is not None:
            sighting, face = found
            matrix = _fit(size, places.size).after(sighting.to_programme)
            places.find_all(face_places(face, matrix, places.size))
            self._has_places = True
            self._last = sighting.input, face.number

    def _face(self, seen: tuple[Sighting, ...]) -> tuple[Sighting, Face] | None:
        """Return the largest face, or the one before while it is about as large."""
        sizes = {
            (sighting.input, face.number): (_size_px(sighting, face), sighting, face)
            for sighting in seen
            for face in sighting.tracked.faces
        }
        if not sizes:
            return None
        best = max(sizes.values(), key=lambda each: each[0])
        last = sizes.get(self._last)
        if last is not None and last[0] >= best[0] * _STAYS:
            best = last
        return best[1], best[2]

    def _hide_person(self, seen: tuple[Sighting, ...], size: tuple[int, int]) -> None:
        places = self._overlay.places
        found = [
            (self._edges.of(each.input, each.picture), each.to_programme.after(_natural(each)))
            for each in seen
            if each.tracked.person is not None
        ]
        self._edges.keep({each.input for each in seen})
        shown = tuple((cover, matrix) for cover, matrix in found if cover is not None)
        cover = self._cover.of(shown, size)
        if cover is not places.mask(PERSON):
            places.show_mask(PERSON, cover)


def _size_px(sighting: Sighting, face: Face) -> float:
    width, height = (face.points[:, :2].max(0) - face.points[:, :2].min(0)).tolist()
    x_scale, y_scale = sighting.to_programme.scale
    return max(float(width) * x_scale, float(height) * y_scale)


def _natural(sighting: Sighting) -> Affine:
    """Return the map from shares of a camera's picture to its pixels."""
    return Affine(a=sighting.tracked.width, d=sighting.tracked.height)


def _fit(size: tuple[int, int], other: tuple[int, int]) -> Affine:
    return Affine(a=other[0] / size[0], d=other[1] / size[1])
