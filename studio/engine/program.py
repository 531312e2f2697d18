"""Which scene is on air and in the preview, and the way from one to the next.

Values and time only: ``composition`` is asked once a tick with the tick's due
time, so that a fade has the same pace whatever the machine does.
"""

from dataclasses import dataclass

from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.scene_graph import Latch, SceneGraph
from studio.model.scene import Collection

MS_NS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Fade:
    """A fade from one scene to the programme's."""

    old_scene: str
    start_ns: int
    duration_ns: int


class Program:
    """The programme and the preview.  Owned by the tick thread.

    Args:
        collection: What is drawn.
        size: Of the picture; None is the canvas's.
    """

    def __init__(self, collection: Collection, size: tuple[int, int] | None = None) -> None:
        self._collection = collection
        self._size = size
        self._graph = SceneGraph(collection, size)
        self.scene = collection.first_scene
        self.preview = self.scene
        self._fade: _Fade | None = None

    def use(self, collection: Collection, size: tuple[int, int] | None = None) -> None:
        """Go on with a changed collection; a scene that is gone is left for the first.

        Args:
            collection: What is drawn from now on.
            size: Another one for the picture, if there is one.
        """
        self._collection = collection
        self._size = size or self._size
        self._graph = SceneGraph(collection, self._size)
        if collection.scene(self.scene) is None:
            self.scene = collection.first_scene
            self._fade = None
        if collection.scene(self.preview) is None:
            self.preview = self.scene

    def show(self, scene: str, now_ns: int, kind: str | None, duration_ms: int | None) -> None:
        """Go to a scene by a cut or a fade; the collection's transition by default."""
        if scene == self.scene or self._collection.scene(scene) is None:
            return
        transition = self._collection.transition
        duration_ns = (transition.duration_ms if duration_ms is None else duration_ms) * MS_NS
        is_fade = (kind or transition.kind) == "fade" and duration_ns > 0
        self._fade = _Fade(self.scene, now_ns, duration_ns) if is_fade else None
        self.scene = scene

    def swap_preview(self, now_ns: int) -> None:
        """Put the preview's scene on air, and the programme's into the preview."""
        old = self.scene
        self.show(self.preview, now_ns, None, None)
        self.preview = old

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self._graph.size

    def inputs(self) -> frozenset[str]:
        """Return the names of the inputs that are needed for the next picture."""
        shown = self._graph.inputs_of(self.scene)
        if self._fade:
            return shown | self._graph.inputs_of(self._fade.old_scene)
        return shown

    def composition(self, due_ns: int, latch: Latch) -> Composition:
        """Return what is on air at a time."""
        new = self._graph.composition(self.scene, latch)
        fade = self._fade
        if fade is None:
            return new
        progress = (due_ns - fade.start_ns) / fade.duration_ns
        if progress >= 1 or self._collection.scene(fade.old_scene) is None:
            self._fade = None
            return new
        old = self._graph.composition(fade.old_scene, latch)
        whole = Rect(0, 0, *self.size)
        layers = (
            Layer("fade/old", old, whole, Affine()),
            Layer("fade/new", new, whole, Affine(), opacity=max(0.0, progress)),
        )
        return Composition(*self.size, layers)
