"""Opens the panels that slide over the right column.

Each is loaded when it is opened first: the window's first picture needs none of them.

Example::

    open_properties(studio, "Camera")
"""

from PySide6.QtWidgets import QWidget

from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.kinds import INPUT_KINDS


def open_properties(studio: Studio, name: str) -> bool:
    """Show an input's properties; say whether it has some."""
    collection = studio.mirror.collection
    shown = collection.input(name) if collection else None
    if shown is None or shown.kind not in INPUT_KINDS:
        return False

    def make() -> QWidget:
        from studio.app.panels.properties import Properties

        return Properties(studio, name)

    studio.panel_wanted.emit(tr("Properties of {name}", name=name), make)
    return True


def open_filters(studio: Studio, name: str) -> bool:
    """Show an input's filters; say whether there is one of that name."""
    collection = studio.mirror.collection
    if collection is None or collection.input(name) is None:
        return False

    def make() -> QWidget:
        from studio.app.panels.filters import Filters

        return Filters(studio, name)

    studio.panel_wanted.emit(tr("Filters of {name}", name=name), make)
    return True


def open_item_numbers(studio: Studio, scene: str, item_id: int) -> None:
    """Show the numbers of an item's place."""

    def make() -> QWidget:
        from studio.app.panels.item_numbers import ItemNumbers

        return ItemNumbers(studio, scene, item_id)

    studio.panel_wanted.emit(tr("Place and size"), make)
