"""A group of rows under a title, as forms and settings have them; can fold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr


class Section(QWidget):
    """A title and what stands under it: add widgets to ``body``.

    Args:
        title: In sentence case.
        folds: Whether it can be folded away.
        trailing: A widget at the end of the title's line.
    """

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        folds: bool = False,
        trailing: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        head = QHBoxLayout()
        head.setSpacing(tokens().grid_px)
        self._title = QLabel(title)
        self._title.setProperty("role", "strong")
        self._title.setWordWrap(True)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens().gap_px)
        if folds:
            self._fold = IconButton(
                "chevron-right",
                tr("Show or hide {title}", title=title),
            )
            self._fold.clicked.connect(lambda: self.set_open(self._content.isHidden()))
            head.addWidget(self._fold)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        if trailing is not None:
            head.addWidget(trailing)
        column.addLayout(head)
        column.addWidget(self._content)
        self.set_open(True)

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold."""
        if hasattr(self, "_fold"):
            self._content.setVisible(is_open)
            self._fold.set_icon("chevron-down" if is_open else "chevron-right")
