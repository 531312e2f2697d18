"""The dock of sources: what the scene shows that is worked on, and all that is done to it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.app.docks.reordering import can_move, moved, stepped
from studio.app.docks.source_edits import item_by_key, own_copy, removal, renaming
from studio.app.docks.source_gallery import SourceGallery
from studio.app.docks.source_menu import SourceMenu
from studio.app.docks.source_rows import rows_of
from studio.app.docks.source_tree import SourceTree
from studio.app.link.engine_link import Reply
from studio.app.panels.adding import add_dropped, can_add, edited_scene
from studio.app.panels.input_panel import FAILED, sentence
from studio.app.panels.naming import taken_names, tidy, unique
from studio.app.panels.opening import open_item_numbers, open_properties
from studio.app.panels.undo_bar import UndoBar
from studio.app.studio import Studio
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr
from studio.app.words.told import told
from studio.model import edits as do
from studio.model.graph import items_of
from studio.model.layout import ItemKey
from studio.model.scene import Collection


class Sources(QWidget):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.tree = SourceTree()
        self.empty = EmptyState(
            "layers",
            tr("Nothing is shown here yet: add a camera, a screen, a picture or words."),
            tr("Add source"),
            self.open_gallery,
        )
        self.undo = UndoBar(studio)
        self.add = IconButton("plus", tr("Add source"))
        self.add.clicked.connect(self.open_gallery)
        self.titleActions = (self.add,)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(4)
        column.addWidget(self._pages, 1)
        column.addWidget(self.undo)
        self.setAcceptDrops(True)
        for keys, then in (
            ("Ctrl+V", self.paste),
            ("Ctrl+G", self.group),
            ("Ctrl+Shift+G", self.ungroup),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(then)
        self._listen()
        self._show()

    def _listen(self) -> None:
        tree, mirror = self.tree, self._studio.mirror
        tree.visibility_wanted.connect(
            lambda holder, number, is_on: self.do(
                [do.SetSceneItemEnabled(scene=holder, item_id=number, visible=is_on)]
            )
        )
        tree.lock_wanted.connect(
            lambda holder, number, is_on: self.do(
                [do.SetSceneItemLocked(scene=holder, item_id=number, locked=is_on)]
            )
        )
        tree.renamed.connect(self._rename)
        tree.opened.connect(lambda holder, number: self.open((holder, number)))
        tree.removed.connect(self.remove)
        tree.duplicated.connect(self.duplicate)
        tree.stepped.connect(self.step)
        tree.moved.connect(self._move)
        tree.dropped.connect(lambda mime: add_dropped(self._studio, mime))
        tree.menu_wanted.connect(self._open_menu)
        tree.chosen.connect(self._studio.selection.select)
        tree.settled.connect(self._show)
        self._studio.selection.changed.connect(self._show_selection)
        for signal in (
            mirror.collection_changed,
            mirror.scenes_changed,
            mirror.studio_mode_changed,
            mirror.inputs_changed,
        ):
            signal.connect(self._show)

    # -- what is shown ----------------------------------------------------------------

    def _show(self) -> None:
        mirror = self._studio.mirror
        collection, scene = mirror.collection, edited_scene(self._studio)
        if collection is None:
            return
        rows = rows_of(collection, scene)
        self.tree.show_rows(scene, rows, self._faults(collection))
        self._pages.setCurrentWidget(self.tree if rows else self.empty)
        self._show_selection()

    def _faults(self, collection: Collection) -> dict[str, str]:
        """Return why inputs fail, by name; one that was told no file needs one."""
        faults = {
            name: told(state.reason)
            for name, state in self._studio.mirror.inputs.items()
            if state.health == FAILED
        }
        for each in collection.inputs:
            if each.kind in ("media", "image") and not each.settings.get("file"):
                faults[each.name] = tr("No file is chosen yet: press Enter to choose one.")
            elif each.kind == "network" and not each.settings.get("url"):
                faults[each.name] = tr("No address is told yet: press Enter to type one.")
        return faults

    def _show_selection(self) -> None:
        selection = self._studio.selection
        self.tree.choose(selection.scene, selection.ids)

    # -- what is done -----------------------------------------------------------------

    @property
    def chosen(self) -> list[ItemKey]:
        """The chosen items, bottom first."""
        return [(self._studio.selection.scene, item.id) for item in self._studio.selection.items]

    def do(self, edits: Sequence[do.Edit], then: Callable[[], None] | None = None) -> None:
        """Have edits done as one step, then something else."""
        if not edits:
            return
        together = edits[0] if len(edits) == 1 else do.EditTogether.of(edits)

        def answered(reply: Reply) -> None:
            if not reply.ok:
                self._studio.say("warning", sentence(reply))
                self._show()
            elif then is not None:
                then()

        self._studio.link.do(together, answered)

    def open_gallery(self) -> None:
        """Show what can be added."""
        SourceGallery(self._studio, self).open_at(
            self.add if self.add.isVisible() else self.empty.button or self
        )

    def open(self, key: ItemKey) -> None:
        """Show an item's properties; of a group or scene, its place in numbers."""
        collection = self._studio.mirror.collection
        item = item_by_key(collection, key) if collection else None
        if item is not None and not open_properties(self._studio, item.source):
            open_item_numbers(self._studio, *key)

    def paste(self) -> None:
        """Add what the clipboard has: files, a picture, a text."""
        mime = QGuiApplication.clipboard().mimeData()
        if not isinstance(mime, QMimeData) or not add_dropped(self._studio, mime):
            self._studio.say("info", tr("There is nothing to paste: copy a picture or a text."))

    def remove(self) -> None:
        """Take the chosen items away."""
        collection, chosen = self._studio.mirror.collection, self.chosen
        if collection is None or not chosen:
            return
        item = item_by_key(collection, chosen[0])
        if len(chosen) == 1 and item is not None:
            said = tr("{name} removed.", name=item.source)
        else:
            said = tr("%n source(s) removed.", n=len(chosen))
        self.do(
            removal(collection, chosen),
            lambda: self.undo.say(
                said, lambda c: all(item_by_key(c, key) is None for key in chosen)
            ),
        )

    def duplicate(self, *, is_own: bool = False) -> None:
        """Show the chosen items once more, or copies of their inputs with settings of their own."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        edits: list[do.Edit] = []
        for key in self.chosen:
            if is_own:
                edits += own_copy(collection, key)
            else:
                edits.append(do.DuplicateSceneItem(scene=key[0], item_id=key[1]))
        self.do(edits)

    def step(self, by: int) -> None:
        """Move the chosen items up (1) or down (-1)."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        chosen = self.chosen if by < 0 else self.chosen[::-1]
        edits = [stepped(collection, key, by) for key in chosen]
        if all(edits):  # at an end nothing moves, so that their order stays
            self.do([edit for edit in edits if edit])

    def group(self) -> None:
        """Put the chosen items into a group."""
        collection, chosen = self._studio.mirror.collection, self.chosen
        if collection is None or not chosen:
            return
        name = unique(tr("Group"), taken_names(collection))
        ids = tuple(number for _, number in chosen)
        self.do([do.GroupSceneItems(scene=chosen[0][0], item_ids=ids, group=name)])

    def ungroup(self) -> None:
        """Take the chosen groups apart."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        self.do(
            [
                do.UngroupSceneItems(scene=key[0], item_id=key[1])
                for key in self.chosen
                if (item := item_by_key(collection, key)) and collection.group(item.source)
            ]
        )

    def _rename(self, name: str, wanted: str) -> None:
        collection = self._studio.mirror.collection
        edit = renaming(collection, name, tidy(wanted)) if collection else None
        if edit is not None:
            self.do([edit])
        self._show()

    def _move(self, to: str, below: int) -> None:
        collection = self._studio.mirror.collection
        chosen = self.chosen
        if collection is None or not can_move(collection, chosen, to):
            return
        there = [(to, item.id) for item in reversed(items_of(collection, to))]
        # Counted from the top in the list, from the bottom in the file, without the moved ones.
        index = sum(1 for key in there[below:] if key not in chosen)
        edits = moved(
            collection,
            scene=edited_scene(self._studio),
            keys=chosen,
            to=to,
            index=index,
            sizes=self._studio.mirror.sizes,
        )
        self.do(edits)

    def _open_menu(self, at: QPoint) -> None:
        menu = SourceMenu(self, self._studio)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # -- from outside -----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 # Qt's name
        """Take files, pictures and texts where the list is empty too."""
        if can_add(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Add what is dropped."""
        if add_dropped(self._studio, event.mimeData()):
            event.acceptProposedAction()


def make(studio: Studio) -> QWidget:
    """Return what is in the dock."""
    return Sources(studio)
