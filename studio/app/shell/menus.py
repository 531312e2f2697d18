"""The menus: few, with their keys shown; what can be undone is named.

The keys themselves belong to ``Shortcuts``, where they can be changed; a menu only shows
them, so that no key has two owners.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from studio.app.shell.undo_words import redo_text, undo_text
from studio.app.words import tr
from studio.model.commands import Redo, Undo

if TYPE_CHECKING:
    from studio.app.window import MainWindow


class Menus(QObject):
    """The menu bar of a window.

    Args:
        window: What the menus are of.

    Attributes:
        bar: The menu bar.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._studio = window.studio
        self.bar = QMenuBar()
        self.bar.setAccessibleName(tr("Menus"))
        for title, fill in (
            (tr("&File"), self._fill_file),
            (tr("&Edit"), self._fill_edit),
            (tr("&View"), self._fill_view),
            (tr("&Help"), self._fill_help),
        ):
            self._add(self.bar, title, fill)

    def _add(self, where: QMenuBar | QMenu, title: str, fill: Callable[[QMenu], None]) -> QMenu:
        """Add a menu that is filled each time it is opened: it shows what is, not what was."""
        menu = QMenu(title, where)
        menu.setToolTipsVisible(True)
        where.addMenu(menu)
        fill(menu)

        def refill() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(refill)
        return menu

    def _act(
        self, menu: QMenu, title: str, do: Callable[[], object], shortcut: str = ""
    ) -> QAction:
        key = QKeySequence(self._studio.shortcuts.key(shortcut)) if shortcut else QKeySequence()
        keys = key.toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{title}\t{keys}" if keys else title)
        action.triggered.connect(lambda: do())
        return action

    def _fill_file(self, menu: QMenu) -> None:
        self._window.files.fill(menu)
        menu.addSeparator()
        self._act(menu, tr("Hand over or take over…"), self._window.show_handoff, "handoff")
        self._act(menu, tr("Plugins…"), self._window.show_plugins, "plugins")
        self._act(menu, tr("Settings…"), self._window.show_settings, "settings")
        menu.addSeparator()
        self._act(menu, tr("Quit"), self._window.close, "quit")

    def _fill_edit(self, menu: QMenu) -> None:
        mirror, link = self._studio.mirror, self._studio.link
        undo = self._act(menu, undo_text(mirror.undo), lambda: link.do(Undo()), "undo")
        undo.setEnabled(mirror.undo is not None)
        redo = self._act(menu, redo_text(mirror.redo), lambda: link.do(Redo()), "redo")
        redo.setEnabled(mirror.redo is not None)

    def _fill_view(self, menu: QMenu) -> None:
        for dock in self._window.stage.docks.values():
            action = menu.addAction(dock.windowTitle())
            action.setCheckable(True)
            action.setChecked(not dock.isHidden())
            action.toggled.connect(dock.setVisible)
        menu.addSeparator()
        self._add(menu, tr("Layouts"), self._fill_layouts)
        self._act(menu, tr("Reset the layout"), self._window.layouts.reset)
        menu.addSeparator()
        self._act(menu, tr("Larger text"), lambda: self._window.scale_text(1), "text_larger")
        self._act(menu, tr("Smaller text"), lambda: self._window.scale_text(-1), "text_smaller")
        full = self._act(menu, tr("Full screen"), self._window.toggle_full_screen, "full_screen")
        full.setCheckable(True)
        full.setChecked(self._window.isFullScreen())

    def _fill_layouts(self, menu: QMenu) -> None:
        layouts = self._window.layouts
        current = self._studio.settings.now.layout
        for name in layouts.names:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(lambda _=False, name=name: layouts.apply(name))
        if layouts.names:
            menu.addSeparator()
        self._act(menu, tr("Keep this layout…"), self._window.ask_layout_name)
        if current:
            remove = tr("Forget the layout {name}", name=current)
            self._act(menu, remove.replace("&", "&&"), lambda: layouts.remove(current))

    def _fill_help(self, menu: QMenu) -> None:
        self._act(menu, tr("Shortcuts"), lambda: self._window.show_settings("shortcuts"))
        again = self._act(menu, tr("First start again…"), self._window.start_again)
        again.setEnabled(not (self._studio.mirror.is_live or self._studio.mirror.is_recording))
        self._act(menu, tr("Show the log"), self._window.show_log)
        self._act(menu, tr("About Rocket Studio"), self._window.show_about)
