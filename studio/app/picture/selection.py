"""Which items are chosen: one value for the picture, the list of sources and the panels.

All chosen items belong to one scene or group, since commands name it; what the engine has
removed is chosen no longer::

    studio.selection.select("Main", [3, 4])
    studio.selection.changed.connect(...)
    for item in studio.selection.items: ...
"""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from studio.model.graph import items_of
from studio.model.scene import Collection, SceneItem


class HasCollection(Protocol):
    """What a selection needs of the mirror."""

    collection_changed: SignalInstance

    @property
    def collection(self) -> Collection | None:
        """As the engine has it now."""


class Selection(QObject):
    """See the module.

    Args:
        mirror: Says which items there are.
    """

    changed = Signal()

    def __init__(self, mirror: HasCollection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._scene = ""
        self._ids: tuple[int, ...] = ()
        mirror.collection_changed.connect(self._forget_removed)

    @property
    def scene(self) -> str:
        """Name of the scene or group that holds the items."""
        return self._scene

    @property
    def ids(self) -> tuple[int, ...]:
        """The items' numbers, in the order in which they were chosen."""
        return self._ids

    @property
    def items(self) -> tuple[SceneItem, ...]:
        """The items as they are now, bottom first."""
        collection = self._mirror.collection
        if collection is None:
            return ()
        return tuple(item for item in items_of(collection, self._scene) if item.id in self._ids)

    @property
    def only(self) -> SceneItem | None:
        """The item, if just one is chosen."""
        items = self.items
        return items[0] if len(items) == 1 else None

    def has(self, scene: str, item_id: int) -> bool:
        """Tell whether an item is chosen."""
        return scene == self._scene and item_id in self._ids

    def select(self, scene: str, ids: Iterable[int]) -> None:
        """Choose these and nothing else."""
        chosen = tuple(dict.fromkeys(ids))
        if (scene, chosen) != (self._scene, self._ids):
            self._scene, self._ids = scene, chosen
            self.changed.emit()

    def toggle(self, scene: str, item_id: int) -> None:
        """Choose one more item or one fewer; one of another scene or group alone."""
        if scene != self._scene:
            self.select(scene, [item_id])
        elif item_id in self._ids:
            self.select(scene, (each for each in self._ids if each != item_id))
        else:
            self.select(scene, (*self._ids, item_id))

    def clear(self) -> None:
        """Choose nothing."""
        self.select(self._scene, ())

    def _forget_removed(self) -> None:
        if self._mirror.collection is None:
            return  # the engine is being started again, and has them then
        there = {item.id for item in self.items}
        self.select(self._scene, (each for each in self._ids if each in there))
