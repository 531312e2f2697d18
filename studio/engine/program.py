"""Which scene is on air, and the way from one to the next.

What lies over all scenes, as plugins draw it, is the programme's too.  Values and time
only: ``composition`` is asked once a tick with the tick's due time, so that a fade has
the same pace whatever the machine does.  A fade may be held by hand (the T-bar): it
then stands still until it is let go, one way or the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from studio.engine.canvas.overlay import Overlay, laid_over
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.dressing import Dress, undressed
from studio.engine.scene_graph import Latch, SceneGraph
from studio.engine.tracking.people import People
from studio.engine.tracking.sighting import Noting
from studio.model.scene import Collection

MS_NS = 1_000_000
CUT_FADE_MS = 300
"""How long a fade that was held by hand takes where scenes are cut."""


@dataclass(frozen=True, slots=True)
class Fade:
    """One scene over another, more or less of it as time goes.

    Attributes:
        below: The scene that is seen where the other one isn't.
        above: The scene that is mixed in.
        begin: How much of it at first, 0 to 1.
        end: How much of it at last.
        duration_ns: 0 is held by hand, for ever.
    """

    below: str
    above: str
    begin: float
    end: float
    start_ns: int
    duration_ns: int

    def share(self, due_ns: int) -> float:
        """Return how much of the scene above is seen at a time."""
        if not self.duration_ns:
            return self.begin
        passed = min(1.0, max(0.0, (due_ns - self.start_ns) / self.duration_ns))
        return self.begin + (self.end - self.begin) * passed

    def is_over(self, due_ns: int) -> bool:
        """Tell whether there is nothing left of it."""
        return bool(self.duration_ns) and due_ns - self.start_ns >= self.duration_ns


@dataclass(frozen=True, slots=True)
class OnAir:
    """What the programme shows: a scene, or the fade on the way to it."""

    scene: str
    fade: Fade | None = None


class Program:
    """The programme.  Owned by the tick thread.

    Args:
        collection: What is drawn.
        size: Of the picture; None is the canvas's.
    """

    def __init__(self, collection: Collection, size: tuple[int, int] | None = None) -> None:
        self._collection = collection
        self._size = size
        self.dress: Dress = undressed
        self._graph = SceneGraph(collection, size)
        self.scene = collection.first_scene
        self.overlay = Overlay()
        self.people = People(self.overlay)
        self._fade: Fade | None = None

    def use(
        self,
        collection: Collection,
        size: tuple[int, int] | None = None,
        scene: str | None = None,
    ) -> None:
        """Go on with a changed collection; a scene that is gone is left for the first.

        Args:
            collection: What is drawn from now on.
            size: Another one for the picture, if there is one.
            scene: What the scene on air is called from now on, if it is called otherwise.
        """
        self._collection = collection
        self._size = size or self._size
        self._graph = SceneGraph(collection, self._size, self.dress)
        self.scene = scene or self.scene
        if collection.scene(self.scene) is None:
            self.scene = collection.first_scene
            self._fade = None
        fade = self._fade
        if fade and not (collection.scene(fade.below) and collection.scene(fade.above)):
            self._fade = None

    def wear(self, dress: Dress) -> None:
        """Ask this from now on what faces wear."""
        self.dress = dress
        self._graph = SceneGraph(self._collection, self._size, dress)

    def show(self, scene: str, now_ns: int, kind: str | None, duration_ms: int | None) -> None:
        """Go to a scene by a cut or a fade; the collection's transition by default."""
        if scene == self.scene or self._collection.scene(scene) is None:
            return
        transition = self._collection.transition
        duration_ns = (transition.duration_ms if duration_ms is None else duration_ms) * MS_NS
        is_fade = (kind or transition.kind) == "fade" and duration_ns > 0
        self._fade = Fade(self.scene, scene, 0, 1, now_ns, duration_ns) if is_fade else None
        self.scene = scene

    def hold(self, scene: str, share: float) -> None:
        """Show that much of another scene over the one on air, until told otherwise."""
        if scene != self.scene and self._collection.scene(scene):
            self._fade = Fade(self.scene, scene, share, share, 0, 0)

    def let_go(self, now_ns: int, *, is_done: bool) -> None:
        """Go on from where a fade is held: to the other scene, or back to the one on air."""
        fade = self._fade
        if fade is None or fade.duration_ns:
            return
        whole_ns = (self._collection.transition.duration_ms or CUT_FADE_MS) * MS_NS
        end = 1.0 if is_done else 0.0
        duration_ns = int(whole_ns * abs(end - fade.begin))
        self._fade = None
        if duration_ns:
            self._fade = Fade(fade.below, fade.above, fade.begin, end, now_ns, duration_ns)
        if is_done:
            self.scene = fade.above

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self._graph.size

    def at(self, due_ns: int) -> OnAir:
        """Return what is shown at a time; a fade that is over by then is forgotten."""
        if self._fade and self._fade.is_over(due_ns):
            self._fade = None
        return OnAir(self.scene, self._fade)

    def inputs(self) -> frozenset[str]:
        """Return the names of the inputs that are needed for the next picture."""
        return inputs_on_air(self._graph, OnAir(self.scene, self._fade))

    def composition(
        self, due_ns: int, latch: Latch, over: Callable[[], tuple[Layer, ...]] | None = None
    ) -> Composition:
        """Return what is on air at a time, with the canvases that lie over it.

        Args:
            due_ns: The time.
            latch: Returns the picture of an input.
            over: Returns what lies over it, if that isn't to be asked for here.
        """
        scenes = self._scenes(due_ns, latch)
        return laid_over(scenes, over() if over else self.over(due_ns), self.size)

    def look(self, due_ns: int, latch: Latch) -> None:
        """Look where people are on a picture that is drawn elsewhere."""
        if self.people.is_wanted:
            self._scenes(due_ns, latch)

    def _scenes(self, due_ns: int, latch: Latch) -> Composition:
        noting = Noting(latch)
        scenes = drawn(self._graph, self.at(due_ns), due_ns, noting)
        self.people.follow(scenes, noting.tracked)
        return scenes

    def over(self, due_ns: int) -> tuple[Layer, ...]:
        """Return the canvases that lie over what is on air, as layers of its size."""
        return self.overlay.layers(due_ns, self.size)


def inputs_on_air(graph: SceneGraph, on_air: OnAir) -> frozenset[str]:
    """Return the names of the inputs that the programme shows."""
    shown = graph.inputs_of(on_air.scene)
    if fade := on_air.fade:
        shown |= graph.inputs_of(fade.below) | graph.inputs_of(fade.above)
    return shown


def drawn(graph: SceneGraph, on_air: OnAir, due_ns: int, latch: Latch) -> Composition:
    """Return the programme's picture at a time, in the size of the graph."""
    fade = on_air.fade
    if fade is None:
        return graph.composition(on_air.scene, latch)
    whole = Rect(0, 0, *graph.size)
    below = graph.composition(fade.below, latch)
    above = graph.composition(fade.above, latch)
    layers = (
        Layer("fade/old", below, whole, Affine()),
        Layer("fade/new", above, whole, Affine(), opacity=fade.share(due_ns)),
    )
    return Composition(*graph.size, layers)
