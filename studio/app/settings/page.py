"""The settings: one page in the picture's place, in which one searches.

Each group is a module of this package that returns its rows; each change is kept at once,
there is no button to press.  What can't be changed while live is disabled and says so.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.settings import general, recording, storage, stream
from studio.app.settings import sound as sound_settings
from studio.app.settings.group import SettingGroup
from studio.app.settings.keys import keys_group
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.search_field import SearchField
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio

WIDTH_PX = 760
"""Of the settings; longer lines are hard to read."""
LIST_PX = 168
LEAST_PX = 420
"""Of the settings beside the list; where there is less, the list is left out."""


class SettingsPage(QWidget):
    """The page.

    Args:
        studio: The studio.

    Attributes:
        groups: All of them, in order.
    """

    closed = Signal()
    """The anchor is done here."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "card")
        self.setAccessibleName(tr("Settings"))
        self.groups: tuple[SettingGroup, ...] = (
            general.group(studio),
            stream.group(studio),
            recording.group(studio),
            sound_settings.group(studio),
            keys_group(studio),
            storage.group(studio),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        self._nothing = EmptyState("search", tr("No setting is called that. Try another word."))
        self._nothing.hide()
        body = QHBoxLayout()
        body.setSpacing(24)
        self._list = self._make_list()
        self._scroll = self._make_scroll()
        body.addWidget(self._list, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self._scroll, 1)
        column.addLayout(body, 1)
        column.addWidget(self._nothing, 1)

    @property
    def section(self) -> str:
        """The group that is at the top now."""
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else "general"

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel(tr("Settings"))
        title.setProperty("role", "heading")
        self.search = SearchField(tr("Search the settings"))
        self.search.setMaximumWidth(round(320 * tokens().scale))
        self.search.textChanged.connect(self._find)
        cross = IconButton("x", tr("Close the settings"), shortcut="Esc")
        cross.clicked.connect(self.closed)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search, 20)  # what is left is its own, up to its most
        head.addWidget(cross)
        return head

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(tr("Groups of settings"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for group in self.groups:
            item = QListWidgetItem(group.title)
            item.setData(Qt.ItemDataRole.UserRole, group.id)
            made.addItem(item)
        made.setFixedWidth(max(LIST_PX, made.sizeHintForColumn(0) + 8))
        made.setFixedHeight(made.sizeHintForRow(0) * made.count() + 2)
        made.setCurrentRow(0)
        made.currentRowChanged.connect(self._chosen)
        return made

    def _make_scroll(self) -> QScrollArea:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 12)
        rows.setSpacing(0)
        for group in self.groups:
            rows.addWidget(group)
        rows.addStretch(1)
        inner.setMaximumWidth(round(WIDTH_PX * tokens().scale))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._inner = inner
        scroll.verticalScrollBar().valueChanged.connect(self._follow)
        return scroll

    def go_to(self, section: str) -> None:
        """Show a group; an empty one is where one begins to type."""
        row = next((i for i, group in enumerate(self.groups) if group.id == section), -1)
        if row >= 0:
            # Only a page that was laid out knows where its groups are.
            self._inner.adjustSize()
            self._list.setCurrentRow(row)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, row: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.blockSignals(True)
        bar.setValue(self.groups[row].y())
        bar.blockSignals(False)
        self._scroll.viewport().update()

    def _follow(self, top: int) -> None:
        """Mark the group that one has scrolled to."""
        seen = [i for i, group in enumerate(self.groups) if group.isVisible()]
        at_end = top == self._scroll.verticalScrollBar().maximum()
        row = max((i for i in seen if self.groups[i].y() <= top + 24), default=0)
        self._list.blockSignals(True)
        self._list.setCurrentRow(seen[-1] if at_end and seen and top else row)
        self._list.blockSignals(False)

    def _find(self, wanted: str) -> None:
        found = 0
        for row, group in enumerate(self.groups):
            here = group.search(wanted.strip())
            self._list.item(row).setHidden(not here)
            found += here
        self._nothing.setVisible(not found)
        self._scroll.setVisible(found > 0)
        self._fit()

    def _fit(self) -> None:
        """Leave the list out where the page is narrow: the search finds as well."""
        enough = self.width() >= (LEAST_PX + LIST_PX) * tokens().scale
        self._list.setVisible(enough and self._nothing.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Fit what is beside the settings."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Close by Esc; search by just typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
