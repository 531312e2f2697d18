"""Layouts of the docks by name: kept in the settings, applied at once, reset to the default."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from studio.app.shell.stage import Stage

if TYPE_CHECKING:
    from studio.app.settings.store import AppSettings

VERSION = 1
LAST = ""
"""The unnamed layout: how the docks stood when the window was closed."""
MOST = 30
LONGEST = 60


class Layouts:
    """The layouts of a stage.

    Args:
        stage: Where the docks are.
        settings: Where the layouts are kept.
    """

    def __init__(self, stage: Stage, settings: "AppSettings") -> None:
        self._stage = stage
        self._settings = settings

    @property
    def names(self) -> list[str]:
        """The named ones, as they are sorted in menus."""
        return sorted(name for name in self._settings.now.layouts if name != LAST)

    def save(self, name: str) -> str:
        """Keep how the docks stand under a name; return why not, or nothing."""
        name = name.strip()[:LONGEST]
        layouts = dict(self._settings.now.layouts)
        if name not in layouts and len(layouts) >= MOST:
            return "full"
        state = self._stage.saveState(VERSION)
        layouts[name] = bytes(state.toBase64().data()).decode("ascii")
        self._settings.change(layouts=layouts, layout=name)
        return ""

    def apply(self, name: str) -> bool:
        """Have the docks stand as they were kept; a layout that can't be read changes nothing."""
        kept = self._settings.now.layouts.get(name, "")
        was_read = bool(kept) and self._stage.restore(
            QByteArray.fromBase64(kept.encode("ascii", "replace")), VERSION
        )
        if was_read and name != LAST:
            self._settings.change(layout=name)
        return was_read

    def remove(self, name: str) -> None:
        """Forget one."""
        layouts = {key: kept for key, kept in self._settings.now.layouts.items() if key != name}
        current = self._settings.now.layout
        self._settings.change(layouts=layouts, layout="" if current == name else current)

    def reset(self) -> None:
        """Have the docks stand as at the first start."""
        self._stage.reset()
        self._settings.change(layout="")

    def keep_last(self) -> None:
        """Keep how the docks stand now, for the next start."""
        current = self._settings.now.layout
        self.save(LAST)
        self._settings.change(layout=current)
