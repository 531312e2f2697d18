"""The menu of the chosen items, as it is in the picture and in the list of sources."""

from collections.abc import Callable
from functools import partial
from typing import get_args

from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.picture import arranging
from studio.app.picture.arranging import Arranging
from studio.app.picture.item_actions import ItemActions
from studio.app.picture.keys import KEYS
from studio.app.picture.workbench import Workbench
from studio.app.words import later, tr
from studio.model.scene import Blend

BLENDS: dict[Blend, str] = {
    "normal": later("Normal"),
    "additive": later("Additive"),
    "subtract": later("Subtract"),
    "screen": later("Screen"),
    "multiply": later("Multiply"),
    "lighten": later("Lighten"),
    "darken": later("Darken"),
}
assert set(BLENDS) == set(get_args(Blend))
OPACITIES = (1.0, 0.75, 0.5, 0.25)
ARRANGED: tuple[tuple[str, Arranging, str] | None, ...] = (
    (later("Fit to screen"), arranging.fitted, "fit"),
    (later("Stretch to screen"), arranging.stretched, "stretch"),
    (later("Cover the screen"), arranging.covering, ""),
    None,
    (later("Centre"), arranging.centered, "center"),
    (later("Centre horizontally"), arranging.centered_across, ""),
    (later("Centre vertically"), arranging.centered_down, ""),
    None,
    (later("Rotate 90° right"), arranging.turned_right, ""),
    (later("Rotate 90° left"), arranging.turned_left, ""),
    (later("Flip horizontally"), arranging.flipped_across, ""),
    (later("Flip vertically"), arranging.flipped_down, ""),
    None,
    (later("Reset transform"), arranging.reset, "reset"),
)


class ItemMenu(QMenu):
    """What can be done with the chosen items.

    Args:
        bench: The scene that is edited.
        actions: Does it.
    """

    def __init__(self, bench: Workbench, actions: ItemActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._actions = actions
        items = actions.items
        self._put(self, tr("Properties"), actions.open_properties, "properties")
        self._put(self, tr("Filters"), actions.open_filters)
        self.addSeparator()
        self._add_transform()
        self._add_order()
        self._add_blend()
        self._add_opacity()
        self.addSeparator()
        locked = all(item.locked for item in items)
        shown = all(item.visible for item in items)
        self._put(self, tr("Unlock") if locked else tr("Lock"), self._lock(locked), "lock")
        self._put(self, tr("Hide") if shown else tr("Show"), self._show(shown))
        self._put(self, tr("Duplicate"), actions.duplicate, "duplicate")
        self._put(self, tr("Group"), actions.put_into_group, "group")
        if actions.group:
            self._put(self, tr("Ungroup"), actions.dissolve_group, "ungroup")
        self.addSeparator()
        self._put(self, tr("Remove"), actions.remove, "remove")

    def _add_transform(self) -> None:
        menu = self.addMenu(tr("Transform"))
        self._put(menu, tr("Place and size…"), self._actions.open_numbers, "numbers")
        menu.addSeparator()
        for each in ARRANGED:
            if each is None:
                menu.addSeparator()
            else:
                title, how, key = each
                self._put(menu, tr(title), partial(self._bench.arrange, how), key)
        self._put(menu, tr("Copy transform"), self._actions.copy_transform, "copy")
        self._put(menu, tr("Paste transform"), self._actions.paste_transform, "paste")
        menu.actions()[-1].setEnabled(self._actions.kept_transform is not None)
        menu.setEnabled(bool(self._bench.movable))

    def _add_order(self) -> None:
        menu = self.addMenu(tr("Order"))
        self._put(menu, tr("Move up"), self._actions.raise_one, "raise")
        self._put(menu, tr("Move down"), self._actions.lower_one, "lower")
        self._put(menu, tr("Move to top"), self._actions.raise_to_top, "top")
        self._put(menu, tr("Move to bottom"), self._actions.lower_to_bottom, "bottom")

    def _add_blend(self) -> None:
        now = {item.blend for item in self._actions.items}
        self._choice(
            tr("Blend mode"),
            [(tr(title), now == {blend}, partial(self._actions.set_blend, blend))
             for blend, title in BLENDS.items()],
        )  # fmt: skip

    def _add_opacity(self) -> None:
        now = {item.opacity for item in self._actions.items}
        self._choice(
            tr("Opacity"),
            [(f"{opacity:.0%}", now == {opacity}, partial(self._actions.set_opacity, opacity))
             for opacity in OPACITIES],
        )  # fmt: skip

    def _choice(self, title: str, choices: list[tuple[str, bool, Callable[[], object]]]) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for text, is_on, do in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(is_on)
            action.triggered.connect(lambda _=False, do=do: do())
            group.addAction(action)

    def _lock(self, locked: bool) -> Callable[[], object]:
        return partial(self._actions.set_locked, not locked)

    def _show(self, shown: bool) -> Callable[[], object]:
        return partial(self._actions.set_visible, not shown)

    @staticmethod
    def _put(menu: QMenu, title: str, do: Callable[[], object], key: str = "") -> None:
        action = menu.addAction(title)
        if key:  # shown only: the picture takes its keys itself
            action.setShortcut(QKeySequence(KEYS[key]))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: do())
