"""A delegate whose rows are renamed in place, on a line with the name for screen readers."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget


class RenamingDelegate(QStyledItemDelegate):
    """Where the line lies is for who draws the row to say, in ``updateEditorGeometry``."""

    def createEditor(  # noqa: N802 # Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a line for another name."""
        line = QLineEdit(parent)
        line.setAccessibleName(str(index.data()))
        return line
