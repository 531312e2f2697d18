"""Scene collections as files: open one, save it, show where it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from studio.app.words import tr
from studio.app.words.told import told
from studio.model.commands import OpenCollection, SaveCollection

if TYPE_CHECKING:
    from studio.app.link.engine_link import Reply
    from studio.app.studio import Studio


class FilesMenu(QObject):
    """What one does with a collection.

    Args:
        studio: The studio.
        window: The window that file dialogs belong to.
    """

    def __init__(self, studio: "Studio", window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window

    def fill(self, menu: QMenu) -> None:
        """Add the things to do to a menu."""
        open_text, save_text = tr("Open a collection…"), tr("Save")
        menu.addAction(f"{open_text}\t{self._key('open')}").triggered.connect(self.choose)
        menu.addAction(f"{save_text}\t{self._key('save')}").triggered.connect(self.save)
        folder = menu.addAction(tr("Show in its folder"))
        folder.triggered.connect(self.show_folder)
        folder.setEnabled(bool(self._studio.mirror.collection_path))

    def _key(self, action: str) -> str:
        return self._studio.shortcuts.key(action)

    def open_menu(self, under: QWidget) -> None:
        """Show the menu under a button."""
        menu = QMenu(under)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def choose(self) -> None:
        """Let the anchor choose a file."""
        path = self._studio.mirror.collection_path
        start = (
            str(Path(path).parent)
            if path
            else QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog = QFileDialog(
            self._window, tr("Open a collection"), start, tr("Scene collections (*.json)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open)
        dialog.setModal(False)
        dialog.show()

    def open(self, path: str) -> None:
        """Go on with another collection."""

        def answered(reply: "Reply") -> None:
            if reply.ok:
                self._studio.settings.change(last_collection=path)
            else:
                self._studio.say(
                    "error", tr("{path} can't be opened: {why}", path=path, why=told(reply.reason))
                )

        self._studio.link.do(OpenCollection(path=path), answered)

    def save(self) -> None:
        """Write the collection to its file."""

        def answered(reply: "Reply") -> None:
            if reply.ok:
                self._studio.say("info", tr("Saved."))
            else:
                self._studio.say("error", tr("It can't be saved: {why}", why=told(reply.reason)))

        self._studio.link.do(SaveCollection(), answered)

    def show_folder(self) -> None:
        """Open the folder where the file is."""
        folder = Path(self._studio.mirror.collection_path).parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
