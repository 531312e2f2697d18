"""A group of settings: a title, and rows under it that the search can hide."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.settings.row import SettingRow


class SettingGroup(QWidget):
    """A group.

    Args:
        id: By which the page goes to it.
        title: Of the group, and of its place in the list at the left.
        rows: The settings.
    """

    def __init__(self, id: str, title: str, rows: Sequence[SettingRow]) -> None:
        super().__init__()
        self.id, self.title, self.rows = id, title, tuple(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(0)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        column.addSpacing(4)
        for index, row in enumerate(self.rows):
            if index:
                column.addWidget(_rule())
            column.addWidget(row)

    def search(self, wanted: str) -> int:
        """Show the rows that match and hide the others; return how many there are."""
        in_title = bool(wanted) and wanted.casefold() in self.title.casefold()
        found = 0
        for row in self.rows:
            shown = in_title or row.matches(wanted)
            row.setVisible(shown)
            found += shown
        for rule in self.findChildren(_Rule, options=Qt.FindChildOption.FindDirectChildrenOnly):
            rule.setVisible(not wanted)
        self.setVisible(found > 0)
        return found


class _Rule(QWidget):
    pass


def _rule() -> QWidget:
    rule = _Rule()
    rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    rule.setProperty("rule", True)
    rule.setFixedHeight(1)
    return rule
