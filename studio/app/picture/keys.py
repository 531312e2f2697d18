"""The picture by keyboard: everything that the mouse does, and what each key is called.

Arrows move, with Ctrl they resize and with Alt they turn; Shift takes larger steps.  Moves
in a row are one gesture, so that one undo takes them back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

from studio.app.picture import arranging
from studio.app.picture.drags import moved, turned_to
from studio.app.picture.item_actions import ItemActions
from studio.app.picture.readout import Doing, Readout
from studio.app.picture.workbench import Workbench
from studio.app.widgets.arrows import ARROWS
from studio.model.layout import ItemKey, Place
from studio.model.transform import Transform

STEP_PX, LARGE_STEP_PX = 1, 10
STEP_DEG, LARGE_STEP_DEG = 1, 15
GESTURE_MS = 700
"""After so long without a key the next move is a step of its own."""

KEYS: dict[str, str] = {
    "remove": "Del",
    "duplicate": "Ctrl+D",
    "group": "Ctrl+G",
    "ungroup": "Ctrl+Shift+G",
    "raise": "PgUp",
    "lower": "PgDown",
    "top": "Ctrl+PgUp",
    "bottom": "Ctrl+PgDown",
    "properties": "Return",
    "numbers": "Alt+Return",
    "copy": "Ctrl+Shift+C",
    "paste": "Ctrl+Shift+V",
    "fit": "Ctrl+F",
    "stretch": "Ctrl+Shift+F",
    "center": "Ctrl+E",
    "reset": "Ctrl+R",
    "lock": "Ctrl+L",
    "all": "Ctrl+A",
}


@dataclass(frozen=True, slots=True)
class _Step:
    x: int
    y: int
    is_large: bool


class ItemKeys(QObject):
    """Acts on keys; says whether one was its own.

    Args:
        bench: The scene that is edited.
        actions: What menus do too.
    """

    def __init__(
        self, bench: Workbench, actions: ItemActions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._actions = actions
        self._ends = QTimer(self, singleShot=True, interval=GESTURE_MS)
        self._ends.timeout.connect(bench.gesture.end)
        self._last = Doing.MOVE
        bench.studio.selection.changed.connect(self._end)
        self._doing: dict[str, Callable[[], object]] = {
            "remove": actions.remove,
            "duplicate": actions.duplicate,
            "group": actions.put_into_group,
            "ungroup": actions.dissolve_group,
            "raise": actions.raise_one,
            "lower": actions.lower_one,
            "top": actions.raise_to_top,
            "bottom": actions.lower_to_bottom,
            "properties": actions.open_properties,
            "numbers": actions.open_numbers,
            "copy": actions.copy_transform,
            "paste": actions.paste_transform,
            "fit": lambda: bench.arrange(arranging.fitted),
            "stretch": lambda: bench.arrange(arranging.stretched),
            "center": lambda: bench.arrange(arranging.centered),
            "reset": lambda: bench.arrange(arranging.reset),
            "lock": lambda: actions.set_locked(not all(item.locked for item in actions.items)),
            "all": self._choose_all,
        }

    @property
    def readout(self) -> Readout | None:
        """The numbers of what the arrows change just now."""
        bench = self._bench
        return Readout.of(bench.movable, self._last, bench.canvas) if self._is_moving else None

    @property
    def _is_moving(self) -> bool:
        return self._ends.isActive() and self._bench.gesture.is_active

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; say whether it means anything."""
        if Qt.Key(event.key()) in ARROWS:
            return self._arrow(event)
        name = _meaning(event)
        return self._do(name) if name else False

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for the chosen items, whatever the window does with it."""
        is_ours = Qt.Key(event.key()) in ARROWS or _meaning(event) is not None
        return is_ours and bool(self._bench.studio.selection.ids)

    def walk(self, step: int) -> bool:
        """Choose the next item or the one before, uppermost first; False at the end."""
        order = list(reversed(self._bench.places))
        if not order:
            return False
        selection = self._bench.studio.selection
        at = next((i for i, place in enumerate(order) if selection.has(*place.key)), None)
        to = (0 if step > 0 else len(order) - 1) if at is None else at + step
        if not 0 <= to < len(order):
            return False
        selection.select(order[to].holder, [order[to].item.id])
        return True

    def _do(self, name: str) -> bool:
        self._end()
        self._doing[name]()
        return True

    def _choose_all(self) -> None:
        scene = self._bench.scene
        ids = [p.item.id for p in self._bench.places if p.holder == scene and not p.is_locked]
        self._bench.studio.selection.select(scene, ids)

    def _arrow(self, event: QKeyEvent) -> bool:
        x, y = ARROWS[Qt.Key(event.key())]
        held = event.modifiers()
        step = _Step(x, y, bool(held & Qt.KeyboardModifier.ShiftModifier))
        movable = self._bench.movable
        if not movable:
            return False
        if held & Qt.KeyboardModifier.ControlModifier:
            self._last = Doing.SCALE
            self._change({place.key: _resized(place, step) for place in movable})
        elif held & Qt.KeyboardModifier.AltModifier:
            self._last = Doing.TURN
            self._change({place.key: _turned(place, step) for place in movable})
        else:
            px = LARGE_STEP_PX if step.is_large else STEP_PX
            self._last = Doing.MOVE
            self._change(moved(movable, x * px, y * px))
        return True

    def _change(self, transforms: dict[ItemKey, Transform]) -> None:
        gesture = self._bench.gesture
        if not gesture.is_active:
            gesture.begin()
        gesture.to(transforms)
        self._ends.start()

    def _end(self) -> None:
        """A gesture of the keyboard is over; one of the mouse is none of ours."""
        if self._ends.isActive():
            self._ends.stop()
            self._bench.gesture.end()


def _meaning(event: QKeyEvent) -> str | None:
    """Return the name in KEYS of what a key does."""
    if event.key() == Qt.Key.Key_Backspace:
        return "remove"
    if event.key() == Qt.Key.Key_Enter:
        return "properties"
    pressed = QKeySequence(event.keyCombination())
    return next((name for name, keys in KEYS.items() if QKeySequence(keys) == pressed), None)


def _resized(place: Place, step: _Step) -> Transform:
    px = LARGE_STEP_PX if step.is_large else STEP_PX
    width, height = place.box_size
    return arranging.sized_to(
        place, max(1, round(width) + step.x * px), max(1, round(height) + step.y * px)
    )


def _turned(place: Place, step: _Step) -> Transform:
    by = LARGE_STEP_DEG if step.is_large else STEP_DEG
    return turned_to(place, place.item.transform.rotation_deg + (step.x + step.y) * by)
