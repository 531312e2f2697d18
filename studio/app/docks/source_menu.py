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

if TYPE_CHECKING:
    from studio.app.docks.sources import Sources


def source_menu(sources: "Sources", studio: Studio) -> QMenu:
    """Return the menu for what is chosen now."""
    menu = QMenu(sources)
    collection, chosen = studio.mirror.collection, sources.chosen
    items = [each for key in chosen if (each := item_by_key(collection, key))] if collection else []

    def add(sign: str, words: str, keys: str, then: Callable[[], object], is_on: bool) -> None:
        action = menu.addAction(icon(sign), f"{words}\t{keys}" if keys else words)
        action.triggered.connect(lambda: then())
        action.setEnabled(is_on)

    add("plus", tr("Add source…"), "", sources.open_gallery, True)
    add("clipboard", tr("Paste"), "Ctrl+V", sources.paste, True)
    if collection is None or not items:
        return menu
    is_one, first = len(items) == 1, items[0]
    is_input = collection.input(first.source) is not None
    has_group = any(collection.group(item.source) for item in items)
    menu.addSeparator()
    name = first.source
    add("settings-2", tr("Properties"), "Enter", lambda: sources.open(chosen[0]), is_one)
    add("wand-sparkles", tr("Filters"), "", lambda: open_filters(studio, name), is_one and is_input)
    add("ruler", tr("Place and size"), "", lambda: open_item_numbers(studio, *chosen[0]), is_one)
    menu.addSeparator()
    is_shown = all(item.visible for item in items)
    add(
        "eye-off" if is_shown else "eye",
        tr("Hide") if is_shown else tr("Show"),
        tr("Space"),
        lambda: sources.do(
            [
                do.SetSceneItemEnabled(scene=key[0], item_id=key[1], visible=not is_shown)
                for key in chosen
            ]
        ),
        True,
    )
    is_locked = all(item.locked for item in items)
    add(
        "lock-open" if is_locked else "lock",
        tr("Unlock") if is_locked else tr("Lock"),
        "Ctrl+L",
        lambda: sources.do(
            [
                do.SetSceneItemLocked(scene=key[0], item_id=key[1], locked=not is_locked)
                for key in chosen
            ]
        ),
        True,
    )
    menu.addSeparator()
    add("pencil", tr("Rename"), "F2", sources.tree.rename, is_one)
    add("copy", tr("Duplicate"), "Ctrl+D", sources.duplicate, True)
    add(
        "copy-plus",
        tr("Duplicate with settings of its own"),
        "",
        lambda: sources.duplicate(is_own=True),
        is_input,
    )
    add("group", tr("Group"), "", sources.group, True)
    add("ungroup", tr("Ungroup"), "", sources.ungroup, has_group)
    add("arrow-up", tr("Move up"), "Alt+Up", lambda: sources.step(1), True)
    add("arrow-down", tr("Move down"), "Alt+Down", lambda: sources.step(-1), True)
    menu.addSeparator()
    add("trash-2", tr("Remove"), "Del", sources.remove, True)
    return menu
