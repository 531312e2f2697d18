"""Paints one scene in the list: its picture, its name, and whether it is on air."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from studio.app.docks.renaming_delegate import RenamingDelegate
from studio.app.theme import pixmap, tokens
from studio.app.widgets.elided_label import MOST_LETTERS

PICTURE = Qt.ItemDataRole.UserRole + 1
MARK = Qt.ItemDataRole.UserRole + 2
INSET_PX = 4
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Mark:
    """What a scene is just now.

    Attributes:
        icon: Of Lucide.
        role: Colour.
        word: For those who see it small, and for screen readers.
    """

    icon: str
    role: str
    word: str


class SceneCell(RenamingDelegate):
    """See the module.

    Attributes:
        ratio: Height of the picture by its width.
        size: Of a cell.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ratio = 9 / 16
        self.size = QSize(100, 84)

    def picture_rect(self, cell: QRect) -> QRect:
        """Return where the picture lies in a cell."""
        width = cell.width() - 2 * INSET_PX
        height = round(width * min(self.ratio, 1.0))
        return QRect(cell.left() + INSET_PX, cell.top() + INSET_PX, width, height)

    def name_rect(self, cell: QRect) -> QRect:
        """Return where the name stands in a cell."""
        picture = self.picture_rect(cell)
        top = picture.bottom() + 3
        return QRect(picture.left(), top, picture.width(), cell.bottom() - top)

    def size_of(self, width: int) -> QSize:
        """Return the size of a cell of a width."""
        picture = self.picture_rect(QRect(0, 0, width, 0))
        return QSize(width, picture.height() + tokens().line_px + 3 + 2 * INSET_PX)

    def sizeHint(  # noqa: N802 # Qt's name
        self, option: QStyleOptionViewItem, index: Index
    ) -> QSize:
        """Fill the grid."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        t = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        cell = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_chosen or is_under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.selected if is_chosen else t.surface_2)
            painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), t.radius_px, t.radius_px)
        picture = QRectF(self.picture_rect(cell))
        self._draw_picture(painter, picture, index.data(PICTURE))
        mark = index.data(MARK)
        if isinstance(mark, Mark):
            self._draw_mark(painter, picture, mark, option.font)
        self._draw_name(painter, self.name_rect(cell), str(index.data()), mark is not None)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 # Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the line over the name."""
        area = self.name_rect(option.rect)
        area.setTop(area.bottom() - tokens().target_px)
        editor.setGeometry(area)

    def _draw_picture(self, painter: QPainter, area: QRectF, picture: object) -> None:
        t = tokens()
        shape = QPainterPath()
        shape.addRoundedRect(area, t.radius_px - 2, t.radius_px - 2)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(area, QColor("black"))
        if isinstance(picture, QImage):
            painter.drawImage(area, picture)
        painter.restore()
        painter.setPen(QPen(t.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _draw_mark(self, painter: QPainter, area: QRectF, mark: Mark, font: QFont) -> None:
        t = tokens()
        ink = {"live": t.live, "accent": t.accent, "good": t.good}[mark.role]
        on_ink = {"live": t.on_live, "accent": t.on_accent, "good": t.surface_0}[mark.role]
        painter.setPen(QPen(ink, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), t.radius_px - 1, t.radius_px - 1)
        small = QFont(font)
        small.setPixelSize(round(11 * t.scale))
        small.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        size = round(12 * t.scale)
        width = painter.fontMetrics().horizontalAdvance(mark.word)
        room = area.width() - 3 * INSET_PX - size
        word_px = width + INSET_PX if width <= room else 0
        badge = QRectF(area.left(), area.top(), size + 2 * INSET_PX + word_px, size + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(badge, t.radius_px - 2, t.radius_px - 2)
        role = {"live": "on-live", "accent": "on-accent", "good": "surface-0"}[mark.role]
        top = badge.center().y() - size / 2
        painter.drawPixmap(
            round(badge.left() + INSET_PX), round(top), pixmap(mark.icon, role, size)
        )
        if word_px:
            painter.setPen(on_ink)
            words = badge.adjusted(size + 2 * INSET_PX, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, mark.word)

    def _draw_name(self, painter: QPainter, area: QRect, name: str, is_strong: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(tokens().text_px)
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(tokens().text)
        line = " ".join(name[:MOST_LETTERS].split())
        text = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
