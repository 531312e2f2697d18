"""A path: typed, pasted, dropped, or chosen; a folder or a file."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr

Wanted = Literal["file", "folder", "new file"]


class FileField(QWidget):
    """A path that can be typed and chosen.

    Args:
        name: What the file is for, for screen readers.
        path: The path at first.
        wanted: What may be chosen.
        filters: As Qt has them, such as ``Pictures (*.png *.jpg)``.
        folder: What a relative path is relative to.
        nothing: What no path means; stands there while there is none.

    Attributes:
        edited: The anchor chose this path.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        path: str = "",
        wanted: Wanted = "file",
        filters: str = "",
        folder: str = "",
        nothing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._wanted, self._filters = name, wanted, filters
        self._folder = folder
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        self._line.setMaxLength(4096)
        self._line.setPlaceholderText(nothing)
        self._button = IconButton("folder-open", tr("Choose {name}", name=name), role="plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self._open)
        self._line.editingFinished.connect(self._typed)
        self.setFocusProxy(self._line)
        self.setAcceptDrops(True)
        self._told = ""
        self.set_value(path)

    @property
    def value(self) -> str:
        """The path as it stands there."""
        return self._line.text()

    def set_value(self, path: str) -> None:
        """Show another path, telling nobody."""
        self._told = path
        self._line.setText(path)
        self._line.setToolTip(path)

    def _typed(self) -> None:
        path = self._line.text().strip()
        if path != self._told:
            self.set_value(path)
            self.edited.emit(path)

    def _open(self) -> None:
        start = str(Path(self._folder) / self.value) if self.value else self._folder
        start = start or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.MoviesLocation
        )
        dialog = QFileDialog(self, self._name, start, self._filters)
        modes = {
            "file": QFileDialog.FileMode.ExistingFile,
            "folder": QFileDialog.FileMode.Directory,
            "new file": QFileDialog.FileMode.AnyFile,
        }
        dialog.setFileMode(modes[self._wanted])
        if self._wanted == "new file":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(self._chosen)
        dialog.show()

    def _chosen(self, path: str) -> None:
        self._line.setText(path)
        self._typed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 # Qt's name
        """Take a file that is dragged here."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Take its path, or its folder's where one is wanted."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        if self._wanted == "folder" and path.is_file():
            path = path.parent
        self._chosen(str(path))
