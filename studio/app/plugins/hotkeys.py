"""The hotkeys of plugins: bound while a plugin is on and may hear them, changed as all others."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from studio.app.plugins.plugin_words import spoken
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.plugin_commands import PressHotkey
from studio.model.plugin_panel import Hotkey
from studio.model.plugin_state import Plugin


class PluginHotkeys(QObject):
    """See the module.

    Args:
        studio: Whose.
        widget: In whose window they are pressed, and with which they go.
    """

    def __init__(self, studio: Studio, widget: QWidget) -> None:
        super().__init__(widget)
        self._studio = studio
        self._widget = widget
        self._bound: dict[str, tuple[Hotkey, QShortcut]] = {}
        studio.plugins.listed.connect(self._draw)
        studio.plugins.changed.connect(self._follow)
        self._draw()

    def _follow(self, _plugin: str) -> None:
        self._draw()

    def _draw(self) -> None:
        wanted = {
            f"plugin.{plugin.id}.{hotkey.id}": (plugin, hotkey)
            for plugin in self._studio.plugins.plugins.values()
            if plugin.is_enabled and "hotkeys" in plugin.granted
            for hotkey in plugin.hotkeys
        }
        shortcuts = self._studio.shortcuts
        for id, (hotkey, shortcut) in list(self._bound.items()):
            if id not in wanted or wanted[id][1] != hotkey:
                del self._bound[id]
                shortcuts.actions.pop(id, None)
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        for id, (plugin, hotkey) in wanted.items():
            if id not in self._bound:
                self._bound[id] = hotkey, self._bind(id, plugin, hotkey)

    def _bind(self, id: str, plugin: Plugin, hotkey: Hotkey) -> QShortcut:
        studio = self._studio
        title = tr("{plugin}: {action}", plugin=spoken(plugin.name), action=spoken(hotkey.title))
        command = PressHotkey(plugin=plugin.id, hotkey=hotkey.id)
        key = hotkey.keys if studio.shortcuts.who_has(hotkey.keys) is None else ""
        return studio.shortcuts.bind(
            id, title, key, self._widget, lambda: studio.plugins.do(command)
        )
