"""Chooses what a part is made of: models, pictures or sounds, with small pictures of them.

It stands in the editor until something is chosen, and covers nothing.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.app.gifts.film_link import FilmLink
from studio.app.gifts.stock import SUFFIXES, Sort, StockFile, stock
from studio.app.theme import icon, tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import later, tr

TITLES: dict[Sort, str] = {
    "model": later("Choose a 3D model"),
    "image": later("Choose a picture"),
    "sound": later("Choose a sound"),
}
PATH = Qt.ItemDataRole.UserRole
THUMB = (80, 52)
_KNOWN: dict[Path, QImage] = {}
"""Small pictures of models; there are a few dozen at most."""


class StockPicker(QWidget):
    """See the module.

    Args:
        sort: What is chosen.
        film: Draws small pictures of models.
    """

    picked = Signal(str)
    cancelled = Signal()

    def __init__(self, sort: Sort, film: FilmLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sort = sort
        self._film = film
        title = QLabel(tr(TITLES[sort]))
        title.setProperty("role", "strong")
        self.list = QListWidget()
        self.list.setAccessibleName(tr(TITLES[sort]))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        scale = tokens().scale
        self.list.setIconSize(QSize(*THUMB))
        self.list.setGridSize(QSize(round(104 * scale), THUMB[1] + round(36 * scale)))
        self.list.setFixedHeight(round(220 * max(1.0, scale * 0.8)))
        self.list.itemActivated.connect(lambda item: self.picked.emit(str(item.data(PATH))))
        self.list.itemClicked.connect(lambda item: self.picked.emit(str(item.data(PATH))))
        own = PushButton(tr("From a file…"), "folder-open")
        own.clicked.connect(self._choose_file)
        cancel = PushButton(tr("Cancel"), role="quiet")
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(own)
        row.addStretch(1)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(title)
        column.addWidget(self.list)
        column.addLayout(row)
        for each in stock(sort):
            self._add(each)

    def _add(self, file: StockFile) -> None:
        shown = icon({"sound": "audio-waveform", "image": "image", "model": "box"}[self._sort])
        item = QListWidgetItem(shown, file.title)
        item.setData(PATH, str(file.path))
        item.setToolTip(f"{file.title} · {file.path.parent.name}")
        self.list.addItem(item)
        if self._sort == "image":
            reader = QImageReader(str(file.path))
            reader.setAutoTransform(True)
            size = reader.size()
            if size.isValid() and size.width() * size.height() <= 1 << 24:
                reader.setScaledSize(size.scaled(*THUMB, Qt.AspectRatioMode.KeepAspectRatio))
                self._show(item, reader.read())
        elif self._sort == "model":
            if (known := _KNOWN.get(file.path)) is not None:
                self._show(item, known)
            else:
                self._film.ask_small(_shown(file.path), lambda image: self._drawn(file.path, image))

    def _drawn(self, path: Path, image: QImage) -> None:
        _KNOWN[path] = image
        for row in range(self.list.count()):
            if self.list.item(row).data(PATH) == str(path):
                self._show(self.list.item(row), image)

    def _show(self, item: QListWidgetItem, image: QImage) -> None:
        """Show a small picture in the middle of a plate that is dark in every theme."""
        plate = QPixmap(*THUMB)
        plate.fill(QColor(0x20, 0x24, 0x2E))
        if not image.isNull():
            small = image.scaled(
                *THUMB,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter = QPainter(plate)
            painter.drawImage(
                (THUMB[0] - small.width()) // 2, (THUMB[1] - small.height()) // 2, small
            )
            painter.end()
        item.setIcon(QIcon(plate))

    def _choose_file(self) -> None:
        globs = " ".join(f"*{end}" for end in SUFFIXES[self._sort])
        dialog = QFileDialog(self, tr(TITLES[self._sort]), "", f"{tr('Files')} ({globs})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.picked)
        dialog.show()


def _shown(path: Path) -> dict[str, object]:
    """Return an effect that shows one model alone."""
    content = {"kind": "model", "file": str(path), "width": 400, "height": 400, "pictures_s": 1}
    part = {"id": "it", "content": content, "x": 960, "y": 540, "scale": 2.6}
    return {"id": "it", "name": {"zh": "它", "en": "it"}, "ms": 1000, "part": [part]}
