"""Chooses what faces wear by small pictures: nothing first, then the user's own and the studio's.

One look at a picture says more than a name.  It shows a dummy's head until somebody has a
picture of the user's own (``panels.fitting``).  The one under the pointer is tried on, for the
anchor alone; arrow keys choose as a click does, so that each is seen on the face at once.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.theme import icon, tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import language, tr
from studio.model.effect import EffectError
from studio.model.face_effect import read_face_effect
from studio.model.face_effect_folders import THUMBNAIL_NAME, all_folders, folder_of

VALUE = Qt.ItemDataRole.UserRole
THUMB_PX = 64
MOST_THUMB_PX = 4096
MOST = 500
"""Effects in the grid; whoever has more sees the first."""
ROWS = 3.5
"""Are seen at once; the half one says that there are more."""
MOST_WORD_EDGES = 2
"""Longer words, in widths of a picture, are cut."""
RESTS_MS = 150
"""An effect is tried on when the pointer rests on it; one that only passes costs nothing."""
MOST_LINES = 2
"""Of a name; the rest is in its tooltip."""


class EffectField(Field):
    """See the module.

    Args:
        setting: Whose value is an effect's name or folder.
    """

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._edge_px = round(THUMB_PX * max(1.0, tokens().scale * 0.8))
        self.list = QListWidget()
        self.list.setAccessibleName(self.name)
        self.list.setProperty("shape", "grid")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setIconSize(QSize(self._edge_px, self._edge_px))
        self.own = PushButton(tr("From a folder…"), "folder-open")
        self.own.clicked.connect(self._choose_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.list)
        column.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)
        self._add(tr("None"), "", None)
        for folder in list(all_folders())[:MOST]:
            if (name := _name_of(folder)) is not None:
                self._add(name, folder.name, folder)
        self._fit()
        self.list.currentItemChanged.connect(self._chosen)
        self._under: str | None = None
        self._rests = QTimer(self, interval=RESTS_MS, singleShot=True)
        self._rests.timeout.connect(lambda: self.pointed.emit(self._under))
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(lambda item: self._point(str(item.data(VALUE))))
        self.list.viewportEntered.connect(lambda: self._point(None))
        self.list.viewport().installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """See the pointer leave."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._point(None)
        return super().eventFilter(watched, event)

    @property
    def tile_px(self) -> int:
        """How wide and high a picture is on this screen."""
        return round(self._edge_px * self.devicePixelRatioF())

    def in_view(self) -> tuple[str, ...]:
        """Return the effects whose pictures can be seen now, in their order."""
        seen = self.list.viewport().visibleRegion().boundingRect()
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            value
            for item in items
            if (value := str(item.data(VALUE))) and seen.intersects(self.list.visualItemRect(item))
        )

    def show_worn(self, value: str, image: QImage) -> None:
        """Show how an effect looks on the user."""
        if (row := self._row_of(value)) >= 0:
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(image.width() / self._edge_px)
            self.list.item(row).setIcon(_untinted(picture))

    def _point(self, value: str | None) -> None:
        if value != self._under:
            self._under = value
            self._rests.start()

    def set_value(self, value: object) -> None:
        """Show an effect; one that isn't in the grid comes to its end, there or not."""
        wanted = value if isinstance(value, str) else ""
        self.list.blockSignals(True)
        row = self._row_of(wanted)
        if row < 0:
            row = self._add_other(wanted)
        if row != self.list.currentRow():
            self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _row_of(self, value: str) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if self.list.item(row).data(VALUE) == value), -1)

    def _add_other(self, value: str) -> int:
        folder = folder_of(value)
        name = _name_of(folder) if folder is not None else None
        short = Path(value).name or value
        self._add(name or tr("{name} (not there)", name=short), value, folder)
        return self.list.count() - 1

    def _add(self, name: str, value: str, folder: Path | None) -> None:
        item = QListWidgetItem(self._picture(folder, bool(value)), name)
        item.setData(VALUE, value)
        item.setToolTip(name)
        self.list.addItem(item)

    def _picture(self, folder: Path | None, is_effect: bool) -> QIcon:
        reader = QImageReader(str(folder / THUMBNAIL_NAME)) if folder is not None else None
        size = reader.size() if reader is not None else QSize()
        plain = _plate("cat" if is_effect else "ban", self._edge_px)
        if reader is None or not size.isValid() or max(size.toTuple()) > MOST_THUMB_PX:
            return plain
        reader.setScaledSize(
            size.scaled(self._edge_px, self._edge_px, Qt.AspectRatioMode.KeepAspectRatio)
        )
        read = QPixmap.fromImageReader(reader)
        if read.isNull():
            return plain
        return _untinted(read)

    def _fit(self) -> None:
        """Fill the line with columns that no name is too long for, and have room for a few rows."""
        self.list.ensurePolished()
        metrics, gap_px = self.list.fontMetrics(), tokens().gap_px
        names = [self.list.item(row).text() for row in range(self.list.count())]
        word_px = max(metrics.horizontalAdvance(word) for each in names for word in each.split())
        bar_px = self.list.verticalScrollBar().sizeHint().width() + 2 * self.list.frameWidth()
        room_px = max(self.width() - bar_px - 2, self._edge_px)
        least_px = max(self._edge_px, min(word_px, MOST_WORD_EDGES * self._edge_px)) + gap_px
        column_px = room_px // max(1, room_px // least_px)
        room = QRect(0, 0, column_px - gap_px, MOST_LINES * 2 * metrics.lineSpacing())
        wraps = Qt.TextFlag.TextWordWrap
        lines_px = max(metrics.boundingRect(room, wraps, each).height() for each in names)
        lines_px = min(lines_px, MOST_LINES * metrics.lineSpacing() + MOST_LINES)
        height = self._edge_px + lines_px + 2 * gap_px
        self.list.setGridSize(QSize(column_px, height))
        for row in range(self.list.count()):  # or names break where pictures end
            self.list.item(row).setSizeHint(QSize(column_px, height))
        self.list.setFixedHeight(round(height * ROWS))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.edited.emit(str(item.data(VALUE)))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.use_folder)
        dialog.show()

    def use_folder(self, path: str) -> None:
        """Choose the effect that lies in a folder."""
        self.set_value(path)
        self.edited.emit(path)


def _untinted(picture: QPixmap) -> QIcon:
    shown = QIcon(picture)
    shown.addPixmap(picture, QIcon.Mode.Selected)  # no tint over what is to be judged
    return shown


def _plate(name: str, edge_px: int) -> QIcon:
    """Return an icon in the middle of a place as large as a picture, so that lines are even."""
    plate = QPixmap(edge_px, edge_px)
    plate.fill(QColor(Qt.GlobalColor.transparent))
    at = edge_px // 4
    painter = QPainter(plate)
    icon(name, size_px=edge_px // 2).paint(painter, at, at, edge_px // 2, edge_px // 2)
    painter.end()
    return QIcon(plate)


def _name_of(folder: Path) -> str | None:
    """Return what an effect is called here, or None if it can't be worn."""
    try:
        names = read_face_effect(folder).name
    except EffectError:
        return None
    return names.zh if language() == "zh" else names.en
