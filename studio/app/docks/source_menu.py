"""The menu of the chosen sources: everything that mouse and keys do, in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from studio.app.docks.source_edits import item_by_key
from studio.app.panels.opening import open_filters, open_item_numbers
from studio.app.studio import Studio
from studio.app.theme import icon
from studio.app.words import tr
from studio.model import edits as do
from studio.model.scene import Collection, SceneItem

if TYPE_CHECKING:
    from studio.app.docks.sources import Sources


class SourceMenu(QMenu):
    """The menu for what is chosen now.

    Args:
        sources: The dock.
        studio: Whose.
    """

    def __init__(self, sources: "Sources", studio: Studio) -> None:
        super().__init__(sources)
        self._sources, self._studio = sources, studio
        collection = studio.mirror.collection
        self._keys = sources.chosen
        self._add("plus", tr("Add source…"), "", sources.open_gallery)
        self._add("clipboard", tr("Paste"), "Ctrl+V", sources.paste)
        items = [
            each for key in self._keys if collection and (each := item_by_key(collection, key))
        ]
        if collection is not None and items:
            self._add_what_it_is(collection, items)
            self._add_how_it_shows(items)
            self._add_what_is_done(collection, items)

    def _add(
        self, sign: str, words: str, keys: str, then: Callable[[], object], is_on: bool = True
    ) -> None:
        action = self.addAction(icon(sign), f"{words}\t{keys}" if keys else words)
        action.triggered.connect(lambda: then())
        action.setEnabled(is_on)

    def _add_what_it_is(self, collection: Collection, items: list[SceneItem]) -> None:
        self.addSeparator()
        studio, key, name = self._studio, self._keys[0], items[0].source
        is_one = len(items) == 1
        is_input = is_one and collection.input(name) is not None
        self._add(
            "settings-2", tr("Properties"), tr("Enter"), lambda: self._sources.open(key), is_one
        )
        filters = tr("Filters")
        self._add("wand-sparkles", filters, "", lambda: open_filters(studio, name), is_input)
        place = tr("Place and size")
        self._add("ruler", place, "", lambda: open_item_numbers(studio, *key), is_one)

    def _add_how_it_shows(self, items: list[SceneItem]) -> None:
        self.addSeparator()
        is_shown = all(item.visible for item in items)
        is_locked = all(item.locked for item in items)
        self._add(
            "eye-off" if is_shown else "eye",
            tr("Hide") if is_shown else tr("Show"),
            tr("Space"),
            lambda: self._sources.do(
                [
                    do.SetSceneItemEnabled(scene=scene, item_id=number, visible=not is_shown)
                    for scene, number in self._keys
                ]
            ),
        )
        self._add(
            "lock-open" if is_locked else "lock",
            tr("Unlock") if is_locked else tr("Lock"),
            "Ctrl+L",
            lambda: self._sources.do(
                [
                    do.SetSceneItemLocked(scene=scene, item_id=number, locked=not is_locked)
                    for scene, number in self._keys
                ]
            ),
        )

    def _add_what_is_done(self, collection: Collection, items: list[SceneItem]) -> None:
        self.addSeparator()
        sources = self._sources
        is_input = any(collection.input(item.source) for item in items)
        has_group = any(collection.group(item.source) for item in items)
        own = tr("Duplicate with settings of its own")
        self._add("pencil", tr("Rename"), "F2", sources.tree.rename, len(items) == 1)
        self._add("copy", tr("Duplicate"), "Ctrl+D", sources.duplicate)
        self._add("copy-plus", own, "", lambda: sources.duplicate(is_own=True), is_input)
        self._add("group", tr("Group"), "Ctrl+G", sources.group)
        self._add("ungroup", tr("Ungroup"), "Ctrl+Shift+G", sources.ungroup, has_group)
        self._add("arrow-up", tr("Move up"), "Alt+Up", lambda: sources.step(1))
        self._add("arrow-down", tr("Move down"), "Alt+Down", lambda: sources.step(-1))
        self.addSeparator()
        self._add("trash-2", tr("Remove"), "Del", sources.remove)
