"""Paints one source in the list: what it is, its name, and at the end lock and eye.

What is hidden is pale and has a closed eye; what fails has a warning before its name.
"""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from studio.app.docks.renaming_delegate import RenamingDelegate
from studio.app.theme import pixmap, tokens
from studio.app.theme.tokens import mixed
from studio.app.widgets.elided_label import MOST_LETTERS

ICON = Qt.ItemDataRole.UserRole + 1
VISIBLE = Qt.ItemDataRole.UserRole + 2
LOCKED = Qt.ItemDataRole.UserRole + 3
FAULT = Qt.ItemDataRole.UserRole + 4
GAP_PX = 6
Index = QModelIndex | QPersistentModelIndex


class SourceCell(RenamingDelegate):
    """See the module."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def eye_rect(self, row: QRect) -> QRect:
        """Return where the eye is pressed."""
        width = tokens().target_px - 4
        return QRect(row.right() - width + 1, row.top(), width, row.height())

    def lock_rect(self, row: QRect) -> QRect:
        """Return where the lock is pressed."""
        eye = self.eye_rect(row)
        return eye.translated(-eye.width(), 0)

    def name_rect(self, row: QRect) -> QRect:
        """Return where the name stands."""
        left = row.left() + GAP_PX + tokens().icon_px - 2 + GAP_PX
        return QRect(left, row.top(), self.lock_rect(row).left() - left, row.height())

    def sizeHint(  # noqa: N802 # Qt's name
        self, option: QStyleOptionViewItem, index: Index
    ) -> QSize:
        """Be as high as what is pressed."""
        return QSize(80, tokens().target_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        t = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_chosen or is_under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.selected if is_chosen else t.surface_2)
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), t.radius_px, t.radius_px)
        is_visible, is_locked = bool(index.data(VISIBLE)), bool(index.data(LOCKED))
        role = "text" if is_visible else "secondary"
        size = t.icon_px - 2
        fault = str(index.data(FAULT) or "")
        sign, ink = ("triangle-alert", "warning") if fault else (str(index.data(ICON)), role)
        top = row.center().y() - size // 2
        painter.drawPixmap(QPoint(row.left() + GAP_PX, top), pixmap(sign, ink, size))
        self._draw_name(painter, self.name_rect(row), str(index.data()), is_visible)
        self._draw_sign(painter, self.eye_rect(row), "eye" if is_visible else "eye-off", role)
        if is_locked:
            self._draw_sign(painter, self.lock_rect(row), "lock", role)
        elif is_under or is_chosen:
            self._draw_sign(painter, self.lock_rect(row), "lock-open", "secondary")
        painter.restore()

    def _draw_name(self, painter: QPainter, area: QRect, name: str, is_visible: bool) -> None:
        t = tokens()
        font = QFont(painter.font())
        font.setPixelSize(t.text_px)
        painter.setFont(font)
        painter.setPen(t.text if is_visible else mixed(t.secondary, t.text, 0.2))
        line = " ".join(name[:MOST_LETTERS].split())
        text = painter.fontMetrics().elidedText(
            line, Qt.TextElideMode.ElideRight, area.width() - GAP_PX
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignAbsolute, text)

    def _draw_sign(self, painter: QPainter, area: QRect, name: str, role: str) -> None:
        size = tokens().icon_px - 4
        at = area.center() - QPoint(size // 2, size // 2)
        painter.drawPixmap(at, pixmap(name, role, size))

    def updateEditorGeometry(  # noqa: N802 # Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the line over the name and what is behind it."""
        area = self.name_rect(option.rect)
        editor.setGeometry(
            area.left() - 8, area.top(), option.rect.right() - area.left() + 8, area.height()
        )
