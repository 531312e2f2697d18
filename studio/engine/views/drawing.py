"""What a feed shows, as a picture of its size.

A picture whose shape is another than the view's lies in its middle, on black.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from studio.engine.backing import backed_outfit
from studio.engine.canvas.overlay import laid_over
from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import Planes, nv12_planes
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.dressing import Dress, dressed, outfit_of, undressed
from studio.engine.picture import Picture, Plane
from studio.engine.program import OnAir, drawn
from studio.engine.scene_graph import SceneGraph, filters_of, shown_sizes
from studio.engine.sources.bgra_writer import BgraWriter
from studio.engine.views.feed import Feed
from studio.engine.views.head_area import head_area
from studio.model.scene import Collection, Input

SNAP_PX = 2
"""So much of a view may a picture leave uncovered before it counts as of another shape."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What a tick has, for all feeds that are due.

    Attributes:
        collection: That the scenes are of.
        preview: The scene in the preview.
        pictures: What the tick latched, by input.
        composed: The programme's finished picture, NV12, or None if there is none.
        serial: Of that picture: the same one is the same picture.
        size: Its size.
        over: The canvases that lie over the programme, made for its size.
        dress: Knows what faces wear.
        fitting: Knows what heads try on for still pictures.
    """

    due_ns: int
    collection: Collection
    on_air: OnAir
    preview: str
    pictures: Mapping[str, Picture]
    composed: Plane | None
    serial: int
    size: tuple[int, int]
    over: tuple[Layer, ...] = ()
    dress: Dress = undressed
    fitting: Dress = undressed


class Drawing:
    """Draws one feed; keeps what can be used for its next picture.

    Belongs to the thread that draws.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._writer = BgraWriter()
        self._painter = Painter()
        self._planes: Planes | None = None
        self._graph: SceneGraph | None = None
        self._graph_of: tuple[Collection, tuple[int, int]] | None = None
        self._last: Composition | None = None
        self._serial = 0

    def draw(self, moment: Moment) -> None:
        """Write a picture into the feed's ring, unless it would be the one that is there."""
        if self._feed.sight.of == "programme" and moment.composed is not None:
            if moment.serial == self._serial:
                return
            self._last, self._serial = None, moment.serial
            self._feed.sizes = {}
            planes = nv12_planes(moment.composed, moment.size[1])
            self._write(planes, moment.size, moment.due_ns)
            return
        found = self._composition(moment)
        if found is None or found[0] == self._last:
            return
        composition, natural_size = found
        self._last, self._serial = composition, 0
        planes = self._painted(composition)
        self._write(planes, natural_size, moment.due_ns)
        if self._feed.sight.of == "head":
            return  # a few stills are no reason to have a camera's pictures larger
        sizes = shown_sizes(composition, moment.pictures).items()
        self._feed.sizes = {name: size for name, size in sizes if size != (0, 0)}

    def _composition(self, moment: Moment) -> tuple[Composition, tuple[int, int]] | None:
        """Return what is to be drawn and its natural size, or None if there is nothing yet."""
        sight, collection = self._feed.sight, moment.collection
        if sight.of in ("input", "unfiltered"):
            return self._input(moment)
        if sight.of == "head":
            return self._head(moment)
        canvas = (collection.canvas.width, collection.canvas.height)
        size = fitted(canvas, (sight.width, sight.height))
        graph = self._graph_for(collection, size, moment.dress)
        latch = moment.pictures.get
        if sight.of == "programme":
            scenes = drawn(graph, moment.on_air, moment.due_ns, latch)
            return laid_over(scenes, moment.over, moment.size), canvas
        scene = moment.preview if sight.of == "preview" else sight.name
        if collection.scene(scene) is None:
            return None
        return graph.composition(scene, latch), canvas

    def _input(self, moment: Moment) -> tuple[Composition, tuple[int, int]] | None:
        shown, picture = self._subject(moment)
        if shown is None or picture is None:
            return None
        sight = self._feed.sight
        natural = (picture.width, picture.height)
        width, height = fitted(natural, (sight.width, sight.height))
        layer = Layer(
            "input",
            picture,
            Rect(0, 0, *natural),
            Affine(a=width / natural[0], d=height / natural[1]),
        )
        layers: tuple[Layer, ...] = (layer,)
        if sight.of == "input":
            outfit = backed_outfit(outfit_of(shown, filters_of), moment.pictures.get)
            layers = dressed(layer, picture, outfit, moment.dress)
        return Composition(width, height, layers), natural

    def _head(self, moment: Moment) -> tuple[Composition, tuple[int, int]] | None:
        """Return the nearest head; None unless it wears all that is put on it."""
        shown, picture = self._subject(moment)
        area = head_area(picture) if picture is not None else None
        if shown is None or picture is None or area is None:
            return None
        sight = self._feed.sight
        view = (sight.width, sight.height)
        natural = (round(area.width), round(area.height))
        width, height = fitted(natural, view)
        across, down = width / area.width, height / area.height
        matrix = Affine(a=across, d=down, tx=-area.left * across, ty=-area.top * down)
        bare = Layer("input", picture, area, matrix)
        outfit = backed_outfit(outfit_of(shown, filters_of), moment.pictures.get)
        layers = dressed(bare, picture, outfit, moment.fitting)
        if outfit.wears and layers == dressed(bare, picture, outfit, undressed):
            return None
        return Composition(width, height, layers), natural

    def _subject(self, moment: Moment) -> tuple[Input | None, Picture | None]:
        """Return the input of a view as it is shown there, and its picture."""
        sight = self._feed.sight
        shown = moment.collection.input(sight.name)
        if shown is not None and sight.trial:
            shown = shown.model_copy(update={"filters": sight.tried})
        return shown, moment.pictures.get(sight.name)

    def _graph_for(self, collection: Collection, size: tuple[int, int], dress: Dress) -> SceneGraph:
        if self._graph is None or self._graph_of != (collection, size):
            self._graph = SceneGraph(collection, size, dress)
        self._graph_of = collection, size
        return self._graph

    def _painted(self, composition: Composition) -> Planes:
        width, height = composition.width, composition.height
        if self._planes is None or self._planes.y.shape != (height, width):
            self._planes = nv12_planes(np.full((height * 3 // 2, width), 16, np.uint8), height)
        self._painter.paint(composition, self._planes)
        return self._planes

    def _write(self, planes: Planes, natural_size: tuple[int, int], due_ns: int) -> None:
        self._feed.write(partial(self._put, planes, natural_size), natural_size, due_ns)

    def _put(self, planes: Planes, natural_size: tuple[int, int], out: Plane) -> None:
        height, width = out.shape[:2]
        inner = fitted(natural_size, (width, height))
        left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
        if inner != (width, height):
            out.view(np.uint32).fill(BLACK)
        self._writer.write(planes, out[top : top + inner[1], left : left + inner[0]])


BLACK = 0xFF000000
"""Opaque, as BGRA in a little-endian word."""


def fitted(size: tuple[int, int], view: tuple[int, int]) -> tuple[int, int]:
    """Return how large something of one size is in a view, in its own shape; even."""
    scale = min(view[0] / size[0], view[1] / size[1])
    sides = []
    for side, most in zip(size, view, strict=True):
        wanted = max(2, round(side * scale / 2) * 2)
        sides.append(most if most - wanted <= SNAP_PX else wanted)
    return sides[0], sides[1]
