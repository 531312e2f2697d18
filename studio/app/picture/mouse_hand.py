"""The mouse over the picture: what a press begins, what a move does, what a release ends.

Takes points of the canvas and keys, knows no events.  A press chooses at once; a drag begins
once the mouse has gone a few pixels, so that a click never moves anything::

    hand.press((100, 80), Keys(), reach)
    hand.move((140, 80), Keys())
    hand.release()
"""

import math
from collections.abc import Callable
from enum import Enum, auto

from studio.app.picture.crop_drag import CropDrag
from studio.app.picture.drags import Drag, Keys, MoveDrag, Point, TurnDrag
from studio.app.picture.handles import Handle, handle_at
from studio.app.picture.hits import deeper, hits, touched
from studio.app.picture.many import ManyScaleDrag, ManyTurnDrag
from studio.app.picture.readout import Doing, Readout
from studio.app.picture.scale_drag import ScaleDrag
from studio.app.picture.snapping import Guide, Snapper
from studio.app.picture.workbench import Workbench
from studio.model.geometry import Rect
from studio.model.layout import ItemKey, Place


class Press(Enum):
    """What the press that is held has begun."""

    NOTHING = auto()
    HANDLE = auto()
    ITEM = auto()
    GROUND = auto()


class MouseHand:
    """See the module.

    Args:
        bench: The scene that is edited.
        handles: Returns where the handles are now.

    Attributes:
        guides: What the drag snapped to.
        band: The rubber band.
    """

    def __init__(self, bench: Workbench, handles: Callable[[], dict[Handle, Point]]) -> None:
        self._bench = bench
        self._handles = handles
        self.guides: tuple[Guide, ...] = ()
        self.band: Rect | None = None
        self._press = Press.NOTHING
        self._start: Point = (0.0, 0.0)
        self._at: Point = (0.0, 0.0)
        self._reach = 8.0
        self._threshold = 4.0
        self._handle: Handle | None = None
        self._drag: Drag | None = None
        self._doing = Doing.MOVE
        self._turned_deg = 0.0
        self._click: Callable[[], None] | None = None
        self._before_click: tuple[str, tuple[int, ...]] | None = None
        self._before_band: tuple[int, ...] = ()
        self._kept: tuple[int, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether a press is held."""
        return self._press is not Press.NOTHING

    @property
    def readout(self) -> Readout | None:
        """The numbers of what is dragged."""
        if self._drag is None:
            return None
        bench = self._bench
        return Readout.of(bench.movable, self._doing, bench.canvas, self._turned_deg)

    @property
    def is_turning(self) -> bool:
        """Whether items are being turned."""
        return self._drag is not None and self._doing is Doing.TURN

    @property
    def is_dragging(self) -> bool:
        """Whether something moves with the mouse."""
        return self._drag is not None or self.band is not None

    def press(self, at: Point, keys: Keys, *, reach: float, threshold: float) -> None:
        """Begin.

        Args:
            at: Where on the canvas.
            keys: That are held.
            reach: How near to a handle or line is near, in canvas pixels.
            threshold: How far the mouse goes before anything moves.
        """
        self._start = self._at = at
        self._reach, self._threshold = reach, threshold
        self._click = self._before_click = None
        self._handle = handle_at(self._handles(), *at, reach)
        if self._handle is not None:
            self._press = Press.HANDLE
            return
        found = hits(self._bench.places, *at)
        if keys.shift or keys.ctrl:
            self._add(found)
        else:
            self._choose(found)

    def move(self, at: Point, keys: Keys) -> None:
        """Go on; nothing happens before the mouse has gone a few pixels."""
        if not self.is_held:
            return
        self._at = at
        if not self.is_dragging:
            if math.dist(at, self._start) < self._threshold:
                return
            self._click = None
            self._begin(keys)
        if self._drag is not None:
            dragged = self._drag.to(*at, keys)
            self.guides, self._turned_deg = dragged.guides, dragged.turned_deg
            self._bench.gesture.to(dragged.transforms)
        elif self.band is not None:
            self._stretch(at)

    def release(self) -> None:
        """End: what was dragged stays, a click does what a click does."""
        click, self._click = self._click, None
        was_dragged = self._drag is not None
        self._let_go()
        if was_dragged:
            self._bench.gesture.end()
        elif click is not None:
            click()

    def cancel(self) -> bool:
        """Put back what is being dragged; say whether anything was."""
        was_dragged, was_band = self._drag is not None, self.band is not None
        self._let_go()
        self._click = None
        if was_dragged:
            self._bench.gesture.cancel()
        if was_band:
            self._bench.studio.selection.select(self._bench.scene, self._before_band)
        return was_dragged or was_band

    def keys_changed(self, keys: Keys) -> None:
        """Another key is held while the mouse rests."""
        if self.is_dragging:
            self.move(self._at, keys)

    def undo_click(self) -> None:
        """The click before was the first half of a double click: choose what it meant."""
        if self._before_click is not None:
            self._bench.studio.selection.select(*self._before_click)
            self._before_click = None

    def hovered(self, at: Point) -> Place | None:
        """Return what a click would choose, if it isn't chosen."""
        found = hits(self._bench.places, *at)
        chosen = {place.key for place in self._bench.chosen}
        if not found or any(place.key in chosen for place in found):
            return None
        return found[0]

    def _add(self, found: list[Place]) -> None:
        """With Shift or Ctrl: one more, or one fewer on release."""
        if not found:
            self._ground()
            return
        selection, top = self._bench.studio.selection, found[0]
        if top.holder != selection.scene:
            beside = next((place for place in found if place.holder == selection.scene), None)
            top = beside or top
        self._press = Press.ITEM
        if selection.has(*top.key):
            self._click = lambda: selection.toggle(*top.key)
        else:
            selection.toggle(*top.key)

    def _choose(self, found: list[Place]) -> None:
        selection = self._bench.studio.selection
        chosen = {place.key for place in found if selection.has(*place.key)}
        if chosen:
            self._press = Press.ITEM
            self._click = lambda: self._go_deeper(found, chosen)
        elif found:
            selection.select(found[0].holder, [found[0].item.id])
            self._press = Press.ITEM
        else:
            self._ground()
            self._click = selection.clear
        if found and not any(place.key in chosen or not place.is_locked for place in found):
            self._ground()  # a locked background is no obstacle to a rubber band

    def _go_deeper(self, found: list[Place], chosen: set[ItemKey]) -> None:
        selection = self._bench.studio.selection
        self._before_click = selection.scene, selection.ids
        if len(selection.ids) > 1:
            chosen = set()
            found = [place for place in found if selection.has(*place.key)]
        to = deeper(found, chosen)
        if to is not None:
            selection.select(to.holder, [to.item.id])

    def _ground(self) -> None:
        self._press = Press.GROUND

    def _begin(self, keys: Keys) -> None:
        """Begin the drag that the press meant."""
        bench = self._bench
        movable = bench.movable
        if self._press is Press.HANDLE and movable and self._handle is not None:
            self._doing, self._drag = self._by_handle(movable, self._handle, keys)
        elif self._press is Press.ITEM and movable:
            self._doing = Doing.MOVE
            self._drag = MoveDrag(movable, self._start, self._snapper(movable))
        elif self._press is Press.GROUND:
            selection = bench.studio.selection
            self._before_band = selection.ids if selection.scene == bench.scene else ()
            self._kept = self._before_band if keys.shift or keys.ctrl else ()
            self.band = Rect(*self._start, *self._start)
        if self._drag is not None:
            bench.gesture.begin()

    def _by_handle(self, movable: list[Place], handle: Handle, keys: Keys) -> tuple[Doing, Drag]:
        one, start = movable[0], self._start
        if len(movable) > 1:
            if handle is Handle.TURN:
                return Doing.TURN, ManyTurnDrag(movable, start)
            return Doing.SCALE, ManyScaleDrag(movable, handle, start, self._snapper(movable))
        if handle is Handle.TURN:
            return Doing.TURN, TurnDrag(one, start)
        if keys.alt and not keys.ctrl:
            return Doing.CROP, CropDrag(one, handle, start)
        return Doing.SCALE, ScaleDrag(one, handle, start, self._snapper(movable))

    def _snapper(self, moving: list[Place]) -> Snapper:
        """Return the lines of what doesn't move along."""
        bench = self._bench
        keys = {place.key for place in moving}
        groups = {place.item.source for place in moving}
        around = {place.holder for place in moving}
        others = [
            place.bounds
            for place in bench.places
            if place.is_shown
            and place.key not in keys
            and place.holder not in groups
            and place.item.source not in around
        ]
        return Snapper.around(bench.canvas, others, self._reach)

    def _stretch(self, at: Point) -> None:
        (x, y), (start_x, start_y) = at, self._start
        self.band = Rect(min(x, start_x), min(y, start_y), max(x, start_x), max(y, start_y))
        scene = self._bench.scene
        inside = [place.item.id for place in touched(self._bench.places, scene, self.band)]
        self._bench.studio.selection.select(scene, (*self._kept, *inside))

    def _let_go(self) -> None:
        self._press, self._handle, self._drag = Press.NOTHING, None, None
        self.guides, self.band = (), None
