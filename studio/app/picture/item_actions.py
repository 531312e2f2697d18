"""What can be done with the chosen items, by menu and by keys alike; each is one step of undo."""

import json
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from studio.app.link.engine_link import Reply
from studio.app.panels.opening import open_filters, open_item_numbers, open_properties
from studio.app.picture.workbench import Workbench
from studio.app.words import tr
from studio.model.edits import (
    DuplicateSceneItem,
    Edit,
    EditTogether,
    GroupSceneItems,
    RemoveSceneItem,
    SetSceneItemBlendMode,
    SetSceneItemEnabled,
    SetSceneItemIndex,
    SetSceneItemLocked,
    SetSceneItemOpacity,
    UngroupSceneItems,
)
from studio.model.graph import items_of
from studio.model.scene import Blend, SceneItem
from studio.model.transform import Transform

TRANSFORM_KEY = "rocket_studio_transform"
MOST_CHARACTERS = 10_000


class ItemActions:
    """Acts on the chosen items.

    Args:
        bench: The scene that is edited.
    """

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._studio = bench.studio

    @property
    def scene(self) -> str:
        """The scene or group that holds the chosen items."""
        return self._studio.selection.scene

    @property
    def items(self) -> tuple[SceneItem, ...]:
        """The chosen items, bottom first."""
        return self._studio.selection.items

    @property
    def group(self) -> SceneItem | None:
        """The one chosen item, if it is a group."""
        only, collection = self._studio.selection.only, self._bench.collection
        return only if only and collection and collection.group(only.source) else None

    def remove(self) -> None:
        """Take them away."""
        self._each(lambda item: RemoveSceneItem(scene=self.scene, item_id=item.id))

    def duplicate(self) -> None:
        """Put copies on top, and choose those."""
        self._choose_new(
            [DuplicateSceneItem(scene=self.scene, item_id=item.id) for item in self.items]
        )

    def put_into_group(self) -> None:
        """Make a group of them, and choose it."""
        ids = tuple(item.id for item in self.items)
        if ids:
            edit = GroupSceneItems(scene=self.scene, item_ids=ids, group=self._free_name())
            self._choose_new([edit])

    def dissolve_group(self) -> None:
        """Put a group's items back into what holds it, and choose those."""
        if self.group:
            self._choose_new([UngroupSceneItems(scene=self.scene, item_id=self.group.id)])

    def raise_one(self) -> None:
        """Move them up by one."""
        self._reorder(lambda order, at: at + 1)

    def lower_one(self) -> None:
        """Move them down by one."""
        self._reorder(lambda order, at: at - 1)

    def raise_to_top(self) -> None:
        """Move them above all others."""
        self._reorder(lambda order, at: len(order))

    def lower_to_bottom(self) -> None:
        """Move them below all others."""
        self._reorder(lambda order, at: -1)

    def set_blend(self, blend: Blend) -> None:
        """Mix them otherwise with what is below."""
        self._each(
            lambda item: SetSceneItemBlendMode(scene=self.scene, item_id=item.id, blend=blend)
        )

    def set_opacity(self, opacity: float) -> None:
        """Let more or less of what is below through."""
        self._each(
            lambda item: SetSceneItemOpacity(scene=self.scene, item_id=item.id, opacity=opacity)
        )

    def set_locked(self, locked: bool) -> None:
        """Lock or unlock them."""
        self._each(
            lambda item: SetSceneItemLocked(scene=self.scene, item_id=item.id, locked=locked)
        )

    def set_visible(self, visible: bool) -> None:
        """Show or hide them."""
        self._each(
            lambda item: SetSceneItemEnabled(scene=self.scene, item_id=item.id, visible=visible)
        )

    def copy_transform(self) -> None:
        """Keep the transform of the one chosen item for others."""
        only = self._studio.selection.only
        if only:
            # As text: Qt's own kinds of data crash PySide6 6.12 when the app ends.
            text = json.dumps({TRANSFORM_KEY: only.transform.model_dump(mode="json")})
            QGuiApplication.clipboard().setText(text)

    @property
    def kept_transform(self) -> Transform | None:
        """The transform that was copied last, if that was the last thing copied."""
        text = QGuiApplication.clipboard().text()
        if TRANSFORM_KEY not in text or len(text) > MOST_CHARACTERS:
            return None
        try:
            return Transform.model_validate(json.loads(text)[TRANSFORM_KEY])
        except (ValueError, TypeError, KeyError, RecursionError):  # of another program
            return None

    def paste_transform(self) -> None:
        """Give them the transform that was copied."""
        kept = self.kept_transform
        if kept:
            self._bench.transform({place.key: kept for place in self._bench.movable})

    def open_properties(self) -> None:
        """Show the settings of the one chosen item, or its numbers if it has none."""
        only = self._studio.selection.only
        if only and not open_properties(self._studio, only.source):
            open_item_numbers(self._studio, self.scene, only.id)

    def open_filters(self) -> None:
        """Show the filters of the one chosen item."""
        only = self._studio.selection.only
        if only:
            open_filters(self._studio, only.source)

    def open_numbers(self) -> None:
        """Show the numbers of the one chosen item."""
        only = self._studio.selection.only
        if only:
            open_item_numbers(self._studio, self.scene, only.id)

    def _each(self, edit: Callable[[SceneItem], Edit]) -> None:
        self._bench.do_together([edit(item) for item in self.items])

    def _reorder(self, target: Callable[[list[int], int], int]) -> None:
        """Move the chosen ones, none past another of them, and say where each comes."""
        collection = self._bench.collection
        if collection is None:
            return
        order = [item.id for item in items_of(collection, self.scene)]
        chosen = [item.id for item in self.items]
        is_up = target(order, 0) > 0
        edits: list[Edit] = []
        fixed = len(order) if is_up else -1
        for item_id in reversed(chosen) if is_up else chosen:
            at = order.index(item_id)
            fixed = fixed - 1 if is_up else fixed + 1
            to = min(target(order, at), fixed) if is_up else max(target(order, at), fixed)
            if to != at:
                order.insert(to, order.pop(at))
                edits.append(SetSceneItemIndex(scene=self.scene, item_id=item_id, index=to))
            fixed = to
        self._bench.do_together(edits)

    def _choose_new(self, edits: list[Edit]) -> None:
        """Do edits that make items, and choose what they made."""
        if not edits:
            return
        scene, before = self.scene, self._ids(self.scene)

        def choose(reply: Reply) -> None:
            if not reply.ok:
                self._studio.say("warning", reply.reason)
            elif made := self._ids(scene) - before:
                self._studio.selection.select(scene, sorted(made))

        edit = edits[0] if len(edits) == 1 else EditTogether.of(edits)
        self._studio.link.do(edit, choose)

    def _ids(self, scene: str) -> set[int]:
        collection = self._bench.collection
        return {item.id for item in items_of(collection, scene)} if collection else set()

    def _free_name(self) -> str:
        collection = self._bench.collection
        assert collection is not None
        parts = (*collection.inputs, *collection.scenes, *collection.groups)
        taken = {part.name for part in parts}
        number = 1
        while (name := tr("Group {number}", number=number)) in taken:
            number += 1
        return name
