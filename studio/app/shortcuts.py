"""Which keys do what: each action is named once, has a default, and may be given another key.

studio.shortcuts.bind("go_live", tr("Go live"), "Ctrl+Shift+L", window, go_live)
studio.shortcuts.key("go_live")           # for tooltips and menus
studio.shortcuts.set_key("go_live", "F9")
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from studio.app.settings.store import AppSettings


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does.

    Attributes:
        title: What it does, in the anchor's language.
        default: Its key, as ``QKeySequence`` reads it; empty is none.
    """

    id: str
    title: str
    default: str


class Shortcuts(QObject):
    """See the module.

    Attributes:
        actions: All that were bound, by id.
    """

    changed = Signal()

    def __init__(self, settings: AppSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions: dict[str, Action] = {}
        self._settings = settings
        self._bound: dict[str, list[QShortcut]] = {}
        settings.changed.connect(self._follow)

    def bind(
        self, id: str, title: str, default: str, widget: QWidget, then: Callable[[], object]
    ) -> QShortcut:
        """Have a key of a window do something; widgets that go take their keys along."""
        self.actions[id] = Action(id, title, default)
        shortcut = QShortcut(QKeySequence(self.key(id)), widget)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(then)
        bound = self._bound.setdefault(id, [])
        bound.append(shortcut)
        shortcut.destroyed.connect(lambda: bound.remove(shortcut))
        return shortcut

    def key(self, id: str) -> str:
        """Return the key of an action, empty if it has none."""
        action = self.actions.get(id)
        default = action.default if action is not None else ""
        return self._settings.now.shortcuts.get(id, default)

    def trigger(self, id: str) -> None:
        """Do what an action's key does, for a menu."""
        if self._bound.get(id):
            self._bound[id][-1].activated.emit()

    def who_has(self, key: str) -> Action | None:
        """Return the action that a key belongs to."""
        wanted = QKeySequence(key)
        matching = (
            each for each in self.actions.values() if QKeySequence(self.key(each.id)) == wanted
        )
        return next(matching, None) if key else None

    def set_key(self, id: str, key: str) -> None:
        """Give an action a key, or none; whoever had it has none then."""
        keys = dict(self._settings.now.shortcuts)
        holder = self.who_has(key)
        if holder is not None and holder.id != id:
            keys[holder.id] = ""
        keys[id] = key
        if key == self.actions[id].default:
            del keys[id]
        self._settings.change(shortcuts=keys)

    def _follow(self) -> None:
        for id, shortcuts in self._bound.items():
            for shortcut in shortcuts:
                shortcut.setKey(QKeySequence(self.key(id)))
        self.changed.emit()
