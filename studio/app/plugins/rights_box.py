"""The rights that a plugin asks for, as boxes: granted or not, at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from studio.app.plugins.plugin_words import right_words
from studio.app.theme import tokens
from studio.model.plugin_rights import Right
from studio.model.plugin_state import Plugin


class RightsBox(QWidget):
    """See the module.

    Args:
        plugin: As it is.
        grant: Grants these rights and no others.
    """

    def __init__(self, plugin: Plugin, grant: Callable[[tuple[Right, ...]], None]) -> None:
        super().__init__()
        self._grant = grant
        self.boxes: dict[Right, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, right in enumerate(plugin.rights):
            words = right_words(right, plugin.hosts)
            box = QCheckBox()
            box.setAccessibleName(words)
            box.setMinimumSize(tokens().target_px, tokens().target_px)
            box.clicked.connect(self._tell)
            label = QLabel(words)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumHeight(tokens().target_px)
            label.setBuddy(box)
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
            self.boxes[right] = box
        self.follow(plugin)

    def follow(self, plugin: Plugin) -> None:
        """Show what is granted."""
        for right, box in self.boxes.items():
            box.setChecked(right in plugin.granted)

    def _tell(self) -> None:
        self._grant(tuple(right for right, box in self.boxes.items() if box.isChecked()))
